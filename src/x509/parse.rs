//! From bytes to a certificate, strictly.

use std::{ops::Range, sync::Arc};

use x509_parser::{certificate::X509Certificate, prelude::FromDer, time::ASN1Time};

use super::{Certificate, CertificateError, KeyKind, Name, certificate::Inner, extensions};
use crate::{
    Time,
    asn1::{Asn1Error, Element, Reader, Rules, Tag},
    text::Term,
};

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
            return Err(CertificateError::new(Term::IT_IS_LARGER_THAN_1_MIB));
        }
        let spans = Spans::of(der).map_err(|error| CertificateError::new(error.what))?;
        let key = PublicKey::read(der, &spans.public_key)
            .map_err(|error| CertificateError::new(error.what))?;
        let (_, parsed) = X509Certificate::from_der(der)
            .map_err(|_| CertificateError::new(Term::ITS_FIELDS_ARE_NOT_THOSE_OF_A_CERTIFICATE))?;
        check_serial(der.get(spans.serial.clone()).unwrap_or_default())?;
        let name =
            |range: &Range<usize>| Name::from_der(der.get(range.clone()).unwrap_or_default());
        let inner = Inner {
            key_kind: key.kind,
            subject_public_key: key.bits,
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
    fn of(der: &[u8]) -> Result<Self, Asn1Error> {
        let mut outside = Reader::new(der, Rules::Der);
        let certificate = outside.expect(Tag::SEQUENCE, Term::IT_DOES_NOT_BEGIN_WITH_A_SEQUENCE)?;
        outside.finish()?;
        let mut parts = certificate.children()?;
        let to_be_signed = parts.expect(Tag::SEQUENCE, Term::ITS_SIGNED_PART_IS_MISSING)?;
        let algorithm = parts.expect(Tag::SEQUENCE, Term::ITS_SIGNATURE_ALGORITHM_IS_MISSING)?;
        let signature = bits(&parts.expect(Tag::BIT_STRING, Term::ITS_SIGNATURE_IS_MISSING)?)?;
        parts.finish()?;
        let mut fields = to_be_signed.children()?;
        fields.optional(Tag::context(0))?;
        let serial = fields.expect(Tag::INTEGER, Term::ITS_SERIAL_NUMBER_IS_MISSING)?;
        let mut field = |what| fields.expect(Tag::SEQUENCE, what);
        let inner_algorithm = field(Term::ITS_ALGORITHM_IS_MISSING)?;
        let issuer = field(Term::ITS_ISSUER_IS_MISSING)?;
        field(Term::ITS_PERIOD_IS_MISSING)?;
        let subject = field(Term::ITS_SUBJECT_IS_MISSING)?;
        let public_key = field(Term::ITS_PUBLIC_KEY_IS_MISSING)?;
        // Unique identifiers and extensions, each at most once and in this order.
        for number in 1..=3 {
            fields.optional(Tag::context(number))?;
        }
        fields.finish()?;
        Ok(Self {
            to_be_signed: to_be_signed.span(),
            signature_algorithm: algorithm.span(),
            inner_signature_algorithm: inner_algorithm.span(),
            signature,
            serial: serial.content_span(),
            issuer: issuer.span(),
            subject: subject.span(),
            public_key: public_key.span(),
        })
    }
}

/// Where the bytes of a BIT STRING lie that leaves no bit of its last byte out.
fn bits(element: &Element<'_, '_>) -> Result<Range<usize>, Asn1Error> {
    element.bit_string()?;
    let content = element.content_span();
    Ok(content.start.saturating_add(1)..content.end)
}

/// X.690 §8.3.2: an INTEGER has no more bytes than it needs. OpenSSL refuses such a certificate,
/// others read it: a signature that is good for some only is good for nobody.
fn check_serial(content: &[u8]) -> Result<(), CertificateError> {
    match content {
        [] => Err(CertificateError::new(Term::ITS_SERIAL_NUMBER_IS_EMPTY)),
        [0x00, next, ..] if next & 0x80 == 0 => {
            Err(CertificateError::new(Term::SERIAL_NUMBER_PADDED))
        }
        [0xff, next, ..] if next & 0x80 != 0 => {
            Err(CertificateError::new(Term::SERIAL_NUMBER_PADDED))
        }
        _ => Ok(()),
    }
}

fn time(time: ASN1Time) -> Result<Time, CertificateError> {
    Time::from_unix(time.timestamp()).ok_or(CertificateError::new(
        Term::ITS_VALIDITY_LIES_OUTSIDE_THE_CALENDAR,
    ))
}

/// A SubjectPublicKeyInfo, as far as kyso needs it.
struct PublicKey {
    kind: KeyKind,
    /// Where the content of subjectPublicKey lies.
    bits: Range<usize>,
}

impl PublicKey {
    fn read(der: &[u8], span: &Range<usize>) -> Result<Self, Asn1Error> {
        let key = der.get(span.clone()).unwrap_or_default();
        let mut outside = Reader::new(key, Rules::Der);
        let mut parts = outside
            .expect(Tag::SEQUENCE, Term::PUBLIC_KEY)?
            .children()?;
        let algorithm = parts.expect(Tag::SEQUENCE, Term::KEY_ALGORITHM)?;
        let string = parts.expect(Tag::BIT_STRING, Term::KEY_ITSELF)?;
        let within = bits(&string)?;
        Ok(Self {
            kind: key_kind(&algorithm, string.bit_string()?).unwrap_or(KeyKind::Other),
            bits: span.start.saturating_add(within.start)..span.start.saturating_add(within.end),
        })
    }
}

fn key_kind(algorithm: &Element<'_, '_>, key: &[u8]) -> Result<KeyKind, Asn1Error> {
    let mut identifier = algorithm.children()?;
    Ok(match identifier.any()?.oid()?.as_str() {
        "1.2.840.113549.1.1.1" | "1.2.840.113549.1.1.10" => KeyKind::Rsa {
            bits: modulus_bits(key)?,
        },
        "1.2.840.10045.2.1" => match identifier.any()?.oid()?.as_str() {
            "1.2.840.10045.3.1.7" => KeyKind::EcP256,
            "1.3.132.0.34" => KeyKind::EcP384,
            "1.3.132.0.35" => KeyKind::EcP521,
            _ => KeyKind::Other,
        },
        "1.3.101.112" => KeyKind::Ed25519,
        _ => KeyKind::Other,
    })
}

/// Length of the modulus of an RSAPublicKey (RFC 8017 A.1.1).
fn modulus_bits(key: &[u8]) -> Result<u32, Asn1Error> {
    let mut outside = Reader::new(key, Rules::Der);
    let mut parts = outside.expect(Tag::SEQUENCE, Term::RSA_KEY)?.children()?;
    Ok(bit_length(
        parts.expect(Tag::INTEGER, Term::MODULUS)?.content,
    ))
}

/// Bits of a number, leading zeros not counted.
pub(crate) fn bit_length(number: &[u8]) -> u32 {
    let mut digits = number.iter().skip_while(|&&byte| byte == 0);
    let Some(first) = digits.next() else {
        return 0;
    };
    let below = u32::try_from(digits.count()).unwrap_or(u32::MAX);
    below
        .saturating_mul(8)
        .saturating_add(u8::BITS.saturating_sub(first.leading_zeros()))
}
