//! Two portraits beside each other.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    check::{Disagreement, NotJudged, Reading},
    plain::{Id, Plain},
    portrait::{Portrait, Seen},
};
use crate::text::{Lang, Phrase, Term};

/// Where two readers differ.
#[derive(Clone, Copy)]
pub enum Difference<'d> {
    /// Which objects there are, how many pages.
    Structure { id: Option<Id> },
    /// What stands under `key` in the object `id`, or a value that is no dictionary.
    Value { id: Option<Id>, key: &'d [u8] },
}

/// Why the reader cannot judge, where it is known to be wrong.
pub type Excuse<'e> = &'e dyn Fn(Difference<'_>) -> Option<Term>;

/// What `theirs` shows otherwise than `ours`.
pub fn compare(
    reader: &'static str,
    ours: &Portrait,
    theirs: &Portrait,
    excuse: Excuse<'_>,
) -> Reading {
    let mut comparison = Comparison {
        reading: Reading::of(reader),
        excuse,
        obstacle: theirs
            .seen
            .iter()
            .find_map(|seen| seen.value.as_ref().err()),
    };
    let words = |encrypted| {
        Phrase::from(if encrypted {
            Term::ENCRYPTED
        } else {
            Term::NOT_ENCRYPTED
        })
    };
    comparison.structure(
        &Term::THE_DOCUMENT.into(),
        &words(ours.is_encrypted),
        &words(theirs.is_encrypted),
    );
    comparison.pages(&ours.pages, &theirs.pages);
    let known: BTreeMap<&Phrase, &Seen> =
        theirs.seen.iter().map(|seen| (&seen.what, seen)).collect();
    for seen in &ours.seen {
        comparison.seen(seen, known.get(&seen.what).copied());
    }
    let expected: BTreeSet<&Phrase> = ours.seen.iter().map(|seen| &seen.what).collect();
    for seen in &theirs.seen {
        if expected.contains(&seen.what) {
            continue;
        }
        match &seen.value {
            Err(why) => comparison.not_judged(&seen.what, why),
            Ok(value) => {
                let at = Difference::Structure { id: seen.id };
                comparison.differ(at, &seen.what, &Term::ABSENT.into(), &written(value));
            }
        }
    }
    comparison.reading
}

struct Comparison<'e> {
    reading: Reading,
    excuse: Excuse<'e>,
    /// What the reader says of an object that it cannot read: others may lie behind it.
    obstacle: Option<&'e Phrase>,
}

impl Comparison<'_> {
    fn pages(&mut self, ours: &Result<u64, Phrase>, theirs: &Result<u64, Phrase>) {
        let what = Term::NUMBER_OF_PAGES.into();
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => {
                self.structure(&what, &ours.to_string().into(), &theirs.to_string().into());
            }
            (Err(why), _) | (_, Err(why)) => self.not_judged(&what, why),
        }
    }

    fn structure(&mut self, what: &Phrase, ours: &Phrase, theirs: &Phrase) {
        self.reading.compared = self.reading.compared.saturating_add(1);
        if ours != theirs {
            self.differ(Difference::Structure { id: None }, what, ours, theirs);
        }
    }

    fn seen(&mut self, ours: &Seen, theirs: Option<&Seen>) {
        let at = Difference::Structure { id: ours.id };
        let our_value = match &ours.value {
            Ok(value) => value,
            Err(why) => return self.not_judged(&ours.what, why),
        };
        let Some(theirs) = theirs else {
            return match self.obstacle {
                Some(why) => self.not_judged(&ours.what, why),
                None => self.differ(at, &ours.what, &written(our_value), &Term::ABSENT.into()),
            };
        };
        let their_value = match &theirs.value {
            Ok(value) => value,
            Err(why) => return self.not_judged(&ours.what, why),
        };
        if ours.id != theirs.id {
            self.differ(at, &ours.what, &place(ours.id), &place(theirs.id));
        }
        match (our_value.entries(), their_value.entries()) {
            (Some(_), Some(_)) => self.entries(ours, our_value, their_value),
            _ => self.values(ours.id, b"", &ours.what, our_value, their_value),
        }
    }

    fn entries(&mut self, seen: &Seen, ours: &Plain, theirs: &Plain) {
        let keys = [ours, theirs].into_iter().filter_map(Plain::entries);
        let keys: BTreeSet<&Vec<u8>> = keys.flat_map(BTreeMap::keys).collect();
        for key in keys {
            let of = |of, lang| format!("/{} {of} {}", key.escape_ascii(), seen.what.words(lang));
            let what = Phrase::new(of("của", Lang::Vi), of("of", Lang::En));
            self.values(seen.id, key, &what, ours.get(key), theirs.get(key));
        }
    }

    fn values(&mut self, id: Option<Id>, key: &[u8], what: &Phrase, ours: &Plain, theirs: &Plain) {
        self.reading.compared = self.reading.compared.saturating_add(1);
        if ours != theirs {
            let at = Difference::Value { id, key };
            self.differ(at, what, &written(ours), &written(theirs));
        }
    }

    fn differ(&mut self, at: Difference<'_>, what: &Phrase, ours: &Phrase, theirs: &Phrase) {
        if let Some(why) = (self.excuse)(at) {
            return self.not_judged(what, &why.into());
        }
        let (Difference::Structure { id } | Difference::Value { id, .. }) = at;
        self.reading.disagreements.push(Disagreement {
            object: id.map(|(number, generation)| format!("{number} {generation} obj")),
            what: what.clone(),
            ours: ours.clone(),
            theirs: theirs.clone(),
        });
    }

    fn not_judged(&mut self, what: &Phrase, why: &Phrase) {
        self.reading.not_judged.push(NotJudged {
            what: what.clone(),
            why: why.clone(),
        });
    }
}

fn written(value: &Plain) -> Phrase {
    value.to_string().into()
}

fn place(id: Option<Id>) -> Phrase {
    match id {
        Some((number, generation)) => format!("{number} {generation} R").into(),
        None => Term::WRITTEN_DIRECTLY.into(),
    }
}
