//! The trailer of a section: of most nobody asks more than where the one before begins.

use std::{ops::Deref, sync::OnceLock};

use crate::pdf::{
    Dictionary, Object, Value,
    glance::{self, Plain},
    lexer::Lexer,
    parser,
};

/// A trailer dictionary, read when somebody asks for it.
#[derive(Clone, Debug)]
pub struct Trailer {
    /// What a glance passed over, so that the parser reads it without complaint.
    text: Box<[u8]>,
    read: OnceLock<Dictionary>,
    /// `/Prev`
    pub previous: Link,
    /// `/XRefStm`
    pub supplement: Link,
}

/// Where a section leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    None,
    To(i64),
    /// Something else than an integer stands there.
    Broken,
}

impl Link {
    fn of(written: Option<&Object>) -> Self {
        match written.map(|object| &object.value) {
            None => Self::None,
            Some(Value::Integer(offset)) => Self::To(*offset),
            Some(_) => Self::Broken,
        }
    }

    /// `Broken` also where the parser has to say what stands there.
    pub fn plain(text: &[u8]) -> Self {
        match Plain::of(text) {
            Plain::Absent => Self::None,
            Plain::Integer(offset) => Self::To(offset),
            _ => Self::Broken,
        }
    }
}

impl Trailer {
    /// The dictionary with that text, which was glanced at and holds these links.
    pub fn glanced(text: &[u8], previous: Link, supplement: Link) -> Self {
        Self {
            text: text.into(),
            read: OnceLock::new(),
            previous,
            supplement,
        }
    }

    fn dictionary(&self) -> Dictionary {
        let object = parser::object(&mut Lexer::new(&self.text, true), glance::DEEPEST);
        match object.map(|object| object.value) {
            Ok(Value::Dictionary(dictionary)) => dictionary,
            _ => Dictionary::default(),
        }
    }
}

impl From<Dictionary> for Trailer {
    fn from(dictionary: Dictionary) -> Self {
        Self {
            text: Box::default(),
            previous: Link::of(dictionary.get(b"Prev")),
            supplement: Link::of(dictionary.get(b"XRefStm")),
            read: dictionary.into(),
        }
    }
}

impl Deref for Trailer {
    type Target = Dictionary;

    fn deref(&self) -> &Dictionary {
        self.read.get_or_init(|| self.dictionary())
    }
}
