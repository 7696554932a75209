//! A dictionary at a glance: where its entries stand, with nothing of it decoded or built.
//!
//! The parser stays what says how a dictionary reads. A glance gives an answer only where text is
//! plain enough that the parser could give no other; else it says nothing, and the parser is
//! asked. (The parser also complains where something else than a digit stands in a long
//! hexadecimal string: that it ends with the next `>` is all that a glance asks.) The fiftieth signature looks at 49 others, and asks of each whether a few entries are
//! there.

#[cfg(test)]
mod tests;

use super::{
    ObjectId, Octets, hex,
    lexer::{
        DECODED_AT_ONCE, GENERATION_DIGITS, Lexer, MOST_SURE_DIGITS, NUMBER_DIGITS, SyntaxError,
        Token, class, decimal, digits, is_regular, is_space,
    },
    object::look,
};

/// More entries than a signature or its field has.
const MOST_ENTRIES: usize = 20;

/// Plain dictionaries are flatter.
pub const DEEPEST: u32 = 32;

/// The parser's limit of values cannot be met in fewer bytes.
const LONGEST: usize = 1 << 20;

/// Which keys a dictionary may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keys(u64);

impl Keys {
    /// Whether `key` may be there; if not, it surely is not.
    pub fn may_hold(self, key: &[u8]) -> bool {
        self.0 & look(key) != 0
    }
}

/// Looks at the dictionary whose `<<` stands at `start`, and hands each of its entries to `see`, in
/// the order of the file: the key, and the text of the value. Gives which keys there are, none of
/// them twice, and the position behind `>>`; `None` where the parser has to look: what `see` was
/// told then counts for nothing. `pattern` is what was looked at before, and becomes this.
///
/// # Errors
/// `WindowEnded`, as the parser.
pub fn entries<'a>(
    bytes: &'a [u8],
    whole: bool,
    start: usize,
    nesting: u32,
    pattern: &mut Pattern,
    see: impl FnMut(&'a [u8], &'a [u8]),
) -> Result<Option<(Keys, usize)>, SyntaxError> {
    let eye = Eye {
        bytes: bytes.get(start..).unwrap_or_default(),
        nesting: nesting.min(DEEPEST),
    };
    let doubt = match eye.dictionary(pattern, see) {
        Ok((keys, end)) => {
            pattern.learn(eye.bytes);
            return Ok((end <= LONGEST).then_some((keys, start + end)));
        }
        Err(doubt) => doubt,
    };
    pattern.entries.clear();
    match doubt {
        Doubt::Ended if !whole => Err(SyntaxError::WindowEnded),
        _ => Ok(None),
    }
}

/// The dictionary that was looked at last. What one producer writes begins alike, and where two
/// texts are the same their entries are.
#[derive(Default)]
pub struct Pattern {
    /// Its beginning.
    text: Vec<u8>,
    entries: Vec<Seen>,
}

/// An entry, by positions in the dictionary's text.
#[derive(Clone, Copy)]
struct Seen {
    key: (usize, usize),
    value: (usize, usize),
    /// Behind the slash of the next key: text that is the same up to here has this entry.
    settled: usize,
    /// Which keys there are with this one.
    keys: Keys,
}

/// How much of a text is kept.
const LONGEST_PATTERN: usize = 512;

impl Pattern {
    /// Forgets all but what `text` begins with, too.
    fn keep_beginning(&mut self, text: &[u8]) {
        let same = same_beginning(&self.text, text);
        let entries = self.entries.iter();
        let count = entries.take_while(|entry| entry.settled <= same).count();
        self.entries.truncate(count);
    }

    /// Remembers the beginning of `text`, whose entries are here.
    fn learn(&mut self, text: &[u8]) {
        self.text.clear();
        let beginning = text.get(..LONGEST_PATTERN).unwrap_or(text);
        self.text.extend_from_slice(beginning);
    }
}

/// How many bytes both begin with, at least.
fn same_beginning(one: &[u8], other: &[u8]) -> usize {
    let long = same_blocks::<32>(one, other);
    let behind = |text| <[u8]>::get(text, long..).unwrap_or_default();
    long + same_blocks::<8>(behind(one), behind(other))
}

