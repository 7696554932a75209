//! PBES2 with PBKDF2 and AES in CBC mode (RFC 8018 §6.2): what everybody writes today.
//!
//! *ring* derives the key: several times faster than the crates that open the rest (scrypt, 3DES,
//! the schemes of old PKCS#12 files), and opening the key file is most of what signing one
//! document costs.

use std::num::NonZeroU32;

use aes::{Aes128, Aes192, Aes256};
use cbc::{
    Decryptor,
    cipher::{
        BlockModeDecrypt, InvalidLength, KeyIvInit,
        block_padding::{Error as PaddingError, Pkcs7},
    },
};
use ring::pbkdf2::{self, Algorithm};
use zeroize::Zeroizing;

use crate::{
    asn1::{Asn1Error, Reader, Rules, Tag},
    text::Term,
};

/// Rounds of derivations that opening one file may take: some seconds. OpenSSL and Windows write
/// 2,000, Java 10,000, careful people 600,000 (OWASP's advice for PBKDF2 with SHA-256), and a
/// PKCS#12 has several derivations.
pub(super) const MOST_ROUNDS: u32 = 10_000_000;

const PBES2: &str = "1.2.840.113549.1.5.13";
const PBKDF2: &str = "1.2.840.113549.1.5.12";

/// What became of encrypted bytes.
pub(super) enum Decrypted {
    Plain(Zeroizing<Vec<u8>>),
    /// The padding is none: another password.
    Wrong,
    /// Encrypted in another way.
    Foreign,
    /// More rounds than are left.
    TooMuch,
}

/// Decrypts `data` by the AlgorithmIdentifier `algorithm` (DER), and takes the rounds that it
/// costs from `left`.
pub(super) fn decrypt(algorithm: &[u8], data: &[u8], password: &str, left: &mut u32) -> Decrypted {
    let Some(scheme) = Scheme::parse(algorithm).ok().flatten() else {
        return Decrypted::Foreign;
    };
    let Some(rest) = left.checked_sub(scheme.rounds.get()) else {
        return Decrypted::TooMuch;
    };
    *left = rest;
    scheme
        .decrypt(data, password)
        .map_or(Decrypted::Wrong, Decrypted::Plain)
}

struct Scheme<'a> {
    derivation: Algorithm,
    salt: &'a [u8],
    rounds: NonZeroU32,
    key_len: usize,
    iv: &'a [u8],
}

impl<'a> Scheme<'a> {
    /// `None` where it is another scheme, or one of its parts is another.
    fn parse(algorithm: &'a [u8]) -> Result<Option<Self>, Asn1Error> {
        let mut outside = Reader::new(algorithm, Rules::Der);
        let mut parts = outside.expect(Tag::SEQUENCE, Term::SCHEME)?.children()?;
        if parts.any()?.oid()? != PBES2 {
            return Ok(None);
        }
        let mut parts = parts.expect(Tag::SEQUENCE, Term::PARAMETERS)?.children()?;
        let mut derivation = parts.expect(Tag::SEQUENCE, Term::DERIVATION)?.children()?;
        if derivation.any()?.oid()? != PBKDF2 {
            return Ok(None);
        }
        let mut parameters = derivation
            .expect(Tag::SEQUENCE, Term::PARAMETERS_OF_PBKDF2)?
            .children()?;
        let salt = parameters.expect(Tag::OCTET_STRING, Term::SALT)?.content;
        let rounds = NonZeroU32::new(parameters.any()?.small()?);
        let named_len = parameters.optional(Tag::INTEGER)?;
        let named_len = named_len.map(|len| len.small()).transpose()?;
        let digest = match parameters.next()? {
            Some(identifier) => pbkdf2_digest(&identifier.children()?.any()?.oid()?),
            None => Some(pbkdf2::PBKDF2_HMAC_SHA1),
        };
        let mut cipher = parts.expect(Tag::SEQUENCE, Term::CIPHER)?.children()?;
        let key_len = key_len(&cipher.any()?.oid()?);
        let iv = cipher.expect(Tag::OCTET_STRING, Term::INITIALISATION_VECTOR)?;
        let (Some(derivation), Some(rounds), Some(key_len)) = (digest, rounds, key_len) else {
            return Ok(None);
        };
        let agree = named_len.is_none_or(|len| usize::try_from(len) == Ok(key_len));
        Ok(agree.then_some(Self {
            derivation,
            salt,
            rounds,
            key_len,
            iv: iv.content,
        }))
    }

