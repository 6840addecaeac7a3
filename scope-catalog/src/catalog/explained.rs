//! Limits the effort to explain unknown names.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How many names are compared with unknown ones in a run: those of the largest catalog for a thousand typos, and a
/// hundred times more. Beyond that, mistakes are still found, but without a suggestion.
const MOST: usize = 200_000_000;

/// The cost of explaining a name besides the comparisons, as a number of names.
const BASE: usize = 100;

/// The number of names that were compared with unknown ones, if that is limited.
#[derive(Debug, Default)]
pub(super) struct Explained {
    is_limited: bool,
    spent: AtomicUsize,
}

impl Explained {
    /// Creates the limit for one of several catalogs.
    #[cfg(feature = "load")]
    pub(super) fn limited(catalogs: usize) -> Self {
        Self { is_limited: true, spent: AtomicUsize::new(MOST - MOST / catalogs.max(1)) }
    }

    /// Whether another name may be compared with this many.
    pub(super) fn affords(&self, names: usize) -> bool {
        !self.is_limited || self.spent.fetch_add(names + BASE, Ordering::Relaxed) < MOST
    }
}

#[cfg(all(test, feature = "load"))]
mod tests {
    use super::*;
    use crate::testing::catalog;

    #[test]
    fn a_run_explains_what_people_wrote_and_no_more() {
        let mut catalog = catalog("scopes = ['read', 'write']");
        assert!(catalog.affords_explanation(MOST) && catalog.affords_explanation(MOST));
        catalog.limit_explanations(1);
        assert!(catalog.affords_explanation(MOST));
        assert!(!catalog.affords_explanation(0));
        catalog.limit_explanations(4);
        assert!(catalog.affords_explanation(MOST / 4));
        assert!(!catalog.affords_explanation(0));
    }
}
