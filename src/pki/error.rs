//! Why no certificate could be made.

use crate::{
    identity::{IdentityError, SignerError},
    text::{Kind, Lang, Phrase, Problem, Term},
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
        what: Term,
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
        what: Term,
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
        what: Term,
    },
}

impl From<&PkiError> for Problem {
    fn from(error: &PkiError) -> Self {
        match error {
            PkiError::Certificate(error) => error.into(),
            PkiError::Identity(error) => error.into(),
            PkiError::Signer(error) => Self::new(Kind::SigningFailed, error.phrase()),
            PkiError::KeyGeneration => Self::new(
                Kind::SigningFailed,
                Phrase::new("không tạo được khóa", error.to_string()),
            ),
            PkiError::Subject { what } => not_made("chủ thể", *what, error),
            PkiError::Issuer { what } => not_made("không dùng được bên cấp", *what, error),
            PkiError::KeyFile { what } => not_made("không ghi được tệp khóa", *what, error),
            PkiError::Period => Self::new(
                Kind::CertificateNotMade,
                Phrase::new("chứng thư sẽ không bao giờ có hiệu lực", error.to_string()),
            ),
            PkiError::NotACa { subject } => {
                let vietnamese = format!(
                    "{subject} không phải là tổ chức chứng thực hoặc không được ký chứng thư"
                );
                let detail = Phrase::new(vietnamese, error.to_string());
                Self::new(Kind::CertificateNotMade, detail)
            }
        }
    }
}

fn not_made(before: &str, what: Term, error: &PkiError) -> Problem {
    let vietnamese = format!("{before}: {}", what.words(Lang::Vi));
    Problem::new(
        Kind::CertificateNotMade,
        Phrase::new(vietnamese, error.to_string()),
    )
}
