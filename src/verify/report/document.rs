//! The answer as others hold on to it: `kyso/report/1`, field by field in the order of the JSON.

use super::super::{Policy, Revocation, Scope};
use super::{SignatureReport, Verdict};
use crate::{
    Time,
    text::{Lang, Phrase, Problem},
};

/// The answer about one document (`kyso/report/1`).
///
/// A fault of a signature is a value in here, never an `Err`.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Report {
    /// `kyso/report/1`.
    pub schema: &'static str,
    /// How far the verdict goes.
    pub scope: Scope,
    /// The path as the caller gave it; empty until the caller fills it.
    pub file: String,
    /// The path's bytes in hexadecimal, where they are no UTF-8.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub file_hex: Option<String>,
    /// SHA-256 of the whole file, in hexadecimal; `None` where it could not be read.
    pub sha256: Option<String>,
    /// The time at which it was judged.
    pub validation_time: Time,
    /// The worst of what its signatures say.
    pub verdict: Verdict,
    /// Why the document is unreadable.
    pub error: Option<ReportError>,
    /// The document as such; `None` where it could not be read.
    pub document: Option<DocumentReport>,
    /// Oldest first.
    pub signatures: Vec<SignatureReport>,
    /// By which rules, and what they left out.
    pub policy: PolicyReport,
    /// The error as the words are made of it.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(in crate::verify) problem: Option<Problem>,
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(in crate::verify) lang: Lang,
}

impl Report {
    /// A report that says nothing yet but by which rules it is made.
    pub(in crate::verify) fn empty(policy: &Policy, verdict: Verdict) -> Self {
        let mut not_checked = vec!["revocation", "signature-timestamps", "certificate-policies"];
        if policy.scope == Scope::Integrity || policy.roots.is_none() {
            not_checked.insert(0, "chain");
        }
        Self {
            schema: "kyso/report/1",
            scope: policy.scope,
            file: String::new(),
            file_hex: None,
            sha256: None,
            validation_time: policy.time,
            verdict,
            error: None,
            document: None,
            signatures: Vec::new(),
            policy: PolicyReport {
                name: "default",
                process: "basic",
                time: policy.time,
                revocation: policy.revocation,
                not_checked,
            },
            problem: None,
            lang: Lang::En,
        }
    }

    /// The report about a document that [`verify`](crate::verify::verify) could not read, or
    /// that could not even be opened.
    pub fn unreadable(error: impl Into<Problem>, policy: &Policy) -> Self {
        let mut report = Self::empty(policy, Verdict::Unreadable);
        report.problem = Some(error.into());
        report.write_messages();
        report
    }

    /// The same report, naming the file as the caller knows it.
    #[must_use]
    pub fn about(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self.write_messages();
        self
    }

    /// The same report with its messages in `lang`.
    #[must_use]
    pub fn speaking(mut self, lang: Lang) -> Self {
        self.lang = lang;
        self.write_messages();
        self
    }

    fn write_messages(&mut self) {
        for check in self.signatures.iter_mut().flat_map(|one| &mut one.checks) {
            check.message = check.words(self.lang);
        }
        if let Some(document) = &mut self.document {
            let told = document.told.iter();
            document.findings = told.map(|one| one.words(self.lang).to_owned()).collect();
        }
        self.error = self.problem.as_ref().map(|problem| ReportError {
            kind: problem.kind.as_str(),
            message: problem.message(self.lang, &self.file),
            offset: problem.offset,
            object: problem.object.clone(),
            hint: problem.hint(self.lang),
        });
    }

    /// The exit status that this report asks for: 0 good, 1 failed, 3 indeterminate, 4 unsigned
    /// or unreadable.
    pub fn exit_status(&self) -> u8 {
        match self.verdict {
            Verdict::Passed => 0,
            Verdict::Failed => 1,
            Verdict::Indeterminate => 3,
            Verdict::Unsigned | Verdict::Unreadable => 4,
        }
    }
}

/// An error as reports carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ReportError {
    /// Stable, kebab-case.
    pub kind: &'static str,
    /// A sentence for people.
    pub message: String,
    /// Byte of the file.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub offset: Option<u64>,
    /// `12 0 obj`.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub object: Option<String>,
    /// The next step.
    pub hint: String,
}

/// The document as such.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct DocumentReport {
    /// Pages of the latest revision; `None` where the page tree cannot be read.
    pub pages: Option<u64>,
    /// How often it was saved, as the cross-reference tells.
    pub revisions: u64,
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// Whether the cross-reference had to be rebuilt by scanning.
    pub repaired: bool,
    /// What else a reader should know, in the report's language.
    pub findings: Vec<String>,
    /// The same, from which the words are made.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(in crate::verify) told: Vec<Phrase>,
}

impl DocumentReport {
    /// Adds a finding; its words follow the report's language from the next
    /// [`speaking`](Report::speaking) on.
    pub fn note(&mut self, finding: Phrase) {
        self.findings.push(finding.to_string());
        self.told.push(finding);
    }
}

/// By which rules a report was made (EN 319 102-1, 5.1.3 and 5.1.4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PolicyReport {
    /// Which set of rules.
    pub name: &'static str,
    /// The process of EN 319 102-1 that ran: `basic` (5.3).
    pub process: &'static str,
    /// The time that counted.
    pub time: Time,
    /// What was demanded of revocation data.
    pub revocation: Revocation,
    /// Ids of the checks that the policy or the scope left out.
    pub not_checked: Vec<&'static str>,
}
