//! `/ParentTree`: from what stands on pages to the structure elements it belongs to.
//!
//! Source: ISO 32000-2 §14.7.5.4, §7.9.7 (number trees).

use std::collections::{BTreeMap, HashSet};

use super::{
    super::{
        change::Kind,
        path::Path,
        walk::{Manner, Walk},
    },
    structure::Moved,
};
use crate::{
    pdf::{Object, Value, View},
    verify::node::Node,
};

/// Compares `/ParentTree`: entries may come and go with the elements that did.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path, moved: &Moved) {
    let before = flattened(walk, old, true);
    let after = flattened(walk, new, false);
    let (Some(before), Some(after)) = (before, after) else {
        return walk.entry(old, new, b"ParentTree", Manner::Plain, path);
    };
    let path = path.key(b"ParentTree");
    let came = |value: &Object| {
        value
            .as_reference()
            .is_some_and(|id| moved.came.contains(&id))
    };
    for (number, (holder, value)) in &after {
        let path = path.index(usize::try_from(*number).unwrap_or(usize::MAX));
        match before.get(number) {
            Some((_, old)) if old.value == Value::Null && came(value) => {}
            Some((old_holder, old)) => {
                compare_entry(walk, (old_holder, old), (holder, value), &path);
            }
            None if came(value) => {}
            None => walk.change(Kind::Unknown, &path, Some(holder.holder().id)),
        }
    }
    for (number, (_, value)) in &before {
        let went = value
            .as_reference()
            .is_some_and(|id| moved.went.contains(&id));
        if !after.contains_key(number) {
            let kind = if went {
                Kind::Annotation
            } else {
                Kind::Unknown
            };
            walk.change(kind, &path, value.as_reference());
        }
    }
}

fn compare_entry(
    walk: &mut Walk<'_>,
    (old_holder, old): (&Node, &Object),
    (new_holder, new): (&Node, &Object),
    path: &Path,
) {
    let before = old_holder.follow(walk.old, old).ok().flatten();
    let after = new_holder.follow(walk.new, new).ok().flatten();
    match (before, after) {
        (None, None) => {}
        (Some(before), Some(after)) => walk.values(&before, &after, Manner::Plain, path),
        _ => walk.change(Kind::Unknown, path, Some(new_holder.holder().id)),
    }
}

/// A number tree as a map; `None` where it is none or too large, or where readers that search it
/// (§7.9.7: keys ascend, and lie within the limits above them) find something else than those that
/// read it whole.
fn flattened(walk: &mut Walk<'_>, root: &Node, old: bool) -> Option<BTreeMap<i64, (Node, Object)>> {
    let view = if old { walk.old } else { walk.new };
    let Some(tree) = root.get(view, b"ParentTree").ok()? else {
        return Some(BTreeMap::new());
    };
    let mut map = BTreeMap::new();
    let mut seen = HashSet::new();
    let mut stack = vec![(tree, (i64::MIN, i64::MAX))];
    while let Some((node, above)) = stack.pop() {
        if !walk.spend() || !node.id().is_none_or(|id| seen.insert(id)) {
            return None;
        }
        let (least, most) = within(view, &node, above)?;
        if let Some(kids) = node.get(view, b"Kids").ok()? {
            let kids = kids.items(view).ok()?.into_iter().flatten();
            stack.extend(kids.map(|kid| (kid, (least, most))));
        }
        let Some(numbers) = node.get(view, b"Nums").ok()? else {
            continue;
        };
        let mut next = least;
        for pair in numbers.object().as_array()?.chunks(2) {
            let [number, value] = pair else {
                return None;
            };
            let number = number.as_integer()?;
            let twice = map.insert(number, (numbers.clone(), value.clone()));
            if twice.is_some() || !(next..=most).contains(&number) {
                return None;
            }
            next = number.saturating_add(1);
        }
    }
    Some(map)
}

/// The keys that may stand below `node`: its `/Limits`, and those above.
fn within(view: View<'_>, node: &Node, (least, most): (i64, i64)) -> Option<(i64, i64)> {
    let Some(limits) = node.get(view, b"Limits").ok()? else {
        return Some((least, most));
    };
    let [low, high] = limits.object().as_array()? else {
        return None;
    };
    Some((least.max(low.as_integer()?), most.min(high.as_integer()?)))
}

/// `/ParentTreeNextKey` is greater than any key in use: bookkeeping.
pub(super) fn next_key(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    if walk.same(old, new, b"ParentTreeNextKey") {
        return;
    }
    let next = new.get(walk.new, b"ParentTreeNextKey").ok().flatten();
    let next = next.and_then(|next| next.object().as_integer());
    let highest = flattened(walk, new, false).and_then(|map| map.keys().next_back().copied());
    let fits = next.is_some_and(|next| highest.is_none_or(|highest| highest < next));
    let kind = if fits {
        Kind::Housekeeping
    } else {
        Kind::Unknown
    };
    walk.change(kind, &path.key(b"ParentTreeNextKey"), new.id());
}