fn same_blocks<const N: usize>(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.as_chunks::<N>().0.iter().zip(other.as_chunks::<N>().0);
    N * blocks.take_while(|(one, other)| one == other).count()
}

/// What an entry says, as far as a glance tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain<'a> {
    /// No such entry, or null (§7.3.7).
    Absent,
    Integer(i64),
    /// Without its slash.
    Name(&'a [u8]),
    Reference(ObjectId),
    /// Anything else, as it is written.
    Other(&'a [u8]),
}

impl<'a> Plain<'a> {
    /// What the text of an entry's value, which a glance has passed over, stands for.
    pub fn of(text: &'a [u8]) -> Self {
        match text {
            [b'/', name @ ..] => Plain::Name(name),
            b"null" => Plain::Absent,
            [b'0'..=b'9', ..] => Self::number(text).unwrap_or(Plain::Other(text)),
            _ => Plain::Other(text),
        }
    }

    fn number(text: &[u8]) -> Option<Self> {
        if let [b'0'..=b'9', .., b'R'] = text {
            let (number, behind) = digits(text, 0, NUMBER_DIGITS)?;
            let (generation, behind) = digits(text, behind + 1, GENERATION_DIGITS)?;
            let generation = u16::try_from(generation).ok()?;
            let reference = Plain::Reference(ObjectId { number, generation });
            return (text.len() == behind + 2).then_some(reference);
        }
        let number = decimal(text).filter(|_| text.len() <= MOST_SURE_DIGITS)?;
        Some(Plain::Integer(i64::try_from(number).ok()?))
    }

    /// The string, as the lexer reads it; `None` where no string stands here.
    pub fn string(self) -> Option<Octets> {
        match self {
            Plain::Other([b'(', text @ .., b')']) if !text.iter().any(is_special) => {
                Some(text.into())
            }
            Plain::Other(text) => match Lexer::new(text, true).token().ok()?.token {
                Token::String(string) => Some(string),
                _ => None,
            },
            _ => None,
        }
    }

    /// The integers in an array; `None` where anything else stands here.
    pub fn integers(self) -> Option<impl Iterator<Item = u64>> {
        let Plain::Other([b'[', items @ .., b']']) = self else {
            return None;
        };
        let words = items.split(|byte| is_space(*byte));
        let numbers = words.filter(|word| !word.is_empty());
        let plain = |word: &[u8]| word.len() <= NUMBER_DIGITS && decimal(word).is_some();
        let all = numbers.clone().all(plain);
        all.then(|| numbers.filter_map(decimal))
    }
}

/// What is no plain character of a literal string.
fn is_special(byte: &u8) -> bool {
    matches!(byte, b'(' | b')' | b'\\' | b'\r')
}

/// Why there is no answer.
#[derive(Clone, Copy)]
enum Doubt {
    /// The bytes end.
    Ended,
    /// The parser has to look.
    Unsure,
}

/// Passes over tokens: from the position where one begins to the one behind it.
struct Eye<'a> {
    /// From the `<<` of the dictionary on.
    bytes: &'a [u8],
    nesting: u32,
}

impl<'a> Eye<'a> {
    fn dictionary(
        &self,
        pattern: &mut Pattern,
        mut see: impl FnMut(&'a [u8], &'a [u8]),
    ) -> Result<(Keys, usize), Doubt> {
        if self.nesting == 0 {
            return Err(Doubt::Unsure);
        }
        pattern.keep_beginning(self.bytes);
        for entry in &pattern.entries {
            see(self.piece(entry.key), self.piece(entry.value));
        }
        let (mut keys, mut at) = match pattern.entries.last() {
            Some(last) => (last.keys, last.settled - 1),
            None => (Keys::default(), self.pair(0, b"<<")?),
        };
        loop {
            at = self.space(at)?;
            if self.byte(at)? != b'/' {
                return Ok((keys, self.pair(at, b">>")?));
            }
            if let Some(last) = pattern.entries.last_mut() {
                last.settled = at + 1;
            }
            let key = (at + 1, self.name(at)?);
            let look = look(self.piece(key));
            if keys.0 & look != 0 && self.repeats(key, pattern)
                || pattern.entries.len() >= MOST_ENTRIES
            {
                return Err(Doubt::Unsure);
            }
            keys.0 |= look;
            let start = self.space(key.1)?;
            at = match self.byte(start)? {
                b'<' | b'[' => self.nested(start)?,
                first => self.simple(start, first)?,
            };
            let value = (start, at);
            see(self.piece(key), self.piece(value));
            pattern.entries.push(Seen {
                key,
                value,
                settled: usize::MAX,
                keys,
            });
        }
    }

