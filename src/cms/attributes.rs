//! Attributes: which is there, how often, and what it says.

use std::cell::Cell;

use super::{Attribute, SignerInfo};
use crate::{
    Time,
    asn1::{Asn1Error, Element, Reader, Rules, Tag, definite},
    crypto::{DigestAlgorithm, digest_of_identifier},
    text::Term,
};

/// References in one signing-certificate attribute that are read.
const MAX_REFERENCES: usize = 64;

/// How an attribute stands among others.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    Absent,
    /// Present once, with one value (a complete TLV).
    Once(&'a [u8]),
    /// Several attributes of this kind, or not exactly one value.
    NotOnce,
}

/// Looks for the attribute `kind`.
pub(super) fn find<'a>(attributes: &'a [Attribute], kind: &str) -> Found<'a> {
    let mut of_kind = attributes.iter().filter(|attribute| attribute.oid == kind);
    match (of_kind.next(), of_kind.next()) {
        (None, _) => Found::Absent,
        (Some(attribute), None) => match attribute.values.as_slice() {
            [value] => Found::Once(value),
            _ => Found::NotOnce,
        },
        _ => Found::NotOnce,
    }
}

impl SignerInfo {
    /// The values of all unsigned attributes `kind`.
    pub(crate) fn unsigned_values<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.unsigned
            .iter()
            .filter(move |attribute| attribute.oid == kind)
            .flat_map(|attribute| attribute.values.iter().map(Vec::as_slice))
    }
}

/// Reads one value with `read`, which must take all of it.
pub(super) fn value<T>(
    bytes: &[u8],
    read: impl FnOnce(&Element<'_, '_>) -> Result<T, Asn1Error>,
) -> Option<T> {
    let met = Cell::new(false);
    let mut outer = Reader::new(bytes, Rules::Ber(&met));
    let element = outer.any().ok()?;
    outer.finish().ok()?;
    read(&element).ok()
}

/// The value of a content-type attribute.
pub(super) fn content_type(bytes: &[u8]) -> Option<String> {
    value(bytes, |element| element.oid())
}

/// The value of a message-digest attribute.
pub(super) fn message_digest(bytes: &[u8]) -> Option<Vec<u8>> {
    value(bytes, |element| {
        if !element.tag.same_type(Tag::OCTET_STRING) {
            return Err(element.error(Term::OCTET_STRING_IS_EXPECTED));
        }
        Ok(element.octets()?.into_owned())
    })
}

/// The value of a signing-time attribute (RFC 5652 §11.3).
pub(super) fn signing_time(bytes: &[u8]) -> Option<Time> {
    value(bytes, |element| element.time())
}

/// Issuer (DER Name, from the directoryName) and serial (content bytes).
type IssuerSerial = (Vec<u8>, Vec<u8>);

/// A reference to a certificate: ESSCertID or ESSCertIDv2 (RFC 5035 §4, §5.4.1.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CertificateReference {
    /// Dotted OID of the digest.
    pub digest_oid: String,
    pub digest: Option<DigestAlgorithm>,
    pub hash: Vec<u8>,
    pub issuer_serial: Option<IssuerSerial>,
}

/// A signing-certificate attribute of either version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SigningCertificate {
    pub references: Vec<CertificateReference>,
    /// Whether `policies` is there, which EN 319 122-1 §5.2.2 forbids.
    pub policies: bool,
}

/// Reads a signing-certificate (version 1) or signing-certificate-v2 attribute value.
pub(super) fn signing_certificate(
    bytes: &[u8],
    default: DigestAlgorithm,
) -> Option<SigningCertificate> {
    value(bytes, |element| {
        let mut fields = element.children()?;
        let certs = fields.expect(Tag::SEQUENCE, Term::REFERENCES_ARE_EXPECTED)?;
        let policies = fields.next()?.is_some();
        let mut references = Vec::new();
        let mut elements = certs.children()?;
        while let Some(reference) = elements.next()? {
            if references.len() >= MAX_REFERENCES {
                return Err(reference.error(Term::TOO_MANY_REFERENCES));
            }
            references.push(certificate_reference(&reference, default)?);
        }
        Ok(SigningCertificate {
            references,
            policies,
        })
    })
}

fn certificate_reference(
    element: &Element<'_, '_>,
    default: DigestAlgorithm,
) -> Result<CertificateReference, Asn1Error> {
    let mut fields = element.children()?;
    let mut field = fields.any()?;
    let (mut digest_oid, mut digest) = (default.oid().to_owned(), Some(default));
    if field.tag == Tag::SEQUENCE {
        (digest_oid, digest) = digest_of_identifier(&field)?;
        field = fields.any()?;
    }
    if !field.tag.same_type(Tag::OCTET_STRING) {
        return Err(field.error(Term::CERTIFICATE_HASH_IS_EXPECTED));
    }
    let issuer_serial = match fields.next()? {
        Some(element) => issuer_serial(&element)?,
        None => None,
    };
    Ok(CertificateReference {
        digest_oid,
        digest,
        hash: field.octets()?.into_owned(),
        issuer_serial,
    })
}

/// IssuerSerial; `None` where the issuer is not one directoryName.
fn issuer_serial(element: &Element<'_, '_>) -> Result<Option<IssuerSerial>, Asn1Error> {
    let mut fields = element.children()?;
    let mut names = fields
        .expect(Tag::SEQUENCE, Term::GENERAL_NAMES_ARE_EXPECTED)?
        .children()?;
    let serial = fields.expect(Tag::INTEGER, Term::SERIAL_NUMBER_IS_EXPECTED)?;
    let Some(name) = names.optional(Tag::context(4))? else {
        return Ok(None);
    };
    let issuer = name.children()?.any()?;
    Ok(Some((definite(&issuer)?, serial.content.to_vec())))
}

/// The algorithms of a CMSAlgorithmProtection attribute (RFC 6211), each as it stands.
pub(super) struct AlgorithmProtection {
    pub digest: Vec<u8>,
    /// Content of the implicitly tagged AlgorithmIdentifier; `None`: a MAC algorithm instead.
    pub signature: Option<Vec<u8>>,
}

pub(super) fn algorithm_protection(bytes: &[u8]) -> Option<AlgorithmProtection> {
    value(bytes, |element| {
        let mut fields = element.children()?;
        let digest = fields.expect(Tag::SEQUENCE, Term::DIGEST_ALGORITHM_IS_EXPECTED)?;
        let signature = fields.optional(Tag::context(1))?;
        Ok(AlgorithmProtection {
            digest: digest.raw.to_vec(),
            signature: signature.map(|element| element.content.to_vec()),
        })
    })
}
