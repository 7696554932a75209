//! Is this signature value right? What *ring* can, *ring* decides.

use std::borrow::Cow;

use ring::signature as by_ring;

use super::{
    DigestAlgorithm, PublicKey, SignatureAlgorithm, SignatureScheme,
    algorithm::PssParameters,
    key::{Curve, RsaKey},
};
use crate::text::{Lang, Phrase, Term};
use DigestAlgorithm::{Sha1, Sha256, Sha384, Sha512};

/// Why a signature value is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    #[error("the signature value does not fit")]
    Mismatch,
    /// By name, or by dotted OID where it has none here.
    #[error("{algorithm} is not supported")]
    Unsupported { algorithm: String },
    #[error("the algorithm identifiers contradict each other: {what}")]
    Contradiction { what: Term },
    #[error("the algorithm identifier cannot be read")]
    Algorithm,
    #[error("the public key cannot be read")]
    Key,
}

impl VerifyError {
    /// The same in both languages.
    pub(crate) fn phrase(&self) -> Phrase {
        let vietnamese: Cow<'static, str> = match self {
            Self::Mismatch => "giá trị chữ ký không khớp".into(),
            Self::Unsupported { algorithm } => format!("chưa hỗ trợ {algorithm}").into(),
            Self::Contradiction { what } => format!(
                "các định danh thuật toán mâu thuẫn nhau: {}",
                what.words(Lang::Vi)
            )
            .into(),
            Self::Algorithm => "không đọc được định danh thuật toán".into(),
            Self::Key => "không đọc được khóa công khai".into(),
        };
        Phrase::new(vietnamese, self.to_string())
    }
}

/// Verifies `signature` over `message` by the AlgorithmIdentifier `algorithm` (DER) under the
/// SubjectPublicKeyInfo `key` (DER).
///
/// `digest`: the SignerInfo's digestAlgorithm where `algorithm` names none (`rsaEncryption`,
/// plain `id-ecPublicKey`), and what `algorithm` must not contradict (RFC 8933 §3.1).
pub fn verify(
    algorithm: &[u8],
    digest: Option<DigestAlgorithm>,
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    verify_input(algorithm, digest, key, Input::Message(message), signature)
}

/// The same over the digest of a message, where nobody wants to hold the message: signatures
/// without signed attributes, and those of `adbe.x509.rsa_sha1`.
pub fn verify_prehash(
    algorithm: &[u8],
    digest: Option<DigestAlgorithm>,
    key: &[u8],
    prehash: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    verify_input(algorithm, digest, key, Input::Digest(prehash), signature)
}

