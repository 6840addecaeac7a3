//! Names as lists of words: how specific they are, and where two of them differ.

use crate::catalog::Catalog;
use crate::names::name_words::{is_action, words};

/// Fewer letters than this do not identify a longer name.
pub(super) const ENOUGH: usize = 3;

/// The pieces of a name between certain characters.
pub(crate) fn pieces<'n>(name: &'n str, is_between: &dyn Fn(char) -> bool) -> Vec<&'n str> {
    let mut pieces = Vec::new();
    for piece in name.split(is_between) {
        pieces.push(piece);
    }
    pieces
}

/// The number of letters in some words.
pub(super) fn letter_count(words: &[String]) -> usize {
    words.iter().map(String::len).sum()
}

/// The name with the prefix of all names before it; `None` if it already has the prefix.
pub(super) fn with_prefix(catalog: &Catalog, word: &str) -> Option<String> {
    let prefix = catalog.prefix().filter(|prefix| !word.starts_with(prefix))?;
    Some(format!("{prefix}{}", word.trim_start_matches('/')))
}

/// If two names have the same number of words and differ in a single one, that word of both.
pub(crate) fn only_exchange<'w, W: AsRef<str> + PartialEq>(one: &'w [W], other: &'w [W]) -> Option<(&'w str, &'w str)> {
    if one.len() != other.len() {
        return None;
    }
    let mut found = None;
    for (one, other) in one.iter().zip(other) {
        match found {
            _ if one == other => {}
            None => found = Some((one.as_ref(), other.as_ref())),
            Some(_) => return None,
        }
    }
    found
}

/// Whether a name and these words have a subject in common: `write` alone is not a subject.
pub(super) fn is_about_the_same(own: &[String], name: &str) -> bool {
    let meant = words(name);
    own.iter().any(|word| !is_action(word) && meant.contains(word))
}

/// Two lists, one after the other, with each name once.
pub(super) fn first_of_all<'c>(mut names: Vec<&'c str>, others: Vec<&'c str>) -> Vec<&'c str> {
    for name in others {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
