//! Who signs: the [`Signer`] trait and those who implement it.
//!
//! A [`KeyFile`] is a key from PKCS#12 or PEM, matched to its certificate by the public key; *ring*
//! signs with it (feature `aws-lc`: AWS-LC, where RSA signs many documents). Secrets are wiped where kyso holds them, and have no `Debug`.
//! Read on: `signer` → `key_file` → `pkcs12`, `pem_key`, `pbes2` → `key`, `rsa_key`,
//! `aws_lc` → `chain`.
//! Source: RFC 7292, 5958, 8017, 5915, 8410.

#[cfg(feature = "aws-lc")]
mod aws_lc;
mod chain;
mod contents;
mod error;
mod finding;
mod key;
mod key_file;
mod passwords;
mod pbes2;
mod pem_key;
mod pkcs12;
mod problem;
mod rsa_key;
mod signer;

#[cfg(test)]
mod tests;

pub use contents::KeyFileContents;
pub use error::IdentityError;
pub use finding::KeyFileFinding;
#[cfg(feature = "pki")]
pub(crate) use key::Key;
pub use key_file::KeyFile;
pub use signer::{Signer, SignerError};
