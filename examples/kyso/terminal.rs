//! Where words and answers go: words for people to standard error, answers to standard output.

use std::io::{self, IsTerminal, Write};

use kyso::text::{Lang, Problem};
use serde_json::{Value, json};

use crate::{args::Arguments, escape, exit::Status, lang, stop::Stop};

/// The form of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Words on standard output.
    Words,
    /// One JSON object on standard output.
    Json,
    /// A JSON object a line.
    JsonLines,
}

/// The language and the form that the user asked for, and the ways out.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    pub lang: Lang,
    pub form: Form,
}

impl Terminal {
    pub fn new(arguments: &Arguments) -> Self {
        let form = match (arguments.global.json, arguments.command.wants_lines()) {
            (true, _) => Form::Json,
            (_, true) => Form::JsonLines,
            _ => Form::Words,
        };
        Self {
            lang: lang::choose(arguments.global.lang),
            form,
        }
    }

    /// `vi` or `en`, by the language.
    pub fn pick<'t>(&self, vi: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// Whether somebody sits there who can be asked and shown progress.
    pub fn is_interactive(&self) -> bool {
        io::stderr().is_terminal()
    }

    /// A line of words, on standard error. Control characters in it are shown, not obeyed.
    pub fn tell(&self, line: &str) {
        // A closed terminal must not end a batch: what cannot be told is dropped.
        let _ = writeln!(io::stderr().lock(), "{}", escape::line(line));
    }

    /// A problem and its next step, on standard error.
    pub fn tell_problem(&self, file: &str, problem: &Problem) {
        self.tell(&problem.message(self.lang, file));
        let next = self.pick("Cách xử lý", "What to do");
        self.tell(&format!("  {next}: {}", problem.hint(self.lang)));
    }

    /// A line of words as answer, on standard output, escaped as [`tell`](Self::tell) does.
    pub fn answer(&self, line: &str) -> Result<(), Stop> {
        self.write(&escape::line(line))
    }

    /// Several lines of words as answer, each escaped.
    pub fn answer_lines(&self, text: &str) -> Result<(), Stop> {
        text.lines().try_for_each(|line| self.answer(line))
    }

    /// A JSON object as answer, on one line of standard output, flushed.
    pub fn answer_json(&self, value: &impl serde::Serialize) -> Result<(), Stop> {
        let text = match self.form {
            Form::JsonLines => serde_json::to_string(value),
            _ => serde_json::to_string_pretty(value),
        };
        let text = text.map_err(|error| Stop::io("stdout", &error.into()))?;
        self.write(&text)
    }

    /// Tells why the command could not go on, in the form asked for.
    pub fn tell_stop(&self, stop: &Stop) -> Status {
        if stop.is_closed_output {
            return Status::CannotStart;
        }
        if self.form == Form::Words {
            self.tell_problem(&stop.about, &stop.problem);
        } else {
            let error = self.problem_json(&stop.about, &stop.problem);
            let _ = self.answer_json(&json!({ "schema": "kyso/error/1", "error": error }));
        }
        Status::CannotStart
    }

    /// `error` of a report.
    pub fn problem_json(&self, file: &str, problem: &Problem) -> Value {
        let mut error = json!({
            "kind": problem.kind.as_str(),
            "message": problem.message(self.lang, file),
            "hint": problem.hint(self.lang),
        });
        if let Some(offset) = problem.offset {
            error["offset"] = offset.into();
        }
        if let Some(object) = &problem.object {
            error["object"] = object.as_str().into();
        }
        error
    }

    fn write(&self, text: &str) -> Result<(), Stop> {
        let mut out = io::stdout().lock();
        writeln!(out, "{text}")
            .and_then(|()| out.flush())
            .map_err(|error| Stop::output(&error))
    }
}
