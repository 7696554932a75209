//! Checks one SignerInfo, step by step (RFC 5652 §5.4, §5.6; EN 319 102-1 §5.2).

use super::{
    Outcome::{Fail, Ok as Passed, Unchecked, Warn},
    SignedData, SignerCheck, SignerInfo,
    attributes::{self, Found},
    certificate, oid,
    step::id,
};
use crate::{
    crypto::{
        self, DigestAlgorithm, SignatureAlgorithm, VerifyError, digest, unsupported, verify,
        verify_prehash,
    },
    text::{Lang, Phrase, Term},
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
            None => check.note(id::DETACHED_CONTENT, Passed, Term::NO_ENCAPSULATED_CONTENT),
            Some(content) if content.is_empty() => {
                check.note(
                    id::DETACHED_CONTENT,
                    Fail,
                    Term::EMPTY_ENCAPSULATED_CONTENT_INSTEAD_OF_NONE,
                );
            }
            Some(_) => check.note(
                id::DETACHED_CONTENT,
                Fail,
                Term::ENCAPSULATED_CONTENT_IN_A_DETACHED_SIGNATURE,
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
            (None, _) => (Fail, Term::NO_ENCAPSULATED_CONTENT),
            (_, None) => (Unchecked, Term::SHA_1_CANNOT_BE_COMPUTED),
            (Some(content), Some(expected)) if *content == expected => {
                (Passed, Term::CONTENT_IS_THE_SHA_1_OF_THE_SIGNED_BYTES)
            }
            _ => (Fail, Term::CONTENT_IS_NOT_THE_SHA_1_OF_THE_SIGNED_BYTES),
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
            let count = self.signers.len();
            let detail = Phrase::new(
                format!("có {count} người ký thay vì một"),
                format!("{count} signer infos instead of one"),
            );
            check.note(id::ONE_SIGNER, Fail, detail);
            return;
        };
        check.note(id::ONE_SIGNER, Passed, Term::ONE_SIGNER_INFO);
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
            check.note(id::ENCODING, Warn, Term::BER_WHERE_DER_IS_ASKED_FOR);
        } else {
            check.note(id::ENCODING, Passed, "DER");
        }
        if self.junk_behind {
            check.note(id::PADDING, Warn, Term::BYTES_OTHER_THAN_00_FOLLOW_THE_CMS);
        }
    }

    /// The encapsulated content type, and the attribute that must repeat it (RFC 5652 §11.1).
    fn check_content_type(&self, signer: &SignerInfo, wanted: &str, check: &mut SignerCheck) {
        if self.content_type != wanted {
            let detail = Phrase::new(
                format!("kiểu nội dung là {}", self.content_type),
                format!("the content type is {}", self.content_type),
            );
            check.note(id::CONTENT_TYPE, Fail, detail);
            return;
        }
        if signer.signed_attributes.is_none() {
            // RFC 5652 §5.3: only id-data may be signed without attributes.
            let outcome = if wanted == oid::DATA { Passed } else { Fail };
            check.note(id::CONTENT_TYPE, outcome, Term::NO_SIGNED_ATTRIBUTES);
            return;
        }
        let (outcome, detail) = match attributes::find(&signer.signed, oid::CONTENT_TYPE) {
            Found::Absent => (Fail, Term::NO_CONTENT_TYPE_ATTRIBUTE.into()),
            Found::NotOnce => (Fail, Term::NOT_EXACTLY_ONE_CONTENT_TYPE.into()),
            Found::Once(value) => match attributes::content_type(value) {
                Some(value) if value == wanted => (Passed, value.into()),
                Some(value) => {
                    let (vi, en) = (
                        format!("thuộc tính ghi {value}"),
                        format!("the attribute says {value}"),
                    );
                    (Fail, Phrase::new(vi, en))
                }
                None => (Fail, Term::UNREADABLE.into()),
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
                Term::NO_CERTIFICATE_OF_THE_SIGNER,
            );
            return;
        };
        let verified = value(signer, certificate.public_key(), content_digest, check);
        let (id, outcome, detail) = match verified {
            Ok(()) => (id::SIGNATURE_VALUE, Passed, Term::VERIFIES.into()),
            Err(error @ VerifyError::Mismatch) => (id::SIGNATURE_VALUE, Fail, error.phrase()),
            Err(error @ VerifyError::Contradiction { .. }) => {
                if check
                    .step(id::ALGORITHMS)
                    .is_none_or(|step| step.outcome != Fail)
                {
                    check.note(id::ALGORITHMS, Fail, error.phrase());
                }
                (id::SIGNATURE_VALUE, Unchecked, error.phrase())
            }
            Err(error) => (id::SIGNATURE_VALUE, Unchecked, error.phrase()),
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
        Found::Absent => (Fail, Term::NO_MESSAGE_DIGEST_ATTRIBUTE.into()),
        Found::NotOnce => (Fail, Term::NOT_EXACTLY_ONE_MESSAGE_DIGEST.into()),
        Found::Once(value) => match (attributes::message_digest(value), &computed) {
            (None, _) => (Fail, Term::ATTRIBUTE_IS_UNREADABLE.into()),
            (_, None) => (Unchecked, unsupported(name).phrase()),
            (Some(claimed), Some(computed)) if claimed == *computed => (Passed, name.into()),
            _ => {
                let (vi, en) = (
                    format!("{name} của phần được ký có giá trị khác"),
                    format!("the {name} of the signed bytes differs"),
                );
                (Fail, Phrase::new(vi, en))
            }
        },
    };
    check.note(id::MESSAGE_DIGEST, outcome, detail);
    computed
}

