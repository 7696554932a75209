//! The answer as others hold on to it: `kyso/report/1`, field by field in the order of the JSON.

use std::fmt;

use super::{Policy, Revocation, Scope, words};
use crate::{
    Time,
    pdf::ReadError,
    text::{Lang, Problem},
};

/// The answer about one document (`kyso/report/1`).
///
/// A fault of a signature is a value in here, never an `Err`.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Report {
    pub schema: &'static str,
    pub scope: Scope,
    /// The path as the caller gave it; empty until the caller fills it.
    pub file: String,
    /// The path's bytes in hexadecimal, where they are no UTF-8.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub file_hex: Option<String>,
    /// SHA-256 of the whole file, in hexadecimal; `None` where it could not be read.
    pub sha256: Option<String>,
    pub validation_time: Time,
    pub verdict: Verdict,
    /// Why the document is unreadable.
    pub error: Option<ReportError>,
    pub document: Option<DocumentReport>,
    /// Oldest first.
    pub signatures: Vec<SignatureReport>,
    /// By which rules, and what they left out.
    pub policy: PolicyReport,
    /// The error as the words are made of it.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(super) problem: Option<Problem>,
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(super) lang: Lang,
}

impl Report {
    /// A report that says nothing yet but by which rules it is made.
    pub(super) fn empty(policy: &Policy, verdict: Verdict) -> Self {
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

    /// The report about a document that [`verify`](super::verify) could not read.
    pub fn unreadable(error: &ReadError, policy: &Policy) -> Self {
        let mut report = Self::empty(policy, Verdict::Unreadable);
        report.problem = Some(Problem::from(error));
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

/// The document's verdict: the worst of its signatures'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "lowercase")
)]
#[non_exhaustive]
pub enum Verdict {
    Passed,
    Failed,
    Indeterminate,
    Unsigned,
    Unreadable,
}

/// An error as reports carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ReportError {
    /// Stable, kebab-case.
    pub kind: &'static str,
    pub message: String,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub offset: Option<u64>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub object: Option<String>,
    pub hint: String,
}

/// The document as such.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct DocumentReport {
    /// Pages of the latest revision; `None` where the page tree cannot be read.
    pub pages: Option<u64>,
    pub revisions: u64,
    pub encrypted: bool,
    /// Whether the cross-reference had to be rebuilt by scanning.
    pub repaired: bool,
    pub findings: Vec<String>,
}

/// By which rules a report was made (EN 319 102-1, 5.1.3 and 5.1.4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PolicyReport {
    pub name: &'static str,
    /// The process of EN 319 102-1 that ran: `basic` (5.3).
    pub process: &'static str,
    /// The time that counted.
    pub time: Time,
    pub revocation: Revocation,
    /// Ids of the checks that the policy or the scope left out.
    pub not_checked: Vec<&'static str>,
}

/// The answer about one signature.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SignatureReport {
    /// The field's fully qualified name.
    pub field: String,
    pub kind: SignatureKind,
    pub sub_filter: Option<String>,
    /// The PAdES baseline level that the signature's form shows (not that it is good).
    pub level: Option<Level>,
    /// 1, 2 or 3 of a DocMDP certification.
    pub certification: Option<u8>,
    pub signer: Option<SignerReport>,
    pub claimed_time: Option<Time>,
    pub proven_time: Option<Time>,
    pub integrity: Integrity,
    pub coverage: Coverage,
    pub changes: Changes,
    pub chain: Chain,
    /// `None` where only integrity was asked for.
    pub indication: Option<Indication>,
    pub sub_indication: Option<SubIndication>,
    pub checks: Vec<Check>,
}

/// What kind of signature a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum SignatureKind {
    Signature,
    DocumentTimestamp,
}

/// PAdES baseline levels (EN 319 142-1 clause 6): what is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub enum Level {
    #[cfg_attr(feature = "serde", serde(rename = "B-B"))]
    BB,
    #[cfg_attr(feature = "serde", serde(rename = "B-T"))]
    BT,
    #[cfg_attr(feature = "serde", serde(rename = "B-LT"))]
    BLt,
    #[cfg_attr(feature = "serde", serde(rename = "B-LTA"))]
    BLta,
}

/// Who signed, as the certificate says it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SignerReport {
    pub common_name: Option<String>,
    pub title: Option<String>,
    pub organization: Option<String>,
    pub dn: String,
    /// Hexadecimal.
    pub serial: String,
    pub issuer_dn: String,
    pub not_before: Time,
    pub not_after: Time,
}

impl SignerReport {
    /// The name by which people know the signer: the common name, else the whole DN.
    pub fn name(&self) -> String {
        let name = self.common_name.clone().unwrap_or_else(|| self.dn.clone());
        let parts = [Some(name), self.title.clone(), self.organization.clone()];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(", ")
    }
}

/// Whether the signed bytes are those that were signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "lowercase")
)]
#[non_exhaustive]
pub enum Integrity {
    Intact,
    Broken,
    Unchecked,
}

