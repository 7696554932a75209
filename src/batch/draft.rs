//! A file that appears whole under its name, or not at all.

use std::{
    fs::{self, File, OpenOptions, Permissions, TryLockError},
    io,
    path::{Path, PathBuf},
    process,
};

use tempfile::NamedTempFile;

use super::Durability;

/// What the names of files under way begin and end with.
const PREFIX: &str = ".kyso-";
const SUFFIX: &str = ".tmp";

/// How often a new file may be taken for a left-over in the moment before it is locked.
const TRIES: usize = 16;

/// A file under way: `.kyso-PROCESS-….tmp` in the folder of its place, removed unless it is published.
///
/// A process that is killed, or a machine that loses power, leaves it behind. It is locked as
/// long as its writer lives, so that [`clear_away`] can tell a left-over from another process'
/// work.
#[derive(Debug)]
pub struct Draft {
    place: PathBuf,
    file: NamedTempFile,
}

impl Draft {
    /// Begins the file that will be at `place`; its folder must be there. It gets `rights`, or
    /// those of any new file, as far as the process's mask allows.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin(place: impl Into<PathBuf>, rights: Option<Permissions>) -> io::Result<Self> {
        let place = place.into();
        let mut builder = tempfile::Builder::new();
        let prefix = own_prefix();
        builder.prefix(&prefix).suffix(SUFFIX);
        if let Some(rights) = rights.or_else(rights_of_new_files) {
            builder.permissions(rights);
        }
        for _ in 0..TRIES {
            let file = builder.tempfile_in(folder_of(&place))?;
            if is_held(&file) {
                return Ok(Self { place, file });
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// The file, to be written.
    pub fn file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Gives the file its name, in one step, where nothing has it.
    ///
    /// # Errors
    /// `AlreadyExists`; what the system says. Then the file is gone.
    pub fn publish(self, durability: Durability) -> io::Result<()> {
        self.reach_disk(durability)?;
        let published = self.file.persist_noclobber(&self.place);
        published.map(drop).map_err(|error| error.error)
    }

    /// As [`publish`](Self::publish), but in place of what has the name.
    ///
    /// # Errors
    /// What the system says. Then the file is gone, and what had the name still has it.
    pub fn publish_over(self, durability: Durability) -> io::Result<()> {
        self.reach_disk(durability)?;
        let published = self.file.persist(&self.place);
        published.map(drop).map_err(|error| error.error)
    }

    pub(super) fn reach_disk(&self, durability: Durability) -> io::Result<()> {
        match durability {
            Durability::Synced => self.file.as_file().sync_all(),
            Durability::Unsynced => Ok(()),
        }
    }
}

/// Removes the left-overs of killed processes in `folder`: files under way that nobody holds.
/// What cannot be looked at or removed stays; so does everything on a file system without locks.
///
/// [`run`](super::run) does it in every folder that it will write to.
pub fn clear_away(folder: &Path) {
    for path in drafts(folder, PREFIX) {
        // Network file systems lock exclusively only what is open for writing.
        let Ok(file) = OpenOptions::new().read(true).write(true).open(&path) else {
            continue;
        };
        if file.try_lock().is_ok() {
            // Whoever made it in this very moment sees that it is gone once it has the lock.
            let _ = fs::remove_file(&path);
        }
    }
}

/// Removes what this process has under way in `folder`.
pub(super) fn abandon(folder: &Path) {
    for path in drafts(folder, &own_prefix()) {
        // Whoever ends by force cannot tell anybody.
        let _ = fs::remove_file(path);
    }
}

/// How the names of this process's files under way begin.
fn own_prefix() -> String {
    format!("{PREFIX}{}-", process::id())
}

/// The files under way in `folder` whose names begin with `prefix`.
fn drafts(folder: &Path, prefix: &str) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let drafts = entries.filter(move |entry| {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        name.starts_with(prefix.as_bytes())
            && name.ends_with(SUFFIX.as_bytes())
            && entry.file_type().is_ok_and(|kind| kind.is_file())
    });
    drafts.map(|entry| entry.path())
}

pub(super) fn folder_of(place: &Path) -> &Path {
    match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Locks a new file. It is not held where somebody is taking it away, or has.
fn is_held(file: &NamedTempFile) -> bool {
    match file.as_file().try_lock() {
        Ok(()) => is_there(file),
        Err(TryLockError::WouldBlock) => false,
        // No locks here: then nobody takes anything away either.
        Err(TryLockError::Error(_)) => true,
    }
}

#[cfg(unix)]
fn is_there(file: &NamedTempFile) -> bool {
    use std::os::unix::fs::MetadataExt;
    let metadata = file.as_file().metadata();
    metadata.is_ok_and(|metadata| metadata.nlink() > 0)
}

#[cfg(not(unix))]
fn is_there(file: &NamedTempFile) -> bool {
    file.path().exists()
}

#[cfg(unix)]
fn rights_of_new_files() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn rights_of_new_files() -> Option<Permissions> {
    None
}

#[cfg(test)]
mod tests {
    use std::{io::Write, thread};

    use super::*;

    fn names(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into())
            .collect()
    }

    #[test]
    fn a_draft_is_there_only_once_it_is_published() {
        let root = tempfile::tempdir().unwrap();
        let place = root.path().join("a.pdf");
        let mut draft = Draft::begin(&place, None).unwrap();
        draft.file().write_all(b"whole").unwrap();
        assert!(!place.exists());
        draft.publish(Durability::Synced).unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"whole");

        let second = Draft::begin(&place, None).unwrap();
        let refused = second.publish(Durability::Synced).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        drop(Draft::begin(&place, None).unwrap());
        assert_eq!(fs::read(&place).unwrap(), b"whole");

        let third = Draft::begin(&place, None).unwrap();
        third.publish_over(Durability::Unsynced).unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"");
        assert_eq!(names(root.path()), [PathBuf::from("a.pdf")]);
    }

    #[test]
    fn left_overs_are_cleared_away_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let kept = [".kyso-notes", "a.tmp", ".tmpXYZ.tmp", "x.kyso-a.tmp"];
        for name in [".kyso-a1b2c3.tmp", ".kyso-.tmp"].iter().chain(&kept) {
            fs::write(root.path().join(name), "").unwrap();
        }
        fs::create_dir(root.path().join(".kyso-folder.tmp")).unwrap();
        let mut live = Draft::begin(root.path().join("a.pdf"), None).unwrap();
        clear_away(root.path());
        live.file().write_all(b"whole").unwrap();
        live.publish(Durability::Unsynced).unwrap();
        let mut left = names(root.path());
        left.sort();
        let mut expected: Vec<PathBuf> = kept.iter().map(PathBuf::from).collect();
        expected.extend([PathBuf::from(".kyso-folder.tmp"), PathBuf::from("a.pdf")]);
        expected.sort();
        assert_eq!(left, expected);
        clear_away(&root.path().join("nowhere"));
    }

    /// A file that is made while another process clears away is either kept or made again.
    #[test]
    fn no_draft_is_lost_to_those_who_clear_away() {
        let root = tempfile::tempdir().unwrap();
        let done = std::sync::atomic::AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    clear_away(root.path());
                }
            });
            for number in 0..2000 {
                let place = root.path().join(number.to_string());
                let draft = Draft::begin(place, None).unwrap();
                draft.publish(Durability::Unsynced).unwrap();
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        assert_eq!(names(root.path()).len(), 2000);
    }
}
