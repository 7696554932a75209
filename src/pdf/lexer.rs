//! Tokens (ISO 32000-2 §7.2, §7.3), over bytes that may be a window into a longer file.

#[cfg(test)]
mod tests;

use super::{Octets, hex};
use crate::text::Term;

/// Why no token could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxError {
    /// The window ended within a token, or where one has to be looked for: with more bytes
    /// reading may succeed.
    WindowEnded,
    /// Whatever follows, the byte at `position` cannot stand there.
    Unexpected { position: usize, expected: Term },
    /// Arrays and dictionaries nest deeper than the limit.
    TooDeep,
    /// One object holds more values than any real one.
    TooMany,
}

/// A token; what it stands for is decoded.
#[derive(Clone, Debug, PartialEq)]
pub enum Token<'a> {
    Integer(i64),
    /// A number with a point, or one that no `i64` holds, as written.
    Real(&'a [u8]),
    String(Octets),
    Name(Octets),
    ArrayOpen,
    ArrayClose,
    DictionaryOpen,
    DictionaryClose,
    /// `obj`, `R`, `true`, `startxref`, …
    Keyword(&'a [u8]),
    /// The end of the file.
    End,
}

/// A token and where it stands in the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<'a> {
    pub token: Token<'a>,
    pub start: usize,
    pub end: usize,
}

/// White space (§7.2.3, Table 1).
pub fn is_space(byte: u8) -> bool {
    class::of(byte) == class::SPACE
}

/// Neither white space nor delimiter (§7.2.3).
pub fn is_regular(byte: u8) -> bool {
    class::of(byte) == class::REGULAR
}

/// Reads tokens one after the other.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    bytes: &'a [u8],
    position: usize,
    whole: bool,
}

impl<'a> Lexer<'a> {
    /// `whole` says that the file ends where `bytes` end; else they are a window.
    pub fn new(bytes: &'a [u8], whole: bool) -> Self {
        Self {
            bytes,
            position: 0,
            whole,
        }
    }

    pub fn position(&self) -> usize {
        self.position
    }

    pub fn seek(&mut self, position: usize) {
        self.position = position.min(self.bytes.len());
    }

    /// The byte `ahead` of the position; `None` at the end of the file.
    pub fn peek(&self, ahead: usize) -> Result<Option<u8>, SyntaxError> {
        match self.bytes.get(self.position.saturating_add(ahead)) {
            Some(byte) => Ok(Some(*byte)),
            None if self.whole => Ok(None),
            None => Err(SyntaxError::WindowEnded),
        }
    }

    /// Whether `text` stands at the position.
    pub fn stands(&self, text: &[u8]) -> Result<bool, SyntaxError> {
        let rest = self.rest();
        if rest.len() < text.len() && !self.whole && text.starts_with(rest) {
            return Err(SyntaxError::WindowEnded);
        }
        Ok(rest.starts_with(text))
    }

    /// Passes over white space and comments.
    pub fn skip_space(&mut self) -> Result<(), SyntaxError> {
        loop {
            match self.bytes.get(self.position) {
                Some(byte) if is_space(*byte) => self.position += 1,
                Some(b'%') => self.skip_comment(),
                Some(_) => return Ok(()),
                None if self.whole => return Ok(()),
                None => return Err(SyntaxError::WindowEnded),
            }
        }
    }

