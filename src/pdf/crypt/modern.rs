//! Passwords and keys of revisions 5 and 6: SHA-2 and AES-256 (ISO 32000-2 §7.6.4.3.3,
//! §7.6.4.4.10; revision 5: Adobe Supplement to ISO 32000, Extension Level 3).

use ring::digest::{SHA256, SHA384, SHA512, digest};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{
    cipher::{BLOCK, aes_decrypt_blocks, aes_encrypt_blocks},
    dictionary::Settings,
};

type Key = Zeroizing<Vec<u8>>;

/// Algorithm 2.A for the user's password: the file's key, if it is that.
pub fn open_as_user(settings: &Settings, password: &[u8]) -> Option<Key> {
    open(settings, password, &settings.user, &settings.user_key, &[])
}

/// Algorithm 2.A for the owner's password: the file's key, if it is that.
pub fn open_as_owner(settings: &Settings, password: &[u8]) -> Option<Key> {
    open(
        settings,
        password,
        &settings.owner,
        &settings.owner_key,
        &settings.user,
    )
}

fn open(
    settings: &Settings,
    password: &[u8],
    verifier: &[u8],
    wrapped_key: &[u8],
    user: &[u8],
) -> Option<Key> {
    let (expected, salts) = verifier.split_at_checked(32)?;
    let (validation_salt, key_salt) = salts.split_at_checked(8)?;
    let hash = |salt: &[u8]| match settings.revision {
        5 => sha_256(&[password, salt, user]),
        _ => hardened(password, salt, user),
    };
    if !bool::from(hash(validation_salt).ct_eq(expected)) {
        return None;
    }
    let key = aes_decrypt_blocks(&hash(key_salt), &[0; BLOCK], wrapped_key);
    Some(Zeroizing::new(key))
}

/// Algorithm 2.B: at least 64 rounds of AES-128 and a digest that the data itself chooses.
fn hardened(password: &[u8], salt: &[u8], user: &[u8]) -> Key {
    let mut key = sha_256(&[password, salt, user]);
    let mut round: u8 = 0;
    loop {
        let once = Zeroizing::new([password, &key, user].concat());
        let mut data = Zeroizing::new(once.repeat(64));
        let (Some(aes_key), Some(iv)) = (
            key.first_chunk::<BLOCK>(),
            key.get(BLOCK..).and_then(<[u8]>::first_chunk),
        ) else {
            return key;
        };
        aes_encrypt_blocks(aes_key, iv, &mut data);
        // The remainder by 3 of a number is that of its digits' sum, since 256 mod 3 is 1.
        let sum: u32 = data.iter().take(16).map(|&byte| u32::from(byte)).sum();
        let algorithm = match sum % 3 {
            0 => &SHA256,
            1 => &SHA384,
            _ => &SHA512,
        };
        key = Zeroizing::new(digest(algorithm, &data).as_ref().to_vec());
        let last = data.last().copied().unwrap_or_default();
        // Ends by round 255 - 32 + 64 at the latest: `last` is a byte.
        let Some(next) = round.checked_add(1) else {
            break;
        };
        round = next;
        if round >= 64 && last <= round - 32 {
            break;
        }
    }
    key.truncate(32);
    key
}

/// Algorithm 13: what `/Perms` protects. `None` where it is not of this key.
pub struct ProtectedPermissions {
    pub permissions: i32,
    pub encrypt_metadata: bool,
}

impl ProtectedPermissions {
    pub fn open(settings: &Settings, key: &[u8]) -> Option<Self> {
        let plain = aes_decrypt_blocks(key, &[0; BLOCK], &settings.protected_permissions);
        let &[a, b, c, d, _, _, _, _, metadata, b'a', b'd', b'b', ..] = plain.as_slice() else {
            return None;
        };
        Some(Self {
            permissions: i32::from_le_bytes([a, b, c, d]),
            encrypt_metadata: metadata != b'F',
        })
    }
}

fn sha_256(pieces: &[&[u8]]) -> Key {
    let whole = Zeroizing::new(pieces.concat());
    Zeroizing::new(digest(&SHA256, &whole).as_ref().to_vec())
}
