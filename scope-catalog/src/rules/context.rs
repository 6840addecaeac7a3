//! What the rules see of a request.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Deref;

pub(crate) use super::collector::Collector;
use crate::catalog::{Catalog, Lookup};
use crate::fast::{NameMap, join, keep, map};
use crate::finding::{Certainty, Finding};
use crate::granted_set::GrantedSet;
use crate::model::{Client, Delimiter, Grant, Operation, Rule, ScopeId, Splitting};
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
pub(crate) struct Context<'c> {
    pub(crate) catalog: &'c Catalog,
    pub(crate) splitting: Splitting,
    pub(crate) client: Option<&'c Client>,
    /// What the catalog says of the grant type that the client uses.
    pub(crate) grant: Option<&'c Grant>,
    pub(crate) operations: &'c [Cow<'c, Operation>],
    pub(crate) readings: &'c [ParsedList<'c>],
    /// The words of all texts, in order.
    pub(crate) words: Vec<WordRef<'c>>,
    /// Those of them that are scopes.
    pub(crate) known: Vec<(WordRef<'c>, ScopeId)>,
    /// What the known scopes permit; made when a rule asks.
    granted: OnceCell<GrantedSet<'c>>,
    /// Whether some scope has details: where none has, half of the rules have nothing to say.
    pub(crate) has_details: bool,
    /// Whether the scopes are mentioned rather than requested.
    pub(crate) is_mention: bool,
}

/// A word, with the numbers of its text and of itself in it.
#[derive(Clone, Copy)]
pub(crate) struct WordRef<'c> {
    pub(crate) index: usize,
    pub(crate) number: usize,
    pub(crate) reading: &'c ParsedList<'c>,
    word: &'c Word<'c>,
}

/// How texts are split that a program sends as they are.
pub(crate) fn in_request(catalog: &Catalog) -> Splitting {
    Splitting { delimiter: catalog.delimiter(), allows_blanks: false }
}

/// How texts are split that another program splits.
pub(crate) fn in_file(catalog: &Catalog, delimiter: Delimiter) -> Splitting {
    // If it is not known how the reader splits, a name with a comma in it is one name.
    let delimiter = match delimiter {
        Delimiter::SpaceOrComma if catalog.uses(',') => catalog.delimiter(),
        delimiter => delimiter,
    };
    Splitting { delimiter, allows_blanks: true }
}

/// Takes the texts of a request apart, and explains the unknown words.
pub(crate) fn read<'t>(request: &Request<'_, 't>, splitting: Splitting) -> Vec<ParsedList<'t>> {
    let mut readings = map(request.texts, &mut |text| ParsedList::of(request.catalog, splitting, text));
    let (mut requested, mut has_unknown) = (Vec::new(), false);
    for reading in &readings {
        for word in &reading.words {
            match word.lookup {
                Lookup::Known(id) => requested.push(id),
                Lookup::Retired(_) => {}
                Lookup::Unknown => has_unknown = true,
            }
        }
    }
    if has_unknown {
        let fitting = Fitting::new(request.catalog, request.client, requested);
        explain(&fitting, request.others, splitting, &mut readings);
    }
    readings
}

fn explain(fitting: &Fitting<'_>, others: &[&Catalog], splitting: Splitting, readings: &mut [ParsedList<'_>]) {
    let catalog = fitting.catalog;
    let mut explained = 0;
    for reading in readings {
        for word in &mut reading.words {
            if word.lookup == Lookup::Unknown {
                let mut found = NOTHING;
                if explained < EXPLAINED && catalog.affords_explanation(others.len()) {
                    found = diagnose(fitting, others, &word.text);
                    if !is_proven(catalog, &word.text, &found) {
                        soften(&mut found);
                    }
                    splitting.rejoin(&mut found.names, reading.text, catalog.delimiter().character());
                }
                word.diagnosis = Some(Box::new(found));
                explained += 1;
            }
        }
    }
}

