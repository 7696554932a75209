//! `/Metadata` of the catalog and the trailer's `/Info`: what says when and with what program.
//!
//! [kyso] No standard names metadata among the changes; every program writes them.

use super::super::{change::Kind, path::Path, same, walk::Walk};
use crate::{
    pdf::{Dictionary, Object, View},
    verify::node::Node,
};

/// Entries of `/Info` that tell of the latest save (ISO 32000-2, Table 349).
const SAVING: [&[u8]; 4] = [b"ModDate", b"Producer", b"Creator", b"CreationDate"];

/// Compares the XMP stream of the catalog.
pub(super) fn stream(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    if walk.same(old, new, b"Metadata") {
        return;
    }
    let path = path.key(b"Metadata");
    let after = new.get(walk.new, b"Metadata").ok().flatten();
    let is_xmp = after.as_ref().is_some_and(|after| {
        let named = |key: &[u8], name: &[u8]| {
            let entry = after.dictionary().and_then(|entries| entries.get(key));
            entry.and_then(Object::as_name) == Some(name)
        };
        after.is_stream() && named(b"Type", b"Metadata") && named(b"Subtype", b"XML")
    });
    let kind = if is_xmp {
        Kind::Housekeeping
    } else {
        Kind::Unknown
    };
    walk.change(kind, &path, after.map(|after| after.holder().id));
}

/// Compares `/Info`.
pub(super) fn information(walk: &mut Walk<'_>, old: &Dictionary, new: &Dictionary, path: &Path) {
    let path = path.key(b"Info");
    let after = dictionary(walk.new, new);
    let before = dictionary(walk.old, old);
    let Some(after) = after else {
        if before.is_some() {
            walk.change(Kind::Housekeeping, &path, None);
        }
        return;
    };
    let before = before.unwrap_or_default();
    for key in same::keys(&before, &after, walk.purse) {
        let equal = match (before.get(key), after.get(key)) {
            (None, None) => true,
            (Some(old), Some(new)) => text(walk.old, old) == text(walk.new, new),
            // Titles and authors are shown by viewers: taking one away hides nothing.
            (Some(_), None) => true,
            (None, Some(_)) => false,
        };
        if !equal {
            let kind = if SAVING.contains(&key) {
                Kind::Housekeeping
            } else {
                Kind::Unknown
            };
            walk.change(kind, &path.key(key), None);
        }
    }
}

fn dictionary(view: View<'_>, trailer: &Dictionary) -> Option<Dictionary> {
    view.get(trailer, b"Info")
        .ok()
        .flatten()?
        .as_dictionary()
        .cloned()
}

/// A value of `/Info`: a string, or a name (`/Trapped`).
fn text(view: View<'_>, object: &Object) -> Option<Vec<u8>> {
    let value = view.resolve(object).ok().flatten()?;
    value
        .as_string()
        .or_else(|| value.as_name())
        .map(<[u8]>::to_vec)
}
