//! For programs.

use std::io::{self, Write};
use std::ops::Range;

use scope_catalog::Finding;
use serde::Serialize;
use serde_json::Value;

use super::line_index::{LineIndex, LineIndexes, LineRange};
use crate::report::{LocatedFinding, Unseen, WorkspaceReport};

/// The version of every JSON answer. It changes if a field is removed or changes its meaning, not if one is added.
pub(crate) const VERSION: u32 = 1;

/// An answer with its version.
#[derive(Serialize)]
pub(crate) struct Versioned<T> {
    version: u32,
    #[serde(flatten)]
    answer: T,
}

pub(crate) fn versioned<T: Serialize>(answer: T) -> Versioned<T> {
    Versioned { version: VERSION, answer }
}

#[derive(Serialize)]
struct CheckedWorkspace<'a> {
    findings: Vec<Placed<'a>>,
    /// How many findings are left off, where there are very many.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_off: Option<usize>,
    macro_generated: Vec<UnseenCall<'a>>,
    orphan_files: &'a [String],
    calls: usize,
    configs: usize,
    /// Lists without a macro, and what is said of them: where they are looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    literals: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<&'a [String]>,
    #[serde(flatten)]
    extra: Option<Value>,
}

/// What a finding says, wherever it is.
#[derive(Serialize)]
pub(crate) struct FindingFields<'a> {
    rule: &'static str,
    level: &'static str,
    token: &'a str,
    certainty: &'static str,
    suggestions: &'a [String],
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> FindingFields<'a> {
    pub(crate) fn new(finding: &'a Finding) -> Self {
        Self {
            rule: finding.rule.id,
            level: finding.level.as_str(),
            token: &finding.token,
            certainty: finding.certainty.as_str(),
            suggestions: &finding.suggestions,
            message: &finding.message,
            help: finding.help.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct Placed<'a> {
    #[serde(flatten)]
    finding: FindingFields<'a>,
    package: &'a str,
    #[serde(flatten)]
    spot: Spot<'a>,
    edits: Vec<Change<'a>>,
}

/// Bytes of a file, from 0, the end exclusive, and where they are for people.
#[derive(Serialize)]
struct Spot<'a> {
    file: &'a str,
    #[serde(flatten)]
    span: Range<usize>,
    #[serde(flatten)]
    place: LineRange,
}

#[derive(Serialize)]
struct Change<'a> {
    #[serde(flatten)]
    span: &'a Range<usize>,
    text: &'a str,
}

/// A call that only the compiler can check.
#[derive(Serialize)]
struct UnseenCall<'a> {
    #[serde(flatten)]
    spot: Spot<'a>,
    reason: Unseen,
}

impl<'a> Spot<'a> {
    fn new(lines: &LineIndex<'a>, span: &Range<usize>) -> Self {
        Self { file: &lines.file.name, span: span.clone(), place: lines.place(span) }
    }
}

impl<'a> Placed<'a> {
    fn new(places: &LineIndexes<'a>, located: &'a LocatedFinding) -> Self {
        let edits = located.edits.iter().map(|edit| Change { span: &edit.span, text: &edit.text });
        Self {
            finding: FindingFields::new(&located.finding),
            package: &located.package,
            spot: Spot::new(places.file(located.file), &located.span),
            edits: edits.collect(),
        }
    }
}

/// What was found in a workspace: one value, with further fields, those of an object.
pub(crate) fn report(output: &mut impl Write, report: &WorkspaceReport, extra: Option<Value>) -> io::Result<()> {
    let places = LineIndexes::new(report);
    let macro_generated = report
        .macro_generated
        .iter()
        .map(|call| UnseenCall { reason: call.reason, spot: Spot::new(places.file(call.file), &call.span) });
    let shown = report.shown();
    let value = CheckedWorkspace {
        left_off: Some(report.findings.len() - shown.len()).filter(|&more| more > 0),
        findings: shown.into_iter().map(|located| Placed::new(&places, located)).collect(),
        macro_generated: macro_generated.collect(),
        orphan_files: &report.orphan_files,
        calls: report.calls,
        configs: report.configs,
        literals: report.literals,
        notes: report.literals.map(|_| &*report.notes),
        extra,
    };
    write_value(output, &versioned(value))
}

/// Writes a value on lines of its own.
pub(crate) fn write_value(output: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *output, value)?;
    writeln!(output)
}
