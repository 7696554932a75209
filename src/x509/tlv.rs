//! One DER element after another, as spans.

use std::ops::Range;

/// An element: its tag byte, the whole of it and its content, as ranges of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tlv {
    pub tag: u8,
    pub whole: Range<usize>,
    pub content: Range<usize>,
}

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OID: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// Walks over the elements in one range of the input.
pub(crate) struct Walk<'a> {
    input: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Walk<'a> {
    /// Walks over `range` of `input`; a range outside of it holds nothing.
    pub fn over(input: &'a [u8], range: Range<usize>) -> Self {
        let end = range.end.min(input.len());
        Self {
            input,
            at: range.start.min(end),
            end,
        }
    }

    pub fn is_done(&self) -> bool {
        self.at >= self.end
    }

    /// The tag byte of what comes next.
    pub fn peek(&self) -> Option<u8> {
        self.input.get(self.at..self.end)?.first().copied()
    }

    /// The next element; `None` unless it is DER with a tag number below 31 and lies whole within.
    pub fn next(&mut self) -> Option<Tlv> {
        let rest = self.input.get(self.at..self.end)?;
        let tag = *rest.first()?;
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (length, header) = length(rest.get(1..)?)?;
        let start = self.at.checked_add(1)?.checked_add(header)?;
        let stop = start.checked_add(length)?;
        if stop > self.end {
            return None;
        }
        let whole = self.at..stop;
        self.at = stop;
        Some(Tlv {
            tag,
            whole,
            content: start..stop,
        })
    }

    /// The next element, where it has the tag `tag`.
    pub fn expect(&mut self, tag: u8) -> Option<Tlv> {
        (self.peek()? == tag).then(|| self.next()).flatten()
    }
}

/// A DER length (X.690 §10.1: definite, in the fewest bytes), and how many bytes it takes.
fn length(bytes: &[u8]) -> Option<(usize, usize)> {
    let first = *bytes.first()?;
    if first < 0x80 {
        return Some((usize::from(first), 1));
    }
    let count = usize::from(first & 0x7f);
    if !(1..=4).contains(&count) {
        return None;
    }
    let digits = bytes.get(1..=count)?;
    let value = digits
        .iter()
        .fold(0u64, |value, &digit| value << 8 | u64::from(digit));
    let minimal = value >= 0x80 && digits.first() != Some(&0);
    if !minimal {
        return None;
    }
    Some((usize::try_from(value).ok()?, count.checked_add(1)?))
}

/// A dotted OID from the content of an OBJECT IDENTIFIER.
pub(crate) fn dotted(content: &[u8]) -> Option<String> {
    let mut arcs: Vec<u128> = Vec::new();
    let mut arc: u128 = 0;
    for (index, &byte) in content.iter().enumerate() {
        if arc > u128::MAX >> 8 {
            return None;
        }
        arc = arc << 7 | u128::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            if arcs.is_empty() {
                let root = (arc / 40).min(2);
                arcs.push(root);
                arc = arc.checked_sub(root.checked_mul(40)?)?;
            }
            arcs.push(arc);
            arc = 0;
        } else if index + 1 == content.len() {
            return None;
        }
    }
    (!arcs.is_empty()).then(|| {
        let words: Vec<String> = arcs.iter().map(u128::to_string).collect();
        words.join(".")
    })
}

#[cfg(test)]
mod tests {
    use super::{SEQUENCE, Walk, dotted};

    #[test]
    fn only_der_lengths_are_taken() {
        let next = |bytes: &[u8]| Walk::over(bytes, 0..bytes.len()).next();
        assert_eq!(next(&[0x30, 0x01, 0x00]).unwrap().content, 2..3);
        assert_eq!(
            next(&[0x30, 0x81, 0x01, 0x00]),
            None,
            "two bytes where one does"
        );
        assert_eq!(next(&[0x30, 0x80, 0x00, 0x00]), None, "indefinite");
        assert_eq!(next(&[0x30, 0x02, 0x00]), None, "cut off");
        assert_eq!(next(&[0x1f, 0x81, 0x01, 0x00]), None, "a long tag");
        assert_eq!(next(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), None);
        assert!(Walk::over(&[0x02, 0x00], 0..2).expect(SEQUENCE).is_none());
    }

    #[test]
    fn oids_are_dotted() {
        assert_eq!(dotted(&[0x55, 0x04, 0x03]).as_deref(), Some("2.5.4.3"));
        assert_eq!(
            dotted(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b]).as_deref(),
            Some("1.2.840.113549.1.1.11")
        );
        assert_eq!(dotted(&[0x88, 0x37, 0x01]).as_deref(), Some("2.999.1"));
        assert_eq!(dotted(&[]), None);
        assert_eq!(dotted(&[0x55, 0x84]), None);
        assert_eq!(dotted(&[0xff; 40]), None);
    }
}
