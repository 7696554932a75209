//! The document as of one revision.

use std::{ops::Deref, sync::Arc};

use super::{
    Dictionary, Document, Indirect, Object, ObjectId, Place, ReadError, Value,
    finding::Finding,
    xref::{Location, Section},
};
use crate::{Limit, text::Term};

/// The document as of one revision.
#[derive(Clone, Copy)]
pub struct View<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) revision: usize,
}

/// A value that was written directly, or found behind a reference.
#[derive(Clone, Debug)]
pub enum Resolved<'a> {
    Direct(&'a Object),
    Indirect(Arc<Indirect>),
}

impl Deref for Resolved<'_> {
    type Target = Object;
    fn deref(&self) -> &Object {
        match self {
            Self::Direct(object) => object,
            Self::Indirect(indirect) => &indirect.object,
        }
    }
}

/// The trailer of a document that has none.
static NO_TRAILER: Dictionary = Dictionary {
    entries: Vec::new(),
};

impl<'d> View<'d> {
    pub fn document(&self) -> &'d Document<'d> {
        self.document
    }

    /// Index into `Document::revisions`.
    pub fn revision(&self) -> usize {
        self.revision
    }

    /// The trailer of the revision's newest section.
    pub fn trailer(&self) -> &'d Dictionary {
        let revision = self.document.revisions.get(self.revision);
        let section = revision.and_then(|revision| revision.sections.first());
        section.map_or(&NO_TRAILER, |section| &*section.trailer)
    }

    /// Where the section begins whose trailer counts, for errors.
    pub(super) fn trailer_offset(&self) -> u64 {
        let revision = self.document.revisions.get(self.revision);
        let section = revision.and_then(|revision| revision.sections.first());
        section.map_or(0, |section| section.offset)
    }

    /// What the cross-reference says of the object as of this revision.
    pub fn location(&self, number: u32) -> Location {
        self.document
            .location(number, self.revision)
            .unwrap_or(Location::Free)
    }

    /// The object of that number as of this revision; `None` where it is free or absent, or where
    /// the cross-reference points at something else: readers disagree about what such a document
    /// shows, so it is told among `Document::findings`.
    ///
    /// # Errors
    /// `Damaged` where what stands there breaks the grammar; `Limit`; `Io`.
    pub fn object(&self, id: ObjectId) -> Result<Option<Arc<Indirect>>, ReadError> {
        let found = self.load(id, 0);
        if matches!(found, Err(ReadError::Damaged { .. } | ReadError::Limit(_))) {
            self.document.note(Finding::Unreadable { object: id });
        }
        found
    }

    /// Whether the cross-reference of this revision leads for `number` to another object, or to
    /// no object at all: what it hides is not the same as what is absent.
    ///
    /// # Errors
    /// As [`View::object`].
    pub fn misplaced(&self, number: u32) -> Result<bool, ReadError> {
        let generation = match self.location(number) {
            Location::Free => return Ok(false),
            Location::File { generation, .. } => generation,
            Location::ObjectStream { .. } => 0,
        };
        Ok(self.object(ObjectId { number, generation })?.is_none())
    }

    /// Follows references until a value; a missing object is `null`, hence `None`.
    ///
    /// # Errors
    /// `Damaged` where they lead in a circle; `Limit` where they lead too far; those of
    /// [`View::object`].
    pub fn resolve<'o>(&self, object: &'o Object) -> Result<Option<Resolved<'o>>, ReadError> {
        let mut next = match object.value {
            Value::Null => return Ok(None),
            Value::Reference(id) => id,
            _ => return Ok(Some(Resolved::Direct(object))),
        };
        // Sooner or later the way passes it again, if it leads in a circle (Brent's algorithm).
        let mut landmark = next;
        for step in 1..=self.document.limits.reference_chain {
            let Some(found) = self.object(next)? else {
                return Ok(None);
            };
            next = match found.object.value {
                Value::Null => return Ok(None),
                Value::Reference(id) => id,
                _ => return Ok(Some(Resolved::Indirect(found))),
            };
            if next == landmark {
                return Err(self.circle(&found));
            }
            if step.is_power_of_two() {
                landmark = next;
            }
        }
        Err(self.document.limits.exceeded(Limit::ReferenceChain).into())
    }

    /// Of `reference`, which leads back to itself.
    fn circle(&self, reference: &Indirect) -> ReadError {
        let object = reference.id;
        self.document.note(Finding::Unreadable { object });
        ReadError::Damaged {
            offset: match reference.place {
                Place::File { value, .. } => value,
                Place::ObjectStream { .. } => 0,
            },
            object: Some(object),
            expected: Term::VALUE_BEHIND_REFERENCES,
        }
    }

    /// `dictionary[key]`, resolved.
    pub fn get<'o>(
        &self,
        dictionary: &'o Dictionary,
        key: &[u8],
    ) -> Result<Option<Resolved<'o>>, ReadError> {
        match dictionary.get(key) {
            Some(object) => self.resolve(object),
            None => Ok(None),
        }
    }

    /// The catalog.
    ///
    /// # Errors
    /// `Damaged` where `/Root` of the trailer leads to no dictionary.
    pub fn catalog(&self) -> Result<Arc<Indirect>, ReadError> {
        let root = self.trailer().get(b"Root");
        let resolved = match root {
            Some(root) => self.resolve(root)?,
            None => None,
        };
        match resolved {
            Some(Resolved::Indirect(catalog)) if catalog.object.as_dictionary().is_some() => {
                Ok(catalog)
            }
            _ => Err(ReadError::Damaged {
                offset: self.trailer_offset(),
                object: root.and_then(Object::as_reference),
                expected: Term::TRAILER_WITH_ROOT,
            }),
        }
    }

    /// Decrypted and decoded data of a stream. Pictures stay encoded.
    ///
    /// # Errors
    /// `Damaged` where `stream` is none or cannot be decoded; `Limit`.
    pub fn stream(&self, stream: &Indirect) -> Result<Vec<u8>, ReadError> {
        self.document
            .stream_data(stream, &|object| self.resolve(object))
    }

    /// The numbers of all objects that the cross-reference sections of this revision alone name,
    /// with whether they are freed, ascending.
    pub fn written(&self) -> Vec<(ObjectId, bool)> {
        let Some(revision) = self.document.revisions.get(self.revision) else {
            return Vec::new();
        };
        let entry = |number| match revision.location(number)? {
            Location::Free => Some((number, 0, true)),
            Location::File { generation, .. } => Some((number, generation, false)),
            Location::ObjectStream { .. } => Some((number, 0, false)),
        };
        revision
            .numbers()
            .into_iter()
            .filter_map(entry)
            .map(|(number, generation, freed)| (ObjectId { number, generation }, freed))
            .collect()
    }

    /// Whether the sections of this revision alone lead to two places for one number: readers
    /// disagree which of them counts.
    pub fn has_rival_entries(&self) -> bool {
        let revision = self.document.revisions.get(self.revision);
        let sections = revision.map_or(&[][..], |revision| revision.sections.as_slice());
        let rivals = |pair: &[Section]| match pair {
            [table, stream] if stream.supplements_table => stream.entries.iter().any(|record| {
                let listed = table.entries.find(record.number());
                listed.is_some_and(|it| it != Location::Free && it != record.location())
            }),
            _ => false,
        };
        sections.iter().any(|section| section.repeats) || sections.windows(2).any(rivals)
    }
}
