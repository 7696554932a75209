//! What a check found: steps with stable ids, each an outcome.

use crate::{
    Time,
    crypto::{DigestAlgorithm, weaknesses},
    text::{Phrase, Term},
};

/// What the check of one SignerInfo found. Every conclusion is a value.
#[derive(Clone, Debug, Default)]
pub struct SignerCheck {
    /// The certificate whose key was used; index into `SignedData::certificates`.
    pub certificate: Option<usize>,
    /// Time that the signer claims in the signing-time attribute.
    pub claimed_time: Option<Time>,
    /// All steps in order: (stable id, outcome, what was found).
    pub steps: Vec<Step>,
}

/// One step of a check; `id` is stable (kebab-case) and has texts in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub id: &'static str,
    pub outcome: Outcome,
    pub detail: Phrase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Ok,
    Warn,
    Fail,
    Unchecked,
}

/// Every id that a [`Step`] may carry; that each has words is tested.
#[cfg(test)]
pub const STEP_IDS: [&str; 18] = [
    id::ENCODING,
    id::PADDING,
    id::CERTIFICATE_ENCODING,
    id::ONE_SIGNER,
    id::DETACHED_CONTENT,
    id::CONTENT_TYPE,
    id::MESSAGE_DIGEST,
    id::SIGNER_CERTIFICATE,
    id::SIGNING_CERTIFICATE,
    id::ALGORITHMS,
    id::SIGNATURE_VALUE,
    id::ATTRIBUTE_ORDER,
    id::ALGORITHM_PROTECTION,
    id::SIGNING_TIME,
    id::ALGORITHM_STRENGTH,
    id::TOKEN,
    id::MESSAGE_IMPRINT,
    id::TIME_STAMPING_USAGE,
];

/// The ids by name.
pub(crate) mod id {
    /// The CMS is DER (EN 319 142-1 §6.3 h).
    pub const ENCODING: &str = "cms-encoding";
    /// Only zeros follow the CMS.
    pub const PADDING: &str = "cms-padding";
    /// Every certificate in the CMS can be read.
    pub const CERTIFICATE_ENCODING: &str = "certificate-encoding";
    /// Exactly one SignerInfo.
    pub const ONE_SIGNER: &str = "one-signer-info";
    /// The CMS holds no content of its own, or the one its kind asks for.
    pub const DETACHED_CONTENT: &str = "encapsulated-content";
    /// content-type attribute.
    pub const CONTENT_TYPE: &str = "content-type";
    /// message-digest attribute against the bytes that were signed.
    pub const MESSAGE_DIGEST: &str = "message-digest";
    /// The signer's certificate is there.
    pub const SIGNER_CERTIFICATE: &str = "signer-certificate";
    /// signing-certificate and signing-certificate-v2 attributes.
    pub const SIGNING_CERTIFICATE: &str = "signing-certificate";
    /// The algorithm identifiers are known and agree with each other and with the key.
    pub const ALGORITHMS: &str = "algorithms";
    /// The signature value.
    pub const SIGNATURE_VALUE: &str = "signature-value";
    /// The signed attributes are signed in DER order.
    pub const ATTRIBUTE_ORDER: &str = "signed-attributes-order";
    /// CMSAlgorithmProtection attribute.
    pub const ALGORITHM_PROTECTION: &str = "algorithm-protection";
    /// signing-time attribute, which PAdES leaves out.
    pub const SIGNING_TIME: &str = "signing-time";
    /// Algorithms and key are still good today.
    pub const ALGORITHM_STRENGTH: &str = "algorithm-strength";
    /// The content is a time-stamp token (RFC 3161).
    pub const TOKEN: &str = "time-stamp-token";
    /// The token's imprint against the bytes it stamps.
    pub const MESSAGE_IMPRINT: &str = "message-imprint";
    /// The authority's certificate is for time-stamping alone.
    pub const TIME_STAMPING_USAGE: &str = "time-stamping-usage";
}

impl SignerCheck {
    /// Adds a step.
    pub(crate) fn note(&mut self, id: &'static str, outcome: Outcome, detail: impl Into<Phrase>) {
        self.steps.push(Step {
            id,
            outcome,
            detail: detail.into(),
        });
    }

    /// Adds whether these digests and this SubjectPublicKeyInfo still hold today.
    pub(super) fn note_strength(&mut self, digests: &[DigestAlgorithm], key: Option<&[u8]>) {
        let weak = weaknesses(digests, key);
        if weak.is_empty() {
            self.note(id::ALGORITHM_STRENGTH, Outcome::Ok, Term::NO_WEAK_ALGORITHM);
        } else {
            let weak: Vec<String> = weak.iter().map(ToString::to_string).collect();
            self.note(id::ALGORITHM_STRENGTH, Outcome::Warn, weak.join(", "));
        }
    }

    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// Whether the signed bytes are proven to be those that were signed: nothing failed, nothing
    /// was left unchecked, and the value verifies.
    #[cfg(any(test, feature = "fs"))]
    pub fn holds(&self) -> bool {
        let good = |step: &Step| matches!(step.outcome, Outcome::Ok | Outcome::Warn);
        self.step(id::SIGNATURE_VALUE).is_some_and(good) && self.steps.iter().all(good)
    }

    /// Whether any step failed.
    #[cfg(test)]
    pub fn failed(&self) -> bool {
        self.steps.iter().any(|step| step.outcome == Outcome::Fail)
    }
}
