//! Objects and object streams that were read already, bounded in memory.

use std::{
    collections::{BTreeMap, VecDeque, btree_map::Entry},
    sync::{Arc, Mutex, PoisonError},
};

/// Keeps the newest values up to a sum of costs. The same calls keep the same values.
pub struct Cache<K, V> {
    state: Mutex<State<K, V>>,
    capacity: usize,
}

struct State<K, V> {
    values: BTreeMap<K, (Arc<V>, usize)>,
    order: VecDeque<K>,
    cost: usize,
}

impl<K: Copy + Ord, V> Cache<K, V> {
    pub fn new(capacity: usize) -> Self {
        Self {
            state: Mutex::new(State {
                values: BTreeMap::new(),
                order: VecDeque::new(),
                cost: 0,
            }),
            capacity,
        }
    }

    pub fn get(&self, key: K) -> Option<Arc<V>> {
        // A panic elsewhere leaves a consistent map: every change below is complete or none.
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.values.get(&key).map(|(value, _)| Arc::clone(value))
    }

    /// Keeps `value`, unless another thread was faster; gives the one that is kept.
    pub fn put(&self, key: K, value: V, cost: usize) -> Arc<V> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let value = match state.values.entry(key) {
            Entry::Occupied(present) => return Arc::clone(&present.get().0),
            Entry::Vacant(place) => Arc::clone(&place.insert((Arc::new(value), cost)).0),
        };
        state.order.push_back(key);
        state.cost = state.cost.saturating_add(cost);
        while state.cost > self.capacity && state.order.len() > 1 {
            let oldest = state.order.pop_front();
            let gone = oldest.and_then(|key| state.values.remove(&key));
            state.cost = state.cost.saturating_sub(gone.map_or(0, |(_, cost)| cost));
        }
        value
    }
}
