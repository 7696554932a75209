//! One file's answer, whatever happens: every input gets its line.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use kyso::{
    LimitExceeded, Opened, Password, ReadError,
    verify::{Policy, Report},
};

use super::{Judged, VerifyArgs, crosscheck};
use crate::{inputs::Found, password, path_json, terminal::Terminal};

/// The largest document taken through a pipe: it is held in memory.
const MOST_PIPED: u64 = 512 << 20;

/// The report, and what is told besides in words.
type Answer = (Report, Vec<String>);

/// Judges files by one policy.
pub struct Judge<'a> {
    policy: Policy,
    terminal: &'a Terminal,
    crosscheck: bool,
    /// Whether a password may be asked for: where one file was named, and none was given.
    may_ask: AtomicBool,
}

impl<'a> Judge<'a> {
    pub fn new(args: &VerifyArgs, policy: Policy, terminal: &'a Terminal) -> Self {
        let may_ask =
            matches!(args.files.as_slice(), [file] if file.is_file()) && policy.password.is_none();
        Self {
            policy,
            terminal,
            crosscheck: args.crosscheck,
            may_ask: AtomicBool::new(may_ask),
        }
    }

    pub fn judge(&self, found: Found) -> Judged {
        let (path, answer) = match found {
            Found::Nothing(path) => return Judged::Nothing(path),
            Found::Other(path, problem) => {
                let message = problem.message(self.terminal.lang, &path.to_string_lossy());
                let error = ReadError::Io { offset: 0, message };
                (path, self.unreadable(&error))
            }
            Found::Document(input) => {
                let answer = self.open_and_verify(&input.path);
                (input.path, answer)
            }
        };
        let (report, notes) = answer;
        Judged::Report(Box::new(named(report, &path, self.terminal)), notes)
    }

    fn unreadable(&self, error: &ReadError) -> Answer {
        (Report::unreadable(error, &self.policy), Vec::new())
    }

    fn open_and_verify(&self, path: &Path) -> Answer {
        let verified = Opened::open(path, MOST_PIPED)
            .map_err(|error| told(&error))
            .and_then(|source| match self.verify(&source, &self.policy) {
                Err(ReadError::PasswordRequired) => self.verify_asking(&source, path),
                verified => verified,
            });
        verified.unwrap_or_else(|error| self.unreadable(&error))
    }

    fn verify_asking(&self, source: &Opened, path: &Path) -> Result<Answer, ReadError> {
        let mut policy = self.policy.clone();
        policy.password = self.ask(path);
        if policy.password.is_none() {
            return Err(ReadError::PasswordRequired);
        }
        self.verify(source, &policy)
    }

    /// A panic is a fault of ours; the files behind this one are judged all the same.
    fn verify(&self, source: &Opened, policy: &Policy) -> Result<Answer, ReadError> {
        let verified = catch_unwind(AssertUnwindSafe(|| {
            let mut report = kyso::verify::verify(source, policy)?;
            let notes = match self.crosscheck {
                true => crosscheck::add(&mut report, source, policy, self.terminal),
                false => Vec::new(),
            };
            Ok((report, notes))
        }));
        verified.unwrap_or(Err(ReadError::Damaged {
            offset: 0,
            object: None,
            expected: "a structure that kyso can judge without a fault of its own",
        }))
    }

    fn ask(&self, path: &Path) -> Option<Password> {
        if !self.may_ask.swap(false, Ordering::Relaxed) {
            return None;
        }
        let file = path.to_string_lossy();
        password::prompt(self.terminal, &file).ok().flatten()
    }
}

/// The report with the file's name as it was given, in the user's language.
pub fn named(report: Report, path: &Path, terminal: &Terminal) -> Report {
    let mut report = report.about(path.to_string_lossy()).speaking(terminal.lang);
    report.file_hex = path_json::hex_of(path);
    report
}

fn told(error: &io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::FileTooLarge => LimitExceeded::of("piped_bytes").into(),
        _ => ReadError::Io {
            offset: 0,
            message: error.to_string(),
        },
    }
}
