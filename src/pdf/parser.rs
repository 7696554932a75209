//! Objects from tokens (ISO 32000-2 §7.3): no recursion, nesting limited.

#[cfg(test)]
mod tests;

use super::{
    lexer::{Lexer, Spanned, SyntaxError, Token},
    object::{Dictionary, Entry, Object, ObjectId, Span, Value},
    octets::Octets,
};
use crate::text::Term;
use crate::{Limit, Limits};

/// What one object may hold.
#[derive(Clone, Copy)]
pub struct Bounds {
    /// Arrays and dictionaries within each other.
    nesting: usize,
    values: u32,
}

/// Whatever the caller's limits: as deep as the machine's stack bears.
fn deepest(nesting: u32) -> usize {
    let most = usize::try_from(Limit::Nesting.most()).unwrap_or(usize::MAX);
    most.min(nesting as usize)
}

/// So deep, with as many values as the limits allow by default.
impl From<u32> for Bounds {
    fn from(nesting: u32) -> Self {
        let values = Limits::default().object_values;
        Self {
            nesting: deepest(nesting),
            values,
        }
    }
}

impl From<&Limits> for Bounds {
    fn from(limits: &Limits) -> Self {
        Self {
            nesting: deepest(limits.nesting),
            values: limits.object_values,
        }
    }
}

/// Room made at once for the entries of what is open: a signature's dictionary stays within it.
const USUAL_ENTRIES: usize = 16;

/// An array or dictionary that is not closed yet.
struct Open {
    kind: Kind,
    start: usize,
    /// How many items, or entries, belong to what is around it.
    before: usize,
    /// Of a dictionary: the key that waits for its value.
    key: Option<(Octets, Span)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Array,
    Dictionary,
}

/// Reads one object at the lexer's position; spans count from the object's first byte.
pub fn object(lexer: &mut Lexer<'_>, bounds: impl Into<Bounds>) -> Result<Object, SyntaxError> {
    let bounds = bounds.into();
    lexer.skip_space()?;
    let mut parser = Parser {
        origin: lexer.position(),
        lexer,
        open: Vec::new(),
        items: Vec::new(),
        entries: Vec::new(),
        nesting: bounds.nesting,
        values_left: bounds.values,
    };
    loop {
        parser.plain_references()?;
        let token = parser.lexer.token()?;
        if let Some(object) = parser.take(token)? {
            return Ok(object);
        }
    }
}

struct Parser<'l, 'a> {
    lexer: &'l mut Lexer<'a>,
    origin: usize,
    open: Vec<Open>,
    /// Of all open arrays, the outermost first.
    items: Vec<Object>,
    /// Of all open dictionaries, the outermost first.
    entries: Vec<Entry>,
    nesting: usize,
    values_left: u32,
}

impl Parser<'_, '_> {
    /// Takes the references that an array goes on with.
    fn plain_references(&mut self) -> Result<(), SyntaxError> {
        while let Some(Open {
            kind: Kind::Array, ..
        }) = self.open.last()
            && let Some((number, generation, start)) = self.lexer.plain_reference()
        {
            let left = self.values_left.checked_sub(1);
            self.values_left = left.ok_or(SyntaxError::TooMany)?;
            let id = ObjectId { number, generation };
            self.items.push(Object {
                value: Value::Reference(id),
                span: span(self.origin, start, self.lexer.position()),
            });
        }
        Ok(())
    }

