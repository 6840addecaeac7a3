//! Finds the most similar names by letters.

use super::wording::with_prefix;
use crate::catalog::Catalog;
use crate::names::suggestion_index::Nearest;

/// The names most similar to a word, and those most similar to the word after the common prefix.
pub(super) struct Neighbors<'c> {
    of_word: Nearest<'c>,
    of_full: Option<Nearest<'c>>,
}

impl<'c> Neighbors<'c> {
    pub(super) fn of(catalog: &'c Catalog, word: &str) -> Self {
        let prefix = catalog.prefix().filter(|prefix| word.starts_with(prefix)).map_or(0, str::len);
        let nearest = |name: &str, rest| catalog.suggestions().nearest(name, rest);
        Self {
            of_word: nearest(word, word.len() - prefix),
            of_full: with_prefix(catalog, word).map(|full| nearest(&full, word.len())),
        }
    }

    /// Returns the most similar names, if their distance is at most this.
    pub(super) fn within(&self, farthest: usize) -> &[&'c str] {
        match (self.of_word.within(farthest), &self.of_full) {
            ([], Some(of_full)) => of_full.within(farthest),
            (names, _) => names,
        }
    }
}
