//! The annotations of one page.
//!
//! Source: ISO 32000-2 §12.5; that P=3 lets them be made, changed and deleted: Table 257.

use std::collections::{HashMap, HashSet};

use super::{
    super::{
        change::Kind,
        path::Path,
        same,
        walk::{Manner, Walk},
    },
    field_list::{items, partial_name},
};
use crate::{
    pdf::{ObjectId, View},
    verify::node::Node,
};

/// What came to a page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Came {
    /// A widget of a signature field.
    pub(super) signature: bool,
    /// An annotation that is no field.
    pub(super) annotation: bool,
}

/// Compares `/Annots` of a page.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) -> Came {
    let path = path.key(b"Annots");
    let before = old.get(walk.old, b"Annots").ok().flatten();
    let after = new.get(walk.new, b"Annots").ok().flatten();
    let before = items(walk.old, before.as_ref());
    let after = items(walk.new, after.as_ref());
    let places: HashMap<ObjectId, usize> = after
        .iter()
        .enumerate()
        .filter_map(|(index, node)| Some((node.id()?, index)))
        .collect();
    let mut taken: HashSet<usize> = HashSet::new();
    let mut order = Vec::new();
    for old in &before {
        let place = match old.id() {
            Some(id) => places.get(&id).copied(),
            None => equal(walk, old, &after, &taken),
        };
        let Some((place, new)) = place.and_then(|place| Some((place, after.get(place)?))) else {
            removed(walk, old, &path);
            continue;
        };
        taken.insert(place);
        order.push(place);
        pair(walk, old, new, &path.index(place));
    }
    if !order.is_sorted() {
        // What lies above what: as telling as changing one of them.
        walk.change(Kind::Annotation, &path, new.id());
    }
    let mut came = Came::default();
    for (index, node) in after.iter().enumerate() {
        if !taken.contains(&index) {
            added(walk, node, &path.index(index), &mut came);
        }
    }
    came
}

/// An annotation written directly has no number: the first free one that means the same.
fn equal(walk: &mut Walk<'_>, old: &Node, after: &[Node], taken: &HashSet<usize>) -> Option<usize> {
    let mut free = after
        .iter()
        .enumerate()
        .filter(|(index, new)| new.id().is_none() && !taken.contains(index));
    // Each may be compared with each: that is paid for.
    free.find_map(|(index, new)| {
        (walk.spend() && walk.equal(Some(old), Some(new))).then_some(index)
    })
}

fn is_widget(view: View<'_>, node: &Node) -> bool {
    let subtype = node
        .dictionary()
        .and_then(|entries| view.get(entries, b"Subtype").ok().flatten());
    subtype.is_some_and(|name| name.as_name() == Some(b"Widget"))
}

fn removed(walk: &mut Walk<'_>, old: &Node, path: &Path) {
    if is_widget(walk.old, old) {
        let field = partial_name(walk.old, old).unwrap_or_default();
        walk.change(Kind::Field { field }, path, old.id());
    } else {
        walk.removed_annotations.extend(old.id());
        walk.change(Kind::Annotation, path, old.id());
    }
}

fn added(walk: &mut Walk<'_>, node: &Node, path: &Path, came: &mut Came) {
    let signed = node
        .id()
        .is_some_and(|id| walk.signature_widgets.contains_key(&id));
    if signed {
        came.signature = true;
    } else if is_widget(walk.new, node) {
        // A widget of no field that was signed: nothing a form filler or signer needs.
        walk.change(Kind::Unknown, path, node.id());
    } else {
        came.annotation = true;
        walk.added_annotations.extend(node.id());
        walk.change(Kind::Annotation, path, node.id());
    }
}

/// One annotation, old beside new. Fields were compared with the form.
fn pair(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    if let (Some(old), Some(new)) = (old.id(), new.id())
        && walk.is_identified(old, new)
    {
        return;
    }
    if is_widget(walk.old, old) || is_widget(walk.new, new) {
        return walk.values(old, new, Manner::Plain, path);
    }
    walk.identify(old, new);
    let (Some(before), Some(after)) = (old.dictionary(), new.dictionary()) else {
        return walk.values(old, new, Manner::Annotation, path);
    };
    walk.repeated(before, after, new.id(), path);
    for key in same::keys(before, after, walk.purse) {
        let manner = match key {
            b"P" | b"Parent" | b"Popup" | b"IRT" | b"StructParent" | b"Subtype" => Manner::Plain,
            _ => Manner::Annotation,
        };
        walk.entry(old, new, key, manner, path);
    }
}
