//! What all revisions together say of each object: one search instead of one a revision.

use std::sync::OnceLock;

use super::{Revision, xref::Location};

/// Up to so many revisions are searched one by one: most files never need more.
const FEW: usize = 8;

/// Where each object was, and from which revision on.
pub struct History {
    /// One step for each number that a revision names, the oldest revision's first.
    steps: Vec<(u32, Location)>,
    /// Where among the steps those of the revision behind begin.
    ends: Vec<u32>,
    /// Of each number the step behind its last one; none where numbers are far apart.
    latest: Vec<u32>,
    /// Number and step, ascending.
    keys: OnceLock<Vec<u64>>,
    /// Where objects begin, ascending.
    offsets: Vec<u64>,
}

/// Of so many objects it is known where the next one begins: a document that was scanned and
/// signed again and again has fewer.
const OFFSETS: usize = 4096;

/// How many numbers there may be for each step, and besides, so that they are counted through.
const NUMBERS_FACTOR: usize = 4;
const NUMBERS: usize = 1024;

impl History {
    /// `None` where searching the revisions one by one is cheaper.
    pub fn new(revisions: &[Revision]) -> Option<Self> {
        if revisions.len() <= FEW {
            return None;
        }
        let sections = || revisions.iter().flat_map(|revision| &revision.sections);
        let count = sections().map(|section| section.entries.len()).sum();
        let last = sections().filter_map(|section| section.entries.last_number());
        let numbers = last.max().map_or(0, |last| last as usize + 1);
        let most = NUMBERS_FACTOR.saturating_mul(count).saturating_add(NUMBERS);
        let mut history = Self {
            steps: Vec::with_capacity(count),
            ends: Vec::with_capacity(revisions.len()),
            latest: vec![0; if numbers <= most { numbers } else { 0 }],
            keys: OnceLock::new(),
            offsets: Vec::with_capacity(count.min(OFFSETS)),
        };
        for revision in revisions {
            history.add(revision);
        }
        if !history.offsets.is_sorted() {
            history.offsets.sort_unstable();
        }
        Some(history)
    }

    fn add(&mut self, revision: &Revision) {
        let before = self.offsets.len();
        match revision.sections.as_slice() {
            [section] => {
                for record in section.entries.iter() {
                    self.push(record.number(), record.location());
                }
            }
            _ => {
                for number in revision.numbers() {
                    if let Some(location) = revision.location(number) {
                        self.push(number, location);
                    }
                }
            }
        }
        self.ends.push(self.len());
        // The objects of one revision stand together, nearly always behind all older ones.
        let own = self.offsets.get_mut(before..).unwrap_or_default();
        if !own.is_sorted() {
            own.sort_unstable();
        }
    }

    /// `Limits::objects` bounds how many there are.
    fn len(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }

    fn push(&mut self, number: u32, location: Location) {
        self.steps.push((number, location));
        let behind = self.len();
        if let Some(latest) = self.latest.get_mut(number as usize) {
            *latest = behind;
        }
        if self.steps.len() > OFFSETS {
            self.offsets.clear();
        } else if let Location::File { offset, .. } = location {
            self.offsets.push(offset);
        }
    }

    /// How far it is from the object at `offset` to the next one.
    pub fn room(&self, offset: u64) -> Option<u64> {
        let behind = self.offsets.partition_point(|it| *it <= offset);
        Some(self.offsets.get(behind)? - offset)
    }

    /// Where the object was as of `revision`; `None` where no revision until then names it.
    pub fn location(&self, number: u32, revision: usize) -> Option<Location> {
        let end = match self.ends.get(revision) {
            Some(end) if revision + 1 < self.ends.len() => *end,
            _ if !self.latest.is_empty() => return self.latest(number),
            _ => *self.ends.last()?,
        };
        let keys = self.keys.get_or_init(|| self.keys());
        let behind = keys.partition_point(|it| *it < key(number, end));
        let found = *keys.get(behind.checked_sub(1)?)?;
        let step = usize::try_from(found & u64::from(u32::MAX)).ok()?;
        let (of, location) = self.steps.get(step)?;
        (*of == number).then_some(*location)
    }

    fn latest(&self, number: u32) -> Option<Location> {
        let behind = *self.latest.get(number as usize)?;
        let (_, location) = self.steps.get(behind.checked_sub(1)? as usize)?;
        Some(*location)
    }

    fn keys(&self) -> Vec<u64> {
        let steps = (0..self.len()).zip(&self.steps);
        let mut keys: Vec<u64> = steps
            .map(|(step, (number, _))| key(*number, step))
            .collect();
        keys.sort_unstable();
        keys
    }
}

fn key(number: u32, step: u32) -> u64 {
    u64::from(number) << 32 | u64::from(step)
}
