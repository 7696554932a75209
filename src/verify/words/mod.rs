//! A report in words, Vietnamese and English.
//!
//! INDETERMINATE is told as "chưa đủ căn cứ kết luận", never as valid; what was not checked is
//! said. A name from a document cannot begin a line of its own; what else steers a terminal is
//! escaped by whoever shows it.
//! Read on: `checks` (each check) → `details` (what it found) → `verdicts` (each word of the
//! report) → `text` (the whole).

mod checks;
mod details;
mod text;
mod verdicts;

pub(super) use checks::message;

#[cfg(test)]
mod tests;
