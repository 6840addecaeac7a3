//! The findings of one list of scopes, for people.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level as Severity, Renderer, Snippet};
use scope_catalog::{Finding, Level, Report};

/// Every finding with its words underlined, then the fixed text.
pub(crate) fn report(output: &mut impl Write, text: &str, report: &Report<'_>, fixed: Option<&str>) -> io::Result<()> {
    let renderer = Renderer::styled();
    for finding in &report.findings {
        writeln!(output, "{}\n", renderer.render(&groups(text, finding)))?;
    }
    match (&*report.findings, fixed) {
        ([], _) if report.scopes.len() == 1 => writeln!(output, "no findings in 1 scope"),
        ([], _) => writeln!(output, "no findings in {} scopes", report.scopes.len()),
        (_, Some(fixed)) if fixed != text => writeln!(output, "fixed: {fixed}"),
        _ => Ok(()),
    }
}

fn groups<'a>(text: &'a str, finding: &'a Finding) -> Vec<Group<'a>> {
    let severity = if finding.level == Level::Deny { Severity::ERROR } else { Severity::WARNING };
    let title = severity.primary_title(&*finding.message).id(finding.rule.id);
    let snippet = Snippet::source(text).line_start(1);
    let snippet = snippet.annotations(finding.marks().iter().map(|mark| AnnotationKind::Primary.span(mark.range())));
    let mut group = title.element(snippet);
    for line in finding.help_lines() {
        group = group.element(Severity::HELP.message(line));
    }
    vec![group]
}
