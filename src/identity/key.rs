//! One private key in *ring*'s hands.

use ring::{
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair,
        EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair,
    },
};
use zeroize::Zeroizing;

use super::{IdentityError, SignerError, rsa_key::RsaKey};
use crate::{
    asn1::{Asn1Error, Reader, Rules, Tag},
    crypto::SignatureScheme,
    text::{Phrase, Term},
    x509::{Certificate, KeyKind, bit_length},
};

const RSA: &str = "1.2.840.113549.1.1.1";
const RSA_PSS: &str = "1.2.840.113549.1.1.10";
const EC: &str = "1.2.840.10045.2.1";
const ED25519: &str = "1.3.101.112";

/// A key that can sign.
pub(crate) enum Key {
    Rsa(Box<RsaKey>),
    P256(EcdsaKeyPair),
    P384(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// The parts of a PrivateKeyInfo (RFC 5958 §2).
struct PrivateKeyInfo<'a> {
    algorithm: String,
    curve: Option<String>,
    key: &'a [u8],
}

impl Key {
    /// Reads PKCS#8. `certificates` lend their public keys where the file has none of its own.
    pub fn from_pkcs8(der: &[u8], certificates: &[Certificate]) -> Result<Self, IdentityError> {
        let info = PrivateKeyInfo::parse(der)
            .map_err(|_| IdentityError::unreadable(Term::PRIVATE_KEY_IS_NO_PKCS_8))?;
        match (info.algorithm.as_str(), info.curve.as_deref()) {
            (RSA, _) => Ok(Self::Rsa(Box::new(RsaKey::from_der(info.key, false)?))),
            (RSA_PSS, _) => Ok(Self::Rsa(Box::new(RsaKey::from_der(info.key, true)?))),
            (EC, Some("1.2.840.10045.3.1.7")) => {
                let pair = ec(
                    &ECDSA_P256_SHA256_ASN1_SIGNING,
                    KeyKind::EcP256,
                    32,
                    &info,
                    certificates,
                )?;
                Ok(Self::P256(pair))
            }
            (EC, Some("1.3.132.0.34")) => {
                let pair = ec(
                    &ECDSA_P384_SHA384_ASN1_SIGNING,
                    KeyKind::EcP384,
                    48,
                    &info,
                    certificates,
                )?;
                Ok(Self::P384(pair))
            }
            (EC, Some("1.3.132.0.35")) => Err(unsupported("EC P-521")),
            (EC, Some(curve)) => Err(unsupported(Phrase::new(
                format!("EC trên đường cong {curve}"),
                format!("EC on the curve {curve}"),
            ))),
            (EC, None) => Err(unsupported(Phrase::new(
                "EC trên đường cong tự đặt",
                "EC on a curve of its own",
            ))),
            (ED25519, _) => Ed25519KeyPair::from_pkcs8_maybe_unchecked(der)
                .map(Self::Ed25519)
                .map_err(damaged),
            ("1.3.101.113", _) => Err(unsupported("Ed448")),
            ("1.2.840.10040.4.1", _) => Err(unsupported("DSA")),
            (other, _) => Err(unsupported(other)),
        }
    }

    /// Whether `certificate` holds the public half.
    pub fn belongs_to(&self, certificate: &Certificate) -> bool {
        let same_kind = matches!(
            (self, certificate.key_kind()),
            (Self::Rsa(_), KeyKind::Rsa { .. })
                | (Self::P256(_), KeyKind::EcP256)
                | (Self::P384(_), KeyKind::EcP384)
                | (Self::Ed25519(_), KeyKind::Ed25519)
        );
        same_kind && certificate.subject_public_key() == self.public_key()
    }

    /// The content of subjectPublicKey.
    pub fn public_key(&self) -> &[u8] {
        match self {
            Self::Rsa(key) => key.public_key(),
            Self::P256(pair) | Self::P384(pair) => pair.public_key().as_ref(),
            Self::Ed25519(pair) => pair.public_key().as_ref(),
        }
    }

    pub fn default_scheme(&self) -> SignatureScheme {
        match self {
            Self::Rsa(key) => key.default_scheme(),
            Self::P256(_) => SignatureScheme::EcdsaP256Sha256,
            Self::P384(_) => SignatureScheme::EcdsaP384Sha384,
            Self::Ed25519(_) => SignatureScheme::Ed25519,
        }
    }

    /// The longest signature: for ECDSA a SEQUENCE of two INTEGERs with a sign byte each.
    pub fn signature_len(&self) -> usize {
        match self {
            Self::Rsa(key) => key.signature_len(),
            Self::P256(_) => 72,
            Self::P384(_) => 104,
            Self::Ed25519(_) => 64,
        }
    }

