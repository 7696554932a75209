//! Objects within a stream (ISO 32000-2 §7.5.7).

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::{
    Object, ObjectId, ReadError,
    lexer::{Lexer, SyntaxError, Token},
    parser,
};
use crate::{Limit, LimitExceeded, Limits, pdf::Dictionary, text::Term};

/// The decoded data and where each object begins in it.
pub struct ObjectStream {
    data: Vec<u8>,
    /// Number and position, in the order of the header.
    index: Vec<(u32, usize)>,
    /// Numbers that the header names more than once: readers disagree which object they mean.
    repeated: HashSet<u32>,
}

impl ObjectStream {
    /// Reads the header. A count or a `/First` that promises too much ends the list early. `None`
    /// where `/Type`, `/First` or `/N` say that it is no object stream.
    ///
    /// # Errors
    /// With more objects than `Limits::stream_objects`.
    pub fn new(
        dictionary: &Dictionary,
        data: Vec<u8>,
        limits: &Limits,
    ) -> Result<Option<Self>, LimitExceeded> {
        if dictionary.get(b"Type").and_then(Object::as_name) != Some(b"ObjStm") {
            return Ok(None);
        }
        let number = |key: &[u8]| {
            let written = dictionary.get(key)?.as_integer()?;
            usize::try_from(written).ok()
        };
        let (Some(first), Some(count)) = (number(b"First"), number(b"N")) else {
            return Ok(None);
        };
        let mut index = Vec::new();
        let mut lexer = Lexer::new(data.get(..first).unwrap_or(&data), true);
        while index.len() < count {
            let number = lexer.token().ok().map(|spanned| spanned.token);
            let offset = lexer.token().ok().map(|spanned| spanned.token);
            let (Some(Token::Integer(number)), Some(Token::Integer(offset))) = (number, offset)
            else {
                break;
            };
            let position = usize::try_from(offset)
                .ok()
                .and_then(|o| o.checked_add(first));
            match (u32::try_from(number), position) {
                _ if index.len() >= limits.stream_objects as usize => {
                    return Err(limits.exceeded(Limit::StreamObjects));
                }
                (Ok(number), Some(position)) => index.push((number, position)),
                _ => break,
            }
        }
        let mut seen = HashSet::new();
        let numbers = index.iter().map(|(number, _)| *number);
        let repeated = numbers.filter(|number| !seen.insert(*number)).collect();
        Ok(Some(Self {
            data,
            index,
            repeated,
        }))
    }

    /// What it costs in memory.
    pub fn size(&self) -> usize {
        let entry = size_of::<(u32, usize)>();
        self.data
            .len()
            .saturating_add(self.index.len().saturating_mul(entry))
    }

    /// The numbers of its objects, in order.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.index.iter().map(|(number, _)| *number)
    }

    /// The `index`th object and its text; `None` where that is not object `number`,
    /// or the stream holds another of that number.
    ///
    /// # Errors
    /// `Damaged` where its text breaks the grammar, `Limit`.
    pub fn object(
        &self,
        number: u32,
        index: u32,
        container: u64,
        limits: &Limits,
    ) -> Result<Option<(Object, &[u8])>, ReadError> {
        let entry = usize::try_from(index).ok().and_then(|i| self.index.get(i));
        let Some((_, position)) =
            entry.filter(|(found, _)| *found == number && !self.repeated.contains(&number))
        else {
            return Ok(None);
        };
        let text = self.data.get(*position..).unwrap_or_default();
        let mut lexer = Lexer::new(text, true);
        let parsed = lexer.skip_space().and_then(|()| {
            let start = lexer.position();
            let object = parser::object(&mut lexer, limits)?;
            Ok((object, start, lexer.position()))
        });
        match parsed {
            Ok((object, start, end)) => {
                let raw = text.get(start..end).unwrap_or_default();
                Ok(Some((object, raw)))
            }
            Err(SyntaxError::TooDeep) => Err(limits.exceeded(Limit::Nesting).into()),
            Err(SyntaxError::TooMany) => Err(limits.exceeded(Limit::ObjectValues).into()),
            Err(SyntaxError::Unexpected { expected, .. }) => {
                Err(damaged(number, container, expected))
            }
            Err(SyntaxError::WindowEnded) => Err(damaged(number, container, Term::VALUE)),
        }
    }
}

/// Positions in decoded data say nothing of the file: the offset is the container's.
fn damaged(number: u32, offset: u64, expected: Term) -> ReadError {
    let generation = 0;
    ReadError::Damaged {
        offset,
        object: Some(ObjectId { number, generation }),
        expected,
    }
}
