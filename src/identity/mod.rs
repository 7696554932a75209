//! Who signs: the [`Signer`] trait and those who implement it.

mod problem;

use crate::{crypto::SignatureScheme, x509::Certificate};

/// A private key with its certificate, wherever the key lives.
///
/// Implementations can be used for any number of signatures, from several threads at once.
pub trait Signer: Send + Sync {
    /// The signer's certificate.
    fn certificate(&self) -> &Certificate;
    /// The other certificates of the chain, issuer first, as far as known.
    fn chain(&self) -> &[Certificate];
    /// The scheme used where the caller names none.
    fn default_scheme(&self) -> SignatureScheme;
    /// An upper bound of what `sign` returns, in bytes.
    fn signature_len(&self, scheme: SignatureScheme) -> usize;
    /// Signs `message` (the DER of the signed attributes); ECDSA as DER (RFC 3279 §2.2.3).
    fn sign(&self, message: &[u8], scheme: SignatureScheme) -> Result<Vec<u8>, SignerError>;
}

/// Why a signer could not sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignerError {
    #[error("the key cannot sign with {scheme:?}")]
    UnsupportedScheme { scheme: SignatureScheme },
    #[error("signing failed: {message}")]
    Failed { message: String },
}

/// Why a file yields no identity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdentityError {
    #[error("neither PKCS#12 nor PEM: {what}")]
    Unreadable { what: String },
    #[error("a password is needed")]
    PasswordRequired,
    #[error("the password is wrong")]
    WrongPassword,
    #[error("no private key")]
    NoKey,
    #[error("no certificate")]
    NoCertificate,
    #[error("no certificate belongs to the key")]
    Mismatch,
    #[error("the key is of a kind that kyso does not sign with: {what}")]
    UnsupportedKey { what: String },
}

/// A key from a PKCS#12 or PEM file.
pub struct KeyFile {
    _p: (),
}

impl KeyFile {
    /// Opens PKCS#12 (DER) or PEM. `files`: contents of one or several files; `password` opens
    /// the PKCS#12 or the encrypted PKCS#8. The certificate is matched to the key and the chain
    /// completed from what the files hold.
    pub fn open(files: &[&[u8]], password: Option<&str>) -> Result<Self, IdentityError> {
        todo!()
    }
    /// Adds certificates (`--chain`) and completes the chain again.
    pub fn with_chain(self, certificates: &[Certificate]) -> Self {
        todo!()
    }
    /// Things worth telling: a PKCS#12 without MAC, …
    pub fn findings(&self) -> &[String] {
        todo!()
    }
}

impl Signer for KeyFile {
    fn certificate(&self) -> &Certificate {
        todo!()
    }
    fn chain(&self) -> &[Certificate] {
        todo!()
    }
    fn default_scheme(&self) -> SignatureScheme {
        todo!()
    }
    fn signature_len(&self, _: SignatureScheme) -> usize {
        todo!()
    }
    fn sign(&self, _: &[u8], _: SignatureScheme) -> Result<Vec<u8>, SignerError> {
        todo!()
    }
}
