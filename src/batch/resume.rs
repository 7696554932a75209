//! What an earlier run has done already.

use std::io;

use super::Task;
use crate::{
    FileSource, Source,
    identity::Signer,
    sign::{self, SignOptions},
};

/// How much is compared at a time.
const PIECE: usize = 1 << 18;

/// Whether the output begins with the input's bytes, and its last signature is by this
/// certificate with these options and whole.
pub(super) fn is_done(
    input: &dyn Source,
    task: &Task,
    signer: &dyn Signer,
    options: &SignOptions,
) -> bool {
    let Ok(output) = FileSource::open(&task.output) else {
        return false;
    };
    let continues = task.in_place || begins_with(&output, input).unwrap_or(false);
    continues && sign::made_by(&output, signer, options).unwrap_or(false)
}

/// Whether `whole` is `beginning` and something behind it.
fn begins_with(whole: &FileSource, beginning: &dyn Source) -> io::Result<bool> {
    if whole.len() <= beginning.len() {
        return Ok(false);
    }
    let (mut ours, mut theirs) = (vec![0; PIECE], vec![0; PIECE]);
    let mut offset = 0;
    while offset < beginning.len() {
        let left = usize::try_from(beginning.len() - offset).unwrap_or(PIECE);
        let size = left.min(PIECE);
        let (Some(ours), Some(theirs)) = (ours.get_mut(..size), theirs.get_mut(..size)) else {
            return Ok(false);
        };
        whole.read_exact_at(offset, ours)?;
        beginning.read_exact_at(offset, theirs)?;
        if ours != theirs {
            return Ok(false);
        }
        offset += size as u64;
    }
    Ok(true)
}
