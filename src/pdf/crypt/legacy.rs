//! Passwords and keys of revisions 2 to 4: MD5 and RC4 (ISO 32000-2 §7.6.4.3, §7.6.4.4).

use md5::{Digest, Md5};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{cipher::rc4, dictionary::Settings};

type Key = Zeroizing<Vec<u8>>;

/// Algorithm 6: the file's key, if `password` is the user's.
pub fn open_as_user(settings: &Settings, id: &[u8], password: &[u8]) -> Option<Key> {
    let key = file_key(settings, id, &padded(password));
    let computed = verifier(settings, id, &key);
    let stored = settings.user.get(..computed.len())?;
    bool::from(computed.as_slice().ct_eq(stored)).then_some(key)
}

/// Algorithm 7: the file's key, if `password` is the owner's. `/O` is the user's password under
/// a key made of the owner's.
pub fn open_as_owner(settings: &Settings, id: &[u8], password: &[u8]) -> Option<Key> {
    let owner_key = owner_key(settings, password);
    let mut user_password = Zeroizing::new(settings.owner.to_vec());
    if settings.revision == 2 {
        user_password = Zeroizing::new(rc4(&owner_key, &user_password));
    } else {
        for round in (0..=19).rev() {
            user_password = Zeroizing::new(rc4(&with_round(&owner_key, round), &user_password));
        }
    }
    open_as_user(settings, id, &user_password)
}

/// Algorithm 2.
fn file_key(settings: &Settings, id: &[u8], padded: &[u8]) -> Key {
    let mut hash = Md5::new();
    hash.update(padded);
    hash.update(&settings.owner);
    hash.update(settings.permissions.to_le_bytes());
    hash.update(id);
    if settings.revision >= 4 && !settings.encrypt_metadata {
        hash.update([0xFF; 4]);
    }
    let mut key = Zeroizing::new(hash.finalize().to_vec());
    key.truncate(settings.key_length);
    if settings.revision >= 3 {
        for _ in 0..50 {
            key = Zeroizing::new(Md5::digest(&*key).to_vec());
            key.truncate(settings.key_length);
        }
    }
    key
}

/// Algorithms 4 and 5: what `/U` begins with under this key.
fn verifier(settings: &Settings, id: &[u8], key: &[u8]) -> Vec<u8> {
    if settings.revision == 2 {
        return rc4(key, &PADDING);
    }
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(id);
    let mut value = hash.finalize().to_vec();
    for round in 0..=19 {
        value = rc4(&with_round(key, round), &value);
    }
    value
}

/// Algorithm 3, steps a to d.
fn owner_key(settings: &Settings, password: &[u8]) -> Key {
    let mut key = Zeroizing::new(Md5::digest(&*padded(password)).to_vec());
    if settings.revision >= 3 {
        for _ in 0..50 {
            key = Zeroizing::new(Md5::digest(&*key).to_vec());
        }
    }
    key.truncate(settings.key_length);
    key
}

fn with_round(key: &[u8], round: u8) -> Key {
    Zeroizing::new(key.iter().map(|byte| byte ^ round).collect())
}

/// The first 32 bytes of the password and then of the padding (algorithm 2, step a).
fn padded(password: &[u8]) -> Key {
    Zeroizing::new(password.iter().chain(&PADDING).copied().take(32).collect())
}

/// Algorithm 2, step a.
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
    0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];
