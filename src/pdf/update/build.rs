//! Values that did not stand in any file yet.

use super::super::object::{Dictionary, Entry, Object, ObjectId, Span, Value};

/// A dictionary with the entries in the order given.
pub fn dictionary<'k>(entries: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    let entries = entries
        .into_iter()
        .map(|(key, value)| Entry {
            key: key.as_bytes().into(),
            key_span: Span::default(),
            value: unplaced(value),
        })
        .collect();
    Value::Dictionary(Dictionary { entries })
}

/// An array.
pub fn array(items: impl IntoIterator<Item = Value>) -> Value {
    Value::Array(items.into_iter().map(unplaced).collect())
}

/// A name, without its slash.
pub fn name(text: &str) -> Value {
    Value::Name(text.as_bytes().into())
}

/// A reference.
pub fn reference(id: ObjectId) -> Value {
    Value::Reference(id)
}

/// A text string (§7.9.2.2): as it is where it is printable ASCII (there PDFDocEncoding agrees),
/// else UTF-16BE behind a byte order mark.
pub fn text(text: &str) -> Value {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Value::String(text.as_bytes().into());
    }
    let mut bytes = vec![0xFE, 0xFF];
    for unit in text.encode_utf16() {
        bytes.extend(unit.to_be_bytes());
    }
    Value::String(bytes.into())
}

fn unplaced(value: Value) -> Object {
    Object {
        value,
        span: Span::default(),
    }
}