    fn skip_comment(&mut self) {
        let rest = self.rest();
        let length = memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
        self.position += length;
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.position..).unwrap_or_default()
    }

    /// The next token.
    pub fn token(&mut self) -> Result<Spanned<'a>, SyntaxError> {
        self.skip_space()?;
        let start = self.position;
        let token = match self.peek(0)? {
            None => Token::End,
            Some(b'/') => Token::Name(self.name()?),
            Some(b'(') => Token::String(self.literal_string()?),
            Some(b'<') if self.peek(1)? == Some(b'<') => self.punctuation(2, Token::DictionaryOpen),
            Some(b'<') => Token::String(self.hex_string()?),
            Some(b'>') if self.peek(1)? == Some(b'>') => {
                self.punctuation(2, Token::DictionaryClose)
            }
            Some(b'[') => self.punctuation(1, Token::ArrayOpen),
            Some(b']') => self.punctuation(1, Token::ArrayClose),
            Some(byte) if is_regular(byte) => classify(self.regular()?),
            Some(_) => return Err(self.unexpected(Term::TOKEN)),
        };
        Ok(Spanned {
            token,
            start,
            end: self.position,
        })
    }

    /// Whether what follows is `generation R`, the rest of a reference; then it is passed over.
    pub fn reference_tail(&mut self) -> Result<Option<u16>, SyntaxError> {
        // Most numbers stand for themselves: another token follows at once.
        if let Some(b']' | b'/' | b'>' | b'(' | b'[' | b'<') = self.bytes.get(self.position) {
            return Ok(None);
        }
        let before = self.position;
        let generation = self.reference_tail_inner()?;
        if generation.is_none() {
            self.position = before;
        }
        Ok(generation)
    }

    /// Passes over `N G R`, a blank before it or none, as most arrays have them; where anything else
    /// stands here, over nothing. Gives number, generation and where it begins.
    pub fn plain_reference(&mut self) -> Option<(u32, u16, usize)> {
        let rest = self.rest();
        let start = usize::from(rest.first() == Some(&b' '));
        let (number, behind) = digits(rest, start, NUMBER_DIGITS)?;
        let (generation, behind) = digits(rest, behind + 1, GENERATION_DIGITS)?;
        let [b' ', b'R', next, ..] = rest.get(behind..)? else {
            return None;
        };
        if is_regular(*next) {
            return None;
        }
        let start = self.position + start;
        self.position += behind + 2;
        Some((number, u16::try_from(generation).ok()?, start))
    }

    fn reference_tail_inner(&mut self) -> Result<Option<u16>, SyntaxError> {
        self.skip_space()?;
        let rest = self.rest();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit());
        let generation = digits.clone().fold(0, |number: u32, digit| {
            number
                .saturating_mul(10)
                .saturating_add(u32::from(digit - b'0'))
        });
        match digits.count() {
            0 if rest.is_empty() && !self.whole => return Err(SyntaxError::WindowEnded),
            0 => return Ok(None),
            length => self.position += length,
        }
        self.skip_space()?;
        if self.peek(0)? != Some(b'R') || self.peek(1)?.is_some_and(is_regular) {
            return Ok(None);
        }
        self.position += 1;
        Ok(u16::try_from(generation).ok())
    }

    fn punctuation(&mut self, length: usize, token: Token<'a>) -> Token<'a> {
        self.position += length;
        token
    }

    fn unexpected(&self, expected: Term) -> SyntaxError {
        SyntaxError::Unexpected {
            position: self.position,
            expected,
        }
    }

    fn regular(&mut self) -> Result<&'a [u8], SyntaxError> {
        let rest = self.rest();
        let length = match rest.iter().position(|byte| !is_regular(*byte)) {
            Some(length) => length,
            None if self.whole => rest.len(),
            None => return Err(SyntaxError::WindowEnded),
        };
        self.position += length;
        Ok(rest.get(..length).unwrap_or_default())
    }

    fn name(&mut self) -> Result<Octets, SyntaxError> {
        self.position += 1;
        let written = self.regular()?;
        if !written.contains(&b'#') {
            return Ok(written.into());
        }
        let mut name = Vec::with_capacity(written.len());
        let mut rest = written;
        while let Some((&byte, behind)) = rest.split_first() {
            rest = behind;
            let pair = behind.first_chunk::<2>().filter(|_| byte == b'#');
            match pair.and_then(|[high, low]| Some(hex::value(*high)? << 4 | hex::value(*low)?)) {
                Some(decoded) => {
                    name.push(decoded);
                    rest = behind.get(2..).unwrap_or_default();
                }
                None => name.push(byte),
            }
        }
        Ok(name.into())
    }

    fn hex_string(&mut self) -> Result<Octets, SyntaxError> {
        self.position += 1;
        let rest = self.rest();
        if !self.whole && goes_on(rest) {
            return Err(SyntaxError::WindowEnded);
        }
        let end = memchr::memchr(b'>', rest);
        let digits = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        if let Some(foreign) = hex::first_foreign(digits) {
            self.position += foreign;
            return Err(self.unexpected(Term::HEXADECIMAL_DIGIT));
        }
        self.position += digits.len();
        match end {
            Some(_) => self.position += 1,
            None if self.whole => return Err(self.unexpected(Term::HEX_STRING_END)),
            None => return Err(SyntaxError::WindowEnded),
        }
        Ok(match digits.len() {
            0..=DECODED_AT_ONCE => hex::decode(digits).into(),
            _ => Octets::of_digits(digits),
        })
    }

    fn literal_string(&mut self) -> Result<Octets, SyntaxError> {
        self.position += 1;
        let rest = self.rest();
        let special = |byte: &u8| matches!(byte, b'(' | b')' | b'\\' | b'\r');
        let plain = rest.iter().position(special).unwrap_or(rest.len());
        let text = rest.get(..plain).unwrap_or_default();
        self.position += plain;
        if rest.get(plain) == Some(&b')') {
            self.position += 1;
            return Ok(text.into());
        }
        let mut string = text.to_vec();
        let mut depth: usize = 1;
        loop {
            let Some(byte) = self.peek(0)? else {
                return Err(self.unexpected(Term::STRING_END));
            };
            self.position += 1;
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    self.escape(&mut string)?;
                    continue;
                }
                b'\r' => {
                    self.skip_line_feed()?;
                    string.push(b'\n');
                    continue;
                }
                _ => {}
            }
            if depth == 0 {
                return Ok(string.into());
            }
            string.push(byte);
        }
    }

    /// What follows a backslash (§7.3.4.2, Table 3).
    fn escape(&mut self, string: &mut Vec<u8>) -> Result<(), SyntaxError> {
        let Some(byte) = self.peek(0)? else {
            return Err(self.unexpected(Term::STRING_END));
        };
        self.position += 1;
        match byte {
            b'n' => string.push(b'\n'),
            b'r' => string.push(b'\r'),
            b't' => string.push(b'\t'),
            b'b' => string.push(8),
            b'f' => string.push(12),
            b'\r' => self.skip_line_feed()?,
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek(0)? else {
                        break;
                    };
                    value = value * 8 + u32::from(digit - b'0');
                    self.position += 1;
                }
                // §7.3.4.2: high-order overflow is ignored.
                string.push((value & 0xFF) as u8);
            }
            other => string.push(other),
        }
        Ok(())
    }

    fn skip_line_feed(&mut self) -> Result<(), SyntaxError> {
        if self.peek(0)? == Some(b'\n') {
            self.position += 1;
        }
        Ok(())
    }
}

