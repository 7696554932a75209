//! `/AcroForm`: its fields, and entries that show nothing by themselves.
//!
//! Source: ISO 32000-2 §12.7.3.

use super::{
    super::{
        change::Kind,
        path::Path,
        same,
        walk::{Manner, Walk},
    },
    field_list::{self, Above},
};
use crate::{
    pdf::{Value, View},
    verify::node::Node,
};

/// `/SigFlags`: signatures exist, append only.
const SIGNATURE_FLAGS: i64 = 3;

/// Compares `/AcroForm`, which an update may also create.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    let path = path.key(b"AcroForm");
    let before = old.get(walk.old, b"AcroForm").ok().flatten();
    let after = new.get(walk.new, b"AcroForm").ok().flatten();
    match (before, after) {
        (None, None) => {}
        (Some(_), None) => walk.change(Kind::Unknown, &path, new.id()),
        (None, Some(after)) => created(walk, &after, &path),
        (Some(before), Some(after)) => {
            walk.identify(&before, &after);
            both(walk, &before, &after, &path);
        }
    }
}

/// A form made by the update: for signatures alone.
fn created(walk: &mut Walk<'_>, form: &Node, path: &Path) {
    let object = Some(form.holder().id);
    let Some(entries) = form.dictionary() else {
        return walk.change(Kind::Unknown, path, object);
    };
    if same::repeats(entries) {
        walk.change(Kind::Unknown, path, object);
    }
    for entry in &entries.entries {
        match &*entry.key {
            b"Fields" => {
                let fields = form.get(walk.new, b"Fields").ok().flatten();
                let path = path.key(b"Fields");
                field_list::compare(walk, None, fields.as_ref(), &Above::default(), &path, 0);
            }
            b"SigFlags" | b"DR" | b"DA" => {
                walk.change(Kind::Housekeeping, &path.key(&entry.key), object);
            }
            _ => walk.change(Kind::Unknown, &path.key(&entry.key), object),
        }
    }
}

fn both(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    let object = Some(new.holder().id);
    let (Some(before), Some(after)) = (old.dictionary(), new.dictionary()) else {
        return walk.change(Kind::Unknown, path, object);
    };
    walk.repeated(before, after, object, path);
    for key in same::keys(before, after, walk.purse) {
        match key {
            b"Fields" => {
                let before = old.get(walk.old, key).ok().flatten();
                let after = new.get(walk.new, key).ok().flatten();
                let (before, after) = (before.as_ref(), after.as_ref());
                let path = path.key(key);
                field_list::compare(walk, before, after, &Above::default(), &path, 0);
            }
            b"SigFlags" => flags(walk, old, new, path),
            b"DR" => resources(walk, old, new, path),
            b"DA" if before.get(key).is_none() => {
                walk.change(Kind::Housekeeping, &path.key(key), object);
            }
            b"NeedAppearances" => appearances(walk, old, new, path),
            _ => walk.entry(old, new, key, Manner::Plain, path),
        }
    }
}

fn flags(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    let number = |node: Option<Node>| {
        node.and_then(|node| node.object().as_integer())
            .unwrap_or(0)
    };
    let before = number(old.get(walk.old, b"SigFlags").ok().flatten());
    let after = number(new.get(walk.new, b"SigFlags").ok().flatten());
    if before == after {
        return;
    }
    let only_adds = after & before == before && (after ^ before) & !SIGNATURE_FLAGS == 0;
    let kind = if only_adds {
        Kind::Housekeeping
    } else {
        Kind::Unknown
    };
    walk.change(kind, &path.key(b"SigFlags"), new.id());
}

/// Whether viewers are told to make the appearances of fields anew.
pub(super) fn makes_appearances(view: View<'_>) -> bool {
    let told = || {
        let form = Node::whole(view.catalog().ok()?)
            .get(view, b"AcroForm")
            .ok()??;
        form.get(view, b"NeedAppearances").ok()?
    };
    told().is_some_and(|told| told.object().value == Value::Boolean(true))
}

/// `/DR`: resources of appearances that have none of their own.
pub(super) fn default_resources(view: View<'_>) -> Option<Node> {
    let form = Node::whole(view.catalog().ok()?)
        .get(view, b"AcroForm")
        .ok()??;
    form.get(view, b"DR").ok()?
}

/// `/NeedAppearances` says whether viewers make appearances or show those that the file has: all
/// fields may look different then, whose values stay (the shadow attack "replace").
fn appearances(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    let set =
        |node: Option<Node>| node.is_some_and(|node| node.object().value == Value::Boolean(true));
    let before = set(old.get(walk.old, b"NeedAppearances").ok().flatten());
    let after = set(new.get(walk.new, b"NeedAppearances").ok().flatten());
    if before != after {
        walk.change(Kind::Unknown, &path.key(b"NeedAppearances"), new.id());
    }
}

/// `/DR`: resources may be added, none changed.
fn resources(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    if walk.same(old, new, b"DR") {
        return;
    }
    let path = path.key(b"DR");
    let before = old.get(walk.old, b"DR").ok().flatten();
    let after = new.get(walk.new, b"DR").ok().flatten();
    let Some(before) = before else {
        return walk.change(Kind::Housekeeping, &path, new.id());
    };
    let Some(after) = after else {
        return walk.change(Kind::Unknown, &path, new.id());
    };
    let (Some(entries), Some(now)) = (before.dictionary(), after.dictionary()) else {
        return walk.change(Kind::Unknown, &path, Some(after.holder().id));
    };
    for category in same::keys(entries, now, walk.purse) {
        let old = before.get(walk.old, category).ok().flatten();
        let new = after.get(walk.new, category).ok().flatten();
        category_of(walk, old, new, &path.key(category));
    }
}

fn category_of(walk: &mut Walk<'_>, old: Option<Node>, new: Option<Node>, path: &Path) {
    let Some(new) = new else {
        if old.is_some() {
            walk.change(Kind::Unknown, path, None);
        }
        return;
    };
    let object = Some(new.holder().id);
    let Some(old) = old else {
        return walk.change(Kind::Housekeeping, path, object);
    };
    let (Some(before), Some(after)) = (old.dictionary(), new.dictionary()) else {
        // /ProcSet is an array.
        return walk.values(&old, &new, Manner::Content, path);
    };
    for name in same::keys(before, after, walk.purse) {
        if before.get(name).is_some() {
            walk.entry(&old, &new, name, Manner::Content, path);
        } else {
            walk.change(Kind::Housekeeping, &path.key(name), object);
        }
    }
}
