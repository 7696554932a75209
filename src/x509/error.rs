//! Why bytes are no certificate.

use crate::text::{Lang, Phrase, Term};

/// Why bytes are no certificate (strict: a certificate with BER or a padded serial is refused).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an X.509 certificate: {what}")]
#[non_exhaustive]
pub struct CertificateError {
    /// What is wrong.
    pub what: Term,
}

impl CertificateError {
    /// The sentence that this error is, in both languages.
    pub(crate) fn phrase(self) -> Phrase {
        let what = self.what.words(Lang::Vi);
        Phrase::new(
            format!("không phải là chứng thư X.509: {what}"),
            self.to_string(),
        )
    }

    pub(crate) const fn new(what: Term) -> Self {
        Self { what }
    }
}
