//! Names that have all of the words and more, or only some of them.

use super::unknown::Unknown;
use super::wording::{ENOUGH, first_of_all, letter_count, only_exchange};
use crate::fast::{is_digits, keep};
use crate::finding::Certainty;
use crate::names::name_words::{
    every_word, has_word, holds_in_order, is_action, is_reading, is_restricting, some_word, words,
};
use crate::names::suggestion_index::MOST;
use crate::request::diagnosis::{Diagnosis, Reason, account};

/// A name without its beginning: the prefix of all names, or its own first words.
pub(super) fn missing_prefix(name: &Unknown<'_>) -> Option<Diagnosis> {
    if let Some(full) = name.with_prefix().filter(|full| name.catalog.lookup(full).known().is_some()) {
        return account(Reason::MissingPrefix, Certainty::Likely, &[&full]);
    }
    let given = &*name.given;
    let is_enough = letter_count(given) >= ENOUGH;
    let mut names = if is_enough { name.suggestions().ending_with(given) } else { Vec::new() };
    // An end that many names have does not identify one.
    if given.len() == 1 && names.len() > MOST && is_action(&given[0]) {
        names.clear();
    }
    // After an action and what it is done to, only a beginning that is a part of its own is left out without a change of meaning.
    keep(&mut names, &mut |known| !narrows(given, known));
    let certainty = if has_whole_beginning(name) { Certainty::Choices } else { certainty_of_prefix(given, &names) };
    if !names.is_empty() {
        // It may as well be a name without its end, or one with more in the middle.
        names = first_of_all(names, name.suggestions().beginning_with(given));
        if certainty == Certainty::Choices {
            names = first_of_all(name.suggestions().with_more_between(given), names);
        }
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

/// Whether a name without the last words of this one says what is done and to what, or all but that it is read.
pub(super) fn has_whole_beginning(name: &Unknown<'_>) -> bool {
    (1..name.given.len()).any(|end| {
        let (head, tail) = name.given.split_at(end);
        (is_whole(head) || every_word(tail, is_reading)) && !name.suggestions().same_words(head).is_empty()
    })
}

/// Whether words say what is done, and to what.
fn is_whole(given: &[String]) -> bool {
    some_word(given, is_action) && !every_word(given, is_action)
}

/// Whether a name has less of what is done to it: `metadata.message:read` is not about messages.
fn narrows(given: &[String], name: &str) -> bool {
    is_whole(given) && adds(given, name, &|word| is_restricting(word) && !is_reading(word))
}

/// Whether a name has such a word in addition.
fn adds(given: &[String], name: &str, is_such: &dyn Fn(&str) -> bool) -> bool {
    words(name).iter().any(|word| !given.contains(word) && is_such(word))
}

/// Names that begin with all of the words, and have more.
pub(super) fn beginning(name: &Unknown<'_>) -> Option<Diagnosis> {
    let given = &*name.given;
    let is_enough = letter_count(given) >= ENOUGH;
    let mut names = if is_enough { name.suggestions().beginning_with(given) } else { Vec::new() };
    let is_in_many = begins_parts(name);
    keep(&mut names, &mut |known| is_in_many || !goes_on_in_word(name.short, known));
    account(Reason::Incomplete, certainty_of_more(given, &names), &names)
}

/// Whether several parts of names begin with the last part of this one, which is not a scope itself: `read:acme` may mean
/// `read:acme-desk`, where there is `write:acme-shelf` too.
fn begins_parts(name: &Unknown<'_>) -> bool {
    let Some(last) = name.short.rsplit([':', '.', '/']).next().filter(|last| !name.catalog.is_listed(last)) else {
        return false;
    };
    let goes_on = |part: &&str| part.strip_prefix(last).is_some_and(|rest| rest.starts_with(['-', '_']));
    let mut parts = name.catalog.scopes().iter().flat_map(|scope| scope.name.split([':', '.', '/'])).filter(goes_on);
    parts.next().is_some_and(|first| parts.any(|part| part != first))
}

/// Names with all of the words in this order, and more.
pub(super) fn more_in_order(name: &Unknown<'_>) -> Option<Diagnosis> {
    let between = name.suggestions().with_more_between(&name.given);
    with_more(name, between).or_else(|| {
        let mut names = containing(name);
        keep(&mut names, &mut |known| holds_in_order(&words(known), name.own_words()));
        with_more(name, names)
    })
}

/// Names with all of the words in any order, and more.
pub(super) fn more_in_any_order(name: &Unknown<'_>) -> Option<Diagnosis> {
    with_more(name, containing(name))
}

/// Names with all of the words in any order, and more, that are about the same thing.
fn containing<'c>(name: &Unknown<'c>) -> Vec<&'c str> {
    let own = name.own_words();
    let is_enough = letter_count(own) >= ENOUGH && !every_word(own, is_action);
    let mut names = if is_enough { name.suggestions().containing(own) } else { Vec::new() };
    if own.len() == 1 && names.len() > MOST {
        names.clear();
    }
    keep(&mut names, &mut |known| !narrows(own, known) && !goes_on_in_word(name.short, known));
    names
}

