//! The steps in their order, for all signatures of one document.

use std::{cell::OnceCell, collections::HashMap};

use super::{
    byte_range::ByteRange,
    chain, conclude,
    coverage::{self, Extent},
    difference::{Covering, History, Permissions, Purse, Rule},
    digest::{self, Digests},
    document,
    find::{self, Signature},
    integrity::{self, Prepared},
    level::{self, Behind},
    loose,
    policy::{Policy, Scope},
    report::{Changes, Check, CheckResult, Coverage, Integrity, Report, SignatureReport, Verdict},
    signature::{self, Judgement},
};
use crate::{
    Source,
    crypto::DigestAlgorithm,
    pdf::{Document, Opening, ReadError},
    text::Phrase,
    x509::{Known, Roots},
};

/// Judges every signature of `source`, oldest first.
///
/// The report says everything, also that a signature is broken or that there is none; `file` in
/// it is left empty for the caller, who alone knows the path.
///
/// # Errors
/// Only where the document cannot be read as a PDF: see [`Report::unreadable`].
///
/// # Not checked here
/// Revocation, certificate policies and signature time-stamps: the report names them.
///
/// Source: EN 319 102-1 §5.3.
pub fn verify(source: &dyn Source, policy: &Policy) -> Result<Report, ReadError> {
    let opening = Opening {
        password: policy.password.clone(),
        limits: policy.limits.bearable(),
    };
    let file = Document::open(source, &opening)?;
    let purse = Purse::of(&policy.limits);
    let signatures = find::signatures(&file, &purse)?;
    let (mut reports, digests) = judged(&file, &signatures, policy, &purse)?;
    let mut known: Vec<u64> = signatures.iter().flat_map(gaps).collect();
    for other in file.unreached(&digests.tails, &opening)? {
        reports.extend(unreached(&other, &mut known, policy, &purse)?);
    }
    let loose = loose::signatures(&file, digests.byte_ranges.offsets(), &known)?;
    let mut described = document::describe(&file);
    if reports.iter().any(vouches) {
        loose.iter().for_each(|one| described.note(unshown(one)));
    } else {
        reports.extend(doubted(&file, &loose, "loose", policy, &purse)?);
    }
    Ok(Report {
        sha256: Some(document::hexadecimal(&digests.file)),
        verdict: conclude::verdict(&reports),
        document: Some(described),
        signatures: reports,
        ..Report::empty(policy, Verdict::Unsigned)
    })
}

/// What is told of a signature that stands in the file and that no field shows.
fn unshown(signature: &Signature) -> Phrase {
    let place = &signature.field;
    Phrase::new(
        format!("có một chữ ký mà không trường nào của tài liệu dẫn tới: {place}"),
        format!("a signature that no field shows: {place}"),
    )
}

/// Whether the signer stands for the file as it is, whatever happened before: nobody hid anything
/// afterwards.
fn vouches(report: &SignatureReport) -> bool {
    report.integrity == Integrity::Intact && report.coverage == Coverage::Document
}

/// All reports about the signatures of one document, and the digests of its file.
fn judged(
    file: &Document<'_>,
    signatures: &[Signature],
    policy: &Policy,
    purse: &Purse,
) -> Result<(Vec<SignatureReport>, Digests), ReadError> {
    let fresh = Known::default();
    let known = policy.roots.as_ref().map_or(&fresh, Roots::known);
    let mut prepared: Vec<Prepared> = signatures
        .iter()
        .map(|one| integrity::prepare(file.view(one.first), one, &policy.limits, known))
        .collect();
    let stored = OnceCell::new();
    let stored = || stored.get_or_init(|| chain::stored_certificates(file.latest()));
    for one in &mut prepared {
        one.adopt(|| stored().certificates.clone());
    }
    let digests = digest::compute(file.source(), &wanted(&prepared))?;
    let subject = Subject::of(file, signatures, &prepared, purse)?;
    Ok((judge_all(&subject, &digests, policy), digests))
}

