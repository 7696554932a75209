//! RSA by AWS-LC: nearly twice as fast as *ring*'s, once it has begun.
//!
//! AWS-LC gathers entropy of its own before its first signature, for 25 ms of processor: as long
//! as a hundred signatures with RSA-2048 save, or a dozen with RSA-4096. So *ring* makes the first
//! ones, and a single document never waits. Verifying stays *ring*'s: a verdict does not depend on
//! how a program was built, and each signature is checked by other hands than those that made it.

use std::sync::{
    OnceLock,
    atomic::{AtomicU32, Ordering},
};

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::KeyPair,
    signature::{
        RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384,
        RSA_PSS_SHA512, RsaEncoding,
    },
};
use zeroize::Zeroizing;

use crate::crypto::SignatureScheme;

/// Signatures that *ring* makes before AWS-LC is asked.
const FEW: u32 = 16;

/// A key that AWS-LC takes over where many signatures are made with it.
pub(super) struct ForBatches {
    /// RSAPrivateKey, DER.
    der: Zeroizing<Vec<u8>>,
    /// `None` within: AWS-LC does not take this key.
    pair: OnceLock<Option<KeyPair>>,
    asked: AtomicU32,
}

impl ForBatches {
    /// Keeps an RSAPrivateKey that *ring* has accepted.
    pub fn new(der: &[u8]) -> Self {
        Self {
            der: Zeroizing::new(der.to_vec()),
            pair: OnceLock::new(),
            asked: AtomicU32::new(0),
        }
    }

    /// Signs; `None` where *ring* is to do it, which signs with the same key.
    pub fn sign(&self, message: &[u8], scheme: SignatureScheme) -> Option<Vec<u8>> {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        if asked < FEW && self.pair.get().is_none() {
            return None;
        }
        let pair = self.pair.get_or_init(|| KeyPair::from_der(&self.der).ok());
        let pair = pair.as_ref()?;
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(
            encoding(scheme)?,
            &SystemRandom::new(),
            message,
            &mut signature,
        )
        .ok()?;
        Some(signature)
    }
}

fn encoding(scheme: SignatureScheme) -> Option<&'static dyn RsaEncoding> {
    Some(match scheme {
        SignatureScheme::RsaPkcs1Sha256 => &RSA_PKCS1_SHA256,
        SignatureScheme::RsaPkcs1Sha384 => &RSA_PKCS1_SHA384,
        SignatureScheme::RsaPkcs1Sha512 => &RSA_PKCS1_SHA512,
        SignatureScheme::RsaPssSha256 => &RSA_PSS_SHA256,
        SignatureScheme::RsaPssSha384 => &RSA_PSS_SHA384,
        SignatureScheme::RsaPssSha512 => &RSA_PSS_SHA512,
        _ => return None,
    })
}
