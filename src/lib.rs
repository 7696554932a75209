//! Signs PDF documents, and says of signed ones who signed, when, and what has changed since.
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

mod asn1;
#[cfg(feature = "fs")]
pub mod batch;
mod cms;
#[cfg(feature = "crosscheck")]
pub mod crosscheck;
mod crypto;
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
pub use limits::{LimitExceeded, Limits};
pub use password::Password;
pub use pdf::{ObjectId, Opening, ReadError};
pub use source::Source;
#[cfg(feature = "fs")]
pub use source::{FileSource, Opened};
pub use time::Time;
