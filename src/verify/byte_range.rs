//! The form of a `/ByteRange`, and that its gap is this signature's `/Contents` and nothing else.
//!
//! Source: ISO 32000-2 §12.8.1; EN 319 142-1 clause 6.3, k). More than two pairs are refused.

use super::node::Node;
use crate::{
    pdf::{ReadError, View, hex},
    text::Term,
};

/// The bytes `0..gap_start` and `gap_end..end` of the file: in order, within it, one gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ByteRange {
    pub(super) gap_start: u64,
    pub(super) gap_end: u64,
    pub(super) end: u64,
}

/// What is wrong with a byte range, or with the `/Contents` that its gap must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Missing,
    NotFourIntegers,
    NotFromZero,
    Negative,
    /// The second piece begins before the first ends.
    Overlap,
    PastEnd,
    /// `/ByteRange` or `/Contents` stands in the dictionary twice.
    Repeated,
    ContentsMissing,
    /// `/Contents` stands in an object stream, where no gap can be.
    ContentsPacked,
    ContentsNotHexadecimal,
    /// Another signature has the same `/Contents`, by reference.
    ContentsShared,
    GapIsNotContents,
}

impl Fault {
    /// What it is, in a few words.
    pub(super) fn term(self) -> Term {
        match self {
            Self::Missing => Term::NO_BYTE_RANGE,
            Self::NotFourIntegers => Term::BYTE_RANGE_IS_NOT_FOUR_INTEGERS,
            Self::NotFromZero => Term::BYTE_RANGE_DOES_NOT_BEGIN_AT_BYTE_0,
            Self::Negative => Term::BYTE_RANGE_HAS_A_NEGATIVE_NUMBER,
            Self::Overlap => Term::PIECES_OF_BYTE_RANGE_OVERLAP,
            Self::PastEnd => Term::BYTE_RANGE_ENDS_BEHIND_THE_FILE,
            Self::Repeated => Term::BYTE_RANGE_OR_CONTENTS_STANDS_TWICE,
            Self::ContentsMissing => Term::NO_CONTENTS,
            Self::ContentsPacked => Term::CONTENTS_LIES_IN_AN_OBJECT_STREAM,
            Self::ContentsNotHexadecimal => Term::CONTENTS_IS_NO_HEXADECIMAL_STRING,
            Self::ContentsShared => Term::CONTENTS_BELONGS_TO_ANOTHER_SIGNATURE,
            Self::GapIsNotContents => Term::GAP_IS_NOT_CONTENTS,
        }
    }
}

/// Reads `/ByteRange` of the signature dictionary `signature` in a file of `len` bytes.
pub(super) fn read(
    view: View<'_>,
    signature: &Node,
    len: u64,
) -> Result<Result<ByteRange, Fault>, ReadError> {
    let array = match signature.get(view, b"ByteRange") {
        // An indirect value that cannot be read breaks this signature, not the whole document.
        Err(error) if is_of_this_alone(&error) => return Ok(Err(Fault::NotFourIntegers)),
        found => found?,
    };
    let Some(array) = array else {
        return Ok(Err(Fault::Missing));
    };
    if array
        .object()
        .as_array()
        .is_none_or(|items| items.len() != 4)
    {
        return Ok(Err(Fault::NotFourIntegers));
    }
    let mut numbers = Vec::with_capacity(4);
    for item in array.items(view)? {
        let Some(number) = item.and_then(|item| item.object().as_integer()) else {
            return Ok(Err(Fault::NotFourIntegers));
        };
        numbers.push(number);
    }
    Ok(form(&numbers, len))
}

/// Judges the numbers alone.
pub(super) fn form(numbers: &[i64], len: u64) -> Result<ByteRange, Fault> {
    let &[first, first_len, second, second_len] = numbers else {
        return Err(Fault::NotFourIntegers);
    };
    let number = |value: i64| u64::try_from(value).map_err(|_| Fault::Negative);
    let (first, gap_start) = (number(first)?, number(first_len)?);
    let (gap_end, second_len) = (number(second)?, number(second_len)?);
    let end = gap_end.checked_add(second_len).ok_or(Fault::PastEnd)?;
    if first != 0 {
        return Err(Fault::NotFromZero);
    }
    if gap_end < gap_start {
        return Err(Fault::Overlap);
    }
    if end > len {
        return Err(Fault::PastEnd);
    }
    Ok(ByteRange {
        gap_start,
        gap_end,
        end,
    })
}

