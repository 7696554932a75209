//! The report about one signature, from what its checks found.

use std::collections::BTreeMap;

use super::{
    chain::Chained,
    conclude::Conclusion,
    date,
    difference::{self, Change, Judged, Kind, Opinion, Permissions, Rule},
    find::Signature,
    integrity::Checked,
    policy::{Policy, Revocation, Scope},
    process::Subject,
    report::{
        Changes, Check, CheckResult, Coverage, Indication, Integrity, Level, SignatureKind,
        SignatureReport, SignerReport, SubIndication,
    },
};
use crate::{
    Time,
    text::{Lang, Phrase, Term},
    x509::Certificate,
};

/// Differences of one kind that a check names.
const NAMED: usize = 5;

/// What the checks of one signature found.
pub(super) struct Judgement<'h> {
    pub(super) integrity: Checked,
    pub(super) coverage: Coverage,
    pub(super) changes: Changes,
    pub(super) judged: Vec<Judged<'h>>,
    pub(super) chain: Chained,
    pub(super) level: Option<Level>,
    pub(super) conclusion: Option<Conclusion>,
}

/// What was changed after the signature's revision, and whether it was allowed.
pub(super) fn changes<'s>(
    subject: &'s Subject<'_, '_>,
    index: usize,
    rules: &[Rule<'_>],
) -> (Changes, Vec<Judged<'s>>) {
    let extent = subject.extents.get(index).copied().flatten();
    if extent.is_some_and(|extent| extent.coverage == Coverage::Document) {
        return (Changes::None, Vec::new());
    }
    let (mut changes, judged) = subject.history.since(subject.revision(index), rules);
    // Bytes that no revision accounts for: a reader that repairs may see an update in them.
    let bytes_behind = matches!(subject.file.bytes_behind_last_revision(),
        Ok(Some(behind)) if !behind.white_space);
    if bytes_behind || subject.file.repaired().is_some() {
        changes = changes.max(Changes::Suspicious);
    }
    (changes, judged)
}

/// Whether a later dictionary took byte range and CMS of this signature and replaced the rest.
pub(super) fn is_replaced(subject: &Subject<'_, '_>, index: usize) -> bool {
    let Some(one) = subject.signatures.get(index) else {
        return false;
    };
    let (Ok(range), Ok(contents)) = (&one.range, &one.contents) else {
        return false;
    };
    subject.signatures.iter().enumerate().any(|(other, later)| {
        let same_range = later.range.as_ref() == Ok(range);
        let same_cms = later
            .contents
            .as_ref()
            .is_ok_and(|later| later.bytes == contents.bytes && later.start != contents.start);
        other != index && later.first >= one.first && same_range && same_cms
    })
}

/// Other fields that show the dictionary of this signature: one of them is a decoy.
pub(super) fn decoys(
    subject: &Subject<'_, '_>,
    index: usize,
    report: &SignatureReport,
) -> Vec<SignatureReport> {
    let also = subject.signatures.get(index).map(|one| one.also.as_slice());
    let also = also.unwrap_or_default();
    also.iter()
        .map(|name| {
            let mut decoy = report.clone();
            decoy.field.clone_from(name);
            let detail = report.field.clone();
            let shared = Check::new("shared-dictionary", CheckResult::Fail, detail);
            doubt(&mut decoy, shared);
            decoy
        })
        .collect()
}

/// Takes from a report that it is clear what the signature covers, for the reason that `check`
/// gives.
pub(super) fn doubt(report: &mut SignatureReport, check: Check) {
    report.coverage = Coverage::Unclear;
    if report.indication == Some(Indication::TotalPassed) {
        report.indication = Some(Indication::Indeterminate);
        report.sub_indication = Some(SubIndication::Custom);
    }
    report.checks.push(check);
}

