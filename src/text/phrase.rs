//! A few words in both languages.

use std::{borrow::Cow, fmt};

use super::{Lang, Term};

/// A few words in both languages: part of a sentence, or one by itself.
///
/// ```
/// use kyso::text::{Lang, Phrase};
///
/// let pages = Phrase::new("3 trang", "3 pages");
/// assert_eq!(pages.words(Lang::Vi), "3 trang");
/// assert_eq!(Phrase::from("Signature1").words(Lang::Vi), "Signature1");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phrase(
    /// Boxed, so that errors which carry a phrase stay small.
    Box<Both>,
);

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Both {
    vi: Cow<'static, str>,
    en: Cow<'static, str>,
}

impl Phrase {
    /// The same said in Vietnamese and in English.
    pub fn new(vi: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Both {
            vi: vi.into(),
            en: en.into(),
        }))
    }

    /// The words in `lang`.
    pub fn words(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.0.vi,
            Lang::En => &self.0.en,
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.en.is_empty() && self.0.vi.is_empty()
    }
}

/// In English, as errors of programs are.
impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.en)
    }
}

/// A name or a number, which is the same in both languages.
impl From<&str> for Phrase {
    fn from(name: &str) -> Self {
        Self::from(name.to_owned())
    }
}

/// A name or a number, which is the same in both languages.
impl From<String> for Phrase {
    fn from(name: String) -> Self {
        Self::new(name.clone(), name)
    }
}

/// A name or a number, which is the same in both languages.
impl From<Cow<'_, str>> for Phrase {
    fn from(name: Cow<'_, str>) -> Self {
        Self::from(name.into_owned())
    }
}

impl From<Term> for Phrase {
    fn from(term: Term) -> Self {
        Self::new(term.words(Lang::Vi), term.words(Lang::En))
    }
}

/// In English: where a report has a language of its own, it says the words itself.
#[cfg(feature = "serde")]
impl serde::Serialize for Phrase {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.en)
    }
}
