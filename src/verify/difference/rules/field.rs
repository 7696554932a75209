//! One field or widget, old beside new: filling in, signing, and nothing else.
//!
//! Source: ISO 32000-2 §12.7.4, §12.7.5; that a new appearance under the old value is no form
//! filling is a rule of kyso's own (the shadow attack "replace").

use super::{
    super::{
        change::Kind,
        path::Path,
        same,
        walk::{Manner, Walk},
    },
    appearance, border,
    field_list::{self, Above},
    form, rich_text, signing,
};
use crate::{
    pdf::{Object, text_string},
    verify::node::Node,
};

/// Annotation flags that show or hide nothing on screen: read-only, locked, locked contents.
const QUIET_FLAGS: i64 = 64 | 128 | 512;
/// The annotation flag "print".
const PRINT: i64 = 4;
/// The field flag "read-only".
const READ_ONLY: i64 = 1;

/// The field flag that makes a button one to push: it has no value (Table 229).
const PUSH_BUTTON: i64 = 1 << 16;

/// What happened to the field, as far as its entries may follow.
pub(super) struct Event {
    pub(super) field: String,
    pub(super) kind: Option<Box<[u8]>>,
    pub(super) filled: bool,
    pub(super) signed: Option<Kind>,
    /// The value that the widget shows now.
    pub(super) value: Option<Node>,
    /// `/Ff`, inherited.
    pub(super) flags: i64,
    /// Whether a script makes another text of the value (`/AA /F`, §12.6.3), here or above.
    pub(super) formatted: bool,
    /// `/Opt`, inherited.
    pub(super) options: Option<Node>,
}

/// Compares one field or widget.
pub(super) fn compare(
    walk: &mut Walk<'_>,
    old: &Node,
    new: &Node,
    above: &Above,
    path: &Path,
    depth: u32,
) {
    if !walk.spend() || !walk.identify(old, new) {
        return;
    }
    let (Some(before), Some(after)) = (old.dictionary(), new.dictionary()) else {
        return walk.values(old, new, Manner::Plain, path);
    };
    walk.repeated(before, after, new.id(), path);
    let event = event(walk, old, new, above, path);
    let below = Above {
        name: event.field.clone(),
        kind: event.kind.clone(),
        filled: event.filled,
        signed: event.signed.clone(),
        signature: above.signature || before.get(b"V").is_some(),
        value: event.value.clone(),
        flags: event.flags,
        formatted: event.formatted,
        options: event.options.clone(),
    };
    if let (Some(kind), Some(id)) = (&event.signed, new.id()) {
        walk.signature_widgets.insert(id, kind.clone());
    }
    appearance::state(walk, old, new, &event, path);
    for key in same::keys(before, after, walk.purse) {
        if key == b"Kids" {
            let before = old.get(walk.old, key).ok().flatten();
            let after = new.get(walk.new, key).ok().flatten();
            let path = path.key(key);
            field_list::compare(
                walk,
                before.as_ref(),
                after.as_ref(),
                &below,
                &path,
                depth + 1,
            );
        } else {
            entry(walk, old, new, key, &event, path);
        }
    }
}

/// What happened to the value.
fn event(walk: &mut Walk<'_>, old: &Node, new: &Node, above: &Above, path: &Path) -> Event {
    let kind = match new.get(walk.new, b"FT") {
        Ok(Some(kind)) => kind.object().as_name().map(Box::from),
        _ => above.kind.clone(),
    };
    let own = new.get(walk.new, b"V").ok().flatten();
    let mut event = Event {
        field: above.name_of(walk.new, new),
        kind,
        // A value of its own hides what those above hold.
        filled: above.filled && own.is_none(),
        signed: above.signed.clone(),
        value: own.or_else(|| above.value.clone()),
        flags: match new.get(walk.new, b"Ff") {
            Ok(Some(flags)) => flags.object().as_integer().unwrap_or(0),
            _ => above.flags,
        },
        formatted: above.formatted || is_formatted(walk, old),
        options: own_or(
            new.get(walk.new, b"Opt").ok().flatten(),
            above.options.as_ref(),
        ),
    };
    if !is_same_value(walk, old, new) {
        tell_value(walk, old, new, &mut event, &path.key(b"V"));
    }
    event
}

/// Tells that the value changed, and notes in `event` how.
fn tell_value(walk: &mut Walk<'_>, old: &Node, new: &Node, event: &mut Event, path: &Path) {
    match event.kind.as_deref() {
        Some(b"Sig") => tell_signature(walk, old, new, event, path),
        Some(b"Tx" | b"Ch" | b"Btn") if !is_push_button(event) => {
            event.filled = true;
            let field = event.field.clone();
            walk.change(Kind::FormFilling { field }, path, new.id());
            let is_button = event.kind.as_deref() == Some(b"Btn");
            if is_button && !appearance::can_show(walk, new, event.value.as_ref()) {
                walk.change(Kind::Unknown, path, new.id());
            }
        }
        // What has no value, or is of no known kind, cannot be filled in.
        _ => walk.change(Kind::Unknown, path, new.id()),
    }
}

