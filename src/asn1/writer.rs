//! DER from the inside out.
//!
//! What kyso builds has a fixed shape and holds certificates that must stay byte for byte; a
//! library of decoded types would take those apart and write them anew.

use super::oid as identifiers;

/// Identifier octet of a SEQUENCE.
const SEQUENCE: u8 = 0x30;
/// Identifier octet of a SET.
const SET: u8 = 0x31;

/// An element with a one-byte identifier.
pub(crate) fn tlv(identifier: u8, parts: &[&[u8]]) -> Vec<u8> {
    let len = parts.iter().map(|part| part.len()).sum();
    let mut element = Vec::with_capacity(tlv_len(len));
    element.push(identifier);
    push_len(&mut element, len);
    for part in parts {
        element.extend_from_slice(part);
    }
    element
}

/// Bytes of an element with `content_len` bytes of content.
fn tlv_len(content_len: usize) -> usize {
    let octets = if content_len < 0x80 {
        0
    } else {
        significant(content_len).count()
    };
    content_len.saturating_add(octets).saturating_add(2)
}

pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(SEQUENCE, parts)
}

/// A SET OF under `identifier` (SET or an implicit tag), sorted by encoding (X.690 §11.6).
pub(crate) fn set_of(identifier: Option<u8>, members: &[&[u8]]) -> Vec<u8> {
    let mut sorted = members.to_vec();
    sorted.sort_unstable();
    tlv(identifier.unwrap_or(SET), &sorted)
}

pub(crate) fn octet_string(content: &[u8]) -> Vec<u8> {
    tlv(0x04, &[content])
}

/// An INTEGER from content bytes as another INTEGER had them.
pub(crate) fn integer(content: &[u8]) -> Vec<u8> {
    tlv(0x02, &[content])
}

pub(crate) fn null() -> Vec<u8> {
    tlv(0x05, &[])
}

/// An OBJECT IDENTIFIER from its dotted form.
pub(crate) fn oid(dotted: &str) -> Vec<u8> {
    tlv(0x06, &[&identifiers::encoded(dotted).unwrap_or_default()])
}

fn push_len(element: &mut Vec<u8>, len: usize) {
    if let Ok(short @ 0..0x80) = u8::try_from(len) {
        element.push(short);
        return;
    }
    let octets = u8::try_from(significant(len).count()).unwrap_or(0);
    element.push(0x80 | octets);
    element.extend(significant(len));
}

/// Big-endian bytes of `len` from the first that is not zero.
fn significant(len: usize) -> impl Iterator<Item = u8> {
    len.to_be_bytes()
        .into_iter()
        .skip_while(|octet| *octet == 0)
}
