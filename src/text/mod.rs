//! What kyso says to people, in Vietnamese and in English.
//!
//! Every error kind and hint exists in both. Errors keep their facts in fields and become a
//! [`Problem`] (each room says how: `From<&…Error>`), from which the words are made.
//! Read on: `kind` → `problem` → `words` (the sentences, by group).
//! Knows no other room; prints nothing; escapes nothing: that is for whoever shows the text.

mod kind;
mod problem;
#[cfg(test)]
mod tests;
mod words;

pub use kind::Kind;
pub use problem::Problem;

/// The language of words for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}