/// The same of a signature field.
fn tell_signature(walk: &mut Walk<'_>, old: &Node, new: &Node, event: &mut Event, path: &Path) {
    let field = event.field.clone();
    let had = old.get(walk.old, b"V").ok().flatten();
    if had.is_some_and(|value| value.dictionary().is_some()) {
        return walk.change(Kind::SignatureReplaced { field }, path, new.id());
    }
    let own = new.dictionary().and_then(|entries| entries.get(b"V"));
    let signed = own.and_then(|_| signing::signature(walk, new, field, true));
    if signed.is_some() {
        event.signed.clone_from(&signed);
    }
    walk.change(signed.unwrap_or(Kind::Unknown), path, new.id());
}

fn own_or(own: Option<Node>, above: Option<&Node>) -> Option<Node> {
    own.or_else(|| above.cloned())
}

/// Whether the field had a script that formats its value before the update.
fn is_formatted(walk: &Walk<'_>, old: &Node) -> bool {
    let actions = old.get(walk.old, b"AA").ok().flatten();
    actions.is_some_and(|actions| matches!(actions.get(walk.old, b"F"), Ok(Some(_))))
}

fn is_push_button(event: &Event) -> bool {
    event.kind.as_deref() == Some(b"Btn") && event.flags & PUSH_BUTTON != 0
}

/// Whether the value stays: a text that is only written in another encoding is the same.
fn is_same_value(walk: &Walk<'_>, old: &Node, new: &Node) -> bool {
    let text = |node: &Node, view| {
        let value = node.get(view, b"V").ok().flatten()?;
        value.object().as_string().map(text_string::decode)
    };
    walk.same(old, new, b"V")
        || text(old, walk.old).is_some_and(|old| Some(old) == text(new, walk.new))
}

/// Compares one entry beside `/Kids`.
fn entry(walk: &mut Walk<'_>, old: &Node, new: &Node, key: &[u8], event: &Event, path: &Path) {
    let touched = event.filled || event.signed.is_some();
    // Where viewers make the appearances, the looks say what is seen of the value.
    let pictured = event.filled && !form::makes_appearances(walk.new);
    match key {
        b"V" | b"AS" => {}
        b"AP" => appearance::compare(walk, old, new, event, path),
        b"F" => flags(walk, old, new, b"F", quiet(event), path),
        b"Ff" => flags(walk, old, new, b"Ff", READ_ONLY, path),
        // The date of the latest change of an annotation shows nothing.
        b"M" => {}
        b"RV" if event.filled => {
            if !rich_text::says(walk.new, new, event) {
                walk.change(Kind::Unknown, &path.key(key), new.id());
            }
        }
        b"I" | b"TI" if event.filled => {}
        b"DA" | b"DS" | b"Q" if pictured => {}
        b"MK" | b"DA" | b"Q" | b"BS" | b"Border" | b"H" | b"Lock" | b"DR"
            if event.signed.is_some() => {}
        _ if touched && key == b"Type" => {}
        b"BS" if border::is_quiet(walk, old, new, pictured) => {}
        b"MK" if event.filled && border::adds_no_colour(walk, old, new) => {}
        // Where a widget lies says what its value is about: it is a field's, and no annotation of
        // those that may be made and changed at P=3 [kyso, as pyHanko].
        b"Rect" => {
            if !walk.same(old, new, key) {
                let field = event.field.clone();
                walk.change(Kind::Field { field }, &path.key(key), new.id());
            }
        }
        // How it looks is part of the annotation that it is.
        b"MK" | b"BS" | b"Border" | b"H" | b"C" => {
            walk.entry(old, new, key, Manner::Annotation, path);
        }
        _ => walk.entry(old, new, key, Manner::Plain, path),
    }
}

/// Flags that may be set along with a value.
fn quiet(event: &Event) -> i64 {
    if event.signed.is_some() {
        QUIET_FLAGS | PRINT
    } else {
        QUIET_FLAGS
    }
}

/// Flags of which only those in `allowed` may be set.
fn flags(walk: &mut Walk<'_>, old: &Node, new: &Node, key: &[u8], allowed: i64, path: &Path) {
    let number =
        |node: Option<Node>| node.map_or(Some(0), |node| Object::as_integer(node.object()));
    let before = number(old.get(walk.old, key).ok().flatten());
    let after = number(new.get(walk.new, key).ok().flatten());
    let (Some(before), Some(after)) = (before, after) else {
        return walk.entry(old, new, key, Manner::Plain, path);
    };
    if before == after {
        return;
    }
    let only_sets = after & before == before && (after ^ before) & !allowed == 0;
    let kind = if only_sets {
        Kind::Housekeeping
    } else {
        Kind::Unknown
    };
    walk.change(kind, &path.key(key), new.id());
}
