//! Holds the lists of a file against a catalogue.

use std::ops::Range;

use scope_catalog::rules::{config_without_scopes, unreadable_config, unresolved_value};
use scope_catalog::{At, Catalog, Client, Finding, Level, Request, check};

use crate::extract::{List, Source, extract, located};
use crate::path::{Path, Stop};
use crate::preset::{Preset, Role};

/// Where in a file the scopes stand.
#[derive(Clone, Debug)]
pub enum Place {
    /// Where this path leads.
    Path(Path),
    /// Where files of this kind have them.
    Preset(&'static Preset),
}

/// What the lists of a file are held against.
#[derive(Clone, Copy, Debug)]
pub struct Against<'c> {
    /// The catalogue.
    pub catalog: &'c Catalog,
    /// Further catalogues, for telling whose a foreign name is.
    pub others: &'c [&'c Catalog],
    /// The client that asks.
    pub client: Option<&'c Client>,
}

/// A finding in a file.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What was found.
    pub finding: Finding,
    /// The bytes of the file that it is about.
    pub span: Range<usize>,
    /// The bytes to underline.
    pub marks: Vec<Range<usize>>,
}

/// Everything that is wrong with the lists of a file, by place. Only what is asked for is held against the catalogue.
pub fn check_file(source: Source<'_>, place: &Place, against: Against<'_>) -> Vec<Placed> {
    let paths = place.paths();
    let (lists, stops) = match extract(source, &paths) {
        Ok(found) => found,
        Err(error) => {
            let finding = unreadable_config::finding(error.message, None);
            return against.placed(finding, error.at..error.at).into_iter().collect();
        }
    };
    let mut found = Vec::new();
    for list in lists.iter().filter(|list| list.role == Role::Requests) {
        found.extend(against.list(source.text, list));
    }
    if lists.is_empty() {
        found.extend(place.nothing(stops, against));
    }
    found.sort_by_key(|placed| placed.span.start);
    found
}

impl Place {
    /// The paths, each with what the list there is for.
    pub fn paths(&self) -> Vec<(Path, Role)> {
        match self {
            Self::Path(path) => vec![(path.clone(), Role::Requests)],
            Self::Preset(preset) => {
                let rules = preset.rules.iter();
                rules.filter_map(|rule| Some((Path::parse(rule.path).ok()?, rule.role))).collect()
            }
        }
    }

    /// What is said of a file in which nothing was found: a path that was written for it is wrong, a preset may not fit.
    fn nothing(&self, stops: Vec<(usize, Stop)>, against: Against<'_>) -> Option<Placed> {
        match self {
            Self::Preset(preset) => against.placed(config_without_scopes::finding(Some(preset.name)), 0..0),
            Self::Path(_) => {
                let Some((_, stop)) = stops.into_iter().next() else {
                    return against.placed(config_without_scopes::finding(None), 0..0);
                };
                let way = if stop.path.is_empty() { "the file".to_owned() } else { format!("`{}`", stop.path) };
                let message = format!("the path leads nowhere: in {way} there is {}", stop.there);
                against.placed(unreadable_config::finding(message, None), stop.at)
            }
        }
    }
}

impl Against<'_> {
    fn list(&self, file: &str, list: &List) -> Vec<Placed> {
        let uses: Vec<&str> = list.texts.iter().map(|found| &*found.text).collect();
        let mut found: Vec<Placed> = list
            .unresolved
            .iter()
            .filter_map(|value| self.placed(unresolved_value::finding(&value.raw), value.span.clone()))
            .collect();
        if uses.is_empty() && !list.unresolved.is_empty() {
            return found;
        }
        let Self { catalog, others, client } = *self;
        let report = check(&Request { catalog, others, uses: &uses, client, operations: &[] });
        for finding in report.findings {
            let place = |range: &Range<usize>, index: usize| {
                let text = &list.texts[index];
                located(file, &text.span, &text.text, range.clone())
            };
            let (span, marks) = match &finding.at {
                At::Use(index, range) => {
                    (place(range, *index), finding.marks.iter().map(|mark| place(mark, *index)).collect())
                }
                At::Request => (list.span.clone(), Vec::new()),
            };
            found.push(Placed { finding, span, marks });
        }
        found
    }

    /// A finding of the file's own, unless its level is `allow`.
    fn placed(&self, mut finding: Finding, span: Range<usize>) -> Option<Placed> {
        finding.level = self.catalog.level(finding.rule);
        (finding.level != Level::Allow).then_some(Placed { finding, span, marks: Vec::new() })
    }
}
