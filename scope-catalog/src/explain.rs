//! What somebody meant who wrote a name that the catalogue lacks.

use crate::catalog::{Catalog, Standing};
use crate::finding::Certainty;
use crate::suggest::{FARTHEST, MOST, exchanges_action};
use crate::words::{is_action, words};

/// The best account of an unknown name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Explanation {
    pub(crate) reason: Reason,
    pub(crate) certainty: Certainty,
    /// What to write instead, best first.
    pub(crate) names: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The same letters in another case.
    Case,
    /// The same letters with other separators.
    Separators,
    /// The same words but for a plural s.
    Number,
    /// The same words in another order.
    Order,
    /// Two names without anything between them.
    RunTogether,
    /// A name without its beginning.
    MissingPrefix,
    /// A name with something before it.
    ExtraPrefix,
    /// A name with something after it.
    ExtraSuffix,
    /// The beginning of a name.
    MissingSuffix,
    /// A few letters off.
    Spelling,
    /// Another action on the same thing.
    Sibling,
    /// A name of another catalogue, by its name and its key.
    Foreign { catalog: String, key: Option<String> },
    /// Nothing comes near.
    Nothing,
}

/// Explains a name, in a fixed order: the surest account first.
pub(crate) fn explain(catalog: &Catalog, others: &[&Catalog], word: &str) -> Explanation {
    if word.len() > LONGEST {
        return NOTHING;
    }
    let given = words(word);
    same_letters(catalog, word)
        .or_else(|| same_words(catalog, &given))
        .or_else(|| run_together(catalog, word))
        .or_else(|| missing_prefix(catalog, word, &given))
        .or_else(|| spelling(catalog, word, &given, 1))
        .or_else(|| more_or_less(catalog, &given))
        .or_else(|| spelling(catalog, word, &given, FARTHEST))
        .or_else(|| sibling(catalog, &given))
        .or_else(|| foreign(others, word))
        .unwrap_or(NOTHING)
}

/// What is longer than this many bytes is no name that anybody misspelt: the longest known one has 106.
const LONGEST: usize = 1024;

const NOTHING: Explanation = Explanation { reason: Reason::Nothing, certainty: Certainty::None, names: Vec::new() };

fn account(reason: Reason, when_single: Certainty, names: &[&str]) -> Option<Explanation> {
    let certainty = match names.len() {
        0 => return None,
        1 => when_single,
        _ => Certainty::Choices,
    };
    Some(Explanation { reason, certainty, names: names.iter().take(MOST).map(|&name| name.to_owned()).collect() })
}

fn same_letters(catalog: &Catalog, word: &str) -> Option<Explanation> {
    let names = catalog.suggestions().same_letters(word);
    let is_case = names.first().is_some_and(|name| name.eq_ignore_ascii_case(word));
    account(if is_case { Reason::Case } else { Reason::Separators }, Certainty::Certain, &names)
}

fn same_words(catalog: &Catalog, given: &[String]) -> Option<Explanation> {
    if given.is_empty() {
        return None;
    }
    let suggestions = catalog.suggestions();
    account(Reason::Number, Certainty::Certain, &suggestions.same_words(given))
        .or_else(|| account(Reason::Order, Certainty::Certain, &suggestions.same_word_set(given)))
}

fn run_together(catalog: &Catalog, word: &str) -> Option<Explanation> {
    let is_known =
        |name: &str| matches!(catalog.standing(name), Standing::Known(id) if *catalog.scope(id).name == *name);
    let mut splits = word
        .char_indices()
        .skip(1)
        .map(|(at, _)| word.split_at(at))
        .filter(|(one, other)| is_known(one) && is_known(other));
    let (one, other) = splits.next()?;
    if splits.next().is_some() {
        return None;
    }
    let both = format!("{one}{}{other}", catalog.delimiter().character());
    account(Reason::RunTogether, Certainty::Certain, &[&both])
}

