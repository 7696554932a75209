//! A key from a PKCS#12 or PEM file.

use super::{IdentityError, KeyFileContents, KeyFileFinding, Signer, SignerError, chain, key::Key};
use crate::{
    crypto::{SignatureScheme, is_free_for},
    x509::Certificate,
};

/// A key from a PKCS#12 or PEM file, with its certificate and what is known of the chain.
///
/// Opening derives and checks the key once; signing does neither again.
pub struct KeyFile {
    key: Key,
    certificate: Certificate,
    bag: Vec<Certificate>,
    chain: Vec<Certificate>,
    findings: Vec<KeyFileFinding>,
}

impl KeyFile {
    /// Opens PKCS#12 (DER) or PEM. `files`: contents of one or several files, in any order;
    /// files that hold certificates alone (DER, PEM, PKCS#7) may be among them. `password` opens
    /// the PKCS#12 or the encrypted PKCS#8.
    ///
    /// The certificate is matched to the key by the public key, and the chain completed from what
    /// the files hold. Of several keys, the only one whose certificate is a person's that allows
    /// signatures is taken.
    ///
    /// # Errors
    /// Where no file holds a key that opens, that kyso signs with and that a certificate belongs
    /// to, or several keys could sign.
    /// # Not checked here
    /// The certificate's period and key usage: signing does, at its time.
    pub fn open(files: &[&[u8]], password: Option<&str>) -> Result<Self, IdentityError> {
        let mut found = KeyFileContents::default();
        for file in files {
            found.add(file, password)?;
        }
        let (key, certificate) = found.choose()?;
        let mut opened = Self {
            key,
            certificate,
            bag: found.certificates,
            chain: Vec::new(),
            findings: found.findings,
        };
        opened.complete();
        Ok(opened)
    }

    /// Adds certificates (`--chain`) and completes the chain again.
    #[must_use]
    pub fn with_chain(mut self, certificates: &[Certificate]) -> Self {
        self.bag.extend_from_slice(certificates);
        self.complete();
        self
    }

    /// Things worth telling: a PKCS#12 without MAC, a key that is not encrypted.
    pub fn findings(&self) -> &[KeyFileFinding] {
        &self.findings
    }

    /// A key with the certificate that was just made for it.
    #[cfg(feature = "pki")]
    pub(crate) fn from_parts(
        pkcs8: &[u8],
        certificate: Certificate,
        chain: &[Certificate],
    ) -> Result<Self, IdentityError> {
        Ok(Self {
            key: Key::from_pkcs8(pkcs8, std::slice::from_ref(&certificate))?,
            certificate,
            bag: chain.to_vec(),
            chain: chain.to_vec(),
            findings: Vec::new(),
        })
    }

    fn complete(&mut self) {
        self.chain = chain::complete(&self.certificate, &self.bag);
    }
}

impl Signer for KeyFile {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn default_scheme(&self) -> SignatureScheme {
        let usual = self.key.default_scheme();
        let bound = [
            SignatureScheme::RsaPssSha256,
            SignatureScheme::RsaPssSha384,
            SignatureScheme::RsaPssSha512,
        ];
        // A certificate may bind its key to RSASSA-PSS, and to one digest (RFC 4055 §1.2).
        let key = self.certificate.public_key();
        let mut schemes = [usual].into_iter().chain(bound);
        schemes
            .find(|scheme| is_free_for(*scheme, key))
            .unwrap_or(usual)
    }

    fn signature_len(&self, _: SignatureScheme) -> usize {
        self.key.signature_len()
    }

    fn sign(&self, message: &[u8], scheme: SignatureScheme) -> Result<Vec<u8>, SignerError> {
        self.key.sign(message, scheme)
    }
}

impl KeyFileContents {
    /// The key that signs, with its certificate.
    fn choose(&self) -> Result<(Key, Certificate), IdentityError> {
        if self.keys.is_empty() {
            return Err(IdentityError::NoKey);
        }
        if self.certificates.is_empty() {
            return Err(IdentityError::NoCertificate);
        }
        let mut pairs: Vec<(Key, Certificate)> = Vec::new();
        let mut refused = None;
        for pkcs8 in &self.keys {
            match self.pair(pkcs8) {
                Ok(pair) => {
                    let known = |(key, _): &(Key, _)| key.public_key() == pair.0.public_key();
                    if !pairs.iter().any(known) {
                        pairs.push(pair);
                    }
                }
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        if pairs.len() > 1
            && pairs
                .iter()
                .any(|(_, certificate)| is_for_signing(certificate))
        {
            pairs.retain(|(_, certificate)| is_for_signing(certificate));
        }
        let subjects = || {
            pairs
                .iter()
                .map(|(_, certificate)| certificate.subject().to_string())
        };
        if pairs.len() > 1 {
            return Err(IdentityError::SeveralKeys {
                subjects: subjects().collect(),
            });
        }
        pairs
            .pop()
            .ok_or(refused.unwrap_or(IdentityError::Mismatch))
    }

    /// Of several certificates for one key the one that is for signing, then the latest.
    fn pair(&self, pkcs8: &[u8]) -> Result<(Key, Certificate), IdentityError> {
        let key = Key::from_pkcs8(pkcs8, &self.certificates)?;
        let certificate = self
            .certificates
            .iter()
            .filter(|certificate| key.belongs_to(certificate))
            .max_by_key(|certificate| (is_for_signing(certificate), certificate.not_before()))
            .ok_or(IdentityError::Mismatch)?
            .clone();
        Ok((key, certificate))
    }
}

/// Whether a certificate is somebody's for signatures, and not an authority's.
fn is_for_signing(certificate: &Certificate) -> bool {
    let allowed = certificate
        .key_usage()
        .is_none_or(|usage| usage.allows_signing());
    allowed && !certificate.is_ca()
}
