//! A file written beside its place and published there in one step.

use std::{
    fs::{self, File, Metadata},
    io::{self, Write},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use tempfile::NamedTempFile;

use super::{Durability, Task};

/// An output under way: a temporary file in the output's folder, removed unless published.
pub(super) struct Output<'t> {
    task: &'t Task,
    file: NamedTempFile,
}

impl<'t> Output<'t> {
    /// Makes the folder and the temporary file in it, with the input's access rights as far as
    /// the process's mask allows.
    pub(super) fn create(task: &'t Task, input: &Metadata) -> io::Result<Self> {
        let folder = match task.output.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        fs::create_dir_all(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".kyso-").suffix(".tmp");
        let rights = rights_like(input);
        let file = builder.permissions(rights.clone()).tempfile_in(folder)?;
        if task.in_place {
            file.as_file().set_permissions(rights)?;
        }
        Ok(Self { task, file })
    }

    /// Where to write. Writing stops with an error soon after `cancel` is set.
    pub(super) fn writer<'w>(&'w mut self, cancel: &'w AtomicBool) -> impl Write + 'w {
        Cancellable {
            inner: self.file.as_file_mut(),
            cancel,
        }
    }

    /// Flushes, and gives the file its name: in one step, over nothing unless `replace`.
    pub(super) fn publish(self, durability: Durability, replace: bool) -> io::Result<()> {
        if durability == Durability::Synced {
            self.file.as_file().sync_all()?;
        }
        let published = if replace || self.task.in_place {
            self.file.persist(&self.task.output)
        } else {
            self.file.persist_noclobber(&self.task.output)
        };
        published.map(drop).map_err(|error| error.error)
    }
}

/// Makes the names in `folder` durable as well as the files.
pub(super) fn sync_folder(folder: &Path) {
    // Systems without folders as files (Windows) keep names durable by themselves, and a folder
    // that may not be opened loses nothing but speed of recovery.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(unix)]
fn rights_like(input: &Metadata) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(input.permissions().mode() & 0o666)
}

#[cfg(not(unix))]
fn rights_like(input: &Metadata) -> fs::Permissions {
    input.permissions()
}

/// A writer that can be told to stop. It hands over pieces small enough that it stops soon.
struct Cancellable<'w> {
    inner: &'w mut File,
    cancel: &'w AtomicBool,
}

const PIECE: usize = 1 << 20;

impl Write for Cancellable<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        if self.cancel.load(Ordering::Relaxed) {
            // Not `Interrupted`: that asks for another try.
            return Err(io::Error::other("cancelled"));
        }
        let piece = buffer.get(..PIECE).unwrap_or(buffer);
        self.inner.write(piece)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
