//! No output of a run replaces another of the same run.
//!
//! A plan gives every output a name of its own; but a file system may take two names for one
//! (upper and lower case, composed and decomposed letters, a folder mounted twice).

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::file::Identity;

/// The outputs that this run has published, and where.
#[derive(Default)]
pub(super) struct Published(Mutex<HashMap<Identity, PathBuf>>);

impl Published {
    /// Has `publish` put an output at `place`, one output at a time; `false` where that would
    /// replace one of the same run.
    pub(super) fn add(
        &self,
        place: &Path,
        publish: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<bool> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = Identity::of_entry(place);
        let ours = entry.as_ref().and_then(|entry| known.get(entry));
        // It must still be where it was put: another process may have replaced it, and what a
        // file is called inside is used again once it is gone.
        if ours.is_some_and(|ours| Identity::of_entry(ours) == entry) {
            return Ok(false);
        }
        publish()?;
        if let Some(entry) = Identity::of_entry(place) {
            known.insert(entry, place.to_owned());
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Published;

    #[cfg(unix)]
    #[test]
    fn one_file_under_two_names_is_written_once() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        fs::create_dir(path("x")).unwrap();
        std::os::unix::fs::symlink("x", path("y")).unwrap();
        let published = Published::default();
        let add = |name: &str| {
            let place = path(name);
            published.add(&place, || {
                fs::write(path("new"), name)?;
                fs::rename(path("new"), &place)
            })
        };
        fs::write(path("x/1.pdf"), "of an earlier run").unwrap();
        assert!(add("x/1.pdf").unwrap());
        assert!(add("x/2.pdf").unwrap());
        assert!(!add("y/1.pdf").unwrap());
        assert_eq!(fs::read(path("x/1.pdf")).unwrap(), b"x/1.pdf");
        assert!(add("nowhere/1.pdf").is_err());
        // Another process replaces one output by a second, which has the name of a third.
        fs::rename(path("x/2.pdf"), path("x/3.pdf")).unwrap();
        assert!(add("x/3.pdf").unwrap());
        assert!(
            Published::default()
                .add(&path("y/1.pdf"), || Ok(()))
                .unwrap()
        );
    }
}
