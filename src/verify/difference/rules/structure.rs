//! The structure tree of a tagged document: a new widget brings its element.
//!
//! Source: ISO 32000-2 §14.7.2, §14.7.5.

use std::collections::{BTreeMap, HashSet};

use super::{
    super::{
        change::Kind,
        same,
        walk::{Manner, Path, Walk},
    },
    field_list::DEPTH,
};
use crate::{
    pdf::{Object, ObjectId, Value, View},
    verify::node::Node,
};

/// Entries that a structure element made for a widget may have (ISO 32000-2, Table 355).
const ENTRIES: [&[u8]; 12] = [
    b"Type", b"S", b"P", b"Pg", b"K", b"T", b"Lang", b"Alt", b"ID", b"A", b"R", b"NS",
];

/// Compares `/StructTreeRoot`.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    let path = path.key(b"StructTreeRoot");
    let before = old.get(walk.old, b"StructTreeRoot").ok().flatten();
    let after = new.get(walk.new, b"StructTreeRoot").ok().flatten();
    let (before, after) = match (before, after) {
        (None, None) => return,
        (Some(before), Some(after)) => (before, after),
        _ => return walk.change(Kind::Unknown, &path, new.id()),
    };
    let (Some(entries), Some(now)) = (before.dictionary(), after.dictionary()) else {
        return walk.change(Kind::Unknown, &path, after.id());
    };
    let mut added = HashSet::new();
    elements(walk, &before, &after, &path, &mut added);
    for key in same::keys(entries, now) {
        match key {
            b"K" => {}
            b"ParentTree" => parent_tree(walk, &before, &after, &path, &added),
            b"ParentTreeNextKey" => next_key(walk, &before, &after, &path),
            _ => walk.entry(&before, &after, key, Manner::Plain, &path),
        }
    }
}

/// All elements, old beside new; those that a new widget or annotation brought go to `added`.
fn elements(
    walk: &mut Walk<'_>,
    old: &Node,
    new: &Node,
    path: &Path,
    added: &mut HashSet<ObjectId>,
) {
    let mut stack = vec![(old.clone(), new.clone(), path.clone())];
    let mut is_root = true;
    while let Some((old, new, path)) = stack.pop() {
        if !walk.spend() || !walk.identify(&old, &new) {
            continue;
        }
        let (Some(before), Some(after)) = (old.dictionary(), new.dictionary()) else {
            walk.values(&old, &new, Manner::Plain, &path);
            continue;
        };
        if !is_root {
            for key in same::keys(before, after) {
                if key != b"K" {
                    walk.entry(&old, &new, key, Manner::Plain, &path);
                }
            }
        }
        is_root = false;
        let path = path.key(b"K");
        let (before, after) = (kids(walk.old, &old), kids(walk.new, &new));
        children(walk, &before, &after, &path, added, &mut stack);
    }
}

/// A child as it stands, and followed.
struct Kid {
    reference: Option<ObjectId>,
    node: Node,
}

fn kids(view: View<'_>, element: &Node) -> Vec<Kid> {
    let Some(entry) = element.dictionary().and_then(|entries| entries.get(b"K")) else {
        return Vec::new();
    };
    let Ok(Some(node)) = element.follow(view, entry) else {
        return Vec::new();
    };
    let kid = |holder: &Node, item: &Object| {
        let node = holder.follow(view, item).ok().flatten()?;
        Some(Kid {
            reference: item.as_reference(),
            node,
        })
    };
    match node.object().as_array() {
        Some(items) => items.iter().filter_map(|item| kid(&node, item)).collect(),
        None => kid(element, entry).into_iter().collect(),
    }
}

/// The old children stand among the new in the same order; the others must belong to a widget.
fn children(
    walk: &mut Walk<'_>,
    before: &[Kid],
    after: &[Kid],
    path: &Path,
    added: &mut HashSet<ObjectId>,
    stack: &mut Vec<(Node, Node, Path)>,
) {
    let mut rest = before.iter().peekable();
    for (index, new) in after.iter().enumerate() {
        let path = path.index(index);
        while let Some(gone) = rest.next_if(|old| {
            !is_same_kid(walk, old, new) && is_of(walk.old, &old.node, &walk.removed_annotations, 0)
        }) {
            walk.change(Kind::Annotation, &path, gone.reference);
        }
        match rest.next_if(|old| is_same_kid(walk, old, new)) {
            Some(old) if old.node.dictionary().is_some() => {
                stack.push((old.node.clone(), new.node.clone(), path));
            }
            Some(_) => {}
            None => element_added(walk, new, &path, added),
        }
    }
    for gone in rest {
        let kind = if is_of(walk.old, &gone.node, &walk.removed_annotations, 0) {
            Kind::Annotation
        } else {
            Kind::Unknown
        };
        walk.change(kind, path, gone.reference);
    }
}

fn is_same_kid(walk: &Walk<'_>, old: &Kid, new: &Kid) -> bool {
    let target = |kid: &Kid| {
        let entries = kid.node.dictionary()?;
        let target =
            ["Obj", "MCID"].map(|key| entries.get(key.as_bytes()).map(|it| it.value.clone()));
        target.iter().any(Option::is_some).then_some(target)
    };
    match (old.reference, new.reference) {
        (Some(before), Some(after)) if before == after => true,
        // Their entries are compared once they are paired.
        _ => match (target(old), target(new)) {
            (Some(old), Some(new)) => old == new,
            _ => walk.equal(Some(&old.node), Some(&new.node)),
        },
    }
}

