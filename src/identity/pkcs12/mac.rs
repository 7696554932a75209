//! Whether a password fits the MAC: the old way (RFC 7292 appendix B) and PBMAC1 (RFC 9579).

use std::num::NonZeroU32;

use ring::{digest, hmac, pbkdf2};
use zeroize::Zeroizing;

use super::pfx::{MacData, Pfx};
use crate::{
    asn1::{Asn1Error, Reader, Rules, Tag},
    identity::{
        IdentityError,
        pbes2::{MOST_ROUNDS, pbkdf2_digest},
    },
    text::Term,
};

/// What the MAC says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Checked {
    Fits,
    Mismatch,
    NoMac,
}

const PBMAC1: &str = "1.2.840.113549.1.5.14";
const PBKDF2: &str = "1.2.840.113549.1.5.12";

impl Pfx {
    /// Holds `password` against the MAC.
    pub fn check(&self, password: &str) -> Result<Checked, IdentityError> {
        let Some(mac) = &self.mac else {
            return Ok(Checked::NoMac);
        };
        let keys = match mac.algorithm.as_str() {
            PBMAC1 => vec![mac.pbmac1_key(password)?],
            _ => mac.keys(password)?,
        };
        let fits = |key: &hmac::Key| hmac::verify(key, &self.authenticated, &mac.value).is_ok();
        Ok(match keys.iter().any(fits) {
            true => Checked::Fits,
            false => Checked::Mismatch,
        })
    }
}

impl MacData {
    /// The keys of the old way. A file without a password is written in two manners: with the
    /// empty string, and with none at all.
    fn keys(&self, password: &str) -> Result<Vec<hmac::Key>, IdentityError> {
        let (hash, algorithm) = old_digest(&self.algorithm).ok_or_else(not_supported)?;
        if self.rounds > MOST_ROUNDS {
            return Err(too_much());
        }
        let mut written = Zeroizing::new(Vec::with_capacity(password.len().saturating_mul(2)));
        written.extend(password.encode_utf16().flat_map(u16::to_be_bytes));
        written.extend([0, 0]);
        let mut keys = vec![self.old_key(&written, hash, algorithm)];
        if password.is_empty() {
            keys.push(self.old_key(&[], hash, algorithm));
        }
        Ok(keys)
    }

    /// RFC 7292 §B.2 with ID 3. The key is as long as the digest, so one block is all.
    fn old_key(
        &self,
        password: &[u8],
        hash: &'static digest::Algorithm,
        algorithm: hmac::Algorithm,
    ) -> hmac::Key {
        const MAC_KEY: u8 = 3;
        let block = hash.block_len();
        let mut context = digest::Context::new(hash);
        context.update(&vec![MAC_KEY; block]);
        context.update(&repeated(&self.salt, block));
        context.update(&repeated(password, block));
        let mut key = context.finish();
        for _ in 1..self.rounds {
            key = digest::digest(hash, key.as_ref());
        }
        hmac::Key::new(algorithm, key.as_ref())
    }

    /// RFC 9579 §4. The key's length is named, and a short one would let anybody forge.
    fn pbmac1_key(&self, password: &str) -> Result<hmac::Key, IdentityError> {
        const SHORTEST_KEY: usize = 20;
        let parameters = self.parameters.as_deref().unwrap_or_default();
        let parameters = Pbmac1::parse(parameters)
            .map_err(|_| IdentityError::unreadable(Term::PARAMETERS_OF_ITS_MAC_ARE_DAMAGED))?;
        let (Some(derivation), Some(algorithm)) = (
            pbkdf2_digest(&parameters.derivation),
            hmac_digest(&parameters.algorithm),
        ) else {
            return Err(not_supported());
        };
        let rounds = NonZeroU32::new(parameters.rounds).ok_or_else(not_supported)?;
        if rounds.get() > MOST_ROUNDS {
            return Err(too_much());
        }
        let mut key = Zeroizing::new([0; 64]);
        let key = key
            .get_mut(..parameters.key_len)
            .filter(|key| key.len() >= SHORTEST_KEY)
            .ok_or_else(not_supported)?;
        pbkdf2::derive(
            derivation,
            rounds,
            &parameters.salt,
            password.as_bytes(),
            key,
        );
        Ok(hmac::Key::new(algorithm, key))
    }
}