    pub fn sign(&self, message: &[u8], scheme: SignatureScheme) -> Result<Vec<u8>, SignerError> {
        use SignatureScheme as Scheme;
        match (self, scheme) {
            (Self::Rsa(key), scheme) => key.sign(message, scheme),
            (Self::P256(pair), Scheme::EcdsaP256Sha256)
            | (Self::P384(pair), Scheme::EcdsaP384Sha384) => {
                let signature = pair.sign(&SystemRandom::new(), message).map_err(failed)?;
                Ok(signature.as_ref().to_vec())
            }
            (Self::Ed25519(pair), Scheme::Ed25519) => Ok(pair.sign(message).as_ref().to_vec()),
            _ => Err(SignerError::UnsupportedScheme { scheme }),
        }
    }
}

/// An ECPrivateKey (RFC 5915). Its public key is optional; without it the certificate's does,
/// for *ring* checks that both halves belong together.
fn ec(
    algorithm: &'static EcdsaSigningAlgorithm,
    kind: KeyKind,
    len: usize,
    info: &PrivateKeyInfo<'_>,
    certificates: &[Certificate],
) -> Result<EcdsaKeyPair, IdentityError> {
    let (private, public) =
        ec_parts(info.key).map_err(|_| IdentityError::unreadable(Term::EC_KEY_IS_DAMAGED))?;
    let private = fixed_length(private, len)
        .ok_or_else(|| IdentityError::unreadable(Term::EC_KEY_IS_DAMAGED))?;
    let pair = |public: &[u8]| {
        let random = SystemRandom::new();
        EcdsaKeyPair::from_private_key_and_public_key(algorithm, &private, public, &random)
    };
    if let Some(public) = public {
        return pair(public).map_err(damaged);
    }
    certificates
        .iter()
        .filter(|certificate| certificate.key_kind() == kind)
        .find_map(|certificate| pair(certificate.subject_public_key()).ok())
        .ok_or(IdentityError::Mismatch)
}

/// The private key and, where it is there, the public one.
fn ec_parts(der: &[u8]) -> Result<(&[u8], Option<&[u8]>), Asn1Error> {
    let mut outside = Reader::new(der, Rules::Der);
    let mut parts = outside.expect(Tag::SEQUENCE, Term::EC_KEY)?.children()?;
    parts.expect(Tag::INTEGER, Term::VERSION)?;
    let private = parts.expect(Tag::OCTET_STRING, Term::PRIVATE_KEY)?.content;
    parts.optional(Tag::context(0))?;
    let public = match parts.optional(Tag::context(1))? {
        Some(public) => Some(public.children()?.any()?.bit_string()?),
        None => None,
    };
    Ok((private, public))
}

/// `number` with leading zeros taken away or added; old producers do either.
fn fixed_length(number: &[u8], len: usize) -> Option<Zeroizing<Vec<u8>>> {
    let start = number.iter().position(|&byte| byte != 0)?;
    let digits = number.get(start..)?;
    let padding = len.checked_sub(digits.len())?;
    let mut fixed = Zeroizing::new(vec![0; padding]);
    fixed.extend_from_slice(digits);
    Some(fixed)
}

impl<'a> PrivateKeyInfo<'a> {
    fn parse(der: &'a [u8]) -> Result<Self, Asn1Error> {
        let mut outside = Reader::new(der, Rules::Der);
        let mut parts = outside.expect(Tag::SEQUENCE, Term::PKCS_8)?.children()?;
        parts.expect(Tag::INTEGER, Term::VERSION)?;
        let algorithm = parts.expect(Tag::SEQUENCE, Term::ALGORITHM)?;
        let mut identifier = algorithm.children()?;
        let key = parts.expect(Tag::OCTET_STRING, Term::KEY)?.content;
        Ok(Self {
            algorithm: identifier.any()?.oid()?,
            curve: identifier.any().and_then(|curve| curve.oid()).ok(),
            key,
        })
    }
}

/// Bits of the modulus of an RSAPrivateKey (RFC 8017 A.1.2).
pub(super) fn modulus_bits(der: &[u8]) -> Result<u32, Asn1Error> {
    let mut outside = Reader::new(der, Rules::Der);
    let mut parts = outside.expect(Tag::SEQUENCE, Term::RSA_KEY)?.children()?;
    parts.expect(Tag::INTEGER, Term::VERSION)?;
    let modulus = parts.expect(Tag::INTEGER, Term::MODULUS)?;
    Ok(bit_length(modulus.content))
}

pub(super) fn unsupported(what: impl Into<Phrase>) -> IdentityError {
    IdentityError::UnsupportedKey { what: what.into() }
}

pub(super) fn damaged(error: ring::error::KeyRejected) -> IdentityError {
    IdentityError::Unreadable {
        what: Phrase::new(
            format!("khóa bí mật bị hỏng ({error})"),
            format!("the private key is damaged ({error})"),
        ),
    }
}

pub(super) fn failed(_: ring::error::Unspecified) -> SignerError {
    SignerError::Failed {
        message: Term::KEY_ARITHMETIC_FAILED.into(),
    }
}
