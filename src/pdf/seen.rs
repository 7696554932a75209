//! What was met before.

use std::collections::BTreeSet;

/// A set of what mostly comes in ascending order.
#[derive(Debug)]
pub struct Seen<T> {
    ascending: Vec<T>,
    /// Those that came behind a higher one.
    others: BTreeSet<T>,
}

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self {
            ascending: Vec::new(),
            others: BTreeSet::new(),
        }
    }
}

impl<T: Ord> Seen<T> {
    pub fn contains(&self, one: &T) -> bool {
        match self.ascending.last() {
            Some(last) if last >= one => {
                self.ascending.binary_search(one).is_ok() || self.others.contains(one)
            }
            _ => false,
        }
    }

    /// Says whether it is new.
    pub fn insert(&mut self, one: T) -> bool {
        match self.ascending.last() {
            Some(last) if *last >= one => {
                self.ascending.binary_search(&one).is_err() && self.others.insert(one)
            }
            _ => {
                self.ascending.push(one);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn each_is_new_once_whatever_the_order() {
        let mut seen = Seen::default();
        for (number, new) in [
            (3, true),
            (5, true),
            (4, true),
            (5, false),
            (4, false),
            (1, true),
        ] {
            assert_eq!(seen.contains(&number), !new);
            assert_eq!(seen.insert(number), new, "{number}");
            assert!(seen.contains(&number));
        }
        assert!(!seen.contains(&2) && !seen.contains(&6));
    }
}
