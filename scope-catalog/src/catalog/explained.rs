//! How much is looked for what unknown names were meant to be.

use std::sync::atomic::{AtomicUsize, Ordering};

/// In one run, as many names as this are compared with unknown ones: those of the largest catalog with a thousand slips of
/// the hand, and a hundred times more. What is wrong is found all the same, without a guess.
const MOST: usize = 200_000_000;

/// What a name costs beside the comparison with all others, as a number of names.
const BASE: usize = 100;

/// How many names were compared with unknown ones, where that is limited.
#[derive(Debug, Default)]
pub(super) struct Explained {
    is_limited: bool,
    spent: AtomicUsize,
}

impl Explained {
    /// The share of one of several catalogs.
    #[cfg(feature = "load")]
    pub(super) fn limited(catalogs: usize) -> Self {
        Self { is_limited: true, spent: AtomicUsize::new(MOST - MOST / catalogs.max(1)) }
    }

    /// Whether one more name is compared with as many.
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
