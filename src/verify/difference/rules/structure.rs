//! The structure tree of a tagged document: a new widget brings its element.
//!
//! Source: ISO 32000-2 §14.7.2, §14.7.5.

use std::collections::HashSet;

use super::{
    super::{
        change::Kind,
        path::Path,
        same,
        walk::{Manner, Walk},
    },
    field_list::DEPTH,
    parent_tree,
};
use crate::{
    pdf::{Object, ObjectId, View},
    verify::node::Node,
};

/// Entries that a structure element made for a widget may have (ISO 32000-2, Table 355).
const ENTRIES: [&[u8]; 12] = [
    b"Type", b"S", b"P", b"Pg", b"K", b"T", b"Lang", b"Alt", b"ID", b"A", b"R", b"NS",
];

/// Elements looked at for one annotation: as a rule there are two.
const ELEMENTS: u32 = 1000;

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
    let mut moved = Moved::default();
    elements(walk, &before, &after, &path, &mut moved);
    for key in same::keys(entries, now, walk.purse) {
        match key {
            b"K" => {}
            b"ParentTree" => parent_tree::compare(walk, &before, &after, &path, &moved),
            b"ParentTreeNextKey" => parent_tree::next_key(walk, &before, &after, &path),
            b"RoleMap" if entries.get(key).is_none() && is_empty(walk.new, &after, key) => {}
            _ => walk.entry(&before, &after, key, Manner::Plain, &path),
        }
    }
}

/// An empty `/RoleMap` says nothing.
fn is_empty(view: View<'_>, node: &Node, key: &[u8]) -> bool {
    let map = node.get(view, key).ok().flatten();
    map.is_some_and(|map| {
        map.dictionary()
            .is_some_and(|entries| entries.entries.is_empty())
    })
}

/// Elements that came or went with widgets and annotations, and those that they hang on.
#[derive(Debug, Default)]
pub(super) struct Moved {
    pub(super) came: HashSet<ObjectId>,
    pub(super) went: HashSet<ObjectId>,
}

/// All elements, old beside new.
fn elements(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path, moved: &mut Moved) {
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
        walk.repeated(before, after, new.id(), &path);
        if !is_root {
            for key in same::keys(before, after, walk.purse) {
                if key != b"K" {
                    walk.entry(&old, &new, key, Manner::Plain, &path);
                }
            }
        }
        is_root = false;
        let path = path.key(b"K");
        let (before, after) = (kids(walk.old, &old), kids(walk.new, &new));
        let parents = (old.id(), new.id());
        children(walk, (&before, &after), parents, &path, moved, &mut stack);
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
    (before, after): (&[Kid], &[Kid]),
    (old, new): (Option<ObjectId>, Option<ObjectId>),
    path: &Path,
    moved: &mut Moved,
    stack: &mut Vec<(Node, Node, Path)>,
) {
    let mut rest = before.iter().peekable();
    for (index, kid) in after.iter().enumerate() {
        let path = path.index(index);
        while let Some(gone) =
            rest.next_if(|old| !is_same_kid(walk, old, kid) && is_removed(walk, &old.node))
        {
            moved.went.extend(old);
            element_gone(walk, gone, &path, moved);
        }
        match rest.next_if(|old| is_same_kid(walk, old, kid)) {
            Some(old) if old.node.dictionary().is_some() => {
                stack.push((old.node.clone(), kid.node.clone(), path));
            }
            Some(_) => {}
            None => {
                moved.came.extend(new);
                element_added(walk, kid, &path, moved);
            }
        }
    }
    for gone in rest {
        moved.went.extend(old);
        element_gone(walk, gone, path, moved);
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

fn is_removed(walk: &Walk<'_>, element: &Node) -> bool {
    is_of(walk.old, element, &walk.removed_annotations)
}

fn element_gone(walk: &mut Walk<'_>, gone: &Kid, path: &Path, moved: &mut Moved) {
    let kind = if is_removed(walk, &gone.node) {
        collect(walk.old, gone, &mut moved.went, 0);
        Kind::Annotation
    } else {
        Kind::Unknown
    };
    walk.change(kind, path, gone.reference);
}

fn element_added(walk: &mut Walk<'_>, kid: &Kid, path: &Path, moved: &mut Moved) {
    let widgets: HashSet<ObjectId> = walk.signature_widgets.keys().copied().collect();
    // Of a widget the kind was told with its field.
    if !is_of(walk.new, &kid.node, &widgets) {
        if !is_of(walk.new, &kid.node, &walk.added_annotations) {
            return walk.change(Kind::Unknown, path, kid.reference);
        }
        walk.change(Kind::Annotation, path, kid.reference);
    }
    collect(walk.new, kid, &mut moved.came, 0);
}

/// Notes an element and those below it.
fn collect(view: View<'_>, kid: &Kid, elements: &mut HashSet<ObjectId>, depth: u32) {
    let known = kid.reference.is_some_and(|id| !elements.insert(id));
    if depth < DEPTH && !known {
        for below in kids(view, &kid.node) {
            collect(view, &below, elements, depth + 1);
        }
    }
}

/// Whether a structure element stands for one of `annotations` and nothing else.
fn is_of(view: View<'_>, element: &Node, annotations: &HashSet<ObjectId>) -> bool {
    is_of_within(view, element, annotations, 0, &mut { ELEMENTS })
}

fn is_of_within(
    view: View<'_>,
    element: &Node,
    annotations: &HashSet<ObjectId>,
    depth: u32,
    left: &mut u32,
) -> bool {
    let Some(entries) = element.dictionary() else {
        return false;
    };
    if depth > DEPTH || *left == 0 || element.is_stream() {
        return false;
    }
    *left -= 1;
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
            .all(|kid| is_of_within(view, &kid.node, annotations, depth + 1, left))
}
