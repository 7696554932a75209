//! Where a file begins and ends: `%PDF-`, `startxref`, `%%EOF` (ISO 32000-2 §7.5.2, §7.5.5).

#[cfg(test)]
mod tests;

use super::{
    ReadError,
    input::Input,
    lexer::{Lexer, MOST_SURE_DIGITS, decimal, is_space},
};
use crate::text::Term;

/// Within how many bytes the header has to begin: what Acrobat does (ISO 32000-1, Annex H.3).
const HEADER_WITHIN: u64 = 1024;

/// How far from the end of the file its last `startxref` is searched.
const STARTXREF_WITHIN: u64 = 1 << 20;

/// How many words `startxref` without a number behind are passed over.
const STARTXREF_TRIED: u32 = 64;

/// `startxref`, a number and `%%EOF`, with a byte behind.
const USUAL_TAIL: u64 = 64;

/// White space and comments that may stand around `startxref`.
const TAIL_LENGTH: u64 = 4096;

/// `%PDF-M.m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    pub offset: u64,
    pub version: (u8, u8),
}

impl Header {
    /// Stands for the header of a file that has none.
    pub const MISSING: Self = Self {
        offset: 0,
        version: (1, 0),
    };

    /// # Errors
    /// `NotAPdf` where none begins within the first 1,024 bytes.
    pub fn find(input: &Input<'_>) -> Result<Self, ReadError> {
        let found = input.find(b"%PDF-", 0, HEADER_WITHIN)?;
        let offset = found.ok_or(ReadError::NotAPdf)?;
        let window = input.window(offset, 16)?;
        let text = window.bytes.get(5..).unwrap_or_default();
        Ok(Self {
            offset,
            version: version(text).unwrap_or((1, 0)),
        })
    }
}

/// `M.m` at the start of `text`.
pub fn version(text: &[u8]) -> Option<(u8, u8)> {
    match text {
        [major @ b'0'..=b'9', b'.', minor @ b'0'..=b'9', ..] => Some((major - b'0', minor - b'0')),
        _ => None,
    }
}

/// What stands behind a trailer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tail {
    /// The number behind `startxref`.
    pub startxref: u64,
    /// Offset behind `%%EOF`, or behind the number where that is missing.
    pub eof: u64,
    /// Offset behind the end of line after `%%EOF`.
    pub end: u64,
    /// Whether `%%EOF` is there.
    pub marked: bool,
}

impl Tail {
    /// Reads `startxref`, the number and `%%EOF` if they stand at `offset`, white space and
    /// comments before each aside: what stands elsewhere is no end of this revision.
    pub fn read(input: &Input<'_>, offset: u64) -> Result<Option<Self>, ReadError> {
        let near = input.window(offset, USUAL_TAIL)?;
        if let Some(tail) = Self::usual(&near.bytes, near.whole, offset) {
            return Ok(Some(tail));
        }
        let window = input.window(offset, TAIL_LENGTH)?;
        Ok(Self::parse(&window.bytes, offset))
    }

    /// The tail at the start of `bytes`, which stand at `offset`, where they hold all of it.
    pub fn usual(bytes: &[u8], whole: bool, offset: u64) -> Option<Self> {
        if let Some(tail) = Self::plain(bytes, offset) {
            return Some(tail);
        }
        let behind = offset.saturating_add(bytes.len() as u64);
        let complete = |tail: &Self| tail.marked && (whole || tail.end < behind);
        Self::parse(bytes, offset).filter(complete)
    }

    /// The tail as most are written, with a byte behind that belongs to something else.
    fn plain(bytes: &[u8], offset: u64) -> Option<Self> {
        let rest = bytes.strip_prefix(b"\n").unwrap_or(bytes);
        let rest = rest.strip_prefix(b"startxref\n")?;
        let digits = rest
            .iter()
            .take(MOST_SURE_DIGITS)
            .position(|byte| *byte == b'\n')?;
        let startxref = decimal(rest.get(..digits).filter(|digits| !digits.is_empty())?)?;
        let behind = rest.get(digits..)?.strip_prefix(b"\n%%EOF")?;
        let [b'\n', _, ..] = behind else {
            return None;
        };
        let eof = offset.saturating_add((bytes.len() - behind.len()) as u64);
        Some(Self {
            startxref,
            eof,
            end: eof.saturating_add(1),
            marked: true,
        })
    }

    fn parse(bytes: &[u8], offset: u64) -> Option<Self> {
        let mut lexer = Lexer::new(bytes, true);
        lexer.skip_space().ok()?;
        if !lexer.stands(b"startxref").ok()? {
            return None;
        }
        lexer.seek(lexer.position() + b"startxref".len());
        lexer.skip_space().ok()?;
        let start = lexer.position();
        let rest = bytes.get(start..)?;
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit());
        let behind_number = start.checked_add(digits.count())?;
        let number = bytes.get(start..behind_number)?;
        let startxref = std::str::from_utf8(number).ok()?.parse().ok()?;
        let mark = end_mark(bytes, behind_number);
        let eof = mark.unwrap_or(behind_number);
        let line_end = match bytes.get(eof..).unwrap_or_default() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        Some(Self {
            startxref,
            eof: offset.saturating_add(eof as u64),
            end: offset.saturating_add(eof as u64).saturating_add(line_end),
            marked: mark.is_some(),
        })
    }

    /// The tail that the last `startxref` of the file begins.
    ///
    /// # Errors
    /// `Damaged` where none stands within the last MiB.
    pub fn last(input: &Input<'_>) -> Result<Self, ReadError> {
        let from = input.len().saturating_sub(STARTXREF_WITHIN);
        let mut to = input.len();
        for _ in 0..STARTXREF_TRIED {
            let Some(offset) = input.find_last(b"startxref", from, to)? else {
                break;
            };
            if let Some(tail) = Self::read(input, offset)? {
                return Ok(tail);
            }
            to = offset;
        }
        Err(ReadError::Damaged {
            offset: from,
            object: None,
            expected: Term::STARTXREF,
        })
    }
}

/// The position behind `%%EOF` if only white space and other comments stand before it.
fn end_mark(bytes: &[u8], from: usize) -> Option<usize> {
    let mut position = from;
    loop {
        let rest = bytes.get(position..)?;
        let blanks = rest.iter().take_while(|byte| is_space(**byte)).count();
        let rest = rest.get(blanks..)?;
        position += blanks;
        if rest.starts_with(b"%%EOF") {
            return Some(position + b"%%EOF".len());
        }
        if rest.first() != Some(&b'%') {
            return None;
        }
        let comment = rest
            .iter()
            .take_while(|byte| !matches!(byte, b'\r' | b'\n'));
        position += comment.count();
    }
}
