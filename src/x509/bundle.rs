//! Certificates out of what people keep them in: PEM, DER, PKCS#7.

use super::{
    Certificate, CertificateError, pem,
    tlv::{INTEGER, OID, SEQUENCE, SET, Walk, dotted},
};
use crate::Limits;

const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";

/// All certificates in PEM, DER or PKCS#7 (DER or PEM), in the order they stand.
///
/// PEM may hold any text around and between its blocks; blocks that hold neither certificates
/// nor PKCS#7 (keys, revocation lists) are passed over.
///
/// # Errors
/// Where there is no certificate, one that cannot be read, or more than
/// [`Limits::certificates`](crate::Limits) allows by default.
pub fn certificates_in(bytes: &[u8]) -> Result<Vec<Certificate>, CertificateError> {
    let mut found = Vec::new();
    if pem::is_pem(bytes) {
        for block in pem::blocks(bytes) {
            let contents = block.contents.as_deref().map(Vec::as_slice);
            take_block(&block.label, contents, &mut found)?;
        }
    } else {
        take(bytes, &mut found)?;
    }
    match found.len() {
        0 => Err(CertificateError::new("there is none")),
        _ => Ok(found),
    }
}

fn take_block(
    label: &str,
    contents: Option<&[u8]>,
    found: &mut Vec<Certificate>,
) -> Result<(), CertificateError> {
    let known = [
        "CERTIFICATE",
        "X509 CERTIFICATE",
        "TRUSTED CERTIFICATE",
        "PKCS7",
        "CMS",
    ];
    if !known.contains(&label) {
        return Ok(());
    }
    let contents = contents.ok_or(CertificateError::new("its base64 is damaged"))?;
    // OpenSSL appends what the certificate is trusted for.
    let bytes = match label {
        "TRUSTED CERTIFICATE" => Walk::over(contents, 0..contents.len())
            .next()
            .and_then(|certificate| contents.get(certificate.whole))
            .unwrap_or(contents),
        _ => contents,
    };
    take(bytes, found)
}

/// One certificate, or the certificates of a SignedData.
fn take(der: &[u8], found: &mut Vec<Certificate>) -> Result<(), CertificateError> {
    match signed_data_certificates(der) {
        Some(certificates) => {
            for certificate in certificates {
                push(Certificate::from_der(certificate)?, found)?;
            }
            Ok(())
        }
        None => push(Certificate::from_der(der)?, found),
    }
}

fn push(certificate: Certificate, found: &mut Vec<Certificate>) -> Result<(), CertificateError> {
    let most = usize::try_from(Limits::default().certificates).unwrap_or(usize::MAX);
    if found.len() >= most {
        return Err(CertificateError::new("there are too many"));
    }
    found.push(certificate);
    Ok(())
}

/// The certificates of a SignedData (RFC 5652 §5.1); `None` where it is none.
fn signed_data_certificates(der: &[u8]) -> Option<Vec<&[u8]>> {
    let content_info = Walk::over(der, 0..der.len()).expect(SEQUENCE)?;
    let mut parts = Walk::over(der, content_info.content);
    let oid = dotted(der.get(parts.expect(OID)?.content)?)?;
    if oid != SIGNED_DATA {
        return None;
    }
    let explicit = parts.expect(0xa0)?;
    let signed_data = Walk::over(der, explicit.content).expect(SEQUENCE)?;
    let mut fields = Walk::over(der, signed_data.content);
    fields.expect(INTEGER)?;
    fields.expect(SET)?;
    fields.expect(SEQUENCE)?;
    let mut certificates = Vec::new();
    if let Some(set) = fields.expect(0xa0) {
        let mut choices = Walk::over(der, set.content);
        while !choices.is_done() {
            let choice = choices.next()?;
            // Other choices are attribute certificates, which kyso has no use for.
            if choice.tag == SEQUENCE {
                certificates.push(der.get(choice.whole)?);
            }
        }
    }
    Some(certificates)
}
