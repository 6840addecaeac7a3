//! Checks the lists of scopes in a file against a catalog.

use std::ops::Range;

use scope_catalog::rules::{config_without_scopes, unreadable_config, unresolved_value};
use scope_catalog::{Catalog, Client, Finding, Level, Request, UnknownName, check, closest};

use crate::edit::{Edit, edits_in};
use crate::escape;
use crate::extract::{extract, extract_presets};
use crate::format::{Format, Source};
use crate::formats::read_error::ReadError;
use crate::list::{ExtractedText, List};
use crate::path::{LookupFailure, Path};
use crate::places::WordPlaces;
use crate::preset::{PRESETS, Preset, presets_of};
use crate::role::Role;

/// Where in a file the scopes are.
#[derive(Clone, Debug)]
pub enum Place {
    /// At this path.
    Path(Path),
    /// Where these presets say: one that was named, or all that match the file's name.
    Presets(Vec<&'static Preset>),
}

/// What the lists of a file are checked against.
#[derive(Clone, Copy, Debug)]
pub struct CheckTarget<'c> {
    /// The catalog.
    pub catalog: &'c Catalog,
    /// Other catalogs, for recognizing their scopes.
    pub others: &'c [&'c Catalog],
    /// The client that requests the scopes.
    pub client: Option<&'c Client>,
}

/// A finding, with its location in a file.
#[derive(Clone, Debug)]
pub struct LocatedFinding {
    /// The finding.
    pub finding: Finding,
    /// The bytes in the file that it is about.
    pub span: Range<usize>,
    /// The bytes to underline.
    pub marks: Vec<Range<usize>>,
    /// The edits that apply the first suggestion; empty if there is none, or if the file does not contain the text
    /// literally, such as a permission that is written as a key and a value.
    pub edits: Vec<Edit>,
}

/// Checks the lists of a file and returns the findings, ordered by position. Only requested scopes are checked against
/// a catalog.
pub fn check_file(source: Source<'_>, place: &Place, against: CheckTarget<'_>) -> Vec<LocatedFinding> {
    let mut found = match place.lists(source) {
        Ok(Found { lists, .. }) if !lists.is_empty() => {
            let requests = lists.iter().filter(|(list, _)| list.role == Role::Requests);
            requests.flat_map(|(list, provider)| against.list_of(source, list, *provider)).collect()
        }
        Ok(Found { stop, .. }) => place.nothing(stop, against).into_iter().collect(),
        Err(error) => {
            let finding = unreadable_config::finding(error.message, None);
            Vec::from_iter(against.placed(finding, error.at..error.at))
        }
    };
    found.sort_by_key(|placed: &LocatedFinding| placed.span.start);
    found
}

/// The scopes that a file requests, each once, in order, with the location of the first request. Only lists that belong
/// to the catalog count.
pub fn requested_scopes(source: Source<'_>, place: &Place, catalog: &Catalog) -> Vec<ExtractedText> {
    let Ok(found) = place.lists(source) else { return Vec::new() };
    let mut scopes: Vec<ExtractedText> = Vec::new();
    for (list, provider) in found.lists {
        let is_ours = list.role == Role::Requests && provider.is_none_or(|provider| catalog.builds_on(provider));
        for scope in list.scopes.into_iter().filter(|_| is_ours) {
            if scopes.iter().all(|known| known.text != scope.text) {
                scopes.push(scope);
            }
        }
    }
    scopes
}

/// The lists of a file, each with the provider that its scopes belong to, where the place tells.
struct Found {
    lists: Vec<(List, Option<&'static str>)>,
    /// Where the only path stops.
    stop: Option<LookupFailure>,
}

/// A mistake in how the check was requested: an unknown preset, an invalid path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageError {
    /// The message, in one line without a period.
    pub message: String,
    /// What to write or do instead.
    pub help: Option<String>,
}

impl From<UnknownName> for UsageError {
    fn from(error: UnknownName) -> Self {
        Self { message: error.message, help: Some(error.help) }
    }
}

