//! An error as reports carry it, and its sentences.

use super::{Kind, Lang, words};

/// An error as reports carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// What kind of error.
    pub kind: Kind,
    /// What it speaks of beside the file: a field, an object, a certificate, a number. May be
    /// empty.
    pub detail: String,
    /// Where in the file, in bytes from its start.
    pub offset: Option<u64>,
    /// `12 0 obj`
    pub object: Option<String>,
}

impl Problem {
    /// A problem of that kind, without a place.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            offset: None,
            object: None,
        }
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
        if !self.detail.is_empty() {
            sentence.push_str(": ");
            sentence.push_str(&self.detail);
        }
        if let Some(place) = self.place(lang) {
            sentence.push_str(" (");
            sentence.push_str(&place);
            sentence.push(')');
        }
        sentence
    }

    /// The next step.
    pub fn hint(&self, lang: Lang) -> String {
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
