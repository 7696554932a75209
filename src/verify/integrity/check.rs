//! Judges one signature over its byte range.

use super::{Container, Form, Prepared, bare::Bare, cause};
use crate::{
    Time,
    cms::{Outcome, SignedData, SignerCheck},
    crypto::DigestAlgorithm,
    verify::{
        digest::Digests,
        report::{Check, CheckResult, Integrity, SubIndication},
    },
    x509::Certificate,
};

/// What the check of one signature found.
pub(in crate::verify) struct Checked {
    pub(in crate::verify) integrity: Integrity,
    /// Why it is not intact.
    pub(in crate::verify) cause: Option<SubIndication>,
    pub(in crate::verify) checks: Vec<Check>,
    pub(in crate::verify) signer: Option<Certificate>,
    /// All certificates of the container.
    pub(in crate::verify) certificates: Vec<Certificate>,
    /// From the signing-time attribute, or the token of a document time-stamp.
    pub(in crate::verify) claimed_time: Option<Time>,
    intact: Option<Intact>,
}

/// Proof that the signed bytes are those that were signed: only this module makes it.
#[derive(Clone, Copy, Debug)]
pub(in crate::verify) struct Intact(());

impl Checked {
    /// The proof, where the signature is intact.
    pub(in crate::verify) fn intact(&self) -> Option<Intact> {
        self.intact
    }

    /// The proof does not hold any more.
    pub(in crate::verify) fn revoke_proof(&mut self) {
        self.intact = None;
    }

    fn broken(checks: Vec<Check>) -> Self {
        Self {
            integrity: Integrity::Broken,
            cause: Some(SubIndication::FormatFailure),
            checks,
            signer: None,
            certificates: Vec::new(),
            claimed_time: None,
            intact: None,
        }
    }
}

/// Judges a prepared signature with the digests of its document.
pub(in crate::verify) fn check(prepared: &Prepared, digests: &Digests) -> Checked {
    let mut checks = vec![range_check(prepared)];
    let mut digest_of = |algorithm: DigestAlgorithm| {
        let range = prepared.range.ok()?;
        digests.of(range, algorithm).map(<[u8]>::to_vec)
    };
    let mut checked = match &prepared.container {
        Container::Unreadable(why) => {
            checks.push(Check::new("cms", CheckResult::Fail, why));
            return Checked::broken(checks);
        }
        Container::Bare(bare) => check_bare(bare, &mut digest_of),
        Container::Cms(cms) => check_cms(prepared.form, cms, &mut digest_of),
    };
    checks.append(&mut checked.checks);
    checked.checks = checks;
    if prepared.range.is_err() {
        checked.integrity = Integrity::Broken;
        checked.cause = Some(SubIndication::FormatFailure);
    }
    checked.intact = (checked.integrity == Integrity::Intact).then_some(Intact(()));
    checked
}

fn range_check(prepared: &Prepared) -> Check {
    match prepared.range {
        Ok(_) => Check::new("byte-range", CheckResult::Ok, ""),
        Err(fault) => Check::new("byte-range", CheckResult::Fail, fault.as_str()),
    }
}

fn check_bare(
    bare: &Bare,
    digest_of: &mut dyn FnMut(DigestAlgorithm) -> Option<Vec<u8>>,
) -> Checked {
    let verified = bare.verify(digest_of);
    let (integrity, cause, result) = match verified {
        Some(_) => (Integrity::Intact, None, CheckResult::Ok),
        None => (
            Integrity::Broken,
            Some(SubIndication::SigCryptoFailure),
            CheckResult::Fail,
        ),
    };
    Checked {
        integrity,
        cause,
        checks: vec![
            Check::new("signature-value", result, ""),
            Check::new("deprecated-form", CheckResult::Warn, "adbe.x509.rsa_sha1"),
        ],
        signer: bare.certificates.first().cloned(),
        certificates: bare.certificates.clone(),
        claimed_time: None,
        intact: None,
    }
}

fn check_cms(
    form: Form,
    cms: &SignedData,
    digest_of: &mut dyn FnMut(DigestAlgorithm) -> Option<Vec<u8>>,
) -> Checked {
    let (steps, claimed_time) = match form {
        Form::Token => (SignerCheck::default(), None),
        Form::Sha1Content => (cms.check_sha1_content(digest_of), None),
        Form::Detached | Form::Bare | Form::Unknown => (cms.check(digest_of), None),
    };
    let claimed_time = claimed_time.or(steps.claimed_time);
    let (mut integrity, mut cause) = cause::of(&steps);
    let mut checks: Vec<Check> = steps
        .steps
        .iter()
        .map(|step| Check::new(step.id, result(step.outcome), &step.detail))
        .collect();
    if form == Form::Unknown {
        // What a sub-filter that nobody knows means by its bytes, nobody knows either.
        let known = integrity == Integrity::Broken;
        checks.push(Check::new("sub-filter", CheckResult::Unchecked, ""));
        if !known {
            integrity = Integrity::Unchecked;
            cause = Some(SubIndication::Custom);
        }
    }
    if form == Form::Sha1Content {
        checks.push(Check::new(
            "deprecated-form",
            CheckResult::Warn,
            "adbe.pkcs7.sha1",
        ));
    }
    Checked {
        integrity,
        cause,
        checks,
        signer: steps
            .certificate
            .and_then(|index| cms.certificates.get(index))
            .cloned(),
        certificates: cms.certificates.clone(),
        claimed_time,
        intact: None,
    }
}

fn result(outcome: Outcome) -> CheckResult {
    match outcome {
        Outcome::Ok => CheckResult::Ok,
        Outcome::Warn => CheckResult::Warn,
        Outcome::Fail => CheckResult::Fail,
        Outcome::Unchecked => CheckResult::Unchecked,
    }
}