/// What was signed.
#[derive(Clone, Copy)]
pub(super) enum Input<'a> {
    Message(&'a [u8]),
    /// Only RustCrypto's crates verify digests.
    #[cfg_attr(not(feature = "legacy-algs"), allow(dead_code))]
    Digest(&'a [u8]),
}

fn verify_input(
    algorithm: &[u8],
    digest: Option<DigestAlgorithm>,
    key: &[u8],
    input: Input<'_>,
    signature: &[u8],
) -> Result<(), VerifyError> {
    let algorithm = SignatureAlgorithm::from_identifier(algorithm)?;
    let key = PublicKey::from_info(key).map_err(|_| VerifyError::Key)?;
    let digest = agreed_digest(algorithm, digest)?;
    match (algorithm, &key) {
        (SignatureAlgorithm::Rsa { .. }, PublicKey::Rsa(rsa)) => {
            if rsa.pss.is_some() {
                return Err(VerifyError::Contradiction {
                    what: Term::PKCS_1_V1_5_UNDER_A_KEY_THAT_IS_FOR_RSASSA_PSS,
                });
            }
            rsa_pkcs1(rsa, named(digest)?, input, signature)
        }
        (SignatureAlgorithm::RsaPss(parameters), PublicKey::Rsa(rsa)) => {
            agree_with_key(parameters, rsa)?;
            rsa_pss(rsa, parameters, input, signature)
        }
        (SignatureAlgorithm::Ecdsa { .. }, PublicKey::Ec { curve, point }) => {
            ecdsa(*curve, point, named(digest)?, input, signature)
        }
        (SignatureAlgorithm::Ed25519, PublicKey::Ed25519(point)) => match input {
            Input::Message(message) => by_ring_key(&by_ring::ED25519, point, message, signature),
            Input::Digest(_) => Err(unsupported("Ed25519 over a digest")),
        },
        #[cfg(feature = "legacy-algs")]
        (SignatureAlgorithm::Ed448, PublicKey::Ed448(point)) => match input {
            Input::Message(message) => super::legacy::ed448(point, message, signature),
            Input::Digest(_) => Err(unsupported("Ed448 over a digest")),
        },
        #[cfg(feature = "legacy-algs")]
        (SignatureAlgorithm::Dsa { .. }, PublicKey::Dsa(dsa)) => {
            super::legacy::dsa(dsa, named(digest)?, input, signature)
        }
        #[cfg(not(feature = "legacy-algs"))]
        (SignatureAlgorithm::Ed448, PublicKey::Ed448(_))
        | (SignatureAlgorithm::Dsa { .. }, PublicKey::Dsa(_)) => {
            Err(unsupported(&algorithm.name()))
        }
        (_, PublicKey::Other { oid }) => Err(unsupported(oid)),
        _ => Err(VerifyError::Contradiction {
            what: Term::SIGNATURE_ALGORITHM_AND_KIND_OF_KEY,
        }),
    }
}

/// The digest that both name, or the only one named. The Edwards curves bring their own, and
/// CMS must name the same (RFC 8419 §3.1).
fn agreed_digest(
    algorithm: SignatureAlgorithm,
    digest: Option<DigestAlgorithm>,
) -> Result<Option<DigestAlgorithm>, VerifyError> {
    match (algorithm.bound_digest(), digest) {
        (Some(own), Some(other)) if own != other => Err(VerifyError::Contradiction {
            what: Term::DIGESTALGORITHM_AND_THE_DIGEST_OF_SIGNATUREALGORITHM,
        }),
        (own, other) => Ok(own.or(other)),
    }
}

fn named(digest: Option<DigestAlgorithm>) -> Result<DigestAlgorithm, VerifyError> {
    digest.ok_or(VerifyError::Contradiction {
        what: Term::NO_DIGEST_ALGORITHM_IS_NAMED,
    })
}

/// Whether an RSA key, a SubjectPublicKeyInfo, is not bound to something else than `scheme`
/// (RFC 4055 §1.2, §3.3). True for keys of other kinds, which are bound to nothing.
pub(crate) fn is_free_for(scheme: SignatureScheme, key: &[u8]) -> bool {
    let Ok(PublicKey::Rsa(key)) = PublicKey::from_info(key) else {
        return true;
    };
    match SignatureAlgorithm::from_identifier(&scheme.identifier()) {
        Ok(SignatureAlgorithm::RsaPss(parameters)) => agree_with_key(parameters, &key).is_ok(),
        _ => key.pss.is_none(),
    }
}

/// Parameters in the key bind the signature; its salt may be longer (RFC 4055 §3.3).
fn agree_with_key(parameters: PssParameters, key: &RsaKey<'_>) -> Result<(), VerifyError> {
    let Some(Some(bound)) = key.pss else {
        return Ok(());
    };
    let agree = bound.digest == parameters.digest
        && bound.mgf1_digest == parameters.mgf1_digest
        && parameters.salt_len >= bound.salt_len;
    agree.then_some(()).ok_or(VerifyError::Contradiction {
        what: Term::RSASSA_PSS_PARAMETERS_OF_KEY_AND_SIGNATURE,
    })
}

fn rsa_pkcs1(
    key: &RsaKey<'_>,
    digest: DigestAlgorithm,
    input: Input<'_>,
    signature: &[u8],
) -> Result<(), VerifyError> {
    if let Input::Message(message) = input {
        let large = key.bits() >= 2048;
        let verifier = match digest {
            Sha1 => Some(&by_ring::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY),
            Sha256 => Some(&by_ring::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY),
            Sha384 if large => Some(&by_ring::RSA_PKCS1_2048_8192_SHA384),
            Sha512 => Some(&by_ring::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY),
            _ => None,
        };
        if let Some(verifier) = verifier.filter(|_| fits_ring(key)) {
            return rsa_by_ring(key, verifier, message, signature);
        }
    }
    #[cfg(feature = "legacy-algs")]
    return super::legacy::rsa_pkcs1(key, digest, input, signature);
    #[cfg(not(feature = "legacy-algs"))]
    Err(unsupported(&format!("RSA-{} with {digest}", key.bits())))
}

fn rsa_pss(
    key: &RsaKey<'_>,
    parameters: PssParameters,
    input: Input<'_>,
    signature: &[u8],
) -> Result<(), VerifyError> {
    let usual = parameters.salt_len == parameters.digest.output_len()
        && parameters.mgf1_digest == parameters.digest;
    if let (Input::Message(message), true) = (input, usual && key.bits() >= 2048 && fits_ring(key))
    {
        let verifier = match parameters.digest {
            Sha256 => Some(&by_ring::RSA_PSS_2048_8192_SHA256),
            Sha384 => Some(&by_ring::RSA_PSS_2048_8192_SHA384),
            Sha512 => Some(&by_ring::RSA_PSS_2048_8192_SHA512),
            _ => None,
        };
        if let Some(verifier) = verifier {
            return rsa_by_ring(key, verifier, message, signature);
        }
    }
    #[cfg(feature = "legacy-algs")]
    return super::legacy::rsa_pss(key, parameters, input, signature);
    #[cfg(not(feature = "legacy-algs"))]
    Err(unsupported("RSASSA-PSS with these parameters"))
}

/// Sizes of key that *ring* takes: 1024 to 8192 bits, exponent 3 to 2^33 - 1.
fn fits_ring(key: &RsaKey<'_>) -> bool {
    let exponent_fits = match key.exponent {
        [first, _, _, _, _] => *first <= 1,
        [] | [..=2] => false,
        exponent => exponent.len() <= 4,
    };
    (1024..=8192).contains(&key.bits()) && exponent_fits
}

fn rsa_by_ring(
    key: &RsaKey<'_>,
    verifier: &'static by_ring::RsaParameters,
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    let components = by_ring::RsaPublicKeyComponents {
        n: key.modulus,
        e: key.exponent,
    };
    components
        .verify(verifier, message, signature)
        .map_err(|_| VerifyError::Mismatch)
}

fn ecdsa(
    curve: Curve,
    point: &[u8],
    digest: DigestAlgorithm,
    input: Input<'_>,
    signature: &[u8],
) -> Result<(), VerifyError> {
    if let Input::Message(message) = input {
        let verifier = match (curve, digest) {
            (Curve::P256, Sha256) => Some(&by_ring::ECDSA_P256_SHA256_ASN1),
            (Curve::P256, Sha384) => Some(&by_ring::ECDSA_P256_SHA384_ASN1),
            (Curve::P384, Sha256) => Some(&by_ring::ECDSA_P384_SHA256_ASN1),
            (Curve::P384, Sha384) => Some(&by_ring::ECDSA_P384_SHA384_ASN1),
            _ => None,
        };
        // ring takes uncompressed points only.
        if let (Some(verifier), Some(4)) = (verifier, point.first()) {
            return by_ring_key(verifier, point, message, signature);
        }
    }
    #[cfg(feature = "legacy-algs")]
    return super::legacy::ecdsa(curve, point, digest, input, signature);
    #[cfg(not(feature = "legacy-algs"))]
    Err(unsupported(&format!(
        "ECDSA on {} with {digest}",
        curve.name()
    )))
}

fn by_ring_key(
    verifier: &'static dyn by_ring::VerificationAlgorithm,
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    by_ring::UnparsedPublicKey::new(verifier, key)
        .verify(message, signature)
        .map_err(|_| VerifyError::Mismatch)
}

/// [`VerifyError::Unsupported`] of `what`: a name, or a dotted OID.
pub(crate) fn unsupported(what: &str) -> VerifyError {
    VerifyError::Unsupported {
        algorithm: what.to_owned(),
    }
}
