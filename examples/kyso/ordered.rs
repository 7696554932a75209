//! Work in parallel, answers in order.

use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    ops::ControlFlow,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// More threads than this judge nothing faster, and a system may refuse to make them.
const MOST_THREADS: usize = 256;

/// Does `work` on every item, `jobs` at a time, and hands the results to `emit` one by one in the
/// order of the items, each as soon as those before it are done. Items are taken as they are
/// needed: `items` may wait for more. Ends early once `emit` breaks.
pub fn for_each<I, T>(
    items: impl Iterator<Item = I> + Send,
    jobs: Option<NonZeroUsize>,
    work: impl Fn(I) -> T + Sync,
    emit: impl FnMut(T) -> ControlFlow<()> + Send,
) where
    T: Send,
{
    let jobs = jobs
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get)
        .min(MOST_THREADS);
    let items = Mutex::new(items.enumerate());
    let queue = Mutex::new(Queue {
        next: 0,
        waiting: BTreeMap::new(),
        emit,
    });
    let is_over = AtomicBool::new(false);
    let take = || {
        let mut items = items.lock().unwrap_or_else(PoisonError::into_inner);
        if is_over.load(Ordering::Relaxed) {
            return None;
        }
        items.next()
    };
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((index, item)) = take() {
                    let result = work(item);
                    let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
                    if queue.put(index, result).is_break() {
                        is_over.store(true, Ordering::Relaxed);
                    }
                }
            });
        }
    });
}

struct Queue<T, E> {
    next: usize,
    /// Results whose turn has not come.
    waiting: BTreeMap<usize, T>,
    emit: E,
}

impl<T, E: FnMut(T) -> ControlFlow<()>> Queue<T, E> {
    fn put(&mut self, index: usize, result: T) -> ControlFlow<()> {
        self.waiting.insert(index, result);
        while let Some(result) = self.waiting.remove(&self.next) {
            self.next += 1;
            (self.emit)(result)?;
        }
        ControlFlow::Continue(())
    }
}
