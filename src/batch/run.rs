//! The pool: tasks taken in order by a bounded number of threads.

use std::{
    any::Any,
    collections::BTreeSet,
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

use super::{
    Clock, Observer, Plan, Row, Status, Task, document,
    draft::{self, folder_of},
    output,
    published::Published,
};
use crate::{
    identity::Signer,
    sign::SignOptions,
    text::{Kind, Problem},
};

/// How a batch is signed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How each document is signed; time and entropy are set anew for each.
    pub sign: SignOptions,
    /// Documents at a time. Where `None`, as many as the machine has processors, and twice as many
    /// where outputs are synced: some wait for the disk while the others are worked on.
    pub jobs: Option<NonZeroUsize>,
    /// What is done where an output is there already.
    pub existing: Existing,
    /// Whether a published output has reached the disk.
    pub durability: Durability,
    /// Only check, and find the field: nothing is signed or written.
    pub dry_run: bool,
}

impl Options {
    /// Signs each document as `sign` says, over no existing output, flushed to the disk.
    pub fn new(sign: SignOptions) -> Self {
        Self {
            sign,
            jobs: None,
            existing: Existing::Refuse,
            durability: Durability::Synced,
            dry_run: false,
        }
    }
}

/// What is done where an output is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Existing {
    /// It stays, and the document fails.
    #[default]
    Refuse,
    /// The document is skipped where the output is this input signed by this certificate with
    /// these options, and whole; else it fails.
    Resume,
    /// It is replaced.
    Overwrite,
    /// As `Resume`; but where the output is not that, it is replaced.
    ResumeOrOverwrite,
}

/// Whether an output is on the disk when it appears under its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Durability {
    /// Yes: a power cut leaves either nothing or all of it.
    #[default]
    Synced,
    /// Left to the system; faster.
    Unsynced,
}

/// Signs every document of `plan`. The rows stand in the order of its tasks.
///
/// Once `cancel` is set, no document is begun, and those under way are abandoned; their rows say
/// [`Kind::Interrupted`].
///
/// What killed processes left behind in the folders of the outputs is [cleared
/// away](super::clear_away) first. Several processes may sign into one folder: each output is
/// written by one of them.
pub fn run(
    plan: &Plan,
    signer: &dyn Signer,
    options: &Options,
    clock: &dyn Clock,
    observer: &dyn Observer,
    cancel: &AtomicBool,
) -> Vec<Row> {
    let tasks = plan.tasks();
    if !options.dry_run {
        folders(tasks).into_iter().for_each(draft::clear_away);
    }
    let next = AtomicUsize::new(0);
    let rows = Mutex::new(vec![None; tasks.len()]);
    let job = document::Job {
        signer,
        options,
        clock,
        cancel,
        published: Published::default(),
    };
    thread::scope(|scope| {
        for _ in 0..threads(options, tasks.len()) {
            scope.spawn(|| {
                while let Some((index, task)) = take(&next, tasks) {
                    let row = one(&job, index, task, observer);
                    observer.finished(index, &row);
                    let mut rows = rows.lock().unwrap_or_else(PoisonError::into_inner);
                    if let Some(place) = rows.get_mut(index) {
                        *place = Some(row);
                    }
                }
            });
        }
    });
    let rows = rows.into_inner().unwrap_or_else(PoisonError::into_inner);
    let rows: Vec<Row> = rows.into_iter().flatten().collect();
    if options.durability == Durability::Synced {
        sync_folders(&rows);
    }
    rows
}

/// Removes what documents under way have written so far: for a process that ends without waiting
/// for [`run`] to return. Only this process's own temporary files beside outputs of `plan` go.
pub fn clear_unfinished(plan: &Plan) {
    folders(plan.tasks()).into_iter().for_each(draft::abandon);
}

/// More threads than this sign nothing faster, and a system may refuse to make them.
const MOST_THREADS: usize = 256;

fn threads(options: &Options, tasks: usize) -> usize {
    let wanted = options.jobs.map_or_else(
        || {
            let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
            match options.durability {
                Durability::Synced => processors.saturating_mul(2),
                Durability::Unsynced => processors,
            }
        },
        NonZeroUsize::get,
    );
    wanted.min(tasks).min(MOST_THREADS)
}

fn take<'t>(next: &AtomicUsize, tasks: &'t [Task]) -> Option<(usize, &'t Task)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    Some((index, tasks.get(index)?))
}

/// One document, whatever happens.
fn one(job: &document::Job<'_>, index: usize, task: &Task, observer: &dyn Observer) -> Row {
    if job.cancel.load(Ordering::Relaxed) {
        return Row::failed(&task.input, Problem::new(Kind::Interrupted, ""));
    }
    observer.started(index, task);
    let begun = job.clock.millis();
    let mut row = catch_unwind(AssertUnwindSafe(|| job.run(index, task)))
        .unwrap_or_else(|panic| Row::failed(&task.input, panicked(&*panic)));
    row.millis = job.clock.millis().saturating_sub(begun);
    row
}

/// A panic is a fault of ours; its words help whoever mends it.
fn panicked(panic: &(dyn Any + Send)) -> Problem {
    let words = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let quoted = words.map(|words| format!("“{words}”"));
    Problem::new(Kind::Internal, quoted.unwrap_or_default())
}

fn folders(tasks: &[Task]) -> BTreeSet<&Path> {
    tasks.iter().map(|task| folder_of(&task.output)).collect()
}

/// The folders of the outputs, and those above them: they hold the names of folders that were
/// made.
fn sync_folders(rows: &[Row]) {
    let signed = rows.iter().filter(|row| row.status == Status::Signed);
    let folders: BTreeSet<&Path> = signed
        .filter_map(|row| row.output.as_deref())
        .flat_map(|output| folder_of(output).ancestors())
        .map(|folder| match folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => folder,
        })
        .collect();
    for folder in folders {
        output::sync_folder(folder);
    }
}
