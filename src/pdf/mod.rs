//! The file, byte-exact: what stands in it, in which revision, and what an update appends.
//!
//! Everything is read lazily, **as of a given revision**; repair is never silent; what is written
//! is one incremental update behind the untouched bytes.
//! Read on: `object`, `octets` (tokens with spans) → `input` (windows) → `lexer`, `hex`, `parser`,
//! `indirect` → `tail`, `xref` (sections), `revision` → `opening`, `repair`, `unreached` →
//! `document`, `view`, `load` →
//! `filter`, `crypt`, `text_string` → `update` (what is appended).
//! Knows nothing of certificates, signatures' meaning, time or network.
//! Source: ISO 32000-2 §7.

mod cache;
pub mod crypt;
pub mod document;
mod error;
pub mod filter;
mod finding;
pub(crate) mod glance;
pub(crate) mod hex;
mod history;
pub(crate) mod indirect;
pub(crate) mod input;
pub(crate) mod lexer;
mod load;
mod marks;
pub mod object;
mod object_stream;
mod octets;
mod opening;
pub mod pages;
pub(crate) mod parser;
mod pieces;
mod problem;
mod repair;
pub mod revision;
mod scan;
pub(crate) mod seen;
mod tail;
#[cfg(test)]
mod tests;
pub mod text_string;
mod unreached;
pub mod update;
pub mod view;
pub mod xref;

pub use document::Document;
pub use error::ReadError;
pub(crate) use marks::Marks;
pub use object::{Dictionary, Entry, Indirect, Object, ObjectId, Place, Span, StreamData, Value};
pub use octets::Octets;
pub use opening::Opening;
pub(crate) use pieces::each_piece;
pub use revision::Revision;
pub use view::{Resolved, View};
