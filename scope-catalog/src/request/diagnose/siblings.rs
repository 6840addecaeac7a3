//! Names that differ in a word: other access, or the same access to another thing.

use super::unknown::Unknown;
use super::wording::{ENOUGH, first_of_all, is_about_the_same, letter_count, only_exchange};
use crate::catalog::Catalog;
use crate::fast::keep;
use crate::finding::Certainty;
use crate::names::name_words::{are_kindred, every_word, is_action, is_reading, is_shortened, some_word, words};
use crate::names::suggestion_index::MOST;
use crate::request::diagnosis::{Diagnosis, Reason, account};

/// The last part of a name after another beginning: `chat:moderate` for `channel:moderate`. A part that is only an action
/// does not identify a name, unless the name of the provider is before it.
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

/// The same name with another word for reading, or for writing; where no name says `write`, that is all that is not reading.
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

/// Names with another word in the same place, and names without the end, grant other access: all of them are listed, and none
/// is suggested as the right one.
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
    // Names that share more than one thing with it are about the same.
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
        // What one part of a thing is called does not mean all of its parts.
        let is_part = !every_word(tail, is_action) && !some_word(head, is_action);
        let parts = name.suggestions().beginning_with(head);
        if letter_count(head) >= ENOUGH && (parts.is_empty() || !is_part) {
            shorter.append(&mut name.suggestions().same_words(head));
        } else if cut == 1 && names.is_empty() && parts.len() <= MOST {
            names = parts;
        }
    }
    // Whoever wrote what is done to it did not mean a part of it.
    let is_of_all = full.last().is_some_and(|word| is_action(word));
    let names = if is_of_all { first_of_all(shorter, names) } else { first_of_all(names, shorter) };
    account(Reason::Sibling, Certainty::Choices, &names)
}

/// A name that is the beginning of this one: `repo` for `repository`.
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

/// Names with this subject and all of the other words but one, and some that were not written: `shelf-read-public` for
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

/// The names with another word in a single place: those with a related word, and those with an unrelated one.
pub(super) fn siblings<'c>(catalog: &'c Catalog, given: &[String]) -> (Vec<&'c str>, Vec<&'c str>) {
    let is_kindred =
        |name: &str| only_exchange(given, &words(name)).is_some_and(|(one, other)| are_kindred(one, other));
    let (mut kindred, mut others) = (Vec::new(), Vec::new());
    for name in catalog.suggestions().siblings(given) {
        if is_kindred(name) { kindred.push(name) } else { others.push(name) }
    }
    (kindred, others)
}