/// The `/Contents` of a signature dictionary as it stands in the file.
#[derive(Clone, Debug)]
pub(super) struct Contents {
    /// Absolute offset of `<`.
    pub(super) start: u64,
    /// Absolute offset behind `>`.
    pub(super) end: u64,
    /// The bytes that the digits stand for; never decrypted (§7.6.2).
    pub(super) bytes: Vec<u8>,
}

/// Reads `/Contents` of the signature dictionary `signature` from its own token.
pub(super) fn contents(
    view: View<'_>,
    signature: &Node,
    taken: impl FnOnce(u64) -> bool,
) -> Result<Result<Contents, Fault>, ReadError> {
    let repeated = signature
        .dictionary()
        .is_some_and(|entries| entries.repeats(b"Contents") || entries.repeats(b"ByteRange"));
    if repeated {
        return Ok(Err(Fault::Repeated));
    }
    let string = match signature.get(view, b"Contents") {
        // An indirect value that cannot be read breaks this signature, not the whole document.
        Err(error) if is_of_this_alone(&error) => {
            return Ok(Err(Fault::ContentsNotHexadecimal));
        }
        found => found?,
    };
    let Some(string) = string else {
        return Ok(Err(Fault::ContentsMissing));
    };
    if string.object().as_string().is_none() {
        return Ok(Err(Fault::ContentsMissing));
    }
    let Some((start, end, text)) = string.token() else {
        return Ok(Err(Fault::ContentsPacked));
    };
    if taken(start) {
        return Ok(Err(Fault::ContentsShared));
    }
    Ok(match decode(text) {
        Some(bytes) => Ok(Contents { start, end, bytes }),
        None => Err(Fault::ContentsNotHexadecimal),
    })
}

/// Whether others can still be read.
fn is_of_this_alone(error: &ReadError) -> bool {
    match error {
        ReadError::Damaged { .. } => true,
        ReadError::Limit(exceeded) => !exceeded.limit.is_shared(),
        _ => false,
    }
}

/// The bytes of a hexadecimal string with its delimiters (§7.3.4.3).
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    hex::decode_all(text.strip_prefix(b"<")?.strip_suffix(b">")?)
}

/// That the gap is exactly the token of `/Contents`, delimiters included.
pub(super) fn gap(range: ByteRange, contents: &Contents) -> Result<(), Fault> {
    let same = range.gap_start == contents.start && range.gap_end == contents.end;
    same.then_some(()).ok_or(Fault::GapIsNotContents)
}

#[cfg(test)]
mod tests {
    use super::{ByteRange, Fault, decode, form};

    #[test]
    fn four_numbers_in_order_within_the_file() {
        let good = ByteRange {
            gap_start: 10,
            gap_end: 20,
            end: 30,
        };
        assert_eq!(form(&[0, 10, 20, 10], 30), Ok(good));
        for (numbers, fault) in [
            (vec![0, 10, 20], Fault::NotFourIntegers),
            (vec![0, 10, 20, 5, 25, 5], Fault::NotFourIntegers),
            (vec![1, 10, 20, 10], Fault::NotFromZero),
            (vec![0, -10, 20, 10], Fault::Negative),
            (vec![0, 10, 20, -1], Fault::Negative),
            (vec![0, 21, 20, 10], Fault::Overlap),
            (vec![0, 10, 20, 11], Fault::PastEnd),
            (vec![0, 10, i64::MAX, i64::MAX], Fault::PastEnd),
        ] {
            assert_eq!(form(&numbers, 30), Err(fault), "{numbers:?}");
        }
    }

    #[test]
    fn hexadecimal_strings_with_white_space_and_an_odd_digit() {
        assert_eq!(decode(b"<30 8\n2F>"), Some(vec![0x30, 0x82, 0xf0]));
        assert_eq!(decode(b"<>"), Some(vec![]));
        for text in [&b"(30)"[..], b"<30", b"30>", b"<3g>", b"<30>>", b""] {
            assert_eq!(decode(text), None);
        }
    }
}
