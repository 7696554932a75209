//! How an unreadable document is told.

use super::ReadError;
use crate::text::{Kind, Lang, Phrase, Problem};

impl From<&ReadError> for Problem {
    fn from(error: &ReadError) -> Self {
        match error {
            ReadError::NotAPdf => Self::new(Kind::NotAPdf, ""),
            ReadError::Damaged {
                offset,
                object,
                expected,
            } => {
                let detail = Phrase::new(
                    format!("cần có {}", expected.words(Lang::Vi)),
                    format!("expected {expected}"),
                );
                let problem = Self::new(Kind::Damaged, detail).at_offset(*offset);
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
            ReadError::Io { offset: 0, message } => message.into(),
            ReadError::Io { offset, message } => Self::from(message).at_offset(*offset),
        }
    }
}

impl ReadError {
    /// What is wrong and where, in both languages, where another sentence names the file.
    pub(crate) fn phrase(&self) -> Phrase {
        let vietnamese = match self {
            Self::Damaged { .. } | Self::Io { .. } => return Problem::from(self).cause(),
            Self::NotAPdf => "không có dấu hiệu `%PDF-` ở đầu tệp".to_owned(),
            Self::PasswordRequired => "tài liệu được mã hóa và cần mật khẩu".to_owned(),
            Self::WrongPassword => "mật khẩu không mở được tài liệu".to_owned(),
            Self::UnsupportedEncryption { what } => {
                format!("cách mã hóa chưa được hỗ trợ: {}", what.words(Lang::Vi))
            }
            Self::Limit(exceeded) => format!("vượt quá giới hạn `{}`", exceeded.limit),
        };
        Phrase::new(vietnamese, self.to_string())
    }
}
