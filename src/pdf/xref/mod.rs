//! Cross-reference sections as they stand (ISO 32000-2 §7.5.4, §7.5.8).
//!
//! Read on: `entries` (what a section says of an object), `trailer` → `table`, `stream` (the two
//! kinds), `plain` (both, as nearly all are written) → `chain` (from one to the next along `/Prev`).

mod chain;
mod entries;
mod plain;
mod scanner;
mod stream;
mod table;
#[cfg(test)]
mod tests;
mod trailer;

pub use chain::{behind_white_space, walk};
pub use entries::{Entries, Location, Record};
pub use trailer::Trailer;

use super::tail::Tail;

/// What kind of section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    Table,
    Stream,
}

/// One section and its trailer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Section {
    pub kind: SectionKind,
    /// Absolute offset of `xref`, or of `N G obj`.
    pub offset: u64,
    /// Absolute offset behind the trailer dictionary, or behind `endobj`.
    pub end: u64,
    /// What stands there, where it is the tail of a revision.
    pub tail: Option<Tail>,
    pub trailer: Trailer,
    /// Whether this is the stream that the table before it names with `/XRefStm` (§7.5.8.4): it
    /// tells of objects that the table marks as free.
    pub supplements_table: bool,
    /// Whether it names an object more than once.
    pub repeats: bool,
    /// What the section says of objects.
    pub entries: Entries,
}

impl Section {
    /// Where it ends, and the tail that stands there.
    pub fn ending(&self) -> (u64, Option<Tail>) {
        (self.end, self.tail)
    }
}
