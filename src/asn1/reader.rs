//! Elements one after the other, each with its span.

use std::{cell::Cell, ops::Range};

use super::{Class, Tag};
use crate::text::{Lang, Phrase, Term};

/// Elements within each other. A CMS with a time-stamp needs about 20; no recursion depends on
/// it, but every level of indefinite length is scanned again from the one above.
const MAX_DEPTH: u32 = 48;

/// Why bytes are not what was expected, and at which byte of what was handed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("byte {offset}: {what}")]
pub(crate) struct Asn1Error {
    pub offset: usize,
    pub what: Term,
}

impl Asn1Error {
    /// The same in both languages.
    pub fn phrase(&self) -> Phrase {
        let (offset, what) = (self.offset, self.what.words(Lang::Vi));
        Phrase::new(format!("vị trí byte {offset}: {what}"), self.to_string())
    }
}

/// Which encodings are taken.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rules<'n> {
    /// Only DER headers: definite lengths in the fewest bytes.
    Der,
    /// BER as well; the cell is set when an element is met that DER would write otherwise.
    Ber(&'n Cell<bool>),
}

impl Rules<'_> {
    fn note_ber(self, offset: usize) -> Result<(), Asn1Error> {
        match self {
            Self::Der => Err(Asn1Error {
                offset,
                what: Term::BER_WHERE_DER_IS_ASKED_FOR,
            }),
            Self::Ber(met) => {
                met.set(true);
                Ok(())
            }
        }
    }
}

/// One element: identifier, length, content.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a, 'n> {
    pub tag: Tag,
    /// From the identifier to the last byte, end-of-contents octets included.
    pub raw: &'a [u8],
    /// Without header and end-of-contents octets.
    pub content: &'a [u8],
    /// Where the identifier stands in what was handed in.
    pub offset: usize,
    content_offset: usize,
    depth: u32,
    rules: Rules<'n>,
}

/// Reads elements from a span.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a, 'n> {
    rest: &'a [u8],
    offset: usize,
    depth: u32,
    rules: Rules<'n>,
}

impl<'a, 'n> Reader<'a, 'n> {
    pub fn new(bytes: &'a [u8], rules: Rules<'n>) -> Self {
        Self {
            rest: bytes,
            offset: 0,
            depth: 0,
            rules,
        }
    }

    /// An error at the present place.
    pub fn error(&self, what: Term) -> Asn1Error {
        Asn1Error {
            offset: self.offset,
            what,
        }
    }

    /// The next element, `None` at the end of the span.
    pub fn next(&mut self) -> Result<Option<Element<'a, 'n>>, Asn1Error> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let element = self.element()?;
        self.rest = self.rest.get(element.raw.len()..).unwrap_or_default();
        self.offset = self.offset.saturating_add(element.raw.len());
        Ok(Some(element))
    }

    /// The next element, which must be there.
    pub fn any(&mut self) -> Result<Element<'a, 'n>, Asn1Error> {
        let missing = self.error(Term::ELEMENT_IS_MISSING);
        self.next()?.ok_or(missing)
    }

    /// The next element, which must have `tag`.
    pub fn expect(&mut self, tag: Tag, what: Term) -> Result<Element<'a, 'n>, Asn1Error> {
        let error = self.error(what);
        match self.next()? {
            Some(element) if element.tag == tag => Ok(element),
            _ => Err(error),
        }
    }

    /// The next element, whatever its form, if it has `tag`'s class and number.
    pub fn optional(&mut self, tag: Tag) -> Result<Option<Element<'a, 'n>>, Asn1Error> {
        let mut ahead = self.clone();
        match ahead.next()? {
            Some(element) if element.tag.same_type(tag) => {
                *self = ahead;
                Ok(Some(element))
            }
            _ => Ok(None),
        }
    }

    /// That nothing is left.
    pub fn finish(&self) -> Result<(), Asn1Error> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(self.error(Term::BYTES_BEHIND_THE_LAST_ELEMENT))
        }
    }

    fn element(&self) -> Result<Element<'a, 'n>, Asn1Error> {
        let header = Header::read(self.rest).map_err(|what| self.error(what))?;
        if header.padded {
            self.rules.note_ber(self.offset)?;
        }
        let body = self.rest.get(header.len..).unwrap_or_default();
        let (content_len, tail) = match header.content {
            Some(len) => (len, 0),
            None => {
                self.rules.note_ber(self.offset)?;
                let len = indefinite_len(body, MAX_DEPTH.saturating_sub(self.depth))
                    .map_err(|what| self.error(what))?;
                (len, END_OF_CONTENTS.len())
            }
        };
        let content = body.get(..content_len);
        let total = header
            .len
            .checked_add(content_len)
            .and_then(|n| n.checked_add(tail));
        let raw = total.and_then(|total| self.rest.get(..total));
        let (Some(content), Some(raw)) = (content, raw) else {
            return Err(self.error(Term::ELEMENT_ENDS_BEHIND_ITS_SURROUNDINGS));
        };
        Ok(Element {
            tag: header.tag,
            raw,
            content,
            offset: self.offset,
            content_offset: self.offset.saturating_add(header.len),
            depth: self.depth,
            rules: self.rules,
        })
    }
}

