//! Names that have all of the words and more, or only some of them.

use super::wording::{ENOUGH, first_of_all, letter_count, only_exchange, prefix_words, with_prefix};
use crate::catalog::{Catalog, Lookup};
use crate::fast::{is_digits, keep};
use crate::finding::Certainty;
use crate::names::name_words::{is_action, is_reading, is_restricting, words};
use crate::names::suggestion_index::MOST;
use crate::request::diagnosis::{Diagnosis, Fit, Reason, account};

/// A name without its beginning: the prefix of all names, or its own first words.
pub(super) fn missing_prefix(catalog: &Catalog, word: &str, given: &[String]) -> Option<Diagnosis> {
    if let Some(full) = with_prefix(catalog, word) {
        if let Lookup::Known(_) = catalog.lookup(&full) {
            return account(Reason::MissingPrefix, Certainty::Likely, &[&full]);
        }
    }
    let is_enough = letter_count(given) >= ENOUGH;
    let mut names = if is_enough { catalog.suggestions().ending_with(given) } else { Vec::new() };
    // An end that many names have does not identify one.
    if let ([action], true) = (given, names.len() > MOST) {
        if is_action(action) {
            names.clear();
        }
    }
    // After an action and what it is done to, only a beginning that is a part of its own is left out without a change of meaning.
    keep(&mut names, &mut |name| !narrows(given, name));
    let certainty = certainty_of_prefix(given, &names);
    if !names.is_empty() {
        // It may as well be a name without its end.
        names = first_of_all(names, catalog.suggestions().beginning_with(given));
    }
    account(Reason::MissingPrefix, certainty, &names)
}

fn certainty_of_prefix(given: &[String], names: &[&str]) -> Certainty {
    let is_of_its_own =
        |name: &&str| name.match_indices([':', '.', '/']).any(|(at, joint)| words(&name[at + joint.len()..]) == given);
    let adds_action = |name: &&str| adds(given, name, &is_action);
    let is_likely = |name: &&str| !adds_action(name) && (!is_whole(given) || is_of_its_own(name));
    if names.iter().all(is_likely) { Certainty::Likely } else { Certainty::Choices }
}

/// Whether a name without the last words of this one says what is done and to what.
pub(super) fn has_whole_beginning(catalog: &Catalog, given: &[String]) -> bool {
    let mut heads = (1..given.len()).map(|cut| &given[..given.len() - cut]);
    heads.any(|head| is_whole(head) && !catalog.suggestions().same_words(head).is_empty())
}

/// Whether words say what is done, and to what.
fn is_whole(given: &[String]) -> bool {
    given.iter().any(|word| is_action(word)) && given.iter().any(|word| !is_action(word))
}

/// Whether a name has less of what is done to it: `metadata.message:read` is not about messages.
fn narrows(given: &[String], name: &str) -> bool {
    is_whole(given) && adds(given, name, &|word| is_restricting(word) && !is_reading(word))
}

/// Whether a name has such a word in addition.
fn adds(given: &[String], name: &str, is_such: &dyn Fn(&str) -> bool) -> bool {
    words(name).iter().any(|word| !given.contains(word) && is_such(word))
}

/// Names with all of the words and more, or else with some of them.
pub(super) fn more_or_less(catalog: &Catalog, word: &str, given: &[String], fit: Fit<'_>) -> Option<Diagnosis> {
    let suggestions = catalog.suggestions();
    let own = &given[prefix_words(catalog, word)..];
    let mut beginning = if letter_count(given) >= ENOUGH { suggestions.beginning_with(given) } else { Vec::new() };
    keep(&mut beginning, &mut |name| !goes_on_in_word(word, name));
    fit(account(Reason::MissingSuffix, certainty_of_more(given, &beginning), &beginning))
        .or_else(|| fit(account(Reason::Abbreviation, Certainty::Likely, &suggestions.abbreviated(word))))
        .or_else(|| fit(more(catalog, word, own, given)))
        .or_else(|| fit(without_an_end(catalog, given)))
        .or_else(|| fit(one_less(catalog, given)))
        .or_else(|| fit(unfinished(catalog, word, given)))
        .or_else(|| fit(with_more(catalog, given, containing(catalog, word, own))))
}

/// Names with all of the words in this order, and more.
fn more(catalog: &Catalog, word: &str, own: &[String], given: &[String]) -> Option<Diagnosis> {
    let suggestions = catalog.suggestions();
    let between = suggestions.with_more_between(given);
    account(Reason::MissingPart, certainty_of_more(given, &between), &between).or_else(|| {
        let mut names = containing(catalog, word, own);
        keep(&mut names, &mut |name| is_in_order(&words(name), own));
        with_more(catalog, given, names)
    })
}

