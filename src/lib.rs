//! Signs PDF documents, and says of signed ones who signed, when, and what has changed since.
//!
//! Sign with a leader's certificate (PAdES B-B, invisible):
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let pdf = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/samples/quyet-dinh.pdf"));
//! # let p12 = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/keys/leader-rsa2048.p12"));
//! # let now = kyso::Time::parse("2026-11-24T09:00:00+07:00").ok_or("time")?;
//! let leader = kyso::identity::KeyFile::open(&[p12], Some("kyso-test"))?;
//! let signed: Vec<u8> = kyso::sign(pdf, &leader, now)?;
//! # assert!(signed.starts_with(pdf));
//! # Ok(()) }
//! ```
//!
//! Verify what others signed:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let pdf = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/samples/quyet-dinh.pdf"));
//! # let p12 = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/keys/leader-rsa2048.p12"));
//! # let root = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/keys/root.crt"));
//! # let now = kyso::Time::parse("2026-11-24T09:00:00+07:00").ok_or("time")?;
//! # let signed = kyso::sign(pdf, &kyso::identity::KeyFile::open(&[p12], Some("kyso-test"))?, now)?;
//! let mut roots = kyso::x509::Roots::new();
//! roots.add(root)?;
//! let report = kyso::verify(&signed, &kyso::verify::Policy::at(now).trusting(roots))?;
//! for signature in &report.signatures {
//!     println!("{}: {:?}", signature.field, signature.integrity);
//! }
//! # assert_eq!(report.signatures.len(), 1);
//! # Ok(()) }
//! ```
//!
//! kyso opens no socket, reads no clock, asks no random generator but the one behind PSS and ECDSA, and opens no
//! file that it was not handed: bytes come from a [`Source`], the moment is a [`Time`], output goes to any writer.
//!
//! Read on: [`sign`](mod@sign) (options, refusals), [`verify`](mod@verify) (policy, report), [`identity`] (whose
//! key), [`x509`] (certificates, trust anchors), [`batch`] (many documents, feature `fs`), [`pki`] (certificates for
//! tests and demonstrations, feature `pki`), [`text`] (what to tell people, in Vietnamese and English).
#![forbid(unsafe_code)]
// Untrusted input reaches nearly every line: none may panic.
#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::unimplemented,
    clippy::unreachable,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::missing_errors_doc,
    clippy::semicolon_if_nothing_returned,
    clippy::needless_pass_by_value,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::dbg_macro,
    missing_docs
)]
// Tests slice and cast what they wrote themselves, and lend vectors as sources.
#![cfg_attr(
    test,
    allow(
        clippy::string_slice,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_possible_wrap,
        clippy::ptr_arg
    )
)]

mod asn1;
#[cfg(feature = "fs")]
pub mod batch;
mod cms;
#[cfg(feature = "crosscheck")]
pub mod crosscheck;
mod crypto;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
pub mod identity;
pub mod inspect;
mod limits;
mod password;
mod pdf;
#[cfg(feature = "pki")]
pub mod pki;
pub mod sign;
mod source;
pub mod text;
mod time;
mod tsp;
pub mod verify;
pub mod x509;

pub use crypto::{SchemeError, SignatureScheme};
pub use limits::{Limit, LimitExceeded, Limits};
pub use password::Password;
pub use pdf::{ObjectId, Opening, ReadError};
#[doc(no_inline)]
pub use sign::sign;
pub use source::Source;
#[cfg(feature = "fs")]
pub use source::{FileSource, Opened};
pub use time::Time;
#[doc(no_inline)]
pub use verify::verify;

/// The programs in README.md compile.
#[cfg(all(doctest, feature = "fs"))]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
