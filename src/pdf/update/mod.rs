//! One incremental update behind the untouched bytes (ISO 32000-2 §7.5.6).
//!
//! An object written again is its **original text** with only the changed entries spliced in, so
//! numbers and duplicate keys stay as they were written (a strict verifier refuses an earlier
//! signature for less). The cross-reference section is of the kind that the file has.
//! Read on: `build` and `serialise` (new values) → `splice` (changed ones) → `numbers` → `collect` (the
//! update) → `section` (cross-reference) → `assemble` (bytes, with the signature's gap).
//! Knows nothing of fields, certificates or what the update is for.

mod assemble;
pub mod build;
mod collect;
mod entropy;
mod located;
mod numbers;
mod section;
mod serialise;
mod splice;
#[cfg(test)]
mod tests;

pub use assemble::{Assembled, SignatureGap};
pub use collect::{Update, UpdateError};
pub use entropy::Entropy;
pub use located::Located;
pub use numbers::Numbers;
pub use serialise::write_hex;
