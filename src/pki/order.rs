//! What a certificate shall be.

use super::{KeyAlgorithm, Subject};
use crate::Time;

/// What a certificate shall be: whom it is about, its key, its period, and what it points to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Order {
    /// Whom it is about.
    pub subject: Subject,
    /// The first second of its period.
    pub not_before: Time,
    /// The last.
    pub not_after: Time,
    /// The key that is generated for it.
    pub key: KeyAlgorithm,
    /// Where the issuer will publish revocation lists; left out where there is none.
    pub crl_urls: Vec<String>,
}

impl Order {
    /// An order with an RSA key of 2048 bits and no addresses.
    pub fn new(subject: Subject, not_before: Time, not_after: Time) -> Self {
        Self {
            subject,
            not_before,
            not_after,
            key: KeyAlgorithm::Rsa2048,
            crl_urls: Vec::new(),
        }
    }

    /// With another kind of key.
    #[must_use]
    pub fn key(mut self, key: KeyAlgorithm) -> Self {
        self.key = key;
        self
    }

    /// With the address of the issuer's revocation list.
    #[must_use]
    pub fn crl_url(mut self, url: impl Into<String>) -> Self {
        self.crl_urls.push(url.into());
        self
    }
}
