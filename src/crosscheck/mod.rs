//! The objects that a signature hangs on, read again by two other PDF libraries.
//!
//! An attack on a document's structure lives where two readers see two documents. Catalog, form,
//! signature fields, signature dictionaries, `/Perms`, `/DSS` and the number of pages are read
//! from the same bytes by `lopdf` and by the crate `pdf`; what they see otherwise is a
//! [`Disagreement`]. Where such a library is known to be wrong, or cannot read the file, or
//! panics, it cannot judge, and that is said: its silence is no agreement.
//! Read on: `plain` (values of all three) → `tree`, `portrait` (what is looked at, once for all
//! three) → `by_kyso`, `by_lopdf`, `by_pdf`, `faults` → `compare` →
//! `check`.
//! Is no authority: verdicts come from `verify` alone.

mod by_kyso;
mod by_lopdf;
mod by_pdf;
mod check;
mod compare;
mod faults;
mod plain;
mod portrait;
#[cfg(test)]
mod tests;
mod tree;

pub use check::{Crosscheck, Disagreement, NotJudged, Reading, crosscheck};
