//! Decides which names may be suggested: none that grants more, is retired, is not available to the client, or is
//! already in the list.

use super::diagnosis::{Diagnosis, Reason};
use crate::catalog::{Catalog, Lookup};
use crate::fast::{keep, sort};
use crate::finding::Certainty;
use crate::model::{Client, Retired, ScopeId};
use crate::names::edit_distance::{FARTHEST, within};
use crate::names::name_words::{are_kindred, has_word, is_action, is_reading, is_restricting, some_word, words};
use crate::names::pattern::Pattern;
use crate::names::suggestion_index::MOST;

/// What a suggestion must be compatible with.
pub(crate) struct Fitting<'r> {
    pub(crate) catalog: &'r Catalog,
    client: Option<&'r Client>,
    /// The scopes of the request, in order.
    requested: Vec<ScopeId>,
}

impl<'r> Fitting<'r> {
    /// Prepares the known scopes of a request.
    pub(crate) fn new(catalog: &'r Catalog, client: Option<&'r Client>, mut requested: Vec<ScopeId>) -> Self {
        sort(&mut requested, Ord::cmp);
        Self { catalog, client, requested }
    }

    /// Removes names that must not be suggested from an account; `None` if nothing remains. `given` are the written
    /// words.
    pub(super) fn of(&self, mut found: Diagnosis, given: &[String]) -> Option<Diagnosis> {
        if found.names.is_empty() {
            return Some(found);
        }
        self.replace_retired(&mut found);
        let is_meant = found.is_same_words() || matches!(found.reason, Reason::RunTogether | Reason::Misnomer(_));
        let is_same = is_meant || found.is_same_name();
        keep(&mut found.names, &mut |name| {
            // A name with a `*` represents several, so it is only suggested if it is almost the same.
            let is_no_more = (is_same || !name.contains('*')) && (is_meant || !self.is_broader(given, name));
            is_no_more && self.can_be_held(name)
        });
        // What the catalog itself suggests may grant more, so a person has to decide.
        if matches!(found.reason, Reason::Misnomer(_)) && found.names.iter().any(|name| self.is_broader(given, name)) {
            found.certainty = Certainty::Choices;
        }
        // Whether one of the words and a name is only for reading, and the other is not.
        let is_otherwise = |name| some_word(given, is_action) && only_reads(given) != only_reads(&words(name));
        if let (Certainty::Certain | Certainty::Likely, [name]) = (found.certainty, &*found.names) {
            // The corrected name would be a duplicate, which is another mistake.
            found.is_repeated = found.certainty == Certainty::Likely && self.is_requested(name);
        } else if found.names.iter().any(|name| self.is_requested(name) && !is_otherwise(name)) {
            // A list of all names does not explain anything.
            if found.reason == Reason::Nothing {
                return None;
            }
            keep(&mut found.names, &mut |name| self.is_requested(name));
            found.names.truncate(MOST);
            let reason = Reason::Listed(std::mem::take(&mut found.names));
            return Some(Diagnosis { reason, certainty: Certainty::None, ..found });
        } else {
            keep(&mut found.names, &mut |name| !self.is_requested(name));
        }
        if found.reason == Reason::Sibling {
            // Names for all of something come last unless `all` was written, and so do names with another action.
            if !has_word(given, "all") {
                put_last(&mut found.names, &|name| words(name).last().is_some_and(|word| word == "all"));
            }
            put_last(&mut found.names, &|name| !does_all(given, name));
        }
        found.names.truncate(MOST);
        (!found.names.is_empty()).then_some(found)
    }

    /// Handles retired names, which may have been meant but must not be suggested. If there are current names, retired
    /// ones are removed; otherwise, they are replaced by their successors.
    fn replace_retired(&self, found: &mut Diagnosis) {
        if found.names.iter().any(|name| self.retired(name).is_none()) {
            keep(&mut found.names, &mut |name| self.retired(name).is_none());
            return;
        }
        let mut successors: Vec<String> = Vec::new();
        for name in &found.names {
            for successor in self.retired(name).map_or(&[][..], |retired| &retired.replaced_by) {
                if !has_word(&successors, successor) {
                    successors.push(successor.to_string());
                }
            }
        }
        let removed = |name: &String| self.retired(name).is_some_and(|retired| !retired.still_works);
        found.certainty = Certainty::Choices;
        match (&*found.names, found.is_same_name()) {
            ([_], true) => {
                found.reason = Reason::Retired;
                found.names.append(&mut successors);
            }
            (_, true) if successors.is_empty() => keep(&mut found.names, &mut |name| !removed(name)),
            _ if found.reason == Reason::Sibling => found.names.clear(),
            _ => found.names = successors,
        }
    }

