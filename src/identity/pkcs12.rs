//! PKCS#12 (RFC 7292): all keys and certificates that a file holds.

use p12_keystore::{Pkcs12Archive, error::Error};
use zeroize::Zeroizing;

use super::{IdentityError, KeyFileFinding, passwords};
use crate::x509::{
    Certificate,
    tlv::{INTEGER, OCTET_STRING, OID, SEQUENCE, Walk, dotted},
};

/// What a PKCS#12 holds. Which key goes with which certificate is the caller's to find out.
pub(super) struct Contents {
    /// PKCS#8.
    pub keys: Vec<Zeroizing<Vec<u8>>>,
    pub certificates: Vec<Certificate>,
    pub findings: Vec<KeyFileFinding>,
}

/// Whether `bytes` look like a PFX: a SEQUENCE with version 3.
pub(super) fn is_pfx(bytes: &[u8]) -> bool {
    let version = || {
        let sequence = Walk::over(bytes, 0..bytes.len()).expect(SEQUENCE)?;
        let version = Walk::over(bytes, sequence.content).expect(INTEGER)?;
        bytes.get(version.content)
    };
    version() == Some(&[3])
}

/// Opens a PKCS#12 with whichever form of the password fits.
pub(super) fn open(der: &[u8], password: Option<&str>) -> Result<Contents, IdentityError> {
    let shape = Shape::of(der);
    let mut outcome = Err(IdentityError::WrongPassword);
    for form in passwords::forms(password) {
        outcome = open_with(der, &form.text, &shape);
        match &mut outcome {
            Ok(contents) if !form.as_given => {
                contents.findings.push(KeyFileFinding::PasswordNormalized);
            }
            Err(IdentityError::WrongPassword) => continue,
            _ => {}
        }
        break;
    }
    match (outcome, password) {
        (Err(IdentityError::WrongPassword), None) => Err(IdentityError::PasswordRequired),
        (outcome, _) => outcome,
    }
}

fn open_with(der: &[u8], password: &str, shape: &Shape) -> Result<Contents, IdentityError> {
    let archive = Pkcs12Archive::from_pkcs12(der, password).map_err(|error| told(&error))?;
    let keys = archive.keys.iter();
    let certificates = archive.certs.iter();
    Ok(Contents {
        keys: keys
            .map(|bag| Zeroizing::new(bag.key.as_der().to_vec()))
            .collect(),
        certificates: certificates
            .map(|bag| Certificate::from_der(bag.cert.as_der()))
            .collect::<Result<_, _>>()
            .map_err(|error| IdentityError::Unreadable {
                what: error.to_string(),
            })?,
        findings: shape.findings(),
    })
}

fn told(error: &Error) -> IdentityError {
    match error {
        // Without a MAC, a wrong password shows in the padding.
        Error::MacError(_) | Error::UnpadError | Error::Pkcs5Error(_) => {
            IdentityError::WrongPassword
        }
        Error::UnsupportedEncryptionScheme | Error::UnsupportedMacAlgorithm => {
            IdentityError::unreadable("its encryption is not supported")
        }
        Error::InvalidParameters => {
            IdentityError::unreadable("its encryption asks for too much work")
        }
        _ => IdentityError::unreadable("the PKCS#12 is damaged"),
    }
}

/// How a PFX protects what it holds, as far as that shows without a password.
struct Shape {
    has_mac: bool,
    has_plain_key: bool,
}

const DATA: &str = "1.2.840.113549.1.7.1";
const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";

impl Shape {
    fn of(der: &[u8]) -> Self {
        Self {
            has_mac: has_mac(der).unwrap_or(false),
            has_plain_key: has_plain_key(der).unwrap_or(false),
        }
    }

    fn findings(&self) -> Vec<KeyFileFinding> {
        let mut findings = Vec::new();
        if !self.has_mac {
            findings.push(KeyFileFinding::NoIntegrityCheck);
        }
        if self.has_plain_key {
            findings.push(KeyFileFinding::KeyNotEncrypted);
        }
        findings
    }
}

fn has_mac(der: &[u8]) -> Option<bool> {
    let pfx = Walk::over(der, 0..der.len()).expect(SEQUENCE)?;
    let mut parts = Walk::over(der, pfx.content);
    parts.expect(INTEGER)?;
    parts.expect(SEQUENCE)?;
    Some(parts.expect(SEQUENCE).is_some())
}

/// Whether a keyBag lies in a ContentInfo that is not encrypted.
fn has_plain_key(der: &[u8]) -> Option<bool> {
    let pfx = Walk::over(der, 0..der.len()).expect(SEQUENCE)?;
    let mut parts = Walk::over(der, pfx.content);
    parts.expect(INTEGER)?;
    let content_info = parts.expect(SEQUENCE)?;
    let safes = data(der, content_info.content)?;
    let sequence = Walk::over(safes, 0..safes.len()).expect(SEQUENCE)?;
    let mut infos = Walk::over(safes, sequence.content);
    while let Some(info) = infos.expect(SEQUENCE) {
        let Some(bags) = data(safes, info.content) else {
            continue;
        };
        let sequence = Walk::over(bags, 0..bags.len()).expect(SEQUENCE)?;
        let mut walk = Walk::over(bags, sequence.content);
        while let Some(bag) = walk.expect(SEQUENCE) {
            let oid = Walk::over(bags, bag.content).expect(OID)?;
            if dotted(bags.get(oid.content)?).as_deref() == Some(KEY_BAG) {
                return Some(true);
            }
        }
    }
    Some(false)
}

/// The octets of a ContentInfo of type data.
fn data(der: &[u8], content: std::ops::Range<usize>) -> Option<&[u8]> {
    let mut parts = Walk::over(der, content);
    let oid = dotted(der.get(parts.expect(OID)?.content)?)?;
    if oid != DATA {
        return None;
    }
    let explicit = parts.expect(0xa0)?;
    let octets = Walk::over(der, explicit.content).expect(OCTET_STRING)?;
    der.get(octets.content)
}
