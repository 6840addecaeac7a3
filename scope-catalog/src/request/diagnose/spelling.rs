//! Names that differ in some letters.

use super::siblings::siblings;
use super::wording::{first_of_all, is_about_the_same, only_exchange, prefix_words, with_prefix};
use crate::catalog::Catalog;
use crate::fast::keep;
use crate::finding::Certainty;
use crate::names::edit_distance::{FARTHEST, within};
use crate::names::name_words::words;
use crate::names::suggestion_index::{Nearest, exchanges_action};
use crate::request::diagnosis::{Diagnosis, Reason, account};

/// A name that differs in a few letters: it is meant, unless the letters make it another word.
pub(super) fn spelling(catalog: &Catalog, word: &str, near: &[&str], given: &[String]) -> Option<Diagnosis> {
    let mut near = near.to_vec();
    without_other_spellings(catalog, &mut near);
    let suggestions = catalog.suggestions();
    let is_sibling = |name: &&str| {
        let meant = words(name);
        let is_other_word = only_exchange(given, &meant)
            .is_some_and(|(one, other)| suggestions.knows_word(one) || !is_slip(one, other));
        is_other_word || exchanges_action(given, &meant) || lacks_word(given, &meant)
    };
    if near.iter().any(is_sibling) {
        let own = &given[prefix_words(catalog, word)..];
        keep(&mut near, &mut |name| !is_sibling(name) || is_about_the_same(own, name) || differs_by_one(word, name));
        let (kindred, _) = siblings(catalog, given);
        return account(Reason::Sibling, Certainty::Choices, &first_of_all(kindred, near));
    }
    account(Reason::Spelling, Certainty::Likely, &near)
}

/// Whether words are others without one or more of them.
fn lacks_word(given: &[String], meant: &[String]) -> bool {
    let mut rest = given.iter();
    meant.len() < given.len() && meant.iter().all(|word| rest.any(|other| other == word))
}

/// One name per scope: an alias is not suggested in addition to the scope itself.
pub(super) fn without_other_spellings(catalog: &Catalog, names: &mut Vec<&str>) {
    let mut scopes = Vec::new();
    for name in &*names {
        if catalog.is_listed(name) {
            scopes.push(catalog.lookup(name));
        }
    }
    keep(names, &mut |name| catalog.is_listed(name) || !scopes.contains(&catalog.lookup(name)));
}

fn differs_by_one(word: &str, name: &str) -> bool {
    within(word.to_ascii_lowercase().as_bytes(), name.to_ascii_lowercase().as_bytes(), 1).is_some()
}

/// Whether one word may be the other one with a typo: two wrong letters in five make it another word.
fn is_slip(one: &str, other: &str) -> bool {
    let most = (one.len().max(other.len()) / 3).clamp(1, FARTHEST);
    within(one.as_bytes(), other.as_bytes(), most).is_some()
}

/// The names nearest to a word, and those nearest to the word with the prefix of all names before it.
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

    /// The nearest of these, if they are not farther away than this.
    pub(super) fn within(&self, farthest: usize) -> &[&'c str] {
        match (self.of_word.within(farthest), &self.of_full) {
            ([], Some(of_full)) => of_full.within(farthest),
            (names, _) => names,
        }
    }
}
