//! Holds the lists of a file against a catalogue.

use std::ops::Range;

use scope_catalog::rules::{config_without_scopes, unreadable_config, unresolved_value};
use scope_catalog::{At, Catalog, Client, Finding, Level, NoSuchName, Request, check, closest};

use crate::extract::{Found as Text, List, Places, Source, extract, extract_presets};
use crate::format::Format;
use crate::path::{Path, Stop};
use crate::preset::{PRESETS, Preset, Role, presets_of};
use crate::read::ReadError;
use crate::repair::{Edit, edits};

/// Where in a file the scopes stand.
#[derive(Clone, Debug)]
pub enum Place {
    /// Where this path leads.
    Path(Path),
    /// Where files of these kinds have them: one that was named, or all that the file's name may tell.
    Presets(Vec<&'static Preset>),
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
    /// What writes the first suggestion into the file; empty where there is none, or where the file writes the text with
    /// escapes of its own.
    pub edits: Vec<Edit>,
}

/// Everything that is wrong with the lists of a file, by place. Only what is asked for is held against a catalogue.
pub fn check_file(source: Source<'_>, place: &Place, against: Against<'_>) -> Vec<Placed> {
    let mut found = match place.lists(source) {
        Ok(Found { lists, .. }) if !lists.is_empty() => {
            let requests = lists.iter().filter(|(list, _)| list.role == Role::Requests);
            requests.flat_map(|(list, provider)| against.list_of(source.text, list, *provider)).collect()
        }
        Ok(Found { stop, .. }) => place.nothing(stop, against).into_iter().collect(),
        Err(error) => {
            let finding = unreadable_config::finding(error.message, None);
            Vec::from_iter(against.placed(finding, error.at..error.at))
        }
    };
    found.sort_by_key(|placed: &Placed| placed.span.start);
    found
}

/// The scopes that a file asks for, each once, in order, with the place where it is first asked for; of lists that belong
/// to the catalogue.
pub fn requested(source: Source<'_>, place: &Place, catalog: &Catalog) -> Vec<Text> {
    let Ok(found) = place.lists(source) else { return Vec::new() };
    let mut scopes: Vec<Text> = Vec::new();
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
    stop: Option<Stop>,
}

/// Why something that is asked for cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// One sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl From<NoSuchName> for Refusal {
    fn from(error: NoSuchName) -> Self {
        Self { message: error.message, help: Some(error.help) }
    }
}

/// The preset of a name: `shopify-app-toml`.
///
/// # Errors
///
/// Where there is none: which one may have been meant.
pub fn preset(name: &str) -> Result<&'static Preset, Refusal> {
    if let Some(preset) = PRESETS.iter().find(|preset| preset.name == name) {
        return Ok(preset);
    }
    let close = closest(name, PRESETS.iter().map(|preset| preset.name));
    let help = close.map_or_else(
        || format!("there are {} presets; docs/presets.md lists them", PRESETS.len()),
        |close| format!("did you mean `{close}`?"),
    );
    Err(Refusal { message: format!("there is no preset `{name}`"), help: Some(help) })
}

impl Format {
    /// The format that a file's name tells.
    ///
    /// # Errors
    ///
    /// Where it tells none: which endings do.
    pub fn known(file: &str) -> Result<Self, Refusal> {
        Self::of(file).ok_or_else(|| Refusal {
            message: format!("the format of `{file}` is not known"),
            help: Some("the ending tells: .toml, .json, .yaml, .env, .properties, .ini, .tf".to_owned()),
        })
    }
}

impl Place {
    /// Where a path leads: `oauth.scopes`.
    ///
    /// # Errors
    ///
    /// Where it is no path.
    pub fn path(path: &str) -> Result<Self, Refusal> {
        let refused = |error| Refusal { message: format!("`{path}` is no path: {error}"), help: None };
        Path::parse(path).map(Self::Path).map_err(refused)
    }

