//! Tokens (ISO 32000-2 §7.2, §7.3), over bytes that may be a window into a longer file.

#[cfg(test)]
mod tests;

/// Why no token could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxError {
    /// The window ended within a token, or where one has to be looked for: with more bytes
    /// reading may succeed.
    WindowEnded,
    /// Whatever follows, the byte at `position` cannot stand there.
    Unexpected {
        position: usize,
        expected: &'static str,
    },
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
    String(Vec<u8>),
    Name(Vec<u8>),
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
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

/// Neither white space nor delimiter (§7.2.3).
pub fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(
            byte,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
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
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        if rest.len() < text.len() && !self.whole && text.starts_with(rest) {
            return Err(SyntaxError::WindowEnded);
        }
        Ok(rest.starts_with(text))
    }

    /// Passes over white space and comments.
    pub fn skip_space(&mut self) -> Result<(), SyntaxError> {
        while let Some(byte) = self.peek(0)? {
            if byte == b'%' {
                self.skip_comment()?;
            } else if is_space(byte) {
                self.position += 1;
            } else {
                break;
            }
        }
        Ok(())
    }

    fn skip_comment(&mut self) -> Result<(), SyntaxError> {
        while let Some(byte) = self.peek(0)? {
            if matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.position += 1;
        }
        Ok(())
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
            Some(_) => return Err(self.unexpected("a token")),
        };
        Ok(Spanned {
            token,
            start,
            end: self.position,
        })
    }

    /// Whether what follows is `generation R`, the rest of a reference; then it is passed over.
    pub fn reference_tail(&mut self) -> Result<Option<u16>, SyntaxError> {
        let before = self.position;
        let generation = self.reference_tail_inner()?;
        if generation.is_none() {
            self.position = before;
        }
        Ok(generation)
    }

    fn reference_tail_inner(&mut self) -> Result<Option<u16>, SyntaxError> {
        self.skip_space()?;
        let mut generation: u32 = 0;
        let first = self.position;
        while let Some(digit @ b'0'..=b'9') = self.peek(0)? {
            generation = generation
                .saturating_mul(10)
                .saturating_add(u32::from(digit - b'0'));
            self.position += 1;
        }
        if self.position == first {
            return Ok(None);
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

    fn unexpected(&self, expected: &'static str) -> SyntaxError {
        SyntaxError::Unexpected {
            position: self.position,
            expected,
        }
    }

    fn regular(&mut self) -> Result<&'a [u8], SyntaxError> {
        let start = self.position;
        while self.peek(0)?.is_some_and(is_regular) {
            self.position += 1;
        }
        Ok(self.bytes.get(start..self.position).unwrap_or_default())
    }

    fn name(&mut self) -> Result<Vec<u8>, SyntaxError> {
        self.position += 1;
        let written = self.regular()?;
        if !written.contains(&b'#') {
            return Ok(written.to_vec());
        }
        let mut name = Vec::with_capacity(written.len());
        let mut rest = written;
        while let Some((&byte, behind)) = rest.split_first() {
            rest = behind;
            let pair = behind.first_chunk::<2>().filter(|_| byte == b'#');
            match pair.and_then(|[high, low]| Some(hex(*high)? << 4 | hex(*low)?)) {
                Some(decoded) => {
                    name.push(decoded);
                    rest = behind.get(2..).unwrap_or_default();
                }
                None => name.push(byte),
            }
        }
        Ok(name)
    }

    fn hex_string(&mut self) -> Result<Vec<u8>, SyntaxError> {
        self.position += 1;
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        if !self.whole && goes_on(rest) {
            return Err(SyntaxError::WindowEnded);
        }
        let mut string = hex_pairs(rest);
        self.position += 2 * string.len();
        let mut high: Option<u8> = None;
        loop {
            let Some(byte) = self.peek(0)? else {
                return Err(self.unexpected("`>`"));
            };
            if byte != b'>' && !is_space(byte) {
                let digit = hex(byte).ok_or_else(|| self.unexpected("a hexadecimal digit"))?;
                match high.take() {
                    Some(half) => string.push(half << 4 | digit),
                    None => high = Some(digit),
                }
            }
            self.position += 1;
            if byte == b'>' {
                // §7.3.4.3: the missing last digit of an odd number is 0.
                string.extend(high.map(|half| half << 4));
                return Ok(string);
            }
        }
    }

    fn literal_string(&mut self) -> Result<Vec<u8>, SyntaxError> {
        self.position += 1;
        let mut string = Vec::new();
        let mut depth: usize = 1;
        loop {
            let Some(byte) = self.peek(0)? else {
                return Err(self.unexpected("`)`"));
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
                return Ok(string);
            }
            string.push(byte);
        }
    }

    /// What follows a backslash (§7.3.4.2, Table 3).
    fn escape(&mut self, string: &mut Vec<u8>) -> Result<(), SyntaxError> {
        let Some(byte) = self.peek(0)? else {
            return Err(self.unexpected("`)`"));
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

/// No digit's value has all bits set, nor have two of them together.
const NO_DIGIT: u8 = 0xFF;

/// Digits of a hexadecimal string that are decoded at once.
const BLOCK: usize = 64;

/// How far the end of a hexadecimal string is looked for, to make room for it at once.
const LOOK_AHEAD: usize = 64 << 10;

/// Whether digits reach the end of the window, by the look of its last ones: then none is decoded
/// before the window is longer.
fn goes_on(rest: &[u8]) -> bool {
    let ends_with_digits = rest
        .last_chunk()
        .is_some_and(|block| hex_block(block).is_some());
    ends_with_digits && rest.len() <= LOOK_AHEAD && memchr::memchr(b'>', rest).is_none()
}

/// Decodes digits in pairs with nothing between them, as far as they go: so `/Contents` of a
/// signature is written, the longest string that a file has, and the fiftieth signature reads 49.
fn hex_pairs(rest: &[u8]) -> Vec<u8> {
    let near = rest.get(..LOOK_AHEAD).unwrap_or(rest);
    let digits = memchr::memchr(b'>', near).unwrap_or(0);
    let mut string = Vec::with_capacity(digits.div_ceil(2));
    let (blocks, _) = rest.as_chunks::<BLOCK>();
    for block in blocks {
        let Some(bytes) = hex_block(block) else { break };
        string.extend_from_slice(&bytes);
    }
    let (pairs, _) = rest
        .get(2 * string.len()..)
        .unwrap_or_default()
        .as_chunks::<2>();
    for pair in pairs {
        let [high, low] = pair.map(digit);
        if (high | low) == NO_DIGIT {
            break;
        }
        string.push(high << 4 | low);
    }
    string
}

/// `None` where something stands among the digits. Two loops, each of which a compiler turns into
/// operations on many bytes at once.
fn hex_block(digits: &[u8; BLOCK]) -> Option<[u8; BLOCK / 2]> {
    let mut values = [0; BLOCK];
    for (value, byte) in values.iter_mut().zip(digits) {
        *value = digit(*byte);
    }
    let all = values.iter().fold(0, |all, value| all | value);
    let mut bytes = [0; BLOCK / 2];
    let (pairs, _) = values.as_chunks::<2>();
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = high << 4 | low;
    }
    (all < 16).then_some(bytes)
}

/// The value of a hexadecimal digit, found without a branch: a signature's digits follow no
/// pattern that a processor could guess.
fn digit(byte: u8) -> u8 {
    let figure = byte.wrapping_sub(b'0');
    let letter = (byte | 0x20).wrapping_sub(b'a');
    let of_letter = if letter < 6 { letter + 10 } else { NO_DIGIT };
    if figure < 10 { figure } else { of_letter }
}

fn hex(byte: u8) -> Option<u8> {
    Some(digit(byte)).filter(|&value| value != NO_DIGIT)
}

/// A number or a keyword. Numbers that producers spell outside the grammar (`--5`, `1e-5`, a lone
/// sign) stay numbers, but only as text: readers disagree about their value.
fn classify(text: &[u8]) -> Token<'_> {
    let digits = match text {
        [b'+' | b'-', digits @ ..] => digits,
        _ => text,
    };
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
