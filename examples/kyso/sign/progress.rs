//! What is told while a batch runs: a bar on a terminal, plain lines where piped, or JSON lines.

use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};
use kyso::{
    batch::{Observer, Plan, Row, Status},
    text::{Kind, Problem},
};

use super::{ledger::Ledger, report};
use crate::terminal::{Form, Terminal};

/// Tells of documents as they end, and keeps their rows.
pub struct Progress<'t> {
    terminal: &'t Terminal,
    bar: Option<ProgressBar>,
    ledger: Mutex<Ledger>,
}

impl<'t> Progress<'t> {
    pub fn new(terminal: &'t Terminal, plan: &Plan, ledger: Ledger) -> Self {
        let count = plan.tasks().len();
        let wants_bar = terminal.form == Form::Words && terminal.is_interactive() && count > 1;
        let progress = Self {
            terminal,
            bar: wants_bar.then(|| bar(count)),
            ledger: Mutex::new(ledger),
        };
        progress.tell_lines();
        progress
    }

    /// All rows, in the order of the inputs.
    pub fn finish(self) -> Vec<Row> {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        let ledger = self
            .ledger
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        ledger.into_rows()
    }

    /// The rows whose turn has come.
    fn tell_lines(&self) {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(row) = ledger.next() {
            // A closed output must not end the batch; its report is written all the same.
            let _ = match self.terminal.form {
                Form::Words => self.tell(row),
                Form::JsonLines => self
                    .terminal
                    .answer_json(&report::row_json(row, self.terminal)),
                Form::Json => Ok(()),
            };
        }
    }

    /// In words: on a terminal, under the bar, only what went wrong.
    fn tell(&self, row: &Row) -> Result<(), crate::stop::Stop> {
        let Some(bar) = &self.bar else {
            return report::tell_row(row, self.terminal);
        };
        let is_common = |finding: &Problem| finding.kind == Kind::ChainIncomplete;
        if row.status == Status::Signed && row.findings.iter().all(is_common) {
            return Ok(());
        }
        bar.suspend(|| report::tell_row(row, self.terminal))
    }
}

impl Observer for Progress<'_> {
    fn finished(&self, index: usize, row: &Row) {
        let lock = self.ledger.lock();
        lock.unwrap_or_else(PoisonError::into_inner)
            .task_ended(index, row.clone());
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
        self.tell_lines();
    }
}

fn bar(count: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len}  {elapsed_precise}  ETA {eta}");
    let bar = ProgressBar::new(count as u64);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
