//! Why no certificate could be made.

use crate::{
    identity::{IdentityError, SignerError},
    text::{Kind, Problem},
    x509::CertificateError,
};

/// Why no certificate could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PkiError {
    /// The subject lacks something, or has something that it must not have.
    #[error("the subject: {what}")]
    Subject {
        /// What is wrong.
        what: &'static str,
    },
    /// The period ends before it begins.
    #[error("the certificate would never be valid")]
    Period,
    /// The issuer's certificate allows no issuing.
    #[error("{subject} is no certification authority, or may not sign certificates")]
    NotACa {
        /// The issuer's subject.
        subject: String,
    },
    /// The issuer's name or key is of a kind that cannot be written into a certificate here.
    #[error("the issuer cannot be used: {what}")]
    Issuer {
        /// What is wrong.
        what: &'static str,
    },
    /// No key could be generated.
    #[error("no key could be generated")]
    KeyGeneration,
    /// The issuer's key failed.
    #[error(transparent)]
    Signer(#[from] SignerError),
    /// What was made cannot be read back.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The key that was made cannot be read back.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The file cannot be encrypted with this password.
    #[error("the key file cannot be written: {what}")]
    KeyFile {
        /// What is wrong.
        what: &'static str,
    },
}

impl From<&PkiError> for Problem {
    fn from(error: &PkiError) -> Self {
        match error {
            PkiError::Certificate(error) => error.into(),
            PkiError::Identity(error) => error.into(),
            PkiError::Signer(_) | PkiError::KeyGeneration => {
                Self::new(Kind::SigningFailed, error.to_string())
            }
            _ => Self::new(Kind::CertificateNotMade, error.to_string()),
        }
    }
}
