//! Checks the lists of a file against a catalog.

use std::ops::Range;
use std::rc::Rc;

use scope_catalog::load::Target;
use scope_catalog::rules::{config_without_scopes, unreadable_config, unresolved_value};
use scope_catalog::{Catalog, Finding, Level};

use crate::edit::Edit;
use crate::extract::{extract, extract_presets};
use crate::format::{Format, Source};
use crate::formats::read_error::ReadError;
use crate::list::{ExtractedText, List};
use crate::locator::Locator;
use crate::path::LookupFailure;
use crate::presets::Preset;
use crate::role::Role;
use crate::usage_error::UsageError;
use crate::written_text::WrittenText;

/// A finding, with its location in a file.
#[derive(Clone, Debug)]
pub struct LocatedFinding {
    /// The finding.
    pub finding: Finding,
    /// The bytes in the file that it is about.
    pub span: Range<usize>,
    /// The bytes to underline; none if it is about the file as a whole.
    pub marks: Vec<Range<usize>>,
    /// The text that it is about.
    written: Option<Rc<WrittenText>>,
}

impl LocatedFinding {
    /// A finding at bytes of a file, unless its level is `allow`.
    pub(crate) fn new(catalog: &Catalog, finding: Finding, span: Range<usize>) -> Option<Self> {
        let finding = with_level(catalog, finding)?;
        Some(Self { finding, marks: vec![span.clone()], span, written: None })
    }

    /// A finding about a file as a whole, unless its level is `allow`.
    pub(crate) fn of_file(catalog: &Catalog, finding: Finding) -> Option<Self> {
        let finding = with_level(catalog, finding)?;
        Some(Self { finding, marks: Vec::new(), span: 0..0, written: None })
    }

    /// What writes the first suggestion into the file; nothing if there is none, or if the file writes the text in a way
    /// of its own, such as a permission by its key and its value.
    pub fn edits(&self, source: Source<'_>) -> Vec<Edit> {
        match (&self.written, self.finding.span, self.finding.suggestions.first()) {
            (Some(written), Some(part), Some(suggestion)) => written.edits(source, &part.range(), suggestion),
            _ => Vec::new(),
        }
    }
}

/// A finding with the level that a catalog gives its rule; `None` if that is `allow`.
pub(crate) fn with_level(catalog: &Catalog, mut finding: Finding) -> Option<Finding> {
    finding.level = catalog.level(finding.rule);
    (finding.level != Level::Allow).then_some(finding)
}

/// What came of the check of one file.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    /// By place.
    pub(crate) findings: Vec<LocatedFinding>,
    /// The scopes that the file requests from the catalog, each once, in order, where it is first requested.
    pub(crate) requested: Vec<ExtractedText>,
}

/// Checks the text of a file. Only what it requests is checked against a catalog.
///
/// # Errors
///
/// If the name of the file tells too little: its format or where its scopes are.
pub(crate) fn check_text(
    file: &str,
    text: &str,
    locator: &Locator,
    target: &Target<'_>,
) -> Result<Checked, UsageError> {
    let source = Source { format: Format::named(file)?, text };
    let presets = locator.presets(file)?;
    let mut checked = Checked::default();
    match lists(source, locator, &presets) {
        Ok((lists, _)) if !lists.is_empty() => {
            for (list, provider) in lists.iter().filter(|(list, _)| list.role == Role::Requests) {
                checked.findings.extend(check_request(source, list, *provider, target));
                if provider.is_none_or(|provider| target.catalog.builds_on(provider)) {
                    checked.add_requested(list);
                }
            }
        }
        Ok((_, Some(stop))) => {
            let finding = unreadable_config::finding(stop.to_string(), None);
            checked.findings.extend(LocatedFinding::new(target.catalog, finding, stop.at));
        }
        Ok((_, None)) => {
            let finding = config_without_scopes::finding(presets.first().map(|preset| preset.name()));
            checked.findings.extend(LocatedFinding::of_file(target.catalog, finding));
        }
        Err(error) => {
            let finding = unreadable_config::finding(error.message, None);
            checked.findings.extend(LocatedFinding::new(target.catalog, finding, error.at..error.at));
        }
    }
    checked.findings.sort_by_key(|located| located.span.start);
    Ok(checked)
}

/// The lists of a file, each with the provider that its scopes belong to, if known; and where the only path stops.
type Lists = (Vec<(List, Option<&'static str>)>, Option<LookupFailure>);

fn lists(source: Source<'_>, locator: &Locator, presets: &[Preset]) -> Result<Lists, ReadError> {
    if let Locator::Path(path) = locator {
        let (lists, stops) = extract(source, &[(path, Role::Requests)])?;
        let stop = stops.into_iter().next().map(|(_, stop)| stop);
        return Ok((lists.into_iter().map(|list| (list, None)).collect(), stop));
    }
    let lists = extract_presets(source, presets)?;
    Ok((lists.into_iter().map(|(_, rule, list)| (list, rule.provider)).collect(), None))
}

impl Checked {
    fn add_requested(&mut self, list: &List) {
        for scope in &list.scopes {
            if self.requested.iter().all(|known| known.text != scope.text) {
                self.requested.push(scope.clone());
            }
        }
    }
}

/// A list whose provider is known is checked against the catalog that builds on it; if the file's own builds on another
/// provider, against none.
fn check_request(source: Source<'_>, list: &List, provider: Option<&str>, target: &Target<'_>) -> Vec<LocatedFinding> {
    let Some(provider) = provider.filter(|provider| !target.catalog.builds_on(provider)) else {
        return check_list(source, list, target);
    };
    match target.others.iter().find(|other| other.builds_on(provider)) {
        Some(catalog) => {
            let target = Target {
                catalog,
                others: target.others.clone(),
                client: None,
                operations: Vec::new(),
                positions: Vec::new(),
            };
            check_list(source, list, &target)
        }
        None if target.catalog.builds_on_some_provider() => Vec::new(),
        None => check_list(source, list, target),
    }
}

fn check_list(source: Source<'_>, list: &List, target: &Target<'_>) -> Vec<LocatedFinding> {
    let texts: Vec<&ExtractedText> = list.texts.iter().filter(|text| !text.is_opaque()).collect();
    let mut found = Vec::new();
    for value in &list.unresolved {
        let finding = unresolved_value::finding(&value.raw);
        found.extend(LocatedFinding::new(target.catalog, finding, value.span.clone()));
    }
    if texts.is_empty() && !(list.texts.is_empty() && list.unresolved.is_empty()) {
        return found;
    }
    let report = target.check(&texts.iter().map(|text| &*text.text).collect::<Vec<_>>());
    let mut all_written: Vec<Option<Rc<WrittenText>>> = vec![None; texts.len()];
    for finding in report.findings {
        let Some(part) = finding.span else {
            let span = list.span.clone();
            found.push(LocatedFinding { finding, marks: vec![span.clone()], span, written: None });
            continue;
        };
        let written = all_written[part.position()]
            .get_or_insert_with(|| Rc::new(WrittenText::new(source, texts[part.position()])));
        let span = written.span(part.range());
        let marks = finding.marks().iter().map(|mark| written.span(mark.range())).collect();
        found.push(LocatedFinding { finding, span, marks, written: Some(Rc::clone(written)) });
    }
    found
}