/// The preset with this name: `shopify-app-toml`.
///
/// # Errors
///
/// If there is no preset with this name: a message that suggests another.
pub fn preset(name: &str) -> Result<&'static Preset, UsageError> {
    if let Some(preset) = PRESETS.iter().find(|preset| preset.name == name) {
        return Ok(preset);
    }
    let close = closest(name, PRESETS.iter().map(|preset| preset.name));
    let help = close.map_or_else(
        || format!("docs/reference/presets.md lists the {} presets", PRESETS.len()),
        |close| format!("did you mean `{close}`?"),
    );
    Err(UsageError { message: format!("unknown preset `{name}`"), help: Some(help) })
}

impl Format {
    /// The format that belongs to the name of a file.
    ///
    /// # Errors
    ///
    /// If the name does not determine a format: a message that lists the supported extensions.
    pub fn known(file: &str) -> Result<Self, UsageError> {
        Self::of(file).ok_or_else(|| UsageError {
            message: format!("unknown format of `{file}`"),
            help: Some("supported extensions: .toml, .json, .yaml, .env, .properties, .ini, .tf".to_owned()),
        })
    }
}

impl Place {
    /// At a path: `oauth.scopes`.
    ///
    /// # Errors
    ///
    /// If the text is not a valid path.
    pub fn path(path: &str) -> Result<Self, UsageError> {
        let refused = |error| UsageError { message: format!("invalid path `{path}`: {error}"), help: None };
        Path::parse(path).map(Self::Path).map_err(refused)
    }

    /// Where the preset with this name says.
    ///
    /// # Errors
    ///
    /// Where there is no such preset, see [`preset`].
    pub fn preset(name: &str) -> Result<Self, UsageError> {
        preset(name).map(|preset| Self::Presets(vec![preset]))
    }

    /// Where the presets say that match the name of a file.
    ///
    /// # Errors
    ///
    /// If no preset matches the name.
    pub fn by_name(file: &str) -> Result<Self, UsageError> {
        let presets: Vec<_> = presets_of(file).collect();
        if !presets.is_empty() {
            return Ok(Self::Presets(presets));
        }
        let help = "add `path = \"…\"` to say where in the file the scopes are";
        let message = format!("no preset matches `{file}`");
        Err(UsageError { message, help: Some(help.to_owned()) })
    }

    fn lists(&self, source: Source<'_>) -> Result<Found, ReadError> {
        match self {
            Self::Path(path) => {
                let (lists, stops) = extract(source, &[(path.clone(), Role::Requests)])?;
                let stop = stops.into_iter().next().map(|(_, stop)| stop);
                Ok(Found { lists: lists.into_iter().map(|list| (list, None)).collect(), stop })
            }
            Self::Presets(presets) => {
                let lists = extract_presets(source, presets)?;
                let lists = lists.into_iter().map(|(_, rule, list)| (list, rule.provider)).collect();
                Ok(Found { lists, stop: None })
            }
        }
    }

    /// What is said of a file in which nothing was found: a path that was written for it is wrong, a preset may not fit.
    fn nothing(&self, stop: Option<LookupFailure>, against: CheckTarget<'_>) -> Option<LocatedFinding> {
        let (finding, at) = match (self, stop) {
            (Self::Presets(presets), _) => {
                (config_without_scopes::finding(presets.first().map(|preset| preset.name)), 0..0)
            }
            (Self::Path(_), None) => (config_without_scopes::finding(None), 0..0),
            (Self::Path(_), Some(stop)) => (unreadable_config::finding(stop.to_string(), None), stop.at),
        };
        against.placed(finding, at)
    }
}

