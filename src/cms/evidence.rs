//! What a signature carries for its own later validation.

use super::{Attribute, SignedData, attributes::value, oid};
use crate::{
    asn1::{Asn1Error, Element, Tag},
    text::Term,
};

/// Certificates, CRLs and OCSP responses, as they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    pub certificates: Vec<Vec<u8>>,
    pub crls: Vec<Vec<u8>>,
    /// OCSPResponse, or bare BasicOCSPResponse where the attribute holds those.
    pub ocsp_responses: Vec<Vec<u8>>,
}

impl SignedData {
    /// The revocation values of the SignedData, and what the attributes of its signers hold.
    ///
    /// adbe-revocationInfoArchival is a signed attribute, certificate-values and
    /// revocation-values are unsigned ones; all are taken wherever they stand, since each value
    /// proves itself or is worth nothing. The certificates of the SignedData are not among them.
    pub fn evidence(&self) -> Evidence {
        let mut evidence = Evidence {
            certificates: Vec::new(),
            crls: self.crls.clone(),
            ocsp_responses: self.ocsp_responses.clone(),
        };
        for signer in &self.signers {
            for attribute in signer.signed.iter().chain(&signer.unsigned) {
                evidence.take(attribute);
            }
        }
        evidence
    }
}

impl Evidence {
    /// Adds what `attribute` holds, as far as it can be read: the rest is evidence of nothing.
    fn take(&mut self, attribute: &Attribute) {
        for bytes in &attribute.values {
            let read = match attribute.oid.as_str() {
                oid::REVOCATION_INFO_ARCHIVAL | oid::REVOCATION_VALUES => {
                    value(bytes, |element| revocation_values(element, self))
                }
                oid::CERTIFICATE_VALUES => {
                    value(bytes, |element| list(element, &mut self.certificates))
                }
                _ => return,
            };
            read.unwrap_or_default();
        }
    }
}

/// `[0]` CRLs, `[1]` OCSP responses: alike in ISO 32000-2 §12.8.3.3.2 and EN 319 122-1 A.1.2.
fn revocation_values(element: &Element<'_, '_>, evidence: &mut Evidence) -> Result<(), Asn1Error> {
    let mut fields = element.children()?;
    if let Some(crls) = fields.optional(Tag::context(0))? {
        list(&crls.children()?.any()?, &mut evidence.crls)?;
    }
    if let Some(responses) = fields.optional(Tag::context(1))? {
        list(&responses.children()?.any()?, &mut evidence.ocsp_responses)?;
    }
    Ok(())
}

fn list(sequence: &Element<'_, '_>, into: &mut Vec<Vec<u8>>) -> Result<(), Asn1Error> {
    const MAX_VALUES: usize = 1024;
    let mut members = sequence.children()?;
    while let Some(member) = members.next()? {
        if into.len() >= MAX_VALUES {
            return Err(member.error(Term::TOO_MANY_VALUES));
        }
        into.push(member.raw.to_vec());
    }
    Ok(())
}
