//! The appearance of a field: it follows the value, and shows it.
//!
//! Source: ISO 32000-2 §12.5.5, §12.7.4.3, §12.7.5. That an appearance must show the value that it
//! comes with, and a state of a button what it showed before, are rules of kyso's own: who may
//! fill in a form shall not be able to show one value and store another (shadow attacks).

use super::{
    super::{change::Kind, path::Path, walk::Walk},
    field::Event,
    form,
    painted::{self, Painted, significant},
};
use crate::{
    pdf::{View, text_string},
    verify::node::Node,
};

/// Annotation flags that hide: invisible, hidden, no view.
const HIDDEN: i64 = 1 | 2 | 32;
/// Field flags (ISO 32000-2, Tables 231 and 233).
const PASSWORD: i64 = 1 << 13;
const COMBO: i64 = 1 << 17;
const COMB: i64 = 1 << 24;

/// The appearances of an annotation: normal, rollover, down.
const APPEARANCES: [&[u8]; 3] = [b"N", b"R", b"D"];

/// `/AP`: changes with the value, else not at all.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Node, new: &Node, event: &Event, path: &Path) {
    let path = path.key(b"AP");
    if walk.same(old, new, b"AP") {
        if event.filled && shows_value(walk, old, new, event) {
            // A person still sees the former value, programs read another.
            walk.change(Kind::Unknown, &path, new.id());
        }
        return;
    }
    if event.filled || event.signed.is_some() {
        if event.signed.is_none() {
            shown(walk, old, new, event, &path);
        }
        return replaced(walk, old);
    }
    let field = event.field.clone();
    walk.change(Kind::Appearance { field }, &path, new.id());
}

/// Whether the appearance is the picture of a text that a viewer does not make anew.
fn shows_value(walk: &Walk<'_>, old: &Node, new: &Node, event: &Event) -> bool {
    let is_text = matches!(event.kind.as_deref(), Some(b"Tx" | b"Ch"));
    let visible = |node: &Node, view| {
        let flags = node.get(view, b"F").ok().flatten();
        let flags = flags.and_then(|flags| flags.object().as_integer());
        flags.unwrap_or(0) & HIDDEN == 0 && matches!(node.get(view, b"AP"), Ok(Some(_)))
    };
    is_text
        && visible(old, walk.old)
        && visible(new, walk.new)
        && !form::makes_appearances(walk.new)
}

/// Notes the objects of an appearance that another took the place of.
fn replaced(walk: &mut Walk<'_>, old: &Node) {
    let Some(appearance) = old.get(walk.old, b"AP").ok().flatten() else {
        return;
    };
    let mut ids: Vec<_> = appearance.id().into_iter().collect();
    for key in APPEARANCES {
        let state = appearance.get(walk.old, key).ok().flatten();
        ids.extend(state.and_then(|state| state.id()));
    }
    for id in ids {
        walk.replace(id);
    }
}

/// `/AS`: which appearance a button shows; it follows the value.
pub(super) fn state(walk: &mut Walk<'_>, old: &Node, new: &Node, event: &Event, path: &Path) {
    let stays = match event.filled {
        true => follows_value(walk, new, event),
        false => walk.same(old, new, b"AS"),
    };
    if stays || event.signed.is_some() {
        return;
    }
    let field = event.field.clone();
    walk.change(Kind::Appearance { field }, &path.key(b"AS"), new.id());
}

/// Whether a button shows the appearance that its new value names, or none that it has.
fn follows_value(walk: &Walk<'_>, new: &Node, event: &Event) -> bool {
    let appearance = new.get(walk.new, b"AP").ok().flatten();
    let normal = appearance.and_then(|it| it.get(walk.new, b"N").ok().flatten());
    let Some(states) = normal.filter(|normal| !normal.is_stream()) else {
        return true;
    };
    let has = |name: &[u8]| states.dictionary().is_some_and(|it| it.get(name).is_some());
    let shown = new.get(walk.new, b"AS").ok().flatten();
    let shown = shown.as_ref().and_then(|state| state.object().as_name());
    let value = event
        .value
        .as_ref()
        .and_then(|value| value.object().as_name());
    match value.filter(|value| has(value)) {
        Some(value) => shown == Some(value),
        None => shown.is_none_or(|shown| shown == b"Off" || !has(shown)),
    }
}

