//! Requests for a certificate (PKCS#10), for an authority outside.

use rcgen::CertificateParams;

use super::{KeyAlgorithm, PkiError, PrivateKey, Subject, key::pem, rcgen_input::OwnKey};

/// A request for a certificate, and the key that it is for.
pub struct Request {
    der: Vec<u8>,
    key: PrivateKey,
}

impl Request {
    /// The request, DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The request, PEM.
    pub fn to_pem(&self) -> String {
        pem("CERTIFICATE REQUEST", &self.der)
    }

    /// The key.
    pub fn key(&self) -> &PrivateKey {
        &self.key
    }
}

/// Generates a key, and a request for a certificate of it (RFC 2986).
///
/// # Errors
/// Where the subject or the randomness is of no use.
pub fn csr(
    subject: &Subject,
    algorithm: KeyAlgorithm,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Request, PkiError> {
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = subject.distinguished_name()?;
    let key = PrivateKey::generate(algorithm, random)?;
    let request = parameters
        .serialize_request(&OwnKey::of(&key)?)
        .map_err(|_| PkiError::KeyGeneration)?;
    Ok(Request {
        der: request.der().to_vec(),
        key,
    })
}