impl<'c> Context<'c> {
    pub(crate) fn new(
        request: &Request<'c, 'c>,
        splitting: Splitting,
        readings: &'c [ParsedList<'c>],
        is_mention: bool,
    ) -> Self {
        let catalog = request.catalog;
        let mut words = Vec::new();
        for index in 0..readings.len() {
            words.append(&mut words_of(readings, index));
        }
        let (mut known, mut has_details) = (Vec::with_capacity(words.len()), false);
        for &word in &words {
            if let Lookup::Known(id) = word.lookup {
                known.push((word, id));
                has_details |= catalog.details(id).is_some();
            }
        }
        Self {
            catalog,
            splitting,
            client: request.client,
            grant: request.client.and_then(|client| catalog.grant_of(client)),
            operations: request.operations,
            readings,
            words,
            known,
            granted: OnceCell::new(),
            has_details,
            is_mention,
        }
    }

    /// The scopes that are known, for rules that compare them with one another: of a list that nobody wrote by hand, each
    /// scope once.
    pub(crate) fn known_for_sets(&self) -> Vec<(WordRef<'c>, ScopeId)> {
        let mut known = self.known.clone();
        if known.len() > WRITTEN_BY_HAND {
            let mut seen = NameMap::with_capacity(known.len());
            keep(&mut known, &mut |&(word, _)| seen.add(&word.word.text));
        }
        known
    }

    /// The unknown words whose characters are all in order, with what explains them.
    pub(crate) fn unknown(&self) -> Vec<(WordRef<'c>, &'c Diagnosis)> {
        let mut unknown = Vec::new();
        for &word in &self.words {
            if let Some(diagnosis) = word.word.diagnosis.as_deref().filter(|_| word.foreign_character().is_none()) {
                unknown.push((word, diagnosis));
            }
        }
        unknown
    }

    /// The ids of the known scopes.
    pub(crate) fn held(&self) -> Vec<ScopeId> {
        map(&self.known, &mut |&(_, id)| id)
    }

    /// Whether the scopes that are asked for cover a name.
    pub(crate) fn holds(&self, name: &str) -> bool {
        let granted = self.granted.get_or_init(|| GrantedSet::of(self.catalog, &self.held()));
        let is_asked_for = || self.words.iter().any(|word| word.text == name);
        granted.covers(name).unwrap_or_else(is_asked_for) || self.catalog.is_always_granted(name)
    }

    /// One text in the form that it should have. A name that is wrong for another reason stays as it is; what can be no name
    /// at all, or comes from a template, is not repaired.
    pub(crate) fn repaired(&self, index: usize) -> Option<String> {
        let text = self.readings[index].text;
        let is_template = text.contains(['{', '$']);
        let mut words = Vec::new();
        for &word in &words_of(self.readings, index) {
            match self.meant(word) {
                Some("") => {}
                Some(meant) => words.push(meant),
                None if !is_template && is_plain(&word.text) => words.push(&word.word.text),
                None => return None,
            }
        }
        Some(self.joined(&words, text))
    }

    pub(crate) fn fixed(&self) -> Option<String> {
        if self.catalog.no_scopes().is_some() {
            return None;
        }
        let mut words = Vec::with_capacity(self.words.len());
        let mut seen = NameMap::with_capacity(self.words.len());
        let mut is_sound = self.readings.len() == 1 && self.readings[0].flaws.is_empty();
        for &word in &self.words {
            let meant = self.meant(word)?;
            let is_new = !meant.is_empty() && seen.add(meant);
            is_sound &= is_new && word.text == meant;
            if is_new {
                words.push(meant);
            }
        }
        if words.is_empty() {
            return None;
        }
        let written = self.readings[0].text;
        // A sound list stays as it is, even if it has spaces and commas.
        if is_sound {
            return Some(written.to_owned());
        }
        let fixed = self.joined(&words, written);
        // The words of several texts may make a name once they stand side by side in one.
        let is_right = ParsedList::of(self.catalog, self.splitting, &fixed).flaws.is_empty();
        is_right.then_some(fixed)
    }

    /// Scopes as they are written in place of a text.
    pub(crate) fn joined(&self, words: &[&str], text: &str) -> String {
        let joiner = self.splitting.joiner(text, self.catalog.delimiter().character());
        join(words, joiner.encode_utf8(&mut [0; 4]))
    }

    /// What was meant by a word, where that is certain or likely; nothing where the word is to be left out.
    fn meant(&self, word: WordRef<'c>) -> Option<&'c str> {
        let written: &str = &word.word.text;
        if let Lookup::Retired(id) = word.lookup {
            let retired = self.catalog.retired(id);
            return match &*retired.replaced_by {
                _ if retired.still_works => Some(written),
                [one] if self.holds(&one.text) => Some(""),
                [one] => Some(&one.text),
                _ => None,
            };
        }
        let Some(diagnosis) = &word.word.diagnosis else { return Some(written) };
        match diagnosis.certainty {
            Certainty::Certain | Certainty::Likely => diagnosis.names.first().map(String::as_str),
            // A list that is not complete does not know that the name is wrong.
            _ if diagnosis.is_left_out() => Some(""),
            Certainty::None if !self.catalog.is_complete_for(written) && is_token(written) => Some(written),
            _ => None,
        }
    }
}

fn words_of<'c>(readings: &'c [ParsedList<'c>], index: usize) -> Vec<WordRef<'c>> {
    let reading = &readings[index];
    let mut words = Vec::with_capacity(reading.words.len());
    for (number, word) in reading.words.iter().enumerate() {
        words.push(WordRef { index, number, reading, word });
    }
    words
}

impl<'c> Deref for WordRef<'c> {
    type Target = Word<'c>;

    fn deref(&self) -> &Word<'c> {
        self.word
    }
}

impl<'c> WordRef<'c> {
    /// The word as a message names it: with its number where its text holds several.
    pub(crate) fn quote(&self) -> String {
        let written = visible(self.written());
        match self.reading.words.len() {
            0 | 1 => format!("`{written}`"),
            count => format!("`{written}` ({} of {count})", ordinal(self.number + 1)),
        }
    }

    /// A finding about the word.
    pub(crate) fn finding(&self, rule: &'static Rule, message: String) -> Finding {
        Finding::new(rule, message).at(SourceSpan::new(self.index, self.range.clone())).token(self.written())
    }

    pub(crate) fn written(&self) -> &'c str {
        &self.reading.text[self.range.clone()]
    }

    /// The character that is not allowed in a scope, if there is one.
    pub(crate) fn foreign_character(&self) -> Option<char> {
        self.reading.foreign_character(self.word)
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
