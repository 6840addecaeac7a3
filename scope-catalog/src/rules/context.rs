//! What the rules see of a request.

use std::borrow::Cow;
use std::cell::OnceCell;

pub(crate) use super::collector::Collector;
use crate::catalog::{Catalog, Lookup};
use crate::fast::{NameMap, filter_map, join, keep, map};
use crate::finding::{Certainty, Finding};
use crate::granted_set::GrantedSet;
use crate::model::{Client, Delimiter, Operation, Rule, ScopeId, Splitting};
use crate::names::scope_token::is_token;
use crate::request::Request;
use crate::request::confusable::visible;
use crate::request::diagnose::diagnose;
use crate::request::diagnosis::{Diagnosis, NOTHING};
use crate::request::fitting::Fitting;
use crate::request::slip::{is_proven, soften};
use crate::request::tokenize::{ParsedList, Word, is_plain};
use crate::span::SourceSpan;

/// Of a request, this many unknown words are explained: more of them are no slips of the hand.
const EXPLAINED: usize = 200;

/// A longer list is made by a machine.
const WRITTEN_BY_HAND: usize = 1000;

/// What the rules see.
pub(crate) struct Context<'r, 't> {
    pub(crate) catalog: &'r Catalog,
    pub(crate) splitting: Splitting,
    pub(crate) client: Option<&'r Client>,
    pub(crate) operations: &'r [Cow<'r, Operation>],
    pub(crate) readings: Vec<ParsedList<'t>>,
    /// One for each unknown word, in order.
    diagnoses: Vec<((usize, usize), Diagnosis)>,
    /// What the known scopes permit; made when a rule asks.
    granted: OnceCell<GrantedSet<'r>>,
    /// Whether some scope has details: where none has, half of the rules have nothing to say.
    pub(crate) has_details: bool,
    pub(crate) has_flaws: bool,
    pub(crate) has_retired: bool,
    pub(crate) total: usize,
    purpose: Purpose,
}

/// What scopes are written for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Request,
    Mention,
}

/// A word, with the numbers of its text and of itself in it.
#[derive(Clone, Copy)]
pub(crate) struct WordRef<'c> {
    pub(crate) index: usize,
    pub(crate) number: usize,
    pub(crate) reading: &'c ParsedList<'c>,
}

impl<'r, 't> Context<'r, 't> {
    pub(crate) fn new(request: &Request<'r, 't>) -> Self {
        Self::split(request, Splitting { delimiter: request.catalog.delimiter(), allows_blanks: false })
    }

    /// What the rules see of scopes that are mentioned rather than requested.
    pub(crate) fn of_mention(request: &Request<'r, 't>) -> Self {
        Self { purpose: Purpose::Mention, ..Self::new(request) }
    }

    /// Whether the rule on requests reports this name: that no request may have it. It does not matter for a mentioned name,
    /// unless only a pattern says so, for a pattern does not know which names there are.
    pub(crate) fn is_for_other_rule(&self, name: &str) -> bool {
        let is_reported = self.purpose == Purpose::Request || self.catalog.is_denied_by_name(name);
        is_reported && self.catalog.is_denied(name)
    }

    /// What the rules see of texts that another program splits.
    pub(crate) fn in_file(request: &Request<'r, 't>, delimiter: Delimiter) -> Self {
        let catalog = request.catalog;
        // If it is not known how the reader splits, a name with a comma in it is one name.
        let delimiter = match delimiter {
            Delimiter::SpaceOrComma if catalog.uses(',') => catalog.delimiter(),
            delimiter => delimiter,
        };
        Self::split(request, Splitting { delimiter, allows_blanks: true })
    }

