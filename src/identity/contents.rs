//! All that a key file or a bundle holds, nothing chosen yet.

use zeroize::Zeroizing;

use super::{IdentityError, KeyFileFinding, key::Key, pem_key, pkcs12};
use crate::x509::{Certificate, certificates_in, pem};

/// All certificates and keys that a file holds: PKCS#12, PEM, DER, PKCS#7.
///
/// For looking into files; to sign, [`KeyFile::open`](super::KeyFile::open).
#[derive(Default)]
pub struct KeyFileContents {
    pub(super) keys: Vec<Zeroizing<Vec<u8>>>,
    pub(super) certificates: Vec<Certificate>,
    pub(super) findings: Vec<KeyFileFinding>,
}

impl KeyFileContents {
    /// Reads a file's contents; `password` opens the PKCS#12 or the encrypted PKCS#8.
    ///
    /// # Errors
    /// Where it is none of these, or does not open with the password.
    pub fn read(file: &[u8], password: Option<&str>) -> Result<Self, IdentityError> {
        let mut contents = Self::default();
        contents.add(file, password)?;
        Ok(contents)
    }

    /// The certificates, in the order they stand.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// How many private keys there are, of whatever kind.
    pub fn key_count(&self) -> usize {
        self.keys.len()
    }

    /// Whether a private key that kyso signs with belongs to `certificate`.
    pub fn has_key_for(&self, certificate: &Certificate) -> bool {
        let own = std::slice::from_ref(certificate);
        let mut keys = self.keys.iter();
        keys.any(|pkcs8| Key::from_pkcs8(pkcs8, own).is_ok_and(|key| key.belongs_to(certificate)))
    }

    /// Things worth telling: a PKCS#12 without MAC, a key that is not encrypted.
    pub fn findings(&self) -> &[KeyFileFinding] {
        &self.findings
    }

    pub(super) fn add(&mut self, file: &[u8], password: Option<&str>) -> Result<(), IdentityError> {
        if pkcs12::is_pfx(file) {
            let contents = pkcs12::open(file, password)?;
            self.keys.extend(contents.keys);
            self.certificates.extend(contents.certificates);
            self.findings.extend(contents.findings);
            return Ok(());
        }
        let before = self.keys.len();
        for block in &pem::blocks(file) {
            if let Some(key) = pem_key::read(block, password) {
                let key = key?;
                self.keys.push(key.pkcs8);
                self.findings.extend(key.findings);
            }
        }
        match certificates_in(file) {
            Ok(certificates) => self.certificates.extend(certificates),
            Err(_) if self.keys.len() > before => {}
            Err(error) => {
                return Err(IdentityError::Unreadable {
                    what: error.phrase(),
                });
            }
        }
        Ok(())
    }
}
