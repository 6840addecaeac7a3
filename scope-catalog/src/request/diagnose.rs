//! What somebody meant who wrote an unknown name.

mod address;
pub(crate) mod openid;
mod parts;
mod resource;
mod run_together;
mod siblings;
mod spelling;
#[cfg(test)]
mod tests;
mod wording;

use super::diagnosis::{Diagnosis, Fit, NOTHING, Reason, account};
use super::fitting::Fitting;
use super::misnomer;
use crate::catalog::{Catalog, Lookup};
use crate::fast::keep;
use crate::finding::Certainty;
use crate::model::Coverage;
use crate::names::edit_distance::FARTHEST;
use crate::names::name_words::{is_action, usual_action, words};
use crate::names::suggestion_index::{MOST, Suggestions, exchanges_action};
use address::{assigned, constant, other_address, other_scheme};
use openid::{claim, refresh};
use parts::{has_whole_beginning, missing_prefix, more_or_less};
use resource::of_resource;
use run_together::{joined_names, reading_and_writing, run_together};
use siblings::{choices, kindred_action, last_segment};
use spelling::{Neighbors, spelling, without_other_spellings};
use wording::with_prefix;

/// Explains a name, in a fixed order: the surest account first. What must not be suggested is left out of each.
pub(crate) fn diagnose(fitting: &Fitting<'_>, others: &[&Catalog], word: &str) -> Diagnosis {
    let catalog = fitting.catalog;
    if word.len() > LONGEST {
        return NOTHING;
    }
    if catalog.declared(word).is_some() {
        return Diagnosis { reason: Reason::Placeholder, ..NOTHING };
    }
    // What the catalog says of an address goes before what its form tells.
    if let Some(found) = misnomer::of_provider(catalog, word).and_then(|found| fitting.of(found, &words(word))) {
        return found;
    }
    if let Some(found) = of_resource(catalog, word) {
        return found;
    }
    let short = catalog.without_default_resource(word);
    let given = words(short);
    if catalog.is_incomplete_for(word) {
        // It may be right as it is, whatever it resembles.
        let known = misnomer::of_provider(catalog, short).and_then(|found| fitting.of(found, &given));
        return known.unwrap_or(NOTHING);
    }
    let fit = |found: Option<Diagnosis>| fitting.of(found?, &given);
    let mut found = fit(misnomer::of_provider(catalog, short))
        .or_else(|| fit(same_letters(catalog, short)))
        .or_else(|| fit(other_scheme(catalog, short)))
        .or_else(|| fit(other_address(catalog, short)))
        .or_else(|| fit(assigned(catalog, short)))
        .or_else(|| fit(same_words(catalog, &given)))
        .or_else(|| fit(constant(catalog, short)))
        .or_else(|| fit(claim(catalog, word)))
        .or_else(|| fit(refresh(catalog, &given)))
        .or_else(|| fit(misnomer::openid(catalog, short)))
        .or_else(|| fit(run_together(catalog, short)))
        .or_else(|| fit(missing_prefix(catalog, short, &given)))
        .or_else(|| misspelled(catalog, short, &given, &fit))
        .or_else(|| fit(last_segment(catalog, short)))
        .or_else(|| if has_whole_beginning(catalog, &given) { fit(choices(catalog, short, &given)) } else { None })
        .or_else(|| fit(described(catalog, &given)))
        .or_else(|| fit(choices(catalog, short, &given)))
        .or_else(|| foreign(others, word))
        .or_else(|| fit(all_there_is(catalog)))
        .or_else(|| misnomer::famous_elsewhere(short))
        .unwrap_or(NOTHING);
    if found.certainty == Certainty::Choices {
        found = of_famous(short, found);
    }
    let is_other_number = found.reason == Reason::Number && given.len() == 1;
    if catalog.has_own_names() && (is_guess(&found) || is_other_number) {
        return NOTHING;
    }
    let prefix = &word[..word.len() - short.len()];
    for name in &mut found.names {
        name.insert_str(0, prefix);
    }
    found
}

/// Choices for a word that other servers take as it is, without the names in which it is a part of a segment: `email` does not
/// mean `email_routing`.
fn of_famous(word: &str, mut found: Diagnosis) -> Diagnosis {
    let Some(famous) = misnomer::famous_elsewhere(word) else { return found };
    let is_alone = |name: &str| name.split([':', '.', '/', ' ']).any(|part| part.eq_ignore_ascii_case(word));
    keep(&mut found.names, &mut |name| {
        is_alone(name) || !name.to_ascii_lowercase().contains(&word.to_ascii_lowercase())
    });
    if found.names.is_empty() { famous } else { found }
}

/// Whether this says nothing against a name that somebody made up.
fn is_guess(found: &Diagnosis) -> bool {
    let is_said = match found.reason {
        Reason::Misnomer(_) | Reason::Foreign { .. } => true,
        Reason::Famous(what) => what != misnomer::ALL_AT_ONCE,
        _ => false,
    };
    !is_said && matches!(found.certainty, Certainty::None | Certainty::Choices)
}

/// A text that is longer than this number of bytes is not a misspelled name: the longest known one has 106.
const LONGEST: usize = 1024;

