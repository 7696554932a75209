//! The trailer: what is bookkeeping of the file's form, and what is content.

use super::{
    super::{change::Kind, path::Path, same, walk::Walk},
    accounted, catalog, metadata, written,
};
use crate::pdf::{Dictionary, Object, xref::Location};

/// Entries that say how this section is written (ISO 32000-2, Tables 15, 17 and 19).
const BOOKKEEPING: [&[u8]; 10] = [
    b"Size",
    b"Prev",
    b"XRefStm",
    b"Type",
    b"W",
    b"Index",
    b"Filter",
    b"DecodeParms",
    b"Length",
    b"DL",
];

/// Compares two revisions whole.
pub(in super::super) fn compare(walk: &mut Walk<'_>) {
    let path = Path::default();
    let (old, new) = (walk.old.trailer(), walk.new.trailer());
    walk.repeated(old, new, None, &path);
    for key in same::keys(old, new, walk.purse) {
        match key {
            _ if BOOKKEEPING.contains(&key) => {}
            b"Root" => {}
            b"Info" => metadata::information(walk, old, new, &path),
            b"ID" => identifiers(walk, old, new, &path),
            b"Encrypt" => walk.direct_entry(old, new, key, &path),
            // An update need not copy entries that no standard knows; a reader that merges
            // trailers still follows them.
            _ if new.get(key).is_none() => walk.direct_entry(old, old, key, &path),
            _ => walk.direct_entry(old, new, key, &path),
        }
    }
    size(walk, old, new, &path);
    catalog::compare(walk, &path);
    walk.run();
    accounted::compare(walk);
    written::compare(walk);
}

/// `/Size`: objects of that number and above count as missing (Table 15), and do so in Chrome.
fn size(walk: &mut Walk<'_>, old: &Dictionary, new: &Dictionary, path: &Path) {
    let number = |size: Option<&Object>| size.and_then(Object::as_integer).unwrap_or(0);
    let bound = |size: i64| u32::try_from(size.max(0)).unwrap_or(u32::MAX);
    let (before, after) = (
        bound(number(old.get(b"Size"))),
        bound(number(new.get(b"Size"))),
    );
    let behind_all = walk.new.document().last_number().saturating_add(1);
    for lost in after..before.min(behind_all) {
        if !walk.spend() || walk.old.location(lost) != Location::Free {
            return walk.change(Kind::Unknown, &path.key(b"Size"), None);
        }
    }
}

/// `/ID`: the second half changes with each update, the first should not (§14.4).
fn identifiers(walk: &mut Walk<'_>, old: &Dictionary, new: &Dictionary, path: &Path) {
    let first = |dictionary: &Dictionary, old: bool| {
        let view = if old { walk.old } else { walk.new };
        let array = view.get(dictionary, b"ID").ok().flatten()?;
        let first = array.as_array()?.first()?.as_string()?;
        Some(Box::<[u8]>::from(first))
    };
    let (before, after) = (first(old, true), first(new, false));
    if before.is_some() && before != after {
        // DSS wrote both halves anew for years; where the key hangs on the first, it must stay.
        let encrypted = walk.new.document().encryption().is_some();
        let kind = if encrypted {
            Kind::Unknown
        } else {
            Kind::Housekeeping
        };
        walk.change(kind, &path.key(b"ID"), None);
    }
}
