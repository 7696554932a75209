//! Which bytes a signature covers: the file, a revision, or less.
//!
//! Revisions come from cross-reference sections; a file that had to be repaired has none that
//! could be relied on. White space behind `%%EOF` lessens nothing [kyso].
//! Source: ISO 32000-2 §12.8.1.

use std::ops::ControlFlow;

use super::{byte_range::ByteRange, report::Coverage};
use crate::pdf::{Document, ReadError, each_piece};

/// What a byte range reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) coverage: Coverage,
    /// The revision that it covers whole.
    pub(super) revision: Option<usize>,
    /// Offset of white space behind the range that no revision needs.
    pub(super) white_space_behind: Option<u64>,
}

impl Extent {
    fn unclear(coverage: Coverage) -> Self {
        Self {
            coverage,
            revision: None,
            white_space_behind: None,
        }
    }
}

/// What `range` covers in `document`.
pub(super) fn of(document: &Document<'_>, range: ByteRange) -> Result<Extent, ReadError> {
    let revisions = document.revisions();
    let len = document.source().len();
    let last = revisions.len().saturating_sub(1);
    if range.end == len || is_white_space(document, range.end, len)? {
        return Ok(Extent {
            coverage: Coverage::Document,
            revision: Some(last),
            white_space_behind: (range.end < len).then_some(range.end),
        });
    }
    if document.repaired().is_some() {
        return Ok(Extent::unclear(Coverage::Unclear));
    }
    let reached = revisions
        .iter()
        .enumerate()
        .filter(|(_, revision)| revision.eof <= range.end)
        .max_by_key(|(_, revision)| revision.eof);
    let Some((index, revision)) = reached else {
        return Ok(Extent::unclear(Coverage::Partial));
    };
    if !is_white_space(document, revision.eof, range.end)? {
        return Ok(Extent::unclear(Coverage::Partial));
    }
    // Behind the last revision stand bytes that a repairing reader may take for an update.
    if index == last || !revision.complete {
        return Ok(Extent::unclear(Coverage::Unclear));
    }
    Ok(Extent {
        coverage: Coverage::Revision,
        revision: Some(index),
        white_space_behind: None,
    })
}

/// Whether all bytes from `start` to `end` are white space (ISO 32000-2, Table 1).
fn is_white_space(document: &Document<'_>, start: u64, end: u64) -> Result<bool, ReadError> {
    let blank = |byte: &u8| matches!(byte, 0 | 9 | 10 | 12 | 13 | 32);
    let ended = each_piece(document.source(), start..end, |piece| {
        match piece.iter().all(blank) {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    Ok(ended.is_continue())
}
