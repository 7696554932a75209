//! What comparing a hostile document may cost, over all its revisions together.

use std::cell::Cell;

use crate::Limits;

/// Values compared, as a multiple of the nodes that a tree may have: each node of an honest
/// document is met a few times for each later revision.
const STEPS_PER_NODE: u32 = 16;

/// Decoded bytes, as a multiple of what one stream may unfold to: honest updates write a few
/// appearances again; a bomb in each of thousands would take hours.
const STREAMS: u64 = 4;

/// Keys compared for the price of one value.
const COMPARED_AT_ONCE: u64 = 64;

/// What is left. Once it is spent, comparisons say "different", and whoever asked must say that
/// nothing is known.
#[derive(Debug)]
pub(in crate::verify) struct Purse {
    steps: Cell<u32>,
    decoded: Cell<u64>,
    spent: Cell<bool>,
}

impl Purse {
    /// A full one.
    pub(in crate::verify) fn of(limits: &Limits) -> Self {
        Self {
            steps: Cell::new(limits.tree_nodes.saturating_mul(STEPS_PER_NODE)),
            decoded: Cell::new(limits.decoded_stream.saturating_mul(STREAMS)),
            spent: Cell::new(false),
        }
    }

    /// Pays for one value; `false` where nothing is left.
    pub(super) fn step(&self) -> bool {
        self.steps(1)
    }

    /// Pays for looking up each key of dictionaries with so many keys: every one is searched
    /// among all.
    pub(super) fn look_up_all(&self, keys: usize) -> bool {
        let compared = (keys as u64).saturating_mul(keys as u64);
        let steps = compared / COMPARED_AT_ONCE;
        self.steps(u32::try_from(steps).unwrap_or(u32::MAX))
    }

    /// Pays for reading a name that a lock holds.
    pub(super) fn name(&self) -> bool {
        self.steps(STEPS_PER_NODE)
    }

    fn steps(&self, steps: u32) -> bool {
        match self.steps.get().checked_sub(steps) {
            Some(left) if !self.spent.get() => {
                self.steps.set(left);
                true
            }
            _ => {
                self.spent.set(true);
                false
            }
        }
    }

    /// Pays for decoded bytes, which are there already: the next ones are refused.
    pub(super) fn decoded(&self, bytes: usize) {
        let left = self.decoded.get().saturating_sub(bytes as u64);
        self.decoded.set(left);
        if left == 0 {
            self.spent.set(true);
        }
    }

    /// Whether something was refused.
    pub(super) fn is_spent(&self) -> bool {
        self.spent.get()
    }
}
