//! Why bytes are no certificate.

/// Why bytes are no certificate (strict: a certificate with BER or a padded serial is refused).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an X.509 certificate: {what}")]
#[non_exhaustive]
pub struct CertificateError {
    /// What is wrong, in a few English words.
    pub what: &'static str,
}

impl CertificateError {
    pub(crate) const fn new(what: &'static str) -> Self {
        Self { what }
    }
}
