//! What unfolds the data of a stream.
//!
//! No filter makes more than [`Limits::decoded_stream`](crate::Limits) bytes: each one stops while
//! it writes, so a bomb costs what the limit says and no more. What readers forgive (a missing
//! end mark, a wrong checksum) is decoded and told as a [`Flaw`]; what they read differently is an
//! error. Pictures stay as they are.
//! Read on: `chain` (which filters, with which parameters) → `decode` (one after the other) →
//! one file per filter, `predictor`.
//! Knows nothing of keys: `crypt` decrypts before.
//! Source: ISO 32000-2 §7.4.

mod ascii;
mod chain;
mod decode;
mod flate;
mod lzw;
mod output;
mod predictor;
mod run_length;
#[cfg(test)]
mod tests;

pub use chain::{Filter, Resolve, crypt_filter, direct_only, read};
#[cfg(any(test, feature = "fuzzing"))]
pub use decode::decode;
pub use decode::{Decoded, FilterError, Flaw, decode_counting};
pub use predictor::Predictor;
