//! The children of the form or of a field: which of the old is which of the new.

use std::collections::{HashMap, HashSet};

use super::{
    super::{change::Kind, path::Path, walk::Walk},
    field, signing,
};
use crate::{
    pdf::{ObjectId, View, text_string},
    verify::node::Node,
};

/// Fields within fields. Forms made by programs stay below ten.
pub(super) const DEPTH: u32 = 40;

/// What a field takes from those above it.
#[derive(Clone, Debug, Default)]
pub(super) struct Above {
    pub(super) name: String,
    pub(super) kind: Option<Box<[u8]>>,
    /// Whether the value has changed.
    pub(super) filled: bool,
    /// What the field's new signature is, where it has one.
    pub(super) signed: Option<Kind>,
    /// Whether the field above has a value at all.
    pub(super) signature: bool,
    /// The value of the field above, as of the new revision.
    pub(super) value: Option<Node>,
    /// `/Ff` of the field above.
    pub(super) flags: i64,
    /// Whether a script formats the value.
    pub(super) formatted: bool,
    /// `/Opt` of the field above.
    pub(super) options: Option<Node>,
}

impl Above {
    /// The fully qualified name of a child.
    pub(super) fn name_of(&self, view: View<'_>, node: &Node) -> String {
        match partial_name(view, node) {
            None => self.name.clone(),
            Some(name) if self.name.is_empty() => name,
            Some(name) => format!("{}.{name}", self.name),
        }
    }
}

/// `/T` of a field.
pub(super) fn partial_name(view: View<'_>, node: &Node) -> Option<String> {
    let name = node.get(view, b"T").ok().flatten()?;
    name.object().as_string().map(text_string::decode)
}

/// Compares two lists of fields or widgets; either may be absent.
pub(super) fn compare(
    walk: &mut Walk<'_>,
    old: Option<&Node>,
    new: Option<&Node>,
    above: &Above,
    path: &Path,
    depth: u32,
) {
    if depth > DEPTH {
        return walk.change(Kind::Unknown, path, None);
    }
    let before = items(walk.old, old);
    let after = items(walk.new, new);
    let matches = matched(walk, &before, &after);
    let mut known = vec![false; after.len()];
    for (old, found) in before.iter().zip(matches) {
        match found.and_then(|index| Some((index, after.get(index)?))) {
            Some((index, new)) => {
                mark(&mut known, index);
                field::compare(walk, old, new, above, &path.index(index), depth);
            }
            None => removed(walk, old, above, path),
        }
    }
    for (index, (new, known)) in after.iter().zip(known).enumerate() {
        if !known {
            signing::added(walk, new, above, &path.index(index), depth);
        }
    }
}

/// The readable items of a list, each object once.
pub(super) fn items(view: View<'_>, list: Option<&Node>) -> Vec<Node> {
    let Some(list) = list else {
        return Vec::new();
    };
    let items = list.object().as_array().unwrap_or_default();
    let mut seen = HashSet::with_capacity(items.len());
    items
        .iter()
        .filter_map(|item| list.follow(view, item).ok().flatten())
        .filter(|node| node.id().is_none_or(|id| seen.insert(id)))
        .collect()
}

/// For each old item the index of the new one: the same object, else the same name.
fn matched(walk: &Walk<'_>, before: &[Node], after: &[Node]) -> Vec<Option<usize>> {
    // Most lists only grow: what stands where it stood needs no search.
    let stays = |(old, new): &(&Node, &Node)| old.id().is_some() && old.id() == new.id();
    let still = before.iter().zip(after).take_while(stays).count();
    let by_id: HashMap<ObjectId, usize> = after
        .iter()
        .enumerate()
        .skip(still)
        .filter_map(|(index, node)| Some((node.id()?, index)))
        .collect();
    let mut taken = vec![false; after.len()];
    let mut matches: Vec<Option<usize>> = before
        .iter()
        .enumerate()
        .map(|(index, node)| match index < still {
            true => Some(index),
            false => by_id.get(&node.id()?).copied(),
        })
        .inspect(|index| index.iter().for_each(|&index| mark(&mut taken, index)))
        .collect();
    let mut by_name: HashMap<Option<String>, Vec<usize>> = HashMap::new();
    for (index, (node, taken)) in after.iter().zip(taken).enumerate().rev() {
        if !taken {
            let name = partial_name(walk.new, node);
            by_name.entry(name).or_default().push(index);
        }
    }
    for (old, found) in before.iter().zip(&mut matches) {
        if found.is_none()
            && let Some(rest) = by_name.get_mut(&partial_name(walk.old, old))
        {
            *found = rest.pop();
        }
    }
    matches
}

fn mark(marks: &mut [bool], index: usize) {
    if let Some(mark) = marks.get_mut(index) {
        *mark = true;
    }
}

/// A field or widget that is gone.
fn removed(walk: &mut Walk<'_>, old: &Node, above: &Above, path: &Path) {
    let field = above.name_of(walk.old, old);
    let kind = if signing::holds_signature(walk, old, above) {
        Kind::SignatureReplaced { field }
    } else {
        Kind::Field { field }
    };
    walk.change(kind, path, old.id());
}