impl CheckTarget<'_> {
    /// A list whose provider is known is held against the catalog that builds on it; where the file's own builds on
    /// another provider, against none.
    fn list_of(&self, source: Source<'_>, list: &List, provider: Option<&str>) -> Vec<LocatedFinding> {
        let Some(provider) = provider.filter(|provider| !self.catalog.builds_on(provider)) else {
            return self.list(source, list);
        };
        match self.others.iter().find(|other| other.builds_on(provider)) {
            Some(catalog) => Self { catalog, client: None, ..*self }.list(source, list),
            None if self.catalog.builds_on_some_provider() => Vec::new(),
            None => self.list(source, list),
        }
    }

    fn list(&self, source: Source<'_>, list: &List) -> Vec<LocatedFinding> {
        let texts: Vec<&ExtractedText> = list.texts.iter().filter(|text| !text.is_opaque()).collect();
        let unresolved = list.unresolved.iter();
        let mut found: Vec<LocatedFinding> = unresolved
            .filter_map(|value| self.placed(unresolved_value::finding(&value.raw), value.span.clone()))
            .collect();
        if texts.is_empty() && !(list.texts.is_empty() && list.unresolved.is_empty()) {
            return found;
        }
        let Self { catalog, others, client } = *self;
        let uses: Vec<&str> = texts.iter().map(|text| &*text.text).collect();
        let report = check(&Request { catalog, others, texts: &uses, client, operations: &[] });
        let mut written: Vec<Option<Written<'_>>> = texts.iter().map(|_| None).collect();
        for finding in report.findings {
            let Some(place) = finding.span else {
                found.push(LocatedFinding { span: list.span.clone(), marks: Vec::new(), edits: Vec::new(), finding });
                continue;
            };
            let (text, range) = (texts[place.position()], place.range());
            let written = written[place.position()].get_or_insert_with(|| {
                let places = WordPlaces::new(source.text, &text.span, &text.text, 0);
                Written { source, text, places }
            });
            let span = written.places.of(range.clone());
            let marks = finding.marks().iter().map(|mark| written.places.of(mark.range())).collect();
            let edits = written.edits(&range, finding.suggestions.first());
            found.push(LocatedFinding { finding, span, marks, edits });
        }
        found
    }

    /// A finding of the file's own, unless its level is `allow`.
    fn placed(&self, mut finding: Finding, span: Range<usize>) -> Option<LocatedFinding> {
        finding.level = self.catalog.level(finding.rule);
        (finding.level != Level::Allow).then_some(LocatedFinding {
            finding,
            span,
            marks: Vec::new(),
            edits: Vec::new(),
        })
    }
}

/// A text of a list, and how its file writes it.
struct Written<'s> {
    source: Source<'s>,
    text: &'s ExtractedText,
    places: WordPlaces,
}

impl Written<'_> {
    /// The edits of the file that put a suggestion in the place of a part of the text.
    fn edits(&self, part: &Range<usize>, suggestion: Option<&String>) -> Vec<Edit> {
        let Some(suggestion) = suggestion else { return Vec::new() };
        let mut edits = edits_in(&self.text.text, part, suggestion, &|part| self.place(part));
        if edits.iter().any(|edit| edit.text.contains(' ')) && self.needs_quotes() {
            let Range { start, end } = self.text.span;
            edits.insert(0, Edit { span: start..start, text: "\"".to_owned() });
            edits.push(Edit { span: end..end, text: "\"".to_owned() });
        }
        edits
    }

    /// The bytes that a part is written with, where they can be told exactly.
    fn place(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let written = &self.text.text[part.clone()];
        let gap = written.len() - written.trim_start_matches(|char: char| char == ',' || char.is_whitespace()).len();
        let of = |start, end| (start < end).then(|| self.places.of(start..end));
        let (before, word) = (of(part.start, part.start + gap), of(part.start + gap, part.end));
        let start = before.as_ref().or(word.as_ref()).map(|place| place.start);
        let end = word.as_ref().or(before.as_ref()).map(|place| place.end);
        let plain = start.zip(end).map(|(start, end)| start..end);
        let plain = plain.filter(|place| self.source.text.get(place.clone()) == Some(written));
        plain.or_else(|| {
            let Range { start, .. } = self.text.span;
            let place = escape::place(self.source.text.get(self.text.span.clone())?, &self.text.text, part)?;
            Some(start + place.start..start + place.end)
        })
    }

    /// A shell, which reads files of variables as well, ends a bare value at the first blank.
    fn needs_quotes(&self) -> bool {
        let raw = self.source.text.get(self.text.span.clone()).unwrap_or_default();
        self.source.format == Format::Dotenv
            && raw == self.text.text
            && !raw.contains(|char: char| char.is_whitespace() || matches!(char, '"' | '\'' | '\\' | '$' | '`'))
    }
}