/// Whether the value of a button is "off" or a state that it or one of its widgets can show: what
/// programs read must be something that a person could have chosen. Without pictures any is.
pub(super) fn can_show(walk: &Walk<'_>, button: &Node, value: Option<&Node>) -> bool {
    let Some(value) = value else {
        return true;
    };
    let name = value.object().as_name();
    let kids = button.get(walk.new, b"Kids").ok().flatten();
    let kids = kids.and_then(|kids| kids.items(walk.new).ok());
    let mut pictures = false;
    for widget in kids.into_iter().flatten().flatten().chain([button.clone()]) {
        let states = part(walk.new, &widget, b"N").filter(|states| !states.is_stream());
        let Some(states) = states.as_ref().and_then(Node::dictionary) else {
            continue;
        };
        pictures = true;
        if !walk.spend() || name.is_some_and(|it| it == b"Off" || states.get(it).is_some()) {
            return true;
        }
    }
    !pictures
}

/// What a new appearance is to a new value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Picture {
    Fits,
    Differs,
    /// It cannot be told; `excused` where the document itself says that it may differ.
    Unknown {
        excused: bool,
    },
}

/// Compares the new appearances of a filled field with its value.
fn shown(walk: &mut Walk<'_>, old: &Node, new: &Node, event: &Event, path: &Path) {
    let picture = match event.kind.as_deref() {
        Some(b"Btn") => states(walk, old, new),
        _ => texts(walk, old, new, event),
    };
    let field = event.field.clone();
    let kind = match picture {
        Picture::Fits => return,
        Picture::Differs => Kind::Appearance { field },
        Picture::Unknown { excused } => Kind::AppearanceUnread { field, excused },
    };
    walk.change(kind, path, new.id());
}

/// The pictures of a button's states stay; where there were none, a program has to draw them. Some
/// programs draw them anew each time: what such a picture shows cannot be told.
fn states(walk: &Walk<'_>, old: &Node, new: &Node) -> Picture {
    let stay = APPEARANCES.iter().all(|key| {
        let (before, after) = (part(walk.old, old, key), part(walk.new, new, key));
        match (&before, &after) {
            (None, None) => true,
            (None, Some(after)) if !after.is_stream() => keeps_states(walk, None, after),
            (Some(before), Some(after)) if !before.is_stream() && !after.is_stream() => {
                keeps_states(walk, Some(before), after)
            }
            _ => walk.equal(before.as_ref(), after.as_ref()),
        }
    });
    match stay {
        true => Picture::Fits,
        false => Picture::Unknown { excused: false },
    }
}

/// Whether each state looks as it did, none is gone, and a new one is "off" and blank.
fn keeps_states(walk: &Walk<'_>, before: Option<&Node>, after: &Node) -> bool {
    let Some(names) = after.dictionary() else {
        return false;
    };
    let earlier = before.and_then(Node::dictionary);
    let lost = earlier.is_some_and(|earlier| {
        let mut all = earlier.entries.iter();
        all.any(|entry| names.get(&entry.key).is_none())
    });
    let looks = |key: &[u8]| {
        let was = before.and_then(|before| before.get(walk.old, key).ok().flatten());
        let is = after.get(walk.new, key).ok().flatten();
        match (&was, &is, key) {
            (None, Some(is), b"Off") => is_blank(walk, is),
            (None, Some(_), _) => before.is_none(),
            _ => walk.equal(was.as_ref(), is.as_ref()),
        }
    };
    !lost && names.entries.iter().all(|entry| looks(&entry.key))
}

/// Whether an appearance paints nothing but a frame.
fn is_blank(walk: &Walk<'_>, picture: &Node) -> bool {
    let defaults = form::default_resources(walk.new);
    painted::read(walk.new, picture, defaults.as_ref(), None)
        .is_some_and(|it| it.text.is_empty() && !it.unreadable && !it.fills && !it.foreign)
}

fn part(view: View<'_>, widget: &Node, key: &[u8]) -> Option<Node> {
    let appearance = widget.get(view, b"AP").ok().flatten()?;
    appearance.get(view, key).ok().flatten()
}

/// Each new appearance of a text or choice field shows its value.
fn texts(walk: &Walk<'_>, old: &Node, new: &Node, event: &Event) -> Picture {
    let mut picture = Picture::Fits;
    for key in APPEARANCES {
        let (before, after) = (part(walk.old, old, key), part(walk.new, new, key));
        let Some(after) = after else {
            // A value that was seen is not, unless a viewer makes a picture of it.
            let lost = key == b"N" && before.is_some() && event.value.is_some();
            if lost && !form::makes_appearances(walk.new) {
                picture = Picture::Unknown { excused: false };
            }
            continue;
        };
        if key != b"N" && walk.equal(before.as_ref(), Some(&after)) {
            continue;
        }
        match text(walk, old, before.as_ref(), &after, event) {
            Picture::Fits => {}
            Picture::Differs => return Picture::Differs,
            unknown => picture = unknown,
        }
    }
    picture
}

