//! Certificates out of what people keep them in: PEM, DER, PKCS#7.

use std::cell::Cell;

use super::{Certificate, CertificateError, pem};
use crate::{
    Limit, Limits,
    asn1::{Asn1Error, Reader, Rules, Tag},
    text::Term,
};

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
    certificates_within(bytes, &Limits::default())
}

/// The same as [`certificates_in`], with other limits.
///
/// # Errors
/// Those of [`certificates_in`].
pub fn certificates_within(
    bytes: &[u8],
    limits: &Limits,
) -> Result<Vec<Certificate>, CertificateError> {
    let mut found = Found {
        certificates: Vec::new(),
        limits,
    };
    if pem::is_pem(bytes) {
        for block in pem::blocks(bytes) {
            let contents = block.contents.as_deref().map(Vec::as_slice);
            take_block(&block.label, contents, &mut found)?;
        }
    } else {
        take(bytes, &mut found)?;
    }
    match found.certificates.len() {
        0 => Err(CertificateError::new(Term::THERE_IS_NONE)),
        _ => Ok(found.certificates),
    }
}

/// The certificates found, and how many there may be.
struct Found<'l> {
    certificates: Vec<Certificate>,
    limits: &'l Limits,
}

impl Found<'_> {
    fn push(&mut self, der: &[u8]) -> Result<(), CertificateError> {
        let certificate = Certificate::from_der(der)?;
        let most = usize::try_from(self.limits.certificates).unwrap_or(usize::MAX);
        if self.certificates.len() >= most {
            return Err(CertificateError {
                limit: Some(self.limits.exceeded(Limit::Certificates)),
                ..CertificateError::new(Term::THERE_ARE_TOO_MANY)
            });
        }
        self.certificates.push(certificate);
        Ok(())
    }
}

fn take_block(
    label: &str,
    contents: Option<&[u8]>,
    found: &mut Found<'_>,
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
    let contents = contents.ok_or(CertificateError::new(Term::ITS_BASE64_IS_DAMAGED))?;
    // OpenSSL appends what the certificate is trusted for.
    let bytes = match label {
        "TRUSTED CERTIFICATE" => Reader::new(contents, Rules::Der)
            .any()
            .map_or(contents, |certificate| certificate.raw),
        _ => contents,
    };
    take(bytes, found)
}

/// One certificate, or the certificates of a SignedData.
fn take(der: &[u8], found: &mut Found<'_>) -> Result<(), CertificateError> {
    let met = Cell::new(false);
    match signed_data_certificates(der, &met) {
        Ok(Some(certificates)) => {
            for certificate in certificates {
                found.push(certificate)?;
            }
            Ok(())
        }
        Ok(None) => found.push(der),
        Err(error) => Err(CertificateError::new(error.what)),
    }
}

/// The certificates of a SignedData (RFC 5652 §5.1), BER or DER; `None` where it is none.
///
/// Each certificate is kept as it stands, and must itself be DER.
fn signed_data_certificates<'a>(
    bytes: &'a [u8],
    met: &Cell<bool>,
) -> Result<Option<Vec<&'a [u8]>>, Asn1Error> {
    let mut outside = Reader::new(bytes, Rules::Ber(met));
    let mut parts = outside
        .expect(Tag::SEQUENCE, Term::IT_DOES_NOT_BEGIN_WITH_A_SEQUENCE)?
        .children()?;
    let kind = parts.any()?;
    if kind.tag != Tag::OBJECT_IDENTIFIER || kind.oid()? != SIGNED_DATA {
        return Ok(None);
    }
    let content = parts.expect(Tag::context(0), Term::SIGNEDDATA_IS_MISSING)?;
    let mut fields = content.children()?.any()?.children()?;
    for what in [
        Term::ITS_VERSION,
        Term::ITS_DIGEST_ALGORITHMS,
        Term::ITS_CONTENT,
    ] {
        fields.next()?.ok_or(fields.error(what))?;
    }
    let mut certificates = Vec::new();
    if let Some(set) = fields.optional(Tag::context(0))? {
        let mut choices = set.children()?;
        while let Some(choice) = choices.next()? {
            // Other choices are attribute certificates, which kyso has no use for.
            if choice.tag == Tag::SEQUENCE {
                certificates.push(choice.raw);
            }
        }
    }
    Ok(Some(certificates))
}
