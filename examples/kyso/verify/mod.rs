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
    verify::Report,
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
    inputs::take_back(&mut args.files, &mut args.trust)?;
    let args = &args;
    if args.crosscheck {
        crosscheck::available()?;
    }
    let policy = policy::from(args)?;
    let judge = judge::Judge::new(args, policy, terminal);
    let search = Search {
        recursive: args.recursive,
        own_suffix: "",
    };
    let found = inputs::named(&args.files).flat_map(|argument| match argument {
        Ok(argument) => inputs::expand(argument, search),
        Err(error) => {
            let problem = Problem::new(Kind::Io, error.to_string());
            vec![Found::Other("stdin".into(), problem)]
        }
    });
    let mut answers = Answers::new(terminal);
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
    tally: Tally,
    /// Kept for the one object of `--json`.
    kept: Vec<Report>,
    nothing: Vec<String>,
    stopped: Option<Stop>,
}

impl<'t> Answers<'t> {
    fn new(terminal: &'t Terminal) -> Self {
        Self {
            terminal,
            tally: Tally::default(),
            kept: Vec::new(),
            nothing: Vec::new(),
            stopped: None,
        }
    }

    fn take(&mut self, judged: Judged) -> ControlFlow<()> {
        let (report, notes) = match judged {
            Judged::Report(report, notes) => (report, notes),
            Judged::Nothing(path) => {
                self.nothing.push(path.to_string_lossy().into_owned());
                return ControlFlow::Continue(());
            }
        };
        self.tally.count(report.verdict);
        let told = match self.terminal.form {
            Form::JsonLines => self.terminal.answer_json(&report),
            Form::Words => self
                .terminal
                .answer_lines(&report.to_text(self.terminal.lang))
                .and_then(|()| notes.iter().try_for_each(|note| self.terminal.answer(note))),
            Form::Json => {
                self.kept.push(*report);
                Ok(())
            }
        };
        if let Err(stop) = told {
            self.stopped = Some(stop);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn finish(self) -> Result<Status, Stop> {
        if let Some(stop) = self.stopped {
            return Err(stop);
        }
        let no_input = Problem::new(Kind::NoInput, "");
        if self.tally.is_empty() {
            let named = match self.nothing.as_slice() {
                // An empty list on standard input names nothing itself.
                [] => "-".to_owned(),
                nothing => nothing.join(", "),
            };
            return Err(Stop::new(named, no_input));
        }
        for name in &self.nothing {
            self.terminal.tell_problem(name, &no_input);
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
