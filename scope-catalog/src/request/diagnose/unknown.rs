//! Prepares an unknown name in the forms in which it is compared with the catalog.

use std::cell::OnceCell;

use super::neighbors::Neighbors;
use super::wording::with_prefix;
use crate::catalog::Catalog;
use crate::names::name_words::words;
use crate::names::suggestion_index::Suggestions;
use crate::request::diagnosis::Diagnosis;
use crate::request::fitting::Fitting;

/// A name to be explained.
pub(super) struct Unknown<'u> {
    pub(super) catalog: &'u Catalog,
    fitting: &'u Fitting<'u>,
    /// The name as it is written.
    pub(super) word: &'u str,
    /// The name without the default resource.
    pub(super) short: &'u str,
    /// The words of `short`.
    pub(super) given: Vec<String>,
    neighbors: OnceCell<Neighbors<'u>>,
}

/// A way to explain a name.
pub(super) type Account = fn(&Unknown<'_>) -> Option<Diagnosis>;

impl<'u> Unknown<'u> {
    pub(super) fn new(fitting: &'u Fitting<'u>, word: &'u str) -> Self {
        let catalog = fitting.catalog;
        let short = catalog.without_default_resource(word);
        Self { catalog, fitting, word, short, given: words(short), neighbors: OnceCell::new() }
    }

    pub(super) fn suggestions(&self) -> &'u Suggestions {
        self.catalog.suggestions()
    }

    /// Returns an account without names that must not be suggested; `None` if nothing remains.
    pub(super) fn fit(&self, account: Account) -> Option<Diagnosis> {
        self.fitting.of(account(self)?, &self.given)
    }

    /// The first account with remaining parts.
    pub(super) fn first_of(&self, accounts: &[Account]) -> Option<Diagnosis> {
        for &account in accounts {
            let found = self.fit(account);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Returns the name after the common prefix; `None` if it has the prefix already.
    pub(super) fn with_prefix(&self) -> Option<String> {
        with_prefix(self.catalog, self.short)
    }

    /// Returns the words, including those of the common prefix.
    pub(super) fn full_words(&self) -> Vec<String> {
        self.with_prefix().map_or_else(|| self.given.clone(), |full| words(&full))
    }

    /// Returns the words without those of the common prefix.
    pub(super) fn own_words(&self) -> &[String] {
        let prefix = self.catalog.prefix().filter(|prefix| self.short.starts_with(prefix));
        &self.given[prefix.map_or(0, |prefix| words(prefix).len())..]
    }

    /// Returns the most similar names by letters, if their distance is at most this.
    pub(super) fn near(&self, farthest: usize) -> &[&'u str] {
        self.neighbors.get_or_init(|| Neighbors::of(self.catalog, self.short)).within(farthest)
    }
}
