//! The steps of a verdict: find → integrity → coverage → difference → path → conclude.
//!
//! An invalid signature is a value in the report, never an `Err`.
//! Source: ETSI EN 319 102-1; ISO 32000-2 §12.8; what no standard says: interface of kyso.

use crate::{Limits, Source, Time, pdf::ReadError, x509::Roots};

/// What is asked of a document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Policy {
    /// The validation time.
    pub time: Time,
    pub scope: Scope,
    /// Anchors; `None`: the chain stays unchecked.
    pub roots: Option<Roots>,
    pub revocation: Revocation,
    pub password: Option<crate::Password>,
    pub limits: Limits,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Scope {
    #[default]
    Full,
    Integrity,
}

/// Until revocation exists only `None` is honoured; the others leave INDETERMINATE / TRY_LATER.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Revocation {
    #[default]
    Require,
    Prefer,
    None,
}

impl Policy {
    pub fn at(time: Time) -> Self {
        todo!()
    }
    #[must_use]
    pub fn trusting(self, roots: Roots) -> Self {
        todo!()
    }
    #[must_use]
    pub fn integrity_only(self) -> Self {
        todo!()
    }
}

/// Judges every signature of `source`, oldest first.
pub fn verify(source: &dyn Source, policy: &Policy) -> Result<Report, ReadError> {
    todo!()
}

/// The answer (`kyso/report/1`).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    pub signatures: Vec<SignatureReport>,
}

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SignatureReport {
    pub field: String,
}
