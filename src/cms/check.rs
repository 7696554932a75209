//! Checks one SignerInfo, step by step (RFC 5652 §5.4, §5.6; EN 319 102-1 §5.2).

use super::{
    Outcome::{Fail, Ok as Passed, Unchecked, Warn},
    SignedData, SignerCheck, SignerInfo,
    attributes::{self, Found},
    certificate, oid,
    step::id,
};
use crate::crypto::{
    self, DigestAlgorithm, SignatureAlgorithm, VerifyError, digest, unsupported, verify,
    verify_prehash,
};

/// Yields the digest of the signed bytes by an algorithm; `None`: unsupported.
pub(crate) type DigestOf<'d> = dyn FnMut(DigestAlgorithm) -> Option<Vec<u8>> + 'd;

impl SignedData {
    /// Checks the only SignerInfo against the digest of detached content.
    ///
    /// For `ETSI.CAdES.detached` and `adbe.pkcs7.detached`. `digest_of` yields the digest of the
    /// signed bytes by an algorithm (`None`: unsupported).
    ///
    /// # Not checked here
    /// Path, revocation, time: who the signer is.
    pub fn check(&self, digest_of: &mut DigestOf<'_>) -> SignerCheck {
        let mut check = SignerCheck::default();
        // RFC 5652 §5.4: where content is present, even empty, it alone is what is digested. A
        // PDF whose byte range is digested all the same has two readings, and validators differ.
        match &self.content {
            None => check.note(id::DETACHED_CONTENT, Passed, "no encapsulated content"),
            Some(content) if content.is_empty() => {
                check.note(
                    id::DETACHED_CONTENT,
                    Fail,
                    "empty encapsulated content instead of none",
                );
            }
            Some(_) => check.note(
                id::DETACHED_CONTENT,
                Fail,
                "encapsulated content in a detached signature",
            ),
        }
        self.check_signer(oid::DATA, digest_of, &mut check);
        check
    }

    /// Checks a signature of `adbe.pkcs7.sha1`: its content is the SHA-1 of the signed bytes
    /// (ISO 32000-1 §12.8.3.3.1).
    pub fn check_sha1_content(&self, digest_of: &mut DigestOf<'_>) -> SignerCheck {
        let mut check = SignerCheck::default();
        let expected = digest_of(DigestAlgorithm::Sha1);
        let (outcome, detail) = match (&self.content, expected) {
            (None, _) => (Fail, "no encapsulated content"),
            (_, None) => (Unchecked, "SHA-1 cannot be computed"),
            (Some(content), Some(expected)) if *content == expected => {
                (Passed, "the content is the SHA-1 of the signed bytes")
            }
            _ => (Fail, "the content is not the SHA-1 of the signed bytes"),
        };
        let content_id = if self.content.is_some() {
            id::MESSAGE_DIGEST
        } else {
            id::DETACHED_CONTENT
        };
        check.note(content_id, outcome, detail);
        self.check_encapsulated(oid::DATA, &mut check);
        check
    }

    /// Checks the only SignerInfo against the content inside.
    pub(crate) fn check_encapsulated(&self, content_type: &str, check: &mut SignerCheck) {
        let content = self.content.as_deref().unwrap_or_default();
        self.check_signer(
            content_type,
            &mut |algorithm| digest(algorithm, content),
            check,
        );
    }

    fn check_signer(
        &self,
        content_type: &str,
        digest_of: &mut DigestOf<'_>,
        check: &mut SignerCheck,
    ) {
        self.check_shell(check);
        let [signer] = self.signers.as_slice() else {
            let detail = format!("{} signer infos instead of one", self.signers.len());
            check.note(id::ONE_SIGNER, Fail, detail);
            return;
        };
        check.note(id::ONE_SIGNER, Passed, "one signer info");
        self.check_content_type(signer, content_type, check);
        let content_digest = check_message_digest(signer, digest_of, check);
        certificate::choose(self, signer, check);
        certificate::check_encoding(self, check);
        certificate::check_references(self, signer, check);
        check_algorithms(signer, check);
        self.check_value(signer, content_digest.as_deref(), check);
        check_algorithm_protection(signer, check);
        check_signing_time(signer, content_type, check);
        self.check_strength(signer, check);
    }

    /// Encoding and what lies around the signer.
    fn check_shell(&self, check: &mut SignerCheck) {
        if self.ber {
            check.note(id::ENCODING, Warn, "BER where DER is asked for");
        } else {
            check.note(id::ENCODING, Passed, "DER");
        }
        if self.junk_behind {
            check.note(id::PADDING, Warn, "bytes other than 00 follow the CMS");
        }
    }

