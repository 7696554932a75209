//! The steps of a verdict: find → integrity → coverage → difference → path → conclude.
//!
//! An invalid signature is a value in the report, never an `Err`; `Err` means only "no PDF that
//! kyso can read". What was not checked is named; nothing is called good that was not checked.
//! Read on: `policy` → `process` (the steps in their order) → `find` → `byte_range` → `digest` →
//! `integrity` → `coverage` → `difference` → `chain` → `level` → `conclude` → `report`, `words`.
//! Source: ETSI EN 319 102-1; ISO 32000-2 §12.8; what no standard says is kyso's own and marked.

mod byte_range;
mod chain;
mod conclude;
mod coverage;
mod date;
mod difference;
mod digest;
mod document;
mod fields;
mod find;
mod integrity;
mod level;
mod loose;
mod node;
mod policy;
mod process;
mod report;
mod signature;
mod words;

pub use policy::{Policy, Revocation, Scope};
pub use process::verify;
pub use report::{
    Chain, Changes, Check, CheckResult, Coverage, DocumentReport, Indication, Integrity, Level,
    PolicyReport, Report, ReportError, SignatureKind, SignatureReport, SignerReport, SubIndication,
    Verdict,
};
