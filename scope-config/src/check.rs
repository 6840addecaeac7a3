//! Checks the lists of a file against a catalog.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use scope_catalog::load::Target;
use scope_catalog::rules::{
    config_without_scopes, foreign_scope, missing_companion, stray_whitespace, unknown_scope, unreadable_config,
    unresolved_value, wrong_delimiter,
};
use scope_catalog::{Catalog, Certainty, Coverage, Delimiter, Finding, Level};

use crate::config_check::{CheckedFile, ConfigCheck, OtherKey};
use crate::extract::extract_in;
use crate::files::ReadFileError;
use crate::format::Source;
use crate::formats::read_error::ReadError;
use crate::found::{Found, Reader};
use crate::list::{ExtractedText, List, Unsuitable};
use crate::located_finding::LocatedFinding;
use crate::locator::Locator;
use crate::owner::{Case, Owner};
use crate::presets::Preset;
use crate::role::Role;
use crate::usage_error::UsageError;
use crate::written_text::WrittenText;

impl ConfigCheck<'_> {
    /// Checks a file.
    pub fn file(&self, name: &str, text: Result<String, ReadFileError>) -> CheckedFile {
        let catalog = self.target.catalog;
        let unread = |text, finding| CheckedFile {
            text,
            findings: Vec::from_iter(finding),
            requested: None,
            requested_elsewhere: BTreeMap::new(),
        };
        match text {
            Ok(text) => match check_text(name, &text, self) {
                Ok(Checked { findings, requested, elsewhere }) => {
                    let requested_elsewhere = elsewhere.into_iter().map(|(key, some)| (key, some.scopes)).collect();
                    CheckedFile { text, findings, requested: Some(requested.scopes), requested_elsewhere }
                }
                Err(UsageError { message, help }) => {
                    unread(text, LocatedFinding::of_file(catalog, unreadable_config::finding(message, help)))
                }
            },
            Err(ReadFileError { text, at, message }) => {
                let help = self
                    .stated_at
                    .as_ref()
                    .map(|place| format!("if this is not the file that you mean, correct {place}"));
                unread(text, LocatedFinding::new(catalog, unreadable_config::finding(message, help), at..at))
            }
        }
    }
}

/// What came of the check of one file.
#[derive(Debug, Default)]
struct Checked {
    /// By place.
    findings: Vec<LocatedFinding>,
    /// What the file requests from its catalog, and from others.
    requested: Requested,
    elsewhere: BTreeMap<OtherKey, Requested>,
}

/// Scopes that are requested from a catalog, each once, in order, where it is first requested.
#[derive(Debug, Default)]
struct Requested {
    scopes: Vec<ExtractedText>,
    names: BTreeSet<String>,
}

impl Requested {
    fn add(&mut self, list: &List) {
        for scope in &list.scopes {
            if self.names.insert(scope.text.clone()) {
                self.scopes.push(scope.clone());
            }
        }
    }
}

/// Checks the text of a file. Only what it requests is checked against a catalog.
///
/// # Errors
///
/// If the name of the file tells too little: its format or where its scopes are.
fn check_text(file: &str, text: &str, check: &ConfigCheck<'_>) -> Result<Checked, UsageError> {
    let source = Source { format: check.format_of(file)?, text };
    let catalog = check.target.catalog;
    let presets = check.locator.presets(file)?;
    let mut checked = Checked::default();
    match find(file, source, check, &presets) {
        Ok(found) => {
            let defined = found.defined();
            for (list, reader) in found.lists.iter().filter(|(list, _)| list.role == Role::Requests) {
                let owner = Case::new(source, list, *reader, check).owner();
                let findings = check_request(source, list, *reader, check, &owner);
                let is_right = |located: &LocatedFinding| {
                    located.is_of_right_name(&defined, *reader) || located.is_of_the_whole(list)
                };
                checked.findings.extend(findings.into_iter().filter(|located| !is_right(located)));
                match owner {
                    Owner::Own => checked.requested.add(list),
                    Owner::Other(other) => checked.elsewhere.entry(other.key()).or_default().add(list),
                    Owner::Unknown => {}
                }
            }
            for value in &found.unsuitable {
                let finding = unsuitable(value, &check.locator);
                checked.findings.extend(LocatedFinding::new(catalog, finding, value.span.clone()));
            }
            for failure in &found.failures {
                let finding = unreadable_config::finding(failure.to_string(), failure.help());
                checked.findings.extend(LocatedFinding::new(catalog, finding, failure.at.clone()));
            }
            if found.failures.is_empty() && found.lists.is_empty() && found.unsuitable.is_empty() {
                let finding = no_scopes(&check.locator, &presets);
                checked.findings.extend(LocatedFinding::of_file(catalog, finding));
            }
        }
        Err(error) => {
            let help =
                check.format.map(|format| format!("it was read as `{}`, because `format` says so", format.as_str()));
            let finding = unreadable_config::finding(error.message, help);
            checked.findings.extend(LocatedFinding::new(catalog, finding, error.at..error.at));
        }
    }
    checked.findings.sort_by_key(|located| located.span.start);
    checked.forget_repeated();
    Ok(checked)
}

