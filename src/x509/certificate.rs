//! A parsed certificate and what it says of itself.

use std::{fmt, ops::Range, sync::Arc};

use ring::digest;

use super::{Name, extensions::Extensions};
use crate::{
    Time,
    asn1::{Reader, Rules},
    crypto,
};

/// A parsed certificate. Cheap to clone; equal where the bytes are.
///
/// Parsed is not trusted: nothing here says that its signature holds.
#[derive(Clone)]
pub struct Certificate {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub der: Vec<u8>,
    pub to_be_signed: Range<usize>,
    pub signature_algorithm: Range<usize>,
    pub inner_signature_algorithm: Range<usize>,
    pub signature: Range<usize>,
    pub serial: Range<usize>,
    pub public_key: Range<usize>,
    pub subject_public_key: Range<usize>,
    pub key_kind: KeyKind,
    pub subject: Name,
    pub issuer: Name,
    pub not_before: Time,
    pub not_after: Time,
    pub extensions: Extensions,
}

/// What key a certificate holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyKind {
    /// RSA, with the length of the modulus; also where the key is bound to PSS.
    Rsa {
        /// Bits of the modulus.
        bits: u32,
    },
    /// ECDSA on P-256.
    EcP256,
    /// ECDSA on P-384.
    EcP384,
    /// ECDSA on P-521.
    EcP521,
    /// Ed25519.
    Ed25519,
    /// A kind that kyso does not tell apart.
    Other,
}

impl fmt::Display for KeyKind {
    /// `RSA-2048`, `P-256`, …
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa { bits } => write!(f, "RSA-{bits}"),
            Self::EcP256 => f.write_str("P-256"),
            Self::EcP384 => f.write_str("P-384"),
            Self::EcP521 => f.write_str("P-521"),
            Self::Ed25519 => f.write_str("Ed25519"),
            Self::Other => f.write_str("a key of another kind"),
        }
    }
}

/// The bits of KeyUsage (RFC 5280 §4.2.1.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyUsage {
    /// Signatures other than on certificates and revocation lists.
    pub digital_signature: bool,
    /// Signatures that commit their signer (contentCommitment).
    pub non_repudiation: bool,
    /// Encryption of keys.
    pub key_encipherment: bool,
    /// Encryption of data.
    pub data_encipherment: bool,
    /// Key agreement.
    pub key_agreement: bool,
    /// Signatures on certificates.
    pub key_cert_sign: bool,
    /// Signatures on revocation lists.
    pub crl_sign: bool,
}

impl KeyUsage {
    /// Whether signatures on documents are among the uses.
    pub fn allows_signing(self) -> bool {
        self.digital_signature || self.non_repudiation
    }
}

impl Certificate {
    /// The bytes as they were handed in.
    pub fn der(&self) -> &[u8] {
        &self.inner.der
    }

    /// Whom the certificate is about.
    pub fn subject(&self) -> &Name {
        &self.inner.subject
    }

    /// Who issued it.
    pub fn issuer(&self) -> &Name {
        &self.inner.issuer
    }

    /// Content bytes of the INTEGER.
    pub fn serial(&self) -> &[u8] {
        self.span(&self.inner.serial)
    }

    /// The serial number as two hexadecimal digits a byte, without the sign byte of a number
    /// whose first bit is set.
    pub fn serial_hex(&self) -> String {
        let serial = self.serial();
        let digits = match serial {
            [0, rest @ ..] if !rest.is_empty() => rest,
            all => all,
        };
        hex(digits)
    }

    /// The first second at which it is valid.
    pub fn not_before(&self) -> Time {
        self.inner.not_before
    }

    /// The last second at which it is valid.
    pub fn not_after(&self) -> Time {
        self.inner.not_after
    }

    /// Whether `at` lies in the period of validity, both ends included (RFC 5280 §4.1.2.5).
    pub fn is_valid_at(&self, at: Time) -> bool {
        (self.not_before()..=self.not_after()).contains(&at)
    }

    /// SubjectPublicKeyInfo, DER.
    pub fn public_key(&self) -> &[u8] {
        self.span(&self.inner.public_key)
    }

    /// The content of the BIT STRING subjectPublicKey.
    pub(crate) fn subject_public_key(&self) -> &[u8] {
        self.span(&self.inner.subject_public_key)
    }

    /// What key it is, where kyso knows the kind.
    pub fn key_kind(&self) -> KeyKind {
        self.inner.key_kind
    }

    /// What the key may be used for; `None` where the certificate does not say.
    pub fn key_usage(&self) -> Option<KeyUsage> {
        self.inner.extensions.key_usage
    }

    /// Purposes, as dotted OIDs; `None` where the certificate does not say.
    pub fn extended_key_usage(&self) -> Option<&[String]> {
        self.inner.extensions.extended_key_usage.as_deref()
    }

