//! What somebody meant who wrote an unknown name.

mod address;
mod neighbors;
pub(crate) mod openid;
mod parts;
mod resource;
mod run_together;
mod siblings;
mod spelling;
#[cfg(test)]
mod tests;
mod unknown;
pub(super) mod wording;

use super::diagnosis::{Diagnosis, NOTHING, Reason, account};
use super::fitting::Fitting;
use super::misnomer;
use crate::catalog::{Catalog, Lookup};
use crate::fast::{keep, map};
use crate::finding::Certainty;
use crate::model::Coverage;
use crate::names::edit_distance::FARTHEST;
use crate::names::name_words::{has_word, is_action, usual_action, words};
use crate::names::pattern::Pattern;
use crate::names::suggestion_index::{MOST, Suggestions, exchanges_action};
use neighbors::Neighbors;
use unknown::{Account, Unknown};

/// The accounts of a name that come before several typos, the surest first.
const SURER: [Account; 25] = [
    misnomer_of_provider,
    spelling::same_letters,
    address::other_scheme,
    address::other_address,
    address::assigned,
    same_words,
    address::constant,
    openid::claim,
    openid::refresh,
    openid::openid_connect,
    run_together::run_together,
    parts::missing_prefix,
    |name| spelling::spelling(name, 1),
    spelling::own_word_of_pattern,
    run_together::joined_names,
    run_together::reading_and_writing,
    synonym,
    siblings::kindred_action,
    parts::beginning,
    |name| account(Reason::Abbreviation, Certainty::Likely, &name.suggestions().abbreviated(name.short)),
    parts::more_in_order,
    parts::without_an_end,
    parts::one_less,
    parts::unfinished,
    parts::more_in_any_order,
];

/// Those that come after them.
const VAGUER: [Account; 5] = [
    siblings::last_segment,
    |name| if parts::has_whole_beginning(name) { siblings::choices(name) } else { None },
    described,
    siblings::choices,
    siblings::cut_short,
];

/// Explains a name, in a fixed order: the surest account first. What must not be suggested is left out of each.
pub(crate) fn diagnose(fitting: &Fitting<'_>, others: &[&Catalog], word: &str) -> Diagnosis {
    let catalog = fitting.catalog;
    if word.len() > LONGEST {
        return NOTHING;
    }
    if catalog.declared(word).is_some() || Pattern::is_pattern(word) {
        return Diagnosis { reason: Reason::Placeholder, ..NOTHING };
    }
    // What the catalog says of an address goes before what its form tells.
    let said = misnomer::of_provider(catalog, word).and_then(|found| fitting.of(found, &words(word)));
    if let Some(found) = said.or_else(|| resource::of_resource(catalog, word)) {
        return found;
    }
    let name = Unknown::new(fitting, word);
    let short = name.short;
    if catalog.is_incomplete_for(word) {
        // It may be right as it is, whatever it resembles.
        return name.fit(misnomer_of_provider).unwrap_or(NOTHING);
    }
    let mut found = name
        .first_of(&SURER)
        .or_else(|| misspelled(&name))
        .or_else(|| name.first_of(&VAGUER))
        .or_else(|| foreign(others, word))
        .or_else(|| name.fit(all_there_is))
        .or_else(|| misnomer::famous_elsewhere(short))
        .unwrap_or(NOTHING);
    if found.certainty == Certainty::Choices {
        found = of_famous(short, found);
    }
    let is_other_number = found.reason == Reason::Number && name.given.len() == 1;
    if catalog.has_own_names() && (is_guess(&found) && !is_of_provider(&name, &found) || is_other_number) {
        return NOTHING;
    }
    let prefix = &word[..word.len() - short.len()];
    for name in &mut found.names {
        name.insert_str(0, prefix);
    }
    found
}

