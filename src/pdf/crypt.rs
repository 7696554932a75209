//! The standard security handler (ISO 32000-2 §7.6).

/// Keys and methods of an encrypted document, once a password has opened it.
pub struct Encryption {
    _private: (),
}

impl Encryption {
    /// `/P` as a signed 32-bit number (§7.6.4.2, Table 22).
    pub fn permissions(&self) -> i32 {
        todo!()
    }
    /// Whether the owner's password opened it: then permission bits do not bind.
    pub fn is_owner(&self) -> bool {
        todo!()
    }
    /// Whether permission bits let a user fill form fields or sign (bits 6 or 9; revision 2: bit 6).
    pub fn may_sign(&self) -> bool {
        todo!()
    }
    /// Decrypts a string of the object `id`.
    pub fn decrypt_string(&self, id: super::ObjectId, data: &[u8]) -> Vec<u8> {
        todo!()
    }
    /// Encrypts a string of the object `id`; `iv` is used by AES only.
    pub fn encrypt_string(&self, id: super::ObjectId, data: &[u8], iv: [u8; 16]) -> Vec<u8> {
        todo!()
    }
    /// Decrypts a stream's data, by the crypt filter that counts for it.
    pub fn decrypt_stream(
        &self,
        id: super::ObjectId,
        dictionary: &super::Dictionary,
        data: &[u8],
    ) -> Vec<u8> {
        todo!()
    }
    /// Encrypts a stream's data with the document's default stream filter.
    pub fn encrypt_stream(&self, id: super::ObjectId, data: &[u8], iv: [u8; 16]) -> Vec<u8> {
        todo!()
    }
}
