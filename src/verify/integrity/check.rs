//! Judges one signature over its byte range.

use super::{Container, Form, Prepared, Unreadable, bare::Bare, cause};
use crate::{
    Limit, LimitExceeded, Limits, Time,
    cms::{self, DigestOf, Outcome, SignedData, SignerCheck, Step, step_id},
    crypto::DigestAlgorithm,
    text::{Lang, Phrase},
    tsp::{self, TokenCheck},
    verify::{
        digest::Digests,
        report::{Check, CheckResult, Integrity, SubIndication},
        words,
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
    /// Why some of them were left out.
    pub(in crate::verify) left_out: Option<LimitExceeded>,
    /// From the signing-time attribute, or the token of a document time-stamp.
    pub(in crate::verify) claimed_time: Option<Time>,
    intact: Option<Intact>,
    strong: Option<Strong>,
}

/// Proof that digest, signature and key of the signer are none that can be forged today.
#[derive(Clone, Copy, Debug)]
pub(in crate::verify) struct Strong(());

/// Proof that the signed bytes are those that were signed: only this module makes it.
#[derive(Clone, Copy, Debug)]
pub(in crate::verify) struct Intact(());

impl Checked {
    /// The proof, where the signature is intact.
    pub(in crate::verify) fn intact(&self) -> Option<Intact> {
        self.intact
    }

    /// The proof, where no weak algorithm was used.
    pub(in crate::verify) fn strong(&self) -> Option<Strong> {
        self.strong
    }

    /// The proof does not hold any more.
    pub(in crate::verify) fn revoke_proof(&mut self) {
        self.intact = None;
    }

    /// What the steps of a check amount to.
    fn of(found: &SignerCheck, certificates: &[Certificate]) -> Self {
        let (integrity, cause) = cause::of(found);
        let steps = found.steps.iter();
        Self {
            integrity,
            cause,
            checks: steps
                .map(|step| Check::new(step.id, result(step.outcome), step.detail.clone()))
                .collect(),
            signer: found
                .certificate
                .and_then(|index| certificates.get(index))
                .cloned(),
            certificates: certificates.to_vec(),
            left_out: None,
            claimed_time: found.claimed_time,
            intact: None,
            strong: found
                .step(step_id::ALGORITHM_STRENGTH)
                .is_some_and(|step| step.outcome == Outcome::Ok)
                .then_some(Strong(())),
        }
    }

    /// Adds the certificates that stand in attributes, and says what is there for revocation.
    fn take_evidence(&mut self, cms: &SignedData, limits: &Limits) {
        let evidence = cms.evidence();
        let room = usize::try_from(limits.certificates).unwrap_or(usize::MAX);
        let room = room.saturating_sub(self.certificates.len());
        if evidence.certificates.len() > room {
            self.left_out = Some(limits.exceeded(Limit::Certificates));
        }
        let carried = evidence.certificates.iter().take(room);
        self.certificates
            .extend(carried.filter_map(|der| Certificate::from_der(der).ok()));
        let (crls, responses) = (evidence.crls.len(), evidence.ocsp_responses.len());
        if crls > 0 || responses > 0 {
            let detail = format!("CRL {crls}, OCSP {responses}");
            let unchecked = Check::new("revocation-data", CheckResult::Unchecked, detail);
            self.checks.push(unchecked);
        }
    }

    /// Of a container that cannot be read.
    fn unread(why: &Unreadable) -> Self {
        let (integrity, cause, check) = match why {
            Unreadable::Damaged(why) => (
                Integrity::Broken,
                SubIndication::FormatFailure,
                Check::new("cms", CheckResult::Fail, why.clone()),
            ),
            Unreadable::Limit(exceeded) => (
                Integrity::Unchecked,
                SubIndication::Custom,
                Check::new("cms", CheckResult::Unchecked, exceeded.phrase()),
            ),
        };
        Self {
            integrity,
            cause: Some(cause),
            checks: vec![check],
            signer: None,
            certificates: Vec::new(),
            left_out: None,
            claimed_time: None,
            intact: None,
            strong: None,
        }
    }
}

/// Judges a prepared signature with the digests of its document.
pub(in crate::verify) fn check(prepared: &Prepared, digests: &Digests, limits: &Limits) -> Checked {
    let mut checks = vec![range_check(prepared)];
    let mut digest_of = |algorithm: DigestAlgorithm| {
        let range = prepared.range.ok()?;
        digests.of(range, algorithm).map(<[u8]>::to_vec)
    };
    let mut checked = match &prepared.container {
        Container::Unreadable(why) => Checked::unread(why),
        Container::Bare(bare) => check_bare(bare, &mut digest_of),
        Container::Cms(cms) => check_cms(prepared.form, cms, limits, &mut digest_of),
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
        Err(fault) => Check::new("byte-range", CheckResult::Fail, fault.term()),
    }
}

fn check_bare(bare: &Bare, digest_of: &mut DigestOf<'_>) -> Checked {
    let found = match cms::check_raw_rsa(&bare.contents, &bare.certificates, digest_of) {
        Ok(found) => found,
        Err(error) => {
            return Checked::unread(&error.into());
        }
    };
    let mut checked = Checked::of(&found, &bare.certificates);
    checked.checks.push(Check::new(
        "deprecated-form",
        CheckResult::Warn,
        "adbe.x509.rsa_sha1",
    ));
    checked
}

fn check_cms(
    form: Form,
    cms: &SignedData,
    limits: &Limits,
    digest_of: &mut DigestOf<'_>,
) -> Checked {
    let (found, stamped) = match form {
        Form::Token => {
            let token = tsp::check(cms, digest_of);
            (token.check, token.info.map(|info| info.gen_time))
        }
        Form::Sha1Content => (cms.check_sha1_content(digest_of), None),
        Form::Detached | Form::Bare | Form::Unknown => (cms.check(digest_of), None),
    };
    let mut checked = Checked::of(&found, &cms.certificates);
    checked.claimed_time = stamped.or(found.claimed_time);
    if let [signer] = cms.signers.as_slice() {
        let stamps = tsp::signature_time_stamps(signer, limits);
        checked
            .checks
            .extend(stamps.iter().map(signature_time_stamp));
    }
    checked.take_evidence(cms, limits);
    if form == Form::Unknown {
        // What a sub-filter that nobody knows means by its bytes, nobody knows either.
        let broken = checked.integrity == Integrity::Broken;
        checked
            .checks
            .push(Check::new("sub-filter", CheckResult::Unchecked, ""));
        if !broken {
            checked.integrity = Integrity::Unchecked;
            checked.cause = Some(SubIndication::Custom);
        }
    }
    if form == Form::Sha1Content {
        checked.checks.push(Check::new(
            "deprecated-form",
            CheckResult::Warn,
            "adbe.pkcs7.sha1",
        ));
    }
    checked
}

/// A signature time-stamp whose imprint or signature fails gives no time and breaks nothing
/// (EN 319 102-1 §5.5.4 step 3).
fn signature_time_stamp(stamp: &TokenCheck) -> Check {
    const ID: &str = "signature-time-stamp";
    let open = |outcome| {
        let mut steps = stamp.check.steps.iter();
        steps.find(|step| step.outcome == outcome)
    };
    if let Some(step) = open(Outcome::Fail) {
        return Check::new(ID, CheckResult::Warn, named(step));
    }
    if let Some(step) = open(Outcome::Unchecked) {
        return Check::new(ID, CheckResult::Unchecked, named(step));
    }
    let time = stamp.info.as_ref().map(|info| info.gen_time.to_string());
    Check::new(ID, CheckResult::Ok, time.unwrap_or_default())
}

/// What a step found, behind what the step is about.
fn named(step: &Step) -> Phrase {
    let of = |lang| {
        let about = words::about(step.id, lang);
        format!("{about}: {}", step.detail.words(lang))
    };
    Phrase::new(of(Lang::Vi), of(Lang::En))
}

fn result(outcome: Outcome) -> CheckResult {
    match outcome {
        Outcome::Ok => CheckResult::Ok,
        Outcome::Warn => CheckResult::Warn,
        Outcome::Fail => CheckResult::Fail,
        Outcome::Unchecked => CheckResult::Unchecked,
    }
}
