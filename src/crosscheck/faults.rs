//! Where the crate `pdf` 0.10 is known to be wrong.

use std::collections::BTreeMap;

use super::{compare::Difference, plain::Id};
use crate::{
    pdf::{Document, xref::Location},
    text::Term,
};

/// The objects of a document that the crate reads wrongly, each with the reason.
pub struct Faults {
    objects: BTreeMap<u32, Term>,
    is_encrypted: bool,
}

impl Faults {
    pub fn of(document: &Document<'_>) -> Self {
        let mut objects = BTreeMap::new();
        let latest = document.latest();
        let size = latest
            .trailer()
            .get(b"Size")
            .and_then(|size| size.as_integer());
        let size = size.and_then(|size| u32::try_from(size).ok());
        let mut times_written: BTreeMap<u32, u32> = BTreeMap::new();
        for revision in 0..document.revisions().len() {
            for (id, freed) in document.view(revision).written() {
                let times = times_written.entry(id.number).or_default();
                *times = times.saturating_add(1);
                if size.is_some_and(|size| id.number >= size) {
                    objects.insert(id.number, Term::IT_LEAVES_OUT_OBJECTS_BEYOND_SIZE);
                } else if *times > 1 && replaced_by_older(document, id.number, freed) {
                    objects.insert(id.number, Term::IT_LETS_AN_OLDER_SECTION_WIN);
                }
            }
        }
        Self {
            objects,
            is_encrypted: document.encryption().is_some(),
        }
    }

    /// Why the crate cannot judge the document at all.
    pub fn refusal(document: &Document<'_>) -> Option<Term> {
        let mut sections = document
            .revisions()
            .iter()
            .flat_map(|revision| &revision.sections);
        sections
            .any(|section| section.supplements_table)
            .then_some(Term::IT_DOES_NOT_READ_XREFSTM)
    }

    /// Why the crate cannot judge this difference. Where one object is read wrongly, objects may
    /// be missed or found behind it.
    pub fn excuse(&self, at: Difference<'_>) -> Option<Term> {
        match at {
            Difference::Value {
                key: b"Contents", ..
            } if self.is_encrypted => Some(Term::IT_DECRYPTS_CONTENTS),
            Difference::Value { id, .. } => self.of_object(id?),
            Difference::Structure { id } => {
                let own = id.and_then(|id| self.of_object(id));
                own.or_else(|| self.objects.values().next().copied())
            }
        }
    }

    fn of_object(&self, (number, _): Id) -> Option<Term> {
        let number = u32::try_from(number).ok()?;
        self.objects.get(&number).copied()
    }
}

/// An older section wins over an entry for an object stream, and with a greater generation, as
/// free entries have it.
fn replaced_by_older(document: &Document<'_>, number: u32, freed: bool) -> bool {
    let packed = matches!(
        document.latest().location(number),
        Location::ObjectStream { .. }
    );
    let was_free = document
        .revisions()
        .iter()
        .any(|revision| revision.location(number) == Some(Location::Free));
    packed || was_free || freed
}
