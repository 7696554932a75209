//! Many documents: which output each input gets, signed in parallel, one row of outcome each.
//!
//! No document harms another: a failure, even a panic, is a row, and the others go on. What
//! stands under an output's name is always whole: it is written beside, flushed, and published
//! in one step that never replaces anything unless told to.
//!
//! An output has the time at which it was written and its input's rights to read and write, as
//! far as the process's mask allows. One that replaces its input has all of them, and its owner
//! and group where the system allows; where the group cannot be kept, it gets no more rights than
//! others have. Access control lists and extended attributes are not copied.
//!
//! Read on: `plan` (inputs → tasks) → `run` (the pool) → `document` (one task) → `claim`,
//! `witness` (the input is one's own, and still what was read) → `output`, `draft` (temporary
//! file, publishing) → `published` (one name for one file) → `resume`
//! (what is done already) → `row` (outcomes).
//! Knows no terminal; clock and progress are traits.

mod claim;
mod document;
mod draft;
mod file;
mod observer;
mod output;
mod plan;
mod published;
mod resume;
mod row;
mod run;
#[cfg(test)]
mod tests;
mod witness;

pub use draft::{Draft, clear_away};
pub use observer::{Clock, Observer, Silent};
pub use plan::{Destination, Input, Plan, Task, plan};
pub use row::{Row, Status, Totals};
pub use run::{Durability, Existing, Options, clear_unfinished, run};
