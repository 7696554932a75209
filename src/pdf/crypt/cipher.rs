//! What one string or stream is enciphered with (ISO 32000-2 §7.6.3).

use aes::{Aes128, Aes256};
use cbc::{
    Decryptor, Encryptor,
    cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyInit, KeyIvInit, StreamCipher},
};
use md5::{Digest, Md5};
use zeroize::Zeroizing;

use crate::pdf::ObjectId;

/// How a crypt filter enciphers (Table 25, `/CFM`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Identity,
    /// `V2`: RC4 with a key for each object.
    Rc4,
    /// `AESV2`: AES-128 in CBC mode with a key for each object.
    Aes128,
    /// `AESV3`: AES-256 in CBC mode with the file's key.
    Aes256,
}

pub const BLOCK: usize = 16;

/// The plain bytes of `data`, a string or stream of the object `id`.
///
/// Cut off AES data yields its whole blocks; padding that is none stays.
pub fn decrypt(method: Method, file_key: &[u8], id: ObjectId, data: &[u8]) -> Vec<u8> {
    match method {
        Method::Identity => data.to_vec(),
        Method::Rc4 => rc4(&object_key(method, file_key, id), data),
        Method::Aes128 | Method::Aes256 => {
            let Some((iv, blocks)) = data.split_first_chunk::<BLOCK>() else {
                return Vec::new();
            };
            let mut plain = aes_decrypt_blocks(&object_key(method, file_key, id), iv, blocks);
            let padding = padding_of(&plain);
            plain.truncate(plain.len().saturating_sub(padding));
            plain
        }
    }
}

/// The bytes that stand for `data` in a string or stream of the object `id`.
pub fn encrypt(
    method: Method,
    file_key: &[u8],
    id: ObjectId,
    data: &[u8],
    iv: [u8; BLOCK],
) -> Vec<u8> {
    match method {
        Method::Identity => data.to_vec(),
        Method::Rc4 => rc4(&object_key(method, file_key, id), data),
        Method::Aes128 | Method::Aes256 => {
            let padding = BLOCK.saturating_sub(data.len() % BLOCK);
            let mut padded = data.to_vec();
            let filled = data.len().saturating_add(padding);
            padded.resize(filled, u8::try_from(padding).unwrap_or_default());
            aes_encrypt_blocks(&object_key(method, file_key, id), &iv, &mut padded);
            [iv.as_slice(), &padded].concat()
        }
    }
}

/// Algorithm 1 (§7.6.3.2); AES-256 takes the file's key as it is (algorithm 1.A).
fn object_key(method: Method, file_key: &[u8], id: ObjectId) -> Zeroizing<Vec<u8>> {
    if method == Method::Aes256 {
        return Zeroizing::new(file_key.to_vec());
    }
    let mut hash = Md5::new();
    hash.update(file_key);
    hash.update(
        id.number
            .to_le_bytes()
            .first_chunk::<3>()
            .unwrap_or(&[0; 3]),
    );
    hash.update(id.generation.to_le_bytes());
    if method == Method::Aes128 {
        hash.update(b"sAlT");
    }
    let mut key = Zeroizing::new(hash.finalize().to_vec());
    key.truncate(file_key.len().saturating_add(5));
    key
}

/// RC4, which is its own inverse. A key that RC4 cannot take (none is longer than 16 bytes here,
/// none empty) leaves the data as it is.
pub fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut output = data.to_vec();
    if let Ok(mut cipher) = rc4::Rc4::new_from_slice(key) {
        cipher.apply_keystream(&mut output);
    }
    output
}

/// The whole blocks of `data`, deciphered; AES-128 or AES-256 by the length of `key`.
pub fn aes_decrypt_blocks(key: &[u8], iv: &[u8; BLOCK], data: &[u8]) -> Vec<u8> {
    let mut output = data.to_vec();
    output.truncate(data.len().saturating_sub(data.len() % BLOCK));
    let blocks = cbc::cipher::Array::slice_as_chunks_mut(&mut output).0;
    if let Ok(mut cipher) = Decryptor::<Aes128>::new_from_slices(key, iv) {
        cipher.decrypt_blocks(blocks);
    } else if let Ok(mut cipher) = Decryptor::<Aes256>::new_from_slices(key, iv) {
        cipher.decrypt_blocks(blocks);
    }
    output
}

/// Enciphers the whole blocks of `data`; AES-128 or AES-256 by the length of `key`.
pub fn aes_encrypt_blocks(key: &[u8], iv: &[u8; BLOCK], data: &mut [u8]) {
    let blocks = cbc::cipher::Array::slice_as_chunks_mut(data).0;
    if let Ok(mut cipher) = Encryptor::<Aes128>::new_from_slices(key, iv) {
        cipher.encrypt_blocks(blocks);
    } else if let Ok(mut cipher) = Encryptor::<Aes256>::new_from_slices(key, iv) {
        cipher.encrypt_blocks(blocks);
    }
}

/// Length of the padding of RFC 8018 §6.1.1, 0 where there is none.
fn padding_of(plain: &[u8]) -> usize {
    let Some(&last) = plain.last() else { return 0 };
    let length = usize::from(last);
    let padding = plain
        .len()
        .checked_sub(length)
        .and_then(|at| plain.get(at..));
    match padding {
        Some(bytes) if (1..=BLOCK).contains(&length) && bytes.iter().all(|&byte| byte == last) => {
            length
        }
        _ => 0,
    }
}
