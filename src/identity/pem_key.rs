//! Private keys out of PEM, each as PKCS#8.

use pkcs8::{
    EncryptedPrivateKeyInfoRef,
    pkcs5::{EncryptionScheme, pbes2::Kdf},
};
use zeroize::Zeroizing;

use super::{IdentityError, KeyFileFinding, passwords};
use crate::x509::{
    pem::Block,
    tlv::{OCTET_STRING, OID, SEQUENCE, Walk},
};

/// Rounds that one derivation may take; OpenSSL writes 2048, careful people 600,000.
pub(super) const MOST_ROUNDS: u32 = 10_000_000;
/// Bytes that scrypt may ask for (128 · N · r); OpenSSL's parameters ask for 16 MiB.
const MOST_MEMORY: u64 = 256 << 20;

/// A key in PKCS#8, and what to tell of how it was kept.
pub(super) struct PemKey {
    pub pkcs8: Zeroizing<Vec<u8>>,
    pub findings: Vec<KeyFileFinding>,
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
        return Err(IdentityError::unreadable(
            "the key is encrypted in OpenSSL's old way; convert it with `openssl pkcs8 -topk8`",
        ));
    }
    let Some(contents) = &block.contents else {
        return Err(IdentityError::unreadable("the key's base64 is damaged"));
    };
    let pkcs8 = match block.label.as_str() {
        "ENCRYPTED PRIVATE KEY" => return decrypt(contents, password),
        "RSA PRIVATE KEY" => wrap_rsa(contents),
        "EC PRIVATE KEY" => wrap_ec(contents)
            .ok_or_else(|| IdentityError::unreadable("the EC key does not name its curve"))?,
        _ => contents.clone(),
    };
    Ok(PemKey {
        pkcs8,
        findings: vec![KeyFileFinding::KeyNotEncrypted],
    })
}

fn decrypt(der: &[u8], password: Option<&str>) -> Result<PemKey, IdentityError> {
    let info = EncryptedPrivateKeyInfoRef::try_from(der)
        .map_err(|_| IdentityError::unreadable("the encrypted key cannot be read"))?;
    check_cost(&info.encryption_algorithm)?;
    for form in passwords::forms(password) {
        match info.decrypt(form.text.as_bytes()) {
            Ok(document) => {
                let findings = match form.as_given {
                    true => Vec::new(),
                    false => vec![KeyFileFinding::PasswordNormalized],
                };
                return Ok(PemKey {
                    pkcs8: Zeroizing::new(document.as_bytes().to_vec()),
                    findings,
                });
            }
            Err(pkcs8::Error::EncryptedPrivateKey(
                pkcs8::pkcs5::Error::UnsupportedAlgorithm { oid }
                | pkcs8::pkcs5::Error::AlgorithmParametersInvalid { oid },
            )) => {
                return Err(IdentityError::Unreadable {
                    what: format!("the key is encrypted with {oid}, which is not supported"),
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
        return Err(IdentityError::unreadable(
            "the key is encrypted with PBES1, which is not supported in PEM",
        ));
    };
    let bearable = match &parameters.kdf {
        Kdf::Pbkdf2(pbkdf2) => pbkdf2.iteration_count <= MOST_ROUNDS,
        Kdf::Scrypt(scrypt) => {
            let block = u64::from(scrypt.block_size).saturating_mul(128);
            let memory = scrypt.cost_parameter.saturating_mul(block);
            memory <= MOST_MEMORY && scrypt.parallelization <= 16
        }
        _ => false,
    };
    match bearable {
        true => Ok(()),
        false => Err(IdentityError::unreadable(
            "the key's encryption asks for too much work",
        )),
    }
}

/// PKCS#1 in PKCS#8: version 0, rsaEncryption with NULL.
fn wrap_rsa(pkcs1: &[u8]) -> Zeroizing<Vec<u8>> {
    const HEAD: [u8; 18] = [
        0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01,
        0x01, 0x05, 0x00,
    ];
    let mut body = Zeroizing::new(HEAD.to_vec());
    body.extend_from_slice(&element(OCTET_STRING, pkcs1));
    element(SEQUENCE, &body)
}

/// SEC 1 in PKCS#8: version 0, id-ecPublicKey with the curve that the key names itself.
fn wrap_ec(sec1: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    const ID_EC_PUBLIC_KEY: [u8; 9] = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
    let sequence = Walk::over(sec1, 0..sec1.len()).expect(SEQUENCE)?;
    let mut parts = Walk::over(sec1, sequence.content);
    let parameters = std::iter::from_fn(|| parts.next()).find(|part| part.tag == 0xa0)?;
    let curve = Walk::over(sec1, parameters.content).expect(OID)?;
    let mut algorithm = ID_EC_PUBLIC_KEY.to_vec();
    algorithm.extend_from_slice(sec1.get(curve.whole)?);
    let mut body = Zeroizing::new(vec![0x02, 0x01, 0x00]);
    body.extend_from_slice(&element(SEQUENCE, &algorithm));
    body.extend_from_slice(&element(OCTET_STRING, sec1));
    Some(element(SEQUENCE, &body))
}

/// A DER element.
fn element(tag: u8, content: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(content.len().saturating_add(6)));
    out.push(tag);
    match u8::try_from(content.len()) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let digits = content.len().to_be_bytes();
            let zeros = digits.iter().take_while(|&&byte| byte == 0).count();
            let digits = digits.get(zeros..).unwrap_or_default();
            out.push(0x80 | u8::try_from(digits.len()).unwrap_or(8));
            out.extend_from_slice(digits);
        }
    }
    out.extend_from_slice(content);
    out
}