/// Where the `/Contents` of a signature stands, by itself and by its byte range.
fn gaps(signature: &Signature) -> impl Iterator<Item = u64> {
    let contents = signature.contents.as_ref().map(|contents| contents.start);
    let range = signature.range.as_ref().map(|range| range.gap_start);
    contents.into_iter().chain(range)
}

/// The signatures that only an earlier `startxref` shows.
fn unreached(
    file: &Document<'_>,
    known: &mut Vec<u64>,
    policy: &Policy,
    purse: &Purse,
) -> Result<Vec<SignatureReport>, ReadError> {
    let mut signatures = match find::signatures(file, purse) {
        Ok(signatures) => signatures,
        Err(error @ (ReadError::Io { .. } | ReadError::Limit(_))) => return Err(error),
        // What nobody can read shows no signature, and takes nothing from what the file shows.
        Err(_) => return Ok(Vec::new()),
    };
    signatures.retain(|one| {
        let contents = one.contents.as_ref();
        contents.is_ok_and(|contents| !known.contains(&contents.start))
    });
    known.extend(signatures.iter().flat_map(gaps));
    doubted(file, &signatures, "unreached", policy, purse)
}

/// Reports about signatures that no reader shows, for the reason `why`: each is judged for what it
/// is, and none is called good.
fn doubted(
    file: &Document<'_>,
    signatures: &[Signature],
    why: &'static str,
    policy: &Policy,
    purse: &Purse,
) -> Result<Vec<SignatureReport>, ReadError> {
    if signatures.is_empty() {
        return Ok(Vec::new());
    }
    let (mut reports, _) = judged(file, signatures, policy, purse)?;
    for report in &mut reports {
        signature::doubt(report, Check::new(why, CheckResult::Fail, ""));
        report.changes = report.changes.max(Changes::Suspicious);
    }
    Ok(reports)
}

fn wanted(prepared: &[Prepared]) -> Vec<(ByteRange, DigestAlgorithm)> {
    prepared
        .iter()
        .filter_map(|one| Some((one.range.ok()?, &one.digests)))
        .flat_map(|(range, algorithms)| algorithms.iter().map(move |by| (range, *by)))
        .collect()
}

/// All signatures of a document with what is known of each.
pub(super) struct Subject<'s, 'd> {
    pub(super) file: &'s Document<'d>,
    pub(super) signatures: &'s [Signature],
    pub(super) prepared: &'s [Prepared],
    pub(super) extents: Vec<Option<Extent>>,
    pub(super) permissions: Vec<Permissions>,
    pub(super) history: History,
}

impl<'s, 'd> Subject<'s, 'd> {
    fn of(
        file: &'s Document<'d>,
        signatures: &'s [Signature],
        prepared: &'s [Prepared],
        purse: &Purse,
    ) -> Result<Self, ReadError> {
        let mut extents = Vec::with_capacity(signatures.len());
        for one in prepared {
            extents.push(match one.range {
                Ok(range) => Some(coverage::of(file, range)?),
                Err(_) => None,
            });
        }
        let permissions = signatures
            .iter()
            .map(|one| match &one.dictionary {
                Some(dictionary) => {
                    Permissions::read(file.view(one.first), dictionary, &one.node, purse)
                }
                None => Permissions::default(),
            })
            .collect();
        let mut subject = Self {
            file,
            signatures,
            prepared,
            extents,
            permissions,
            history: History::default(),
        };
        let first = (0..signatures.len())
            .map(|index| subject.revision(index))
            .min();
        if let Some(first) = first {
            subject.history = History::of(file, first, &subject.covering(), purse);
        }
        Ok(subject)
    }

    /// The revision that a signature signs: the one it covers whole, else the one that shows it.
    pub(super) fn revision(&self, index: usize) -> usize {
        let covered = self.extents.get(index).copied().flatten();
        let shown = self.signatures.get(index).map_or(0, |one| one.first);
        covered.and_then(|extent| extent.revision).unwrap_or(shown)
    }