impl LocatedFinding {
    /// Whether the finding is about an unknown name that is right there: the file defines it, or the program that reads the
    /// file has it for a scope.
    fn is_of_right_name(&self, defined: &BTreeSet<String>, reader: Reader) -> bool {
        let Finding { rule, token, .. } = &self.finding;
        let is_of_name = [unknown_scope::RULE.id, foreign_scope::RULE.id].contains(&rule.id);
        is_of_name && (defined.contains(token) || reader.kind.has(token))
    }

    /// Whether the finding is about what is missing in a list that is requested together with another one: `optional_scopes`.
    fn is_of_the_whole(&self, list: &List) -> bool {
        let key = list.path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        self.finding.rule.id == missing_companion::RULE.id && (key.contains("optional") || key.contains("conditional"))
    }
}

fn find(file: &str, source: Source<'_>, check: &ConfigCheck<'_>, presets: &[Preset]) -> Result<Rc<Found>, ReadError> {
    let parsed = check.reused.file(source)?;
    if check.locator.paths().is_empty() {
        return Ok(parsed.by_presets(source, presets));
    }
    let paths: Vec<_> = check.locator.paths().iter().map(|path| (path, Role::Requests)).collect();
    let extracted = extract_in(parsed.documents(), source, &paths, check.reused.steps());
    let known = if check.is_catalog_stated {
        Rc::default()
    } else {
        parsed.by_presets(source, &Preset::of_file(file).collect::<Vec<_>>())
    };
    Ok(Rc::new(Found::at_paths(extracted, &known)))
}

/// A value that cannot be a list is an error where the user says that it is one, and a warning where a preset expects one.
fn unsuitable(value: &Unsuitable, locator: &Locator) -> Finding {
    let message = format!("`{}` is {}, not a list of scopes", value.path, value.what);
    let help = if value.what == "a table" {
        "if its keys are the scopes, add `{keys}` to the path"
    } else if value.what.contains("a secret") {
        "its value was not read; write the path of the scopes"
    } else {
        "write a string, or a list of strings"
    };
    match locator {
        Locator::Paths(_) => unreadable_config::finding(message, Some(help.to_owned())),
        _ => config_without_scopes::unsuitable(message),
    }
}

/// That a file has no scopes where they are expected.
fn no_scopes(locator: &Locator, presets: &[Preset]) -> Finding {
    // A name such as `values.yaml` or `config.yml` does not tell that the file is of a preset.
    let mut named = presets.iter().filter(|preset| *locator != Locator::ByName || !preset.is_of_any_name());
    let only = named.next().filter(|_| named.next().is_none());
    let mut finding = config_without_scopes::finding(only.map(|preset| preset.name()));
    finding.help = match locator {
        Locator::ByName => Some(crate::locator::STATE_THE_PATH.to_owned()),
        Locator::Preset(_) => Some("write another `preset`, or a `path` instead".to_owned()),
        Locator::Paths(_) => None,
    };
    finding
}

