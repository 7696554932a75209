//! What a batch needs from outside: the time; and whom it tells how far it is.

use super::{Row, Task};
use crate::Time;

/// The clock of a batch. It is read once for each document.
pub trait Clock: Sync {
    /// The moment of signing.
    fn now(&self) -> Time;
    /// Milliseconds since some fixed moment, never going back: for durations.
    fn millis(&self) -> u64;
}

/// Told how far a batch is, from several threads at once.
pub trait Observer: Sync {
    /// Work on the task with that index has begun.
    fn started(&self, index: usize, task: &Task) {
        let _ = (index, task);
    }
    /// The task with that index has ended. Tasks end in any order, each once.
    fn finished(&self, index: usize, row: &Row);
}

/// An observer that does not care.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Observer for Silent {
    fn finished(&self, _: usize, _: &Row) {}
}
