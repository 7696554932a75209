//! A signature that the update brought: into a field that was there, or with a new field.
//!
//! It counts as signing only if it covers the revision that brings it; a dictionary that merely
//! looks like a signature is no licence to add a field.

use std::collections::HashSet;

use super::{
    super::{change::Kind, path::Path, same, walk::Walk},
    field_list::{self, Above, DEPTH},
};
use crate::{
    pdf::{Dictionary, View},
    verify::node::Node,
};

/// Entries that a new signature field and its widget may have (ISO 32000-2, Tables 166, 191, 226
/// and 235). No action, no default value, no optional content.
const ENTRIES: [&[u8]; 29] = [
    b"FT",
    b"T",
    b"TU",
    b"TM",
    b"V",
    b"Type",
    b"Subtype",
    b"Rect",
    b"P",
    b"F",
    b"Ff",
    b"AP",
    b"AS",
    b"MK",
    b"DA",
    b"DR",
    b"Q",
    b"Lock",
    b"SV",
    b"Parent",
    b"Kids",
    b"M",
    b"NM",
    b"StructParent",
    b"Border",
    b"BS",
    b"H",
    b"Lang",
    b"C",
];

/// What kind of signing the new signature in `/V` of `field` is; `None` where it is none.
pub(super) fn signature(
    walk: &Walk<'_>,
    field: &Node,
    name: String,
    existing: bool,
) -> Option<Kind> {
    let value = field.get(walk.new, b"V").ok().flatten()?;
    let contents = value.get(walk.new, b"Contents").ok().flatten()?;
    let (start, ..) = contents.token()?;
    let covering = walk.covering.get(&start)?;
    let visible = is_visible(walk.new, field);
    Some(if covering.document_timestamp && !visible {
        Kind::Timestamp { field: name }
    } else {
        Kind::Signing {
            field: name,
            existing,
            visible,
        }
    })
}

/// Whether a field, or a widget at any depth below it, has an area on the page.
fn is_visible(view: View<'_>, field: &Node) -> bool {
    let mut seen = HashSet::new();
    let mut stack = vec![field.clone()];
    while let Some(node) = stack.pop() {
        if has_area(view, &node) {
            return true;
        }
        let kids = node.get(view, b"Kids").ok().flatten();
        let kids = field_list::items(view, kids.as_ref()).into_iter();
        stack.extend(kids.filter(|kid| kid.id().is_none_or(|id| seen.insert(id))));
    }
    false
}

/// Whether `/Rect` spans an area; one that cannot be read may.
fn has_area(view: View<'_>, widget: &Node) -> bool {
    let rectangle = match widget.get(view, b"Rect") {
        Ok(None) => return false,
        Ok(Some(rectangle)) => rectangle,
        Err(_) => return true,
    };
    let Ok(items) = rectangle.items(view) else {
        return true;
    };
    let corners: Option<Vec<_>> = items.iter().map(Option::as_ref).collect();
    match corners.as_deref() {
        Some([left, lower, right, upper]) => {
            let differ =
                |one: &Node, other: &Node| !same::plain(&one.object().value, &other.object().value);
            differ(left, right) && differ(lower, upper)
        }
        _ => true,
    }
}

/// A field or widget that was not there before.
pub(super) fn added(walk: &mut Walk<'_>, node: &Node, above: &Above, path: &Path, depth: u32) {
    if !walk.spend() || depth > DEPTH {
        return walk.change(Kind::Unknown, path, node.id());
    }
    let Some(entries) = node.dictionary() else {
        return walk.change(Kind::Unknown, path, node.id());
    };
    let mut below = inherited(walk.new, node, above);
    let field = below.name.clone();
    let is_signature = below.kind.as_deref() == Some(b"Sig");
    if above.signed.is_some() && !is_signature {
        return walk.change(Kind::Field { field }, path, node.id());
    }
    if entries.get(b"V").is_some() && is_signature {
        match signature(walk, node, field.clone(), false) {
            Some(kind) => {
                walk.change(kind.clone(), path, node.id());
                below.signed = Some(kind);
            }
            None => return walk.change(Kind::Unknown, &path.key(b"V"), node.id()),
        }
    }
    let kids = node.get(walk.new, b"Kids").ok().flatten();
    let kids = field_list::items(walk.new, kids.as_ref());
    if below.signed.is_none() && (kids.is_empty() || !is_branch(walk.new, &kids)) {
        if !is_signature {
            return walk.change(Kind::Field { field }, path, node.id());
        }
        // What comes with it is judged as it is: a later revision may sign it.
        let visible = is_visible(walk.new, node);
        let kind = Kind::EmptySignatureField { field, visible };
        walk.change(kind.clone(), path, node.id());
        below.signed = Some(kind);
    }
    only_known(walk, node, entries, path);
    if let (Some(kind), Some(id)) = (&below.signed, node.id()) {
        walk.signature_widgets.insert(id, kind.clone());
    }
    let path = path.key(b"Kids");
    for (index, kid) in kids.iter().enumerate() {
        added(walk, kid, &below, &path.index(index), depth + 1);
    }
}

/// What a new field or widget hands down to its children.
fn inherited(view: View<'_>, node: &Node, above: &Above) -> Above {
    Above {
        name: above.name_of(view, node),
        kind: match node.get(view, b"FT") {
            Ok(Some(kind)) => kind.object().as_name().map(Box::from),
            _ => above.kind.clone(),
        },
        signed: above.signed.clone(),
        signature: above.signature,
        ..Above::default()
    }
}

/// Whether all children are fields with names of their own.
fn is_branch(view: View<'_>, kids: &[Node]) -> bool {
    kids.iter()
        .all(|kid| field_list::partial_name(view, kid).is_some())
}

fn only_known(walk: &mut Walk<'_>, node: &Node, entries: &Dictionary, path: &Path) {
    if same::repeats(entries) {
        walk.change(Kind::Unknown, path, node.id());
    }
    for entry in &entries.entries {
        let is_annotation = &*entry.key == b"Subtype";
        let foreign = is_annotation && entry.value.as_name() != Some(b"Widget");
        if foreign || !ENTRIES.contains(&&*entry.key) {
            walk.change(Kind::Unknown, &path.key(&entry.key), node.id());
        }
    }
}

/// Whether a field that is gone, or one below it, held a signature.
pub(super) fn holds_signature(walk: &mut Walk<'_>, node: &Node, above: &Above) -> bool {
    let mut seen = HashSet::new();
    let mut stack = vec![(node.clone(), above.kind.clone())];
    while let Some((node, inherited)) = stack.pop() {
        if !walk.spend() {
            return true;
        }
        let kind = match node.get(walk.old, b"FT") {
            Ok(Some(kind)) => kind.object().as_name().map(Box::from),
            _ => inherited,
        };
        let value = node.get(walk.old, b"V").ok().flatten();
        let signed = value.is_some_and(|value| value.dictionary().is_some());
        if kind.as_deref() == Some(b"Sig") && signed {
            return true;
        }
        let kids = node.get(walk.old, b"Kids").ok().flatten();
        for kid in field_list::items(walk.old, kids.as_ref()) {
            if kid.id().is_none_or(|id| seen.insert(id)) {
                stack.push((kid, kind.clone()));
            }
        }
    }
    false
}
