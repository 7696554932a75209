//! Why a file yields no identity.

use crate::text::Phrase;

/// Why a file yields no identity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdentityError {
    /// The bytes are neither, or are damaged, or wrapped in a way that kyso does not open.
    #[error("neither PKCS#12 nor PEM: {what}")]
    Unreadable {
        /// What is wrong.
        what: Phrase,
    },
    /// The key is encrypted, and neither no password nor the empty one opens it.
    #[error("a password is needed")]
    PasswordRequired,
    /// The password does not open the file.
    #[error("the password is wrong")]
    WrongPassword,
    /// No file holds a private key.
    #[error("no private key")]
    NoKey,
    /// No file holds a certificate.
    #[error("no certificate")]
    NoCertificate,
    /// There are keys and certificates, but no two of them belong together.
    #[error("no certificate belongs to the key")]
    Mismatch,
    /// Several keys could sign.
    #[error("several keys could sign: {}", subjects.join("; "))]
    SeveralKeys {
        /// The subjects of their certificates.
        subjects: Vec<String>,
    },
    /// DSA, P-521 and whatever else *ring* does not sign with.
    #[error("the key is of a kind that kyso does not sign with: {what}")]
    UnsupportedKey {
        /// The kind.
        what: Phrase,
    },
    /// An RSA key below 2048 bits.
    #[error("the key is too weak: RSA with {bits} bits")]
    WeakKey {
        /// Bits of the modulus.
        bits: u32,
    },
}

impl IdentityError {
    pub(super) fn unreadable(what: impl Into<Phrase>) -> Self {
        Self::Unreadable { what: what.into() }
    }
}