/// Which bytes the signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "lowercase")
)]
#[non_exhaustive]
pub enum Coverage {
    /// Up to the last byte of the file.
    Document,
    /// Exactly up to the end of an earlier revision.
    Revision,
    /// Some byte of its own revision is left out.
    Partial,
    /// The structure does not let one say.
    Unclear,
}

/// What was done after the signature's revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "lowercase")
)]
#[non_exhaustive]
pub enum Changes {
    None,
    /// A rule allows each of them.
    Permitted,
    Unchecked,
    /// Not understood.
    Suspicious,
    /// Understood, and not allowed.
    Forbidden,
}

/// Whether the signer's certificate leads to an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "lowercase")
)]
#[non_exhaustive]
pub enum Chain {
    Trusted,
    Untrusted,
    Unchecked,
}

/// The three words of EN 319 102-1, 5.1.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub enum Indication {
    #[cfg_attr(feature = "serde", serde(rename = "TOTAL-PASSED"))]
    TotalPassed,
    #[cfg_attr(feature = "serde", serde(rename = "TOTAL-FAILED"))]
    TotalFailed,
    #[cfg_attr(feature = "serde", serde(rename = "INDETERMINATE"))]
    Indeterminate,
}

/// Those sub-indications of EN 319 102-1, Table 6, that kyso gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "SCREAMING_SNAKE_CASE")
)]
#[non_exhaustive]
pub enum SubIndication {
    FormatFailure,
    HashFailure,
    SigCryptoFailure,
    NoSigningCertificateFound,
    NoCertificateChainFound,
    CertificateChainGeneralFailure,
    ChainConstraintsFailure,
    OutOfBoundsNoPoe,
    TryLater,
    Custom,
}

/// One check and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Check {
    /// Stable, kebab-case.
    pub id: &'static str,
    pub result: CheckResult,
    /// For people; English unless [`Report::speak`] chose otherwise.
    pub message: String,
    /// What it speaks of: an object, a number, a name. May be empty.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub detail: String,
}

impl Check {
    pub(super) fn new(id: &'static str, result: CheckResult, detail: &str) -> Self {
        Self {
            id,
            result,
            message: words::message(id, result, detail, Lang::En),
            detail: detail.to_owned(),
        }
    }

    /// What it found, in `lang`.
    pub fn words(&self, lang: Lang) -> String {
        words::message(self.id, self.result, &self.detail, lang)
    }
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "lowercase")
)]
#[non_exhaustive]
pub enum CheckResult {
    Ok,
    Fail,
    Warn,
    Unchecked,
}

macro_rules! shown_as {
    ($kind:ty { $($variant:ident => $word:literal),* $(,)? }) => {
        impl $kind {
            /// The word of the report.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }
        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

shown_as!(Scope { Full => "full", Integrity => "integrity" });
shown_as!(Revocation { Require => "require", Prefer => "prefer", None => "none" });
shown_as!(Verdict {
    Passed => "passed",
    Failed => "failed",
    Indeterminate => "indeterminate",
    Unsigned => "unsigned",
    Unreadable => "unreadable",
});
shown_as!(SignatureKind {
    Signature => "signature",
    DocumentTimestamp => "document-timestamp",
});
shown_as!(Level { BB => "B-B", BT => "B-T", BLt => "B-LT", BLta => "B-LTA" });
shown_as!(Integrity { Intact => "intact", Broken => "broken", Unchecked => "unchecked" });
shown_as!(Coverage {
    Document => "document",
    Revision => "revision",
    Partial => "partial",
    Unclear => "unclear",
});
shown_as!(Changes {
    None => "none",
    Permitted => "permitted",
    Unchecked => "unchecked",
    Suspicious => "suspicious",
    Forbidden => "forbidden",
});
shown_as!(Chain {
    Trusted => "trusted",
    Untrusted => "untrusted",
    Unchecked => "unchecked",
});
shown_as!(Indication {
    TotalPassed => "TOTAL-PASSED",
    TotalFailed => "TOTAL-FAILED",
    Indeterminate => "INDETERMINATE",
});
shown_as!(SubIndication {
    FormatFailure => "FORMAT_FAILURE",
    HashFailure => "HASH_FAILURE",
    SigCryptoFailure => "SIG_CRYPTO_FAILURE",
    NoSigningCertificateFound => "NO_SIGNING_CERTIFICATE_FOUND",
    NoCertificateChainFound => "NO_CERTIFICATE_CHAIN_FOUND",
    CertificateChainGeneralFailure => "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    ChainConstraintsFailure => "CHAIN_CONSTRAINTS_FAILURE",
    OutOfBoundsNoPoe => "OUT_OF_BOUNDS_NO_POE",
    TryLater => "TRY_LATER",
    Custom => "CUSTOM",
});
shown_as!(CheckResult { Ok => "ok", Fail => "fail", Warn => "warn", Unchecked => "unchecked" });