/// Copies of `bytes` until whole blocks are full; nothing stays nothing.
fn repeated(bytes: &[u8], block: usize) -> Zeroizing<Vec<u8>> {
    let blocks = bytes.len().div_ceil(block);
    let copies = bytes.iter().copied().cycle();
    Zeroizing::new(copies.take(blocks.saturating_mul(block)).collect())
}

/// PBMAC1-params (RFC 8018 §A.5).
struct Pbmac1 {
    salt: Vec<u8>,
    rounds: u32,
    key_len: usize,
    derivation: String,
    algorithm: String,
}

impl Pbmac1 {
    fn parse(der: &[u8]) -> Result<Self, Asn1Error> {
        const HMAC_SHA1: &str = "1.2.840.113549.2.7";
        let mut reader = Reader::new(der, Rules::Der);
        let mut parts = reader.expect(Tag::SEQUENCE, Term::PARAMETERS)?.children()?;
        let derivation = parts.expect(Tag::SEQUENCE, Term::DERIVATION)?;
        let mut derivation = derivation.children()?;
        let kind = derivation.any()?;
        if kind.oid()? != PBKDF2 {
            return Err(kind.error(Term::PBKDF2_IS_EXPECTED));
        }
        let parameters = derivation.expect(Tag::SEQUENCE, Term::PARAMETERS_OF_PBKDF2)?;
        let mut parameters = parameters.children()?;
        let salt = parameters.expect(Tag::OCTET_STRING, Term::SALT)?.content;
        let rounds = parameters.any()?.small()?;
        let key_len = parameters.expect(Tag::INTEGER, Term::LENGTH_OF_THE_KEY)?;
        let key_len = usize::try_from(key_len.small()?).unwrap_or(usize::MAX);
        let derivation = match parameters.next()? {
            Some(algorithm) => algorithm.children()?.any()?.oid()?,
            None => HMAC_SHA1.to_owned(),
        };
        let scheme = parts.expect(Tag::SEQUENCE, Term::SCHEME)?;
        Ok(Self {
            salt: salt.to_vec(),
            rounds,
            key_len,
            derivation,
            algorithm: scheme.children()?.any()?.oid()?,
        })
    }
}

fn old_digest(oid: &str) -> Option<(&'static digest::Algorithm, hmac::Algorithm)> {
    Some(match oid {
        "1.3.14.3.2.26" => (
            &digest::SHA1_FOR_LEGACY_USE_ONLY,
            hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        ),
        "2.16.840.1.101.3.4.2.1" => (&digest::SHA256, hmac::HMAC_SHA256),
        "2.16.840.1.101.3.4.2.2" => (&digest::SHA384, hmac::HMAC_SHA384),
        "2.16.840.1.101.3.4.2.3" => (&digest::SHA512, hmac::HMAC_SHA512),
        _ => return None,
    })
}

fn hmac_digest(oid: &str) -> Option<hmac::Algorithm> {
    Some(match oid {
        "1.2.840.113549.2.9" => hmac::HMAC_SHA256,
        "1.2.840.113549.2.10" => hmac::HMAC_SHA384,
        "1.2.840.113549.2.11" => hmac::HMAC_SHA512,
        _ => return None,
    })
}

fn not_supported() -> IdentityError {
    IdentityError::unreadable(Term::ITS_MAC_IS_OF_A_KIND_THAT_IS_NOT_SUPPORTED)
}

fn too_much() -> IdentityError {
    IdentityError::unreadable(Term::ITS_MAC_ASKS_FOR_TOO_MUCH_WORK)
}