fn misnomer_of_provider(name: &Unknown<'_>) -> Option<Diagnosis> {
    misnomer::of_provider(name.catalog, name.short)
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

/// Whether a name begins with the name of its provider, and differs in nothing but what is done from what was found.
fn is_of_provider(name: &Unknown<'_>, found: &Diagnosis) -> bool {
    let is_meant = |known: &String| {
        let meant = words(known);
        name.given.iter().all(|word| is_action(word) || has_word(&meant, word))
    };
    name.given.first() == words(name.catalog.name()).first() && found.names.first().is_some_and(is_meant)
}

/// Whether this says nothing against a name that somebody made up.
fn is_guess(found: &Diagnosis) -> bool {
    let is_said = match found.reason {
        Reason::Misnomer(_) | Reason::Foreign { .. } => true,
        Reason::Famous(what) => what != misnomer::ALL_AT_ONCE,
        _ => false,
    };
    // Of names that owners make up, one with a word more, less or other is another name.
    let is_other_name =
        matches!(found.reason, Reason::MissingPrefix | Reason::Abbreviation | Reason::Sibling | Reason::Synonym(_));
    !is_said
        && (is_other_name || found.is_other_words() || matches!(found.certainty, Certainty::None | Certainty::Choices))
}

/// A text that is longer than this number of bytes is not a misspelled name: the longest known one has 106.
const LONGEST: usize = 1024;

fn same_words(name: &Unknown<'_>) -> Option<Diagnosis> {
    let given = &*name.given;
    if given.is_empty() {
        return None;
    }
    let suggestions = name.suggestions();
    let mut same = suggestions.same_words(given);
    spelling::without_other_spellings(name.catalog, &mut same);
    account(Reason::Number, Certainty::Certain, &same).or_else(|| {
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
    for at in 0..given.len() {
        if is_action(&given[at]) {
            names.append(&mut suggestions.exchanging(given, at));
        }
    }
    keep(&mut names, &mut |name| exchanges_action(given, &words(name)));
    names
}

/// A word that is near by chance says less than what the descriptions say.
fn misspelled(name: &Unknown<'_>) -> Option<Diagnosis> {
    let found = name.fit(|name| spelling::spelling(name, FARTHEST))?;
    let is_other_word = found.reason == Reason::Sibling;
    if is_other_word { name.fit(described).or(Some(found)) } else { Some(found) }
}

/// Another word for reading or writing, where no name of the catalog has it: `files.view` for `files.read`.
fn synonym(name: &Unknown<'_>) -> Option<Diagnosis> {
    let suggestions = name.suggestions();
    let given = name.full_words();
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
fn described(name: &Unknown<'_>) -> Option<Diagnosis> {
    let catalog = name.catalog;
    account(Reason::Described, Certainty::Choices, &catalog.descriptions().about(catalog.scopes(), &name.given))
}

/// Where a provider has as many names as are ever suggested, these are all that there is to choose from.
fn all_there_is(name: &Unknown<'_>) -> Option<Diagnosis> {
    let catalog = name.catalog;
    if catalog.scopes().len() > MOST || catalog.coverage() == Coverage::Partial {
        return None;
    }
    let names = map(catalog.scopes(), &mut |scope| &*scope.name);
    account(Reason::Nothing, Certainty::Choices, &names)
}

/// A name of another catalog: one that it lists, or else one at its address with a slip in it, or else one that it describes,
/// which says the least.
fn foreign(others: &[&Catalog], word: &str) -> Option<Diagnosis> {
    let is_at_home = |other: &&&Catalog| other.prefix().is_some_and(|prefix| word.starts_with(prefix));
    let is_known = |other: &&&Catalog| matches!(other.lookup(word), Lookup::Known(_));
    let listed = others.iter().find(|other| other.is_listed(word));
    let other = listed.or_else(|| others.iter().find(is_at_home)).or_else(|| others.iter().find(is_known))?;
    let slip = || match Neighbors::of(other, word).within(FARTHEST) {
        [name] => Some((*name).to_owned()),
        _ => None,
    };
    let meant = if is_known(&other) { None } else { slip() };
    let (catalog, key) = (other.name().to_owned(), other.key().map(str::to_owned));
    Some(Diagnosis { reason: Reason::Foreign { catalog, key, meant }, ..NOTHING })
}
