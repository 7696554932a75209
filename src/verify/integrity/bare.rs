//! Signatures without CMS: `adbe.x509.rsa_sha1`.
//!
//! Deprecated in PDF 2.0: read, never written.
//! Source: ISO 32000-1 §12.8.3.2, Table 252 (`/Cert`).

use super::prepare::Unreadable;
use crate::{Limit, Limits, pdf::View, text::Term, verify::find::Signature, x509::Certificate};

/// The bare signature value and the certificates of `/Cert`, the signer's first.
pub(in crate::verify) struct Bare {
    pub(super) contents: Vec<u8>,
    pub(in crate::verify) certificates: Vec<Certificate>,
}

/// Takes `contents` and the certificates of `signature`.
pub(super) fn read(
    view: View<'_>,
    signature: &Signature,
    contents: &[u8],
    limits: &Limits,
) -> Result<Bare, Unreadable> {
    let dictionary = signature.dictionary.as_ref().ok_or(Term::NO_DICTIONARY)?;
    let entry = dictionary.get(view, b"Cert").ok().flatten();
    let entry = entry.ok_or(Term::NO_CERT)?;
    let count = entry.object().as_array().map_or(1, <[_]>::len);
    if count > usize::try_from(limits.certificates).unwrap_or(usize::MAX) {
        return Err(Unreadable::Limit(limits.exceeded(Limit::Certificates)));
    }
    let strings = match entry.object().as_array() {
        None => vec![Some(entry)],
        Some(_) => entry.items(view).map_err(|_| Term::CERT_CANNOT_BE_READ)?,
    };
    let certificates: Option<Vec<Certificate>> = strings
        .iter()
        .map(|string| Certificate::from_der(string.as_ref()?.object().as_string()?).ok())
        .collect();
    let certificates = certificates.ok_or(Term::CERT_IS_NO_CERTIFICATE)?;
    if certificates.is_empty() {
        return Err(Term::CERT_IS_EMPTY.into());
    }
    Ok(Bare {
        contents: contents.to_vec(),
        certificates,
    })
}
