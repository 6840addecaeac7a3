//! Checks the lists of a file against a catalog.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::Hash;
use std::rc::Rc;

use scope_catalog::load::Target;
use scope_catalog::rules::{
    config_without_scopes, foreign_scope, missing_companion, stray_whitespace, unknown_scope, unreadable_config,
    unresolved_value, wrong_delimiter,
};
use scope_catalog::{Catalog, Certainty, Coverage, Delimiter, Finding, Level};

use crate::config_check::{CheckedFile, ConfigCheck, OtherKey};
use crate::extract::{Extracted, extract_in};
use crate::files::ReadFileError;
use crate::format::Source;
use crate::formats::read_error::ReadError;
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
        let unread = |text, finding| CheckedFile { text, findings: Vec::from_iter(finding), ..CheckedFile::default() };
        match text {
            Ok(text) => match check_text(name, &text, self) {
                Ok(checked) => CheckedFile { text, ..checked },
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

/// Checks the text of a file. Only what it requests is checked against a catalog.
///
/// # Errors
///
/// If the name of the file tells too little: its format or where its scopes are.
fn check_text(file: &str, text: &str, check: &ConfigCheck<'_>) -> Result<CheckedFile, UsageError> {
    let source = Source { format: check.format_of(file)?, text };
    let catalog = check.target.catalog;
    let presets = check.locator.presets(file)?;
    let (mut findings, mut requested) = (Vec::new(), Vec::new());
    let mut requested_elsewhere: BTreeMap<OtherKey, Vec<ExtractedText>> = BTreeMap::new();
    match find(file, source, check, &presets) {
        Ok(found) => {
            let defined = found.defined();
            for list in found.lists.iter().filter(|list| list.role == Role::Requests) {
                let owner = Case::new(source, list, check).owner();
                let is_right = |located: &LocatedFinding| {
                    located.is_of_right_name(&defined, list) || located.is_of_the_whole(list)
                };
                let of_list = check_request(source, list, check, &owner);
                findings.extend(of_list.into_iter().filter(|located| !is_right(located)));
                let scopes = list.scopes.iter().cloned();
                match owner {
                    Owner::Own => requested.extend(scopes),
                    Owner::Other(other) => requested_elsewhere.entry(other.key()).or_default().extend(scopes),
                    Owner::Unknown => {}
                }
            }
            for value in &found.unsuitable {
                let finding = unsuitable(value, &check.locator);
                findings.extend(LocatedFinding::new(catalog, finding, value.span.clone()));
            }
            for failure in &found.failures {
                let finding = unreadable_config::finding(failure.to_string(), failure.help());
                findings.extend(LocatedFinding::new(catalog, finding, failure.at.clone()));
            }
            if found.failures.is_empty() && found.lists.is_empty() && found.unsuitable.is_empty() {
                findings.extend(LocatedFinding::of_file(catalog, no_scopes(&check.locator, &presets)));
            }
        }
        Err(error) => {
            let help =
                check.format.map(|format| format!("it was read as `{}`, because `format` says so", format.as_str()));
            let finding = unreadable_config::finding(error.message, help);
            findings.extend(LocatedFinding::new(catalog, finding, error.at..error.at));
        }
    }
    findings.sort_by_key(|located| located.span.start);
    // Several paths lead to a list with a YAML anchor.
    retain_first(&mut findings, |LocatedFinding { finding, span, .. }| {
        (span.clone(), finding.rule.id, finding.message.clone())
    });
    for scopes in std::iter::once(&mut requested).chain(requested_elsewhere.values_mut()) {
        retain_first(scopes, |scope| scope.text.clone());
    }
    Ok(CheckedFile { text: String::new(), findings, requested: Some(requested), requested_elsewhere })
}

/// Keeps the first of those that are the same by a key.
fn retain_first<T, K: Eq + Hash>(all: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let mut seen = HashSet::new();
    all.retain(|one| seen.insert(key(one)));
}

impl LocatedFinding {
    /// Whether the finding is about an unknown name that is right there: the file defines it, or the program that reads the
    /// file has it for a scope.
    fn is_of_right_name(&self, defined: &BTreeSet<&str>, list: &List) -> bool {
        let Finding { rule, token, .. } = &self.finding;
        let is_of_name = [unknown_scope::RULE.id, foreign_scope::RULE.id].contains(&rule.id);
        is_of_name && (defined.contains(&**token) || list.rule.is_some_and(|rule| rule.kind.has(token)))
    }

    /// Whether the finding is about what is missing in a list that is requested together with another one: `optional_scopes`.
    fn is_of_the_whole(&self, list: &List) -> bool {
        let key = list.path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        self.finding.rule.id == missing_companion::RULE.id && (key.contains("optional") || key.contains("conditional"))
    }
}

fn find(
    file: &str,
    source: Source<'_>,
    check: &ConfigCheck<'_>,
    presets: &[Preset],
) -> Result<Rc<Extracted>, ReadError> {
    let parsed = check.reused.file(source)?;
    if check.locator.paths().is_empty() {
        return Ok(parsed.by_presets(source, presets));
    }
    let paths: Vec<_> = check.locator.paths().iter().map(|path| (path, Role::Requests)).collect();
    let extracted = extract_in(&parsed.documents, source, &paths, check.reused.steps());
    Ok(Rc::new(if check.is_catalog_stated {
        extracted
    } else {
        extracted.known_by(&parsed.by_presets(source, &Preset::of_file(file).collect::<Vec<_>>()))
    }))
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

/// Checks a list against the catalog of its owner: none if nothing is known of that one.
fn check_request(source: Source<'_>, list: &List, check: &ConfigCheck<'_>, owner: &Owner<'_>) -> Vec<LocatedFinding> {
    match owner {
        Owner::Own => check_list(source, list, check, &check.target),
        Owner::Unknown => Vec::new(),
        Owner::Other(other) => {
            let target = Target::new(&other.catalog, check.target.others.clone(), None);
            let mut found = check_list(source, list, check, &target);
            other.explain(source, &mut found);
            found
        }
    }
}

/// The delimiter of the texts of a list, and whether another one is certainly wrong.
///
/// It is, if the user states it, or if the provider sees what is written: the items of a list, whose provider or names are
/// known, and texts that the program splits as the provider does. Any other text may be sent as it is, or be split in a way that is not known here.
fn delimiter(list: &List, check: &ConfigCheck<'_>, catalog: &Catalog) -> (Delimiter, bool) {
    let of_provider = catalog.delimiter();
    let is_complete = catalog.coverage() == Coverage::Complete;
    let by_preset = list.rule.filter(|_| list.preset.is_some());
    match (check.delimiter, by_preset.and_then(|rule| rule.delimiter)) {
        (Some(stated), _) => (stated, true),
        (None, _) if list.has_items => {
            (of_provider, by_preset.is_some_and(|rule| rule.provider.is_some() || is_complete))
        }
        (None, Some(known)) => (known, known == of_provider),
        (None, None) => (Delimiter::SpaceOrComma, false),
    }
}

fn check_list(source: Source<'_>, list: &List, check: &ConfigCheck<'_>, target: &Target<'_>) -> Vec<LocatedFinding> {
    let texts: Vec<&ExtractedText> = list.texts.iter().filter(|text| !text.is_opaque()).collect();
    let mut found = Vec::new();
    for value in &list.unresolved {
        let finding = unresolved_value::finding(&value.raw);
        found.extend(LocatedFinding::new(target.catalog, finding, value.span.clone()));
    }
    // An empty list in a file says that nothing is requested, and is right; so does an empty text of a setting that may be
    // left out.
    if texts.is_empty() || list.preset.is_some() && texts.iter().all(|text| text.text.trim().is_empty()) {
        return found;
    }
    let (delimiter, is_certain) = delimiter(list, check, target.catalog);
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
