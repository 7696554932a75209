//! How a key file that yields no identity, or one to think about, is told.

use super::{IdentityError, KeyFileFinding};
use crate::text::{Kind, Problem};

impl From<&IdentityError> for Problem {
    fn from(error: &IdentityError) -> Self {
        match error {
            IdentityError::Unreadable { what } => Self::new(Kind::IdentityUnreadable, what.clone()),
            IdentityError::PasswordRequired => Self::new(Kind::IdentityPasswordRequired, ""),
            IdentityError::WrongPassword => Self::new(Kind::IdentityWrongPassword, ""),
            IdentityError::NoKey => Self::new(Kind::IdentityNoKey, ""),
            IdentityError::NoCertificate => Self::new(Kind::IdentityNoCertificate, ""),
            IdentityError::SeveralKeys { subjects } => {
                Self::new(Kind::IdentitySeveralKeys, subjects.join("; "))
            }
            IdentityError::WeakKey { bits } => Self::new(Kind::WeakKey, format!("RSA {bits}")),
            IdentityError::Mismatch => Self::new(Kind::KeyCertificateMismatch, ""),
            IdentityError::UnsupportedKey { what } => Self::new(Kind::UnsupportedKey, what.clone()),
        }
    }
}

impl From<KeyFileFinding> for Problem {
    fn from(finding: KeyFileFinding) -> Self {
        let kind = match finding {
            KeyFileFinding::NoIntegrityCheck => Kind::IdentityNoIntegrityCheck,
            KeyFileFinding::KeyNotEncrypted => Kind::IdentityKeyNotEncrypted,
            KeyFileFinding::PasswordNormalized => Kind::IdentityPasswordNormalized,
        };
        Self::new(kind, "")
    }
}