    /// Takes one token; gives the object once the outermost one is complete.
    fn take(&mut self, token: Spanned<'_>) -> Result<Option<Object>, SyntaxError> {
        let Spanned { start, end, token } = token;
        let left = self.values_left.checked_sub(1);
        self.values_left = left.ok_or(SyntaxError::TooMany)?;
        if let Some(Open {
            kind: Kind::Dictionary,
            key: key @ None,
            ..
        }) = self.open.last_mut()
        {
            match token {
                Token::Name(name) => {
                    *key = Some((name, span(self.origin, start, end)));
                    return Ok(None);
                }
                Token::DictionaryClose => return self.close(Kind::Dictionary, start, end),
                // A number or reference without a key: every reader goes on behind it. It is kept
                // under the empty name, so that it counts when dictionaries are compared.
                Token::Integer(_) | Token::Real(_) => {
                    *key = Some((Octets::default(), span(self.origin, start, start)));
                }
                _ => return Err(unexpected(start, Term::KEY_OR_END)),
            }
        }
        let value = match token {
            Token::Integer(number) => self.integer_or_reference(number)?,
            Token::Real(text) => Value::Real(text.into()),
            Token::String(bytes) => Value::String(bytes),
            Token::Name(bytes) => Value::Name(bytes),
            Token::Keyword(b"null") => Value::Null,
            Token::Keyword(b"true") => Value::Boolean(true),
            Token::Keyword(b"false") => Value::Boolean(false),
            Token::ArrayOpen => return self.open(Kind::Array, start),
            Token::DictionaryOpen => return self.open(Kind::Dictionary, start),
            Token::ArrayClose => return self.close(Kind::Array, start, end),
            Token::DictionaryClose | Token::Keyword(_) | Token::End => {
                return Err(unexpected(start, Term::VALUE));
            }
        };
        let end = self.lexer.position().max(end);
        Ok(self.put(value, start, end))
    }

    fn integer_or_reference(&mut self, number: i64) -> Result<Value, SyntaxError> {
        let Ok(object_number) = u32::try_from(number) else {
            return Ok(Value::Integer(number));
        };
        Ok(match self.lexer.reference_tail()? {
            Some(generation) => Value::Reference(ObjectId {
                number: object_number,
                generation,
            }),
            None => Value::Integer(number),
        })
    }

    fn open(&mut self, kind: Kind, start: usize) -> Result<Option<Object>, SyntaxError> {
        if self.open.len() >= self.nesting {
            return Err(SyntaxError::TooDeep);
        }
        let before = match kind {
            Kind::Array => self.items.len(),
            Kind::Dictionary => self.entries.len(),
        };
        self.open.push(Open {
            kind,
            start,
            before,
            key: None,
        });
        Ok(None)
    }

    fn close(&mut self, kind: Kind, at: usize, end: usize) -> Result<Option<Object>, SyntaxError> {
        let open = self.open.pop().filter(|open| open.kind == kind);
        let open = open.ok_or(unexpected(at, Term::VALUE))?;
        let value = match kind {
            Kind::Array => Value::Array(behind(&mut self.items, open.before)),
            Kind::Dictionary => Value::Dictionary(Dictionary {
                entries: behind(&mut self.entries, open.before),
            }),
        };
        Ok(self.put(value, open.start, end))
    }

    /// Puts a complete value where it belongs: `Some` if nothing is open around it.
    fn put(&mut self, value: Value, start: usize, end: usize) -> Option<Object> {
        let object = Object {
            value,
            span: span(self.origin, start, end),
        };
        match self.open.last_mut() {
            None => return Some(object),
            Some(Open {
                kind: Kind::Array, ..
            }) => self.items.push(object),
            Some(Open { key, .. }) => {
                if let Some((key, key_span)) = key.take() {
                    if self.entries.capacity() == 0 {
                        self.entries.reserve(USUAL_ENTRIES);
                    }
                    self.entries.push(Entry {
                        key,
                        key_span,
                        value: object,
                    });
                }
            }
        }
        None
    }
}

/// Takes what stands behind the first `before`, with no room to spare.
fn behind<T>(stack: &mut Vec<T>, before: usize) -> Vec<T> {
    stack.drain(before.min(stack.len())..).collect()
}

fn unexpected(position: usize, expected: Term) -> SyntaxError {
    SyntaxError::Unexpected { position, expected }
}

/// Windows are never longer than 4 GiB (`input`), so positions fit.
fn span(origin: usize, start: usize, end: usize) -> Span {
    let relative =
        |position: usize| u32::try_from(position.saturating_sub(origin)).unwrap_or(u32::MAX);
    Span {
        start: relative(start),
        end: relative(end),
    }
}