fn text(
    walk: &Walk<'_>,
    old: &Node,
    before: Option<&Node>,
    after: &Node,
    event: &Event,
) -> Picture {
    let unknown = Picture::Unknown { excused: false };
    let defaults = form::default_resources(walk.new);
    let painted = match after.is_stream() {
        true => {
            let comb = event.flags & COMB != 0;
            painted::frame((walk.old, old), (walk.new, after), comb)
                .and_then(|frame| painted::read(walk.new, after, defaults.as_ref(), Some(frame)))
        }
        false => None,
    };
    let Some(painted) = painted.filter(|it| !it.foreign && !it.unreadable && !it.odd) else {
        return unknown;
    };
    if painted.fills && !filled_before(walk, old, before) {
        return unknown;
    }
    let Some(expected) = expected(walk.new, event) else {
        return unknown;
    };
    if expected.iter().any(|text| is_shown(&painted, text)) || is_masked(&painted, event) {
        return Picture::Fits;
    }
    if event.formatted {
        return Picture::Unknown { excused: true };
    }
    if is_list(event) && lists(walk.new, &painted, event) {
        return Picture::Unknown { excused: true };
    }
    Picture::Differs
}

/// Whether the field had a background or a border before: who fills it in paints them anew.
fn filled_before(walk: &Walk<'_>, old: &Node, before: Option<&Node>) -> bool {
    let characteristics = old.get(walk.old, b"MK").ok().flatten();
    let coloured = characteristics.is_some_and(|it| {
        let mut colours = [b"BG", b"BC"].iter();
        colours.any(|key| matches!(it.get(walk.old, *key), Ok(Some(_))))
    });
    let painted = before
        .filter(|before| before.is_stream())
        .and_then(|before| painted::read(walk.old, before, None, None));
    coloured || painted.is_some_and(|painted| painted.fills || painted.foreign)
}

/// The texts that may stand for the value; `None` where it is no text.
fn expected(view: View<'_>, event: &Event) -> Option<Vec<String>> {
    let Some(value) = &event.value else {
        return Some(vec![String::new()]);
    };
    let values: Vec<String> = match value.object().as_array() {
        None => vec![text_string::decode(value.object().as_string()?)],
        Some(_) => {
            let items = value.items(view).ok()?;
            let one =
                |item: &Option<Node>| item.as_ref()?.object().as_string().map(text_string::decode);
            items.iter().map(one).collect::<Option<_>>()?
        }
    };
    let mut texts = vec![values.concat()];
    if event.kind.as_deref() == Some(b"Ch") {
        let shown = options(view, event).into_iter();
        let chosen = shown.filter(|(export, _)| values.contains(export));
        texts.extend(chosen.map(|(_, shown)| shown));
    }
    Some(texts)
}

/// The options of a choice field: the value of each, and what is shown of it (Table 234).
fn options(view: View<'_>, event: &Event) -> Vec<(String, String)> {
    let items = event
        .options
        .as_ref()
        .and_then(|list| list.items(view).ok());
    let text = |node: &Node| node.object().as_string().map(text_string::decode);
    let one = |item: Node| match item.items(view).ok()?.as_slice() {
        [Some(export), Some(shown)] => Some((text(export)?, text(shown)?)),
        _ => text(&item).map(|text| (text.clone(), text)),
    };
    items
        .unwrap_or_default()
        .into_iter()
        .flatten()
        .filter_map(one)
        .collect()
}

fn is_list(event: &Event) -> bool {
    event.kind.as_deref() == Some(b"Ch") && event.flags & COMBO == 0
}

/// Whether a list box shows options of its own; which of them is marked is not told by text.
fn lists(view: View<'_>, painted: &Painted, event: &Event) -> bool {
    let all: String = options(view, event)
        .into_iter()
        .map(|(_, shown)| shown)
        .collect();
    let all: String = significant(&all).collect();
    all.contains(&painted.text)
}

/// Whether a password is shown as one character again and again.
fn is_masked(painted: &Painted, event: &Event) -> bool {
    let mut characters = painted.text.chars();
    let first = characters.next();
    event.flags & PASSWORD != 0 && characters.all(|it| Some(it) == first)
}

/// Whether the text painted is `value`; an unknown character stands for one outside ASCII.
fn is_shown(painted: &Painted, value: &str) -> bool {
    let value: Vec<char> = significant(value).collect();
    let painted: Vec<char> = painted.text.chars().collect();
    value.len() == painted.len()
        && value.iter().zip(&painted).all(|(value, painted)| {
            value == painted || (*painted == char::REPLACEMENT_CHARACTER && !value.is_ascii())
        })
}
