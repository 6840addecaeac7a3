//! For programs.

use std::io::{self, Write};

use scope_catalog::{At, Finding, Report, line_and_column};
use serde::Serialize;
use serde_json::Value;

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
        let (start, end) = match &finding.at {
            At::Use(_, range) => (range.start, range.end),
            At::Request => (0, whole),
        };
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

/// The number of the form of [`inspection`]: it changes where a field goes or means something else, not where one comes.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Inspected<'a> {
    version: u32,
    findings: Vec<Placed<'a>>,
    unseen: Vec<Spot<'a>>,
    strays: &'a [String],
    calls: usize,
    configs: usize,
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

/// A place: bytes from 0, lines and columns from 1, columns in characters, the end exclusive.
#[derive(Serialize)]
struct Spot<'a> {
    file: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Change<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl<'a> Spot<'a> {
    fn new(file: &'a inspection::File, span: &std::ops::Range<usize>) -> Self {
        let (line, column) = line_and_column(&file.text, span.start);
        let (end_line, end_column) = line_and_column(&file.text, span.end);
        Self { file: &file.name, start: span.start, end: span.end, line, column, end_line, end_column }
    }
}

impl<'a> Placed<'a> {
    fn new(inspection: &'a Inspection, finding: &'a inspection::Finding) -> Self {
        let edits =
            finding.edits.iter().map(|edit| Change { start: edit.span.start, end: edit.span.end, text: &edit.text });
        Self {
            rule: finding.rule,
            level: finding.level.as_str(),
            package: &finding.package,
            spot: Spot::new(inspection.file(finding), &finding.span),
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
    serde_json::to_writer_pretty(&mut *output, &Inspected::new(inspection))?;
    writeln!(output)
}

/// The same with further fields: those of an object.
pub(crate) fn inspection_with(output: &mut impl Write, inspection: &Inspection, extra: Value) -> io::Result<()> {
    let mut value = serde_json::to_value(Inspected::new(inspection))?;
    if let (Some(fields), Value::Object(extra)) = (value.as_object_mut(), extra) {
        fields.extend(extra);
    }
    serde_json::to_writer_pretty(&mut *output, &value)?;
    writeln!(output)
}

impl<'a> Inspected<'a> {
    fn new(inspection: &'a Inspection) -> Self {
        let unseen = inspection.unseen.iter().map(|unseen| Spot::new(&inspection.files[unseen.file], &unseen.span));
        Self {
            version: VERSION,
            findings: inspection.findings.iter().map(|finding| Placed::new(inspection, finding)).collect(),
            unseen: unseen.collect(),
            strays: &inspection.strays,
            calls: inspection.calls,
            configs: inspection.configs,
        }
    }
}