/// A name with an action that was not written is only a choice, and so is a name without the last word if that is an action.
fn with_more<'c>(name: &Unknown<'c>, mut names: Vec<&'c str>) -> Option<Diagnosis> {
    let certainty = certainty_of_more(&name.given, &names);
    if let (false, [head @ .., last]) = (names.is_empty(), &*name.given) {
        if is_action(last) && letter_count(head) >= ENOUGH {
            let mut shorter = name.suggestions().same_words(head);
            if shorter.is_empty() && last == "all" && is_whole(head) {
                shorter = name.suggestions().containing(head);
                keep(&mut shorter, &mut |known| holds_in_order(&words(known), head));
            }
            names = first_of_all(shorter, names);
        }
    }
    account(Reason::Incomplete, certainty, &names)
}

/// A part of a name probably means the name, unless the rest of it is an action that was not written, or another thing beside
/// what is done and to what.
fn certainty_of_more(given: &[String], names: &[&str]) -> Certainty {
    let is_whole = is_whole(given);
    let adds_to_it = |name: &&str| adds(given, name, &|word| is_whole || is_action(word));
    if names.iter().any(adds_to_it) { Certainty::Choices } else { Certainty::Likely }
}

/// Whether a name goes on where the other ends, in the same part, with more than an action: `read:repo_hook` is about hooks,
/// and `read:repo` is not.
fn goes_on_in_word(word: &str, name: &str) -> bool {
    let rest = name.get(word.len()..).filter(|_| name[..word.len()].eq_ignore_ascii_case(word));
    let joint = rest.and_then(|rest| rest.chars().next()).filter(|joint| matches!(joint, '_' | '-'));
    let is_in_word = joint.is_some_and(|joint| word.contains([':', '.', '/']) && !word.contains(joint));
    is_in_word && rest.is_some_and(|rest| words(rest).iter().any(|word| !is_action(word)))
}

/// One part too many: in the middle, or one action of two. Unless the part is a repetition, the name without it is about
/// something else.
pub(super) fn one_less(name: &Unknown<'_>) -> Option<Diagnosis> {
    let mut names = Vec::new();
    for left_out in 0..name.given.len().saturating_sub(1) {
        let mut rest = name.given.clone();
        let is_other = is_action(&rest.remove(left_out)) && is_whole(&rest);
        if left_out > 0 {
            names = first_of_all(names, name.suggestions().same_words(&rest));
        }
        if is_other {
            names = first_of_all(names, name.suggestions().same_word_set(&rest));
        }
    }
    let loses_word = |known: &&str| {
        let meant = words(known);
        name.given.iter().any(|word| !meant.contains(word))
    };
    let certainty = if names.iter().any(loses_word) { Certainty::Choices } else { Certainty::Likely };
    account(Reason::ExtraPart, certainty, &names)
}

/// A name that ends in the middle of a word.
pub(super) fn unfinished(name: &Unknown<'_>) -> Option<Diagnosis> {
    let last = name.given.last()?;
    let mut names = if last.len() >= ENOUGH { name.suggestions().going_on_from(&name.given) } else { Vec::new() };
    keep(&mut names, &mut |known| !goes_on_in_word(name.short, known));
    let is_other_action = |known: &&str| {
        let meant = words(known);
        is_action(last) && only_exchange(&name.given, &meant).is_some_and(|(_, other)| is_action(other))
    };
    let certainty = if names.iter().any(is_other_action) { Certainty::Choices } else { Certainty::Likely };
    account(Reason::Incomplete, certainty, &names)
}

/// The same words without the text before or after them. The removed text may have narrowed the access, so only a version or
/// a repetition is removed from the end without asking.
pub(super) fn without_an_end(name: &Unknown<'_>) -> Option<Diagnosis> {
    let (given, suggestions) = (&*name.given, name.suggestions());
    let same = |part: &[String]| if letter_count(part) >= ENOUGH { suggestions.same_words(part) } else { Vec::new() };
    for extra in 1..given.len() {
        let (head, cut) = given.split_at(given.len() - extra);
        let is_trifle = cut.iter().all(|word| is_trifle(word, head));
        let suffix = if is_trifle { account(Reason::ExtraSuffix, Certainty::Likely, &same(head)) } else { None };
        let (cut, tail) = given.split_at(extra);
        let is_other_right = some_word(cut, is_action) || every_word(tail, is_action);
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
    is_version || has_word(before, word)
}
