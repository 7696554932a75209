//! Signs PDF documents, and says of signed ones who signed, when, and what has changed since.
#![forbid(unsafe_code)]

mod asn1;
mod cms;
mod crypto;
pub mod identity;
mod limits;
mod pdf;
pub mod sign;
mod source;
pub mod text;
mod time;
pub mod verify;
pub mod x509;

pub use crypto::SignatureScheme;
pub use limits::{LimitExceeded, Limits};
pub use pdf::ReadError;
#[cfg(feature = "fs")]
pub use source::FileSource;
pub use source::Source;
pub use time::Time;
