//! The catalog: which part each entry leads to.

use super::{
    super::{
        change::Kind,
        path::Path,
        same,
        walk::{Manner, Walk},
    },
    evidence, form, metadata, pages, structure, versions,
};
use crate::verify::node::Node;

/// Compares the two catalogs.
pub(super) fn compare(walk: &mut Walk<'_>, path: &Path) {
    let path = path.key(b"Root");
    let (Ok(old), Ok(new)) = (walk.old.catalog(), walk.new.catalog()) else {
        return walk.change(Kind::Unknown, &path, None);
    };
    let (old, new) = (Node::whole(old), Node::whole(new));
    walk.identify(&old, &new);
    let (Some(before), Some(after)) = (old.dictionary(), new.dictionary()) else {
        return walk.change(Kind::Unknown, &path, new.id());
    };
    // Fields refer to their pages: which page is which is known first.
    let pages = pages::tree(walk, &old, &new, &path);
    form::compare(walk, &old, &new, &path);
    for (old, new, path) in &pages {
        pages::page(walk, old, new, path);
    }
    structure::compare(walk, &old, &new, &path);
    for key in same::keys(before, after, walk.purse) {
        match key {
            b"AcroForm" | b"Pages" | b"StructTreeRoot" => {}
            b"DSS" => evidence::compare(walk, &old, &new, &path),
            b"Metadata" => metadata::stream(walk, &old, &new, &path),
            b"Version" => versions::version(walk, &old, &new, &path),
            b"Extensions" => versions::extensions(walk, &old, &new, &path),
            _ => walk.entry(&old, &new, key, Manner::Plain, &path),
        }
    }
    walk.repeated(before, after, new.id(), &path);
}
