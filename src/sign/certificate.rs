//! Whether this certificate and key may sign, now and this way.

use super::{Allow, SignError};
use crate::{
    SignatureScheme, Time,
    crypto::is_free_for,
    identity::Signer,
    text::Problem,
    x509::{Certificate, KeyKind},
};

/// Checks period, key usage and key (before anything is signed, as signing software must); the
/// scheme to sign with. What `allow` lets pass becomes a finding.
pub fn check(
    signer: &dyn Signer,
    wanted: Option<SignatureScheme>,
    time: Time,
    allow: Allow,
    findings: &mut Vec<Problem>,
) -> Result<SignatureScheme, SignError> {
    let certificate = signer.certificate();
    let scheme = wanted.unwrap_or_else(|| signer.default_scheme());
    check_pair(certificate, scheme)?;
    for (refusal, allowed) in [
        (period(certificate, time), allow.expired),
        (beginning(certificate, time), allow.not_yet_valid),
        (usage(certificate), allow.key_usage),
    ] {
        match refusal {
            Some(refusal) if allowed => findings.push(Problem::from(&refusal)),
            Some(refusal) => return Err(refusal),
            None => {}
        }
    }
    Ok(scheme)
}

fn period(certificate: &Certificate, time: Time) -> Option<SignError> {
    (time > certificate.not_after()).then(|| SignError::CertificateExpired {
        subject: certificate.subject().to_string(),
        not_after: certificate.not_after(),
    })
}

fn beginning(certificate: &Certificate, time: Time) -> Option<SignError> {
    (time < certificate.not_before()).then(|| SignError::CertificateNotYetValid {
        subject: certificate.subject().to_string(),
        not_before: certificate.not_before(),
    })
}

/// A certificate without the extension leaves it open (RFC 5280 §4.2.1.3).
fn usage(certificate: &Certificate) -> Option<SignError> {
    let usage = certificate.key_usage()?;
    let allows = usage.digital_signature || usage.non_repudiation;
    (!allows).then(|| SignError::KeyUsageForbidsSigning {
        subject: certificate.subject().to_string(),
    })
}

/// Key and scheme must fit; RSA below 2048 bits is too weak, above 4096 nothing signs with it.
fn check_pair(certificate: &Certificate, scheme: SignatureScheme) -> Result<(), SignError> {
    use SignatureScheme as Scheme;
    let key = certificate.key_kind();
    let free = is_free_for(scheme, certificate.public_key());
    let rsa = !matches!(
        scheme,
        Scheme::EcdsaP256Sha256 | Scheme::EcdsaP384Sha384 | Scheme::Ed25519
    );
    match (key, scheme) {
        (KeyKind::Rsa { bits }, _) if bits < 2048 => Err(SignError::WeakKey { bits }),
        (KeyKind::Rsa { bits: 2048..=4096 }, _) if rsa && free => Ok(()),
        (KeyKind::EcP256, Scheme::EcdsaP256Sha256)
        | (KeyKind::EcP384, Scheme::EcdsaP384Sha384)
        | (KeyKind::Ed25519, Scheme::Ed25519) => Ok(()),
        _ => Err(SignError::UnsupportedAlgorithm {
            what: format!("{key} + {scheme}"),
        }),
    }
}
