//! Which certificate the signer meant, and whether the signature is bound to it.

use super::{
    Outcome::{Fail, Ok as Passed, Unchecked, Warn},
    SignedData, SignerCheck, SignerIdentifier, SignerInfo,
    attributes::{self, CertificateReference, Found, SigningCertificate},
    oid,
    step::id,
};
use crate::{
    crypto::{DigestAlgorithm, digest},
    text::{Lang, Phrase, Term},
    x509::Certificate,
};

impl SignedData {
    /// Takes the signer's certificate from `others`, which stand elsewhere, where the CMS does not
    /// hold it. The SignerIdentifier names it; the signing-certificate attribute, if there is one,
    /// and the signature value decide whether it is the one.
    pub(crate) fn adopt(&mut self, others: impl FnOnce() -> Vec<Certificate>) {
        let [signer] = self.signers.as_slice() else {
            return;
        };
        let named = |certificate: &Certificate| is_named(&signer.identifier, certificate);
        if self.certificates.iter().any(named) {
            return;
        }
        let mut found: Vec<Certificate> = others().into_iter().filter(named).collect();
        self.adopted = found.len();
        self.certificates.append(&mut found);
    }
}

/// Finds the certificate that the SignerIdentifier names; of several alike, the one that a
/// signing-certificate attribute refers to.
pub(super) fn choose(signed_data: &SignedData, signer: &SignerInfo, check: &mut SignerCheck) {
    let named: Vec<usize> = signed_data
        .certificates
        .iter()
        .enumerate()
        .filter(|(_, certificate)| is_named(&signer.identifier, certificate))
        .map(|(index, _)| index)
        .collect();
    let referred = |index: &&usize| {
        let certificate = signed_data.certificates.get(**index);
        certificate.is_some_and(|certificate| {
            references(signer).iter().any(|(_, attribute)| {
                attribute
                    .references
                    .first()
                    .is_some_and(|first| fits(first, certificate) == Some(true))
            })
        })
    };
    check.certificate = named.iter().find(referred).or(named.first()).copied();
    let own = signed_data
        .certificates
        .len()
        .saturating_sub(signed_data.adopted);
    let (outcome, detail) = match check.certificate {
        Some(index) if index < own => (Passed, Term::IN_THE_CMS),
        Some(_) => (Warn, Term::NOT_IN_THE_CMS),
        None => (Unchecked, Term::CMS_HOLDS_NO_CERTIFICATE_OF_THE_SIGNER),
    };
    check.note(id::SIGNER_CERTIFICATE, outcome, detail);
}

/// Certificates that cannot be read: without the signer's among the others, one of them may be
/// his, and a reader that is more lenient would call the signature good.
pub(super) fn check_encoding(signed_data: &SignedData, check: &mut SignerCheck) {
    let outcome = if check.certificate.is_some() {
        Warn
    } else {
        Fail
    };
    for (index, why) in &signed_data.bad_certificates {
        let (vi, en) = (why.words(Lang::Vi), why.words(Lang::En));
        let detail = Phrase::new(
            format!("chứng thư {index}: {vi}"),
            format!("certificate {index}: {en}"),
        );
        check.note(id::CERTIFICATE_ENCODING, outcome, detail);
    }
}

fn is_named(identifier: &SignerIdentifier, certificate: &Certificate) -> bool {
    match identifier {
        SignerIdentifier::IssuerSerial { issuer, serial } => {
            certificate.serial() == serial.as_slice()
                && certificate.issuer().der() == issuer.as_slice()
        }
        SignerIdentifier::KeyIdentifier(identifier) => {
            certificate.subject_key_identifier() == Some(identifier.as_slice())
        }
    }
}

/// The signing-certificate attributes that can be read, by name. What cannot be read counts as
/// absent (EN 319 102-1 §5.2.8.4.1).
fn references(signer: &SignerInfo) -> Vec<(&'static str, SigningCertificate)> {
    let kinds = [
        (
            oid::SIGNING_CERTIFICATE_V2,
            "signing-certificate-v2",
            DigestAlgorithm::Sha256,
        ),
        (
            oid::SIGNING_CERTIFICATE,
            "signing-certificate",
            DigestAlgorithm::Sha1,
        ),
    ];
    let mut found = Vec::new();
    for (kind, name, default) in kinds {
        if let Found::Once(value) = attributes::find(&signer.signed, kind) {
            found.extend(attributes::signing_certificate(value, default).map(|read| (name, read)));
        }
    }
    found
}

/// The signing-certificate attributes against the certificate (EN 319 102-1 §5.2.3.4).
pub(super) fn check_references(
    signed_data: &SignedData,
    signer: &SignerInfo,
    check: &mut SignerCheck,
) {
    let found = references(signer);
    if found.is_empty() {
        check.note(
            id::SIGNING_CERTIFICATE,
            Warn,
            Term::NO_SIGNING_CERTIFICATE_ATTRIBUTE,
        );
        return;
    }
    let Some(certificate) = check
        .certificate
        .and_then(|index| signed_data.certificates.get(index))
    else {
        check.note(
            id::SIGNING_CERTIFICATE,
            Unchecked,
            Term::NO_CERTIFICATE_OF_THE_SIGNER,
        );
        return;
    };
    for (name, attribute) in found {
        let (outcome, detail) = judge(&attribute, certificate);
        let of = |lang| format!("{name}: {}", detail.words(lang));
        let detail = Phrase::new(of(Lang::Vi), of(Lang::En));
        check.note(id::SIGNING_CERTIFICATE, outcome, detail);
    }
}

fn judge(attribute: &SigningCertificate, certificate: &Certificate) -> (super::Outcome, Term) {
    let judged: Vec<Option<bool>> = attribute
        .references
        .iter()
        .map(|reference| fits(reference, certificate))
        .collect();
    let Some(position) = judged.iter().position(|fits| *fits == Some(true)) else {
        return if judged.contains(&None) {
            (Unchecked, Term::DIGEST_THAT_IS_NOT_SUPPORTED)
        } else {
            (Fail, Term::REFERS_TO_ANOTHER_CERTIFICATE)
        };
    };
    let issuer_serial = attribute
        .references
        .get(position)
        .and_then(|reference| reference.issuer_serial.as_ref());
    let other_issuer =
        issuer_serial.is_some_and(|(issuer, serial)| !certificate.is_named_by(issuer, serial));
    if position > 0 {
        (Warn, Term::SIGNER_IS_NOT_THE_FIRST_REFERENCE)
    } else if other_issuer {
        (Warn, Term::HASH_FITS_BUT_ISSUERSERIAL_DIFFERS)
    } else if attribute.policies {
        (Warn, Term::POLICIES_ARE_PRESENT)
    } else {
        (Passed, Term::REFERS_TO_THE_SIGNER)
    }
}

/// Whether the hash is the certificate's; `None`: the digest is not supported.
fn fits(reference: &CertificateReference, certificate: &Certificate) -> Option<bool> {
    let computed = digest(reference.digest?, certificate.der())?;
    Some(computed == reference.hash)
}
