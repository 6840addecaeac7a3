//! Work that is shared by all processors.

use std::num::NonZero;
use std::sync::LazyLock;
use std::thread::{ScopedJoinHandle, available_parallelism, scope};

/// How many threads share the work.
pub(crate) fn threads() -> usize {
    // The system's answer is in several files.
    static THREADS: LazyLock<usize> = LazyLock::new(|| available_parallelism().map_or(1, NonZero::get).min(8));
    *THREADS
}

/// Makes something of each of some things. The results are in the same order.
pub(crate) fn map<T: Send, R: Send>(things: Vec<T>, make: impl Fn(T) -> R + Sync) -> Vec<R> {
    let share = things.len().div_ceil(threads()).max(1);
    let mut rest = things.into_iter();
    let shares =
        std::iter::from_fn(|| Some(rest.by_ref().take(share).collect()).filter(|some: &Vec<T>| !some.is_empty()));
    let shares: Vec<Vec<T>> = shares.collect();
    let make = &make;
    scope(|scope| {
        let work = |share: Vec<T>| scope.spawn(move || share.into_iter().map(make).collect::<Vec<R>>());
        let workers: Vec<_> = shares.into_iter().map(work).collect();
        let results = workers.into_iter().map(ScopedJoinHandle::join);
        results.flat_map(|result| result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
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