    /// Where files of a kind have their scopes.
    ///
    /// # Errors
    ///
    /// Where there is no such preset, see [`preset`].
    pub fn preset(name: &str) -> Result<Self, Refusal> {
        preset(name).map(|preset| Self::Presets(vec![preset]))
    }

    /// Where a file has its scopes by what it is called.
    ///
    /// # Errors
    ///
    /// Where its name tells nothing.
    pub fn by_name(file: &str) -> Result<Self, Refusal> {
        let presets: Vec<_> = presets_of(file).collect();
        if !presets.is_empty() {
            return Ok(Self::Presets(presets));
        }
        let help = "write `path = \"…\"`: where in the file the scopes stand";
        let message = format!("the name of `{file}` does not tell where its scopes are");
        Err(Refusal { message, help: Some(help.to_owned()) })
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
    fn nothing(&self, stop: Option<Stop>, against: Against<'_>) -> Option<Placed> {
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

impl Against<'_> {
    /// A list whose provider is known is held against the catalogue that builds on it; where the file's own builds on
    /// another provider, against none.
    fn list_of(&self, file: &str, list: &List, provider: Option<&str>) -> Vec<Placed> {
        let Some(provider) = provider.filter(|provider| !self.catalog.builds_on(provider)) else {
            return self.list(file, list);
        };
        match self.others.iter().find(|other| other.builds_on(provider)) {
            Some(catalog) => Self { catalog, client: None, ..*self }.list(file, list),
            None if self.catalog.builds_on_some_provider() => Vec::new(),
            None => self.list(file, list),
        }
    }

    fn list(&self, file: &str, list: &List) -> Vec<Placed> {
        let texts: Vec<&Text> = list.texts.iter().filter(|text| !text.is_opaque()).collect();
        let unresolved = list.unresolved.iter();
        let mut found: Vec<Placed> = unresolved
            .filter_map(|value| self.placed(unresolved_value::finding(&value.raw), value.span.clone()))
            .collect();
        if texts.is_empty() && !(list.texts.is_empty() && list.unresolved.is_empty()) {
            return found;
        }
        let Self { catalog, others, client } = *self;
        let uses: Vec<&str> = texts.iter().map(|text| &*text.text).collect();
        let report = check(&Request { catalog, others, uses: &uses, client, operations: &[] });
        let mut places: Vec<Option<Places>> = texts.iter().map(|_| None).collect();
        for finding in report.findings {
            let At::Use(index, range) = &finding.at else {
                found.push(Placed { span: list.span.clone(), marks: Vec::new(), edits: Vec::new(), finding });
                continue;
            };
            let text = texts[*index];
            let places = places[*index].get_or_insert_with(|| Places::new(file, &text.span, &text.text, 0));
            let span = places.of(range.clone());
            let marks = finding.marks.iter().map(|mark| places.of(mark.clone())).collect();
            let edits = in_file(file, places, &text.text, range, finding.suggestions.first());
            found.push(Placed { finding, span, marks, edits });
        }
        found
    }

    /// A finding of the file's own, unless its level is `allow`.
    fn placed(&self, mut finding: Finding, span: Range<usize>) -> Option<Placed> {
        finding.level = self.catalog.level(finding.rule);
        (finding.level != Level::Allow).then_some(Placed { finding, span, marks: Vec::new(), edits: Vec::new() })
    }
}

/// The edits of a file that put a suggestion in the place of a part of a text; none where the file writes that part in
/// another way than it reads.
fn in_file(file: &str, places: &Places, text: &str, part: &Range<usize>, suggestion: Option<&String>) -> Vec<Edit> {
    let Some(suggestion) = suggestion else { return Vec::new() };
    let edits = edits(&text[part.clone()], suggestion).into_iter().map(|edit| {
        let within = part.start + edit.span.start..part.start + edit.span.end;
        let span = places.of(within.clone());
        (file.get(span.clone()) == Some(&text[within])).then_some(Edit { span, ..edit })
    });
    edits.collect::<Option<_>>().unwrap_or_default()
}
