//! Private keys out of PEM, each as PKCS#8.

use pkcs8::{
    EncryptedPrivateKeyInfoRef,
    pkcs5::{EncryptionScheme, pbes2::Kdf},
};
use zeroize::Zeroizing;

use super::{
    IdentityError, KeyFileFinding, passwords,
    pbes2::{self, Decrypted, MOST_ROUNDS},
};
use crate::{
    asn1::{Asn1Error, Reader, Rules, Tag, integer, null, octet_string, oid, sequence},
    text::{Phrase, Term},
    x509::pem::Block,
};

/// Rounds of a derivation that *ring* does not make: the crate that does is slower.
const MOST_FOREIGN_ROUNDS: u32 = 1_000_000;
/// Bytes that scrypt may ask for (128 · N · r); OpenSSL's parameters ask for 16 MiB.
const MOST_MEMORY: u64 = 256 << 20;

/// A key in PKCS#8, and what to tell of how it was kept.
pub(super) struct PemKey {
    pub pkcs8: Zeroizing<Vec<u8>>,
    pub findings: Vec<KeyFileFinding>,
}

impl PemKey {
    fn opened(pkcs8: Zeroizing<Vec<u8>>, as_given: bool) -> Self {
        let findings = match as_given {
            true => Vec::new(),
            false => vec![KeyFileFinding::PasswordNormalized],
        };
        Self { pkcs8, findings }
    }
}

/// The private key in `block`; `None` where it holds something else.
pub(super) fn read(block: &Block, password: Option<&str>) -> Option<Result<PemKey, IdentityError>> {
    let known = matches!(
        block.label.as_str(),
        "PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY"
    );
    known.then(|| open(block, password))
}

fn open(block: &Block, password: Option<&str>) -> Result<PemKey, IdentityError> {
    if block.has_headers {
        return Err(IdentityError::unreadable(Term::ENCRYPTED_THE_OLD_WAY));
    }
    let Some(contents) = &block.contents else {
        return Err(IdentityError::unreadable(Term::KEY_BASE64_IS_DAMAGED));
    };
    let pkcs8 = match block.label.as_str() {
        "ENCRYPTED PRIVATE KEY" => return decrypt(contents, password),
        "RSA PRIVATE KEY" => wrap_rsa(contents),
        "EC PRIVATE KEY" => wrap_ec(contents)
            .map_err(|_| IdentityError::unreadable(Term::EC_KEY_DOES_NOT_NAME_ITS_CURVE))?,
        _ => contents.clone(),
    };
    Ok(PemKey {
        pkcs8,
        findings: vec![KeyFileFinding::KeyNotEncrypted],
    })
}

fn decrypt(der: &[u8], password: Option<&str>) -> Result<PemKey, IdentityError> {
    let info = EncryptedPrivateKeyInfoRef::try_from(der)
        .map_err(|_| IdentityError::unreadable(Term::ENCRYPTED_KEY_CANNOT_BE_READ))?;
    let algorithm = encryption_algorithm(der)
        .map_err(|_| IdentityError::unreadable(Term::ENCRYPTED_KEY_CANNOT_BE_READ))?;
    let mut left = MOST_ROUNDS;
    for form in passwords::forms(password) {
        let data = info.encrypted_data.as_bytes();
        match pbes2::decrypt(algorithm, data, &form.text, &mut left) {
            Decrypted::Plain(pkcs8) => return Ok(PemKey::opened(pkcs8, form.as_given)),
            Decrypted::Wrong => continue,
            Decrypted::TooMuch => return Err(too_much()),
            Decrypted::Foreign => check_cost(&info.encryption_algorithm)?,
        }
        match info.decrypt(form.text.as_bytes()) {
            Ok(document) => {
                let pkcs8 = Zeroizing::new(document.as_bytes().to_vec());
                return Ok(PemKey::opened(pkcs8, form.as_given));
            }
            Err(pkcs8::Error::EncryptedPrivateKey(
                pkcs8::pkcs5::Error::UnsupportedAlgorithm { oid }
                | pkcs8::pkcs5::Error::AlgorithmParametersInvalid { oid },
            )) => {
                return Err(IdentityError::Unreadable {
                    what: Phrase::new(
                        format!("khóa được mã hóa bằng {oid}, cách này chưa được hỗ trợ"),
                        format!("the key is encrypted with {oid}, which is not supported"),
                    ),
                });
            }
            Err(_) => {}
        }
    }
    Err(match password {
        Some(_) => IdentityError::WrongPassword,
        None => IdentityError::PasswordRequired,
    })
}

/// Whether the file asks for more work than any honest producer does.
fn check_cost(scheme: &EncryptionScheme) -> Result<(), IdentityError> {
    let EncryptionScheme::Pbes2(parameters) = scheme else {
        return Err(IdentityError::unreadable(Term::PBES1_IN_PEM));
    };
    let bearable = match &parameters.kdf {
        Kdf::Pbkdf2(pbkdf2) => pbkdf2.iteration_count <= MOST_FOREIGN_ROUNDS,
        Kdf::Scrypt(scrypt) => {
            let block = u64::from(scrypt.block_size).saturating_mul(128);
            let memory = scrypt.cost_parameter.saturating_mul(block);
            memory <= MOST_MEMORY && scrypt.parallelization <= 16
        }
        _ => false,
    };
    match bearable {
        true => Ok(()),
        false => Err(too_much()),
    }
}

fn too_much() -> IdentityError {
    IdentityError::unreadable(Term::KEY_ENCRYPTION_ASKS_FOR_TOO_MUCH_WORK)
}

/// The AlgorithmIdentifier of an EncryptedPrivateKeyInfo (RFC 5958 §3), DER.
fn encryption_algorithm(der: &[u8]) -> Result<&[u8], Asn1Error> {
    let mut outside = Reader::new(der, Rules::Der);
    let mut parts = outside
        .expect(Tag::SEQUENCE, Term::ENCRYPTED_KEY)?
        .children()?;
    Ok(parts.expect(Tag::SEQUENCE, Term::ALGORITHM)?.raw)
}

/// PKCS#1 in PKCS#8: version 0, rsaEncryption with NULL.
fn wrap_rsa(pkcs1: &[u8]) -> Zeroizing<Vec<u8>> {
    let algorithm = sequence(&[&oid("1.2.840.113549.1.1.1"), &null()]);
    wrap(&algorithm, pkcs1)
}

/// SEC 1 in PKCS#8: version 0, id-ecPublicKey with the curve that the key names itself.
fn wrap_ec(sec1: &[u8]) -> Result<Zeroizing<Vec<u8>>, Asn1Error> {
    let mut outside = Reader::new(sec1, Rules::Der);
    let mut parts = outside.expect(Tag::SEQUENCE, Term::EC_KEY)?.children()?;
    parts.expect(Tag::INTEGER, Term::VERSION)?;
    parts.expect(Tag::OCTET_STRING, Term::PRIVATE_KEY)?;
    let curve = parts
        .expect(Tag::context(0), Term::CURVE)?
        .children()?
        .any()?;
    let algorithm = sequence(&[&oid("1.2.840.10045.2.1"), curve.raw]);
    Ok(wrap(&algorithm, sec1))
}

fn wrap(algorithm: &[u8], key: &[u8]) -> Zeroizing<Vec<u8>> {
    let key = Zeroizing::new(octet_string(key));
    Zeroizing::new(sequence(&[&integer(&[0]), algorithm, &key]))
}