fn element_added(walk: &mut Walk<'_>, new: &Kid, path: &Path, added: &mut HashSet<ObjectId>) {
    let widgets: HashSet<ObjectId> = walk.signature_widgets.keys().copied().collect();
    if is_of(walk.new, &new.node, &widgets, 0) {
        added.extend(new.reference);
        // The kind of the signing was told with its field.
    } else if is_of(walk.new, &new.node, &walk.added_annotations, 0) {
        added.extend(new.reference);
        walk.change(Kind::Annotation, path, new.reference);
    } else {
        walk.change(Kind::Unknown, path, new.reference);
    }
}

/// Whether a structure element stands for one of `annotations` and nothing else.
fn is_of(view: View<'_>, element: &Node, annotations: &HashSet<ObjectId>, depth: u32) -> bool {
    let Some(entries) = element.dictionary() else {
        return false;
    };
    if depth > DEPTH || element.is_stream() {
        return false;
    }
    if let Some(target) = entries.get(b"Obj") {
        let only = entries
            .entries
            .iter()
            .all(|entry| matches!(&*entry.key, b"Type" | b"Obj" | b"Pg"));
        return only
            && target
                .as_reference()
                .is_some_and(|id| annotations.contains(&id));
    }
    let only = entries
        .entries
        .iter()
        .all(|entry| ENTRIES.contains(&&*entry.key));
    let kids = kids(view, element);
    only && !kids.is_empty()
        && kids
            .iter()
            .all(|kid| is_of(view, &kid.node, annotations, depth + 1))
}

/// `/ParentTree`: from widgets to their elements. Entries may come for what was added.
fn parent_tree(
    walk: &mut Walk<'_>,
    old: &Node,
    new: &Node,
    path: &Path,
    added: &HashSet<ObjectId>,
) {
    let path = path.key(b"ParentTree");
    let before = flattened(walk, old, true);
    let after = flattened(walk, new, false);
    let (Some(before), Some(after)) = (before, after) else {
        return walk.entry(old, new, b"ParentTree", Manner::Plain, &path);
    };
    for (number, (holder, value)) in &after {
        let path = path.index(usize::try_from(*number).unwrap_or(usize::MAX));
        match before.get(number) {
            Some((old_holder, old)) => {
                compare_entry(walk, (old_holder, old), (holder, value), &path, added);
            }
            None if value.as_reference().is_some_and(|id| added.contains(&id)) => {}
            None => walk.change(Kind::Unknown, &path, Some(holder.holder().id)),
        }
    }
    for (number, (_, value)) in &before {
        if after.contains_key(number) {
            continue;
        }
        let gone = value
            .as_reference()
            .and_then(|id| walk.old.object(id).ok().flatten());
        let fine = gone.is_some_and(|element| {
            is_of(
                walk.old,
                &Node::whole(element),
                &walk.removed_annotations,
                0,
            )
        });
        let kind = if fine {
            Kind::Annotation
        } else {
            Kind::Unknown
        };
        walk.change(kind, &path, value.as_reference());
    }
}

fn compare_entry(
    walk: &mut Walk<'_>,
    (old_holder, old): (&Node, &Object),
    (new_holder, new): (&Node, &Object),
    path: &Path,
    added: &HashSet<ObjectId>,
) {
    if new.as_reference().is_some_and(|id| added.contains(&id)) && old.value == Value::Null {
        return;
    }
    let before = old_holder.follow(walk.old, old).ok().flatten();
    let after = new_holder.follow(walk.new, new).ok().flatten();
    match (before, after) {
        (None, None) => {}
        (Some(before), Some(after)) => walk.values(&before, &after, Manner::Plain, path),
        _ => walk.change(Kind::Unknown, path, Some(new_holder.holder().id)),
    }
}

/// A number tree as a map; `None` where it is none, or too large.
fn flattened(walk: &mut Walk<'_>, root: &Node, old: bool) -> Option<BTreeMap<i64, (Node, Object)>> {
    let view = if old { walk.old } else { walk.new };
    let Some(tree) = root.get(view, b"ParentTree").ok()? else {
        return Some(BTreeMap::new());
    };
    let mut map = BTreeMap::new();
    let mut seen = HashSet::new();
    let mut stack = vec![tree];
    while let Some(node) = stack.pop() {
        if !walk.spend() || !node.id().is_none_or(|id| seen.insert(id)) {
            return None;
        }
        if let Some(kids) = node.get(view, b"Kids").ok()? {
            stack.extend(kids.items(view).ok()?.into_iter().flatten());
        }
        let Some(numbers) = node.get(view, b"Nums").ok()? else {
            continue;
        };
        for pair in numbers.object().as_array()?.chunks(2) {
            let [number, value] = pair else {
                return None;
            };
            map.insert(number.as_integer()?, (numbers.clone(), value.clone()));
        }
    }
    Some(map)
}

fn next_key(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    let number = |node: Option<Node>| node.and_then(|node| node.object().as_integer());
    let before = number(old.get(walk.old, b"ParentTreeNextKey").ok().flatten());
    let after = number(new.get(walk.new, b"ParentTreeNextKey").ok().flatten());
    if before == after {
        return;
    }
    let rises = after.is_some() && before <= after;
    let kind = if rises {
        Kind::Housekeeping
    } else {
        Kind::Unknown
    };
    walk.change(kind, &path.key(b"ParentTreeNextKey"), new.id());
}
