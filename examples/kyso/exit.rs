//! The exit statuses. Scripts hold on to them.

use std::process::ExitCode;

/// What a command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All is well: all signed; every signature good.
    Good,
    /// At least one document failed.
    Failed,
    /// Usage, identity or output folder: nothing was begun.
    CannotStart,
    /// `sign`: interrupted, what is written is whole. `verify`: no failure, at least one
    /// INDETERMINATE.
    Open,
    /// `verify`: at least one file has no signature or cannot be read.
    NoVerdict,
}

impl Status {
    /// The number that the system sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::Failed => 1,
            Self::CannotStart => 2,
            Self::Open => 3,
            Self::NoVerdict => 4,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.code())
    }
}
