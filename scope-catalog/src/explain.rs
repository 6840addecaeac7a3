//! What somebody meant who wrote a name that the catalogue lacks.

use crate::catalog::{Catalog, Standing};
use crate::finding::Certainty;
use crate::suggest::{MOST, exchanges_action};
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
    let given = words(word);
    same_letters(catalog, word)
        .or_else(|| same_words(catalog, &given))
        .or_else(|| run_together(catalog, word))
        .or_else(|| declared_prefix(catalog, word))
        .or_else(|| more_or_less(catalog, &given))
        .or_else(|| spelling(catalog, word, &given))
        .or_else(|| sibling(catalog, &given))
        .or_else(|| foreign(others, word))
        .unwrap_or(Explanation { reason: Reason::Nothing, certainty: Certainty::None, names: Vec::new() })
}

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

fn declared_prefix(catalog: &Catalog, word: &str) -> Option<Explanation> {
    let full = format!("{}{}", catalog.prefix()?, word.trim_start_matches('/'));
    let Standing::Known(_) = catalog.standing(&full) else { return None };
    account(Reason::MissingPrefix, Certainty::Likely, &[&full])
}

/// The same words with a prefix, a suffix or a version more or less.
fn more_or_less(catalog: &Catalog, given: &[String]) -> Option<Explanation> {
    if given.iter().map(String::len).sum::<usize>() < 3 {
        return None;
    }
    let suggestions = catalog.suggestions();
    if let Some(found) = account(Reason::MissingPrefix, Certainty::Likely, &suggestions.ending_with(given)) {
        return Some(found);
    }
    let shorter = |part: &[String]| part.iter().map(String::len).sum::<usize>() >= 3;
    for extra in 1..given.len() {
        let head = &given[..given.len() - extra];
        if shorter(head) {
            let cut_action = given[head.len()..].iter().any(|word| is_action(word));
            let certainty = if cut_action { Certainty::Choices } else { Certainty::Likely };
            if let Some(found) = account(Reason::ExtraSuffix, certainty, &suggestions.same_words(head)) {
                return Some(found);
            }
        }
        let tail = &given[extra..];
        if shorter(tail) {
            if let Some(found) = account(Reason::ExtraPrefix, Certainty::Likely, &suggestions.same_words(tail)) {
                return Some(found);
            }
        }
    }
    account(Reason::MissingSuffix, Certainty::Likely, &suggestions.beginning_with(given))
}

fn spelling(catalog: &Catalog, word: &str, given: &[String]) -> Option<Explanation> {
    let suggestions = catalog.suggestions();
    let prefix = catalog.prefix().filter(|prefix| word.starts_with(prefix)).map_or(0, str::len);
    let near = suggestions.nearest(word, word.len() - prefix);
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
