//! From bytes to a certificate, strictly.

use std::{ops::Range, sync::Arc};

use x509_parser::{certificate::X509Certificate, prelude::FromDer, time::ASN1Time};

use super::{
    Certificate, CertificateError, KeyKind, Name,
    certificate::Inner,
    extensions,
    tlv::{BIT_STRING, INTEGER, OID, SEQUENCE, Walk, dotted},
};
use crate::Time;

/// A certificate takes a few kilobytes; one with a post-quantum key and alternative names, tens.
const MOST_BYTES: usize = 1 << 20;

impl Certificate {
    /// Parses one certificate; nothing may follow it.
    ///
    /// # Errors
    /// Where the bytes are no certificate in DER, the serial number is padded, or an extension
    /// stands twice.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        if der.len() > MOST_BYTES {
            return Err(CertificateError::new("it is larger than 1 MiB"));
        }
        let spans = Spans::of(der)?;
        let (_, parsed) = X509Certificate::from_der(der)
            .map_err(|_| CertificateError::new("its fields are not those of a certificate"))?;
        check_serial(der.get(spans.serial.clone()).unwrap_or_default())?;
        let name =
            |range: &Range<usize>| Name::from_der(der.get(range.clone()).unwrap_or_default());
        let inner = Inner {
            key_kind: key_kind(der, &spans.public_key),
            subject_public_key: subject_public_key(der, &spans.public_key).unwrap_or_default(),
            subject: name(&spans.subject)?,
            issuer: name(&spans.issuer)?,
            not_before: time(parsed.validity().not_before)?,
            not_after: time(parsed.validity().not_after)?,
            extensions: extensions::read(&parsed)?,
            der: der.to_vec(),
            to_be_signed: spans.to_be_signed,
            signature_algorithm: spans.signature_algorithm,
            inner_signature_algorithm: spans.inner_signature_algorithm,
            signature: spans.signature,
            serial: spans.serial,
            public_key: spans.public_key,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }
}

const VERSION: u8 = 0xa0;

/// Where the parts of a certificate lie.
struct Spans {
    to_be_signed: Range<usize>,
    signature_algorithm: Range<usize>,
    inner_signature_algorithm: Range<usize>,
    signature: Range<usize>,
    serial: Range<usize>,
    issuer: Range<usize>,
    subject: Range<usize>,
    public_key: Range<usize>,
}

impl Spans {
    fn of(der: &[u8]) -> Result<Self, CertificateError> {
        let mut outside = Walk::over(der, 0..der.len());
        let certificate = outside.expect(SEQUENCE).ok_or(CertificateError::new(
            "it does not begin with a DER SEQUENCE",
        ))?;
        if !outside.is_done() {
            return Err(CertificateError::new("bytes follow it"));
        }
        Self::inside(der, certificate.content).ok_or(CertificateError::new("its parts are not DER"))
    }

    fn inside(der: &[u8], content: Range<usize>) -> Option<Self> {
        let mut parts = Walk::over(der, content);
        let to_be_signed = parts.expect(SEQUENCE)?;
        let signature_algorithm = parts.expect(SEQUENCE)?.whole;
        let signature = whole_bytes(der, parts.expect(BIT_STRING)?.content)?;
        if !parts.is_done() {
            return None;
        }
        let mut fields = Walk::over(der, to_be_signed.content);
        if fields.peek() == Some(VERSION) {
            fields.next()?;
        }
        let serial = fields.expect(INTEGER)?.content;
        let inner_signature_algorithm = fields.expect(SEQUENCE)?.whole;
        let issuer = fields.expect(SEQUENCE)?.whole;
        let _validity = fields.expect(SEQUENCE)?;
        let subject = fields.expect(SEQUENCE)?.whole;
        let public_key = fields.expect(SEQUENCE)?.whole;
        // Unique identifiers and extensions, each at most once and in this order.
        for tag in [0x81, 0x82, 0xa3] {
            if fields.peek() == Some(tag) {
                fields.next()?;
            }
        }
        fields.is_done().then_some(Self {
            to_be_signed: to_be_signed.whole,
            signature_algorithm,
            inner_signature_algorithm,
            signature,
            serial,
            issuer,
            subject,
            public_key,
        })
    }
}

