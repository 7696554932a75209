//! Signatures without CMS: `adbe.x509.rsa_sha1`.
//!
//! Deprecated in PDF 2.0: read, never written. The name notwithstanding, other digests than SHA-1
//! are met; the DigestInfo inside the signature says which.
//! Source: ISO 32000-1 §12.8.3.2, Table 252 (`/Cert`), Table 257.

use crate::{
    crypto::{self, DigestAlgorithm},
    pdf::View,
    verify::find::Signature,
    x509::Certificate,
};

/// Digests that are tried, the usual one first.
pub(super) const DIGESTS: [DigestAlgorithm; 4] = [
    DigestAlgorithm::Sha1,
    DigestAlgorithm::Sha256,
    DigestAlgorithm::Sha384,
    DigestAlgorithm::Sha512,
];

/// AlgorithmIdentifier of rsaEncryption, with NULL parameters (RFC 3279 §2.3.1).
const RSA_ENCRYPTION: [u8; 15] = [
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

/// The signature value and the certificates of `/Cert`, the signer's first.
pub(in crate::verify) struct Bare {
    value: Vec<u8>,
    pub(in crate::verify) certificates: Vec<Certificate>,
}

/// Reads the OCTET STRING in `contents` and the certificates of `signature`.
pub(super) fn read(
    view: View<'_>,
    signature: &Signature,
    contents: &[u8],
) -> Result<Bare, &'static str> {
    let value = octet_string(contents).ok_or("/Contents is no OCTET STRING")?;
    let dictionary = signature.dictionary.as_ref().ok_or("no dictionary")?;
    let entry = dictionary.get(view, b"Cert").ok().flatten();
    let entry = entry.ok_or("no /Cert")?;
    let strings = match entry.object().as_array() {
        None => vec![Some(entry)],
        Some(_) => entry.items(view).map_err(|_| "/Cert cannot be read")?,
    };
    let certificates: Option<Vec<Certificate>> = strings
        .iter()
        .map(|string| Certificate::from_der(string.as_ref()?.object().as_string()?).ok())
        .collect();
    let certificates = certificates.ok_or("/Cert is no certificate")?;
    if certificates.is_empty() {
        return Err("/Cert is empty");
    }
    Ok(Bare {
        value: value.to_vec(),
        certificates,
    })
}

/// The content of a definite-length OCTET STRING; padding may follow it.
fn octet_string(bytes: &[u8]) -> Option<&[u8]> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (len, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        let len = digits.iter().try_fold(0usize, |len, &digit| {
            len.checked_mul(256)?.checked_add(usize::from(digit))
        })?;
        (len, rest)
    };
    if tag == 4 { rest.get(..len) } else { None }
}

impl Bare {
    /// The digest by which the value verifies under the first certificate's key; `None` where it
    /// does not.
    pub(super) fn verify(
        &self,
        digest_of: &mut dyn FnMut(DigestAlgorithm) -> Option<Vec<u8>>,
    ) -> Option<DigestAlgorithm> {
        let key = self.certificates.first()?.public_key();
        DIGESTS.into_iter().find(|&algorithm| {
            digest_of(algorithm).is_some_and(|digest| {
                let by = Some(algorithm);
                crypto::verify_prehash(&RSA_ENCRYPTION, by, key, &digest, &self.value).is_ok()
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::octet_string;

    #[test]
    fn octet_strings_of_definite_length() {
        assert_eq!(octet_string(&[4, 2, 7, 8, 0, 0]), Some(&[7u8, 8][..]));
        assert_eq!(octet_string(&[4, 0x81, 1, 7]), Some(&[7u8][..]));
        for bad in [&[4, 3, 7, 8][..], &[3, 1, 7], &[4, 0x88], &[4], &[]] {
            assert_eq!(octet_string(bad), None);
        }
        assert_eq!(octet_string(&[4, 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]), None);
    }
}