/// Puts the report together.
pub(super) fn report(
    subject: &Subject<'_, '_>,
    index: usize,
    judgement: Judgement<'_>,
    policy: &Policy,
) -> Option<SignatureReport> {
    let found = subject.signatures.get(index)?;
    let permissions = subject.permissions.get(index)?;
    let time = claimed(subject, index, &judgement.integrity);
    let mut checks = judgement.integrity.checks;
    checks.push(coverage_check(subject, index, judgement.coverage));
    checks.extend(change_checks(judgement.changes, &judgement.judged));
    checks.extend(time.check);
    checks.extend(place_checks(subject, found, permissions));
    if policy.scope == Scope::Full {
        checks.push(judgement.chain.check);
        checks.push(revocation_check(policy));
    }
    let kind = if found.is_document_timestamp() {
        SignatureKind::DocumentTimestamp
    } else {
        SignatureKind::Signature
    };
    Some(SignatureReport {
        field: found.field.clone(),
        kind,
        sub_filter: found
            .name(b"SubFilter")
            .map(|name| String::from_utf8_lossy(name).into_owned()),
        level: judgement.level,
        certification: difference::certification(permissions),
        signer: judgement.integrity.signer.as_ref().map(SignerReport::of),
        claimed_time: time.claimed,
        proven_time: None,
        integrity: judgement.integrity.integrity,
        coverage: judgement.coverage,
        changes: judgement.changes,
        chain: match policy.scope {
            Scope::Full => judgement.chain.chain,
            Scope::Integrity => super::report::Chain::Unchecked,
        },
        indication: judgement.conclusion.map(|conclusion| conclusion.indication),
        sub_indication: judgement
            .conclusion
            .and_then(|conclusion| conclusion.sub_indication),
        checks,
    })
}

/// What is worth knowing of where the signature stands, and of what it says of changes.
fn place_checks(
    subject: &Subject<'_, '_>,
    found: &Signature,
    permissions: &Permissions,
) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut warn = |id, detail: Phrase| checks.push(Check::new(id, CheckResult::Warn, detail));
    if found.last + 1 < subject.file.revisions().len() {
        warn("still-there", (found.last + 1).to_string().into());
    }
    if !found.in_form {
        warn("in-form", Phrase::default());
    }
    if permissions.certification.is_some() && !permissions.in_catalog {
        warn("certification-in-catalog", Phrase::default());
    }
    if let Some(finding) = permissions.finding {
        warn("permissions", finding.into());
    }
    checks
}

fn revocation_check(policy: &Policy) -> Check {
    let detail = match policy.revocation {
        Revocation::None => Term::SWITCHED_OFF.into(),
        Revocation::Require | Revocation::Prefer => Phrase::default(),
    };
    Check::new("revocation", CheckResult::Unchecked, detail)
}

fn coverage_check(subject: &Subject<'_, '_>, index: usize, coverage: Coverage) -> Check {
    let extent = subject.extents.get(index).copied().flatten();
    let behind = extent.and_then(|extent| extent.white_space_behind);
    let covered = Phrase::new(coverage.words(Lang::Vi), coverage.words(Lang::En));
    match (coverage, behind) {
        (Coverage::Document | Coverage::Revision, None) => {
            Check::new("coverage", CheckResult::Ok, covered)
        }
        (Coverage::Document | Coverage::Revision, Some(offset)) => {
            let detail = offset.to_string();
            Check::new("white-space-behind", CheckResult::Warn, detail)
        }
        _ => Check::new("coverage", CheckResult::Fail, covered),
    }
}

