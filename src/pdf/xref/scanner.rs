//! Bytes one after the other, through windows: tables may be longer than any object.

use crate::pdf::{
    ReadError,
    input::{Input, Window},
    lexer::{decimal, eight_digits, is_space},
};

/// What is read first: a signature's own table fits. Longer ones are read in pieces that grow.
const FIRST_STRIDE: u64 = 4096;
const LONGEST_STRIDE: u64 = 64 << 10;

pub struct Scanner<'i, 's> {
    input: &'i Input<'s>,
    start: u64,
    window: Window<'s>,
    position: usize,
    stride: u64,
}

impl<'i, 's> Scanner<'i, 's> {
    pub fn new(input: &'i Input<'s>, offset: u64) -> Result<Self, ReadError> {
        Ok(Self {
            window: Self::fill(input, offset, FIRST_STRIDE)?,
            input,
            start: offset,
            position: 0,
            stride: FIRST_STRIDE,
        })
    }

    fn fill(input: &Input<'s>, offset: u64, stride: u64) -> Result<Window<'s>, ReadError> {
        let stride = match input.source().as_bytes() {
            Some(_) => u64::MAX,
            None => stride,
        };
        input.window(offset, stride)
    }

    pub fn offset(&self) -> u64 {
        self.start.saturating_add(self.position as u64)
    }

    pub fn peek(&mut self) -> Result<Option<u8>, ReadError> {
        if let Some(byte) = self.window.bytes.get(self.position) {
            return Ok(Some(*byte));
        }
        if self.window.whole {
            return Ok(None);
        }
        self.start = self.offset();
        self.stride = self.stride.saturating_mul(2).min(LONGEST_STRIDE);
        self.window = Self::fill(self.input, self.start, self.stride)?;
        self.position = 0;
        Ok(self.window.bytes.first().copied())
    }

    pub fn bump(&mut self) {
        self.position += 1;
    }

    /// Passes over the bytes that `belongs` says yes to.
    fn pass_while(&mut self, mut belongs: impl FnMut(u8) -> bool) -> Result<(), ReadError> {
        while self.peek()?.is_some() {
            let rest = self.window.bytes.get(self.position..).unwrap_or_default();
            let behind = rest.iter().position(|byte| !belongs(*byte));
            self.position = self.position.saturating_add(behind.unwrap_or(rest.len()));
            if behind.is_some() {
                break;
            }
        }
        Ok(())
    }

    pub fn skip_space(&mut self) -> Result<(), ReadError> {
        let mut comment = false;
        self.pass_while(|byte| match byte {
            b'%' => {
                comment = true;
                true
            }
            b'\r' | b'\n' => {
                comment = false;
                true
            }
            _ => comment || is_space(byte),
        })
    }

    /// Digits, white space before them passed over; `None` where none stand there.
    pub fn number(&mut self) -> Result<Option<u64>, ReadError> {
        self.skip_space()?;
        let mut number = None;
        self.pass_while(|byte| {
            if byte.is_ascii_digit() {
                let before: u64 = number.unwrap_or(0);
                let after = before.saturating_mul(10);
                number = Some(after.saturating_add(u64::from(byte - b'0')));
            }
            byte.is_ascii_digit()
        })?;
        Ok(number)
    }

    /// Offset, generation and kind of a row as §7.5.4 lays it out, 20 bytes from the first digit
    /// on, white space before them passed over; `None` where anything else stands there.
    pub fn row(&mut self) -> Result<Option<(u64, u64, u8)>, ReadError> {
        self.skip_space()?;
        let rest = self.window.bytes.get(self.position..).unwrap_or_default();
        let Some([row @ .., _, _]) = rest.first_chunk::<20>() else {
            return Ok(None);
        };
        let row = row_of(row);
        self.position += if row.is_some() { 18 } else { 0 };
        Ok(row)
    }

    /// Passes over `text` as far as it stands here; gives whether all of it does.
    pub fn passes(&mut self, text: &[u8]) -> Result<bool, ReadError> {
        for expected in text {
            if self.peek()? != Some(*expected) {
                return Ok(false);
            }
            self.bump();
        }
        Ok(true)
    }
}

/// `nnnnnnnnnn ggggg n`
pub fn row_of(row: &[u8; 18]) -> Option<(u64, u64, u8)> {
    let (offset, rest) = row.split_first_chunk::<8>()?;
    let (low, rest) = rest.split_first_chunk::<2>()?;
    let [b' ', generation @ .., b' ', kind @ (b'n' | b'f')] = rest else {
        return None;
    };
    let offset = eight_digits(*offset)? * 100 + decimal(low)?;
    let generation = match generation {
        b"00000" => 0,
        digits => decimal(digits)?,
    };
    Some((offset, generation, *kind))
}
