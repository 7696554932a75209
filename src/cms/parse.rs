//! From bytes to a [`SignedData`]: BER and DER, padding behind, certificates in any order.

use std::cell::Cell;

use super::{Attribute, CmsError, SignedData, SignerIdentifier, SignerInfo, oid};
use crate::{
    Limit, Limits, asn1,
    asn1::{Element, Reader, Rules, Tag},
    crypto::digest_of_identifier,
    text::Term,
    x509::Known,
};

/// SignerInfos that are kept; one is usual, and more than one is refused anyway.
const MAX_SIGNERS: usize = 64;
/// Attributes of one signer, and values of one attribute.
const MAX_ATTRIBUTES: usize = 256;

impl SignedData {
    /// Parses a ContentInfo that holds SignedData; trailing bytes are allowed and reported.
    ///
    /// # Errors
    /// [`CmsError`] with the byte at which the structure breaks, or the limit that is exceeded
    /// (`cms_bytes`, `certificates`). A certificate that cannot be
    /// read is no error but goes to `bad_certificates`.
    pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Self, CmsError> {
        Self::parse_knowing(bytes, limits, &Known::default())
    }

    /// [`SignedData::parse`], where the same certificates may come again and again.
    ///
    /// # Errors
    /// As there.
    pub fn parse_knowing(bytes: &[u8], limits: &Limits, known: &Known) -> Result<Self, CmsError> {
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.cms_bytes {
            return Err(limits.exceeded(Limit::CmsBytes).into());
        }
        let ber = Cell::new(false);
        let mut outer = Reader::new(bytes, Rules::Ber(&ber));
        let content_info = outer.expect(Tag::SEQUENCE, Term::CONTENTINFO_IS_EXPECTED)?;
        let behind = bytes.get(content_info.raw.len()..).unwrap_or_default();
        let mut fields = content_info.children()?;
        let kind = fields.any()?;
        if kind.oid()? != oid::SIGNED_DATA {
            return Err(kind.error(Term::CONTENT_TYPE_OTHER_THAN_SIGNEDDATA).into());
        }
        let mut inside = fields
            .expect(Tag::context(0), Term::CONTENT_IS_EXPECTED)?
            .children()?;
        fields.finish()?;
        let signed_data = inside.expect(Tag::SEQUENCE, Term::SIGNEDDATA_IS_EXPECTED)?;
        inside.finish()?;
        let mut parsed = signed_data_fields(&signed_data, limits, known)?;
        parsed.encoded_len = content_info.raw.len();
        parsed.junk_behind = behind.iter().any(|octet| *octet != 0);
        parsed.ber = ber.get();
        Ok(parsed)
    }
}

/// The fields of SignedData (RFC 5652 §5.1); the version is not judged.
fn signed_data_fields(
    signed_data: &Element<'_, '_>,
    limits: &Limits,
    known: &Known,
) -> Result<SignedData, CmsError> {
    let mut fields = signed_data.children()?;
    fields.expect(Tag::INTEGER, Term::VERSION_IS_EXPECTED)?;
    fields.expect(Tag::SET, Term::DIGEST_ALGORITHMS_ARE_EXPECTED)?;
    let encapsulated = fields.expect(Tag::SEQUENCE, Term::A_CONTENT_IS_EXPECTED)?;
    let (content_type, content) = encapsulated_content(&encapsulated)?;
    let mut parsed = SignedData {
        encoded_len: 0,
        junk_behind: false,
        ber: false,
        content_type,
        content,
        certificates: Vec::new(),
        adopted: 0,
        bad_certificates: Vec::new(),
        crls: Vec::new(),
        ocsp_responses: Vec::new(),
        signers: Vec::new(),
    };
    if let Some(set) = fields.optional(Tag::context(0))? {
        certificates(&set, limits, known, &mut parsed)?;
    }
    if let Some(set) = fields.optional(Tag::context(1))? {
        revocation_values(&set, limits, &mut parsed)?;
    }
    let signers = fields.expect(Tag::SET, Term::SIGNER_INFOS_ARE_EXPECTED)?;
    fields.finish()?;
    let mut signers = signers.children()?;
    while let Some(signer) = signers.next()? {
        if parsed.signers.len() >= MAX_SIGNERS {
            return Err(signer.error(Term::TOO_MANY_SIGNER_INFOS).into());
        }
        parsed.signers.push(signer_info(&signer)?);
    }
    Ok(parsed)
}

/// EncapsulatedContentInfo (RFC 5652 §5.2).
fn encapsulated_content(element: &Element<'_, '_>) -> Result<(String, Option<Vec<u8>>), CmsError> {
    let mut fields = element.children()?;
    let content_type = fields.any()?.oid()?;
    let content = match fields.optional(Tag::context(0))? {
        None => None,
        Some(explicit) => {
            let mut inside = explicit.children()?;
            let content = inside.any()?;
            inside.finish()?;
            // PKCS #7 allowed any type here; no PDF signature or token uses that.
            if !content.tag.same_type(Tag::OCTET_STRING) {
                return Err(content
                    .error(Term::CONTENT_IN_AN_OCTET_STRING_IS_EXPECTED)
                    .into());
            }
            Some(content.octets()?.into_owned())
        }
    };
    fields.finish()?;
    Ok((content_type, content))
}

/// CertificateSet (RFC 5652 §10.2.3): plain certificates; attribute certificates and other
/// formats carry a tag of their own and are passed over.
fn certificates(
    set: &Element<'_, '_>,
    limits: &Limits,
    known: &Known,
    parsed: &mut SignedData,
) -> Result<(), CmsError> {
    let mut members = set.children()?;
    let mut index: usize = 0;
    while let Some(member) = members.next()? {
        if u32::try_from(index).unwrap_or(u32::MAX) >= limits.certificates {
            return Err(limits.exceeded(Limit::Certificates).into());
        }
        if member.tag == Tag::SEQUENCE {
            match known.read(member.raw) {
                Ok(certificate) => parsed.certificates.push(certificate),
                Err(error) => parsed.bad_certificates.push((index, error.phrase())),
            }
        }
        index = index.saturating_add(1);
    }
    Ok(())
}

