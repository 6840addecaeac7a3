//! The findings of one list of scopes, for people and for programs.

use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;

use annotate_snippets::Renderer;
use scope_catalog::{Finding, Report, SourceSpan};
use serde::Serialize;
use serde_json::Value;

use super::input::LintInput;
use crate::output::human::drawn;
use crate::output::json::{FindingFields, versioned};
use crate::output::line_index::LineIndex;
use crate::output::truncate::{excerpt, snippet};
use crate::output::{VERSION, pluralize};
use crate::report::File;

/// Every finding with its words underlined, then the fixed text.
pub(super) fn human(output: &mut impl Write, text: &str, report: &Report<'_>, fixed: Option<&str>) -> io::Result<()> {
    let renderer = Renderer::styled();
    let file = File { name: String::new(), path: PathBuf::new(), text: text.to_owned() };
    let lines = LineIndex::new(&file);
    for finding in &report.findings {
        writeln!(output, "{}\n", rendered(&renderer, &lines, finding))?;
    }
    match (&*report.findings, fixed) {
        ([], _) => writeln!(output, "no findings in {}", pluralize(report.scopes.len(), "scope")),
        (_, Some(fixed)) if fixed != text => writeln!(output, "fixed: {fixed}"),
        _ => Ok(()),
    }
}

fn rendered(renderer: &Renderer, lines: &LineIndex<'_>, finding: &Finding) -> String {
    let marks: Vec<_> = finding.marks().iter().map(|mark| mark.range()).collect();
    let excerpt = excerpt(lines, &marks);
    drawn(renderer, finding, |group| match marks.first().zip(excerpt.as_ref()) {
        Some((first, excerpt)) => group.element(snippet(excerpt, lines.place(first).line)),
        None => group,
    })
}

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
    #[serde(flatten)]
    finding: FindingFields<'a>,
    start: usize,
    end: usize,
}

/// The findings in an input, on one line.
pub(super) fn json(input: &LintInput, report: &Report<'_>, fixed: Option<&str>) -> String {
    let findings = report.findings.iter().map(|finding| {
        let Range { start, end } = finding.span.map_or(0..input.scopes.len(), SourceSpan::range);
        Row { finding: FindingFields::new(finding), start, end }
    });
    let answer = Answer {
        id: &input.id,
        provider: input.provider.as_deref(),
        findings: findings.collect(),
        fixed,
        scopes: report.scopes.iter().map(|scope| &**scope).collect(),
    };
    serde_json::to_string(&versioned(answer)).unwrap_or_else(|failure| error(&input.id, &failure.to_string()))
}

/// Why an input could not be checked, on one line.
pub(super) fn error(id: &Value, message: &str) -> String {
    serde_json::json!({ "version": VERSION, "id": id, "error": message }).to_string()
}
