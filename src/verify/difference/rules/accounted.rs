//! That an update holds nothing but what its cross-reference names.
//!
//! Bytes that no section leads to show nothing to a reader that follows the cross-reference; one
//! that repairs the file takes them for objects (the incremental saving attacks). [kyso]

use std::ops::ControlFlow;

use super::super::{change::Kind, path::Path, walk::Walk};
use crate::pdf::{Place, ReadError, each_piece};

/// Looks through the bytes between the former revision's end and this one's.
pub(super) fn compare(walk: &mut Walk<'_>) {
    let path = Path::default();
    match unaccounted(walk) {
        Ok(None) => {}
        Ok(Some(_)) | Err(_) => walk.change(Kind::Unaccounted, &path, None),
    }
}

/// The first offset of the update that belongs to nothing its cross-reference names.
fn unaccounted(walk: &mut Walk<'_>) -> Result<Option<u64>, ReadError> {
    let document = walk.new.document();
    let revisions = document.revisions();
    let Some(revision) = revisions.get(walk.new.revision()) else {
        return Ok(None);
    };
    let start = revisions.get(walk.old.revision()).map_or(0, |old| old.eof);
    let mut pieces: Vec<(u64, u64)> = revision
        .sections
        .iter()
        .map(|section| (section.offset, section.end))
        .collect();
    for (id, freed) in walk.new.written() {
        if freed || !walk.spend() {
            continue;
        }
        if let Some(object) = walk.new.object(id)?
            && let Place::File { start, end, .. } = object.place
        {
            pieces.push((start, end));
        }
    }
    pieces.sort_unstable();
    let mut at = start;
    for (from, to) in pieces {
        if from > at && !is_idle(walk, at, from)? {
            return Ok(Some(at));
        }
        at = at.max(to);
    }
    Ok(None)
}

/// Whether the bytes are white space and comments.
fn is_idle(walk: &Walk<'_>, start: u64, end: u64) -> Result<bool, ReadError> {
    let source = walk.new.document().source();
    let mut in_comment = false;
    let mut idle = |byte: &u8| {
        match byte {
            b'\r' | b'\n' => in_comment = false,
            b'%' => in_comment = true,
            _ => {}
        }
        in_comment || matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
    };
    let ended = each_piece(source, start..end, |piece| {
        match piece.iter().all(&mut idle) {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    Ok(ended.is_continue())
}
