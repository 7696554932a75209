//! AlgorithmIdentifiers of signatures and digests, by OID.

use super::{DigestAlgorithm, VerifyError, key::Curve, verify::unsupported};
use crate::{
    asn1::{Asn1Error, Element, Reader, Rules, Tag},
    text::{Phrase, Term},
};
use DigestAlgorithm::{
    Sha1, Sha3_224, Sha3_256, Sha3_384, Sha3_512, Sha224, Sha256, Sha384, Sha512,
};

/// A signature algorithm as an AlgorithmIdentifier names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5. `None`: `rsaEncryption`, the digest is named elsewhere (RFC 3370 §3.2).
    Rsa {
        digest: Option<DigestAlgorithm>,
    },
    RsaPss(PssParameters),
    /// `None`: plain `id-ecPublicKey`, the digest is named elsewhere.
    Ecdsa {
        digest: Option<DigestAlgorithm>,
    },
    /// `None`: plain `id-dsa`.
    Dsa {
        digest: Option<DigestAlgorithm>,
    },
    Ed25519,
    Ed448,
}

/// RSASSA-PSS-params (RFC 4055 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PssParameters {
    pub digest: DigestAlgorithm,
    pub mgf1_digest: DigestAlgorithm,
    pub salt_len: usize,
}

pub(super) const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";
pub(super) const RSASSA_PSS: &str = "1.2.840.113549.1.1.10";
const MGF1: &str = "1.2.840.113549.1.1.8";
pub(super) const EC_PUBLIC_KEY: &str = "1.2.840.10045.2.1";
pub(super) const ID_DSA: &str = "1.2.840.10040.4.1";
pub(super) const ED25519: &str = "1.3.101.112";
pub(super) const ED448: &str = "1.3.101.113";

const RSA: [(&str, Option<DigestAlgorithm>); 11] = [
    (RSA_ENCRYPTION, None),
    ("1.2.840.113549.1.1.5", Some(Sha1)),
    // sha1WithRSASignature of OIW, still in old certificates.
    ("1.3.14.3.2.29", Some(Sha1)),
    ("1.2.840.113549.1.1.14", Some(Sha224)),
    ("1.2.840.113549.1.1.11", Some(Sha256)),
    ("1.2.840.113549.1.1.12", Some(Sha384)),
    ("1.2.840.113549.1.1.13", Some(Sha512)),
    ("2.16.840.1.101.3.4.3.13", Some(Sha3_224)),
    ("2.16.840.1.101.3.4.3.14", Some(Sha3_256)),
    ("2.16.840.1.101.3.4.3.15", Some(Sha3_384)),
    ("2.16.840.1.101.3.4.3.16", Some(Sha3_512)),
];

const ECDSA: [(&str, Option<DigestAlgorithm>); 10] = [
    (EC_PUBLIC_KEY, None),
    ("1.2.840.10045.4.1", Some(Sha1)),
    ("1.2.840.10045.4.3.1", Some(Sha224)),
    ("1.2.840.10045.4.3.2", Some(Sha256)),
    ("1.2.840.10045.4.3.3", Some(Sha384)),
    ("1.2.840.10045.4.3.4", Some(Sha512)),
    ("2.16.840.1.101.3.4.3.9", Some(Sha3_224)),
    ("2.16.840.1.101.3.4.3.10", Some(Sha3_256)),
    ("2.16.840.1.101.3.4.3.11", Some(Sha3_384)),
    ("2.16.840.1.101.3.4.3.12", Some(Sha3_512)),
];

const DSA: [(&str, Option<DigestAlgorithm>); 6] = [
    (ID_DSA, None),
    ("1.2.840.10040.4.3", Some(Sha1)),
    ("2.16.840.1.101.3.4.3.1", Some(Sha224)),
    ("2.16.840.1.101.3.4.3.2", Some(Sha256)),
    ("2.16.840.1.101.3.4.3.3", Some(Sha384)),
    ("2.16.840.1.101.3.4.3.4", Some(Sha512)),
];

/// Known by name and never accepted.
const REFUSED: [(&str, &str); 2] = [
    ("1.2.840.113549.1.1.2", "RSA with MD2"),
    ("1.2.840.113549.1.1.4", "RSA with MD5"),
];

