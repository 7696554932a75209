//! A signature step by step: prepare (read, check, place) → digest → sign → embed.
//!
//! The original bytes are copied untouched, one incremental update follows. B-B never repeats:
//! the placeholder is an upper bound known before the digest. What the key returns is verified
//! before it is embedded.
//!
//! ```
//! # fn demo(pdf: &[u8], p12: &[u8], now: kyso::Time) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
//! let leader = kyso::identity::KeyFile::open(&[p12], Some("mật khẩu"))?;
//! let signed = kyso::sign::sign(pdf, &leader, now)?; // PAdES B-B, invisible
//! # Ok(signed) }
//! ```
//!
//! Read on: `options`, `error` → `perform` (the main path) → `steps` (the chain of types) → `plan`
//! (every check) → `place` (what the update holds).
//! Source: ISO 32000-2 §12.7.5.5, §12.8; ETSI EN 319 142-1 clause 6.

mod certificate;
mod dictionary;
mod error;
mod extensions;
mod form;
mod lock;
#[cfg(feature = "fs")]
mod made_by;
mod options;
mod pages;
mod part;
mod perform;
mod permission;
mod place;
mod plan;
mod problem;
mod seed;
mod steps;
mod stream;
mod target;
mod widget;

pub use error::SignError;
pub(crate) use form::{Form, Node as FormNode};
#[cfg(feature = "fs")]
pub(crate) use made_by::made_by;
pub use options::{Allow, Certification, FieldChoice, Lock, SignOptions, SubFilter};
pub use perform::{Signed, check, check_signer, sign, sign_to};
