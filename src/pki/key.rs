//! Fresh keys.

use core::convert::Infallible;

use base64::{Engine, engine::general_purpose::STANDARD};
use pkcs8::{PrivateKeyInfoRef, pkcs5::pbes2::Parameters};
use rand_core::{TryCryptoRng, TryRng};
use ring::{
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair,
        EcdsaSigningAlgorithm,
    },
};
use rsa::pkcs8::EncodePrivateKey;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::PkiError;
use crate::text::Term;

/// Rounds of the derivations that guard a key file: ten times what OpenSSL 3 and Windows write,
/// twice what Java's keytool does, and read by all of them.
///
/// A PKCS#12 has three derivations, and whoever signs one document waits for all: 9 ms together,
/// about what the rest of the command takes. OWASP advises 600,000 for passwords that a server
/// checks; here they would cost a quarter of a second a command, and guessing would still go by the
/// MAC (RFC 7292 appendix B), whose round is one block of SHA-256. What guards a key file is a long
/// password and who can read the file.
pub(super) const ROUNDS: u32 = 20_000;

/// The kind of a fresh key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyAlgorithm {
    /// RSA, 2048 bits: what every verifier reads.
    Rsa2048,
    /// RSA, 3072 bits.
    Rsa3072,
    /// RSA, 4096 bits.
    Rsa4096,
    /// ECDSA on P-256.
    P256,
    /// ECDSA on P-384.
    P384,
    /// Ed25519.
    Ed25519,
}

/// A private key in PKCS#8. Wiped from memory when dropped; has no `Debug`.
pub struct PrivateKey {
    pkcs8: Zeroizing<Vec<u8>>,
}

impl PrivateKey {
    /// Generates a key. `random` fills bytes and must not be guessable; keys on NIST's curves are
    /// drawn from the system's randomness instead.
    ///
    /// # Errors
    /// [`PkiError::KeyGeneration`] where the randomness is of no use.
    pub fn generate(
        algorithm: KeyAlgorithm,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<Self, PkiError> {
        let pkcs8 = match algorithm {
            KeyAlgorithm::Rsa2048 => rsa(2048, random)?,
            KeyAlgorithm::Rsa3072 => rsa(3072, random)?,
            KeyAlgorithm::Rsa4096 => rsa(4096, random)?,
            KeyAlgorithm::P256 => ecdsa(&ECDSA_P256_SHA256_ASN1_SIGNING)?,
            KeyAlgorithm::P384 => ecdsa(&ECDSA_P384_SHA384_ASN1_SIGNING)?,
            KeyAlgorithm::Ed25519 => ed25519(random),
        };
        Ok(Self { pkcs8 })
    }

    pub(super) fn copied(&self) -> Self {
        Self {
            pkcs8: self.pkcs8.clone(),
        }
    }

    /// The key in PKCS#8, DER, not encrypted.
    pub fn as_pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The key in PKCS#8, PEM, encrypted with `password` (PBES2: PBKDF2 with SHA-256, AES-256).
    ///
    /// # Errors
    /// [`PkiError::KeyFile`] where the password is empty.
    pub fn to_encrypted_pem(
        &self,
        password: &str,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<String, PkiError> {
        const FAILED: PkiError = PkiError::KeyFile {
            what: Term::ITS_KEY_CANNOT_BE_ENCRYPTED,
        };
        let password = usable(password)?;
        let (mut salt, mut iv) = ([0; 16], [0; 16]);
        random(&mut salt);
        random(&mut iv);
        let parameters =
            Parameters::generate_pbkdf2_sha256_aes256cbc(ROUNDS, &salt, iv).map_err(|_| FAILED)?;
        let document = PrivateKeyInfoRef::try_from(self.as_pkcs8())
            .and_then(|info| info.encrypt_with_params(parameters, password.as_bytes()))
            .map_err(|_| FAILED)?;
        Ok(pem("ENCRYPTED PRIVATE KEY", document.as_bytes()))
    }
}

/// The password in NFC, the form in which most systems hand it over; an empty one protects
/// nothing.
pub(super) fn usable(password: &str) -> Result<Zeroizing<String>, PkiError> {
    if password.is_empty() {
        return Err(PkiError::KeyFile {
            what: Term::PASSWORD_IS_EMPTY,
        });
    }
    Ok(Zeroizing::new(password.nfc().collect()))
}

/// A PEM block (RFC 7468).
pub(super) fn pem(label: &str, der: &[u8]) -> String {
    let digits = STANDARD.encode(der);
    let mut out = format!("-----BEGIN {label}-----\n");
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 64 == 0 {
            out.push('\n');
        }
        out.push(digit);
    }
    out.push_str(&format!("\n-----END {label}-----\n"));
    out
}

fn rsa(bits: usize, random: &mut dyn FnMut(&mut [u8])) -> Result<Zeroizing<Vec<u8>>, PkiError> {
    let key =
        rsa::PrivateKey::new(&mut Random(random), bits).map_err(|_| PkiError::KeyGeneration)?;
    let document = key.to_pkcs8_der().map_err(|_| PkiError::KeyGeneration)?;
    Ok(Zeroizing::new(document.as_bytes().to_vec()))
}

fn ecdsa(algorithm: &'static EcdsaSigningAlgorithm) -> Result<Zeroizing<Vec<u8>>, PkiError> {
    EcdsaKeyPair::generate_pkcs8(algorithm, &SystemRandom::new())
        .map(|document| Zeroizing::new(document.as_ref().to_vec()))
        .map_err(|_| PkiError::KeyGeneration)
}

/// PKCS#8 version 1 (RFC 8410 §7): OpenSSL 3.0 reads no other for this key.
fn ed25519(random: &mut dyn FnMut(&mut [u8])) -> Zeroizing<Vec<u8>> {
    const HEAD: [u8; 16] = [
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ];
    let mut seed = Zeroizing::new([0; 32]);
    random(&mut *seed);
    let mut pkcs8 = Zeroizing::new(HEAD.to_vec());
    pkcs8.extend_from_slice(&*seed);
    pkcs8
}

/// The caller's randomness as the crate `rsa` asks for it.
struct Random<'a>(&'a mut dyn FnMut(&mut [u8]));

impl TryRng for Random<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        (self.0)(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        (self.0)(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        (self.0)(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Random<'_> {}
