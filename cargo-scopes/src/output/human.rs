//! For people.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level as Severity, Origin, Renderer, Snippet};
use scope_catalog::{At, Finding, Level, Report};

use crate::inspection::{self, Inspection};

/// Every finding with the place underlined, and the whole text put right.
pub(crate) fn report(output: &mut impl Write, text: &str, report: &Report<'_>) -> io::Result<()> {
    let renderer = Renderer::styled();
    for finding in &report.findings {
        writeln!(output, "{}\n", renderer.render(&groups(text, finding)))?;
    }
    match (&*report.findings, &report.fixed) {
        ([], _) if report.scopes.len() == 1 => writeln!(output, "nothing is wrong with this scope"),
        ([], _) => writeln!(output, "nothing is wrong with these {} scopes", report.scopes.len()),
        (_, Some(fixed)) if fixed != text => writeln!(output, "put right: {fixed}"),
        _ => Ok(()),
    }
}

fn groups<'a>(text: &'a str, finding: &'a Finding) -> Vec<Group<'a>> {
    let severity = if finding.level == Level::Deny { Severity::ERROR } else { Severity::WARNING };
    let title = severity.primary_title(&*finding.message).id(finding.rule.id);
    let mut snippet = Snippet::source(text).line_start(1);
    if let At::Use(_, range) = &finding.at {
        let marks = if finding.marks.is_empty() { std::slice::from_ref(range) } else { &*finding.marks };
        snippet = snippet.annotations(marks.iter().map(|mark| AnnotationKind::Primary.span(mark.clone())));
    }
    let mut group = title.element(snippet);
    for line in finding.help.iter().flat_map(|help| help.lines()) {
        group = group.element(Severity::HELP.message(line));
    }
    vec![group]
}

/// More carets than this on one finding help nobody.
const MOST_MARKS: usize = 50;

/// Every finding with its line.
pub(crate) fn findings(output: &mut impl Write, inspection: &Inspection) -> io::Result<()> {
    let renderer = Renderer::styled();
    for finding in &inspection.findings {
        writeln!(output, "{}\n", renderer.render(&[group(inspection, finding)]))?;
    }
    Ok(())
}

/// Every finding with its line, then a line that sums up.
pub(crate) fn inspection(output: &mut impl Write, inspection: &Inspection) -> io::Result<()> {
    findings(output, inspection)?;
    for unseen in &inspection.unseen {
        let file = &inspection.files[unseen.file];
        let (line, column) = scope_catalog::line_and_column(&file.text, unseen.span.start);
        writeln!(
            output,
            "note: {}:{line}:{column}: the arguments of this call come from a macro: only the compiler checks them",
            file.name
        )?;
    }
    if let Some(first) = inspection.strays.first() {
        let more = match inspection.strays.len() - 1 {
            0 => String::new(),
            more => format!(" and {}", counted(more, "more file")),
        };
        writeln!(output, "note: {first}{more}: part of no target, so the calls are not checked")?;
    }
    writeln!(output, "{}", summary(inspection))
}

fn group<'a>(inspection: &'a Inspection, finding: &'a inspection::Finding) -> Group<'a> {
    let severity = if finding.level == Level::Deny { Severity::ERROR } else { Severity::WARNING };
    let file = inspection.file(finding);
    let title = severity.primary_title(&*finding.message).id(finding.rule);
    let mut group = if finding.is_private || file.text.is_empty() {
        let (line, column) = scope_catalog::line_and_column(&file.text, finding.span.start);
        title.element(Origin::path(&*file.name).line(line).char_column(column))
    } else {
        let marks = finding.marks.iter().take(MOST_MARKS);
        let annotations = marks.map(|mark| AnnotationKind::Primary.span(mark.clone()));
        title.element(Snippet::source(&*file.text).line_start(1).path(&*file.name).annotations(annotations))
    };
    for line in finding.help.iter().flat_map(|help| help.lines()) {
        group = group.element(Severity::HELP.message(line));
    }
    group
}

fn summary(inspection: &Inspection) -> String {
    let count = |level| inspection.findings.iter().filter(|finding| finding.level == level).count();
    let looked_at =
        format!("{} and {}", counted(inspection.calls, "call"), counted(inspection.configs, "configuration file"));
    match (count(Level::Deny), count(Level::Warn)) {
        (0, 0) => format!("nothing is wrong in {looked_at}"),
        (0, warnings) => format!("{} in {looked_at}", counted(warnings, "warning")),
        (errors, 0) => format!("{} in {looked_at}", counted(errors, "error")),
        (errors, warnings) => {
            format!("{} and {} in {looked_at}", counted(errors, "error"), counted(warnings, "warning"))
        }
    }
}

/// A number of things: `1 call`, `2 calls`.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
