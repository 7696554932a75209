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

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Good => 0,
            Status::Failed => 1,
            Status::CannotStart => 2,
            Status::Open => 3,
            Status::NoVerdict => 4,
        })
    }
}
