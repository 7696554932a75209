//! `kyso cert`: certificates, chains, bundles and key files in words a clerk understands.

mod json;
mod purpose;
mod warning;
mod words;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use kyso::{
    Password, Time,
    identity::{IdentityError, KeyFileContents},
    text::{Kind, Problem},
};
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use crate::{
    args::Lines,
    clock::SystemClock,
    exit::Status,
    identity, inputs, parse,
    password::{self, PasswordArgs},
    path_json,
    stop::Stop,
    terminal::{Form, Terminal},
};

/// Arguments of `kyso cert`.
#[derive(Args, Debug)]
pub struct CertArgs {
    #[command(subcommand)]
    command: CertCommand,
}

#[derive(Debug, Subcommand)]
enum CertCommand {
    /// Shows what certificates say
    Show(ShowArgs),
}

#[derive(Args, Debug)]
struct ShowArgs {
    /// Certificates, chains, PKCS#7 bundles, key files; `-` reads their paths from standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    password: PasswordArgs,
    /// Moment for which validity is told (RFC 3339) instead of now
    #[arg(long, value_name = "T", value_parser = parse::time)]
    time: Option<Time>,
    #[command(flatten)]
    lines: Lines,
}

impl CertArgs {
    /// Whether a JSON object a line was asked for.
    pub fn wants_lines(&self) -> bool {
        match &self.command {
            CertCommand::Show(args) => args.lines.json_lines,
        }
    }
}

pub fn run(args: &CertArgs, terminal: &Terminal) -> Result<Status, Stop> {
    match &args.command {
        CertCommand::Show(args) => show(args, terminal),
    }
}

fn show(args: &ShowArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let given = args.password.read()?;
    let now = SystemClock::new(args.time).now();
    let mut reports = Vec::new();
    let (mut files, mut unreadable) = (0u64, 0u64);
    for path in inputs::named(&args.files) {
        let path = path.map_err(|error| Stop::io("stdin", &error))?;
        let opened = open(&path, given.as_ref(), terminal);
        files += 1;
        unreadable += u64::from(opened.is_err());
        match terminal.form {
            Form::Words => match &opened {
                Ok(contents) => words::show(&path, contents, now, terminal)?,
                Err(problem) => terminal.tell_problem(&path.to_string_lossy(), problem),
            },
            Form::JsonLines => terminal.answer_json(&report(&path, &opened, now, terminal))?,
            Form::Json => reports.push(report(&path, &opened, now, terminal)),
        }
    }
    if terminal.form == Form::Json {
        match <[Value; 1]>::try_from(reports) {
            Ok([only]) => terminal.answer_json(&only)?,
            Err(reports) => terminal.answer_json(&json!({
                "schema": "kyso/reports/1",
                "totals": { "files": files, "unreadable": unreadable },
                "reports": reports,
            }))?,
        }
    }
    Ok(match (files, unreadable) {
        (0, _) => Status::CannotStart,
        (_, 0) => Status::Good,
        _ => Status::Failed,
    })
}

fn open(
    path: &Path,
    given: Option<&Password>,
    terminal: &Terminal,
) -> Result<KeyFileContents, Problem> {
    /// Key files and bundles stay far below.
    const MOST_BYTES: u64 = 16 << 20;
    match path.metadata() {
        Ok(metadata) if metadata.len() > MOST_BYTES => {
            return Err(Problem::new(Kind::CertificateUnreadable, "> 16 MiB"));
        }
        _ => {}
    }
    let bytes = Zeroizing::new(identity::read(path).map_err(|stop| stop.problem)?);
    let open =
        |password: Option<&Password>| KeyFileContents::read(&bytes, password.map(Password::as_str));
    let opened = match open(given) {
        Err(IdentityError::PasswordRequired) if given.is_none() => {
            let asked = password::prompt(terminal, &path.to_string_lossy());
            open(asked.map_err(|stop| stop.problem)?.as_ref())
        }
        opened => opened,
    };
    opened.map_err(|error| match &error {
        IdentityError::Unreadable { what } => {
            Problem::new(Kind::CertificateUnreadable, what.clone())
        }
        error => Problem::from(error),
    })
}

fn report(
    path: &Path,
    opened: &Result<KeyFileContents, Problem>,
    now: Time,
    terminal: &Terminal,
) -> Value {
    let mut object = Map::new();
    object.insert("schema".to_owned(), "kyso/certificates/1".into());
    path_json::insert(&mut object, "file", path);
    match opened {
        Ok(contents) => json::insert(&mut object, contents, now),
        Err(problem) => {
            let error = terminal.problem_json(&path.to_string_lossy(), problem);
            object.insert("error".to_owned(), error);
        }
    }
    object.into()
}
