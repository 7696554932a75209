//! Names made ready for comparison.

use unicode_normalization::UnicodeNormalization;

use super::NameAttribute;

/// A name in the form in which equal names are equal (RFC 5280 §7.1, RFC 4518 §2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Prepared(Vec<Vec<(String, Value)>>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Text(String),
    Bytes(Vec<u8>),
}

impl Prepared {
    pub fn of(relative_names: &[Vec<NameAttribute>]) -> Self {
        let prepared = relative_names.iter().map(|attributes| {
            let mut set: Vec<_> = attributes.iter().map(prepare).collect();
            // A multi-valued relative name is a SET: its order means nothing.
            set.sort_unstable();
            set
        });
        Self(prepared.collect())
    }
}

fn prepare(attribute: &NameAttribute) -> (String, Value) {
    let value = match attribute.text() {
        // Bytes that are no text of their type all read as U+FFFD, and are not equal for that.
        Some(text) if !text.contains(char::REPLACEMENT_CHARACTER) => Value::Text(fold(text)),
        _ => Value::Bytes(attribute.value_der.clone()),
    };
    (attribute.oid().to_owned(), value)
}

/// Compatibility forms, letter case and white space folded; characters that show nothing dropped.
fn fold(text: &str) -> String {
    if text.is_ascii() && !text.chars().any(is_ignored) {
        // Plain letters are their own compatibility form.
        let words: Vec<&str> = text.split_whitespace().collect();
        return words.join(" ").to_ascii_lowercase();
    }
    let lower = text.chars().flat_map(char::to_lowercase);
    let normal: String = lower
        .nfkc()
        .filter(|character| !is_ignored(*character))
        .flat_map(char::to_lowercase)
        .nfkc()
        .collect();
    let words: Vec<&str> = normal.split_whitespace().collect();
    words.join(" ")
}

/// RFC 4518 §2.2: mapped to nothing. Soft hyphen, joiners, variation selectors, controls that
/// are no white space.
fn is_ignored(character: char) -> bool {
    match character {
        '\u{ad}' | '\u{34f}' | '\u{1806}' | '\u{180b}'..='\u{180e}' => true,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' => true,
        other => other.is_control() && !other.is_whitespace(),
    }
}
