//! What still holds today and what does not.
//!
//! Dates after which an algorithm ends are a policy's business; here is only what no current
//! policy takes. Source: ETSI TS 119 312; SOG-IS agreed mechanisms.

use super::{DigestAlgorithm, PublicKey, SignatureAlgorithm};

/// A reason to doubt an algorithm that verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weakness {
    /// Collisions are practical since 2017.
    Sha1,
    /// A modulus below 2048 bits.
    SmallRsa {
        bits: usize,
    },
    Dsa,
}

impl std::fmt::Display for Weakness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sha1 => f.write_str("SHA-1"),
            Self::SmallRsa { bits } => write!(f, "RSA-{bits}"),
            Self::Dsa => f.write_str("DSA"),
        }
    }
}

/// What is weak about the signature of this AlgorithmIdentifier and the SubjectPublicKeyInfo that
/// it is under.
pub(crate) fn weakness_of(algorithm: &[u8], key: &[u8]) -> Option<Weakness> {
    let digest = SignatureAlgorithm::from_identifier(algorithm)
        .ok()
        .and_then(SignatureAlgorithm::digest);
    weaknesses(digest.as_slice(), Some(key)).first().copied()
}

/// What is weak about these digests and this SubjectPublicKeyInfo.
pub(crate) fn weaknesses(digests: &[DigestAlgorithm], key: Option<&[u8]>) -> Vec<Weakness> {
    let mut found = Vec::new();
    if digests.contains(&DigestAlgorithm::Sha1) {
        found.push(Weakness::Sha1);
    }
    match key.map(PublicKey::from_info) {
        Some(Ok(PublicKey::Rsa(rsa))) if rsa.bits() < 2048 => {
            found.push(Weakness::SmallRsa { bits: rsa.bits() });
        }
        Some(Ok(PublicKey::Dsa(_))) => found.push(Weakness::Dsa),
        _ => {}
    }
    found
}
