//! Names as words: how much they say, and where two of them differ.

use crate::catalog::Catalog;
use crate::names::name_words::{is_action, words};

/// Fewer letters than this say nothing about a longer name.
pub(super) const ENOUGH: usize = 3;

/// How many letters some words have.
pub(super) fn letter_count(words: &[String]) -> usize {
    words.iter().map(String::len).sum()
}

/// The name with what all names begin with before it; `None` if it begins so.
pub(super) fn with_prefix(catalog: &Catalog, word: &str) -> Option<String> {
    let prefix = catalog.prefix().filter(|prefix| !word.starts_with(prefix))?;
    Some(format!("{prefix}{}", word.trim_start_matches('/')))
}

/// How many words of a name are what all names of the catalog begin with.
pub(super) fn prefix_words(catalog: &Catalog, word: &str) -> usize {
    catalog.prefix().filter(|prefix| word.starts_with(prefix)).map_or(0, |prefix| words(prefix).len())
}

/// Where two names of as many words differ in a single one: that word of both.
pub(super) fn only_exchange<'w>(one: &'w [String], other: &'w [String]) -> Option<(&'w str, &'w str)> {
    if one.len() != other.len() {
        return None;
    }
    let mut found = None;
    for (one, other) in one.iter().zip(other) {
        match found {
            _ if one == other => {}
            None => found = Some((&**one, &**other)),
            Some(_) => return None,
        }
    }
    found
}

/// Whether a name speaks of a thing that these words speak of: `write` alone connects nothing.
pub(super) fn is_about_the_same(own: &[String], name: &str) -> bool {
    let meant = words(name);
    own.iter().any(|word| !is_action(word) && meant.contains(word))
}

/// One list before another, each name once.
pub(super) fn first_of_all<'c>(mut names: Vec<&'c str>, others: Vec<&'c str>) -> Vec<&'c str> {
    for name in others {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
