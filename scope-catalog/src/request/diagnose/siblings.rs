//! Finds names that differ in a word: another action, or the same action on another object.

use super::unknown::Unknown;
use super::wording::{ENOUGH, first_of_all, is_about_the_same, letter_count, only_exchange};
use crate::catalog::Catalog;
use crate::fast::keep;
use crate::finding::Certainty;
use crate::names::name_words::{are_kindred, every_word, is_action, is_reading, is_shortened, some_word, words};
use crate::names::suggestion_index::MOST;
use crate::request::diagnosis::{Diagnosis, Reason, account};

/// Finds names with the same last segment after another beginning: `chat:moderate` for `channel:moderate`. A segment
/// that is only an action does not identify a name, unless the name of the provider precedes it.
pub(super) fn last_segment(name: &Unknown<'_>) -> Option<Diagnosis> {
    let Unknown { catalog, short: word, .. } = *name;
    let own = catalog.prefix().map_or(word, |prefix| word.strip_prefix(prefix).unwrap_or(word));
    let (beginning, _) = own.rsplit_once(SEPARATORS)?;
    let last = words(segment(own));
    let is_brand = beginning.eq_ignore_ascii_case(catalog.name());
    if !is_brand && (letter_count(&last) <= ENOUGH || every_word(&last, is_action)) {
        return None;
    }
    let suggestions = catalog.suggestions();
    let mut names = first_of_all(suggestions.same_words(&last), suggestions.ending_with(&last));
    keep(&mut names, &mut |name| words(segment(name)) == last);
    if names.len() > MOST {
        return None;
    }
    account(Reason::Sibling, Certainty::Choices, &names)
}

/// Finds names with another word for reading or for writing. If no name contains `write`, any action other than reading
/// counts as writing.
pub(super) fn kindred_action(name: &Unknown<'_>) -> Option<Diagnosis> {
    let suggestions = name.suggestions();
    let kin = |known: &str, is_kin: &dyn Fn(&str, &str) -> bool| {
        only_exchange(&name.given, &words(known))
            .is_some_and(|(one, other)| is_action(one) && is_action(other) && is_kin(one, other))
    };
    let (mut names, mut others) = (suggestions.siblings(&name.given), suggestions.siblings(&name.given));
    keep(&mut names, &mut |known| kin(known, &are_kindred));
    let is_general = !names.is_empty() && !suggestions.knows_word("write");
    let is_any = |one: &str, other: &str| is_general && one == "write" && !is_reading(other);
    keep(&mut others, &mut |known| kin(known, &is_any));
    account(Reason::Sibling, Certainty::Choices, &first_of_all(names, others))
}

const SEPARATORS: [char; 3] = ['.', ':', '/'];

fn segment(name: &str) -> &str {
    name.rsplit(SEPARATORS).next().unwrap_or(name)
}

/// Lists names with another word in the same place, and names without the end. They grant other access, so they are
/// only choices.
pub(super) fn choices(name: &Unknown<'_>) -> Option<Diagnosis> {
    if name.own_words().len() < 2 {
        return None;
    }
    let catalog = name.catalog;
    let full = name.full_words();
    let (kindred, others) = siblings(catalog, &full);
    if let [known] = *kindred {
        let meant = words(known);
        if only_exchange(&full, &meant).is_some_and(|(one, other)| !is_action(other) && is_shortened(one, other)) {
            return account(Reason::Abbreviation, Certainty::Likely, &[known]);
        }
    }
    let own = &full[full.len().min(catalog.prefix().map_or(0, |prefix| words(prefix).len()))..];
    let mut names = first_of_all(kindred, others);
    keep(&mut names, &mut |known| is_about_the_same(own, known));
    // Names with more than one object in common are about the same.
    let shares_much = own.iter().filter(|word| !is_action(word)).count() > 2;
    if let Some(subject) = name.suggestions().rarest_subject(own).filter(|_| !shares_much) {
        let is_about_it = names.iter().any(|known| words(known).iter().any(|word| word == subject));
        let fewer = if is_about_it { Vec::new() } else { about_subject(catalog, own, subject) };
        if !fewer.is_empty() {
            names = fewer;
        }
    }
    let mut shorter = Vec::new();
    for cut in 1..full.len() {
        let (head, tail) = full.split_at(full.len() - cut);
        // A name that is only about a part does not mean all of it.
        let is_part = !every_word(tail, is_action) && !some_word(head, is_action);
        let parts = name.suggestions().beginning_with(head);
        if letter_count(head) >= ENOUGH && (parts.is_empty() || !is_part) {
            shorter.append(&mut name.suggestions().same_words(head));
        } else if cut == 1 && names.is_empty() && parts.len() <= MOST {
            names = parts;
        }
    }
    // A name that ends with an action is not about a part of its object.
    let is_of_all = full.last().is_some_and(|word| is_action(word));
    let names = if is_of_all { first_of_all(shorter, names) } else { first_of_all(names, shorter) };
    account(Reason::Sibling, Certainty::Choices, &names)
}

/// Finds a name that is the beginning of this one: `repo` for `repository`.
pub(super) fn cut_short(name: &Unknown<'_>) -> Option<Diagnosis> {
    let [word] = &*name.given else { return None };
    for end in (ENOUGH.max(word.len() / 3)..word.len()).rev() {
        let names = word.get(..end).map_or_else(Vec::new, |part| name.suggestions().same_words(&[part.to_owned()]));
        if !names.is_empty() {
            return account(Reason::Sibling, Certainty::Choices, &names);
        }
    }
    None
}

/// Returns names with this object and all other words except one, and additional ones: `shelf-read-public` for
/// `reader-shelf-read` and `shelf-modify-read`.
fn about_subject<'c>(catalog: &'c Catalog, own: &[String], subject: &str) -> Vec<&'c str> {
    let mut names = Vec::new();
    for left_out in 0..own.len() {
        let mut rest = own.to_vec();
        if rest.remove(left_out) != subject && rest.len() > 1 && rest.iter().any(|word| is_action(word)) {
            names = first_of_all(names, catalog.suggestions().same_word_set(&rest));
            names = first_of_all(names, catalog.suggestions().containing(&rest));
        }
    }
    names
}

/// Returns the names with another word in a single place: first those with a related word, then those with an unrelated
/// one.
pub(super) fn siblings<'c>(catalog: &'c Catalog, given: &[String]) -> (Vec<&'c str>, Vec<&'c str>) {
    let is_kindred =
        |name: &str| only_exchange(given, &words(name)).is_some_and(|(one, other)| are_kindred(one, other));
    let (mut kindred, mut others) = (Vec::new(), Vec::new());
    for name in catalog.suggestions().siblings(given) {
        if is_kindred(name) { kindred.push(name) } else { others.push(name) }
    }
    (kindred, others)
}
