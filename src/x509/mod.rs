//! A certificate as kyso sees it, names as people read them, trust anchors, and paths.
//!
//! Does no I/O and reads no clock. Read on: `certificate` → `name` → `roots` → `path`.
//! Source: RFC 5280.

mod problem;

use crate::Time;

/// A parsed certificate. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Certificate {
    inner: std::sync::Arc<()>,
}

/// Why bytes are no certificate (strict: a certificate with BER or a padded serial is refused).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an X.509 certificate: {what}")]
pub struct CertificateError {
    pub what: String,
}

impl Certificate {
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        todo!()
    }
    pub fn der(&self) -> &[u8] {
        todo!()
    }
    pub fn subject(&self) -> &Name {
        todo!()
    }
    pub fn issuer(&self) -> &Name {
        todo!()
    }
    /// Content bytes of the INTEGER.
    pub fn serial(&self) -> &[u8] {
        todo!()
    }
    pub fn not_before(&self) -> Time {
        todo!()
    }
    pub fn not_after(&self) -> Time {
        todo!()
    }
    /// SubjectPublicKeyInfo, DER.
    pub fn public_key(&self) -> &[u8] {
        todo!()
    }
    /// What key it is, where kyso knows the kind.
    pub fn key_kind(&self) -> KeyKind {
        todo!()
    }
    pub fn key_usage(&self) -> Option<KeyUsage> {
        todo!()
    }
    /// Dotted OIDs.
    pub fn extended_key_usage(&self) -> Option<&[String]> {
        todo!()
    }
    pub fn is_ca(&self) -> bool {
        todo!()
    }
    pub fn path_len(&self) -> Option<u32> {
        todo!()
    }
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        todo!()
    }
    pub fn authority_key_identifier(&self) -> Option<&[u8]> {
        todo!()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyKind {
    Rsa { bits: u32 },
    EcP256,
    EcP384,
    EcP521,
    Ed25519,
    Other,
}

/// The bits of KeyUsage (RFC 5280 §4.2.1.3) that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyUsage {
    pub digital_signature: bool,
    pub non_repudiation: bool,
    pub key_cert_sign: bool,
    pub crl_sign: bool,
}

/// A distinguished name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    der: Vec<u8>,
}

impl Name {
    pub fn der(&self) -> &[u8] {
        &self.der
    }
    pub fn common_name(&self) -> Option<&str> {
        todo!()
    }
    pub fn title(&self) -> Option<&str> {
        todo!()
    }
    /// O; where absent, OU.
    pub fn organization(&self) -> Option<&str> {
        todo!()
    }
}
impl std::fmt::Display for Name {
    /// RFC 4514, most specific first.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        todo!()
    }
}

/// Trust anchors.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    anchors: Vec<Certificate>,
}

impl Roots {
    pub fn new() -> Self {
        Self::default()
    }
    /// Adds what `bytes` hold: PEM (one or many), DER, or a PKCS#7 bundle. Returns how many.
    pub fn add(&mut self, bytes: &[u8]) -> Result<usize, CertificateError> {
        todo!()
    }
    pub fn anchors(&self) -> &[Certificate] {
        &self.anchors
    }
}

/// All certificates in PEM, DER or PKCS#7 (DER or PEM).
pub fn certificates_in(bytes: &[u8]) -> Result<Vec<Certificate>, CertificateError> {
    todo!()
}

/// Why no path leads from a certificate to an anchor; the most telling reason met.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    #[error("no issuer of {subject} is known")]
    NoIssuer { subject: String },
    #[error("{subject} is not valid at {at}: {not_before} to {not_after}")]
    OutOfPeriod {
        subject: String,
        at: Time,
        not_before: Time,
        not_after: Time,
        end_entity: bool,
    },
    #[error("the signature on {subject} does not fit its issuer's key")]
    BadSignature { subject: String },
    #[error("{subject} is no certification authority, or may not sign certificates")]
    NotACa { subject: String },
    #[error("the path below {subject} is longer than it allows")]
    PathLength { subject: String },
    #[error("{subject} has a critical extension that kyso does not know: {oid}")]
    CriticalExtension { subject: String, oid: String },
    #[error("{subject} is signed with {algorithm}, which is not supported")]
    UnsupportedAlgorithm { subject: String, algorithm: String },
    #[error("key usage of {subject} allows no signatures")]
    KeyUsage { subject: String },
    #[error(transparent)]
    Limit(#[from] crate::LimitExceeded),
}

/// Builds and validates a path at `at`. Returns it end entity first, anchor last.
pub fn path(
    end: &Certificate,
    others: &[Certificate],
    roots: &Roots,
    at: Time,
    limits: &crate::Limits,
) -> Result<Vec<Certificate>, PathError> {
    todo!()
}
