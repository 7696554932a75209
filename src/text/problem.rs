//! An error as reports carry it, and its sentences.

use super::{Kind, Lang, Phrase, words};

/// An error as reports carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// What kind of error.
    pub kind: Kind,
    /// What it speaks of beside the file: a field, an object, a certificate, a number. May be
    /// empty.
    pub detail: Phrase,
    /// Where in the file, in bytes from its start.
    pub offset: Option<u64>,
    /// `12 0 obj`
    pub object: Option<String>,
    /// The next step, where this one's is not its kind's.
    pub advice: Option<Phrase>,
}

impl Problem {
    /// A problem of that kind, without a place.
    pub fn new(kind: Kind, detail: impl Into<Phrase>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            offset: None,
            object: None,
            advice: None,
        }
    }

    /// The same problem, with a next step of its own instead of its kind's.
    #[must_use]
    pub fn advising(mut self, advice: Phrase) -> Self {
        self.advice = Some(advice);
        self
    }

    /// The same problem, at byte `offset` of the file.
    #[must_use]
    pub fn at_offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }

    /// The same problem, in the object `object` (`12 0 obj`).
    #[must_use]
    pub fn in_object(mut self, object: impl Into<String>) -> Self {
        self.object = Some(object.into());
        self
    }

    /// One sentence that names `file`, what is wrong and where.
    pub fn message(&self, lang: Lang, file: &str) -> String {
        let words = words::of(self.kind);
        let template = match lang {
            Lang::Vi => words.vi,
            Lang::En => words.en,
        };
        // Only the template is searched: a file may be named `{file}`.
        let mut sentence = match template.split_once("{file}") {
            Some((before, after)) => [before, file, after].concat(),
            None => template.to_owned(),
        };
        let cause = self.cause_in(lang);
        if !cause.is_empty() {
            sentence.push_str(if self.detail.is_empty() { " " } else { ": " });
            sentence.push_str(&cause);
        }
        sentence
    }

    /// What is wrong and where, without the file: for a sentence about something larger.
    pub(crate) fn cause(&self) -> Phrase {
        Phrase::new(self.cause_in(Lang::Vi), self.cause_in(Lang::En))
    }

    fn cause_in(&self, lang: Lang) -> String {
        let detail = self.detail.words(lang);
        match self.place(lang) {
            Some(place) if detail.is_empty() => format!("({place})"),
            Some(place) => format!("{detail} ({place})"),
            None => detail.to_owned(),
        }
    }

    /// The next step.
    pub fn hint(&self, lang: Lang) -> String {
        if let Some(advice) = &self.advice {
            return advice.words(lang).to_owned();
        }
        let words = words::of(self.kind);
        match lang {
            Lang::Vi => words.vi_hint,
            Lang::En => words.en_hint,
        }
        .to_owned()
    }

    fn place(&self, lang: Lang) -> Option<String> {
        let object = self.object.as_ref().map(|object| match lang {
            Lang::Vi => format!("đối tượng {object}"),
            Lang::En => format!("object {object}"),
        });
        let offset = self.offset.map(|offset| match lang {
            Lang::Vi => format!("vị trí byte {offset}"),
            Lang::En => format!("byte {offset}"),
        });
        match (object, offset) {
            (Some(object), Some(offset)) => Some(format!("{object}, {offset}")),
            (one, other) => one.or(other),
        }
    }
}
