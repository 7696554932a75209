//! `/RV`: the value of a field once more, with its looks.
//!
//! Viewers that know rich text show and edit it in place of `/V`, and programs read `/V`.
//! Source: ISO 32000-2 §12.7.4.4 (rich text strings), Table 231.

use super::{field::Event, painted::significant};
use crate::{
    pdf::{View, text_string},
    verify::node::Node,
};

/// The field flag "rich text" (Table 231).
const RICH_TEXT: i64 = 1 << 25;

/// Whether the rich text of `field`, where viewers show any, is the value.
pub(super) fn says(view: View<'_>, field: &Node, event: &Event) -> bool {
    if event.flags & RICH_TEXT == 0 {
        return true;
    }
    let rich = match field.get(view, b"RV") {
        Ok(None) => return true,
        Ok(Some(rich)) => text(view, &rich),
        Err(_) => None,
    };
    let value = match &event.value {
        None => Some(String::new()),
        Some(value) => text(view, value),
    };
    match (rich, value) {
        (Some(rich), Some(value)) => significant(&plain(&rich)).eq(significant(&value)),
        _ => false,
    }
}

/// A text string, or a text stream.
fn text(view: View<'_>, node: &Node) -> Option<String> {
    if node.is_stream() {
        let data = view.stream(node.holder()).ok()?;
        return Some(text_string::decode(&data));
    }
    node.object().as_string().map(text_string::decode)
}

/// The characters of XML without its tags, entities put in their place.
fn plain(xml: &str) -> String {
    let mut text = String::new();
    let mut rest = xml;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, markup) = rest.split_at(at);
        text.push_str(before);
        let end = if markup.starts_with('<') { '>' } else { ';' };
        let Some((inner, behind)) = markup.split_once(end) else {
            // What is no markup stands for itself.
            text.push_str(markup);
            return text;
        };
        text.extend(entity(inner));
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// The character of `&name` or `&#number`; none for a tag.
fn entity(inner: &str) -> Option<char> {
    let name = inner.strip_prefix('&')?;
    let character = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            number.ok().and_then(char::from_u32)
        }
    };
    Some(character.unwrap_or(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn tags_go_and_entities_are_characters() {
        let rich = "<?xml version=\"1.0\"?><body><p>1 &lt; <b>2</b> &#38; &#x1ea1;</p></body>";
        assert_eq!(plain(rich), "1 < 2 & ạ");
        assert_eq!(plain("no markup"), "no markup");
        assert_eq!(plain("a < b & c"), "a < b & c");
        assert_eq!(plain("&nbsp;&#99999999;"), "\u{FFFD}");
    }
}