fn same_letters(catalog: &Catalog, word: &str) -> Option<Diagnosis> {
    let mut names = catalog.suggestions().same_letters(word);
    without_other_spellings(catalog, &mut names);
    let is_case = names.first().is_some_and(|name| name.eq_ignore_ascii_case(word));
    account(if is_case { Reason::Case } else { Reason::Separators }, Certainty::Certain, &names)
}

fn same_words(catalog: &Catalog, given: &[String]) -> Option<Diagnosis> {
    if given.is_empty() {
        return None;
    }
    let suggestions = catalog.suggestions();
    account(Reason::Number, Certainty::Certain, &suggestions.same_words(given)).or_else(|| {
        let mut names = suggestions.same_word_set(given);
        if !names.is_empty() {
            // Whoever wrote the beginning of a name may have meant that, and whoever wrote one with another action, that.
            names.append(&mut suggestions.beginning_with(given));
            names.append(&mut with_other_action(suggestions, given));
        }
        account(Reason::Order, Certainty::Certain, &names)
    })
}

/// Names that differ in an action.
fn with_other_action<'c>(suggestions: &'c Suggestions, given: &[String]) -> Vec<&'c str> {
    let mut names = Vec::new();
    for at in (0..given.len()).filter(|at| is_action(&given[*at])) {
        for name in suggestions.exchanging(given, at) {
            if exchanges_action(given, &words(name)) {
                names.push(name);
            }
        }
    }
    names
}

/// A single typo, or else too many or too few parts, or else several typos.
fn misspelled(catalog: &Catalog, word: &str, given: &[String], fit: Fit<'_>) -> Option<Diagnosis> {
    let neighbors = Neighbors::of(catalog, word);
    fit(spelling(catalog, word, neighbors.within(1), given))
        .or_else(|| fit(joined_names(catalog, word)))
        .or_else(|| fit(reading_and_writing(catalog, given)))
        .or_else(|| fit(synonym(catalog, word, given)))
        .or_else(|| fit(kindred_action(catalog, given)))
        .or_else(|| more_or_less(catalog, word, given, fit))
        .or_else(|| {
            let found = fit(spelling(catalog, word, neighbors.within(FARTHEST), given))?;
            // A word that is near by chance says less than what the descriptions say.
            let is_other_word = found.reason == Reason::Sibling;
            if is_other_word { fit(described(catalog, given)).or(Some(found)) } else { Some(found) }
        })
}

/// Another word for reading or writing, where no name of the catalog has it: `files.view` for `files.read`.
fn synonym(catalog: &Catalog, word: &str, given: &[String]) -> Option<Diagnosis> {
    let suggestions = catalog.suggestions();
    let given = with_prefix(catalog, word).map_or_else(|| given.to_vec(), |full| words(&full));
    for (at, written) in given.iter().enumerate() {
        let Some(usual) = usual_action(written).filter(|_| !suggestions.knows_word(written)) else { continue };
        let mut meant = given.clone();
        usual.clone_into(&mut meant[at]);
        let mut names = suggestions.same_words(&meant);
        if names.is_empty() {
            names = suggestions.same_word_set(&meant);
        }
        if !names.is_empty() {
            return account(Reason::Synonym(usual), Certainty::Likely, &names);
        }
    }
    None
}

/// Scopes that do the same and speak of this thing in their descriptions, where no name has all the words.
fn described(catalog: &Catalog, given: &[String]) -> Option<Diagnosis> {
    account(Reason::Described, Certainty::Choices, &catalog.descriptions().about(catalog.scopes(), given))
}

/// Where a provider has as many names as are ever suggested, these are all that there is to choose from.
fn all_there_is(catalog: &Catalog) -> Option<Diagnosis> {
    if catalog.scopes().len() > MOST || catalog.coverage() == Coverage::Partial {
        return None;
    }
    let mut names = Vec::new();
    for scope in catalog.scopes() {
        names.push(&*scope.name);
    }
    account(Reason::Nothing, Certainty::Choices, &names)
}

/// A name of another catalog: one that it lists, or else one at its address with a slip in it, or else one that it describes,
/// which says the least.
fn foreign(others: &[&Catalog], word: &str) -> Option<Diagnosis> {
    let of = |other: &Catalog, meant: Option<&str>| {
        let (catalog, key) = (other.name().to_owned(), other.key().map(str::to_owned));
        Diagnosis { reason: Reason::Foreign { catalog, key, meant: meant.map(str::to_owned) }, ..NOTHING }
    };
    let is_at_home = |other: &&&Catalog| other.prefix().is_some_and(|prefix| word.starts_with(prefix));
    let is_known = |other: &&&Catalog| matches!(other.lookup(word), Lookup::Known(_));
    if let Some(other) = others.iter().find(|other| other.is_listed(word)) {
        return Some(of(other, None));
    }
    if let Some(other) = others.iter().find(is_at_home) {
        let near = Neighbors::of(other, word);
        let meant = if let [name] = near.within(FARTHEST) { Some(*name) } else { None };
        return Some(of(other, meant.filter(|_| !is_known(&other))));
    }
    others.iter().find(is_known).map(|other| of(other, None))
}
