//! Signs what standard input asks for, a line a signature, through the library.
//!
//! A line has tab-separated `key=value` columns: `input`, `output`, `identity` (PEM: key, certificate, chain),
//! `scheme`, `field` (`new`, `named:NAME` or `existing:NAME`), and where wanted `certify` (1 to 3), `lock` (names
//! with commas between), `password` and `repair`. The answer is a line for each, in the same order:
//! `ok`, output, field, byte range and the other PDF libraries that read the same out of it, or `failed`, output and
//! the reason. One that reads something else is a reason; one that cannot read the kind is left out.

mod plan;
mod read_back;

use std::{
    collections::HashMap,
    fs,
    io::{self, BufRead, Write},
};

use kyso::{FileSource, identity::KeyFile, sign::sign_to};
use plan::Line;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut identities = HashMap::new();
    let mut answers = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = Line::parse(&line?)?;
        match run(&line, &mut identities) {
            Ok(answer) => writeln!(answers, "ok\t{}\t{answer}", line.output)?,
            Err(failure) => writeln!(answers, "failed\t{}\t{failure}", line.output)?,
        }
        answers.flush()?;
    }
    Ok(())
}

fn run(line: &Line, identities: &mut HashMap<String, KeyFile>) -> Result<String, Failure> {
    if !identities.contains_key(&line.identity) {
        let contents = fs::read(&line.identity)?;
        let identity = KeyFile::open(&[&contents], None)?;
        identities.insert(line.identity.clone(), identity);
    }
    let signer = &identities[&line.identity];
    let source = FileSource::open(&line.input)?;
    let mut output = Vec::new();
    let signed = sign_to(&source, signer, &line.options()?, &mut output)?;
    fs::write(&line.output, &output)?;
    let readers = read_back::agreeing(&output, line.password())?;
    let [start, before, after, rest] = signed.byte_range;
    let field = signed.field;
    Ok(format!(
        "{field}\t{start} {before} {after} {rest}\t{readers}"
    ))
}
