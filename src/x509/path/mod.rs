//! From a certificate to a trust anchor, at a time that is handed in.
//!
//! `build` finds chains of names and signatures, best candidates first; `validate` judges each
//! chain that reaches an anchor as RFC 5280 §6.1 has it, `verified` remembers signatures that held. The first that passes is the path;
//! where none does, the most telling failure is kept.
//!
//! Not judged here: revocation, policies and name constraints. A critical extension that asks for
//! one of the latter two refuses the path.
//! Source: RFC 5280 §6.1; EN 319 102-1 §5.2.6.4.

mod build;
mod error;
mod validate;
mod verified;

#[cfg(test)]
mod tests;

pub use build::path;
pub use error::PathError;
pub(super) use verified::Verified;
