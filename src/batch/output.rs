//! The output of one document: a draft with the access rights that suit it.

use std::{
    fs::{self, File, Metadata},
    io::{self, Write},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use super::{
    Durability, Task,
    draft::{Draft, folder_of},
};

/// An output under way.
pub(super) struct Output<'t> {
    task: &'t Task,
    draft: Draft,
}

impl<'t> Output<'t> {
    /// Makes the folder and the draft in it. A new output has the input's access rights as far
    /// as the process's mask allows; one that replaces the input has all of them, and its owner
    /// and group as far as the system allows.
    pub(super) fn create(task: &'t Task, input: &Metadata) -> io::Result<Self> {
        fs::create_dir_all(folder_of(&task.output))?;
        let mut draft = Draft::begin(&task.output, Some(rights_like(input)))?;
        if task.in_place {
            take_over(draft.file(), input)?;
        }
        Ok(Self { task, draft })
    }

    /// What the system says of the new file.
    pub(super) fn metadata(&mut self) -> io::Result<Metadata> {
        self.draft.file().metadata()
    }

    /// Where to write. Writing stops with an error soon after `cancel` is set.
    pub(super) fn writer<'w>(&'w mut self, cancel: &'w AtomicBool) -> impl Write + 'w {
        Cancellable {
            inner: self.draft.file(),
            cancel,
        }
    }

    /// Waits until what was written is on the disk.
    pub(super) fn reach_disk(&self, durability: Durability) -> io::Result<()> {
        self.draft.reach_disk(durability)
    }

    /// Gives the file its name: in one step, over nothing unless `replace`.
    pub(super) fn publish(self, replace: bool) -> io::Result<()> {
        if replace || self.task.in_place {
            self.draft.publish_over(Durability::Unsynced)
        } else {
            self.draft.publish(Durability::Unsynced)
        }
    }
}

/// Makes the names in `folder` durable as well as the files.
pub(super) fn sync_folder(folder: &Path) {
    // Systems without folders as files (Windows) keep names durable by themselves; what may be
    // written to but not read cannot be opened.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Reading and writing; a document is no program.
#[cfg(unix)]
const READ_AND_WRITE: u32 = 0o666;

#[cfg(unix)]
fn rights_like(input: &Metadata) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(input.permissions().mode() & READ_AND_WRITE)
}

#[cfg(not(unix))]
fn rights_like(input: &Metadata) -> fs::Permissions {
    input.permissions()
}

/// Gives `output` the owner, group and access rights of the input that it will replace.
#[cfg(unix)]
fn take_over(output: &File, input: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let mut mode = input.mode() & READ_AND_WRITE;
    let has_group = fchown(output, Some(input.uid()), Some(input.gid())).is_ok()
        || fchown(output, None, Some(input.gid())).is_ok();
    if !has_group {
        // Another group must not get the rights of the one that cannot be kept.
        mode = (mode & 0o606) | ((mode & 0o006) << 3);
    }
    output.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn take_over(output: &File, input: &Metadata) -> io::Result<()> {
    output.set_permissions(rights_like(input))
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
