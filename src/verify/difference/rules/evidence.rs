//! `/DSS`: certificates and revocation data may come and go, nothing else.
//!
//! Source: ISO 32000-2 §12.8.4.3; that DSS data are no change at any level: Table 257, §12.8.5.3.

use super::super::{
    change::Kind,
    path::Path,
    same,
    walk::{Manner, Walk},
};
use crate::{pdf::View, verify::node::Node};

/// Compares `/DSS`.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    if walk.same(old, new, b"DSS") {
        return;
    }
    let path = path.key(b"DSS");
    let after = new.get(walk.new, b"DSS").ok().flatten();
    let Some(after) = after else {
        return walk.change(Kind::Unknown, &path, new.id());
    };
    let object = Some(after.holder().id);
    if !is_store(walk.new, &after) {
        return walk.change(Kind::Unknown, &path, object);
    }
    if let Ok(Some(before)) = old.get(walk.old, b"DSS")
        && let (Some(entries), Some(now)) = (before.dictionary(), after.dictionary())
    {
        for key in same::keys(entries, now, walk.purse) {
            if !matches!(key, b"Type" | b"VRI" | b"Certs" | b"OCSPs" | b"CRLs") {
                walk.entry(&before, &after, key, Manner::Plain, &path);
            }
        }
    }
    walk.change(Kind::Evidence, &path, object);
}

/// Whether `store` has the form of a document security store and nothing else in it.
fn is_store(view: View<'_>, store: &Node) -> bool {
    let Some(entries) = store.dictionary() else {
        return false;
    };
    !same::repeats(entries)
        && entries.entries.iter().all(|entry| match &*entry.key {
            b"Type" => entry.value.as_name() == Some(b"DSS"),
            b"Certs" | b"OCSPs" | b"CRLs" => is_list(view, store, &entry.key),
            b"VRI" => is_vri(view, store),
            // Compared with the former store, where there was one.
            _ => false,
        })
}

fn is_vri(view: View<'_>, store: &Node) -> bool {
    let Ok(Some(vri)) = store.get(view, b"VRI") else {
        return true;
    };
    let Some(entries) = vri.dictionary() else {
        return false;
    };
    entries.entries.iter().all(|entry| {
        let Ok(Some(one)) = vri.follow(view, &entry.value) else {
            return true;
        };
        one.dictionary().is_some_and(|about| {
            about.entries.iter().all(|part| match &*part.key {
                b"Type" => part.value.as_name() == Some(b"VRI"),
                b"Cert" | b"OCSP" | b"CRL" => is_list(view, &one, &part.key),
                b"TU" => part.value.as_string().is_some() || part.value.as_reference().is_some(),
                b"TS" => matches!(one.get(view, b"TS"), Ok(Some(stamp)) if stamp.is_stream()),
                _ => false,
            })
        })
    })
}

/// An array of streams. What an old reader could not read either is no stream, and no harm.
fn is_list(view: View<'_>, holder: &Node, key: &[u8]) -> bool {
    let Ok(Some(list)) = holder.get(view, key) else {
        return true;
    };
    list.object().as_array().is_some_and(|items| {
        items.iter().all(|item| match list.follow(view, item) {
            Ok(Some(node)) => node.is_stream(),
            _ => true,
        })
    })
}
