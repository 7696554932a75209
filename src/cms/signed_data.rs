//! A SignedData as it was found.

use crate::{
    LimitExceeded,
    asn1::Asn1Error,
    crypto::DigestAlgorithm,
    text::{Lang, Phrase, Term},
    x509::Certificate,
};

/// Why bytes are no SignedData that kyso can read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CmsError {
    #[error("byte {offset} of the CMS: {what}")]
    Structure { offset: usize, what: Term },
    #[error(transparent)]
    Limit(#[from] LimitExceeded),
}

impl CmsError {
    /// The same in both languages.
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::Structure { offset, what } => {
                let what = what.words(Lang::Vi);
                Phrase::new(format!("byte {offset} của CMS: {what}"), self.to_string())
            }
            Self::Limit(exceeded) => exceeded.phrase(),
        }
    }
}

impl From<Asn1Error> for CmsError {
    fn from(error: Asn1Error) -> Self {
        Self::Structure {
            offset: error.offset,
            what: error.what,
        }
    }
}

/// A parsed SignedData. Certificates, attributes and content are kept as they stand.
#[derive(Clone, Debug)]
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
    /// How many of them, the last ones, were not in the CMS but [adopted](Self::adopt).
    pub adopted: usize,
    /// Certificates that could not be parsed: (index in the set, why).
    pub bad_certificates: Vec<(usize, Phrase)>,
    /// CertificateLists of the SignedData, as they stand.
    pub crls: Vec<Vec<u8>>,
    /// OCSPResponses of the SignedData (RFC 5940), as they stand.
    pub ocsp_responses: Vec<Vec<u8>>,
    pub signers: Vec<SignerInfo>,
}

/// One SignerInfo (RFC 5652 §5.3).
#[derive(Clone, Debug)]
pub struct SignerInfo {
    pub digest_algorithm_oid: String,
    pub digest_algorithm: Option<DigestAlgorithm>,
    /// AlgorithmIdentifier of the digest, as it stands.
    pub digest_identifier: Vec<u8>,
    /// AlgorithmIdentifier of the signature, as it stands.
    pub signature_algorithm: Vec<u8>,
    pub signature: Vec<u8>,
    /// Signed attributes as they stand (content of the SET, tag and length left out); `None`
    /// where there are none.
    pub signed_attributes: Option<Vec<u8>>,
    /// The same attributes in DER: definite lengths, sorted, with the tag SET.
    pub signed_attributes_der: Option<Vec<u8>>,
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
