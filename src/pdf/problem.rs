//! How an unreadable document is told.

use super::ReadError;
use crate::text::{Kind, Problem};

impl From<&ReadError> for Problem {
    fn from(error: &ReadError) -> Self {
        match error {
            ReadError::NotAPdf => Self::new(Kind::NotAPdf, ""),
            ReadError::Damaged {
                offset,
                object,
                expected,
            } => {
                let problem = Self::new(Kind::Damaged, *expected).at_offset(*offset);
                match object {
                    Some(id) => problem.in_object(id.to_string()),
                    None => problem,
                }
            }
            ReadError::PasswordRequired => Self::new(Kind::PasswordRequired, ""),
            ReadError::WrongPassword => Self::new(Kind::WrongPassword, ""),
            ReadError::UnsupportedEncryption { what } => {
                Self::new(Kind::UnsupportedEncryption, *what)
            }
            ReadError::Limit(exceeded) => exceeded.into(),
            // A file that does not even open has no place in it.
            ReadError::Io { offset: 0, message } => Self::new(Kind::Io, message.as_str()),
            ReadError::Io { offset, message } => {
                Self::new(Kind::Io, message.as_str()).at_offset(*offset)
            }
        }
    }
}