/// Names with all of the words in any order, and more, that are about the same thing.
fn containing<'c>(catalog: &'c Catalog, word: &str, own: &[String]) -> Vec<&'c str> {
    let is_enough = letter_count(own) >= ENOUGH && own.iter().any(|word| !is_action(word));
    let mut names = if is_enough { catalog.suggestions().containing(own) } else { Vec::new() };
    if own.len() == 1 && names.len() > MOST {
        names.clear();
    }
    keep(&mut names, &mut |name| !narrows(own, name) && !goes_on_in_word(word, name));
    names
}

/// A name with an action that was not written is only a choice, and so is a name without the last word if that is an action.
fn with_more<'c>(catalog: &'c Catalog, given: &[String], mut names: Vec<&'c str>) -> Option<Diagnosis> {
    let certainty = certainty_of_more(given, &names);
    if let (false, [head @ .., last]) = (names.is_empty(), given) {
        if is_action(last) && letter_count(head) >= ENOUGH {
            names = first_of_all(catalog.suggestions().same_words(head), names);
        }
    }
    account(Reason::MissingPart, certainty, &names)
}

/// A part of a name probably means the name, unless the rest of it is an action that was not written, or another thing beside
/// what is done and to what.
fn certainty_of_more(given: &[String], names: &[&str]) -> Certainty {
    let is_whole = is_whole(given);
    let adds_to_it = |name: &&str| adds(given, name, &|word| is_whole || is_action(word));
    if names.iter().any(adds_to_it) { Certainty::Choices } else { Certainty::Likely }
}

/// Whether a name goes on where the other ends, in the same part: `read:repo_hook` is about hooks, and `read:repo` is not.
fn goes_on_in_word(word: &str, name: &str) -> bool {
    let rest = name.get(word.len()..).filter(|_| name[..word.len()].eq_ignore_ascii_case(word));
    let joint = rest.and_then(|rest| rest.chars().next()).filter(|joint| matches!(joint, '_' | '-'));
    joint.is_some_and(|joint| word.contains([':', '.', '/']) && !word.contains(joint))
}

fn is_in_order(words: &[String], wanted: &[String]) -> bool {
    let mut rest = words.iter();
    wanted.iter().all(|word| rest.any(|other| other == word))
}

/// One part too many. Unless the part is a repetition, the name without it is about something else.
fn one_less(catalog: &Catalog, given: &[String]) -> Option<Diagnosis> {
    let names = catalog.suggestions().with_one_less(given);
    let loses_word = |name: &&str| {
        let meant = words(name);
        given.iter().any(|word| !meant.contains(word))
    };
    let certainty = if names.iter().any(loses_word) { Certainty::Choices } else { Certainty::Likely };
    account(Reason::ExtraPart, certainty, &names)
}

/// A name that ends in the middle of a word.
fn unfinished(catalog: &Catalog, word: &str, given: &[String]) -> Option<Diagnosis> {
    let last = given.last()?;
    let mut names = if last.len() >= ENOUGH { catalog.suggestions().going_on_from(given) } else { Vec::new() };
    keep(&mut names, &mut |name| !goes_on_in_word(word, name));
    let is_other_action = |name: &&str| {
        let meant = words(name);
        is_action(last) && only_exchange(given, &meant).is_some_and(|(_, other)| is_action(other))
    };
    let certainty = if names.iter().any(is_other_action) { Certainty::Choices } else { Certainty::Likely };
    account(Reason::MissingSuffix, certainty, &names)
}

/// The same words without the text before or after them. The removed text may have narrowed the access, so only a version or
/// a repetition is removed from the end without asking.
fn without_an_end(catalog: &Catalog, given: &[String]) -> Option<Diagnosis> {
    let suggestions = catalog.suggestions();
    let same = |part: &[String]| if letter_count(part) >= ENOUGH { suggestions.same_words(part) } else { Vec::new() };
    for extra in 1..given.len() {
        let (head, cut) = given.split_at(given.len() - extra);
        let is_trifle = cut.iter().all(|word| is_trifle(word, head));
        let suffix = if is_trifle { account(Reason::ExtraSuffix, Certainty::Likely, &same(head)) } else { None };
        let (cut, tail) = given.split_at(extra);
        let is_other_right = cut.iter().any(|word| is_action(word)) || tail.iter().all(|word| is_action(word));
        let is_of_a_name = cut.len() > 1 && !suggestions.beginning_with(cut).is_empty();
        let certainty = if is_of_a_name { Certainty::Choices } else { Certainty::Likely };
        let prefix = if is_other_right { None } else { account(Reason::ExtraPrefix, certainty, &same(tail)) };
        if suffix.is_some() || prefix.is_some() {
            return suffix.or(prefix);
        }
    }
    None
}

/// Whether a word is a version or a repetition.
fn is_trifle(word: &str, before: &[String]) -> bool {
    let digits = word.strip_prefix('v').unwrap_or(word);
    let is_version = !digits.is_empty() && is_digits(digits);
    is_version || before.iter().any(|known| known == word)
}