    fn split(request: &Request<'r, 't>, splitting: Splitting) -> Self {
        let catalog = request.catalog;
        let mut readings = Vec::with_capacity(request.texts.len());
        for text in request.texts {
            readings.push(ParsedList::of(catalog, splitting, text));
        }
        let mut context = Self {
            catalog,
            splitting,
            client: request.client,
            operations: request.operations,
            diagnoses: Vec::new(),
            has_details: false,
            has_flaws: false,
            has_retired: false,
            granted: OnceCell::new(),
            total: 0,
            purpose: Purpose::Request,
            readings,
        };
        let mut has_unknown = false;
        for reading in &context.readings {
            context.total += reading.words.len();
            context.has_flaws |= !reading.flaws.is_empty();
            for word in &reading.words {
                match word.lookup {
                    Lookup::Known(id) => context.has_details |= catalog.details(id).is_some(),
                    Lookup::Retired(_) => context.has_retired = true,
                    Lookup::Unknown => has_unknown = true,
                }
            }
        }
        if has_unknown {
            context.diagnoses = context.diagnose_unknown(request.others);
        }
        context
    }

    fn diagnose_unknown(&self, others: &[&Catalog]) -> Vec<((usize, usize), Diagnosis)> {
        let requested = map(&self.known(), &mut |&(_, _, id)| id);
        let fitting = Fitting::new(self.catalog, self.client, requested);
        let of_catalog = self.catalog.delimiter().character();
        let mut diagnoses = Vec::new();
        for &(spot, word) in &self.all_words() {
            if word.lookup == Lookup::Unknown {
                let mut found = NOTHING;
                if diagnoses.len() < EXPLAINED && self.catalog.affords_explanation(others.len()) {
                    found = diagnose(&fitting, others, &word.text);
                    if !is_proven(self.catalog, &word.text, &found) {
                        soften(&mut found);
                    }
                    self.splitting.rejoin(&mut found.names, spot.reading.text, of_catalog);
                }
                diagnoses.push(((spot.index, spot.number), found));
            }
        }
        diagnoses
    }

    pub(crate) fn all_words(&self) -> Vec<(WordRef<'_>, &Word<'_>)> {
        let mut words = Vec::with_capacity(self.total);
        for (index, reading) in self.readings.iter().enumerate() {
            for (number, word) in reading.words.iter().enumerate() {
                words.push((WordRef { index, number, reading }, word));
            }
        }
        words
    }

    pub(crate) fn known(&self) -> Vec<(WordRef<'_>, &Word<'_>, ScopeId)> {
        filter_map(&self.all_words(), &mut |&(spot, word)| Some((spot, word, word.lookup.known()?)))
    }

    /// The scopes that are known, for rules that compare them with one another: of a list that nobody wrote by hand, each
    /// scope once.
    pub(crate) fn known_for_sets(&self) -> Vec<(WordRef<'_>, &Word<'_>, ScopeId)> {
        let mut known = self.known();
        if known.len() > WRITTEN_BY_HAND {
            let mut seen = NameMap::with_capacity(known.len());
            keep(&mut known, &mut |&(_, word, _)| seen.add(&word.text));
        }
        known
    }

    /// The unknown words whose characters are all in order, with what explains them.
    pub(crate) fn unknown(&self) -> Vec<(WordRef<'_>, &Word<'_>, &Diagnosis)> {
        let mut unknown = Vec::with_capacity(self.diagnoses.len());
        for &((index, number), ref diagnosis) in &self.diagnoses {
            let reading = &self.readings[index];
            unknown.push((WordRef { index, number, reading }, &reading.words[number], diagnosis));
        }
        unknown
    }

    pub(crate) fn diagnosis(&self, spot: WordRef<'_>) -> Option<&Diagnosis> {
        let found = self.diagnoses.binary_search_by_key(&(spot.index, spot.number), |(known, _)| *known).ok()?;
        Some(&self.diagnoses[found].1)
    }

    /// Whether the scopes that are asked for cover a name.
    pub(crate) fn holds(&self, name: &str) -> bool {
        let granted =
            self.granted.get_or_init(|| GrantedSet::of(self.catalog, map(&self.known(), &mut |&(_, _, id)| id)));
        let is_asked_for = || self.all_words().iter().any(|(_, word)| word.text == name);
        granted.covers(name).unwrap_or_else(is_asked_for) || self.catalog.is_always_granted(name)
    }

