//! Digest algorithms by OID, and digests under way.

use std::fmt;

/// Digest algorithms that kyso knows how to compute.
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
    /// SHAKE256 with 64 bytes of output, the digest of Ed448 (RFC 8419 §2.3).
    Shake256,
}

/// Algorithm, OID, name as people write it, bytes of output.
const TABLE: [(DigestAlgorithm, &str, &str, usize); 10] = [
    (DigestAlgorithm::Sha1, "1.3.14.3.2.26", "SHA-1", 20),
    (
        DigestAlgorithm::Sha224,
        "2.16.840.1.101.3.4.2.4",
        "SHA-224",
        28,
    ),
    (
        DigestAlgorithm::Sha256,
        "2.16.840.1.101.3.4.2.1",
        "SHA-256",
        32,
    ),
    (
        DigestAlgorithm::Sha384,
        "2.16.840.1.101.3.4.2.2",
        "SHA-384",
        48,
    ),
    (
        DigestAlgorithm::Sha512,
        "2.16.840.1.101.3.4.2.3",
        "SHA-512",
        64,
    ),
    (
        DigestAlgorithm::Sha3_224,
        "2.16.840.1.101.3.4.2.7",
        "SHA3-224",
        28,
    ),
    (
        DigestAlgorithm::Sha3_256,
        "2.16.840.1.101.3.4.2.8",
        "SHA3-256",
        32,
    ),
    (
        DigestAlgorithm::Sha3_384,
        "2.16.840.1.101.3.4.2.9",
        "SHA3-384",
        48,
    ),
    (
        DigestAlgorithm::Sha3_512,
        "2.16.840.1.101.3.4.2.10",
        "SHA3-512",
        64,
    ),
    (
        DigestAlgorithm::Shake256,
        "2.16.840.1.101.3.4.2.12",
        "SHAKE256",
        64,
    ),
];

/// Digests that are known by name and never accepted: collisions are made in seconds.
const REFUSED: [(&str, &str); 2] = [("1.2.840.113549.2.5", "MD5"), ("1.2.840.113549.2.2", "MD2")];

impl DigestAlgorithm {
    /// The algorithm with this dotted OID.
    pub fn from_oid(oid: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.1 == oid).map(|row| row.0)
    }

    /// What people call the digest with this OID; the OID itself where it is unknown.
    pub fn name_of(oid: &str) -> &str {
        let known = TABLE.iter().map(|row| (row.1, row.2));
        known
            .chain(REFUSED)
            .find(|row| row.0 == oid)
            .map_or(oid, |row| row.1)
    }

    pub fn oid(self) -> &'static str {
        self.row().1
    }

    /// Bytes of output.
    pub fn output_len(self) -> usize {
        self.row().3
    }

    fn row(self) -> (Self, &'static str, &'static str, usize) {
        const OTHERWISE: (DigestAlgorithm, &str, &str, usize) = TABLE[2];
        TABLE
            .into_iter()
            .find(|row| row.0 == self)
            .unwrap_or(OTHERWISE)
    }
}

impl fmt::Display for DigestAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.row().2)
    }
}

/// A digest under way; cloning forks it, so a common prefix is hashed once.
#[derive(Clone)]
pub struct Hasher(State);

#[derive(Clone)]
enum State {
    Ring(ring::digest::Context),
    #[cfg(feature = "legacy-algs")]
    Sha224(sha2::Sha224),
    #[cfg(feature = "legacy-algs")]
    Sha3_224(sha3::Sha3_224),
    #[cfg(feature = "legacy-algs")]
    Sha3_256(sha3::Sha3_256),
    #[cfg(feature = "legacy-algs")]
    Sha3_384(sha3::Sha3_384),
    #[cfg(feature = "legacy-algs")]
    Sha3_512(sha3::Sha3_512),
    #[cfg(feature = "legacy-algs")]
    Shake256(shake::Shake256),
}

impl Hasher {
    /// `None` where this build cannot compute it (feature `legacy-algs`).
    pub fn start(algorithm: DigestAlgorithm) -> Option<Self> {
        use ring::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256, SHA384, SHA512};
        Some(Self(match algorithm {
            DigestAlgorithm::Sha1 => State::Ring(Context::new(&SHA1_FOR_LEGACY_USE_ONLY)),
            DigestAlgorithm::Sha256 => State::Ring(Context::new(&SHA256)),
            DigestAlgorithm::Sha384 => State::Ring(Context::new(&SHA384)),
            DigestAlgorithm::Sha512 => State::Ring(Context::new(&SHA512)),
            #[cfg(feature = "legacy-algs")]
            DigestAlgorithm::Sha224 => State::Sha224(Default::default()),
            #[cfg(feature = "legacy-algs")]
            DigestAlgorithm::Sha3_224 => State::Sha3_224(Default::default()),
            #[cfg(feature = "legacy-algs")]
            DigestAlgorithm::Sha3_256 => State::Sha3_256(Default::default()),
            #[cfg(feature = "legacy-algs")]
            DigestAlgorithm::Sha3_384 => State::Sha3_384(Default::default()),
            #[cfg(feature = "legacy-algs")]
            DigestAlgorithm::Sha3_512 => State::Sha3_512(Default::default()),
            #[cfg(feature = "legacy-algs")]
            DigestAlgorithm::Shake256 => State::Shake256(Default::default()),
            #[cfg(not(feature = "legacy-algs"))]
            _ => return None,
        }))
    }

    pub fn update(&mut self, data: &[u8]) {
        #[cfg(feature = "legacy-algs")]
        use sha3::Digest as _;
        match &mut self.0 {
            State::Ring(context) => context.update(data),
            #[cfg(feature = "legacy-algs")]
            State::Sha224(state) => state.update(data),
            #[cfg(feature = "legacy-algs")]
            State::Sha3_224(state) => state.update(data),
            #[cfg(feature = "legacy-algs")]
            State::Sha3_256(state) => state.update(data),
            #[cfg(feature = "legacy-algs")]
            State::Sha3_384(state) => state.update(data),
            #[cfg(feature = "legacy-algs")]
            State::Sha3_512(state) => state.update(data),
            #[cfg(feature = "legacy-algs")]
            State::Shake256(state) => shake::Update::update(state, data),
        }
    }

    /// The raw digest, neither hex nor DER.
    pub fn finish(self) -> Vec<u8> {
        #[cfg(feature = "legacy-algs")]
        use sha3::Digest as _;
        match self.0 {
            State::Ring(context) => context.finish().as_ref().to_vec(),
            #[cfg(feature = "legacy-algs")]
            State::Sha224(state) => state.finalize().to_vec(),
            #[cfg(feature = "legacy-algs")]
            State::Sha3_224(state) => state.finalize().to_vec(),
            #[cfg(feature = "legacy-algs")]
            State::Sha3_256(state) => state.finalize().to_vec(),
            #[cfg(feature = "legacy-algs")]
            State::Sha3_384(state) => state.finalize().to_vec(),
            #[cfg(feature = "legacy-algs")]
            State::Sha3_512(state) => state.finalize().to_vec(),
            #[cfg(feature = "legacy-algs")]
            State::Shake256(state) => {
                let mut output = [0; 64];
                shake::ExtendableOutput::finalize_xof_into(state, &mut output);
                output.to_vec()
            }
        }
    }
}

/// The digest of `data` in one go; `None` where this build cannot compute it.
pub fn digest(algorithm: DigestAlgorithm, data: &[u8]) -> Option<Vec<u8>> {
    let mut hasher = Hasher::start(algorithm)?;
    hasher.update(data);
    Some(hasher.finish())
}