    /// For each revision the signatures that cover it whole and that it is the first to show.
    fn covering(&self) -> Vec<HashMap<u64, Covering>> {
        let mut covering = vec![HashMap::new(); self.file.revisions().len()];
        for (signature, extent) in self.signatures.iter().zip(&self.extents) {
            let revision = extent.and_then(|extent| extent.revision);
            if let (Some(revision), Ok(contents)) = (revision, &signature.contents)
                && revision == signature.first
                && let Some(revision) = covering.get_mut(revision)
            {
                let document_timestamp = signature.is_document_timestamp();
                revision.insert(contents.start, Covering { document_timestamp });
            }
        }
        covering
    }

    /// The rules of all signatures, each in force from its revision on.
    fn rules(&self) -> Vec<Rule<'_>> {
        let permissions = self.permissions.iter().enumerate();
        permissions
            .map(|(index, permissions)| Rule {
                revision: self.revision(index),
                permissions,
            })
            .collect()
    }

    /// What stands behind a signature.
    fn behind(&self, index: usize, evidence: bool) -> Behind {
        let revision = self.revision(index);
        let stamps = (0..self.signatures.len()).filter(|&other| {
            let later = self.revision(other) > revision;
            let signature = self.signatures.get(other);
            later && signature.is_some_and(Signature::is_document_timestamp)
        });
        let mut behind = Behind {
            evidence,
            ..Behind::default()
        };
        for stamp in stamps {
            behind.document_timestamp = true;
            behind.archived |= level::holds_evidence(self.file.view(self.revision(stamp)));
        }
        behind
    }
}

fn judge_all(
    subject: &Subject<'_, '_>,
    digests: &Digests,
    policy: &Policy,
) -> Vec<SignatureReport> {
    let rules = subject.rules();
    let latest = subject.file.latest();
    let evidence = level::holds_evidence(latest);
    let stored = match policy.scope {
        Scope::Full if policy.roots.is_some() => chain::stored_certificates(latest),
        _ => chain::Stored::default(),
    };
    let mut reports = Vec::new();
    for index in 0..subject.signatures.len() {
        let behind = subject.behind(index, evidence);
        if let Some(report) = judge(subject, index, digests, &rules, behind, &stored, policy) {
            reports.extend(signature::decoys(subject, index, &report));
            reports.push(report);
        }
    }
    reports
}

fn judge(
    subject: &Subject<'_, '_>,
    index: usize,
    digests: &Digests,
    rules: &[Rule<'_>],
    behind: Behind,
    stored: &chain::Stored,
    policy: &Policy,
) -> Option<SignatureReport> {
    let found = subject.signatures.get(index)?;
    let prepared = subject.prepared.get(index)?;
    let mut integrity = integrity::check(prepared, digests, &policy.limits);
    if signature::is_replaced(subject, index) {
        integrity.replaced();
    }
    let (changes, judged) = signature::changes(subject, index, rules);
    let others = [integrity.certificates.as_slice(), &stored.certificates].concat();
    let left_out = integrity.left_out.or(stored.left_out);
    let chain = chain::check(
        integrity.signer.as_ref(),
        (&others, left_out),
        found.is_document_timestamp(),
        policy,
    );
    let coverage = match subject.extents.get(index).copied().flatten() {
        Some(extent) => extent.coverage,
        None => Coverage::Unclear,
    };
    let conclusion = conclude::conclude(
        &conclude::Findings {
            integrity: &integrity,
            coverage,
            changes,
            chain: &chain,
        },
        policy,
    );
    let level = level::of(found, prepared, behind);
    let judgement = Judgement {
        integrity,
        coverage,
        changes,
        judged,
        chain,
        level,
        conclusion,
    };
    signature::report(subject, index, judgement, policy)
}
