//! From checks to the three words of EN 319 102-1.
//!
//! TOTAL-PASSED is made of proofs only, each of which one check alone can make; everything else
//! falls to INDETERMINATE or TOTAL-FAILED.
//! Source: EN 319 102-1 §5.1.3, §5.3.4. [kyso] For changes after signing no standard gives an
//! indication: forbidden is TOTAL-FAILED/FORMAT_FAILURE, suspicious INDETERMINATE/CUSTOM.

use super::{
    chain::{Chained, Trusted},
    integrity::{Checked, Intact, Strong},
    policy::{Policy, Revocation, Scope},
    report::{Changes, Coverage, Indication, Integrity, SignatureReport, SubIndication, Verdict},
};

/// What the checks of one signature found.
pub(super) struct Findings<'f> {
    pub(super) integrity: &'f Checked,
    pub(super) coverage: Coverage,
    pub(super) changes: Changes,
    pub(super) chain: &'f Chained,
}

/// Proof that the signature covers a revision whole.
struct Covered(());
/// Proof that nothing was changed but what a rule allows.
struct Unharmed(());
/// Proof that the caller waived revocation aloud.
struct Waived(());

/// An indication with its sub-indication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Conclusion {
    pub(super) indication: Indication,
    pub(super) sub_indication: Option<SubIndication>,
}

impl Conclusion {
    fn passed(_: Intact, _: Covered, _: Unharmed, _: Trusted, _: Strong, _: Waived) -> Self {
        Self {
            indication: Indication::TotalPassed,
            sub_indication: None,
        }
    }

    fn failed(cause: SubIndication) -> Self {
        Self {
            indication: Indication::TotalFailed,
            sub_indication: Some(cause),
        }
    }

    fn open(cause: SubIndication) -> Self {
        Self {
            indication: Indication::Indeterminate,
            sub_indication: Some(cause),
        }
    }
}

/// The indication for one signature; `None` where only integrity was asked for.
pub(super) fn conclude(findings: &Findings<'_>, policy: &Policy) -> Option<Conclusion> {
    if policy.scope == Scope::Integrity {
        return None;
    }
    Some(failure(findings).unwrap_or_else(|| unless_failed(findings, policy)))
}

/// What is certain whatever else is missing.
fn failure(findings: &Findings<'_>) -> Option<Conclusion> {
    let cause = findings
        .integrity
        .cause
        .unwrap_or(SubIndication::FormatFailure);
    let by_signer = cause == SubIndication::NoSigningCertificateFound;
    if findings.integrity.integrity == Integrity::Broken && !by_signer {
        return Some(Conclusion::failed(cause));
    }
    (findings.changes == Changes::Forbidden)
        .then_some(Conclusion::failed(SubIndication::FormatFailure))
}

fn unless_failed(findings: &Findings<'_>, policy: &Policy) -> Conclusion {
    let Some(intact) = findings.integrity.intact() else {
        return Conclusion::open(findings.integrity.cause.unwrap_or(SubIndication::Custom));
    };
    let covered = match findings.coverage {
        Coverage::Document | Coverage::Revision => Covered(()),
        _ => return Conclusion::open(SubIndication::Custom),
    };
    let unharmed = match findings.changes {
        Changes::None | Changes::Permitted => Unharmed(()),
        _ => return Conclusion::open(SubIndication::Custom),
    };
    let Some(trusted) = findings.chain.trusted() else {
        let cause = findings.chain.cause;
        return Conclusion::open(cause.unwrap_or(SubIndication::NoCertificateChainFound));
    };
    let Some(strong) = findings.integrity.strong() else {
        return Conclusion::open(SubIndication::CryptoConstraintsFailureNoPoe);
    };
    let waived = match policy.revocation {
        Revocation::None => Waived(()),
        Revocation::Require | Revocation::Prefer => {
            return Conclusion::open(SubIndication::TryLater);
        }
    };
    Conclusion::passed(intact, covered, unharmed, trusted, strong, waived)
}

/// The verdict over one signature.
fn verdict_of(signature: &SignatureReport) -> Verdict {
    match signature.indication {
        Some(Indication::TotalPassed) => Verdict::Passed,
        Some(Indication::TotalFailed) => Verdict::Failed,
        Some(Indication::Indeterminate) => Verdict::Indeterminate,
        None => without_indication(signature),
    }
}

fn without_indication(signature: &SignatureReport) -> Verdict {
    if signature.integrity == Integrity::Broken || signature.changes == Changes::Forbidden {
        return Verdict::Failed;
    }
    let intact = signature.integrity == Integrity::Intact;
    let whole = matches!(signature.coverage, Coverage::Document | Coverage::Revision);
    let unharmed = matches!(signature.changes, Changes::None | Changes::Permitted);
    if intact && whole && unharmed {
        Verdict::Passed
    } else {
        Verdict::Indeterminate
    }
}

/// The verdict over a document: the worst of its signatures'.
pub(super) fn verdict(signatures: &[SignatureReport]) -> Verdict {
    let verdicts: Vec<Verdict> = signatures.iter().map(verdict_of).collect();
    [Verdict::Failed, Verdict::Indeterminate, Verdict::Passed]
        .into_iter()
        .find(|verdict| verdicts.contains(verdict))
        .unwrap_or(Verdict::Unsigned)
}
