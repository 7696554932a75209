//! A signature that the update brought: into a field that was there, or with a new field.
//!
//! It counts as signing only if it covers the revision that brings it; a dictionary that merely
//! looks like a signature is no licence to add a field.

use super::{
    super::{
        change::Kind,
        walk::{Path, Walk},
    },
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

/// Whether a field, or a widget below it, has an area on the page.
fn is_visible(view: View<'_>, field: &Node) -> bool {
    let widgets = field.get(view, b"Kids").ok().flatten();
    has_area(view, field)
        || field_list::items(view, widgets.as_ref())
            .iter()
            .any(|widget| has_area(view, widget))
}

fn has_area(view: View<'_>, widget: &Node) -> bool {
    let Ok(Some(rectangle)) = widget.get(view, b"Rect") else {
        return false;
    };
    let items = rectangle.items(view).unwrap_or_default();
    let corner = |index: usize| items.get(index).and_then(Option::as_ref).map(Node::object);
    let differ = |first: usize, second: usize| match (corner(first), corner(second)) {
        (Some(first), Some(second)) => !super::super::same::plain(&first.value, &second.value),
        _ => false,
    };
    differ(0, 2) && differ(1, 3)
}

/// A field or widget that was not there before.
pub(super) fn added(walk: &mut Walk<'_>, node: &Node, above: &Above, path: &Path, depth: u32) {
    if !walk.spend() || depth > DEPTH {
        return walk.change(Kind::Unknown, path, node.id());
    }
    let field = above.name_of(walk.new, node);
    let Some(entries) = node.dictionary() else {
        return walk.change(Kind::Unknown, path, node.id());
    };
    let kind = match node.get(walk.new, b"FT") {
        Ok(Some(kind)) => kind.object().as_name().map(Box::from),
        _ => above.kind.clone(),
    };
    let is_signature = kind.as_deref() == Some(b"Sig");
    let mut below = Above {
        name: field.clone(),
        kind,
        filled: false,
        signed: above.signed.clone(),
        signature: above.signature,
    };
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
    for (index, kid) in kids.iter().enumerate() {
        added(
            walk,
            kid,
            &below,
            &path.key(b"Kids").index(index),
            depth + 1,
        );
    }
}

/// Whether all children are fields with names of their own.
fn is_branch(view: View<'_>, kids: &[Node]) -> bool {
    kids.iter()
        .all(|kid| field_list::partial_name(view, kid).is_some())
}

fn only_known(walk: &mut Walk<'_>, node: &Node, entries: &Dictionary, path: &Path) {
    for entry in &entries.entries {
        let is_annotation = &*entry.key == b"Subtype";
        let foreign = is_annotation && entry.value.as_name() != Some(b"Widget");
        if foreign || !ENTRIES.contains(&&*entry.key) {
            walk.change(Kind::Unknown, &path.key(&entry.key), node.id());
        }
    }
}

/// Whether a field that is gone held a signature.
pub(super) fn holds_signature(view: View<'_>, node: &Node, above: &Above, depth: u32) -> bool {
    let kind = match node.get(view, b"FT") {
        Ok(Some(kind)) => kind.object().as_name().map(Box::from),
        _ => above.kind.clone(),
    };
    let value = node.get(view, b"V").ok().flatten();
    let signed = value.is_some_and(|value| value.dictionary().is_some());
    if kind.as_deref() == Some(b"Sig") && signed {
        return true;
    }
    let below = Above {
        kind,
        ..Above::default()
    };
    let kids = node.get(view, b"Kids").ok().flatten();
    depth < DEPTH
        && field_list::items(view, kids.as_ref())
            .iter()
            .take(1000)
            .any(|kid| holds_signature(view, kid, &below, depth + 1))
}