    pub(crate) fn into_scopes(self) -> Vec<Cow<'t, str>> {
        let mut scopes = Vec::with_capacity(self.total);
        for reading in self.readings {
            for word in reading.words {
                scopes.push(word.text);
            }
        }
        scopes
    }

    /// One text in the form that it should have. A name that is wrong for another reason stays as it is; what can be no name
    /// at all, or comes from a template, is not repaired.
    pub(crate) fn repaired(&self, index: usize) -> Option<String> {
        let is_template = self.readings[index].text.contains(['{', '$']);
        let mut words = Vec::new();
        let reading = &self.readings[index];
        for (number, word) in reading.words.iter().enumerate() {
            match self.meant(WordRef { index, number, reading }, word) {
                Some("") => {}
                Some(meant) => words.push(meant),
                None if !is_template && is_plain(&word.text) => words.push(&word.text),
                None => return None,
            }
        }
        Some(self.joined(&words, self.readings[index].text))
    }

    pub(crate) fn fixed(&self) -> Option<String> {
        if self.catalog.no_scopes().is_some() {
            return None;
        }
        let mut words = Vec::with_capacity(self.total);
        let mut seen = NameMap::with_capacity(self.total);
        for &(spot, word) in &self.all_words() {
            let meant = self.meant(spot, word)?;
            if !meant.is_empty() && seen.add(meant) {
                words.push(meant);
            }
        }
        if words.is_empty() {
            return None;
        }
        let written = self.readings.first().map_or("", |reading| reading.text);
        // A sound list stays as it is, even if it has spaces and commas.
        if self.readings.len() == 1 && !self.has_flaws && words.len() == self.total && self.is_written(&words) {
            return Some(written.to_owned());
        }
        let fixed = self.joined(&words, written);
        // The words of several texts may make a name once they stand side by side in one.
        let is_right = ParsedList::of(self.catalog, self.splitting, &fixed).flaws.is_empty();
        is_right.then_some(fixed)
    }

    /// Whether these are the words of the request, in order.
    fn is_written(&self, words: &[&str]) -> bool {
        for (&(_, word), meant) in self.all_words().iter().zip(words) {
            if word.text != **meant {
                return false;
            }
        }
        true
    }

    /// Scopes as they are written in place of a text.
    pub(crate) fn joined(&self, words: &[&str], text: &str) -> String {
        let joiner = self.splitting.joiner(text, self.catalog.delimiter().character());
        join(words, joiner.encode_utf8(&mut [0; 4]))
    }

    /// What was meant by a word, where that is certain or likely; nothing where the word is to be left out.
    fn meant<'w>(&'w self, spot: WordRef<'_>, word: &'w Word<'_>) -> Option<&'w str> {
        match word.lookup {
            Lookup::Known(_) => Some(&word.text),
            Lookup::Retired(id) => {
                let retired = self.catalog.retired(id);
                match &*retired.replaced_by {
                    _ if retired.still_works => Some(&word.text),
                    [one] if self.holds(&one.text) => Some(""),
                    [one] => Some(&one.text),
                    _ => None,
                }
            }
            Lookup::Unknown => {
                let diagnosis = self.diagnosis(spot)?;
                match diagnosis.certainty {
                    Certainty::Certain | Certainty::Likely => diagnosis.names.first().map(String::as_str),
                    // A list that is not complete does not know that the name is wrong.
                    _ if diagnosis.is_left_out() => Some(""),
                    Certainty::None if !self.catalog.is_complete_for(&word.text) && is_token(&word.text) => {
                        Some(&word.text)
                    }
                    _ => None,
                }
            }
        }
    }
}

impl WordRef<'_> {
    pub(crate) fn span(&self) -> SourceSpan {
        SourceSpan::new(self.index, self.reading.words[self.number].range.clone())
    }

    /// The word as a message names it: with its number where its text holds several.
    pub(crate) fn quote(&self) -> String {
        let word = &self.reading.words[self.number];
        let written = visible(&self.reading.text[word.range.clone()]);
        match self.reading.words.len() {
            0 | 1 => format!("`{written}`"),
            count => format!("`{written}` ({} of {count})", ordinal(self.number + 1)),
        }
    }

    /// A finding about the word.
    pub(crate) fn finding(&self, rule: &'static Rule, message: String) -> Finding {
        Finding::new(rule, message).at(self.span()).token(self.written())
    }

    pub(crate) fn written(&self) -> &str {
        &self.reading.text[self.reading.words[self.number].range.clone()]
    }
}

pub(crate) fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