/// That the algorithms are known and agree (RFC 8933 §3.1).
fn check_algorithms(signer: &SignerInfo, check: &mut SignerCheck) {
    let name = DigestAlgorithm::name_of(&signer.digest_algorithm_oid);
    let (outcome, detail) = match SignatureAlgorithm::from_identifier(&signer.signature_algorithm) {
        Err(error @ VerifyError::Contradiction { .. }) => (Fail, error.phrase()),
        Err(error) => (Unchecked, error.phrase()),
        Ok(_) if signer.digest_algorithm.is_none() => (
            Unchecked,
            Phrase::new(
                format!("thuật toán băm {name} không được hỗ trợ"),
                format!("the digest {name} is not supported"),
            ),
        ),
        Ok(algorithm) => agreement(algorithm, signer.digest_algorithm, name),
    };
    check.note(id::ALGORITHMS, outcome, detail);
}

/// That the digest beside an algorithm, called `name`, is the algorithm's own.
fn agreement(
    algorithm: SignatureAlgorithm,
    beside: Option<DigestAlgorithm>,
    name: &str,
) -> (super::Outcome, Phrase) {
    let called = algorithm.phrase();
    let (vi, en) = (called.words(Lang::Vi), called.words(Lang::En));
    if algorithm
        .bound_digest()
        .is_some_and(|own| beside != Some(own))
    {
        let detail = Phrase::new(
            format!("digestAlgorithm là {name}, còn thuật toán ký là {vi}"),
            format!("digestAlgorithm {name} beside {en}"),
        );
        return (Fail, detail);
    }
    match algorithm.foreign_mask_digest() {
        // RFC 4055 §2.1 recommends one digest for both.
        Some(mask) => {
            let detail = Phrase::new(
                format!("{vi}, còn hàm mặt nạ dùng {mask}"),
                format!("{en}, mask by {mask}"),
            );
            (Warn, detail)
        }
        None => {
            let detail = Phrase::new(format!("{vi}, {name}"), format!("{en}, {name}"));
            (Passed, detail)
        }
    }
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
    check.note(id::ATTRIBUTE_ORDER, Warn, Term::SIGNED_AS_THEY_STAND);
    Ok(())
}

/// CMSAlgorithmProtection, where present: once, and equal to the SignerInfo (RFC 6211 §3).
fn check_algorithm_protection(signer: &SignerInfo, check: &mut SignerCheck) {
    let (outcome, detail) = match attributes::find(&signer.signed, oid::ALGORITHM_PROTECTION) {
        Found::Absent => return,
        Found::NotOnce => (Fail, Term::NOT_EXACTLY_ONE),
        Found::Once(value) => match attributes::algorithm_protection(value) {
            None => (Fail, Term::UNREADABLE),
            Some(protected) => {
                let signature = protected
                    .signature
                    .map(|content| crate::asn1::sequence(&[&content]));
                let digests = crypto::same_algorithm(&protected.digest, &signer.digest_identifier);
                let signatures = signature.is_some_and(|identifier| {
                    crypto::same_algorithm(&identifier, &signer.signature_algorithm)
                });
                if digests && signatures {
                    (Passed, Term::ALGORITHMS_ARE_THOSE_THAT_WERE_SIGNED)
                } else {
                    (Fail, Term::ALGORITHMS_ARE_NOT_THOSE_THAT_WERE_SIGNED)
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
        Found::NotOnce => Term::NOT_EXACTLY_ONE,
        Found::Once(value) => match attributes::signing_time(value) {
            None => Term::UNREADABLE,
            Some(time) => {
                check.claimed_time = Some(time);
                if content_type != oid::DATA {
                    return;
                }
                Term::CLAIMED_TIME_BELONGS_INTO_M
            }
        },
    };
    check.note(id::SIGNING_TIME, Warn, detail);
}
