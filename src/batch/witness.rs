//! Whether an input is still the file that was opened.

use std::{
    fs::{self, Metadata},
    io,
    ops::ControlFlow,
    path::Path,
};

use ring::digest;

use crate::{
    Opened, Source,
    pdf::{ReadError, each_piece},
};

/// Finer than this no system keeps the time of a change (the tick of a slow kernel, doubled).
const TICK: i128 = 20_000_000;

/// Where only whole seconds are kept, some keep only even ones.
const COARSE_TICK: i128 = 2_000_000_000;

/// What an input was when it was opened. Preparing a signature and copying the document read it
/// one after the other: both must have seen the same bytes.
pub(super) struct Witness<'w> {
    path: &'w Path,
    source: &'w Opened,
    before: Metadata,
    digest: Option<[u8; 32]>,
}

impl<'w> Witness<'w> {
    /// Looks at `source`, which was opened at `path`.
    pub(super) fn of(source: &'w Opened, path: &'w Path) -> io::Result<Self> {
        let before = match source {
            Opened::File(file) => file.file().metadata()?,
            Opened::Piped(_) => fs::metadata(path)?,
        };
        Ok(Self {
            path,
            source,
            before,
            digest: None,
        })
    }

    /// What the system said of the input.
    pub(super) fn metadata(&self) -> &Metadata {
        &self.before
    }

    /// Digests the input where its time cannot tell: one that was written to just before `fresh`
    /// was made may be written to again within the same tick.
    ///
    /// # Errors
    /// `Io`, where it cannot be read.
    pub(super) fn look_closer(&mut self, fresh: &Metadata) -> Result<(), ReadError> {
        let Opened::File(file) = self.source else {
            return Ok(());
        };
        let changed = change_of(&self.before);
        let tick = if changed % 1_000_000_000 == 0 {
            COARSE_TICK
        } else {
            TICK
        };
        if change_of(fresh) - changed > tick {
            return Ok(());
        }
        let mut context = digest::Context::new(&digest::SHA256);
        let _: ControlFlow<()> = each_piece(file, 0..file.len(), |piece| {
            context.update(piece);
            ControlFlow::Continue(())
        })?;
        self.digest = context.finish().as_ref().try_into().ok();
        Ok(())
    }

    /// Whether somebody wrote to the input since, or put another file in its place, or removed
    /// it; `copied` is the digest of what was copied, where it was.
    pub(super) fn is_broken(&self, copied: Option<[u8; 32]>) -> bool {
        let Opened::File(file) = self.source else {
            return false;
        };
        let (Ok(now), Ok(at_path)) = (file.file().metadata(), fs::metadata(self.path)) else {
            return true;
        };
        let has_other_bytes = match (self.digest, copied) {
            (Some(before), Some(copied)) => before != copied,
            _ => false,
        };
        has_other_bytes
            || now.len() != self.before.len()
            || now.modified().ok() != self.before.modified().ok()
            || change_of(&now) != change_of(&self.before)
            || !is_same_file(&now, &at_path)
    }
}

/// When the file or what the system keeps of it was changed last, in nanoseconds. Unlike the time
/// of modification nobody can set it.
#[cfg(unix)]
fn change_of(metadata: &Metadata) -> i128 {
    use std::os::unix::fs::MetadataExt;
    i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn change_of(metadata: &Metadata) -> i128 {
    let since = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    since
        .and_then(|since| i128::try_from(since.as_nanos()).ok())
        .unwrap_or_default()
}

#[cfg(unix)]
fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    one.len() == other.len() && one.modified().ok() == other.modified().ok()
}

#[cfg(test)]
mod tests {
    use std::{thread, time::Duration};

    use super::*;

    fn sha256(bytes: &[u8]) -> [u8; 32] {
        let digest = digest::digest(&digest::SHA256, bytes);
        digest.as_ref().try_into().unwrap()
    }

    #[test]
    fn a_fresh_input_is_known_by_its_bytes_and_an_older_one_by_its_times() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.pdf");
        fs::write(&path, "one").unwrap();
        let source = Opened::open(&path, 0).unwrap();
        let mut witness = Witness::of(&source, &path).unwrap();
        let fresh = root.path().join("fresh");
        fs::write(&fresh, "").unwrap();
        witness.look_closer(&fs::metadata(&fresh).unwrap()).unwrap();
        assert!(!witness.is_broken(Some(sha256(b"one"))));
        assert!(!witness.is_broken(None));
        // As if it had been written to within the grain of its time.
        assert!(witness.is_broken(Some(sha256(b"two"))));

        thread::sleep(Duration::from_millis(60));
        let mut witness = Witness::of(&source, &path).unwrap();
        fs::write(&fresh, "").unwrap();
        witness.look_closer(&fs::metadata(&fresh).unwrap()).unwrap();
        assert_eq!(witness.digest, None);
    }

    #[test]
    fn what_came_through_a_pipe_cannot_change() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.pdf");
        fs::write(&path, "one").unwrap();
        let source = Opened::Piped(b"one".to_vec());
        let witness = Witness::of(&source, &path).unwrap();
        fs::remove_file(&path).unwrap();
        assert!(!witness.is_broken(None));
    }
}
