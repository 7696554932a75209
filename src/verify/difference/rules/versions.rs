//! `/Version` and `/Extensions` of the catalog: they may rise, as new features need it.
//!
//! Source: ISO 32000-2 §7.7.2, §7.12.

use super::super::{change::Kind, path::Path, walk::Walk};
use crate::{pdf::Object, verify::node::Node};

/// Compares `/Version`, a name like `1.7`: it may come and rise.
pub(super) fn version(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    if walk.same(old, new, b"Version") {
        return;
    }
    let number = |node: Option<Node>| node.and_then(|node| node.object().as_name().and_then(parse));
    let before = number(old.get(walk.old, b"Version").ok().flatten());
    let after = number(new.get(walk.new, b"Version").ok().flatten());
    let rises = after.is_some() && before <= after;
    walk.change(kind(rises), &path.key(b"Version"), new.id());
}

fn kind(rises: bool) -> Kind {
    if rises {
        Kind::Housekeeping
    } else {
        Kind::Unknown
    }
}

fn parse(name: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(name).ok()?;
    let (major, minor) = text.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Compares `/Extensions`: developers' entries may come, and their level may rise.
pub(super) fn extensions(walk: &mut Walk<'_>, old: &Node, new: &Node, path: &Path) {
    if walk.same(old, new, b"Extensions") {
        return;
    }
    let path = path.key(b"Extensions");
    let before = old.get(walk.old, b"Extensions").ok().flatten();
    let after = new.get(walk.new, b"Extensions").ok().flatten();
    let Some(after) = after else {
        return walk.change(Kind::Unknown, &path, new.id());
    };
    let object = Some(after.holder().id);
    let Some(entries) = after.dictionary() else {
        return walk.change(Kind::Unknown, &path, object);
    };
    for entry in &entries.entries {
        let earlier = before
            .as_ref()
            .and_then(|before| before.get(walk.old, &entry.key).ok().flatten());
        let later = after.follow(walk.new, &entry.value).ok().flatten();
        let (before, after) = (earlier.as_ref(), later.as_ref());
        if walk.equal(before, after) {
            continue;
        }
        let fine = match (before, after) {
            (_, None) => false,
            (None, Some(after)) => level(walk, after, false).is_some() || is_type(&entry.value),
            (Some(before), Some(after)) => {
                let (before, after) = (level(walk, before, true), level(walk, after, false));
                after.is_some() && before <= after
            }
        };
        walk.change(kind(fine), &path.key(&entry.key), object);
    }
    let removed = before.iter().flat_map(|before| {
        let old = before.dictionary().map(|entries| &*entries.entries);
        old.unwrap_or_default().iter().map(|entry| &entry.key)
    });
    for key in removed {
        if entries.get(key).is_none() {
            walk.change(Kind::Unknown, &path.key(key), object);
        }
    }
}

fn is_type(value: &Object) -> bool {
    value.as_name() == Some(b"Extensions")
}

/// The highest (base version, level) of a developer's entry: one dictionary, or an array of them.
fn level(walk: &Walk<'_>, entry: &Node, old: bool) -> Option<((u32, u32), i64)> {
    let view = if old { walk.old } else { walk.new };
    let one = |node: &Node| {
        let base = node.get(view, b"BaseVersion").ok().flatten()?;
        let level = node.get(view, b"ExtensionLevel").ok().flatten()?;
        Some((
            parse(base.object().as_name()?)?,
            level.object().as_integer()?,
        ))
    };
    if entry.object().as_array().is_none() {
        return one(entry);
    }
    let items = entry.items(view).ok()?;
    items.iter().flatten().filter_map(one).max()
}