    fn decrypt(&self, data: &[u8], password: &str) -> Option<Zeroizing<Vec<u8>>> {
        let mut key = Zeroizing::new([0; 32]);
        let key = key.get_mut(..self.key_len)?;
        let password = password.as_bytes();
        pbkdf2::derive(self.derivation, self.rounds, self.salt, password, key);
        let mut plain = Zeroizing::new(data.to_vec());
        let len = match self.key_len {
            16 => unpadded(
                Decryptor::<Aes128>::new_from_slices(key, self.iv),
                &mut plain,
            ),
            24 => unpadded(
                Decryptor::<Aes192>::new_from_slices(key, self.iv),
                &mut plain,
            ),
            _ => unpadded(
                Decryptor::<Aes256>::new_from_slices(key, self.iv),
                &mut plain,
            ),
        }?;
        plain.truncate(len);
        Some(plain)
    }
}

/// Decrypts in place; the length without padding.
fn unpadded(
    cipher: Result<impl BlockModeDecrypt, InvalidLength>,
    data: &mut [u8],
) -> Option<usize> {
    let plain: Result<&[u8], PaddingError> = cipher.ok()?.decrypt_padded::<Pkcs7>(data);
    plain.ok().map(<[u8]>::len)
}

/// The digest of PBKDF2's HMAC, where *ring* has it.
pub(super) fn pbkdf2_digest(oid: &str) -> Option<Algorithm> {
    Some(match oid {
        "1.2.840.113549.2.7" => pbkdf2::PBKDF2_HMAC_SHA1,
        "1.2.840.113549.2.9" => pbkdf2::PBKDF2_HMAC_SHA256,
        "1.2.840.113549.2.10" => pbkdf2::PBKDF2_HMAC_SHA384,
        "1.2.840.113549.2.11" => pbkdf2::PBKDF2_HMAC_SHA512,
        _ => return None,
    })
}

/// Bytes of the key of AES in CBC mode.
fn key_len(oid: &str) -> Option<usize> {
    Some(match oid {
        "2.16.840.1.101.3.4.1.2" => 16,
        "2.16.840.1.101.3.4.1.22" => 24,
        "2.16.840.1.101.3.4.1.42" => 32,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use pkcs8::{
        der::Encode,
        pkcs5::pbes2::{
            EncryptionScheme, Kdf, Parameters, Pbkdf2Params,
            Pbkdf2Prf::{
                HmacWithSha1, HmacWithSha224, HmacWithSha256, HmacWithSha384, HmacWithSha512,
            },
        },
    };

    use super::{Decrypted, PBES2, decrypt};
    use crate::asn1::{oid, sequence};

    #[test]
    fn every_digest_and_key_length_decrypts_what_another_crate_encrypted() {
        let iv = [7; 16];
        for prf in [
            HmacWithSha1,
            HmacWithSha224,
            HmacWithSha256,
            HmacWithSha384,
            HmacWithSha512,
        ] {
            for encryption in [
                EncryptionScheme::Aes128Cbc { iv },
                EncryptionScheme::Aes192Cbc { iv },
                EncryptionScheme::Aes256Cbc { iv },
            ] {
                let mut derivation = Pbkdf2Params::hmac_sha256(1000, b"a salt of theirs").unwrap();
                derivation.prf = prf;
                let parameters = Parameters {
                    kdf: Kdf::Pbkdf2(derivation),
                    encryption,
                };
                let encrypted = parameters.encrypt("mật khẩu", b"the key").unwrap();
                let algorithm = sequence(&[&oid(PBES2), &parameters.to_der().unwrap()]);
                let mut left = 2500;
                let mut open = |password| decrypt(&algorithm, &encrypted, password, &mut left);
                if prf == HmacWithSha224 {
                    assert!(matches!(open("mật khẩu"), Decrypted::Foreign));
                    continue;
                }
                let Decrypted::Plain(plain) = open("mật khẩu") else {
                    panic!("{prf:?} {}", algorithm.len());
                };
                assert_eq!(plain.as_slice(), b"the key");
                // One in 256 wrong keys leaves padding that looks right.
                assert!(
                    !matches!(open("mat khau"), Decrypted::Plain(plain) if *plain == *b"the key")
                );
                assert!(matches!(open("mật khẩu"), Decrypted::TooMuch));
            }
        }
    }
}