impl<'a, 'n> Element<'a, 'n> {
    /// Reads what is inside a constructed element.
    pub fn children(&self) -> Result<Reader<'a, 'n>, Asn1Error> {
        if !self.tag.constructed {
            return Err(self.error(Term::CONSTRUCTED_ELEMENT_IS_EXPECTED));
        }
        if self.depth >= MAX_DEPTH {
            return Err(self.error(Term::ELEMENTS_ARE_NESTED_TOO_DEEP));
        }
        Ok(Reader {
            rest: self.content,
            offset: self.content_offset,
            depth: self.depth.saturating_add(1),
            rules: self.rules,
        })
    }

    /// Where the whole of it lies in what was handed in.
    pub fn span(&self) -> Range<usize> {
        self.offset..self.offset.saturating_add(self.raw.len())
    }

    /// Where its content lies in what was handed in.
    pub fn content_span(&self) -> Range<usize> {
        let end = self.content_offset.saturating_add(self.content.len());
        self.content_offset..end
    }

    /// An error at the element's first byte.
    pub fn error(&self, what: Term) -> Asn1Error {
        Asn1Error {
            offset: self.offset,
            what,
        }
    }

    /// Notes that DER would write this element otherwise, or refuses it.
    pub(super) fn note_ber(&self) -> Result<(), Asn1Error> {
        self.rules.note_ber(self.offset)
    }
}

const END_OF_CONTENTS: [u8; 2] = [0, 0];

/// Identifier and length octets.
struct Header {
    tag: Tag,
    len: usize,
    /// `None`: indefinite.
    content: Option<usize>,
    /// Whether the length has more bytes than it needs.
    padded: bool,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Self, Term> {
        const CUT: Term = Term::ELEMENT_IS_CUT_SHORT;
        let (&first, rest) = bytes.split_first().ok_or(CUT)?;
        let (number, rest) = match u32::from(first & 0x1f) {
            0x1f => high_tag_number(rest)?,
            low => (low, rest),
        };
        let tag = Tag {
            class: match first >> 6 {
                0 => Class::Universal,
                1 => Class::Application,
                2 => Class::Context,
                _ => Class::Private,
            },
            constructed: first & 0x20 != 0,
            number,
        };
        let (&first, rest) = rest.split_first().ok_or(CUT)?;
        let (content, padded, rest) = match first {
            0..=0x7f => (Some(usize::from(first)), false, rest),
            0x80 if tag.constructed => (None, false, rest),
            0x80 => return Err(Term::INDEFINITE_LENGTH_ON_A_PRIMITIVE_ELEMENT),
            0xff => return Err(Term::RESERVED_LENGTH_OCTET),
            _ => {
                let count = usize::from(first & 0x7f);
                let (octets, rest) = rest.split_at_checked(count).ok_or(CUT)?;
                let mut len: usize = 0;
                for &octet in octets {
                    len = len
                        .checked_mul(256)
                        .and_then(|len| len.checked_add(usize::from(octet)))
                        .ok_or(Term::LENGTH_BEYOND_ALL_MEMORY)?;
                }
                let padded = octets.first() == Some(&0) || len < 0x80;
                (Some(len), padded, rest)
            }
        };
        Ok(Self {
            tag,
            len: bytes.len().saturating_sub(rest.len()),
            content,
            padded,
        })
    }
}

/// A tag number of 31 or more, in base 128 (X.690 §8.1.2.4).
fn high_tag_number(bytes: &[u8]) -> Result<(u32, &[u8]), Term> {
    let mut number: u32 = 0;
    let mut rest = bytes;
    loop {
        let (&octet, behind) = rest.split_first().ok_or(Term::ELEMENT_IS_CUT_SHORT)?;
        if number == 0 && octet == 0x80 {
            return Err(Term::TAG_NUMBER_WITH_LEADING_ZEROS);
        }
        if number > u32::MAX >> 7 {
            return Err(Term::TAG_NUMBER_BEYOND_32_BITS);
        }
        number = number << 7 | u32::from(octet & 0x7f);
        rest = behind;
        if octet & 0x80 == 0 {
            break;
        }
    }
    if number < 31 {
        return Err(Term::SMALL_TAG_NUMBER_IN_THE_LONG_FORM);
    }
    Ok((number, rest))
}

/// Length of the content that `body` begins with, up to its end-of-contents octets.
fn indefinite_len(body: &[u8], depth: u32) -> Result<usize, Term> {
    let mut open: u32 = 1;
    let mut rest = body;
    loop {
        if let Some(behind) = rest.strip_prefix(&END_OF_CONTENTS) {
            open = open.saturating_sub(1);
            if open == 0 {
                return Ok(body.len().saturating_sub(rest.len()));
            }
            rest = behind;
            continue;
        }
        let header = Header::read(rest)?;
        let skip = match header.content {
            Some(len) => header
                .len
                .checked_add(len)
                .ok_or(Term::LENGTH_BEYOND_ALL_MEMORY)?,
            None if open >= depth => return Err(Term::ELEMENTS_ARE_NESTED_TOO_DEEP),
            None => {
                open = open.saturating_add(1);
                header.len
            }
        };
        rest = rest
            .get(skip..)
            .ok_or(Term::ELEMENT_ENDS_BEHIND_ITS_SURROUNDINGS)?;
    }
}