fn missing_prefix(catalog: &Catalog, word: &str, given: &[String]) -> Option<Explanation> {
    if let Some(full) = with_prefix(catalog, word) {
        if let Standing::Known(_) = catalog.standing(&full) {
            return account(Reason::MissingPrefix, Certainty::Likely, &[&full]);
        }
    }
    let is_enough = letter_count(given) >= ENOUGH;
    let names = if is_enough { catalog.suggestions().ending_with(given) } else { Vec::new() };
    account(Reason::MissingPrefix, Certainty::Likely, &names)
}

fn with_prefix(catalog: &Catalog, word: &str) -> Option<String> {
    let prefix = catalog.prefix().filter(|prefix| !word.starts_with(prefix))?;
    Some(format!("{prefix}{}", word.trim_start_matches('/')))
}

/// Fewer letters than this say nothing about a longer name.
const ENOUGH: usize = 3;

fn letter_count(words: &[String]) -> usize {
    words.iter().map(String::len).sum()
}

/// The same words with something before or after them, or without the end. What is cut off may have been what narrows the
/// right, so only a version or a repetition is cut off without asking.
fn more_or_less(catalog: &Catalog, given: &[String]) -> Option<Explanation> {
    let suggestions = catalog.suggestions();
    for extra in 1..given.len() {
        let (head, cut) = given.split_at(given.len() - extra);
        let certainty =
            if cut.iter().all(|word| is_trifle(word, head)) { Certainty::Likely } else { Certainty::Choices };
        let names = if letter_count(head) >= ENOUGH { suggestions.same_words(head) } else { Vec::new() };
        if let Some(found) = account(Reason::ExtraSuffix, certainty, &names) {
            return Some(found);
        }
        let (cut, tail) = given.split_at(extra);
        let certainty = if cut.iter().any(|word| is_action(word)) { Certainty::Choices } else { Certainty::Likely };
        let names = if letter_count(tail) >= ENOUGH { suggestions.same_words(tail) } else { Vec::new() };
        if let Some(found) = account(Reason::ExtraPrefix, certainty, &names) {
            return Some(found);
        }
    }
    let names = if letter_count(given) >= ENOUGH { suggestions.beginning_with(given) } else { Vec::new() };
    account(Reason::MissingSuffix, Certainty::Likely, &names)
}

/// A version, or a word that was there already.
fn is_trifle(word: &str, before: &[String]) -> bool {
    let digits = word.strip_prefix('v').unwrap_or(word);
    let is_version = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_version || before.iter().any(|known| known == word)
}

fn spelling(catalog: &Catalog, word: &str, given: &[String], farthest: usize) -> Option<Explanation> {
    let suggestions = catalog.suggestions();
    let prefix = catalog.prefix().filter(|prefix| word.starts_with(prefix)).map_or(0, str::len);
    let mut near = suggestions.nearest(word, word.len() - prefix, farthest);
    if let Some(full) = with_prefix(catalog, word).filter(|_| near.is_empty()) {
        near = suggestions.nearest(&full, word.len(), farthest);
    }
    let is_sibling = |name: &&str| {
        let meant = words(name);
        let exchanged: Vec<&String> = given.iter().filter(|word| !meant.contains(word)).collect();
        let is_whole = exchanged.len() == 1 && meant.len() == given.len() && suggestions.knows_word(exchanged[0]);
        is_whole || exchanges_action(given, &meant)
    };
    if near.iter().any(is_sibling) {
        return account(Reason::Sibling, Certainty::Choices, &near);
    }
    account(Reason::Spelling, Certainty::Likely, &near)
}

/// Another action on the same thing is another right: all of them are named, none is offered.
fn sibling(catalog: &Catalog, given: &[String]) -> Option<Explanation> {
    account(Reason::Sibling, Certainty::Choices, &catalog.suggestions().siblings(given))
}

fn foreign(others: &[&Catalog], word: &str) -> Option<Explanation> {
    let other = others.iter().find(|other| matches!(other.standing(word), Standing::Known(_)))?;
    let reason = Reason::Foreign { catalog: other.name().to_owned(), key: other.key().map(str::to_owned) };
    Some(Explanation { reason, certainty: Certainty::None, names: Vec::new() })
}
