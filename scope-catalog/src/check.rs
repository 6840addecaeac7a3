//! The one entry point: a request in, findings out.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::alternative_names::AlternativeNames;
use crate::catalog::{Catalog, Lookup, ScopeId};
use crate::confusable::visible;
use crate::diagnose::{Diagnosis, diagnose};
use crate::finding::{Certainty, Finding};
use crate::layer::{Client, Coverage, Operation};
use crate::level::Level;
use crate::name_index::NameMap;
use crate::needs::GrantedSet;
use crate::rule::Rule;
use crate::rules;
use crate::scope_token::is_token;
use crate::sort::sort;
use crate::span::SourceSpan;
use crate::tokenize::{ParsedList, Word, is_plain};

/// What is asked for, and against what it is held.
#[derive(Debug)]
pub struct Request<'r, 't> {
    /// The catalog that the scopes belong to.
    pub catalog: &'r Catalog,
    /// Further catalogs, for telling whose a foreign name is.
    pub others: &'r [&'r Catalog],
    /// The texts: one list each, or one scope each.
    pub texts: &'r [&'t str],
    /// The client that asks.
    pub client: Option<&'r Client>,
    /// What the token must be enough for.
    pub operations: &'r [&'r Operation],
}

/// What came of a check.
#[derive(Debug)]
pub struct Report<'t> {
    /// The findings that are not allowed, by place.
    pub findings: Vec<Finding>,
    /// The scopes, as they were meant: repaired in form, not in spelling.
    pub scopes: Vec<Cow<'t, str>>,
    /// The whole request, put right by every suggestion that is certain or likely; `None` where a name has none.
    pub fixed: Option<String>,
    /// What each of the scopes answers to besides its name; none at all where none of them has such names.
    pub covered: Vec<AlternativeNames>,
}

/// Checks a request.
///
/// ```
/// use scope_catalog::{Catalog, Request, check};
///
/// let catalog = Catalog::from_text("scopes = [\"read_profile\", \"write_multipass\"]").expect("a sound catalog");
/// let request = Request { catalog: &catalog, others: &[], texts: &["read_profile,write_multipas"], client: None, operations: &[] };
/// let report = check(&request);
/// let rules: Vec<&str> = report.findings.iter().map(|finding| finding.rule.id).collect();
/// assert_eq!(rules, ["wrong-delimiter", "unknown-scope"]);
/// assert_eq!(report.fixed.as_deref(), Some("read_profile write_multipass"));
/// ```
pub fn check<'t>(request: &Request<'_, 't>) -> Report<'t> {
    run(request, &rules::ALL)
}

/// Checks the form and the names of a request, and not whether they stand well together, nor for whom: what is right to
/// mention, not what is right to ask for.
pub fn check_names<'t>(request: &Request<'_, 't>) -> Report<'t> {
    run(request, rules::of_names())
}

fn run<'t>(request: &Request<'_, 't>, rules: &[&'static Rule]) -> Report<'t> {
    let context = Context::new(request);
    let mut findings = Vec::new();
    for rule in rules {
        (rule.check)(&context, &mut findings);
    }
    for finding in &mut findings {
        finding.level = context.level(finding);
    }
    findings.retain(|finding| finding.level != Level::Allow);
    sort(&mut findings, |one, other| one.order().cmp(&other.order()));
    Report {
        fixed: if findings.is_empty() { None } else { context.fixed() },
        covered: context.covered(),
        findings,
        scopes: context.into_scopes(),
    }
}

/// What the rules see.
pub(crate) struct Context<'r, 't> {
    pub(crate) catalog: &'r Catalog,
    pub(crate) client: Option<&'r Client>,
    pub(crate) operations: &'r [&'r Operation],
    pub(crate) readings: Vec<ParsedList<'t>>,
    /// One for each unknown word, in order.
    diagnosiss: Vec<((usize, usize), Diagnosis)>,
    /// What the known scopes permit; made when a rule asks.
    granted: OnceCell<GrantedSet<'r>>,
    /// Whether some scope has details: where none has, half of the rules have nothing to say.
    pub(crate) has_details: bool,
    pub(crate) has_flaws: bool,
    pub(crate) has_retired: bool,
    pub(crate) total: usize,
}

/// A word, with the numbers of its text and of itself in it.
#[derive(Clone, Copy)]
pub(crate) struct WordRef<'c> {
    pub(crate) index: usize,
    pub(crate) number: usize,
    pub(crate) reading: &'c ParsedList<'c>,
}

impl<'r, 't> Context<'r, 't> {
    fn new(request: &Request<'r, 't>) -> Self {
        let catalog = request.catalog;
        let readings: Vec<ParsedList<'t>> = request.texts.iter().map(|text| ParsedList::of(catalog, text)).collect();
        let mut context = Self {
            catalog,
            client: request.client,
            operations: request.operations,
            diagnosiss: Vec::new(),
            has_details: false,
            has_flaws: false,
            has_retired: false,
            granted: OnceCell::new(),
            total: 0,
            readings,
        };
        for (index, reading) in context.readings.iter().enumerate() {
            context.total += reading.words.len();
            context.has_flaws |= !reading.flaws.is_empty();
            for (number, word) in reading.words.iter().enumerate() {
                match word.lookup {
                    Lookup::Known(id) => context.has_details |= catalog.details(id).is_some(),
                    Lookup::Retired(_) => context.has_retired = true,
                    Lookup::Unknown => {
                        let diagnosis = diagnose(catalog, request.others, &word.text);
                        context.diagnosiss.push(((index, number), diagnosis));
                    }
                }
            }
        }
        context
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
        let mut known = Vec::with_capacity(self.total);
        for (spot, word) in self.all_words() {
            if let Lookup::Known(id) = word.lookup {
                known.push((spot, word, id));
            }
        }
        known
    }

