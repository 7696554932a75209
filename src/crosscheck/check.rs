//! One document, three readers.

use std::{borrow::Cow, ops::ControlFlow, thread};

use super::{
    by_kyso::Kyso,
    by_lopdf::Lopdf,
    by_pdf::Pdf,
    compare::{Excuse, compare},
    faults::Faults,
    portrait::{Portrait, portrait},
};
use crate::{
    Source,
    pdf::{Document, Opening, ReadError, each_piece},
    text::{Lang, Phrase, SystemError, Term},
};

/// What the other readers say of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Crosscheck {
    /// One for each reader.
    pub readers: Vec<Reading>,
}

impl Crosscheck {
    /// Whether no reader that could judge saw anything otherwise.
    pub fn agrees(&self) -> bool {
        self.readers
            .iter()
            .all(|reading| reading.disagreements.is_empty())
    }

    /// One line for each reader, one for each disagreement, and one for what could not be judged.
    pub fn findings(&self) -> Vec<Phrase> {
        self.readers.iter().flat_map(Reading::findings).collect()
    }
}

/// What one reader says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Reading {
    /// `lopdf` or `pdf`.
    pub reader: &'static str,
    /// How many values were compared.
    pub compared: u64,
    /// What it sees otherwise than kyso.
    pub disagreements: Vec<Disagreement>,
    /// What this reader cannot be asked.
    pub not_judged: Vec<NotJudged>,
}

impl Reading {
    pub(super) fn of(reader: &'static str) -> Self {
        Self {
            reader,
            compared: 0,
            disagreements: Vec::new(),
            not_judged: Vec::new(),
        }
    }

    fn findings(&self) -> Vec<Phrase> {
        let reader = self.reader;
        let told = self.disagreements.iter().map(|one| one.told(reader));
        let summary = (self.compared > 0).then(|| self.summary());
        let mut lines: Vec<Phrase> = summary.into_iter().chain(told).collect();
        lines.extend(self.told_of_not_judged());
        lines
    }

    fn summary(&self) -> Phrase {
        let (reader, compared) = (self.reader, self.compared);
        let count = self.disagreements.len();
        Phrase::new(
            format!("{reader} được hỏi {compared} giá trị, {count} giá trị đọc khác đi"),
            format!("{reader} was asked for {compared} values and disagrees in {count}"),
        )
    }

    fn told_of_not_judged(&self) -> Option<Phrase> {
        let NotJudged { what, why } = self.not_judged.first()?;
        let reader = self.reader;
        let (vi, en) = match self.not_judged.len().saturating_sub(1) {
            0 => (String::new(), String::new()),
            more => (
                format!(" và {more} giá trị nữa"),
                format!(" and {more} more"),
            ),
        };
        let told = |phrase: &Phrase| phrase.words(Lang::Vi).to_owned();
        Some(Phrase::new(
            format!("{reader} không so được {}{vi}: {}", told(what), told(why)),
            format!("{reader} cannot judge {what}{en}: {why}"),
        ))
    }
}

/// A value that two readers see differently.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Disagreement {
    /// The object that it is, or stands in.
    pub object: Option<String>,
    /// `/ByteRange of the signature of Signature1`, …
    pub what: Phrase,
    /// As kyso sees it, in PDF's notation.
    pub ours: Phrase,
    /// As the other reader sees it.
    pub theirs: Phrase,
}

impl Disagreement {
    fn told(&self, reader: &str) -> Phrase {
        let object = self.object.as_ref().map(|object| format!(" ({object})"));
        let object = object.unwrap_or_default();
        let [what, ours, theirs] = [&self.what, &self.ours, &self.theirs];
        let told = |phrase: &Phrase| phrase.words(Lang::Vi).to_owned();
        let (vi, kyso) = (told(what), told(ours));
        Phrase::new(
            format!(
                "{reader} đọc khác đi ở {vi}{object}: {}; kyso: {kyso}",
                told(theirs)
            ),
            format!("{reader} sees {what}{object} otherwise: {theirs}; kyso: {ours}"),
        )
    }
}

/// A value that a reader cannot judge.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct NotJudged {
    /// `the document`, or a value as in [`Disagreement::what`].
    pub what: Phrase,
    /// What the reader says, or what is known of it.
    pub why: Phrase,
}

/// Reads the security-relevant objects of `source` with `lopdf` and with the crate `pdf`, and
/// compares them with what kyso sees. Both hold the whole document in memory, and their time is
/// not bounded by [`Limits`](crate::Limits).
///
/// # Errors
/// Why kyso itself cannot read the document.
pub fn crosscheck(source: &dyn Source, opening: &Opening) -> Result<Crosscheck, ReadError> {
    let document = Document::open(source, opening)?;
    let bytes = whole(source)?;
    let password = opening.password.as_ref().map(crate::Password::as_str);
    let limits = &opening.limits;
    let ours = portrait(&Kyso(document.latest()), limits.tree_nodes);
    let compared = |reader, theirs: Result<Portrait, Phrase>, excuse: Excuse<'_>| match theirs {
        Ok(theirs) => compare(reader, &ours, &theirs, excuse),
        Err(why) => cannot_judge(reader, why),
    };
    let by_lopdf = apart(|| {
        let tree = Lopdf::open(&bytes, password, limits)?;
        Ok(portrait(&tree, limits.tree_nodes))
    });
    let faults = Faults::of(&document);
    let by_pdf = match Faults::refusal(&document) {
        Some(why) => Err(why.into()),
        None => apart(|| {
            let tree = Pdf::open(&bytes, password)?;
            Ok(portrait(&tree, limits.tree_nodes))
        }),
    };
    Ok(Crosscheck {
        readers: vec![
            compared("lopdf", by_lopdf, &|_| None),
            compared("pdf", by_pdf, &|at| faults.excuse(at)),
        ],
    })
}

/// Runs another library on a thread of its own, with a stack that deep nesting does not use up; a
/// panic in there ends the thread and nothing else.
pub(super) fn apart<'s>(
    read: impl FnOnce() -> Result<Portrait, Phrase> + Send + 's,
) -> Result<Portrait, Phrase> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK);
        let running = thread.spawn_scoped(scope, read);
        let running = running.map_err(|error| SystemError::from(error).phrase())?;
        running.join().unwrap_or_else(|panic| {
            let message = panic.downcast_ref::<String>().map(String::as_str);
            let message = message.or_else(|| panic.downcast_ref::<&str>().copied());
            let message = message.unwrap_or_default();
            Err(Phrase::new(
                format!("thư viện này gặp lỗi nội bộ: “{message}”"),
                format!("it panicked: “{message}”"),
            ))
        })
    })
}

const STACK: usize = 64 << 20;

/// What another library says of its failure, which it says in English alone.
pub(super) fn quoted(message: String) -> Phrase {
    Phrase::new(format!("thư viện này báo lỗi “{message}”"), message)
}

fn cannot_judge(reader: &'static str, why: Phrase) -> Reading {
    let what = Term::THE_DOCUMENT.into();
    Reading {
        not_judged: vec![NotJudged { what, why }],
        ..Reading::of(reader)
    }
}

/// All the bytes of `source`.
fn whole(source: &dyn Source) -> Result<Cow<'_, [u8]>, ReadError> {
    if let Some(bytes) = source.as_bytes() {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut bytes = Vec::new();
    let _: ControlFlow<()> = each_piece(source, 0..source.len(), |piece| {
        bytes.extend_from_slice(piece);
        ControlFlow::Continue(())
    })?;
    Ok(Cow::Owned(bytes))
}
