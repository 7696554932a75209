//! A fresh certificate with its key, and the files they go into.

use p12_keystore::{
    Certificate as P12Certificate, KeyStore, KeyStoreEntry, PrivateKey as P12Key, PrivateKeyChain,
};

use super::{
    PkiError, PrivateKey,
    key::{ROUNDS, pem, usable},
};
use crate::{
    SignatureScheme,
    identity::{KeyFile, Signer, SignerError},
    text::Term,
    x509::Certificate,
};

/// A fresh certificate with its key and chain. It signs at once: what was made as an authority
/// can issue the next certificate.
pub struct Issued {
    key: PrivateKey,
    signer: KeyFile,
}

impl Issued {
    pub(super) fn new(
        key: &PrivateKey,
        certificate: Certificate,
        chain: &[Certificate],
    ) -> Result<Self, PkiError> {
        let signer = KeyFile::from_parts(key.as_pkcs8(), certificate, chain)?;
        Ok(Self {
            key: key.copied(),
            signer,
        })
    }

    /// The certificate.
    pub fn certificate(&self) -> &Certificate {
        self.signer.certificate()
    }

    /// The key.
    pub fn key(&self) -> &PrivateKey {
        &self.key
    }

    /// The certificate in PEM.
    pub fn to_pem(&self) -> String {
        pem("CERTIFICATE", self.certificate().der())
    }

    /// The certificate and its chain in PEM.
    pub fn to_chain_pem(&self) -> String {
        let above = self.signer.chain().iter();
        above.fold(self.to_pem(), |text, certificate| {
            text + &pem("CERTIFICATE", certificate.der())
        })
    }

    /// Key, certificate and chain in PKCS#12 (PBES2 with AES-256, MAC with SHA-256); salts come
    /// from the system's randomness.
    ///
    /// # Errors
    /// [`PkiError::KeyFile`] where the password is empty or holds characters outside Unicode's
    /// basic plane, which the format cannot hold.
    pub fn to_pkcs12(&self, password: &str) -> Result<Vec<u8>, PkiError> {
        const FAILED: PkiError = PkiError::KeyFile {
            what: Term::PKCS_12_CANNOT_HOLD_IT,
        };
        let password = usable(password)?;
        let all = std::iter::once(self.certificate()).chain(self.signer.chain());
        let certificates = all
            .map(|certificate| P12Certificate::from_der(certificate.der()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| FAILED)?;
        let key = P12Key::from_der(self.key.as_pkcs8()).map_err(|_| FAILED)?;
        let identifier = self.certificate().fingerprint_sha256();
        let chain = PrivateKeyChain::new(identifier.as_str(), key, certificates);
        let mut store = KeyStore::new();
        store.add_entry(&self.alias(), KeyStoreEntry::PrivateKeyChain(chain));
        store
            .writer(&password)
            .encryption_iterations(ROUNDS)
            .mac_iterations(ROUNDS)
            .write()
            .map_err(|_| FAILED)
    }

    /// The friendly name, a BMPString: what lies outside the basic plane is left out.
    fn alias(&self) -> String {
        let name = self.certificate().subject().common_name();
        let characters = name.unwrap_or("kyso").chars();
        characters
            .filter(|character| u32::from(*character) <= 0xffff)
            .collect()
    }
}

impl Signer for Issued {
    fn certificate(&self) -> &Certificate {
        self.signer.certificate()
    }

    fn chain(&self) -> &[Certificate] {
        self.signer.chain()
    }

    fn default_scheme(&self) -> SignatureScheme {
        self.signer.default_scheme()
    }

    fn signature_len(&self, scheme: SignatureScheme) -> usize {
        self.signer.signature_len(scheme)
    }

    fn sign(&self, message: &[u8], scheme: SignatureScheme) -> Result<Vec<u8>, SignerError> {
        self.signer.sign(message, scheme)
    }
}
