//! What kyso says to people, in Vietnamese and in English.
//!
//! Every error kind and hint exists in both. Errors keep their facts in fields and become a
//! [`Problem`] (each room says how: `From<&…Error>`), from which the words are made.
//! Read on: `kind` → `problem` → `words` (the sentences, by group) → `terms` (what parsers
//! expected) → `phrase` (words in both languages) → `system` (what the system said).
//! Knows no other room; prints nothing; escapes nothing: that is for whoever shows the text.

mod kind;
mod phrase;
mod problem;
mod system;
mod terms;
#[cfg(test)]
mod tests;
#[cfg(test)]
#[path = "../../tests/vietnamese/mod.rs"]
pub(crate) mod vietnamese;
mod words;

pub use kind::Kind;
pub use phrase::Phrase;
pub use problem::Problem;
pub use system::SystemError;
pub use terms::Term;

/// The language of words for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}
