//! What a file is, whatever it is called.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

/// Equal for two names of one file.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    #[cfg(unix)]
    device_and_inode: (u64, u64),
    #[cfg(not(unix))]
    path: std::path::PathBuf,
}

impl Identity {
    /// Of the file that is opened at `path`; `None` where there is none.
    pub(super) fn of(path: &Path) -> Option<Self> {
        Self::new(path, fs::metadata(path))
    }

    /// Of a file that was opened at `path`.
    pub(super) fn of_open(file: &File, path: &Path) -> Option<Self> {
        Self::new(path, file.metadata())
    }

    /// Of what bears that name itself, a link too; `None` where nothing does.
    pub(super) fn of_entry(path: &Path) -> Option<Self> {
        Self::new(path, fs::symlink_metadata(path))
    }

    #[cfg(unix)]
    fn new(_: &Path, metadata: io::Result<fs::Metadata>) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let metadata = metadata.ok()?;
        Some(Self {
            device_and_inode: (metadata.dev(), metadata.ino()),
        })
    }

    #[cfg(not(unix))]
    fn new(path: &Path, metadata: io::Result<fs::Metadata>) -> Option<Self> {
        metadata.ok()?;
        fs::canonicalize(path).ok().map(|path| Self { path })
    }
}
