//! What a failed step means in the words of EN 319 102-1, Table 6.

use crate::{
    cms::{Outcome, SignerCheck},
    verify::report::{Integrity, SubIndication},
};

/// Steps without which nothing is known of the signed bytes.
const ESSENTIAL: [&str; 8] = [
    "encapsulated-content",
    "message-digest",
    "signer-certificate",
    "signing-certificate",
    "algorithms",
    "signature-value",
    "time-stamp-token",
    "message-imprint",
];

/// The word for a check, and why it is not `intact`.
pub(super) fn of(check: &SignerCheck) -> (Integrity, Option<SubIndication>) {
    let failed = check
        .steps
        .iter()
        .filter(|step| step.outcome == Outcome::Fail)
        .map(|step| sub_indication(step.id))
        .min_by_key(|cause| rank(*cause));
    if let Some(cause) = failed {
        return (Integrity::Broken, Some(cause));
    }
    let open = check
        .steps
        .iter()
        .find(|step| step.outcome == Outcome::Unchecked && ESSENTIAL.contains(&step.id));
    if let Some(step) = open {
        let cause = match step.id {
            "signer-certificate" => SubIndication::NoSigningCertificateFound,
            _ if check.certificate.is_none() => SubIndication::NoSigningCertificateFound,
            _ => SubIndication::Custom,
        };
        return (Integrity::Unchecked, Some(cause));
    }
    let verified = check
        .step("signature-value")
        .is_some_and(|step| matches!(step.outcome, Outcome::Ok | Outcome::Warn));
    if verified {
        (Integrity::Intact, None)
    } else {
        (Integrity::Unchecked, Some(SubIndication::Custom))
    }
}

/// A format that stops the cryptographic check, a digest that differs, a value that does not fit,
/// and only then a certificate that is not the one meant (EN 319 102-1 §5.3.4).
fn rank(cause: SubIndication) -> u8 {
    match cause {
        SubIndication::FormatFailure => 0,
        SubIndication::HashFailure => 1,
        SubIndication::SigCryptoFailure => 2,
        _ => 3,
    }
}

fn sub_indication(step: &str) -> SubIndication {
    match step {
        "message-digest" | "message-imprint" => SubIndication::HashFailure,
        // [kyso] No clause says which sub-indication contradicting algorithms get.
        "signature-value" | "algorithms" | "algorithm-protection" => {
            SubIndication::SigCryptoFailure
        }
        "signing-certificate" | "signer-certificate" => SubIndication::NoSigningCertificateFound,
        _ => SubIndication::FormatFailure,
    }
}
