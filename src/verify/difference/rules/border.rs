//! Borders and colours of a widget: what form fillers write along with a value.
//!
//! Source: ISO 32000-2 §12.5.4 (Table 168), Table 192.

use super::super::{same, walk::Walk};
use crate::{
    pdf::{Object, Value, View},
    verify::node::Node,
};

/// Whether `/BS` is what it was, what holds where it is absent, or, with a new value, a border
/// drawn within the widget's own rectangle.
pub(super) fn is_quiet(walk: &Walk<'_>, old: &Node, new: &Node, filled: bool) -> bool {
    if walk.same(old, new, b"BS") {
        return true;
    }
    let Ok(Some(style)) = new.get(walk.new, b"BS") else {
        return false;
    };
    let none_before = [b"BS".as_slice(), b"Border"]
        .iter()
        .all(|key| matches!(old.get(walk.old, key), Ok(None)));
    let is_default = |key: &[u8], value: &Value| {
        let entry = style.get(walk.new, key).ok().flatten();
        entry.is_none_or(|entry| same::plain(&entry.object().value, value))
    };
    let default = is_default(b"W", &Value::Integer(1))
        && is_default(b"S", &Value::Name(b"S".as_slice().into()));
    is_style(walk.new, &style) && (filled || (none_before && default))
}

/// Whether a border style has its own entries alone.
fn is_style(view: View<'_>, style: &Node) -> bool {
    let is_number = |node: &Node| matches!(node.object().value, Value::Integer(_) | Value::Real(_));
    style.dictionary().is_some_and(|entries| {
        !same::repeats(entries)
            && entries.entries.iter().all(|entry| {
                let value = style.follow(view, &entry.value).ok().flatten();
                let name = value.as_ref().and_then(|value| value.object().as_name());
                match &*entry.key {
                    b"Type" => name == Some(b"Border"),
                    b"S" => name.is_some(),
                    b"W" => value.as_ref().is_some_and(is_number),
                    b"D" => value.is_some_and(|value| value.object().as_array().is_some()),
                    _ => false,
                }
            })
    })
}

/// Whether `/MK` gained at most colours that are none (an empty array).
pub(super) fn adds_no_colour(walk: &Walk<'_>, old: &Node, new: &Node) -> bool {
    let Ok(Some(after)) = new.get(walk.new, b"MK") else {
        return walk.same(old, new, b"MK");
    };
    let before = old.get(walk.old, b"MK").ok().flatten();
    let Some(entries) = after.dictionary() else {
        return false;
    };
    let earlier = before.as_ref().and_then(Node::dictionary);
    let kept = earlier.is_none_or(|earlier| {
        let mut all = earlier.entries.iter();
        all.all(|entry| entries.get(&entry.key).is_some())
    });
    let is_empty = |value: &Object| value.as_array().is_some_and(<[Object]>::is_empty);
    kept && !same::repeats(entries)
        && entries.entries.iter().all(|entry| {
            let earlier = before
                .as_ref()
                .and_then(|before| before.get(walk.old, &entry.key).ok().flatten());
            let later = after.follow(walk.new, &entry.value).ok().flatten();
            walk.equal(earlier.as_ref(), later.as_ref())
                || (earlier.is_none()
                    && matches!(&*entry.key, b"BG" | b"BC")
                    && is_empty(&entry.value))
        })
}
