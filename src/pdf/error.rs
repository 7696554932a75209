//! Why a file cannot be read.

use super::ObjectId;
use crate::limits::LimitExceeded;

/// Why a file cannot be opened (ISO 32000-2 §7.5).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    #[error("no `%PDF-` header within the first 1,024 bytes")]
    NotAPdf,
    #[error("byte {offset}: expected {expected}")]
    Damaged {
        offset: u64,
        object: Option<ObjectId>,
        expected: &'static str,
    },
    #[error("the document is encrypted and needs a password")]
    PasswordRequired,
    #[error("the password opens the document neither as user nor as owner")]
    WrongPassword,
    #[error("encryption that kyso does not know: {what}")]
    UnsupportedEncryption { what: &'static str },
    #[error(transparent)]
    Limit(#[from] LimitExceeded),
    #[error("reading failed at byte {offset}: {message}")]
    Io { offset: u64, message: String },
}
