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
            ReadError::Io { offset, message } => {
                Self::new(Kind::Io, message.as_str()).at_offset(*offset)
            }
        }
    }
}
