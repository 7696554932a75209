//! One table of digest and signature algorithms by OID; verification; the schemes kyso signs with.
//!
//! *ring* does what it can; what it lacks and old files need comes from RustCrypto behind the
//! same table (feature `legacy-algs`), never for signing.
//! Opens no file, trusts nobody.
//! Source: RFC 3370, 4055, 5754, 5758, 8017, 8419, 8702.

/// Digest algorithms that kyso can compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DigestAlgorithm {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha3_224,
    Sha3_256,
    Sha3_384,
    Sha3_512,
}

/// A digest under way; cloning forks it, so a common prefix is hashed once.
#[derive(Clone)]
pub struct Hasher {
    _p: (),
}

impl Hasher {
    /// `None` where this build cannot compute it (feature `legacy-algs`).
    pub fn start(algorithm: DigestAlgorithm) -> Option<Self> {
        todo!()
    }
    pub fn update(&mut self, data: &[u8]) {
        todo!()
    }
    pub fn finish(self) -> Vec<u8> {
        todo!()
    }
}

/// A signature scheme that kyso signs with; any other pair of key and digest is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureScheme {
    RsaPkcs1Sha256,
    RsaPkcs1Sha384,
    RsaPkcs1Sha512,
    RsaPssSha256,
    RsaPssSha384,
    RsaPssSha512,
    EcdsaP256Sha256,
    EcdsaP384Sha384,
    /// Signed attributes are digested with SHA-512 (RFC 8419 §2.3).
    Ed25519,
}

/// Why a signature value is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    #[error("the signature value does not fit")]
    Mismatch,
    #[error("the algorithm {oid} is not supported")]
    Unsupported { oid: String },
    #[error("the algorithm identifiers contradict each other: {what}")]
    Contradiction { what: &'static str },
    #[error("the public key cannot be read")]
    Key,
}

/// Verifies `signature` over `message` by the AlgorithmIdentifier `algorithm` (DER) under the
/// SubjectPublicKeyInfo `key` (DER).
///
/// `digest`: the SignerInfo's digestAlgorithm where `algorithm` names none (`rsaEncryption`,
/// plain `id-ecPublicKey`), and what `algorithm` must not contradict (RFC 8933 §3.1).
pub fn verify(
    algorithm: &[u8],
    digest: Option<DigestAlgorithm>,
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    todo!()
}
