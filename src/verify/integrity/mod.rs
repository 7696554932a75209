//! Whether the signed bytes are those that were signed, by sub-filter.
//!
//! `prepare` reads the container and says which digests it needs, so that a document is hashed
//! once for all its signatures; `check` judges. Which certificate signed is found here; whether
//! to trust it is not.
//! Read on: `prepare` → `check` → `bare` (signatures without CMS) → `cause` (what a failed step
//! means).
//! Source: ISO 32000-2 §12.8.3, Table 260; ISO 32000-1 Table 257; EN 319 102-1 §5.2.7.

mod bare;
mod cause;
mod check;
mod prepare;

pub(super) use check::{Checked, Intact, Strong, check};
pub(super) use prepare::{Container, Form, Prepared, Unreadable, prepare};
