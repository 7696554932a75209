//! SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), read as DER.

use super::algorithm::{self, PssParameters};
use crate::{
    asn1::{Asn1Error, Element, Reader, Rules, Tag},
    text::Term,
};

/// A public key, borrowed from its SubjectPublicKeyInfo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PublicKey<'a> {
    Rsa(RsaKey<'a>),
    Ec {
        curve: Curve,
        point: &'a [u8],
    },
    Ed25519(&'a [u8]),
    Ed448(&'a [u8]),
    Dsa(DsaKey<'a>),
    /// Anything else, by its OID.
    Other {
        oid: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RsaKey<'a> {
    /// Big-endian, without leading zero.
    pub modulus: &'a [u8],
    pub exponent: &'a [u8],
    /// Whether the key is bound to RSASSA-PSS, and to which parameters (RFC 4055 §1.2).
    pub pss: Option<Option<PssParameters>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DsaKey<'a> {
    pub p: &'a [u8],
    pub q: &'a [u8],
    pub g: &'a [u8],
    pub y: &'a [u8],
}

/// Named curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Curve {
    P256,
    P384,
    P521,
    BrainpoolP256r1,
    BrainpoolP384r1,
    BrainpoolP512r1,
    Secp256k1,
}

const CURVES: [(&str, Curve); 7] = [
    ("1.2.840.10045.3.1.7", Curve::P256),
    ("1.3.132.0.34", Curve::P384),
    ("1.3.132.0.35", Curve::P521),
    ("1.3.36.3.3.2.8.1.1.7", Curve::BrainpoolP256r1),
    ("1.3.36.3.3.2.8.1.1.11", Curve::BrainpoolP384r1),
    ("1.3.36.3.3.2.8.1.1.13", Curve::BrainpoolP512r1),
    ("1.3.132.0.10", Curve::Secp256k1),
];

impl RsaKey<'_> {
    /// Bits of the modulus.
    pub fn bits(&self) -> usize {
        let zeros = self
            .modulus
            .first()
            .map_or(0, |octet| octet.leading_zeros());
        let zeros = usize::try_from(zeros).unwrap_or(0);
        self.modulus.len().saturating_mul(8).saturating_sub(zeros)
    }
}

impl<'a> PublicKey<'a> {
    /// Reads a SubjectPublicKeyInfo.
    pub fn from_info(info: &'a [u8]) -> Result<Self, Asn1Error> {
        let mut outer = Reader::new(info, Rules::Der);
        let mut fields = outer
            .expect(Tag::SEQUENCE, Term::SUBJECTPUBLICKEYINFO_IS_EXPECTED)?
            .children()?;
        outer.finish()?;
        let identifier = fields.expect(Tag::SEQUENCE, Term::ALGORITHM_IDENTIFIER_IS_EXPECTED)?;
        let key = fields.any()?;
        fields.finish()?;
        let mut algorithm = identifier.children()?;
        let oid = algorithm.any()?.oid()?;
        let parameters = algorithm.next()?.filter(|element| element.tag != Tag::NULL);
        algorithm.finish()?;
        let without = |kind| match parameters {
            Some(element) => Err(element.error(Term::PARAMETERS_OF_A_KEY_THAT_HAS_NONE)),
            None => Ok(kind),
        };
        match oid.as_str() {
            algorithm::RSA_ENCRYPTION => without(rsa(key.bit_string()?, None)?),
            algorithm::RSASSA_PSS => rsa(key.bit_string()?, Some(pss_parameters(parameters)?)),
            algorithm::EC_PUBLIC_KEY => elliptic_curve(parameters, key.bit_string()?),
            algorithm::ED25519 => without(Self::Ed25519(key.bit_string()?)),
            algorithm::ED448 => without(Self::Ed448(key.bit_string()?)),
            algorithm::ID_DSA => match parameters {
                Some(parameters) => dsa(&parameters, key.bit_string()?),
                // Parameters inherited from the issuer (RFC 3279 §2.3.2).
                None => Ok(Self::Other { oid }),
            },
            _ => Ok(Self::Other { oid }),
        }
    }
}

impl Curve {
    pub fn from_oid(oid: &str) -> Option<Self> {
        CURVES.iter().find(|row| row.0 == oid).map(|row| row.1)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::BrainpoolP256r1 => "brainpoolP256r1",
            Self::BrainpoolP384r1 => "brainpoolP384r1",
            Self::BrainpoolP512r1 => "brainpoolP512r1",
            Self::Secp256k1 => "secp256k1",
        }
    }
}

/// Parameters that bind a key to RSASSA-PSS, where it has any.
fn pss_parameters(parameters: Option<Element<'_, '_>>) -> Result<Option<PssParameters>, Asn1Error> {
    let Some(element) = parameters else {
        return Ok(None);
    };
    algorithm::pss(Some(element.raw))
        .map(Some)
        .map_err(|_| element.error(Term::UNKNOWN_PARAMETERS_OF_RSASSA_PSS))
}

/// A point on a named curve. Parameters spelled out instead are how CVE-2020-0601 forged keys.
fn elliptic_curve<'a>(
    parameters: Option<Element<'_, '_>>,
    point: &'a [u8],
) -> Result<PublicKey<'a>, Asn1Error> {
    let named = parameters.filter(|element| element.tag == Tag::OBJECT_IDENTIFIER);
    let Some(element) = named else {
        let oid = algorithm::EC_PUBLIC_KEY.to_owned();
        return Ok(PublicKey::Other { oid });
    };
    let oid = element.oid()?;
    Ok(match Curve::from_oid(&oid) {
        Some(curve) => PublicKey::Ec { curve, point },
        None => PublicKey::Other { oid },
    })
}

/// Dss-Parms and DSAPublicKey (RFC 3279 §2.3.2).
fn dsa<'a>(parameters: &Element<'a, '_>, bits: &'a [u8]) -> Result<PublicKey<'a>, Asn1Error> {
    let mut numbers = parameters.children()?;
    let (p, q, g) = (numbers.any()?, numbers.any()?, numbers.any()?);
    numbers.finish()?;
    let mut outer = Reader::new(bits, Rules::Der);
    let y = outer.any()?;
    outer.finish()?;
    Ok(PublicKey::Dsa(DsaKey {
        p: p.unsigned()?,
        q: q.unsigned()?,
        g: g.unsigned()?,
        y: y.unsigned()?,
    }))
}

/// RSAPublicKey (RFC 8017 §A.1.1).
fn rsa<'a>(bits: &'a [u8], pss: Option<Option<PssParameters>>) -> Result<PublicKey<'a>, Asn1Error> {
    let mut outer = Reader::new(bits, Rules::Der);
    let mut numbers = outer
        .expect(Tag::SEQUENCE, Term::RSAPUBLICKEY_IS_EXPECTED)?
        .children()?;
    outer.finish()?;
    let (modulus, exponent) = (numbers.any()?.unsigned()?, numbers.any()?.unsigned()?);
    numbers.finish()?;
    Ok(PublicKey::Rsa(RsaKey {
        modulus,
        exponent,
        pss,
    }))
}
