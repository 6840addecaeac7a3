//! Which names may be suggested: none that grants more, is retired, cannot be held by the client or is in the list.

use super::diagnosis::{Diagnosis, Reason};
use crate::catalog::{Catalog, Lookup};
use crate::fast::{keep, sort};
use crate::finding::Certainty;
use crate::model::{Client, Retired, ScopeId};
use crate::names::edit_distance::{FARTHEST, within};
use crate::names::name_words::{are_kindred, has_word, is_action, is_reading, is_restricting, some_word, words};
use crate::names::pattern::Pattern;
use crate::names::suggestion_index::MOST;

/// What a suggestion must fit.
pub(crate) struct Fitting<'r> {
    pub(crate) catalog: &'r Catalog,
    client: Option<&'r Client>,
    /// The scopes of the request, in order.
    requested: Vec<ScopeId>,
}

impl<'r> Fitting<'r> {
    /// From the scopes that are known in a request.
    pub(crate) fn new(catalog: &'r Catalog, client: Option<&'r Client>, mut requested: Vec<ScopeId>) -> Self {
        sort(&mut requested, Ord::cmp);
        Self { catalog, client, requested }
    }

    /// An account of a name with these words without what must not be suggested; `None` where nothing remains of it.
    pub(super) fn of(&self, mut found: Diagnosis, given: &[String]) -> Option<Diagnosis> {
        if found.names.is_empty() {
            return Some(found);
        }
        self.replace_retired(&mut found);
        let is_meant = found.is_same_words() || matches!(found.reason, Reason::RunTogether | Reason::Misnomer(_));
        let is_same = is_meant || found.is_same_name();
        keep(&mut found.names, &mut |name| {
            // Only a name that is nearly the same can be meant with all that it stands for.
            let is_no_more = (is_same || !name.contains('*')) && (is_meant || !self.is_broader(given, name));
            is_no_more && self.can_be_held(name)
        });
        // What the catalog names itself may grant more, and is then not what to write without a thought.
        if matches!(found.reason, Reason::Misnomer(_)) && found.names.iter().any(|name| self.is_broader(given, name)) {
            found.certainty = Certainty::Choices;
        }
        // Whether of these words and a name one only reads what the other changes.
        let is_otherwise = |name| some_word(given, is_action) && only_reads(given) != only_reads(&words(name));
        if let (Certainty::Certain | Certainty::Likely, [name]) = (found.certainty, &*found.names) {
            // The same name in another form becomes one that is written twice, which is another mistake.
            found.is_repeated = found.certainty == Certainty::Likely && self.is_requested(name);
        } else if found.names.iter().any(|name| self.is_requested(name) && !is_otherwise(name)) {
            // All that there is resembles nothing.
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
            // What is for all of a thing comes after what is not, unless all was written, and what does not do what was
            // written after what does.
            if !has_word(given, "all") {
                put_last(&mut found.names, &|name| words(name).last().is_some_and(|word| word == "all"));
            }
            put_last(&mut found.names, &|name| !does_all(given, name));
        }
        found.names.truncate(MOST);
        (!found.names.is_empty()).then_some(found)
    }

    /// A retired name is what somebody meant who misspelled it, and not what to write: where there are current names, it is
    /// left out, and else what replaced it is named.
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

    /// Whether a client of this kind can hold a scope.
    fn can_be_held(&self, name: &str) -> bool {
        if self.catalog.is_denied(name) {
            return false;
        }
        let Some(kind) = self.client.and_then(|client| client.kind.as_ref()) else { return true };
        self.catalog.declared(name).is_none_or(|id| self.catalog.scope(id).is_for(&kind.text))
    }

    /// Whether the request has this scope already, by whatever name.
    fn is_requested(&self, name: &str) -> bool {
        let Lookup::Known(id) = self.catalog.lookup(name) else { return false };
        let is_one = !Pattern::is_pattern(&self.catalog.scope(id).name);
        is_one && self.requested.binary_search(&id).is_ok()
    }

    /// Whether a name grants more than these words say: it leaves out a word that restricts, or does more than to read.
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

    /// Whether a name without an action is known to be for reading: a name that changes something includes it, or its
    /// description says so.
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

/// Whether words say that something is read, and nothing else.
fn only_reads(given: &[String]) -> bool {
    some_word(given, is_reading) && !does_more(given)
}

/// Whether words say that something is done beyond reading.
fn does_more(given: &[String]) -> bool {
    let is_harmless = |word: &str| matches!(word, "all" | "access" | "only" | "own" | "owner" | "none");
    given.iter().any(|word| is_action(word) && !is_reading(word) && !is_harmless(word))
}

/// Whether words are those of a name with a typo: `ReadWrie` means `ReadWrite`, and `read` never means `send`.
fn is_slip_of(given: &[String], meant: &[String]) -> bool {
    let keeps_actions = given.iter().all(|word| !is_action(word) || meant.contains(word));
    keeps_actions && within(given.concat().as_bytes(), meant.concat().as_bytes(), FARTHEST).is_some()
}

/// Moves such names behind the others.
fn put_last(names: &mut Vec<String>, is_such: &dyn Fn(&str) -> bool) {
    let mut such = names.clone();
    keep(&mut such, &mut |name| is_such(name));
    keep(names, &mut |name| !is_such(name));
    names.append(&mut such);
}

/// Whether a name says each action of these words, if only as a part of another one: `readwrite` says `write`.
fn does_all(given: &[String], name: &str) -> bool {
    let meant = words(name);
    let is_said =
        |word: &String| meant.iter().any(|other| says(other, word) || other == "readwrite" && word == "write");
    given.iter().all(|word| !is_action(word) || word == "all" || is_said(word))
}

/// Whether a word of a name says what a word that restricts says.
fn says(word: &str, restricting: &str) -> bool {
    let both_read = is_reading(word) && is_reading(restricting);
    word == restricting
        || both_read
        || are_kindred(word, restricting)
        || word.contains(restricting) && restricting.len() > 1
}