/// Digits of an object number, and of a generation, that surely fit.
pub const NUMBER_DIGITS: usize = 9;
pub const GENERATION_DIGITS: usize = 4;

/// The number at `start`, of at most so many digits, where a blank follows it; and where that is.
pub fn digits(text: &[u8], start: usize, most: usize) -> Option<(u32, usize)> {
    let mut number: u32 = 0;
    for (index, byte) in text.get(start..)?.iter().take(most + 1).enumerate() {
        match byte {
            b'0'..=b'9' => number = number.wrapping_mul(10).wrapping_add((byte - b'0').into()),
            b' ' if index > 0 => return Some((number, start + index)),
            _ => return None,
        }
    }
    None
}

/// Longer hexadecimal strings stay as they are written until somebody asks for them.
pub const DECODED_AT_ONCE: usize = 256;

/// How far the end of a hexadecimal string is looked for before its digits are.
const LOOK_AHEAD: usize = 64 << 10;

/// Whether digits reach the end of the window, by the look of its last ones: then the window has
/// to be longer.
fn goes_on(rest: &[u8]) -> bool {
    let last = rest.last_chunk::<{ hex::BLOCK }>();
    last.is_some_and(hex::all_digits)
        && rest.len() <= LOOK_AHEAD
        && memchr::memchr(b'>', rest).is_none()
}

/// What a byte is to a reader of tokens.
pub mod class {
    pub const REGULAR: u8 = 0;
    pub const SPACE: u8 = 1;
    pub const DELIMITER: u8 = 2;

    /// White space (§7.2.3, Table 1) and delimiters (Table 2).
    #[expect(
        clippy::indexing_slicing,
        clippy::cast_possible_truncation,
        reason = "a constant: out of bounds it would not compile"
    )]
    pub const CLASSES: [u8; 256] = {
        let mut classes = [REGULAR; 256];
        let mut byte = 0;
        while byte < classes.len() {
            classes[byte] = match byte as u8 {
                0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ' => SPACE,
                b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' => DELIMITER,
                _ => REGULAR,
            };
            byte += 1;
        }
        classes
    };

    pub fn of(byte: u8) -> u8 {
        CLASSES.get(usize::from(byte)).copied().unwrap_or(REGULAR)
    }
}

/// A number or a keyword. Numbers that producers spell outside the grammar (`--5`, `1e-5`, a lone
/// sign) stay numbers, but only as text: readers disagree about their value.
fn classify(text: &[u8]) -> Token<'_> {
    let digits = match text {
        [b'+' | b'-', digits @ ..] => digits,
        _ => text,
    };
    if let 1..=MOST_SURE_DIGITS = text.len()
        && let Some(number) = decimal(text).and_then(|it| i64::try_from(it).ok())
    {
        return Token::Integer(number);
    }
    if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) {
        let integer = std::str::from_utf8(text).ok().and_then(|t| t.parse().ok());
        return integer.map_or(Token::Real(text), Token::Integer);
    }
    let begins_as_number = matches!(text.first(), Some(b'0'..=b'9' | b'+' | b'-' | b'.'));
    let of_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
    if begins_as_number && text.iter().all(of_number) {
        Token::Real(text)
    } else {
        Token::Keyword(text)
    }
}

/// What eight digits stand for, where nothing else stands there: those of a word at once.
pub fn eight_digits(digits: [u8; 8]) -> Option<u64> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let values = u64::from_le_bytes(digits).wrapping_sub(EACH * 0x30);
    // Above 9, a value has its highest bit, or gets it with what is missing from 10 to 128.
    if (values | values.wrapping_add(EACH * 0x76)) & (EACH * 0x80) != 0 {
        return None;
    }
    let pairs = values.wrapping_mul(1 + (10 << 8)) >> 8 & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(1 + (100 << 16)) >> 16 & 0x0000_FFFF_0000_FFFF;
    Some(fours.wrapping_mul(1 + (10_000 << 32)) >> 32)
}

/// So many digits fit into an `i64` whatever they are.
pub const MOST_SURE_DIGITS: usize = 18;

/// What at most [`MOST_SURE_DIGITS`] digits stand for, where nothing else stands there.
pub fn decimal(digits: &[u8]) -> Option<u64> {
    let mut number: u64 = 0;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number.wrapping_mul(10).wrapping_add(digit.into());
    }
    Some(number)
}
