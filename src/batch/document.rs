//! One task: opened, signed beside its place, published.

use std::{
    fs::Metadata,
    io,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use ring::digest;

use super::{
    Clock, Existing, Options, Row, Status, Task, claim, output::Output, published::Published,
    resume, witness::Witness,
};
use crate::{
    Limit, Limits, Opened,
    identity::Signer,
    sign::{self, SignError, SignOptions},
    text::{Kind, Lang, Phrase, Problem},
};

/// What all tasks of a batch share.
pub(super) struct Job<'b> {
    pub(super) signer: &'b dyn Signer,
    pub(super) options: &'b Options,
    pub(super) clock: &'b dyn Clock,
    pub(super) cancel: &'b AtomicBool,
    pub(super) published: Published,
}

/// One task under way.
struct Work<'t> {
    task: &'t Task,
    source: &'t Opened,
    options: SignOptions,
    /// Whether what is at the output's place may be replaced.
    replace: bool,
}

impl Job<'_> {
    /// Does `task`. Never leaves anything but a whole document under the output's name.
    pub(super) fn run(&self, index: usize, task: &Task) -> Row {
        let mut row = Row::blank(task.input.clone(), Status::Failed);
        match self.try_run(index, task, &mut row) {
            Ok(status) => {
                row.status = status;
                row.output = Some(task.output.clone());
            }
            Err(_) if self.cancel.load(Ordering::Relaxed) => {
                row.error = Some(Problem::new(Kind::Interrupted, ""));
            }
            Err(problem) => row.error = Some(problem),
        }
        row
    }

    fn try_run(&self, index: usize, task: &Task, row: &mut Row) -> Result<Status, Problem> {
        let of_input = |error: io::Error| told_of_input(&error, &self.options.sign.limits);
        let source = self.open(task).map_err(of_input)?;
        let witness = Witness::of(&source, &task.input).map_err(of_input)?;
        if task.in_place && has_other_names(witness.metadata()) {
            let problem = Problem::new(Kind::HardLinked, "");
            if !self.overwrites() {
                return Err(problem);
            }
            row.findings.push(problem);
        }
        let work = Work {
            task,
            source: &source,
            options: self.options_for(index),
            replace: task.in_place || self.overwrites(),
        };
        if task.in_place || task.output.symlink_metadata().is_ok() {
            if self.is_done(&work) {
                return Ok(Status::Skipped);
            }
            if !work.replace {
                return Err(Problem::new(
                    Kind::OutputExists,
                    task.output.to_string_lossy(),
                ));
            }
        }
        if self.options.dry_run {
            let field =
                sign::check(&source, self.signer, &work.options).map_err(|e| Problem::from(&e))?;
            row.field = Some(field);
            return Ok(Status::Skipped);
        }
        self.sign(&work, witness, row)
    }

    fn open(&self, task: &Task) -> io::Result<Opened> {
        let most = self.options.sign.limits.piped_bytes;
        if task.in_place && !self.options.dry_run {
            claim::open(&task.input, most, self.cancel)
        } else {
            Opened::open(&task.input, most)
        }
    }

    fn sign(
        &self,
        work: &Work<'_>,
        mut witness: Witness<'_>,
        row: &mut Row,
    ) -> Result<Status, Problem> {
        let of_output = |error: io::Error| told(&error, &work.task.output);
        let mut output = Output::create(work.task, witness.metadata()).map_err(of_output)?;
        let looked = witness.look_closer(&output.metadata().map_err(of_output)?);
        let signed = looked.map_err(SignError::from).and_then(|()| {
            let mut writer = output.writer(self.cancel);
            sign::sign_to(work.source, self.signer, &work.options, &mut writer)
        });
        let durability = self.options.durability;
        let on_disk = match &signed {
            Ok(_) => output.reach_disk(durability).map_err(of_output),
            Err(_) => Ok(()),
        };
        // Asked last, and of a failure too: of a file that is being written nothing else is worth
        // telling.
        if witness.is_broken(signed.as_ref().ok().map(|signed| signed.sha256_in)) {
            return Err(Problem::new(Kind::InputChanged, ""));
        }
        on_disk?;
        let signed = signed.map_err(|error| told_of_signing(&error, work.task))?;
        if self.cancel.load(Ordering::Relaxed) {
            return Err(Problem::new(Kind::Interrupted, ""));
        }
        let status = self.publish(output, work)?;
        if status == Status::Signed {
            row.field = Some(signed.field);
            row.sha256_in = Some(signed.sha256_in);
            row.sha256_out = Some(signed.sha256_out);
            row.findings.extend(signed.findings);
            row.findings.extend(incomplete_chain(self.signer));
        }
        Ok(status)
    }

    fn publish(&self, output: Output<'_>, work: &Work<'_>) -> Result<Status, Problem> {
        let place = &work.task.output;
        let published = if self.overwrites() && !work.task.in_place {
            self.published.add(place, || output.publish(work.replace))
        } else {
            output.publish(work.replace).map(|()| true)
        };
        match published {
            Ok(true) => Ok(Status::Signed),
            Ok(false) => Err(Problem::new(Kind::OutputCollision, "")),
            // Another process that resumes the same batch may have been faster.
            Err(error) if is_taken(&error) && self.is_done(work) => Ok(Status::Skipped),
            Err(error) => Err(told(&error, place)),
        }
    }

    /// Whether the batch is resumed, and an earlier run has signed the document.
    fn is_done(&self, work: &Work<'_>) -> bool {
        self.resumes() && resume::is_done(work.source, work.task, self.signer, &work.options)
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

/// Whether the file is reached by other names (hard links): putting a new file in its place
/// would leave these with the unsigned document.
#[cfg(unix)]
fn has_other_names(input: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    input.nlink() > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// What is told where no chain of the signer's certificates ends in a root: a verifier has to
/// find the missing issuer by itself.
fn incomplete_chain(signer: &dyn Signer) -> Option<Problem> {
    let last = signer.chain().last().unwrap_or(signer.certificate());
    let issuer = last.issuer().to_string();
    (!last.is_self_issued()).then(|| Problem::new(Kind::ChainIncomplete, issuer))
}

/// What the system said about the output at `path`.
fn told(error: &io::Error, path: &Path) -> Problem {
    if is_taken(error) {
        return Problem::new(Kind::OutputExists, path.to_string_lossy());
    }
    named(Problem::from(error), path)
}

fn is_taken(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::AlreadyExists
}

/// Why the document was not signed; where it could not be written, the output is named.
fn told_of_signing(error: &SignError, task: &Task) -> Problem {
    match error {
        SignError::Write { message } => named(Problem::from(message), &task.output),
        error => Problem::from(error),
    }
}

/// The same problem, about the file at `path` instead of the one that the row names.
fn named(mut problem: Problem, path: &Path) -> Problem {
    let place = path.to_string_lossy();
    let of = |lang| format!("{place}: {}", problem.detail.words(lang));
    problem.detail = Phrase::new(of(Lang::Vi), of(Lang::En));
    problem
}

/// What the system said about the input, which the row names itself.
fn told_of_input(error: &io::Error, limits: &Limits) -> Problem {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Problem::from(&limits.exceeded(Limit::PipedBytes)),
        _ => Problem::from(error),
    }
}