    fn repeats(&self, key: (usize, usize), pattern: &Pattern) -> bool {
        let key = self.piece(key);
        let mut before = pattern.entries.iter();
        before.any(|entry| self.piece(entry.key) == key)
    }

    fn piece(&self, (start, end): (usize, usize)) -> &'a [u8] {
        self.bytes.get(start..end).unwrap_or_default()
    }

    fn rest(&self, at: usize) -> &'a [u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    fn byte(&self, at: usize) -> Result<u8, Doubt> {
        self.bytes.get(at).copied().ok_or(Doubt::Ended)
    }

    /// Where the first byte stands that is no white space.
    fn space(&self, mut at: usize) -> Result<usize, Doubt> {
        while is_space(self.byte(at)?) {
            at += 1;
        }
        Ok(at)
    }

    fn pair(&self, at: usize, pair: &[u8; 2]) -> Result<usize, Doubt> {
        match [self.byte(at)?, self.byte(at + 1)?] == *pair {
            true => Ok(at + 2),
            false => Err(Doubt::Unsure),
        }
    }

    /// What follows the regular characters from `at` on, number signs aside.
    fn plain(&self, at: usize) -> Result<usize, Doubt> {
        let rest = self.rest(at);
        let length = rest.iter().position(|byte| !is_plain(*byte));
        Ok(at + length.ok_or(Doubt::Ended)?)
    }

    /// A name that stands for itself.
    fn name(&self, at: usize) -> Result<usize, Doubt> {
        match self.plain(at + 1)? {
            end if self.byte(end)? == b'#' => Err(Doubt::Unsure),
            end => Ok(end),
        }
    }

    /// A value without others in it.
    fn simple(&self, at: usize, first: u8) -> Result<usize, Doubt> {
        match first {
            b'/' => self.name(at),
            b'0'..=b'9' => self.number(at),
            b'(' => self.literal_string(at),
            b'<' => self.hex_string(at),
            _ => self.word(at),
        }
    }

    fn literal_string(&self, mut at: usize) -> Result<usize, Doubt> {
        let mut depth: usize = 0;
        loop {
            match self.byte(at)? {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => at += 1,
                _ => {}
            }
            at += 1;
            if depth == 0 {
                return Ok(at);
            }
        }
    }

    fn hex_string(&self, start: usize) -> Result<usize, Doubt> {
        let rest = self.rest(start + 1);
        if let Some(length) = hex::short_string(rest) {
            return Ok(start + length + 2);
        }
        let length = memchr::memchr(b'>', rest).ok_or(Doubt::Ended)?;
        // Whoever decodes the `/Contents` of an older signature looks at its digits.
        let short = rest.get(..length).filter(|_| length <= DECODED_AT_ONCE);
        match short.and_then(hex::first_foreign) {
            Some(_) => Err(Doubt::Unsure),
            None => Ok(start + length + 2),
        }
    }

    /// A number that begins with a digit, or a reference.
    fn number(&self, start: usize) -> Result<usize, Doubt> {
        let at = self.digits(start);
        match self.byte(at)? {
            b']' | b'/' | b'>' | b'(' | b'[' | b'<' => Ok(at),
            byte if is_plain(byte) => self.word(start),
            _ => self.reference_tail(at, at - start),
        }
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    }

    /// Passes over `G R`, where that follows a number of so many digits.
    fn reference_tail(&self, behind_number: usize, number_digits: usize) -> Result<usize, Doubt> {
        let start = self.space(behind_number)?;
        let end = self.digits(start);
        let at = self.space(end)?;
        match self.byte(at)? {
            b'R' if end > start => self.reference(at, number_digits, end - start),
            // A reference may go on behind a comment.
            b'%' => Err(Doubt::Unsure),
            _ => Ok(behind_number),
        }
    }

    /// Passes over the `R` at `at`, behind a number and a generation of so many digits.
    fn reference(&self, at: usize, number: usize, generation: usize) -> Result<usize, Doubt> {
        let fits = number <= NUMBER_DIGITS && generation <= GENERATION_DIGITS;
        match fits && !is_regular(self.byte(at + 1)?) {
            true => Ok(at + 1),
            false => Err(Doubt::Unsure),
        }
    }

    /// A number of another kind, `true`, `false` or `null`.
    fn word(&self, start: usize) -> Result<usize, Doubt> {
        let end = self.plain(start)?;
        let of_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.');
        let plain = match self.bytes.get(start..end).unwrap_or_default() {
            b"true" | b"false" | b"null" => true,
            // Minus zero may be the number of a reference.
            [b'-', rest @ ..] => rest.iter().all(of_number) && rest.iter().any(|it| *it != b'0'),
            word => word.contains(&b'.') && word.iter().all(of_number),
        };
        if plain { Ok(end) } else { Err(Doubt::Unsure) }
    }

    /// An array or dictionary with all that is in it, or a hexadecimal string.
    fn nested(&self, mut at: usize) -> Result<usize, Doubt> {
        // One bit for each array or dictionary that is open, the innermost lowest: whether it is a
        // dictionary, and whether that waits for a key.
        let (mut dictionaries, mut keys, mut depth) = (0_u64, 0_u64, 0);
        // Digits of the numbers that the items before were, the last one first.
        let mut numbers = (0, 0);
        loop {
            at = self.space(at)?;
            let byte = self.byte(at)?;
            let in_dictionary = dictionaries & 1 == 1;
            if keys & 1 == 1 {
                if byte == b'/' {
                    at = self.name(at)?;
                    keys &= !1;
                    continue;
                }
                at = self.pair(at, b">>")?;
                (dictionaries, keys, depth) = (dictionaries >> 1, keys >> 1, depth - 1);
            } else if byte.is_ascii_digit() && !in_dictionary {
                let end = self.digits(at);
                let is_integer = !is_plain(self.byte(end)?);
                let digits = if is_integer { end - at } else { 0 };
                numbers = (digits, if is_integer { numbers.0 } else { 0 });
                at = if is_integer { end } else { self.word(at)? };
                continue;
            } else if byte == b'R' && numbers.1 > 0 {
                at = self.reference(at, numbers.1, numbers.0)?;
            } else if byte == b']' && depth > 0 && !in_dictionary {
                at += 1;
                (dictionaries, keys, depth) = (dictionaries >> 1, keys >> 1, depth - 1);
            } else if byte == b'[' || byte == b'<' && self.byte(at + 1)? == b'<' {
                let dictionary = u64::from(byte == b'<');
                at += 1 + usize::from(byte == b'<');
                depth += 1;
                if depth >= self.nesting {
                    return Err(Doubt::Unsure);
                }
                dictionaries = dictionaries << 1 | dictionary;
                keys = keys << 1 | dictionary;
                numbers = (0, 0);
                continue;
            } else {
                at = self.simple(at, byte)?;
            }
            if depth == 0 {
                return Ok(at);
            }
            // What is complete is a dictionary's value, or an array's item.
            keys |= dictionaries & 1;
            numbers = (0, 0);
        }
    }
}

/// Whether the byte is a regular character that stands for itself in a name.
fn is_plain(byte: u8) -> bool {
    #[expect(
        clippy::indexing_slicing,
        reason = "a constant: out of bounds it would not compile"
    )]
    const PLAIN: [bool; 256] = {
        let mut plain = [false; 256];
        let mut byte = 0;
        while byte < plain.len() {
            plain[byte] = class::CLASSES[byte] == class::REGULAR && byte != b'#' as usize;
            byte += 1;
        }
        plain
    };
    PLAIN.get(usize::from(byte)).copied().unwrap_or(false)
}
