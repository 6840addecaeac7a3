//! Distributes work over all processors.

use std::num::NonZero;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread::{ScopedJoinHandle, available_parallelism, scope};

/// Returns the number of threads.
pub(crate) fn threads() -> usize {
    // Finding out reads several files on some systems.
    static THREADS: LazyLock<usize> = LazyLock::new(|| available_parallelism().map_or(1, NonZero::get).min(8));
    *THREADS
}

/// Applies a function to all items. The results are in the same order.
pub(crate) fn map<T: Send, R: Send>(things: Vec<T>, make: impl Fn(T) -> R + Sync) -> Vec<R> {
    let helpers = threads().min(things.len()).saturating_sub(1);
    let things = Mutex::new(things.into_iter().enumerate());
    // A single item may take longer than all others, so items are not assigned beforehand.
    let next = || things.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || std::iter::from_fn(next).map(|(number, thing)| (number, make(thing))).collect::<Vec<(usize, R)>>();
    let mut results = scope(|scope| {
        let helpers: Vec<_> = (0..helpers).map(|_| scope.spawn(work)).collect();
        let mut results = work();
        for result in helpers.into_iter().map(ScopedJoinHandle::join) {
            results.extend(result.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        results
    });
    results.sort_unstable_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order() {
        for count in [0, 1, 2, 17, 100] {
            let expected: Vec<usize> = (0..count).map(|number| number * 2).collect();
            assert_eq!(map((0..count).collect(), |number| number * 2), expected);
        }
    }
}
