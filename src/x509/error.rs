//! Why bytes are no certificate.

use crate::{
    LimitExceeded,
    text::{Lang, Phrase, Term},
};

/// Why bytes are no certificate (strict: a certificate with BER or a padded serial is refused).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an X.509 certificate: {what}{}", self.exceeded(Lang::En))]
#[non_exhaustive]
pub struct CertificateError {
    /// What is wrong.
    pub what: Term,
    /// The limit that stands in the way.
    pub limit: Option<LimitExceeded>,
}

impl CertificateError {
    /// The sentence that this error is, in both languages.
    pub(crate) fn phrase(self) -> Phrase {
        let what = self.what.words(Lang::Vi);
        Phrase::new(
            format!(
                "không phải là chứng thư X.509: {what}{}",
                self.exceeded(Lang::Vi)
            ),
            self.to_string(),
        )
    }

    fn exceeded(&self, lang: Lang) -> String {
        let told = |limit: LimitExceeded| format!(" ({})", limit.phrase().words(lang));
        self.limit.map(told).unwrap_or_default()
    }

    pub(crate) const fn new(what: Term) -> Self {
        Self { what, limit: None }
    }
}
