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
    /// `kyso/report/1`.
    pub schema: &'static str,
    /// What was asked.
    pub scope: Scope,
    /// The path as the caller gave it; empty until the caller fills it.
    pub file: String,
    /// The path's bytes in hexadecimal, where they are no UTF-8.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub file_hex: Option<String>,
    /// SHA-256 of the whole file, in hexadecimal; `None` where it could not be read.
    pub sha256: Option<String>,
    /// The time for which the answer holds.
    pub validation_time: Time,
    /// The worst of what the signatures have come to.
    pub verdict: Verdict,
    /// Why the document is unreadable.
    pub error: Option<ReportError>,
    /// `None` where the document is unreadable.
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
    /// Every signature is good.
    Passed,
    /// A signature is broken, or something forbidden was changed.
    Failed,
    /// No failure, but grounds for a conclusion are missing.
    Indeterminate,
    /// There is no signature.
    Unsigned,
    /// This is no PDF, or not one that can be read.
    Unreadable,
}

/// An error as reports carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ReportError {
    /// Stable, kebab-case.
    pub kind: &'static str,
    /// For people.
    pub message: String,
    /// The byte of the file that it is about.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub offset: Option<u64>,
    /// The object that it is about: `12 0`.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub object: Option<String>,
    /// What to do now, for people.
    pub hint: String,
}

/// The document as such.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct DocumentReport {
    /// Pages of the latest revision; `None` where the page tree cannot be read.
    pub pages: Option<u64>,
    /// The first and each incremental update.
    pub revisions: u64,
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// Whether the cross-reference had to be rebuilt by scanning.
    pub repaired: bool,
    /// What is odd about the file, in English.
    pub findings: Vec<String>,
}

/// By which rules a report was made (EN 319 102-1, 5.1.3 and 5.1.4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PolicyReport {
    /// `default`.
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

/// The answer about one signature.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SignatureReport {
    /// The field's fully qualified name.
    pub field: String,
    /// Whether a person signed or a time-stamping authority.
    pub kind: SignatureKind,
    /// `/SubFilter` as the dictionary has it.
    pub sub_filter: Option<String>,
    /// The PAdES baseline level that the signature's form shows (not that it is good).
    pub level: Option<Level>,
    /// 1, 2 or 3 of a DocMDP certification.
    pub certification: Option<u8>,
    /// Who signed; `None` where the CMS names no certificate that is there.
    pub signer: Option<SignerReport>,
    /// `/M`, else the attribute signing-time: what the signer says.
    pub claimed_time: Option<Time>,
    /// The time that a trusted time-stamp proves.
    pub proven_time: Option<Time>,
    /// Whether the signed bytes are those that were signed.
    pub integrity: Integrity,
    /// Which bytes that are.
    pub coverage: Coverage,
    /// What was done after the signature's revision.
    pub changes: Changes,
    /// Whether the certificate leads to an anchor.
    pub chain: Chain,
    /// `None` where only integrity was asked for.
    pub indication: Option<Indication>,
    /// Why it is no TOTAL-PASSED.
    pub sub_indication: Option<SubIndication>,
    /// Each check that was made or left out, in order.
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
    /// A person's or an agency's.
    Signature,
    /// `/SubFilter /ETSI.RFC3161`.
    DocumentTimestamp,
}

/// PAdES baseline levels (EN 319 142-1 clause 6): what is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub enum Level {
    /// Signed attributes and certificate.
    #[cfg_attr(feature = "serde", serde(rename = "B-B"))]
    BB,
    /// And a time-stamp.
    #[cfg_attr(feature = "serde", serde(rename = "B-T"))]
    BT,
    /// And certificates and revocation data in `/DSS`.
    #[cfg_attr(feature = "serde", serde(rename = "B-LT"))]
    BLt,
    /// And a document time-stamp over them.
    #[cfg_attr(feature = "serde", serde(rename = "B-LTA"))]
    BLta,
}

/// Who signed, as the certificate says it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SignerReport {
    /// CN.
    pub common_name: Option<String>,
    /// T.
    pub title: Option<String>,
    /// O.
    pub organization: Option<String>,
    /// The subject (RFC 4514).
    pub dn: String,
    /// Hexadecimal.
    pub serial: String,
    /// The issuer (RFC 4514).
    pub issuer_dn: String,
    /// The certificate holds from here.
    pub not_before: Time,
    /// The certificate holds until here.
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
    /// They are.
    Intact,
    /// They are not, or the signature is none.
    Broken,
    /// An algorithm is not supported.
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
    /// Nothing.
    None,
    /// A rule allows each of them.
    Permitted,
    /// It could not be looked at.
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
    /// It does.
    Trusted,
    /// It leads to none of the anchors given, or not validly.
    Untrusted,
    /// No anchors were given, or nobody asked.
    Unchecked,
}

/// The three words of EN 319 102-1, 5.1.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub enum Indication {
    /// Every check passed.
    #[cfg_attr(feature = "serde", serde(rename = "TOTAL-PASSED"))]
    TotalPassed,
    /// The signature is not good, for certain.
    #[cfg_attr(feature = "serde", serde(rename = "TOTAL-FAILED"))]
    TotalFailed,
    /// What there is does not suffice for a conclusion.
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
    /// The signature's or the document's form breaks a rule.
    FormatFailure,
    /// The signed bytes do not have the digest that was signed.
    HashFailure,
    /// The signature value does not fit.
    SigCryptoFailure,
    /// The signing certificate is not there or not identified.
    NoSigningCertificateFound,
    /// No path to an anchor was found.
    NoCertificateChainFound,
    /// The path could not be judged.
    CertificateChainGeneralFailure,
    /// The path breaks a constraint.
    ChainConstraintsFailure,
    /// The certificate's period does not hold the time that counts.
    OutOfBoundsNoPoe,
    /// Revocation could not be asked.
    TryLater,
    /// A rule of kyso's own: changes that no rule explains.
    Custom,
}

/// One check and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Check {
    /// Stable, kebab-case.
    pub id: &'static str,
    /// How it ended.
    pub result: CheckResult,
    /// For people; English unless [`Report::speaking`] chose otherwise.
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
    /// In order.
    Ok,
    /// Not in order: it counts in the verdict.
    Fail,
    /// Not as it should be; the verdict does not hang on it.
    Warn,
    /// Not looked at.
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