/// The bytes of a BIT STRING that leaves no bit of its last byte out.
fn whole_bytes(der: &[u8], content: Range<usize>) -> Option<Range<usize>> {
    let unused = *der.get(content.clone())?.first()?;
    (unused == 0).then_some(content.start.checked_add(1)?..content.end)
}

/// X.690 §8.3.2: an INTEGER has no more bytes than it needs. OpenSSL refuses such a certificate,
/// others read it: a signature that is good for some only is good for nobody.
fn check_serial(content: &[u8]) -> Result<(), CertificateError> {
    match content {
        [] => Err(CertificateError::new("its serial number is empty")),
        [0x00, next, ..] if next & 0x80 == 0 => Err(CertificateError::new(
            "its serial number has a superfluous leading byte",
        )),
        [0xff, next, ..] if next & 0x80 != 0 => Err(CertificateError::new(
            "its serial number has a superfluous leading byte",
        )),
        _ => Ok(()),
    }
}

fn time(time: ASN1Time) -> Result<Time, CertificateError> {
    Time::from_unix(time.timestamp()).ok_or(CertificateError::new(
        "its validity lies outside the calendar",
    ))
}

fn key_kind(der: &[u8], public_key: &Range<usize>) -> KeyKind {
    read_key_kind(der, public_key).unwrap_or(KeyKind::Other)
}

fn subject_public_key(der: &[u8], public_key: &Range<usize>) -> Option<Range<usize>> {
    let sequence = Walk::over(der, public_key.clone()).expect(SEQUENCE)?;
    let mut parts = Walk::over(der, sequence.content);
    parts.expect(SEQUENCE)?;
    whole_bytes(der, parts.expect(BIT_STRING)?.content)
}

fn read_key_kind(der: &[u8], public_key: &Range<usize>) -> Option<KeyKind> {
    let sequence = Walk::over(der, public_key.clone()).expect(SEQUENCE)?;
    let algorithm = Walk::over(der, sequence.content).expect(SEQUENCE)?;
    let key = subject_public_key(der, public_key)?;
    let mut identifier = Walk::over(der, algorithm.content);
    let oid = dotted(der.get(identifier.expect(OID)?.content)?)?;
    match oid.as_str() {
        "1.2.840.113549.1.1.1" | "1.2.840.113549.1.1.10" => {
            let bits = modulus_bits(der, key)?;
            Some(KeyKind::Rsa { bits })
        }
        "1.2.840.10045.2.1" => {
            let curve = dotted(der.get(identifier.expect(OID)?.content)?)?;
            match curve.as_str() {
                "1.2.840.10045.3.1.7" => Some(KeyKind::EcP256),
                "1.3.132.0.34" => Some(KeyKind::EcP384),
                "1.3.132.0.35" => Some(KeyKind::EcP521),
                _ => None,
            }
        }
        "1.3.101.112" => Some(KeyKind::Ed25519),
        _ => None,
    }
}

/// Length of the modulus of an RSAPublicKey (RFC 8017 A.1.1).
fn modulus_bits(der: &[u8], key: Range<usize>) -> Option<u32> {
    let sequence = Walk::over(der, key).expect(SEQUENCE)?;
    let modulus = Walk::over(der, sequence.content).expect(INTEGER)?.content;
    let digits = der.get(modulus)?;
    let start = digits.iter().position(|&byte| byte != 0)?;
    let digits = digits.get(start..)?;
    let bits = u32::try_from(digits.len()).ok()?.checked_mul(8)?;
    bits.checked_sub(digits.first()?.leading_zeros())
}
