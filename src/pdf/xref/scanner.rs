//! Bytes one after the other, through windows: tables may be longer than any object.

use crate::pdf::{
    ReadError,
    input::{Input, Window},
    lexer::is_space,
};

/// What is read at once. A signature's own table fits.
const STRIDE: u64 = 16 << 10;

pub struct Scanner<'i, 's> {
    input: &'i Input<'s>,
    start: u64,
    window: Window<'s>,
    position: usize,
}

impl<'i, 's> Scanner<'i, 's> {
    pub fn new(input: &'i Input<'s>, offset: u64) -> Result<Self, ReadError> {
        Ok(Self {
            window: Self::fill(input, offset)?,
            input,
            start: offset,
            position: 0,
        })
    }

    fn fill(input: &Input<'s>, offset: u64) -> Result<Window<'s>, ReadError> {
        let stride = match input.source().as_bytes() {
            Some(_) => u64::MAX,
            None => STRIDE,
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
        self.window = Self::fill(self.input, self.start)?;
        self.position = 0;
        Ok(self.window.bytes.first().copied())
    }

    pub fn bump(&mut self) {
        self.position += 1;
    }

    pub fn skip_space(&mut self) -> Result<(), ReadError> {
        let mut comment = false;
        while let Some(byte) = self.peek()? {
            match byte {
                b'%' => comment = true,
                b'\r' | b'\n' => comment = false,
                _ if comment || is_space(byte) => {}
                _ => break,
            }
            self.bump();
        }
        Ok(())
    }

    /// Digits, white space before them passed over; `None` where none stand there.
    pub fn number(&mut self) -> Result<Option<u64>, ReadError> {
        self.skip_space()?;
        let mut number = None;
        while let Some(digit @ b'0'..=b'9') = self.peek()? {
            let before: u64 = number.unwrap_or(0);
            let after = before.saturating_mul(10);
            number = Some(after.saturating_add(u64::from(digit - b'0')));
            self.bump();
        }
        Ok(number)
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