impl SignatureAlgorithm {
    /// Reads an AlgorithmIdentifier (DER, or BER as signers write it).
    pub fn from_identifier(identifier: &[u8]) -> Result<Self, VerifyError> {
        let (oid, parameters) =
            oid_and_parameters(identifier).map_err(|_| VerifyError::Algorithm)?;
        let of = |table: &[(&str, Option<DigestAlgorithm>)]| {
            table.iter().find(|row| row.0 == oid).map(|row| row.1)
        };
        let algorithm = if let Some(digest) = of(&RSA) {
            Self::Rsa { digest }
        } else if let Some(digest) = of(&ECDSA) {
            Self::Ecdsa { digest }
        } else if let Some(digest) = of(&DSA) {
            Self::Dsa { digest }
        } else {
            match oid.as_str() {
                RSASSA_PSS => return pss(parameters.as_deref()).map(Self::RsaPss),
                ED25519 => Self::Ed25519,
                ED448 => Self::Ed448,
                _ => return Err(foreign(&oid)),
            }
        };
        // The kind of a key may stand here with the key's parameters; a signature has none.
        let takes_parameters = [EC_PUBLIC_KEY, ID_DSA].contains(&oid.as_str());
        if parameters.is_some() && !takes_parameters {
            return Err(VerifyError::Algorithm);
        }
        Ok(algorithm)
    }

    /// The digest that the identifier itself names.
    pub fn digest(self) -> Option<DigestAlgorithm> {
        match self {
            Self::Rsa { digest } | Self::Ecdsa { digest } | Self::Dsa { digest } => digest,
            Self::RsaPss(parameters) => Some(parameters.digest),
            Self::Ed25519 | Self::Ed448 => None,
        }
    }

    /// The digest of MGF1 where it is not that of the message.
    pub fn foreign_mask_digest(self) -> Option<DigestAlgorithm> {
        match self {
            Self::RsaPss(parameters) if parameters.mgf1_digest != parameters.digest => {
                Some(parameters.mgf1_digest)
            }
            _ => None,
        }
    }

    /// What people call it, with the digest where it names one.
    pub fn name(self) -> String {
        let (scheme, digest) = match self {
            Self::Rsa { digest } => ("RSA", digest),
            Self::RsaPss(parameters) => ("RSASSA-PSS", Some(parameters.digest)),
            Self::Ecdsa { digest } => ("ECDSA", digest),
            Self::Dsa { digest } => ("DSA", digest),
            Self::Ed25519 => ("Ed25519", None),
            Self::Ed448 => ("Ed448", None),
        };
        digest.map_or_else(
            || scheme.to_owned(),
            |digest| format!("{scheme} with {digest}"),
        )
    }

    /// The same in both languages.
    pub fn phrase(self) -> Phrase {
        let english = self.name();
        Phrase::new(english.replace(" with ", " với "), english)
    }

    /// The digest that goes with it in CMS, named by the identifier or by the algorithm itself
    /// (RFC 8419 §3.1).
    pub fn bound_digest(self) -> Option<DigestAlgorithm> {
        match self {
            Self::Ed25519 => Some(Sha512),
            Self::Ed448 => Some(DigestAlgorithm::Shake256),
            other => other.digest(),
        }
    }
}

/// Why an OID that is in none of the tables verifies nothing.
fn foreign(oid: &str) -> VerifyError {
    if DigestAlgorithm::from_oid(oid).is_some() || Curve::from_oid(oid).is_some() {
        return VerifyError::Contradiction {
            what: Term::NO_SIGNATURE_ALGORITHM,
        };
    }
    let refused = REFUSED.iter().find(|row| row.0 == oid);
    unsupported(refused.map_or(oid, |row| row.1))
}

/// The OID of a digest's AlgorithmIdentifier, and the algorithm where kyso knows it.
///
/// Not one of [`DigestAlgorithm`]'s own OIDs: see `digest_of_signature`.
pub(crate) fn digest_of_identifier(
    identifier: &Element<'_, '_>,
) -> Result<(String, Option<DigestAlgorithm>), Asn1Error> {
    if identifier.tag != Tag::SEQUENCE {
        return Err(identifier.error(Term::DIGEST_ALGORITHM_IS_EXPECTED));
    }
    let mut fields = identifier.children()?;
    let oid = fields.any()?.oid()?;
    if fields
        .next()?
        .is_some_and(|parameters| parameters.raw != [5, 0])
    {
        return Err(identifier.error(Term::DIGEST_ALGORITHM_WITH_PARAMETERS));
    }
    fields.finish()?;
    let algorithm = DigestAlgorithm::from_oid(&oid).or_else(|| digest_of_signature(&oid));
    Ok((oid, algorithm))
}

