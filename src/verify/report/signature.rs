//! The answer about one signature, its signer and its checks.

use super::{
    Chain, Changes, CheckResult, Coverage, Indication, Integrity, Level, SignatureKind,
    SubIndication,
};
use crate::{
    Time,
    text::{Lang, Phrase},
    verify::words,
};

/// The answer about one signature.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SignatureReport {
    /// The field's fully qualified name.
    pub field: String,
    /// A signature, or a document time-stamp.
    pub kind: SignatureKind,
    /// `/SubFilter`, as written.
    pub sub_filter: Option<String>,
    /// The PAdES baseline level that the signature's form shows (not that it is good).
    pub level: Option<Level>,
    /// 1, 2 or 3 of a DocMDP certification.
    pub certification: Option<u8>,
    /// Who signed; `None` where no certificate of the signer was found.
    pub signer: Option<SignerReport>,
    /// When, as the signer says: nothing proves it.
    pub claimed_time: Option<Time>,
    /// When, as a time-stamp proves; not checked yet.
    pub proven_time: Option<Time>,
    /// About the signed bytes alone.
    pub integrity: Integrity,
    /// Which bytes are signed.
    pub coverage: Coverage,
    /// What was done afterwards.
    pub changes: Changes,
    /// Whether the signer is trusted.
    pub chain: Chain,
    /// `None` where only integrity was asked for.
    pub indication: Option<Indication>,
    /// Why it is not TOTAL-PASSED.
    pub sub_indication: Option<SubIndication>,
    /// Everything that was asked, in order.
    pub checks: Vec<Check>,
}

/// Who signed, as the certificate says it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SignerReport {
    /// CN.
    pub common_name: Option<String>,
    /// T: what the person is.
    pub title: Option<String>,
    /// O.
    pub organization: Option<String>,
    /// The whole subject (RFC 4514).
    pub dn: String,
    /// Hexadecimal.
    pub serial: String,
    /// Who issued the certificate.
    pub issuer_dn: String,
    /// The first second of its period.
    pub not_before: Time,
    /// The last.
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

/// One check and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Check {
    /// Stable, kebab-case.
    pub id: &'static str,
    /// How it ended.
    pub result: CheckResult,
    /// For people; English unless [`Report::speaking`](super::Report::speaking) chose otherwise.
    pub message: String,
    /// What it speaks of: an object, a number, a name. May be empty.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub detail: Phrase,
}

impl Check {
    pub(in crate::verify) fn new(
        id: &'static str,
        result: CheckResult,
        detail: impl Into<Phrase>,
    ) -> Self {
        let detail = detail.into();
        Self {
            id,
            result,
            message: words::message(id, result, &detail, Lang::En),
            detail,
        }
    }

    /// What it found, in `lang`.
    pub fn words(&self, lang: Lang) -> String {
        words::message(self.id, self.result, &self.detail, lang)
    }
}
