//! The findings of one list of scopes, for programs.

use std::ops::Range;

use scope_catalog::{Finding, Report, SourceSpan};
use serde::Serialize;
use serde_json::Value;

use super::input::LintInput;
use crate::output::json::{FindingFields, VERSION};

#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    id: &'a Value,
    provider: Option<&'a str>,
    findings: Vec<Row<'a>>,
    fixed: Option<&'a str>,
    scopes: Vec<&'a str>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    finding: FindingFields<'a>,
    start: usize,
    end: usize,
}

impl<'a> Row<'a> {
    fn new(finding: &'a Finding, whole: usize) -> Self {
        let Range { start, end } = finding.span.map_or(0..whole, SourceSpan::range);
        Self { finding: FindingFields::new(finding), start, end }
    }
}

/// The findings in an input, on one line.
pub(crate) fn answer(input: &LintInput, report: &Report<'_>, fixed: Option<&str>) -> String {
    let findings = report.findings.iter().map(|finding| Row::new(finding, input.scopes.len())).collect();
    let answer = Answer {
        version: VERSION,
        id: &input.id,
        provider: input.provider.as_deref(),
        findings,
        fixed,
        scopes: report.scopes.iter().map(|scope| &**scope).collect(),
    };
    serde_json::to_string(&answer).unwrap_or_else(|failure| error(&input.id, &failure.to_string()))
}

/// Why an input could not be checked, on one line.
pub(crate) fn error(id: &Value, message: &str) -> String {
    serde_json::json!({ "version": VERSION, "id": id, "error": message }).to_string()
}