    /// The encapsulated content type, and the attribute that must repeat it (RFC 5652 §11.1).
    fn check_content_type(&self, signer: &SignerInfo, wanted: &str, check: &mut SignerCheck) {
        if self.content_type != wanted {
            let detail = format!("the content type is {}", self.content_type);
            check.note(id::CONTENT_TYPE, Fail, detail);
            return;
        }
        if signer.signed_attributes.is_none() {
            // RFC 5652 §5.3: only id-data may be signed without attributes.
            let outcome = if wanted == oid::DATA { Passed } else { Fail };
            check.note(id::CONTENT_TYPE, outcome, "no signed attributes");
            return;
        }
        let (outcome, detail) = match attributes::find(&signer.signed, oid::CONTENT_TYPE) {
            Found::Absent => (Fail, "no content-type attribute".to_owned()),
            Found::NotOnce => (Fail, "not exactly one content-type".to_owned()),
            Found::Once(value) => match attributes::content_type(value) {
                Some(value) if value == wanted => (Passed, value),
                Some(value) => (Fail, format!("the attribute says {value}")),
                None => (Fail, "unreadable".to_owned()),
            },
        };
        check.note(id::CONTENT_TYPE, outcome, detail);
    }

    /// The signature value under the signer's key.
    fn check_value(
        &self,
        signer: &SignerInfo,
        content_digest: Option<&[u8]>,
        check: &mut SignerCheck,
    ) {
        let Some(certificate) = check
            .certificate
            .and_then(|index| self.certificates.get(index))
        else {
            check.note(
                id::SIGNATURE_VALUE,
                Unchecked,
                "no certificate of the signer",
            );
            return;
        };
        let verified = value(signer, certificate.public_key(), content_digest, check);
        let (id, outcome, detail) = match verified {
            Ok(()) => (id::SIGNATURE_VALUE, Passed, "verifies".to_owned()),
            Err(error @ VerifyError::Mismatch) => (id::SIGNATURE_VALUE, Fail, error.to_string()),
            Err(error @ VerifyError::Contradiction { .. }) => {
                if check
                    .step(id::ALGORITHMS)
                    .is_none_or(|step| step.outcome != Fail)
                {
                    check.note(id::ALGORITHMS, Fail, error.to_string());
                }
                (id::SIGNATURE_VALUE, Unchecked, error.to_string())
            }
            Err(error) => (id::SIGNATURE_VALUE, Unchecked, error.to_string()),
        };
        check.note(id, outcome, detail);
    }

    fn check_strength(&self, signer: &SignerInfo, check: &mut SignerCheck) {
        let own = SignatureAlgorithm::from_identifier(&signer.signature_algorithm).ok();
        let digests: Vec<_> = signer
            .digest_algorithm
            .into_iter()
            .chain(own.and_then(SignatureAlgorithm::digest))
            .collect();
        let key = check
            .certificate
            .and_then(|index| self.certificates.get(index));
        check.note_strength(&digests, key.map(|certificate| certificate.public_key()));
    }
}

/// The digest of the content against the message-digest attribute (RFC 5652 §11.2); returns
/// what was computed.
fn check_message_digest(
    signer: &SignerInfo,
    digest_of: &mut DigestOf<'_>,
    check: &mut SignerCheck,
) -> Option<Vec<u8>> {
    let computed = signer.digest_algorithm.and_then(digest_of);
    if signer.signed_attributes.is_none() {
        // The signature value itself is over the content: its check covers this step.
        return computed;
    }
    let name = DigestAlgorithm::name_of(&signer.digest_algorithm_oid);
    let (outcome, detail) = match attributes::find(&signer.signed, oid::MESSAGE_DIGEST) {
        Found::Absent => (Fail, "no message-digest attribute".to_owned()),
        Found::NotOnce => (Fail, "not exactly one message-digest".to_owned()),
        Found::Once(value) => match (attributes::message_digest(value), &computed) {
            (None, _) => (Fail, "the attribute is unreadable".to_owned()),
            (_, None) => (Unchecked, format!("{name} is not supported")),
            (Some(claimed), Some(computed)) if claimed == *computed => (Passed, name.to_owned()),
            _ => (Fail, format!("the {name} of the signed bytes differs")),
        },
    };
    check.note(id::MESSAGE_DIGEST, outcome, detail);
    computed
}

