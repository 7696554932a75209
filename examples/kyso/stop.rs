//! Why a command could not start, or could not go on.

use std::{io, path::Path};

use kyso::text::{Kind, Phrase, Problem};

/// A problem and what it is about (a file, an option).
#[derive(Debug)]
pub struct Stop {
    pub about: String,
    pub problem: Problem,
    /// Whether it is only that nobody reads the answers any more (`kyso … | head -1`).
    pub is_closed_output: bool,
}

impl Stop {
    pub fn new(about: impl Into<String>, problem: impl Into<Problem>) -> Self {
        Self {
            about: about.into(),
            problem: problem.into(),
            is_closed_output: false,
        }
    }

    /// Arguments that do not fit: `about` names the option, `detail` says why.
    pub fn usage(about: impl Into<String>, detail: impl Into<Phrase>) -> Self {
        Self::new(about, Problem::new(Kind::Usage, detail))
    }

    /// The same, with a next step of its own.
    pub fn advising(mut self, advice: Phrase) -> Self {
        self.problem = self.problem.advising(advice);
        self
    }

    /// What the system says of standard output.
    pub fn output(error: &io::Error) -> Self {
        Self {
            is_closed_output: error.kind() == io::ErrorKind::BrokenPipe,
            ..Self::io("stdout", error)
        }
    }

    /// What the system says of `path`.
    pub fn io(path: impl AsRef<Path>, error: &io::Error) -> Self {
        Self::new(path.as_ref().to_string_lossy(), error)
    }
}
