//! Why a file cannot be read.

use super::ObjectId;
use crate::{
    LimitExceeded,
    text::{SystemError, Term},
};

/// Why a file cannot be opened (ISO 32000-2 §7.5).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No header (§7.5.2).
    #[error("no `%PDF-` header within the first 1,024 bytes")]
    NotAPdf,
    /// The bytes are not what the grammar or the structure asks for.
    #[error("byte {offset}: expected {expected}")]
    Damaged {
        /// Counted from the first byte of the file.
        offset: u64,
        /// The object that was read, where that is known.
        object: Option<ObjectId>,
        /// What should stand there.
        expected: Term,
    },
    /// The empty password does not open the document, and no other was given (§7.6.4).
    #[error("the document is encrypted and needs a password")]
    PasswordRequired,
    /// Neither the given password nor the empty one opens the document.
    #[error("the password opens the document neither as user nor as owner")]
    WrongPassword,
    /// Another security handler than the standard one, or a version that the standard does not
    /// name (§7.6.2).
    #[error("encryption that kyso does not know: {what}")]
    UnsupportedEncryption {
        /// What it is.
        what: Term,
    },
    /// Reading on would cost more than [`Limits`](crate::Limits) allow.
    #[error(transparent)]
    Limit(#[from] LimitExceeded),
    /// The source could not be read.
    #[error("reading failed at byte {offset}: {message}")]
    Io {
        /// Where reading began.
        offset: u64,
        /// What the system said.
        message: SystemError,
    },
}
