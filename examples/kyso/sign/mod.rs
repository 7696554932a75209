//! `kyso sign`: files, folders and patterns, signed in parallel.
//!
//! Read on: `args` → `settings` (arguments checked and made into the library's options) →
//! `progress` (what is told meanwhile) → `report` (what remains).

mod args;
mod identity;
mod ledger;
mod progress;
mod report;
mod report_file;
mod settings;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

pub use args::SignArgs;
use kyso::{
    FileSource, ReadError,
    batch::{self, Input, Plan, Row, Totals},
    identity::Signer,
    sign::{self, SignError, SignOptions},
    text::{Kind, Problem},
};
use ledger::Ledger;
use progress::Progress;
use report_file::{ReportFile, ReportForm};
use settings::Settings;

use crate::{
    clock::SystemClock,
    exit::Status,
    inputs::{self, Found, Search},
    password,
    stop::Stop,
    terminal::{Form, Terminal},
};

pub fn run(args: &SignArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let mut args = args.clone();
    inputs::take_back("--chain", &mut args.inputs, &mut args.chain)?;
    let args = &args;
    let settings = Settings::from(args)?;
    let form = args.report.as_deref().map(ReportForm::of).transpose()?;
    let found = find(args)?;
    let plan = batch::plan(
        &found.documents,
        &settings.destination,
        &settings.suffix,
        &found.recursive,
    )
    .map_err(|(path, problem)| Stop::new(path.to_string_lossy(), problem))?;
    let form = form.map(|form| form.apart_from(&plan)).transpose()?;
    let clock = SystemClock::new(settings.time);
    let signer = identity::open(args, terminal)?;
    let options = options(&settings, &found.documents, &signer, &clock, terminal)?;
    if !options.dry_run {
        settings.make_folder()?;
    }
    let report = form.map(ReportFile::create).transpose()?;
    let cancel = on_interrupt(&plan);
    let started = clock.now();
    let progress = Progress::new(terminal, &plan, found.ledger);
    batch::run(&plan, &signer, &options, &clock, &progress, &cancel);
    let rows = progress.finish();
    let batch = report::Batch {
        started,
        finished: clock.now(),
        dry_run: options.dry_run,
        totals: Totals::of(&rows),
        rows: &rows,
    };
    let reported = report.map_or(Ok(()), |report| report.publish(&batch, terminal));
    let reported = reported.and(tell_end(&batch, terminal));
    let status = status(&batch, cancel.load(Ordering::Relaxed));
    Ok(match reported {
        Ok(()) => status,
        // The documents are signed all the same: this is no failure to start. Who asked for
        // words and closed them misses nothing that the status does not say.
        Err(stop) if stop.is_closed_output && terminal.form == Form::Words => status,
        Err(stop) => {
            terminal.tell_problem(&stop.about, &stop.problem);
            if status == Status::Good {
                Status::Failed
            } else {
                status
            }
        }
    })
}

/// The batch's options, once it is clear that `signer` may sign at all.
fn options(
    settings: &Settings<'_>,
    documents: &[Input],
    signer: &dyn Signer,
    clock: &SystemClock,
    terminal: &Terminal,
) -> Result<batch::Options, Stop> {
    let mut options = settings.options(signer, clock)?;
    sign::check_signer(signer, &options.sign)
        .map_err(|error| Stop::new(listed(&settings.args.inputs), &error))?;
    ask_for_document(documents, &mut options.sign, signer, terminal)?;
    Ok(options)
}

/// Where one document is signed and turns out to need a password, whoever sits there is asked.
fn ask_for_document(
    documents: &[Input],
    options: &mut SignOptions,
    signer: &dyn Signer,
    terminal: &Terminal,
) -> Result<(), Stop> {
    let [document] = documents else {
        return Ok(());
    };
    if options.password.is_some() || !terminal.is_interactive() {
        return Ok(());
    }
    let Ok(source) = FileSource::open(&document.path) else {
        return Ok(());
    };
    let checked = sign::check(&source, signer, options);
    if let Err(SignError::Read(ReadError::PasswordRequired)) = checked {
        options.password = password::prompt(terminal, &document.path.to_string_lossy())?;
    }
    Ok(())
}

/// What the arguments name.
#[derive(Default)]
struct Inputs {
    documents: Vec<Input>,
    /// Their places, and what is told instead of a document.
    ledger: Ledger,
    /// Folders of which the whole tree was taken.
    recursive: Vec<PathBuf>,
}

fn find(args: &SignArgs) -> Result<Inputs, Stop> {
    let search = Search {
        recursive: args.recursive,
        own_suffix: args.suffix.as_deref().unwrap_or_default(),
    };
    let mut inputs = Inputs::default();
    let mut nothing = Vec::new();
    for argument in inputs::named(&args.inputs) {
        let argument = argument.map_err(|error| Stop::io("stdin", &error))?;
        if args.recursive && argument.is_dir() {
            inputs.recursive.push(argument.clone());
        }
        for found in inputs::expand(argument, search) {
            match found {
                Found::Document(input) => {
                    inputs.documents.push(input);
                    inputs.ledger.expect_task();
                }
                Found::Other(path, problem) => inputs.ledger.enter(other_row(path, problem)),
                // Who misspells a pattern must not be told that all is well.
                Found::Nothing(path) => {
                    nothing.push(path.clone());
                    let row = Row::failed(path, Problem::new(Kind::NoInput, ""));
                    inputs.ledger.enter(row);
                }
            }
        }
    }
    if inputs.ledger.len() == nothing.len() {
        // An empty list on standard input names nothing itself.
        let named = match nothing.as_slice() {
            [] => &args.inputs,
            nothing => nothing,
        };
        return Err(Stop::new(listed(named), Problem::new(Kind::NoInput, "")));
    }
    Ok(inputs)
}

fn listed(paths: &[PathBuf]) -> String {
    let names: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
    names.join(", ")
}

/// What is no regular file was not to be signed; what cannot be looked at might have been.
fn other_row(path: PathBuf, problem: Problem) -> Row {
    match problem.kind {
        Kind::SkippedInput => Row::skipped(path, problem),
        _ => Row::failed(path, problem),
    }
}

/// Set at the first Ctrl-C; the second ends the process at once. Outputs are published in one
/// step, so even then nothing half-written has an output's name; what lies beside is removed.
fn on_interrupt(plan: &Plan) -> Arc<AtomicBool> {
    let cancel = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&cancel);
    let plan = plan.clone();
    // Fails only where a handler is set already, and none is.
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            batch::clear_unfinished(&plan);
            std::process::exit(Status::Open.code().into());
        }
    });
    cancel
}

fn tell_end(batch: &report::Batch<'_>, terminal: &Terminal) -> Result<(), Stop> {
    match terminal.form {
        Form::Json => terminal.answer_json(&report::batch_json(batch, terminal)),
        Form::JsonLines => Ok(()),
        Form::Words => {
            report::tell_common(batch.rows, terminal);
            terminal.answer(&report::summary(batch, terminal))
        }
    }
}

fn status(batch: &report::Batch<'_>, interrupted: bool) -> Status {
    let was_stopped = batch.rows.iter().any(|row| {
        row.error
            .as_ref()
            .is_some_and(|error| error.kind == Kind::Interrupted)
    });
    match batch.totals {
        _ if interrupted && was_stopped => Status::Open,
        totals if totals.failed > 0 => Status::Failed,
        _ => Status::Good,
    }
}
