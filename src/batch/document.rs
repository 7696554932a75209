//! One task: opened, signed beside its place, published.

use std::{
    fs::{self, Metadata},
    io,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use ring::digest;

use super::{Clock, Existing, Options, Row, Status, Task, output::Output, resume};
use crate::{
    Opened,
    identity::Signer,
    sign::{self, SignOptions},
    text::{Kind, Problem},
};

/// The largest document taken through a pipe: it is held in memory.
const MOST_PIPED: u64 = 512 << 20;

/// What all tasks of a batch share.
pub(super) struct Job<'b> {
    pub(super) signer: &'b dyn Signer,
    pub(super) options: &'b Options,
    pub(super) clock: &'b dyn Clock,
    pub(super) cancel: &'b AtomicBool,
}

impl Job<'_> {
    /// Does `task`. Never leaves anything but a whole document under the output's name.
    pub(super) fn run(&self, index: usize, task: &Task) -> Row {
        let mut row = Row::blank(task.input.clone(), Status::Failed);
        row.output = Some(task.output.clone());
        match self.try_run(index, task, &mut row) {
            Ok(status) => row.status = status,
            Err(_) if self.cancel.load(Ordering::Relaxed) => {
                row.error = Some(Problem::new(Kind::Interrupted, ""));
            }
            Err(problem) => row.error = Some(problem),
        }
        row
    }

    fn try_run(&self, index: usize, task: &Task, row: &mut Row) -> Result<Status, Problem> {
        let source = Opened::open(&task.input, MOST_PIPED).map_err(|e| told_of_input(&e))?;
        let before = metadata(&source, task)?;
        let options = self.options_for(index);
        let mut replace = task.in_place;
        if task.in_place || task.output.symlink_metadata().is_ok() {
            if self.resumes() && resume::is_done(&source, task, self.signer, &options) {
                return Ok(Status::Skipped);
            }
            replace |= self.overwrites();
            if !replace {
                return Err(Problem::new(
                    Kind::OutputExists,
                    task.output.to_string_lossy(),
                ));
            }
        }
        if self.options.dry_run {
            let field =
                sign::check(&source, self.signer, &options).map_err(|e| Problem::from(&e))?;
            row.field = Some(field);
            return Ok(Status::Skipped);
        }
        self.sign(&source, &before, &options, task, replace, row)
    }

    fn sign(
        &self,
        source: &Opened,
        before: &Metadata,
        options: &SignOptions,
        task: &Task,
        replace: bool,
        row: &mut Row,
    ) -> Result<Status, Problem> {
        let mut output = Output::create(task, before).map_err(|e| told(&e, &task.output))?;
        let signed = {
            let mut writer = output.writer(self.cancel);
            sign::sign_to(source, self.signer, options, &mut writer)
                .map_err(|error| Problem::from(&error))?
        };
        if has_changed(source, before, task)? {
            return Err(Problem::new(Kind::InputChanged, ""));
        }
        if self.cancel.load(Ordering::Relaxed) {
            return Err(Problem::new(Kind::Interrupted, ""));
        }
        output
            .publish(self.options.durability, replace)
            .map_err(|error| told(&error, &task.output))?;
        row.field = Some(signed.field);
        row.sha256_in = Some(signed.sha256_in);
        row.sha256_out = Some(signed.sha256_out);
        row.findings = signed.findings;
        Ok(Status::Signed)
    }

    /// The batch's options with the time of now, and entropy of this document's own.
    fn options_for(&self, index: usize) -> SignOptions {
        let mut options = self.options.sign.clone();
        options.time = self.clock.now();
        let mut context = digest::Context::new(&digest::SHA256);
        context.update(&options.entropy);
        context.update(&(index as u64).to_be_bytes());
        let digest = context.finish();
        for (byte, fresh) in options.entropy.iter_mut().zip(digest.as_ref()) {
            *byte = *fresh;
        }
        options
    }

    fn resumes(&self) -> bool {
        matches!(
            self.options.existing,
            Existing::Resume | Existing::ResumeOrOverwrite
        )
    }

    fn overwrites(&self) -> bool {
        matches!(
            self.options.existing,
            Existing::Overwrite | Existing::ResumeOrOverwrite
        )
    }
}

/// Whether somebody wrote to the input meanwhile.
fn has_changed(source: &Opened, before: &Metadata, task: &Task) -> Result<bool, Problem> {
    if matches!(source, Opened::Piped(_)) {
        return Ok(false);
    }
    let after = metadata(source, task)?;
    Ok(after.len() != before.len() || after.modified().ok() != before.modified().ok())
}

/// Of the open file; of the path where it was read through a pipe.
fn metadata(source: &Opened, task: &Task) -> Result<Metadata, Problem> {
    let metadata = match source {
        Opened::File(file) => file.file().metadata(),
        Opened::Piped(_) => fs::metadata(&task.input),
    };
    metadata.map_err(|error| told_of_input(&error))
}

/// What the system said about the output at `path`.
fn told(error: &io::Error, path: &Path) -> Problem {
    let kind = match error.kind() {
        io::ErrorKind::AlreadyExists => Kind::OutputExists,
        _ => Kind::Io,
    };
    Problem::new(kind, format!("{}: {error}", path.to_string_lossy()))
}

/// What the system said about the input, which the row names itself.
fn told_of_input(error: &io::Error) -> Problem {
    let kind = match error.kind() {
        io::ErrorKind::FileTooLarge => Kind::LimitExceeded,
        _ => Kind::Io,
    };
    Problem::new(kind, error.to_string())
}
