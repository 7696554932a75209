//! What signing asks of a key's holder.

use crate::{
    crypto::SignatureScheme,
    text::{Lang, Phrase},
    x509::Certificate,
};

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
    ///
    /// # Errors
    /// Where the key does not go with `scheme`, or its holder fails.
    fn sign(&self, message: &[u8], scheme: SignatureScheme) -> Result<Vec<u8>, SignerError>;
}

/// Why a signer could not sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignerError {
    /// The key is of another kind than the scheme asks for.
    #[error("the key cannot sign with {scheme:?}")]
    UnsupportedScheme {
        /// What was asked for.
        scheme: SignatureScheme,
    },
    /// The key's holder failed.
    #[error("signing failed: {message}")]
    Failed {
        /// What it says.
        message: Phrase,
    },
}

impl SignerError {
    /// The sentence that this error is, in both languages.
    pub(crate) fn phrase(&self) -> Phrase {
        let vietnamese = match self {
            Self::UnsupportedScheme { scheme } => format!("khóa không ký được bằng {scheme:?}"),
            Self::Failed { message } => format!("không ký được: {}", message.words(Lang::Vi)),
        };
        Phrase::new(vietnamese, self.to_string())
    }
}
