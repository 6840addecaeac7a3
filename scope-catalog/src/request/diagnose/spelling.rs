//! Names that differ in some letters.

use super::siblings::siblings;
use super::unknown::Unknown;
use super::wording::{ENOUGH, first_of_all, is_about_the_same, only_exchange};
use crate::catalog::Catalog;
use crate::fast::{filter_map, keep, sort};
use crate::finding::Certainty;
use crate::names::edit_distance::{FARTHEST, within};
use crate::names::name_words::{holds_in_order, words};
use crate::names::suggestion_index::{MOST, exchanges_action};
use crate::request::diagnosis::{Diagnosis, Reason, account};

/// The same letters, apart from case and separators.
pub(super) fn same_letters(name: &Unknown<'_>) -> Option<Diagnosis> {
    let mut names = name.suggestions().same_letters(name.short);
    without_other_spellings(name.catalog, &mut names);
    let is_case = names.first().is_some_and(|known| known.eq_ignore_ascii_case(name.short));
    account(if is_case { Reason::Case } else { Reason::Separators }, Certainty::Certain, &names)
}

/// A name that a pattern describes, but for one of the words that the pattern lists: its letters are in another order, or one
/// of them is wrong. What the few other words are is said as well.
pub(super) fn own_word_of_pattern(name: &Unknown<'_>) -> Option<Diagnosis> {
    let found = name.catalog.with_own_words(name.short);
    let ways: [&IsMeant<'_>; 3] = [
        &|written, own| sorted(written) == sorted(own),
        &|written, own| written.len().min(own.len()) > ENOUGH && is_slip(&written.to_lowercase(), &own.to_lowercase()),
        &|_, _| found.len() <= MOST,
    ];
    ways.iter().find_map(|is_meant| {
        let names = filter_map(&found, &mut |(written, own, name)| is_meant(written, own).then_some(&**name));
        account(Reason::Spelling, Certainty::Likely, &names)
    })
}

/// Whether a word is meant by one that is written.
type IsMeant<'w> = dyn Fn(&str, &str) -> bool + 'w;

fn sorted(word: &str) -> Vec<u8> {
    let mut letters = word.to_lowercase().into_bytes();
    sort(&mut letters, Ord::cmp);
    letters
}

/// A name that differs in a few letters: it is meant, unless the letters make it another word.
pub(super) fn spelling(name: &Unknown<'_>, farthest: usize) -> Option<Diagnosis> {
    let Unknown { catalog, short, ref given, .. } = *name;
    let mut near = name.near(farthest).to_vec();
    without_other_spellings(catalog, &mut near);
    let is_sibling = |known: &&str| {
        let meant = words(known);
        let is_other_word = only_exchange(given, &meant)
            .is_some_and(|(one, other)| name.suggestions().knows_word(one) || !is_slip(one, other));
        is_other_word || exchanges_action(given, &meant) || meant.len() < given.len() && holds_in_order(given, &meant)
    };
    if near.iter().any(is_sibling) {
        let own = name.own_words();
        let is_at_one = |known: &str| {
            within(short.to_ascii_lowercase().as_bytes(), known.to_ascii_lowercase().as_bytes(), 1).is_some()
        };
        keep(&mut near, &mut |known| !is_sibling(known) || is_about_the_same(own, known) || is_at_one(known));
        let (kindred, _) = siblings(catalog, given);
        return account(Reason::Sibling, Certainty::Choices, &first_of_all(kindred, near));
    }
    account(Reason::Spelling, Certainty::Likely, &near)
}

/// One name per scope: an alias is not suggested in addition to the scope itself.
pub(super) fn without_other_spellings(catalog: &Catalog, names: &mut Vec<&str>) {
    let scopes = filter_map(names, &mut |name| catalog.is_listed(name).then(|| catalog.lookup(name)));
    keep(names, &mut |name| catalog.is_listed(name) || !scopes.contains(&catalog.lookup(name)));
}

/// Whether one word may be the other one with a typo: two wrong letters in five make it another word.
fn is_slip(one: &str, other: &str) -> bool {
    let most = (one.len().max(other.len()) / 3).clamp(1, FARTHEST);
    within(one.as_bytes(), other.as_bytes(), most).is_some()
}
