//! `kyso verify`: a verdict for every signature of every file.
//!
//! Read on: `args` → `policy` (arguments checked and made into the library's policy) → `judge`
//! (one file, whatever happens), `crosscheck` → `tally` (what all verdicts come to).

mod args;
mod crosscheck;
mod judge;
mod policy;
mod tally;

use std::ops::ControlFlow;

pub use args::VerifyArgs;
pub use judge::named;
use kyso::{
    text::{Kind, Problem},
    verify::{Policy, Report},
};
use tally::Tally;

use crate::{
    exit::Status,
    inputs::{self, Found, Search},
    ordered,
    stop::Stop,
    terminal::{Form, Terminal},
};

pub fn run(args: &VerifyArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let mut args = args.clone();
    inputs::take_back("--trust", &mut args.files, &mut args.trust)?;
    let args = &args;
    if args.crosscheck {
        crosscheck::available()?;
    }
    let policy = policy::from(args)?;
    let mut answers = Answers::new(policy.clone(), terminal);
    let judge = judge::Judge::new(args, policy, terminal);
    let search = Search {
        recursive: args.recursive,
        own_suffix: "",
    };
    let found = inputs::named(&args.files).flat_map(|argument| match argument {
        Ok(argument) => inputs::expand(argument, search),
        Err(error) => {
            let problem = Problem::from(&error);
            vec![Found::Other("stdin".into(), problem)]
        }
    });
    ordered::for_each(
        found,
        args.jobs,
        |found| judge.judge(found),
        |judged| answers.take(judged),
    );
    answers.finish()
}

/// One input's answer, or the name of one in which there was nothing.
pub enum Judged {
    /// With lines for people that are no part of the report's own words.
    Report(Box<Report>, Vec<String>),
    Nothing(std::path::PathBuf),
}

/// Gives answers out as they come, in the form that was asked for.
struct Answers<'t> {
    terminal: &'t Terminal,
    policy: Policy,
    tally: Tally,
    /// Kept for the one object of `--json`.
    kept: Vec<Report>,
    /// What nothing was found in, before the first document: where none follows, that is no
    /// verdict but a command that could not start.
    nothing: Vec<std::path::PathBuf>,
    stopped: Option<Stop>,
}

impl<'t> Answers<'t> {
    fn new(policy: Policy, terminal: &'t Terminal) -> Self {
        Self {
            terminal,
            policy,
            tally: Tally::default(),
            kept: Vec::new(),
            nothing: Vec::new(),
            stopped: None,
        }
    }

    fn take(&mut self, judged: Judged) -> ControlFlow<()> {
        let told = match judged {
            Judged::Nothing(path) if self.tally.is_empty() => {
                self.nothing.push(path);
                return ControlFlow::Continue(());
            }
            Judged::Nothing(path) => self.tell_nothing(path),
            Judged::Report(report, notes) => {
                let before = std::mem::take(&mut self.nothing);
                let told = before
                    .into_iter()
                    .try_for_each(|path| self.tell_nothing(path));
                told.and_then(|()| self.tell(report, &notes))
            }
        };
        if let Err(stop) = told {
            self.stopped = Some(stop);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    /// A name in which nothing was found, among others in which something was.
    fn tell_nothing(&mut self, path: std::path::PathBuf) -> Result<(), Stop> {
        let report = judge::nothing(&path, &self.policy, self.terminal);
        self.tell(Box::new(report), &[])
    }

    fn tell(&mut self, report: Box<Report>, notes: &[String]) -> Result<(), Stop> {
        self.tally.count(report.verdict);
        match self.terminal.form {
            Form::JsonLines => self.terminal.answer_json(&report),
            Form::Words => self
                .terminal
                .answer_lines(&report.to_text(self.terminal.lang))
                .and_then(|()| notes.iter().try_for_each(|note| self.terminal.answer(note))),
            Form::Json => {
                self.kept.push(*report);
                Ok(())
            }
        }
    }

    fn finish(self) -> Result<Status, Stop> {
        if let Some(stop) = self.stopped {
            return Err(stop);
        }
        if self.tally.is_empty() {
            let names: Vec<_> = self
                .nothing
                .iter()
                .map(|path| path.to_string_lossy())
                .collect();
            let named = match names.as_slice() {
                // An empty list on standard input names nothing itself.
                [] => "-".to_owned(),
                names => names.join(", "),
            };
            return Err(Stop::new(named, Problem::new(Kind::NoInput, "")));
        }
        match (self.terminal.form, self.kept.as_slice()) {
            (Form::Json, [report]) => self.terminal.answer_json(report)?,
            (Form::Json, reports) => self.terminal.answer_json(&self.tally.of_all(reports))?,
            (Form::Words, _) if self.tally.total() > 1 => {
                self.terminal.answer(&self.tally.words(self.terminal))?;
            }
            _ => {}
        }
        Ok(self.tally.status())
    }
}
