//! What all verdicts come to: the totals, and the exit status.

use kyso::verify::{Report, Verdict};
use serde::Serialize;

use crate::{exit::Status, terminal::Terminal};

/// How many files got which verdict.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Tally {
    passed: usize,
    failed: usize,
    indeterminate: usize,
    unsigned: usize,
    unreadable: usize,
}

/// `kyso/reports/1`
#[derive(Serialize)]
pub struct Reports<'r> {
    schema: &'static str,
    totals: Tally,
    reports: &'r [Report],
}

impl Tally {
    pub fn count(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Passed => &mut self.passed,
            Verdict::Failed => &mut self.failed,
            Verdict::Unsigned => &mut self.unsigned,
            Verdict::Unreadable => &mut self.unreadable,
            // A verdict that this program does not know is none that passed.
            _ => &mut self.indeterminate,
        } += 1;
    }

    pub fn total(&self) -> usize {
        self.passed + self.failed + self.indeterminate + self.unsigned + self.unreadable
    }

    pub fn is_empty(&self) -> bool {
        self.total() == 0
    }

    /// The first that applies: failed, nothing to judge, open, good.
    pub fn status(&self) -> Status {
        if self.failed > 0 {
            Status::Failed
        } else if self.unsigned + self.unreadable > 0 {
            Status::NoVerdict
        } else if self.indeterminate > 0 {
            Status::Open
        } else {
            Status::Good
        }
    }

    pub fn of_all<'r>(&self, reports: &'r [Report]) -> Reports<'r> {
        Reports {
            schema: "kyso/reports/1",
            totals: *self,
            reports,
        }
    }

    /// One line on all files.
    pub fn words(&self, terminal: &Terminal) -> String {
        let total = self.total();
        let Self {
            passed,
            failed,
            indeterminate,
            unsigned,
            unreadable,
        } = self;
        match terminal.lang {
            kyso::text::Lang::Vi => format!(
                "Tổng cộng {total} tệp: {passed} hợp lệ, {failed} không hợp lệ, {indeterminate} \
                 chưa đủ căn cứ kết luận, {unsigned} không có chữ ký, {unreadable} không đọc được."
            ),
            kyso::text::Lang::En => format!(
                "{total} files: {passed} passed, {failed} failed, {indeterminate} indeterminate, \
                 {unsigned} unsigned, {unreadable} unreadable."
            ),
        }
    }
}
