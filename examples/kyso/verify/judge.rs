//! One file's answer, whatever happens: every input gets its line.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use kyso::{
    Limit, Limits, Opened, Password, ReadError,
    text::{Kind, Phrase, Problem, Term},
    verify::{Policy, Report},
};

use super::{Judged, VerifyArgs, crosscheck};
use crate::{inputs::Found, password, path_json, terminal::Terminal};

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
            Found::Other(path, problem) => (path, self.unreadable(not_looked_at(problem))),
            Found::Document(input) => {
                let answer = self.open_and_verify(&input.path);
                (input.path, answer)
            }
        };
        let (report, notes) = answer;
        Judged::Report(Box::new(named(report, &path, self.terminal)), notes)
    }

    fn unreadable(&self, error: impl Into<Problem>) -> Answer {
        (Report::unreadable(error, &self.policy), Vec::new())
    }

    fn open_and_verify(&self, path: &Path) -> Answer {
        let verified = Opened::open(path, self.policy.limits.piped_bytes)
            .map_err(|error| told(&error, &self.policy.limits))
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
            expected: Term::NO_FAULT_OF_KYSO,
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

/// The report about a folder or pattern in which no document was found.
pub fn nothing(path: &Path, policy: &Policy, terminal: &Terminal) -> Report {
    let none = Phrase::new("không tìm thấy tệp PDF nào", "no PDF file was found");
    let problem = Problem::new(Kind::Io, none).advising(Phrase::new(
        "Kiểm tra đường dẫn và mẫu tên tệp; thêm --recursive để tìm cả trong thư mục con.",
        "Check the path and the pattern; add --recursive to look into folders below.",
    ));
    named(Report::unreadable(problem, policy), path, terminal)
}

/// The report with the file's name as it was given, in the user's language.
pub fn named(report: Report, path: &Path, terminal: &Terminal) -> Report {
    let mut report = report.about(path.to_string_lossy()).speaking(terminal.lang);
    report.file_hex = path_json::hex_of(path);
    report
}

/// Of what is no document that could be opened, a report says that it could not be read.
fn not_looked_at(problem: Problem) -> Problem {
    match problem.kind {
        Kind::SkippedInput => Problem::new(
            Kind::Io,
            Phrase::new("không phải là tệp thông thường", "not a regular file"),
        ),
        _ => problem,
    }
}

fn told(error: &io::Error, limits: &Limits) -> ReadError {
    match error.kind() {
        io::ErrorKind::FileTooLarge => limits.exceeded(Limit::PipedBytes).into(),
        _ => ReadError::Io {
            offset: 0,
            message: error.into(),
        },
    }
}