    fn retired(&self, name: &str) -> Option<&'r Retired> {
        match self.catalog.lookup(name) {
            Lookup::Retired(id) => Some(self.catalog.retired(id)),
            _ => None,
        }
    }

    /// Whether a scope is available to the client.
    fn can_be_held(&self, name: &str) -> bool {
        if self.catalog.is_denied(name) {
            return false;
        }
        let Some(kind) = self.client.and_then(|client| client.kind.as_ref()) else { return true };
        self.catalog.declared(name).is_none_or(|id| self.catalog.scope(id).is_for(&kind.text))
    }

    /// Whether the request already contains a scope, under any name.
    fn is_requested(&self, name: &str) -> bool {
        let Lookup::Known(id) = self.catalog.lookup(name) else { return false };
        let is_one = !Pattern::is_pattern(&self.catalog.scope(id).name);
        is_one && self.requested.binary_search(&id).is_ok()
    }

    /// Whether a name grants more than these words say: a restricting word is missing, or the name does more than
    /// reading.
    fn is_broader(&self, given: &[String], name: &str) -> bool {
        let meant = words(name);
        for word in given.iter().filter(|word| is_restricting(word)) {
            if !meant.iter().any(|other| says(other, word)) {
                let has_action = some_word(&meant, |word| is_action(word) && word != "all");
                return !is_reading(word) || has_action || !self.only_reads(name);
            }
        }
        only_reads(given) && does_more(&meant) && !is_slip_of(given, &meant)
    }

    /// Whether a name without an action is known to be for reading: there is a similar name for writing that implies
    /// it, or its description says so.
    fn only_reads(&self, name: &str) -> bool {
        let Some(id) = self.catalog.declared(name) else { return false };
        let own = words(name);
        let is_its_writer = |other: &ScopeId| {
            let other = words(&self.catalog.scope(*other).name);
            other.len() > own.len() && own.iter().all(|word| other.contains(word))
        };
        let description = words(&self.catalog.scope(id).description);
        let says_so = description.first().is_some_and(|word| is_reading(word) || word == "see");
        let says_more = does_more(&description) || has_word(&description, "change");
        says_so && !says_more || self.catalog.implying(id).iter().skip(1).any(is_its_writer)
    }
}

/// Whether words contain reading and no other action.
fn only_reads(given: &[String]) -> bool {
    some_word(given, is_reading) && !does_more(given)
}

/// Whether words contain an action other than reading.
fn does_more(given: &[String]) -> bool {
    let is_harmless = |word: &str| matches!(word, "all" | "access" | "only" | "own" | "owner" | "none");
    given.iter().any(|word| is_action(word) && !is_reading(word) && !is_harmless(word))
}

/// Whether words are a typo of a name: `ReadWrie` means `ReadWrite`, but `read` never means `send`.
fn is_slip_of(given: &[String], meant: &[String]) -> bool {
    let keeps_actions = given.iter().all(|word| !is_action(word) || meant.contains(word));
    keeps_actions && within(given.concat().as_bytes(), meant.concat().as_bytes(), FARTHEST).is_some()
}

/// Moves names that meet a condition to the end.
fn put_last(names: &mut Vec<String>, is_such: &dyn Fn(&str) -> bool) {
    let mut such = names.clone();
    keep(&mut such, &mut |name| is_such(name));
    keep(names, &mut |name| !is_such(name));
    names.append(&mut such);
}

/// Whether a name contains every action of these words, possibly as a part of another word: `readwrite` contains
/// `write`.
fn does_all(given: &[String], name: &str) -> bool {
    let meant = words(name);
    let is_said =
        |word: &String| meant.iter().any(|other| says(other, word) || other == "readwrite" && word == "write");
    given.iter().all(|word| !is_action(word) || word == "all" || is_said(word))
}

/// Whether a word of a name means the same as a restricting word.
fn says(word: &str, restricting: &str) -> bool {
    let both_read = is_reading(word) && is_reading(restricting);
    word == restricting
        || both_read
        || are_kindred(word, restricting)
        || word.contains(restricting) && restricting.len() > 1
}
