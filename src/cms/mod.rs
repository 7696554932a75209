//! SignedData (RFC 5652): parsed tolerantly with raw spans kept, and built in DER.
//!
//! Opens no PDF, trusts nobody. Read on: `parse` → `attributes` → `verify` → `build`.

use crate::{
    crypto::{DigestAlgorithm, SignatureScheme},
    x509::Certificate,
};

/// Why bytes are no SignedData that kyso can read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("byte {offset} of the CMS: {what}")]
pub struct CmsError {
    pub offset: usize,
    pub what: &'static str,
}

/// A parsed SignedData. Certificates, attributes and content are kept as they stand.
pub struct SignedData {
    /// Bytes that the CMS itself takes of what was handed in; behind it padding may follow.
    pub encoded_len: usize,
    /// Whether bytes other than 00 follow the CMS.
    pub junk_behind: bool,
    /// Whether the shell is BER and not DER.
    pub ber: bool,
    /// OID of the encapsulated content type, dotted.
    pub content_type: String,
    /// The encapsulated content, where there is one (may be empty).
    pub content: Option<Vec<u8>>,
    pub certificates: Vec<Certificate>,
    /// Certificates that could not be parsed: (index in the set, why).
    pub bad_certificates: Vec<(usize, &'static str)>,
    pub signers: Vec<SignerInfo>,
}

/// One SignerInfo (RFC 5652 §5.3).
pub struct SignerInfo {
    pub digest_algorithm_oid: String,
    pub digest_algorithm: Option<DigestAlgorithm>,
    /// AlgorithmIdentifier, DER.
    pub signature_algorithm: Vec<u8>,
    pub signature: Vec<u8>,
    /// Signed attributes as they stand (content of the SET, tag and length left out); `None`
    /// where there are none.
    pub signed_attributes: Option<Vec<u8>>,
    pub signed: Vec<Attribute>,
    pub unsigned: Vec<Attribute>,
    /// Raw SignerIdentifier: issuer (DER Name) and serial (content bytes), or key identifier.
    pub identifier: SignerIdentifier,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignerIdentifier {
    IssuerSerial { issuer: Vec<u8>, serial: Vec<u8> },
    KeyIdentifier(Vec<u8>),
}

/// An attribute: dotted OID, each value as complete DER/BER TLV.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    pub oid: String,
    pub values: Vec<Vec<u8>>,
}

impl SignedData {
    /// Parses a ContentInfo that holds SignedData; trailing bytes are allowed and reported.
    pub fn parse(bytes: &[u8], limits: &crate::Limits) -> Result<Self, CmsError> {
        todo!()
    }
}

/// What the check of one SignerInfo found. Every conclusion is a value.
pub struct SignerCheck {
    /// The certificate whose key was used; index into `SignedData::certificates`.
    pub certificate: Option<usize>,
    /// All steps in order: (stable id, outcome, English words).
    pub steps: Vec<Step>,
}

/// One step of a check; `id` is stable (kebab-case) and has texts in both languages.
pub struct Step {
    pub id: &'static str,
    pub outcome: Outcome,
    pub detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Ok,
    Warn,
    Fail,
    Unchecked,
}

impl SignedData {
    /// Checks the only SignerInfo against the digest of the content.
    ///
    /// `digest_of` yields the digest of the signed bytes by an algorithm (`None`: unsupported).
    pub fn check(
        &self,
        digest_of: &mut dyn FnMut(DigestAlgorithm) -> Option<Vec<u8>>,
    ) -> SignerCheck {
        todo!()
    }
}

/// DER of the signed attributes for a PAdES signature: content-type id-data, message-digest,
/// signing-certificate-v2 (RFC 5035), in DER SET order, with SET tag: what is signed.
pub fn signed_attributes(
    scheme: SignatureScheme,
    digest: &[u8],
    certificate: &Certificate,
) -> Vec<u8> {
    todo!()
}

/// The whole ContentInfo in DER. `attributes` as [`signed_attributes`] made them.
pub fn signed_data(
    scheme: SignatureScheme,
    attributes: &[u8],
    signature: &[u8],
    certificate: &Certificate,
    chain: &[Certificate],
) -> Vec<u8> {
    todo!()
}

/// An upper bound of the length of [`signed_data`], known before anything is digested.
pub fn signed_data_bound(
    scheme: SignatureScheme,
    signature_len: usize,
    certificate: &Certificate,
    chain: &[Certificate],
) -> usize {
    todo!()
}