/// That the algorithms are known and agree (RFC 8933 §3.1).
fn check_algorithms(signer: &SignerInfo, check: &mut SignerCheck) {
    let name = DigestAlgorithm::name_of(&signer.digest_algorithm_oid);
    let (outcome, detail) = match SignatureAlgorithm::from_identifier(&signer.signature_algorithm) {
        Err(error @ VerifyError::Contradiction { .. }) => (Fail, error.to_string()),
        Err(error) => (Unchecked, error.to_string()),
        Ok(_) if signer.digest_algorithm.is_none() => {
            (Unchecked, format!("the digest {name} is not supported"))
        }
        Ok(algorithm) => match algorithm.bound_digest() {
            Some(own) if signer.digest_algorithm != Some(own) => (
                Fail,
                format!("digestAlgorithm {name} beside {}", algorithm.name()),
            ),
            _ => match algorithm.foreign_mask_digest() {
                // RFC 4055 §2.1 recommends one digest for both.
                Some(mask) => (Warn, format!("{}, mask by {mask}", algorithm.name())),
                None => (Passed, format!("{}, {name}", algorithm.name())),
            },
        },
    };
    check.note(id::ALGORITHMS, outcome, detail);
}

/// Verifies over the signed attributes in DER, then as they stand; without attributes over the
/// digest of the content.
fn value(
    signer: &SignerInfo,
    key: &[u8],
    content_digest: Option<&[u8]>,
    check: &mut SignerCheck,
) -> Result<(), VerifyError> {
    // Without a known digest nothing says what an algorithm that names one is to be held to.
    let Some(digest) = signer.digest_algorithm else {
        let name = DigestAlgorithm::name_of(&signer.digest_algorithm_oid);
        return Err(unsupported(name));
    };
    let algorithm = signer.signature_algorithm.as_slice();
    let (Some(sorted), Some(content)) = (&signer.signed_attributes_der, &signer.signed_attributes)
    else {
        let prehash = content_digest.ok_or_else(|| unsupported(&digest.to_string()))?;
        return verify_prehash(algorithm, Some(digest), key, prehash, &signer.signature);
    };
    let over = |message: &[u8]| verify(algorithm, Some(digest), key, message, &signer.signature);
    let first = over(sorted);
    if first != Err(VerifyError::Mismatch) {
        return first;
    }
    let standing = crate::asn1::tlv(0x31, &[content]);
    if standing == *sorted {
        return first;
    }
    over(&standing)?;
    check.note(
        id::ATTRIBUTE_ORDER,
        Warn,
        "the signed attributes are signed as they stand, not in DER (RFC 5652 §5.4)",
    );
    Ok(())
}

/// CMSAlgorithmProtection, where present: once, and equal to the SignerInfo (RFC 6211 §3).
fn check_algorithm_protection(signer: &SignerInfo, check: &mut SignerCheck) {
    let (outcome, detail) = match attributes::find(&signer.signed, oid::ALGORITHM_PROTECTION) {
        Found::Absent => return,
        Found::NotOnce => (Fail, "not exactly one"),
        Found::Once(value) => match attributes::algorithm_protection(value) {
            None => (Fail, "unreadable"),
            Some(protected) => {
                let signature = protected
                    .signature
                    .map(|content| crate::asn1::sequence(&[&content]));
                let digests = crypto::same_algorithm(&protected.digest, &signer.digest_identifier);
                let signatures = signature.is_some_and(|identifier| {
                    crypto::same_algorithm(&identifier, &signer.signature_algorithm)
                });
                if digests && signatures {
                    (Passed, "the algorithms are those that were signed")
                } else {
                    (Fail, "the algorithms are not those that were signed")
                }
            }
        },
    };
    check.note(id::ALGORITHM_PROTECTION, outcome, detail);
}

/// A signing-time attribute: a claim, and none of PAdES' (EN 319 142-1 Table 1, g). Tokens may
/// have it.
fn check_signing_time(signer: &SignerInfo, content_type: &str, check: &mut SignerCheck) {
    let detail = match attributes::find(&signer.signed, oid::SIGNING_TIME) {
        Found::Absent => return,
        Found::NotOnce => "not exactly one",
        Found::Once(value) => match attributes::signing_time(value) {
            None => "unreadable",
            Some(time) => {
                check.claimed_time = Some(time);
                if content_type != oid::DATA {
                    return;
                }
                "present; PAdES puts the claimed time into /M"
            }
        },
    };
    check.note(id::SIGNING_TIME, Warn, detail);
}
