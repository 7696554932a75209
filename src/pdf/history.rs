//! What all revisions together say of each object: one search instead of one a revision.

use super::{Revision, xref::Location};

/// Up to so many revisions are searched one by one: most files never need more.
const FEW: usize = 8;

/// Where each object was, and from which revision on.
pub struct History {
    /// One step for each number that a revision names, the oldest revision's first.
    steps: Vec<Location>,
    /// Where among the steps those of the revision behind begin.
    ends: Vec<u32>,
    /// Number and step, ascending.
    keys: Vec<u64>,
    /// Where objects begin, ascending.
    offsets: Vec<u64>,
}

/// Of so many objects it is known where the next one begins: a document that was scanned and
/// signed again and again has fewer.
const OFFSETS: usize = 4096;

impl History {
    /// `None` where searching the revisions one by one is cheaper.
    pub fn new(revisions: &[Revision]) -> Option<Self> {
        if revisions.len() <= FEW {
            return None;
        }
        let mut history = Self {
            steps: Vec::new(),
            ends: Vec::with_capacity(revisions.len()),
            keys: Vec::new(),
            offsets: Vec::new(),
        };
        for revision in revisions {
            match revision.sections.as_slice() {
                [section] => {
                    for record in section.entries.iter() {
                        history.push(record.number(), record.location());
                    }
                }
                _ => {
                    for number in revision.numbers() {
                        if let Some(location) = revision.location(number) {
                            history.push(number, location);
                        }
                    }
                }
            }
            history.ends.push(history.len());
        }
        history.keys.sort_unstable();
        if history.steps.len() <= OFFSETS {
            let offset = |location: &Location| match location {
                Location::File { offset, .. } => Some(*offset),
                _ => None,
            };
            history.offsets = history.steps.iter().filter_map(offset).collect();
            history.offsets.sort_unstable();
        }
        Some(history)
    }

    /// `Limits::objects` bounds how many there are.
    fn len(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }

    fn push(&mut self, number: u32, location: Location) {
        self.keys.push(key(number, self.len()));
        self.steps.push(location);
    }

    /// How far it is from the object at `offset` to the next one.
    pub fn room(&self, offset: u64) -> Option<u64> {
        let behind = self.offsets.partition_point(|it| *it <= offset);
        Some(self.offsets.get(behind)? - offset)
    }

    /// Where the object was as of `revision`; `None` where no revision until then names it.
    pub fn location(&self, number: u32, revision: usize) -> Option<Location> {
        let end = self.ends.get(revision).or(self.ends.last())?;
        let behind = self.keys.partition_point(|it| *it < key(number, *end));
        let found = *self.keys.get(behind.checked_sub(1)?)?;
        let step = usize::try_from(found & u64::from(u32::MAX)).ok()?;
        (found >> 32 == u64::from(number)).then(|| self.steps.get(step).copied())?
    }
}

fn key(number: u32, step: u32) -> u64 {
    u64::from(number) << 32 | u64::from(step)
}
