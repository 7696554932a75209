//! The page tree and its pages: only `/Annots` may change, by its own rule.
//!
//! Source: ISO 32000-2 §7.7.3; page templates, which §12.8.2.2 names, count as unknown.

use super::{
    super::{
        change::Kind,
        path::Path,
        same,
        walk::{Manner, Walk},
    },
    annotations,
};
use crate::{pdf::View, verify::node::Node};

/// A page, old beside new.
pub(super) type Pair = (Node, Node, Path);

/// Compares the page trees and yields their pages, which are still to be compared.
pub(super) fn tree(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) -> Vec<Pair> {
    let path = path.key(b"Pages");
    let before = old.get(walk.old, b"Pages").ok().flatten();
    let after = new.get(walk.new, b"Pages").ok().flatten();
    match (before, after) {
        (None, None) => Vec::new(),
        (Some(before), Some(after)) => leaves(walk, before, after, path),
        _ => {
            walk.change(Kind::Content, &path, new.id());
            Vec::new()
        }
    }
}

/// All nodes, old beside new, without recursion: the tree may be as deep as it is long.
fn leaves(walk: &mut Walk<'_>, old: Node, new: Node, path: Path) -> Vec<Pair> {
    let mut stack = vec![(old, new, path)];
    let mut pages = Vec::new();
    while let Some((old, new, path)) = stack.pop() {
        if !walk.spend() || !walk.identify(&old, &new) {
            continue;
        }
        match (kids(walk.old, &old), kids(walk.new, &new)) {
            (None, None) => pages.push((old, new, path)),
            (Some(before), Some(after)) => {
                let list = path.key(b"Kids");
                children(walk, &before, &after, &list, &mut stack);
                node(walk, &old, &new, &path);
            }
            _ => walk.change(Kind::Content, &path, new.id()),
        }
    }
    pages
}

/// The children of a node; `None` for a page.
fn kids(view: View<'_>, node: &Node) -> Option<Node> {
    let named_page = node
        .dictionary()
        .and_then(|entries| entries.get(b"Type"))
        .is_some_and(|kind| kind.as_name() == Some(b"Page"));
    let kids = node.get(view, b"Kids").ok().flatten()?;
    (!named_page && kids.object().as_array().is_some()).then_some(kids)
}

/// Pairs the children of a node by their place.
fn children(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path, stack: &mut Vec<Pair>) {
    let before = old.object().as_array().unwrap_or_default();
    let after = new.object().as_array().unwrap_or_default();
    if before.len() != after.len() {
        // Pages were added or removed: pairing the rest would only repeat that.
        return walk.change(Kind::Content, path, Some(new.holder().id));
    }
    for (index, (before, after)) in before.iter().zip(after).enumerate() {
        let path = path.index(index);
        match (old.follow(walk.old, before), new.follow(walk.new, after)) {
            (Ok(Some(before)), Ok(Some(after))) => stack.push((before, after, path)),
            (Ok(None), Ok(None)) => {}
            (Err(before), Err(after)) if before == after => {}
            _ => walk.change(Kind::Content, &path, after.as_reference()),
        }
    }
}

fn node(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    entries(walk, old, new, path, &|key| key == b"Kids");
}

/// Compares one page.
pub(super) fn page(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    let came = annotations::compare(walk, old, new, path);
    let is_new = |key: &[u8]| {
        let absent = |node: &Node| node.dictionary().is_some_and(|it| it.get(key).is_none());
        absent(old) && !absent(new)
    };
    entries(walk, old, new, path, &|key| match key {
        b"Annots" => true,
        b"Tabs" => came.signature && takes_structure_order(old, new),
        // A number for the parent tree, which a page without tagged content lacks.
        b"StructParents" => (came.signature || came.annotation) && is_new(key),
        _ => false,
    });
}

/// `/Tabs /S` on a page that had no order and gets a signature field in a tagged document.
fn takes_structure_order(old: &Node, new: &Node) -> bool {
    let tabs = |node: &Node| {
        let tabs = node.dictionary().and_then(|entries| entries.get(b"Tabs"));
        tabs.and_then(|tabs| tabs.as_name()).map(<[u8]>::to_vec)
    };
    tabs(old).is_none() && tabs(new).as_deref() == Some(b"S")
}

fn entries(
    walk: &mut Walk<'_>,
    old: &Node,
    new: &Node,
    path: &Path,
    known: &dyn Fn(&[u8]) -> bool,
) {
    let (Some(before), Some(after)) = (old.dictionary(), new.dictionary()) else {
        return walk.change(Kind::Content, path, new.id());
    };
    walk.repeated(before, after, new.id(), path);
    for key in same::keys(before, after, walk.purse) {
        if known(key) {
            continue;
        }
        let manner = match key {
            b"Type" | b"Parent" | b"Tabs" | b"StructParents" | b"PieceInfo" | b"LastModified"
            | b"Metadata" | b"AA" | b"B" => Manner::Plain,
            _ => Manner::Content,
        };
        walk.entry(old, new, key, manner, path);
    }
}
