//! A document as a reader sees it.

use super::plain::{Id, Plain};
use crate::text::{Phrase, Term};

/// A document as a reader sees it.
pub trait Tree {
    /// The trailer's `/Root`.
    fn root(&self) -> Option<Id>;
    fn is_encrypted(&self) -> bool;
    /// The object; `Null` where there is none.
    ///
    /// # Errors
    /// What the reader says of an object that it cannot read.
    fn object(&self, id: Id) -> Result<Plain, Phrase>;

    /// `value`, or what it refers to.
    ///
    /// # Errors
    /// As [`Tree::object`].
    fn follow(&self, value: &Plain) -> Result<Plain, Phrase> {
        let mut value = value.clone();
        for _ in 0..LONGEST_CHAIN {
            match value {
                Plain::Reference(id) => value = self.object(id)?,
                found => return Ok(found),
            }
        }
        Err(Term::CHAIN_OF_REFERENCES_WITHOUT_END.into())
    }
}

const LONGEST_CHAIN: usize = 64;