    /// Whether basic constraints name it a certification authority.
    pub fn is_ca(&self) -> bool {
        self.inner.extensions.is_ca
    }

    /// Whether basic constraints are there at all.
    pub(crate) fn has_basic_constraints(&self) -> bool {
        self.inner.extensions.has_basic_constraints
    }

    /// Critical extensions of a known kind that cannot be read, as dotted OIDs.
    pub(crate) fn unreadable_critical(&self) -> &[String] {
        &self.inner.extensions.unreadable_critical
    }

    /// Extensions that narrow what may follow in ways that nothing here checks, as dotted OIDs.
    pub(crate) fn constraining_extensions(&self) -> &[String] {
        &self.inner.extensions.constraining
    }

    /// How many authorities may follow below it.
    pub fn path_len(&self) -> Option<u32> {
        self.inner.extensions.path_len
    }

    /// SubjectKeyIdentifier.
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        self.inner.extensions.subject_key_identifier.as_deref()
    }

    /// The keyIdentifier of AuthorityKeyIdentifier.
    pub fn authority_key_identifier(&self) -> Option<&[u8]> {
        self.inner.extensions.authority_key_identifier.as_deref()
    }

    /// Policies it was issued under, as dotted OIDs.
    pub fn policies(&self) -> &[String] {
        &self.inner.extensions.policies
    }

    /// E-mail addresses of its subject alternative names.
    pub fn emails(&self) -> &[String] {
        &self.inner.extensions.emails
    }

    /// Where its issuer publishes revocation lists.
    pub fn crl_urls(&self) -> &[String] {
        &self.inner.extensions.crl_urls
    }

    /// Where its issuer answers OCSP.
    pub fn ocsp_urls(&self) -> &[String] {
        &self.inner.extensions.ocsp_urls
    }

    /// Where its issuer's certificate is published.
    pub fn issuer_urls(&self) -> &[String] {
        &self.inner.extensions.issuer_urls
    }

    /// The extensions marked critical, as dotted OIDs, known to kyso or not.
    pub fn critical_extensions(&self) -> &[String] {
        &self.inner.extensions.critical
    }

    /// Whether subject and issuer are the same name (RFC 5280 §3.2).
    pub fn is_self_issued(&self) -> bool {
        self.subject().matches(self.issuer())
    }

    /// SHA-256 of the certificate, as two hexadecimal digits a byte.
    pub fn fingerprint_sha256(&self) -> String {
        hex(digest::digest(&digest::SHA256, self.der()).as_ref())
    }

    /// Whether `issuer`'s key made the signature on it; names and permissions are not looked at.
    pub(crate) fn is_signed_by(&self, issuer: &Self) -> bool {
        let algorithm = self.signature_algorithm();
        let (message, signature) = (self.to_be_signed(), self.signature());
        crypto::verify(algorithm, None, issuer.public_key(), message, signature).is_ok()
    }

    /// Whether a SignerIdentifier's issuer (DER Name) and serial (content bytes) name it.
    pub(crate) fn is_named_by(&self, issuer: &[u8], serial: &[u8]) -> bool {
        self.serial() == serial && self.issuer().matches_der(issuer)
    }

    /// The algorithm of its issuer's signature, as dotted OID.
    pub fn signature_algorithm_oid(&self) -> String {
        let mut outside = Reader::new(self.signature_algorithm(), Rules::Der);
        let oid = outside
            .any()
            .and_then(|sequence| sequence.children()?.any()?.oid());
        oid.unwrap_or_default()
    }

    /// AlgorithmIdentifier of its own signature, DER.
    pub(crate) fn signature_algorithm(&self) -> &[u8] {
        self.span(&self.inner.signature_algorithm)
    }

    /// What its issuer's signature is over.
    pub(crate) fn to_be_signed(&self) -> &[u8] {
        self.span(&self.inner.to_be_signed)
    }

    /// Its issuer's signature.
    pub(crate) fn signature(&self) -> &[u8] {
        self.span(&self.inner.signature)
    }

    /// Whether the signed part names the algorithm that stands outside (RFC 5280 §4.1.1.2).
    pub(crate) fn names_its_algorithm_once(&self) -> bool {
        self.span(&self.inner.inner_signature_algorithm) == self.signature_algorithm()
    }

    fn span(&self, range: &Range<usize>) -> &[u8] {
        self.inner.der.get(range.clone()).unwrap_or_default()
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner) || self.der() == other.der()
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("subject", &self.subject().to_string())
            .field("issuer", &self.issuer().to_string())
            .field("serial", &self.serial_hex())
            .finish_non_exhaustive()
    }
}

/// Two hexadecimal digits a byte, lower case.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
