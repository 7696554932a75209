//! The answer as others hold on to it: `kyso/report/1`, field by field in the order of the JSON.
//!
//! Read on: `document` (the whole) → `signature` → `vocabulary` (each word).

mod document;
mod signature;
mod vocabulary;

pub use document::{DocumentReport, PolicyReport, Report, ReportError};
pub use signature::{Check, SignatureReport, SignerReport};
pub use vocabulary::{
    Chain, Changes, CheckResult, Coverage, Indication, Integrity, Level, SignatureKind,
    SubIndication, Verdict,
};