/// Some producers name the signature algorithm in digestAlgorithm; OpenSSL reads that as well.
fn digest_of_signature(oid: &str) -> Option<DigestAlgorithm> {
    let rows = RSA.iter().chain(&ECDSA).chain(&DSA);
    rows.filter(|row| row.0 == oid).find_map(|row| row.1)
}

/// Whether two AlgorithmIdentifiers name the same algorithm: absent parameters equal NULL, and
/// those of RSASSA-PSS their defaults.
pub(crate) fn same_algorithm(one: &[u8], other: &[u8]) -> bool {
    let known = SignatureAlgorithm::from_identifier(one);
    if known.is_ok() && known == SignatureAlgorithm::from_identifier(other) {
        return true;
    }
    match (oid_and_parameters(one), oid_and_parameters(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Dotted OID, and the parameters as they stand; NULL counts as none.
pub(super) fn oid_and_parameters(
    identifier: &[u8],
) -> Result<(String, Option<Vec<u8>>), Asn1Error> {
    let met = std::cell::Cell::new(false);
    let mut outer = Reader::new(identifier, Rules::Ber(&met));
    let mut fields = outer
        .expect(Tag::SEQUENCE, Term::ALGORITHM_IDENTIFIER_IS_EXPECTED)?
        .children()?;
    let oid = fields.any()?.oid()?;
    let parameters = fields.next()?.filter(|element| element.tag != Tag::NULL);
    fields.finish()?;
    outer.finish()?;
    Ok((oid, parameters.map(|element| element.raw.to_vec())))
}

/// Parameters of RSASSA-PSS; what is absent has RFC 4055's default (SHA-1, MGF1 SHA-1, 20).
pub(super) fn pss(parameters: Option<&[u8]>) -> Result<PssParameters, VerifyError> {
    let Some(parameters) = parameters else {
        return Ok(PssParameters {
            digest: Sha1,
            mgf1_digest: Sha1,
            salt_len: 20,
        });
    };
    match pss_fields(parameters) {
        Ok(fields) => fields,
        Err(_) => Err(VerifyError::Algorithm),
    }
}

fn pss_fields(parameters: &[u8]) -> Result<Result<PssParameters, VerifyError>, Asn1Error> {
    let met = std::cell::Cell::new(false);
    let mut outer = Reader::new(parameters, Rules::Ber(&met));
    let mut fields = outer
        .expect(Tag::SEQUENCE, Term::RSASSA_PSS_PARAMS_ARE_EXPECTED)?
        .children()?;
    outer.finish()?;
    let mut digest = Ok(Sha1);
    if let Some(field) = fields.optional(Tag::context(0))? {
        let (oid, algorithm) = digest_of_identifier(&explicit(&field)?)?;
        digest = algorithm.ok_or_else(|| unsupported(&oid));
    }
    let mut mgf1_digest = Ok(Sha1);
    if let Some(field) = fields.optional(Tag::context(1))? {
        let (oid, hash) = mask_generation(&explicit(&field)?)?;
        mgf1_digest = hash.ok_or_else(|| unsupported(&oid));
    }
    let mut salt_len = 20;
    if let Some(field) = fields.optional(Tag::context(2))? {
        salt_len = explicit(&field)?.small()?;
    }
    if let Some(field) = fields.optional(Tag::context(3))?
        && explicit(&field)?.small()? != 1
    {
        return Err(field.error(Term::TRAILER_FIELD_OTHER_THAN_1));
    }
    fields.finish()?;
    Ok(digest.and_then(|digest| {
        Ok(PssParameters {
            digest,
            mgf1_digest: mgf1_digest?,
            salt_len: usize::try_from(salt_len).unwrap_or(usize::MAX),
        })
    }))
}

/// MaskGenAlgorithm: MGF1 and its digest (RFC 4055 §2.2); the OID that is not known, if any.
fn mask_generation(
    identifier: &Element<'_, '_>,
) -> Result<(String, Option<DigestAlgorithm>), Asn1Error> {
    if identifier.tag != Tag::SEQUENCE {
        return Err(identifier.error(Term::MASK_GENERATION_FUNCTION_IS_EXPECTED));
    }
    let mut fields = identifier.children()?;
    let oid = fields.any()?.oid()?;
    if oid != MGF1 {
        return Ok((oid, None));
    }
    let hash = digest_of_identifier(&fields.any()?)?;
    fields.finish()?;
    Ok(hash)
}

/// The only element under an explicit tag.
fn explicit<'a, 'n>(field: &Element<'a, 'n>) -> Result<Element<'a, 'n>, Asn1Error> {
    let mut inside = field.children()?;
    let element = inside.any()?;
    inside.finish()?;
    Ok(element)
}
