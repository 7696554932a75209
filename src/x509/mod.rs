//! A certificate as kyso sees it, names as people read them, trust anchors, and paths.
//!
//! A certificate is read strictly (DER, no padded serial number, each extension once) and kept
//! as it stands; a path is judged at a time that is handed in.
//! Does no I/O beyond `roots` (feature `fs`) and reads no clock.
//! Read on: `certificate` → `name` → `bundle` → `roots` → `path`.
//! Source: RFC 5280.

mod bundle;
mod certificate;
mod error;
mod extensions;
mod known;
mod name;
mod parse;
mod path;
pub(crate) mod pem;
mod prepare;
mod problem;
mod roots;

#[cfg(test)]
mod tests;

pub use bundle::{certificates_in, certificates_within};
pub use certificate::{Certificate, KeyKind, KeyUsage};
pub use error::CertificateError;
pub(crate) use known::Known;
pub use name::{Name, NameAttribute};
pub(crate) use parse::bit_length;
pub use path::{PathError, path};
pub use roots::Roots;
#[cfg(feature = "fs")]
pub use roots::{RootsError, RootsReport};
