//! For programs.

use std::io::{self, Write};
use std::ops::Range;

use scope_catalog::{Finding, Report, SourceSpan};
use serde::Serialize;
use serde_json::Value;

use super::place::{Lines, Place, Places};
use crate::command::Question;
use crate::inspection::{self, Inspection};

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Value,
    provider: Option<&'a str>,
    findings: Vec<Row<'a>>,
    fixed: Option<&'a str>,
    scopes: Vec<&'a str>,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'static str,
    level: &'static str,
    token: &'a str,
    start: usize,
    end: usize,
    certainty: &'static str,
    suggestions: &'a [String],
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> Row<'a> {
    fn new(finding: &'a Finding, whole: usize) -> Self {
        let Range { start, end } = finding.span.map_or(0..whole, SourceSpan::range);
        Self {
            rule: finding.rule.id,
            level: finding.level.as_str(),
            token: &finding.token,
            start,
            end,
            certainty: finding.certainty.as_str(),
            suggestions: &finding.suggestions,
            message: &finding.message,
            help: finding.help.as_deref(),
        }
    }
}

/// What was found in the scopes of a question, on one line.
pub(crate) fn answer(question: &Question, report: &Report<'_>) -> String {
    let findings = report.findings.iter().map(|finding| Row::new(finding, question.scopes.len())).collect();
    let answer = Answer {
        id: &question.id,
        provider: question.provider.as_deref(),
        findings,
        fixed: report.fixed.as_deref(),
        scopes: report.scopes.iter().map(|scope| &**scope).collect(),
    };
    serde_json::to_string(&answer).unwrap_or_else(|failure| error(&question.id, &failure.to_string()))
}

/// Why a question has no answer, on one line.
pub(crate) fn error(id: &Value, message: &str) -> String {
    serde_json::json!({ "id": id, "error": message }).to_string()
}

/// The number of the form of [`inspection()`]: it changes where a field goes or means something else, not where one comes.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Inspected<'a> {
    version: u32,
    findings: Vec<Placed<'a>>,
    unseen: Vec<Spot<'a>>,
    strays: &'a [String],
    calls: usize,
    configs: usize,
    #[serde(flatten)]
    extra: Option<Value>,
}

#[derive(Serialize)]
struct Placed<'a> {
    rule: &'static str,
    level: &'static str,
    package: &'a str,
    #[serde(flatten)]
    spot: Spot<'a>,
    token: &'a str,
    certainty: &'static str,
    suggestions: &'a [String],
    message: &'a str,
    help: Option<&'a str>,
    edits: Vec<Change<'a>>,
}

/// Bytes of a file, from 0, the end exclusive, and where they are for people.
#[derive(Serialize)]
struct Spot<'a> {
    file: &'a str,
    start: usize,
    end: usize,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Change<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl<'a> Spot<'a> {
    fn new(lines: &Lines<'a>, span: &std::ops::Range<usize>) -> Self {
        Self { file: &lines.file.name, start: span.start, end: span.end, place: lines.place(span) }
    }
}

impl<'a> Placed<'a> {
    fn new(places: &Places<'a>, finding: &'a inspection::Finding) -> Self {
        let edits =
            finding.edits.iter().map(|edit| Change { start: edit.span.start, end: edit.span.end, text: &edit.text });
        Self {
            rule: finding.rule,
            level: finding.level.as_str(),
            package: &finding.package,
            spot: Spot::new(places.file(finding.file), &finding.span),
            token: &finding.token,
            certainty: finding.certainty.as_str(),
            suggestions: &finding.suggestions,
            message: &finding.message,
            help: finding.help.as_deref(),
            edits: edits.collect(),
        }
    }
}

/// What was found in a workspace: one value.
pub(crate) fn inspection(output: &mut impl Write, inspection: &Inspection) -> io::Result<()> {
    write(output, inspection, None)
}

/// The same with further fields: those of an object.
pub(crate) fn inspection_with(output: &mut impl Write, inspection: &Inspection, extra: Value) -> io::Result<()> {
    write(output, inspection, Some(extra))
}

fn write(output: &mut impl Write, inspection: &Inspection, extra: Option<Value>) -> io::Result<()> {
    let places = Places::new(inspection);
    let unseen = inspection.unseen.iter().map(|unseen| Spot::new(places.file(unseen.file), &unseen.span));
    let value = Inspected {
        version: VERSION,
        findings: inspection.findings.iter().map(|finding| Placed::new(&places, finding)).collect(),
        unseen: unseen.collect(),
        strays: &inspection.strays,
        calls: inspection.calls,
        configs: inspection.configs,
        extra,
    };
    serde_json::to_writer_pretty(&mut *output, &value)?;
    writeln!(output)
}