    /// The unknown words whose characters are all in order, with what explains them.
    pub(crate) fn unknown(&self) -> Vec<(WordRef<'_>, &Word<'_>, &Diagnosis)> {
        let mut unknown = Vec::with_capacity(self.diagnosiss.len());
        for &((index, number), ref diagnosis) in &self.diagnosiss {
            let reading = &self.readings[index];
            unknown.push((WordRef { index, number, reading }, &reading.words[number], diagnosis));
        }
        unknown
    }

    pub(crate) fn diagnosis(&self, spot: WordRef<'_>) -> Option<&Diagnosis> {
        let found = self.diagnosiss.binary_search_by_key(&(spot.index, spot.number), |(known, _)| *known).ok()?;
        Some(&self.diagnosiss[found].1)
    }

    /// Whether the scopes that are asked for cover a name.
    pub(crate) fn holds(&self, name: &str) -> bool {
        let granted =
            self.granted.get_or_init(|| GrantedSet::of(self.catalog, self.known().into_iter().map(|(_, _, id)| id)));
        let is_asked_for = || self.all_words().iter().any(|(_, word)| word.text == name);
        granted.covers(name).unwrap_or_else(is_asked_for)
    }

    fn covered(&self) -> Vec<AlternativeNames> {
        if !self.has_details && self.catalog.optional_prefix().is_none() {
            return Vec::new();
        }
        let mut covered = Vec::with_capacity(self.total);
        for (_, word) in self.all_words() {
            covered.push(self.catalog.covered(&word.text));
        }
        if covered.iter().all(AlternativeNames::is_empty) { Vec::new() } else { covered }
    }

    fn into_scopes(self) -> Vec<Cow<'t, str>> {
        let mut scopes = Vec::with_capacity(self.total);
        for reading in self.readings {
            for word in reading.words {
                scopes.push(word.text);
            }
        }
        scopes
    }

    /// `[levels]` decides; else an unknown name of a partial list is a warning; else the rule.
    fn level(&self, finding: &Finding) -> Level {
        let stated = self.catalog.explicit_level(finding.rule.id);
        let is_partial = self.catalog.coverage() == Coverage::Partial;
        let lenient = is_partial && finding.rule.id == rules::unknown_scope::RULE.id;
        stated.unwrap_or(if lenient { Level::Warn } else { finding.rule.default_level })
    }

    /// One text in the form that it should have. A name that is wrong for another reason stays as it is; what can be no name
    /// at all, or comes from a template, is not repaired.
    pub(crate) fn repaired(&self, index: usize) -> Option<String> {
        let is_template = self.readings[index].text.contains(['{', '$']);
        let mut words = Vec::new();
        for (spot, word) in self.all_words() {
            match self.meant(spot, word) {
                _ if spot.index != index => {}
                Some(meant) => words.push(meant),
                None if !is_template && is_plain(&word.text) => words.push(&word.text),
                None => return None,
            }
        }
        Some(self.joined(&words))
    }

    fn fixed(&self) -> Option<String> {
        let mut words = Vec::with_capacity(self.total);
        let mut seen = NameMap::with_capacity(self.total);
        for (spot, word) in self.all_words() {
            let meant = self.meant(spot, word)?;
            if seen.insert(meant, ()).is_none() {
                words.push(meant);
            }
        }
        if words.is_empty() {
            return None;
        }
        let fixed = self.joined(&words);
        // The words of several texts may make a name once they stand side by side in one.
        let is_right = ParsedList::of(self.catalog, &fixed).flaws.is_empty();
        is_right.then_some(fixed)
    }

    fn joined(&self, words: &[&str]) -> String {
        words.join(self.catalog.delimiter().character().encode_utf8(&mut [0; 4]))
    }

    /// What was meant by a word, where that is certain or likely.
    fn meant<'w>(&'w self, spot: WordRef<'_>, word: &'w Word<'_>) -> Option<&'w str> {
        match word.lookup {
            Lookup::Known(_) => Some(&word.text),
            Lookup::Retired(id) => {
                let retired = self.catalog.retired(id);
                match &*retired.replaced_by {
                    _ if retired.still_works => Some(&word.text),
                    [one] => Some(&one.text),
                    _ => None,
                }
            }
            Lookup::Unknown => {
                let diagnosis = self.diagnosis(spot)?;
                match diagnosis.certainty {
                    Certainty::Certain | Certainty::Likely => diagnosis.names.first().map(String::as_str),
                    // A list that is not complete does not know that the name is wrong.
                    Certainty::None if self.catalog.coverage() == Coverage::Partial && is_token(&word.text) => {
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

    pub(crate) fn written(&self) -> &str {
        &self.reading.text[self.reading.words[self.number].range.clone()]
    }
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
