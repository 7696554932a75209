//! A report in words, Vietnamese and English.
//!
//! INDETERMINATE is told as "chưa đủ căn cứ kết luận", never as valid; what was not checked is
//! said. Text from documents and certificates is passed on as it is: whoever shows it escapes it.
//! Read on: `checks` (each check) → `details` (what it found) → `verdicts` (each word of the report) → `text` (the whole).

mod checks;
mod details;
mod text;
mod verdicts;

pub(super) use checks::message;

#[cfg(test)]
mod tests;
