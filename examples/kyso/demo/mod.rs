//! `kyso demo`: makes a demonstration PKI, signs the sample documents, verifies them, shows two
//! that were tampered with, and says what to try next. Needs nothing but an empty folder.
//!
//! Read on: `samples` → `authority` (the certificates) → `signing` → `tamper` → `guide` (words).

mod authority;
mod guide;
mod samples;
mod signing;
mod tamper;

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use kyso::{
    FileSource, Time,
    text::{Phrase, Problem},
    verify::{Policy, Report, Revocation, Verdict},
    x509::Roots,
};
use serde_json::json;

use crate::{
    clock::SystemClock,
    exit::Status,
    stop::Stop,
    terminal::{Form, Terminal},
    verify,
};

/// Arguments of `kyso demo`.
#[derive(Args, Debug)]
pub struct DemoArgs {
    /// Folder for everything; new or empty
    #[arg(long, value_name = "DIR", default_value = "kyso-demo")]
    pub out: PathBuf,
}

/// Where everything lies.
pub struct Places {
    pub input: PathBuf,
    pub signed: PathBuf,
    pub tampered: PathBuf,
    pub pki: PathBuf,
}

pub fn run(args: &DemoArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let places = make_folders(&args.out)?;
    let clock = SystemClock::new(None);
    guide::begin(&args.out, terminal)?;
    samples::write(&places.input)?;
    let authority = authority::make(clock.now())?;
    authority.write(&places.pki, terminal)?;
    guide::certificates(&authority, &places, terminal)?;
    let signed = signing::sign_all(&authority, &places, &clock)?;
    let tampered = tamper::write_all(&places.signed, &places.tampered)?;
    let policy = policy(&authority, clock.now())?;
    let good = verify_all(&signed, &policy, terminal)?;
    let bad = verify_all(&tampered, &policy, terminal)?;
    if terminal.form == Form::Json {
        terminal.answer_json(&json!({
            "schema": "kyso/demo/1",
            "out": args.out.to_string_lossy(),
            "signed": good,
            "tampered": bad,
        }))?;
    } else {
        guide::signed(&good, terminal)?;
        guide::tampered(&bad, terminal)?;
        guide::next(&places, terminal)?;
    }
    Ok(status(&good, &bad))
}

/// As it must come out: all that was signed passes, nothing that was tampered with does.
fn status(good: &[Report], bad: &[Report]) -> Status {
    let all_pass = good.iter().all(|report| report.verdict == Verdict::Passed);
    let none_passes = bad.iter().all(|report| report.verdict != Verdict::Passed);
    if all_pass && none_passes {
        Status::Good
    } else {
        Status::Failed
    }
}

fn make_folders(out: &Path) -> Result<Places, Stop> {
    let io = |error: std::io::Error| Stop::io(out, &error);
    fs::create_dir_all(out).map_err(io)?;
    if fs::read_dir(out).map_err(io)?.next().is_some() {
        return Err(
            Stop::io(out, &std::io::ErrorKind::DirectoryNotEmpty.into()).advising(Phrase::new(
                "Chọn thư mục mới hoặc thư mục trống: kyso demo --out THƯ_MỤC.",
                "Choose a folder that is new or empty: kyso demo --out DIR.",
            )),
        );
    }
    let places = Places {
        input: out.join("in"),
        signed: out.join("signed"),
        tampered: out.join("tampered"),
        pki: out.join("pki"),
    };
    for folder in [&places.input, &places.signed, &places.tampered, &places.pki] {
        fs::create_dir(folder).map_err(|error| Stop::io(folder, &error))?;
    }
    Ok(places)
}

/// As a reader of the documents would: trusting the demonstration's root, and saying aloud that
/// revocation is not asked for.
fn policy(authority: &authority::Authority, now: Time) -> Result<Policy, Stop> {
    let mut roots = Roots::new();
    roots
        .add(authority.root.certificate().der())
        .map_err(|error| Stop::new("root", Problem::from(&error)))?;
    let mut policy = Policy::at(now).trusting(roots);
    policy.revocation = Revocation::None;
    Ok(policy)
}

fn verify_all(
    files: &[PathBuf],
    policy: &Policy,
    terminal: &Terminal,
) -> Result<Vec<Report>, Stop> {
    let verify = |file: &PathBuf| {
        let source = FileSource::open(file).map_err(|error| Stop::io(file, &error))?;
        let report = kyso::verify::verify(&source, policy)
            .map_err(|error| Stop::new(file.to_string_lossy(), Problem::from(&error)))?;
        Ok(verify::named(report, file, terminal))
    };
    files.iter().map(verify).collect()
}
