//! A report in words, Vietnamese and English.
//!
//! INDETERMINATE is told as "chưa đủ căn cứ kết luận", never as valid; what was not checked is
//! said. A name from a document cannot begin a line of its own; what else steers a terminal is
//! escaped by whoever shows it.
//! Read on: `checks` (each check) → `verdicts` (each word of the report) → `text` (the whole).

mod checks;
mod text;
mod verdicts;

pub(super) use checks::{about, message};

#[cfg(test)]
mod tests;
