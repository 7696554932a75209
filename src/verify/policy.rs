//! What the caller asks: when, of whom, and how much of it.

use crate::{Limits, Time, x509::Roots};

/// What is asked of a document.
///
/// No policy can switch off a check whose failure gives TOTAL-FAILED (EN 319 102-1, 5.1.4.1).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Policy {
    /// The validation time.
    pub time: Time,
    /// How far the verdict goes.
    pub scope: Scope,
    /// Anchors; `None`: the chain stays unchecked.
    pub roots: Option<Roots>,
    /// What is demanded of revocation data.
    pub revocation: Revocation,
    /// The user's or the owner's password of an encrypted document.
    pub password: Option<crate::Password>,
    /// What one document may cost.
    pub limits: Limits,
}

/// How far a verdict goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Scope {
    /// Integrity, later changes and the signer's chain.
    #[default]
    Full,
    /// Integrity and later changes; nobody is asked who the signer is.
    Integrity,
}

/// What is demanded of revocation data.
///
/// Until revocation exists only `None` can lead to TOTAL-PASSED; the others leave
/// INDETERMINATE / TRY_LATER.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Revocation {
    /// Without it no signature passes.
    #[default]
    Require,
    /// Used where it is there.
    Prefer,
    /// Not asked, and the report says so.
    None,
}

impl Policy {
    /// The whole verdict at `time`, with no anchors yet and the default limits.
    pub fn at(time: Time) -> Self {
        Self {
            time,
            scope: Scope::default(),
            roots: None,
            revocation: Revocation::default(),
            password: None,
            limits: Limits::default(),
        }
    }

    /// Trusts the anchors `roots`.
    #[must_use]
    pub fn trusting(self, roots: Roots) -> Self {
        Self {
            roots: Some(roots),
            ..self
        }
    }

    /// Asks about integrity and later changes only.
    #[must_use]
    pub fn integrity_only(self) -> Self {
        Self {
            scope: Scope::Integrity,
            ..self
        }
    }

    /// Says what is demanded of revocation data.
    #[must_use]
    pub fn revocation(self, revocation: Revocation) -> Self {
        Self { revocation, ..self }
    }
}
