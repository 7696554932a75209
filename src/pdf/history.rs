//! What all revisions together say of each object: one search instead of one a revision.

use super::{Revision, xref::Location};

/// Up to so many revisions are searched one by one: most files never need more.
const FEW: usize = 8;

/// Where each object was, and from which revision on; ascending by number, then revision.
pub struct History {
    steps: Vec<Step>,
}

struct Step {
    number: u32,
    revision: u32,
    location: Location,
}

impl History {
    /// `None` where searching the revisions one by one is cheaper.
    pub fn new(revisions: &[Revision]) -> Option<Self> {
        if revisions.len() <= FEW {
            return None;
        }
        let mut steps = Vec::new();
        for (index, revision) in (0..).zip(revisions) {
            steps.extend(revision.numbers().into_iter().filter_map(|number| {
                Some(Step {
                    number,
                    revision: index,
                    location: revision.location(number)?,
                })
            }));
        }
        steps.sort_unstable_by_key(|step| (step.number, step.revision));
        Some(Self { steps })
    }

    /// Where the object was as of `revision`; `None` where no revision until then names it.
    pub fn location(&self, number: u32, revision: usize) -> Option<Location> {
        let revision = u32::try_from(revision).unwrap_or(u32::MAX);
        let key = (number, revision);
        let behind = self
            .steps
            .partition_point(|step| (step.number, step.revision) <= key);
        let step = self.steps.get(behind.checked_sub(1)?)?;
        (step.number == number).then_some(step.location)
    }
}
