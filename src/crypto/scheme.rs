//! The schemes kyso signs with.

use super::DigestAlgorithm;
use crate::{asn1, x509::KeyKind};

/// A signature scheme that kyso signs with; any other pair of key and digest is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureScheme {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RsaPkcs1Sha256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    RsaPkcs1Sha384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    RsaPkcs1Sha512,
    /// RSASSA-PSS with SHA-256, in MGF1 too, and a salt of 32 bytes.
    RsaPssSha256,
    /// RSASSA-PSS with SHA-384, in MGF1 too, and a salt of 48 bytes.
    RsaPssSha384,
    /// RSASSA-PSS with SHA-512, in MGF1 too, and a salt of 64 bytes.
    RsaPssSha512,
    /// ECDSA on P-256 with SHA-256.
    EcdsaP256Sha256,
    /// ECDSA on P-384 with SHA-384.
    EcdsaP384Sha384,
    /// Ed25519; content is digested with SHA-512 (RFC 8419 §3.1).
    Ed25519,
}

/// Why a key and a digest make no scheme.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SchemeError {
    /// The digest is none that kyso signs with: `sha256`, `sha384`, `sha512`.
    #[error("`{name}` is no digest that kyso signs with")]
    Digest {
        /// As it was given.
        name: String,
    },
    /// The digest does not go with this kind of key.
    #[error("{key} does not sign with {digest}")]
    Pair {
        /// The key.
        key: KeyKind,
        /// `sha256`, `sha384` or `sha512`.
        digest: &'static str,
    },
    /// RSASSA-PSS was asked of a key that is not RSA.
    #[error("{key} knows no RSASSA-PSS")]
    Pss {
        /// The key.
        key: KeyKind,
    },
    /// kyso signs with no key of this kind.
    #[error("kyso does not sign with {key}")]
    Key {
        /// The key.
        key: KeyKind,
    },
}

use SignatureScheme::{
    EcdsaP256Sha256, EcdsaP384Sha384, Ed25519, RsaPkcs1Sha256, RsaPkcs1Sha384, RsaPkcs1Sha512,
    RsaPssSha256, RsaPssSha384, RsaPssSha512,
};

impl SignatureScheme {
    /// Every scheme.
    pub const ALL: [Self; 9] = [
        RsaPkcs1Sha256,
        RsaPkcs1Sha384,
        RsaPkcs1Sha512,
        RsaPssSha256,
        RsaPssSha384,
        RsaPssSha512,
        EcdsaP256Sha256,
        EcdsaP384Sha384,
        Ed25519,
    ];

    /// The scheme of a key with a digest (`sha256`, `sha384`, `sha512`, any case, `SHA-256` too);
    /// without one, the usual digest of that key.
    ///
    /// ```
    /// use kyso::{SignatureScheme, x509::KeyKind};
    /// let scheme = SignatureScheme::choose(KeyKind::EcP384, None, false)?;
    /// assert_eq!(scheme, SignatureScheme::EcdsaP384Sha384);
    /// assert!(SignatureScheme::choose(KeyKind::EcP256, Some("sha512"), false).is_err());
    /// # Ok::<(), kyso::SchemeError>(())
    /// ```
    ///
    /// # Errors
    /// [`SchemeError`] names what does not go together.
    pub fn choose(key: KeyKind, digest: Option<&str>, pss: bool) -> Result<Self, SchemeError> {
        let digest = digest.map(signing_digest).transpose()?;
        if pss && !matches!(key, KeyKind::Rsa { .. }) {
            return Err(SchemeError::Pss { key });
        }
        let scheme = match (key, digest) {
            (KeyKind::Rsa { .. }, None | Some("sha256")) if pss => RsaPssSha256,
            (KeyKind::Rsa { .. }, Some("sha384")) if pss => RsaPssSha384,
            (KeyKind::Rsa { .. }, Some("sha512")) if pss => RsaPssSha512,
            (KeyKind::Rsa { .. }, None | Some("sha256")) => RsaPkcs1Sha256,
            (KeyKind::Rsa { .. }, Some("sha384")) => RsaPkcs1Sha384,
            (KeyKind::Rsa { .. }, Some("sha512")) => RsaPkcs1Sha512,
            (KeyKind::EcP256, None | Some("sha256")) => EcdsaP256Sha256,
            (KeyKind::EcP384, None | Some("sha384")) => EcdsaP384Sha384,
            (KeyKind::Ed25519, None | Some("sha512")) => Ed25519,
            (KeyKind::EcP521 | KeyKind::Other, _) => return Err(SchemeError::Key { key }),
            (_, digest) => {
                let digest = digest.unwrap_or_default();
                return Err(SchemeError::Pair { key, digest });
            }
        };
        Ok(scheme)
    }