/// One check for each kind of change, naming the objects.
fn change_checks(changes: Changes, judged: &[Judged<'_>]) -> Vec<Check> {
    if judged.is_empty() {
        return match changes {
            Changes::None | Changes::Permitted => {
                vec![Check::new("changes", CheckResult::Ok, "")]
            }
            Changes::Unchecked => vec![Check::new("changes", CheckResult::Unchecked, "")],
            // Nothing was found, and yet the file's structure does not let one rely on that.
            Changes::Suspicious | Changes::Forbidden => {
                vec![Check::new(
                    "change-outside-revisions",
                    CheckResult::Fail,
                    "",
                )]
            }
        };
    }
    let mut groups: BTreeMap<(u8, &'static str), Vec<String>> = BTreeMap::new();
    for one in judged {
        let order = match one.opinion {
            Opinion::Forbidden => 0,
            Opinion::Suspicious => 1,
            Opinion::Told => 2,
            Opinion::Permitted => 3,
        };
        let places = groups.entry((order, id(&one.kind))).or_default();
        places.push(place(one));
    }
    groups
        .into_iter()
        .map(|((order, id), mut places)| {
            places.dedup();
            let more = places.len().saturating_sub(NAMED);
            places.truncate(NAMED);
            let mut detail = places.join(", ");
            if more > 0 {
                detail.push_str(&format!(" (+{more})"));
            }
            let result = match order {
                0 | 1 => CheckResult::Fail,
                2 => CheckResult::Warn,
                _ => CheckResult::Ok,
            };
            Check::new(id, result, detail)
        })
        .collect()
}

/// Where a change was met: the field, or object and path.
fn place(judged: &Judged<'_>) -> String {
    use std::fmt::Write as _;
    let Change { path, object, .. } = judged.change;
    let mut text = String::new();
    let named = match &*judged.kind {
        Kind::Timestamp { field }
        | Kind::Signing { field, .. }
        | Kind::FormFilling { field }
        | Kind::Appearance { field }
        | Kind::AppearanceUnread { field, .. }
        | Kind::EmptySignatureField { field, .. }
        | Kind::Field { field }
        | Kind::SignatureReplaced { field } => {
            text.extend([field.as_str(), " ("]);
            true
        }
        _ => false,
    };
    if let Some(id) = object {
        // Writing to a string cannot fail.
        let _ = write!(text, "{id} ");
    }
    text.push_str(path);
    if named {
        text.push(')');
    }
    text
}

fn id(kind: &Kind) -> &'static str {
    match kind {
        Kind::Evidence => "change-evidence",
        Kind::Timestamp { .. } => "change-timestamp",
        Kind::Housekeeping => "change-housekeeping",
        Kind::Signing { .. } => "change-signing",
        Kind::FormFilling { .. } => "change-form-filling",
        Kind::Appearance { .. } => "change-appearance",
        Kind::AppearanceUnread { .. } => "change-appearance-unread",
        Kind::EmptySignatureField { .. } => "change-empty-signature-field",
        Kind::Field { .. } => "change-field",
        Kind::SignatureReplaced { .. } => "change-signature-replaced",
        Kind::Annotation => "change-annotation",
        Kind::Content => "change-content",
        Kind::Unaccounted => "change-unaccounted",
        Kind::Unknown => "change-unknown",
    }
}

/// The claimed time, and what is to be told about it.
struct Claim {
    claimed: Option<Time>,
    check: Option<Check>,
}

/// The attribute first, then `/M` (ISO 32000-1 Table 252; EN 319 142-1 clause 6.3 g).
fn claimed(subject: &Subject<'_, '_>, index: usize, integrity: &Checked) -> Claim {
    let found = subject.signatures.get(index);
    let written = found.and_then(|one| {
        let view = subject.file.view(one.first);
        let date = one.dictionary.as_ref()?.get(view, b"M").ok()??;
        date::parse(date.object().as_string()?)
    });
    let differ =
        matches!((integrity.claimed_time, written), (Some(one), Some(other)) if one != other);
    let check = differ.then(|| {
        let both = [integrity.claimed_time, written];
        let detail: Vec<String> = both.iter().flatten().map(Time::to_string).collect();
        Check::new("claimed-time", CheckResult::Warn, detail.join(" / "))
    });
    Claim {
        claimed: integrity.claimed_time.or(written),
        check,
    }
}

impl SignerReport {
    pub(super) fn of(certificate: &Certificate) -> Self {
        let subject = certificate.subject();
        let text = |part: Option<&str>| part.map(str::to_owned);
        Self {
            common_name: text(subject.common_name()),
            title: text(subject.title()),
            organization: text(subject.organization()),
            dn: subject.to_string(),
            serial: certificate.serial_hex(),
            issuer_dn: certificate.issuer().to_string(),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
        }
    }
}

impl Checked {
    /// A later dictionary shows this signature with other words around it.
    pub(super) fn replaced(&mut self) {
        self.integrity = Integrity::Broken;
        self.cause = Some(SubIndication::FormatFailure);
        self.checks
            .push(Check::new("dictionary-replaced", CheckResult::Fail, ""));
        self.revoke_proof();
    }
}
