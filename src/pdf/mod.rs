//! The file, byte-exact: what stands in it, in which revision, and what an update appends.
//!
//! Everything is read lazily, **as of a given revision**; repair is never silent; what is written
//! is one incremental update behind the untouched bytes.
//! Read on: `object` (tokens with spans) → `lexer`, `parser` → `xref` (sections) → `document`
//! (revisions, views) → `filter`, `crypt`, `text_string` → `update` (what is appended).
//! Knows nothing of certificates, signatures' meaning, time or network.
//! Source: ISO 32000-2 §7.

pub mod crypt;
pub mod document;
pub mod filter;
pub mod object;
mod problem;
pub mod text_string;
pub mod update;
pub mod xref;

pub use document::{Document, Opening, ReadError, Resolved, Revision, View};
pub use object::{Dictionary, Entry, Indirect, Object, ObjectId, Place, Span, StreamData, Value};
