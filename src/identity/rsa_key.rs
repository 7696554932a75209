//! An RSA key in *ring*'s hands, and with the feature `aws-lc` in those of AWS-LC as well.

use ring::{
    rand::SystemRandom,
    rsa::KeyPair,
    signature::{
        KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256,
        RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding,
    },
};

#[cfg(feature = "aws-lc")]
use super::aws_lc::ForBatches;
use super::{
    IdentityError, SignerError,
    key::{damaged, failed, modulus_bits, unsupported},
};
use crate::{crypto::SignatureScheme, text::Term};

/// RSA keys that *ring* signs with.
const MOST_BITS: u32 = 4096;
/// What signing software may use (TCVN and SOG-IS alike).
const LEAST_BITS: u32 = 2048;

/// An RSA key that can sign.
pub(crate) struct RsaKey {
    pair: KeyPair,
    /// The key's own algorithm identifier binds it to PSS (RFC 4055 §1.2).
    only_pss: bool,
    #[cfg(feature = "aws-lc")]
    for_batches: ForBatches,
}

impl RsaKey {
    /// Takes an RSAPrivateKey (RFC 8017 §A.1.2).
    pub fn from_der(der: &[u8], only_pss: bool) -> Result<Self, IdentityError> {
        let bits =
            modulus_bits(der).map_err(|_| IdentityError::unreadable(Term::RSA_KEY_IS_DAMAGED))?;
        match bits {
            ..LEAST_BITS => Err(IdentityError::WeakKey { bits }),
            LEAST_BITS..=MOST_BITS => Ok(Self {
                pair: KeyPair::from_der(der).map_err(damaged)?,
                only_pss,
                #[cfg(feature = "aws-lc")]
                for_batches: ForBatches::new(der),
            }),
            _ => Err(unsupported(format!("RSA {bits} bit"))),
        }
    }

    /// RSAPublicKey, DER.
    pub fn public_key(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    pub fn default_scheme(&self) -> SignatureScheme {
        match self.only_pss {
            true => SignatureScheme::RsaPssSha256,
            false => SignatureScheme::RsaPkcs1Sha256,
        }
    }

    pub fn signature_len(&self) -> usize {
        self.pair.public().modulus_len()
    }

    pub fn sign(&self, message: &[u8], scheme: SignatureScheme) -> Result<Vec<u8>, SignerError> {
        let encoding = self
            .encoding(scheme)
            .ok_or(SignerError::UnsupportedScheme { scheme })?;
        #[cfg(feature = "aws-lc")]
        if let Some(signature) = self.for_batches.sign(message, scheme) {
            return Ok(signature);
        }
        let mut signature = vec![0; self.signature_len()];
        self.pair
            .sign(encoding, &SystemRandom::new(), message, &mut signature)
            .map_err(failed)?;
        Ok(signature)
    }

    fn encoding(&self, scheme: SignatureScheme) -> Option<&'static dyn RsaEncoding> {
        let encoding: &'static dyn RsaEncoding = match scheme {
            SignatureScheme::RsaPssSha256 => &RSA_PSS_SHA256,
            SignatureScheme::RsaPssSha384 => &RSA_PSS_SHA384,
            SignatureScheme::RsaPssSha512 => &RSA_PSS_SHA512,
            _ if self.only_pss => return None,
            SignatureScheme::RsaPkcs1Sha256 => &RSA_PKCS1_SHA256,
            SignatureScheme::RsaPkcs1Sha384 => &RSA_PKCS1_SHA384,
            SignatureScheme::RsaPkcs1Sha512 => &RSA_PKCS1_SHA512,
            _ => return None,
        };
        Some(encoding)
    }
}
