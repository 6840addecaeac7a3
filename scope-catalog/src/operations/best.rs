//! The best of several.

/// The positions with the least rank among those that were added.
pub(super) struct Best<R> {
    /// `None` if there are none.
    pub(super) rank: Option<R>,
    pub(super) found: Vec<usize>,
}

impl<R: Copy + Ord> Best<R> {
    pub(super) fn new() -> Self {
        Self { rank: None, found: Vec::new() }
    }

    /// Adds a position, in order; one may be added with several ranks.
    pub(super) fn add(&mut self, rank: R, at: usize) {
        if self.rank.is_none_or(|best| rank < best) {
            self.rank = Some(rank);
            self.found.clear();
        }
        if self.rank == Some(rank) && self.found.last() != Some(&at) {
            self.found.push(at);
        }
    }
}
