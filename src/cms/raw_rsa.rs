//! Signatures of `adbe.x509.rsa_sha1`: no CMS, but an OCTET STRING with a PKCS#1 v1.5 value.

use std::cell::Cell;

use super::{CmsError, DigestOf, Outcome, SignerCheck, step::id};
use crate::{
    asn1::{self, Reader, Rules, Tag},
    crypto::{DigestAlgorithm, VerifyError, verify_prehash},
    text::Term,
    x509::Certificate,
};

/// Digests that the value may be over: nothing names it, and the SubFilter's name does not bind
/// it (ISO 32000-1 Table 257 a).
pub(crate) const RAW_RSA_DIGESTS: [DigestAlgorithm; 5] = [
    DigestAlgorithm::Sha1,
    DigestAlgorithm::Sha256,
    DigestAlgorithm::Sha384,
    DigestAlgorithm::Sha512,
    DigestAlgorithm::Sha224,
];

/// Checks `/Contents` under the first certificate of `/Cert` (ISO 32000-1 Table 252).
///
/// # Errors
/// [`CmsError`] if `contents` does not begin with an OCTET STRING.
pub fn check_raw_rsa(
    contents: &[u8],
    certificates: &[Certificate],
    digest_of: &mut DigestOf<'_>,
) -> Result<SignerCheck, CmsError> {
    let ber = Cell::new(false);
    let mut outer = Reader::new(contents, Rules::Ber(&ber));
    let value = outer.any()?;
    if !value.tag.same_type(Tag::OCTET_STRING) {
        return Err(value.error(Term::OCTET_STRING_IS_EXPECTED).into());
    }
    let signature = value.octets()?;
    let mut check = SignerCheck::default();
    if ber.get() {
        let found = Term::BER_WHERE_DER_IS_ASKED_FOR;
        check.note(id::ENCODING, Outcome::Warn, found);
    }
    let behind = contents.get(value.raw.len()..).unwrap_or_default();
    if behind.iter().any(|octet| *octet != 0) {
        let found = Term::BYTES_OTHER_THAN_00_FOLLOW_THE_VALUE;
        check.note(id::PADDING, Outcome::Warn, found);
    }
    let Some(signer) = certificates.first() else {
        for id in [id::SIGNER_CERTIFICATE, id::SIGNATURE_VALUE] {
            check.note(id, Outcome::Unchecked, Term::NO_CERTIFICATE_OF_THE_SIGNER);
        }
        return Ok(check);
    };
    check.certificate = Some(0);
    check.note(id::SIGNER_CERTIFICATE, Outcome::Ok, Term::FIRST_OF_CERT);
    match fitting_digest(signer, &signature, digest_of) {
        Ok(digest) => {
            check.note(id::SIGNATURE_VALUE, Outcome::Ok, format!("RSA, {digest}"));
            check.note_strength(&[digest], Some(signer.public_key()));
        }
        Err(error @ VerifyError::Mismatch) => {
            check.note(id::SIGNATURE_VALUE, Outcome::Fail, error.phrase());
        }
        Err(error) => check.note(id::SIGNATURE_VALUE, Outcome::Unchecked, error.phrase()),
    }
    Ok(check)
}

/// The digest under which the value verifies.
fn fitting_digest(
    signer: &Certificate,
    signature: &[u8],
    digest_of: &mut DigestOf<'_>,
) -> Result<DigestAlgorithm, VerifyError> {
    let rsa = asn1::sequence(&[&asn1::oid("1.2.840.113549.1.1.1"), &asn1::null()]);
    let mut answer = VerifyError::Mismatch;
    for algorithm in RAW_RSA_DIGESTS {
        let Some(digest) = digest_of(algorithm) else {
            continue;
        };
        match verify_prehash(
            &rsa,
            Some(algorithm),
            signer.public_key(),
            &digest,
            signature,
        ) {
            Ok(()) => return Ok(algorithm),
            Err(VerifyError::Mismatch) => {}
            Err(other) => answer = other,
        }
    }
    Err(answer)
}
