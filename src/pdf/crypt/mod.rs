//! The standard security handler: who may open a document, and what its strings and streams say.
//!
//! Passwords and keys are wiped when dropped and have no `Debug`.
//! Read on: `dictionary` (what `/Encrypt` says) → `encryption` (which password opens it, what is
//! deciphered how) → `legacy` (revisions 2 to 4), `modern` (5 and 6), `password`, `cipher`.
//! Knows nothing of files: which strings are encrypted at all is its caller's to say.
//! Source: ISO 32000-2 §7.6.

mod cipher;
mod dictionary;
mod encryption;
mod legacy;
mod modern;
mod password;
#[cfg(test)]
mod tests;

pub use encryption::Encryption;
