//! What the operating system said, in both languages, and what to do about it.

use std::{fmt, io};

use super::{Kind, Phrase, Problem, words::system};

/// Why the operating system refused or failed.
///
/// Only the cause is kept: not the names of temporary files that an error may carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemError {
    kind: io::ErrorKind,
    code: Option<i32>,
    english: String,
}

impl SystemError {
    /// What kind of error.
    pub fn kind(&self) -> io::ErrorKind {
        self.kind
    }

    /// What is said of it: the system's own words in English, ours in Vietnamese.
    pub fn phrase(&self) -> Phrase {
        let vietnamese = match (system::of(self.kind), self.code) {
            (Some(words), Some(code)) => format!("{} (mã lỗi hệ thống {code})", words.vi),
            (Some(words), None) => words.vi.to_owned(),
            (None, Some(code)) => format!("hệ thống báo lỗi (mã lỗi hệ thống {code})"),
            (None, None) => format!("hệ thống báo lỗi: {}", self.english),
        };
        Phrase::new(vietnamese, self.english.clone())
    }

    /// The next step, where this cause has one of its own.
    fn hint(&self) -> Option<Phrase> {
        let words = system::of(self.kind)?;
        Some(Phrase::new(words.vi_hint, words.en_hint))
    }
}

impl From<&io::Error> for SystemError {
    fn from(error: &io::Error) -> Self {
        let told = error.to_string();
        // `tempfile` puts the name of its file behind the system's words.
        let cause = match told.split_once(" at path \"") {
            Some((cause, _)) if error.get_ref().is_some() => cause,
            _ => &told,
        };
        Self {
            kind: error.kind(),
            code: error.raw_os_error().or_else(|| code_in(cause)),
            english: cause.to_owned(),
        }
    }
}

/// The number in `No such file or directory (os error 2)`.
fn code_in(told: &str) -> Option<i32> {
    let (_, number) = told.rsplit_once("(os error ")?;
    number.strip_suffix(')')?.parse().ok()
}

impl From<io::Error> for SystemError {
    fn from(error: io::Error) -> Self {
        Self::from(&error)
    }
}

/// In English.
impl fmt::Display for SystemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.english)
    }
}

impl From<&SystemError> for Problem {
    fn from(error: &SystemError) -> Self {
        let problem = Self::new(Kind::Io, error.phrase());
        match error.hint() {
            Some(hint) => problem.advising(hint),
            None => problem,
        }
    }
}

impl From<&io::Error> for Problem {
    fn from(error: &io::Error) -> Self {
        Self::from(&SystemError::from(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn a_cause_is_told_in_both_languages_with_its_own_next_step() {
        let missing = Problem::from(&io::Error::from_raw_os_error(2));
        assert_eq!(
            missing.message(Lang::Vi, "a.pdf"),
            "Không đọc hoặc ghi được a.pdf: không có tệp hoặc thư mục này (mã lỗi hệ thống 2)"
        );
        let full = Problem::from(&io::Error::from(io::ErrorKind::StorageFull));
        assert!(full.hint(Lang::En).contains("space"));
        assert!(!missing.hint(Lang::En).contains("space"));
    }

    #[test]
    fn the_name_of_a_temporary_file_is_not_told() {
        let folder = std::path::Path::new("/nowhere/at/all");
        let error = tempfile::Builder::new()
            .prefix(".kyso-")
            .tempfile_in(folder)
            .unwrap_err();
        assert!(error.to_string().contains(".kyso-"), "{error}");
        let problem = Problem::from(&error);
        for lang in [Lang::Vi, Lang::En] {
            let told = problem.message(lang, "out/a.pdf");
            assert!(!told.contains(".kyso-") && told.ends_with("2)"), "{told}");
        }
    }
}