/// RevocationInfoChoices (RFC 5652 §10.2.1): CRLs, and OCSP responses as RFC 5940 puts them.
fn revocation_values(
    set: &Element<'_, '_>,
    limits: &Limits,
    parsed: &mut SignedData,
) -> Result<(), CmsError> {
    let mut members = set.children()?;
    let mut index: u32 = 0;
    while let Some(member) = members.next()? {
        if index >= limits.certificates {
            return Err(limits.exceeded(Limit::Certificates).into());
        }
        index = index.saturating_add(1);
        if member.tag == Tag::SEQUENCE {
            parsed.crls.push(member.raw.to_vec());
        } else if member.tag == Tag::context(1) {
            let mut other = member.children()?;
            if other.any()?.oid()? == oid::OCSP_RESPONSE {
                parsed.ocsp_responses.push(other.any()?.raw.to_vec());
            }
        }
    }
    Ok(())
}

/// SignerInfo (RFC 5652 §5.3); the version is not judged, the form of the identifier counts.
fn signer_info(element: &Element<'_, '_>) -> Result<SignerInfo, CmsError> {
    if element.tag != Tag::SEQUENCE {
        return Err(element.error(Term::SIGNERINFO_IS_EXPECTED).into());
    }
    let mut fields = element.children()?;
    fields.expect(Tag::INTEGER, Term::VERSION_IS_EXPECTED)?;
    let identifier = signer_identifier(&fields.any()?)?;
    let digest = fields.expect(Tag::SEQUENCE, Term::DIGEST_ALGORITHM_IS_EXPECTED)?;
    let (digest_algorithm_oid, digest_algorithm) = digest_of_identifier(&digest)?;
    let signed_set = fields.optional(Tag::context(0))?;
    let signature_algorithm =
        fields.expect(Tag::SEQUENCE, Term::SIGNATURE_ALGORITHM_IS_EXPECTED)?;
    let signature = fields.any()?;
    if !signature.tag.same_type(Tag::OCTET_STRING) {
        return Err(signature.error(Term::SIGNATURE_VALUE_IS_EXPECTED).into());
    }
    let unsigned_set = fields.optional(Tag::context(1))?;
    fields.finish()?;
    let (signed, members) = attributes(signed_set.as_ref())?;
    Ok(SignerInfo {
        digest_algorithm_oid,
        digest_algorithm,
        digest_identifier: digest.raw.to_vec(),
        signature_algorithm: signature_algorithm.raw.to_vec(),
        signature: signature.octets()?.into_owned(),
        signed_attributes: signed_set.map(|set| set.content.to_vec()),
        signed_attributes_der: signed_set.map(|_| asn1::set_of_sorted(&members)),
        signed,
        unsigned: attributes(unsigned_set.as_ref())?.0,
        identifier,
    })
}

fn signer_identifier(element: &Element<'_, '_>) -> Result<SignerIdentifier, CmsError> {
    if element.tag.same_type(Tag::context(0)) {
        return Ok(SignerIdentifier::KeyIdentifier(
            element.octets()?.into_owned(),
        ));
    }
    if element.tag != Tag::SEQUENCE {
        return Err(element.error(Term::SIGNER_IDENTIFIER_IS_EXPECTED).into());
    }
    let mut fields = element.children()?;
    // Names are compared with those of certificates, which are DER.
    let issuer = fields.expect(Tag::SEQUENCE, Term::ISSUER_IS_EXPECTED)?;
    let serial = fields.expect(Tag::INTEGER, Term::SERIAL_NUMBER_IS_EXPECTED)?;
    fields.finish()?;
    Ok(SignerIdentifier::IssuerSerial {
        issuer: asn1::definite(&issuer)?,
        serial: serial.content.to_vec(),
    })
}

/// The attributes of a set, and each in DER.
fn attributes(set: Option<&Element<'_, '_>>) -> Result<(Vec<Attribute>, Vec<Vec<u8>>), CmsError> {
    let (mut found, mut members) = (Vec::new(), Vec::new());
    let Some(set) = set else {
        return Ok((found, members));
    };
    let mut elements = set.children()?;
    while let Some(element) = elements.next()? {
        if found.len() >= MAX_ATTRIBUTES {
            return Err(element.error(Term::TOO_MANY_ATTRIBUTES).into());
        }
        if element.tag != Tag::SEQUENCE {
            return Err(element.error(Term::ATTRIBUTE_IS_EXPECTED).into());
        }
        let mut fields = element.children()?;
        let kind = fields.any()?;
        let set = fields.expect(Tag::SET, Term::ATTRIBUTE_VALUES_ARE_EXPECTED)?;
        fields.finish()?;
        let (mut values, mut sorted) = (Vec::new(), Vec::new());
        let mut inside = set.children()?;
        while let Some(value) = inside.next()? {
            if values.len() >= MAX_ATTRIBUTES {
                return Err(value.error(Term::TOO_MANY_VALUES_OF_ONE_ATTRIBUTE).into());
            }
            values.push(value.raw.to_vec());
            sorted.push(asn1::definite(&value)?);
        }
        members.push(asn1::sequence(&[kind.raw, &asn1::set_of_sorted(&sorted)]));
        found.push(Attribute {
            oid: kind.oid()?,
            values,
        });
    }
    Ok((found, members))
}