    /// The name in reports: `rsa-sha256`, `rsa-pss-sha256`, `ecdsa-p256-sha256`, `ed25519`, ….
    pub fn as_str(self) -> &'static str {
        match self {
            RsaPkcs1Sha256 => "rsa-sha256",
            RsaPkcs1Sha384 => "rsa-sha384",
            RsaPkcs1Sha512 => "rsa-sha512",
            RsaPssSha256 => "rsa-pss-sha256",
            RsaPssSha384 => "rsa-pss-sha384",
            RsaPssSha512 => "rsa-pss-sha512",
            EcdsaP256Sha256 => "ecdsa-p256-sha256",
            EcdsaP384Sha384 => "ecdsa-p384-sha384",
            Ed25519 => "ed25519",
        }
    }

    /// The digest of content and signed attributes.
    pub(crate) fn digest(self) -> DigestAlgorithm {
        match self {
            RsaPkcs1Sha256 | RsaPssSha256 | EcdsaP256Sha256 => DigestAlgorithm::Sha256,
            RsaPkcs1Sha384 | RsaPssSha384 | EcdsaP384Sha384 => DigestAlgorithm::Sha384,
            RsaPkcs1Sha512 | RsaPssSha512 | Ed25519 => DigestAlgorithm::Sha512,
        }
    }

    /// AlgorithmIdentifier of the digest, parameters absent (RFC 5754 §2).
    pub(crate) fn digest_identifier(self) -> Vec<u8> {
        asn1::sequence(&[&asn1::oid(self.digest().oid())])
    }

    /// AlgorithmIdentifier of the signature.
    ///
    /// RSA PKCS#1 v1.5 names its digest (`sha256WithRSAEncryption`, NULL), as pyHanko and DSS
    /// write it: nothing is left to be guessed, and every reader tried takes it.
    pub(crate) fn identifier(self) -> Vec<u8> {
        let with_null = |oid: &str| asn1::sequence(&[&asn1::oid(oid), &asn1::null()]);
        let bare = |oid: &str| asn1::sequence(&[&asn1::oid(oid)]);
        match self {
            RsaPkcs1Sha256 => with_null("1.2.840.113549.1.1.11"),
            RsaPkcs1Sha384 => with_null("1.2.840.113549.1.1.12"),
            RsaPkcs1Sha512 => with_null("1.2.840.113549.1.1.13"),
            RsaPssSha256 | RsaPssSha384 | RsaPssSha512 => pss_identifier(self.digest()),
            EcdsaP256Sha256 => bare("1.2.840.10045.4.3.2"),
            EcdsaP384Sha384 => bare("1.2.840.10045.4.3.3"),
            Ed25519 => bare("1.3.101.112"),
        }
    }
}

impl std::fmt::Display for SignatureScheme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

fn signing_digest(name: &str) -> Result<&'static str, SchemeError> {
    match name.to_ascii_lowercase().replace('-', "").as_str() {
        "sha256" => Ok("sha256"),
        "sha384" => Ok("sha384"),
        "sha512" => Ok("sha512"),
        _ => Err(SchemeError::Digest {
            name: name.to_owned(),
        }),
    }
}

/// RSASSA-PSS with the same digest in MGF1 and a salt of its length (RFC 4056 §3).
fn pss_identifier(digest: DigestAlgorithm) -> Vec<u8> {
    // RFC 4055 §2.1 writes the digests inside with NULL.
    let hash = asn1::sequence(&[&asn1::oid(digest.oid()), &asn1::null()]);
    let mgf1 = asn1::sequence(&[&asn1::oid("1.2.840.113549.1.1.8"), &hash]);
    let salt = u8::try_from(digest.output_len()).unwrap_or(u8::MAX);
    let parameters = asn1::sequence(&[
        &asn1::tlv(0xa0, &[&hash]),
        &asn1::tlv(0xa1, &[&mgf1]),
        &asn1::tlv(0xa2, &[&asn1::integer(&[salt])]),
    ]);
    asn1::sequence(&[&asn1::oid("1.2.840.113549.1.1.10"), &parameters])
}