impl Checked {
    /// Keeps one of each finding: several paths lead to a list with a YAML anchor.
    fn forget_repeated(&mut self) {
        let mut seen = BTreeSet::new();
        self.findings.retain(|LocatedFinding { finding, span, .. }| {
            seen.insert((span.start, span.end, finding.rule.id, finding.message.clone()))
        });
    }
}

/// Checks a list against the catalog of its owner: none if nothing is known of that one.
fn check_request(
    source: Source<'_>,
    list: &List,
    reader: Reader,
    check: &ConfigCheck<'_>,
    owner: &Owner<'_>,
) -> Vec<LocatedFinding> {
    match owner {
        Owner::Own => check_list(source, list, reader, check, &check.target),
        Owner::Unknown => Vec::new(),
        Owner::Other(other) => {
            let target = Target::new(&other.catalog, check.target.others.clone(), None);
            let mut found = check_list(source, list, reader, check, &target);
            other.explain(source, &mut found);
            found
        }
    }
}

/// The delimiter of the texts of a list, and whether another one is certainly wrong.
///
/// It is, if the user states it, or if the provider sees what is written: the items of a list, whose provider or names are
/// known, and texts that the program splits as the provider does. Any other text may be sent as it is, or be split in a way that is not known here.
fn delimiter(list: &List, reader: Reader, check: &ConfigCheck<'_>, catalog: &Catalog) -> (Delimiter, bool) {
    let of_provider = catalog.delimiter();
    let is_complete = catalog.coverage() == Coverage::Complete;
    match (check.delimiter, reader.delimiter) {
        (Some(stated), _) => (stated, true),
        (None, _) if list.has_items => (of_provider, reader.is_preset && (reader.provider.is_some() || is_complete)),
        (None, Some(known)) => (known, known == of_provider),
        (None, None) => (Delimiter::SpaceOrComma, false),
    }
}

fn check_list(
    source: Source<'_>,
    list: &List,
    reader: Reader,
    check: &ConfigCheck<'_>,
    target: &Target<'_>,
) -> Vec<LocatedFinding> {
    let texts: Vec<&ExtractedText> = list.texts.iter().filter(|text| !text.is_opaque()).collect();
    let mut found = Vec::new();
    for value in &list.unresolved {
        let finding = unresolved_value::finding(&value.raw);
        found.extend(LocatedFinding::new(target.catalog, finding, value.span.clone()));
    }
    // An empty list in a file says that nothing is requested, and is right; so does an empty text of a setting that may be
    // left out.
    if texts.is_empty() || reader.is_preset && texts.iter().all(|text| text.text.trim().is_empty()) {
        return found;
    }
    let (delimiter, is_certain) = delimiter(list, reader, check, target.catalog);
    let report = target.check_in_file(&texts.iter().map(|text| &*text.text).collect::<Vec<_>>(), delimiter);
    let mut all_written: Vec<Option<Rc<WrittenText>>> = vec![None; texts.len()];
    for mut finding in report.findings {
        // About what is between two scopes.
        if !is_certain && [wrong_delimiter::RULE.id, stray_whitespace::RULE.id].contains(&finding.rule.id) {
            finding.level = target.catalog.explicit_level(finding.rule).unwrap_or(Level::Warn);
            finding.certainty = finding.certainty.max(Certainty::Likely);
        }
        let path = list.path.clone();
        let Some(part) = finding.span else {
            let span = list.span.clone();
            let visible = if let [only] = &*texts { only.span.clone() } else { 0..0 };
            found.push(LocatedFinding { finding, marks: vec![span.clone()], span, visible, path, written: None });
            continue;
        };
        let written = all_written[part.position()]
            .get_or_insert_with(|| Rc::new(WrittenText::new(source, texts[part.position()], &list.path)));
        let span = written.span(part.range());
        let marks = finding.marks().iter().map(|mark| written.span(mark.range())).collect();
        let (visible, written) = (texts[part.position()].span.clone(), Some(Rc::clone(written)));
        found.push(LocatedFinding { finding, span, marks, visible, path, written });
    }
    found
}
