//! The outcome of one document.

use std::path::PathBuf;

use crate::text::Problem;

/// The outcome of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The input's path, as it was given.
    pub file: PathBuf,
    /// How it ended.
    pub status: Status,
    /// Where the signed document is, or would be; `None` where it failed.
    pub output: Option<PathBuf>,
    /// The signature field.
    pub field: Option<String>,
    /// SHA-256 of the input.
    pub sha256_in: Option<[u8; 32]>,
    /// SHA-256 of the output.
    pub sha256_out: Option<[u8; 32]>,
    /// How long it took.
    pub millis: u64,
    /// Why it failed or was skipped.
    pub error: Option<Problem>,
    /// Overridden refusals and other things worth telling.
    pub findings: Vec<Problem>,
}

/// How a document ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// Signed; the output is whole.
    Signed,
    /// Not signed; nothing was left under the output's name.
    Failed,
    /// Nothing was done: it is signed already, or was not to be.
    Skipped,
}

impl Status {
    /// The word of the report.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

/// How many documents ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// Rows with [`Status::Signed`].
    pub signed: usize,
    /// Rows with [`Status::Failed`].
    pub failed: usize,
    /// Rows with [`Status::Skipped`].
    pub skipped: usize,
}

impl Totals {
    /// Counts `rows`.
    pub fn of<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Self {
        let mut totals = Self::default();
        for row in rows {
            match row.status {
                Status::Signed => totals.signed += 1,
                Status::Failed => totals.failed += 1,
                Status::Skipped => totals.skipped += 1,
            }
        }
        totals
    }
}

impl Row {
    /// A row without outcome yet.
    pub(super) fn blank(file: PathBuf, status: Status) -> Self {
        Self {
            file,
            status,
            output: None,
            field: None,
            sha256_in: None,
            sha256_out: None,
            millis: 0,
            error: None,
            findings: Vec::new(),
        }
    }

    /// A document that was not signed because of `error`.
    pub fn failed(file: impl Into<PathBuf>, error: Problem) -> Self {
        let mut row = Self::blank(file.into(), Status::Failed);
        row.error = Some(error);
        row
    }

    /// Something that was not to be signed, and why.
    pub fn skipped(file: impl Into<PathBuf>, error: Problem) -> Self {
        let mut row = Self::blank(file.into(), Status::Skipped);
        row.error = Some(error);
        row
    }
}
