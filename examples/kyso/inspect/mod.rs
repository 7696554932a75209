//! `kyso inspect`: what stands in a file, revision by revision.

mod words;

use std::{io, path::PathBuf};

use clap::Args;
use kyso::{
    Limit, Opened, Opening, ReadError,
    inspect::{Inspection, inspect},
    text::{Phrase, Problem},
};
use serde_json::{Map, Value, json};

use crate::{
    exit::Status,
    limits::LimitArgs,
    password::{self, PdfPasswordArgs},
    stop::Stop,
    terminal::{Form, Terminal},
};

/// Arguments of `kyso inspect`.
#[derive(Args, Debug)]
pub struct InspectArgs {
    /// The document
    file: PathBuf,
    #[command(flatten)]
    pdf_password: PdfPasswordArgs,
    #[command(flatten)]
    limit: LimitArgs,
}

pub fn run(args: &InspectArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let limits = args.limit.limits();
    let file = args.file.to_string_lossy();
    let found = match Opened::open(&args.file, limits.piped_bytes) {
        Ok(source) => look(&source, args, terminal, &file)?,
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Err(limits.exceeded(Limit::PipedBytes).into())
        }
        Err(error) => return Err(Stop::io(&args.file, &error)),
    };
    match found {
        Ok(found) => {
            show(&found, terminal, &file)?;
            Ok(Status::Good)
        }
        Err(error) => {
            let problem = Problem::from(&error);
            if terminal.form == Form::Words {
                terminal.tell_problem(&file, &problem);
            } else {
                let error = terminal.problem_json(&file, &problem);
                let schema = "kyso/inspection/1";
                terminal.answer_json(&json!({ "schema": schema, "file": file, "error": error }))?;
            }
            Ok(Status::NoVerdict)
        }
    }
}

/// Looks into the document; asks for its password where that is missing and somebody is there.
fn look(
    source: &Opened,
    args: &InspectArgs,
    terminal: &Terminal,
    file: &str,
) -> Result<Result<Inspection, ReadError>, Stop> {
    let opening = Opening::default().with_limits(args.limit.limits());
    let opening = match args.pdf_password.read()? {
        Some(password) => opening.with_password(password),
        None => opening,
    };
    let found = inspect(source, &opening);
    if opening.password.is_some() || !matches!(found, Err(ReadError::PasswordRequired)) {
        return Ok(found);
    }
    Ok(match password::prompt(terminal, file)? {
        Some(typed) => inspect(source, &opening.with_password(typed)),
        None => found,
    })
}

fn show(found: &Inspection, terminal: &Terminal, file: &str) -> Result<(), Stop> {
    if terminal.form == Form::Words {
        let lines = words::of(found, terminal, file);
        return lines.iter().try_for_each(|line| terminal.answer(line));
    }
    let inspection = serde_json::to_value(found).unwrap_or_default();
    let mut report = Map::from_iter([
        ("schema".to_owned(), Value::from(found.schema)),
        ("file".to_owned(), Value::from(file)),
    ]);
    if let Value::Object(entries) = inspection {
        report.extend(entries);
    }
    let told = |phrase: &Phrase| Value::from(phrase.words(terminal.lang));
    let findings = found.findings.iter().map(told).collect();
    report.insert("findings".to_owned(), findings);
    report.insert(
        "repaired".to_owned(),
        found.repaired.as_ref().map(told).into(),
    );
    if let Some(Value::Array(fields)) = report.get_mut("fields") {
        for (field, told_of) in fields.iter_mut().zip(&found.fields) {
            let why = told_of
                .signature
                .as_ref()
                .and_then(|one| one.unreadable.as_ref());
            if let Some(why) = why {
                field["signature"]["unreadable"] = told(why);
            }
        }
    }
    terminal.answer_json(&report)
}
