//! Inputs that will be replaced are claimed: two runs that replace one file do so one after the
//! other, and neither's signature is lost.

use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use super::file::Identity;
use crate::Opened;

/// How long, and how often, another run is waited for: signing takes less, also of the largest
/// documents.
const PAUSE: Duration = Duration::from_millis(10);
const TRIES: u32 = 6000;

/// Opens what is at `path`, as [`Opened::open`], and locks it as long as it is open.
///
/// On a file system without locks nobody is kept away; nor on Windows, where a locked file cannot
/// be read through a second handle.
///
/// # Errors
/// What the system says; `ResourceBusy` where somebody else does not let go of it, or `cancel` is
/// set meanwhile.
pub(super) fn open(path: &Path, most_piped: u64, cancel: &AtomicBool) -> io::Result<Opened> {
    for _ in 0..TRIES {
        let source = Opened::open(path, most_piped)?;
        let Opened::File(file) = &source else {
            return Ok(source);
        };
        // Whoever had it before may have put another file in its place.
        if is_locked(file.file()) && Identity::of_open(file.file(), path) == Identity::of(path) {
            return Ok(source);
        }
        if cancel.load(Ordering::Relaxed) {
            break;
        }
        thread::sleep(PAUSE);
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

/// Locks `file`, unless somebody else has.
fn is_locked(file: &File) -> bool {
    cfg!(not(unix)) || !matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;

    use super::*;
    use crate::Source;

    fn never() -> AtomicBool {
        AtomicBool::new(false)
    }

    #[test]
    fn who_comes_second_waits_and_sees_what_the_first_has_written() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.pdf");
        fs::write(&path, "one").unwrap();
        let first = open(&path, 0, &never()).unwrap();
        let second = thread::scope(|scope| {
            let second = scope.spawn(|| open(&path, 0, &never()).unwrap());
            thread::sleep(PAUSE * 3);
            assert!(!second.is_finished());
            let new = root.path().join("new");
            fs::write(&new, "written").unwrap();
            fs::rename(new, &path).unwrap();
            drop(first);
            second.join().unwrap()
        });
        assert_eq!(second.len(), 7);
    }

    #[test]
    fn who_is_told_to_stop_waits_no_longer() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.pdf");
        fs::write(&path, "one").unwrap();
        let other = File::open(&path).unwrap();
        other.try_lock().unwrap();
        let busy = open(&path, 0, &AtomicBool::new(true)).unwrap_err();
        assert_eq!(busy.kind(), io::ErrorKind::ResourceBusy);
        drop(other);
        assert!(open(&path, 0, &never()).is_ok());
        let missing = open(&root.path().join("none"), 0, &never()).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    }
}
