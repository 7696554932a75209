//! Opening, with whichever form of the password fits.

use p12_keystore::{Pkcs12Archive, error::Error};
use zeroize::Zeroizing;

use super::{mac::Checked, pfx::Pfx};
use crate::{
    identity::{IdentityError, KeyFileFinding, passwords},
    text::{Lang, Phrase, Term},
    x509::Certificate,
};

/// What a PKCS#12 holds. Which key goes with which certificate is the caller's to find out.
pub(in crate::identity) struct Contents {
    /// PKCS#8.
    pub keys: Vec<Zeroizing<Vec<u8>>>,
    pub certificates: Vec<Certificate>,
    pub findings: Vec<KeyFileFinding>,
}

/// Opens a PKCS#12.
pub(in crate::identity) fn open(
    bytes: &[u8],
    password: Option<&str>,
) -> Result<Contents, IdentityError> {
    let pfx = Pfx::parse(bytes).map_err(|error| IdentityError::Unreadable {
        what: Phrase::new(
            format!(
                "tệp PKCS#12 bị hỏng (byte {}: {})",
                error.offset,
                error.what.words(Lang::Vi)
            ),
            format!("the PKCS#12 is damaged ({error})"),
        ),
    })?;
    for form in passwords::forms(password) {
        let opened = match pfx.check(&form.text)? {
            Checked::Mismatch => continue,
            Checked::Fits => {
                unpack(&pfx.unlocked(&form.text)?, &form.text).map_err(|error| after_mac(&error))
            }
            Checked::NoMac => match unpack(&pfx.unlocked(&form.text)?, &form.text) {
                Err(error) if is_wrong_password(&error) => continue,
                unpacked => unpacked.map_err(|error| told(&error)),
            },
        };
        let mut contents = list(&opened?)?;
        contents.findings = findings(&pfx, form.as_given);
        return Ok(contents);
    }
    Err(match password {
        Some(_) => IdentityError::WrongPassword,
        None => IdentityError::PasswordRequired,
    })
}

fn unpack(pfx: &[u8], password: &str) -> Result<Pkcs12Archive, Error> {
    Pkcs12Archive::from_pkcs12(pfx, password)
}

fn list(archive: &Pkcs12Archive) -> Result<Contents, IdentityError> {
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
                what: error.phrase(),
            })?,
        findings: Vec::new(),
    })
}

fn findings(pfx: &Pfx, as_given: bool) -> Vec<KeyFileFinding> {
    [
        (!pfx.has_mac(), KeyFileFinding::NoIntegrityCheck),
        (pfx.has_plain_key(), KeyFileFinding::KeyNotEncrypted),
        (!as_given, KeyFileFinding::PasswordNormalized),
    ]
    .into_iter()
    .filter_map(|(is_so, finding)| is_so.then_some(finding))
    .collect()
}

/// Without a MAC, a wrong password shows in the padding.
fn is_wrong_password(error: &Error) -> bool {
    matches!(error, Error::UnpadError | Error::Pkcs5Error(_))
}

/// The MAC says that the password is right: what does not decrypt then is not the user's fault.
fn after_mac(error: &Error) -> IdentityError {
    if is_wrong_password(error) {
        return IdentityError::unreadable(Term::ITS_CONTENTS_ARE_ENCRYPTED_WITH_ANOTHER_PASSWORD);
    }
    told(error)
}

fn told(error: &Error) -> IdentityError {
    IdentityError::unreadable(match error {
        Error::UnsupportedEncryptionScheme => Term::ITS_ENCRYPTION_IS_NOT_SUPPORTED,
        Error::InvalidParameters => Term::ITS_ENCRYPTION_ASKS_FOR_TOO_MUCH_WORK,
        _ => Term::PKCS_12_IS_DAMAGED,
    })
}
