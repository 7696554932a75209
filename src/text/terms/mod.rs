//! What parsers expected, and what they found wrong: a closed vocabulary in both languages.
//!
//! A fault names its words by a constant, so none can be told in one language only.

mod certificates;
mod checks;
mod der;
mod document;
mod keys;
mod readers;

use std::fmt;

use super::Lang;

/// What was expected, or what is wrong, in a few words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    en: &'static str,
    vi: &'static str,
}

/// Declares constants of [`Term`]: name, English, Vietnamese; and lists them.
macro_rules! terms {
    ($($name:ident = $en:literal, $vi:literal;)*) => {
        impl Term {
            $(#[cfg_attr(
                not(all(feature = "fs", feature = "pki", feature = "crosscheck")),
                allow(dead_code, reason = "some terms belong to a feature")
            )]
            pub(crate) const $name: Self = Self { en: $en, vi: $vi };)*
        }

        #[cfg(test)]
        pub(super) const TERMS: &[Term] = &[$(Term::$name,)*];
    };
}
use terms;

impl Term {
    /// Of a document that brought out a fault in kyso itself.
    pub const NO_FAULT_OF_KYSO: Self = Self {
        en: "a structure that kyso can judge without a fault of its own",
        vi: "cấu trúc mà kyso xử lý được không gặp lỗi nội bộ",
    };

    /// The words in `lang`.
    pub fn words(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }

    /// Every term.
    #[cfg(test)]
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let groups = [
            certificates::TERMS,
            checks::TERMS,
            der::TERMS,
            document::TERMS,
            keys::TERMS,
            readers::TERMS,
            &[Self::NO_FAULT_OF_KYSO],
        ];
        groups.into_iter().flatten().copied()
    }
}

/// In English.
impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.en)
    }
}

/// In English.
impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.en, f)
    }
}
