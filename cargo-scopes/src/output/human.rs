//! For people.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level as Severity, Origin, Renderer, Snippet};
use scope_catalog::{Finding, Level, Report};

use super::excerpt::{Excerpt, brief};
use super::place::{Lines, Place, Places};
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
    snippet = snippet.annotations(finding.marks().iter().map(|mark| AnnotationKind::Primary.span(mark.range())));
    let mut group = title.element(snippet);
    for line in finding.help_lines() {
        group = group.element(Severity::HELP.message(line));
    }
    vec![group]
}

/// Every finding with its line.
pub(crate) fn findings(output: &mut impl Write, inspection: &Inspection) -> io::Result<()> {
    let places = Places::new(inspection);
    let renderer = Renderer::styled();
    for finding in &inspection.findings {
        writeln!(output, "{}\n", rendered(&renderer, places.file(finding.file), finding))?;
    }
    Ok(())
}

/// Every finding with its line, then a line that sums up.
pub(crate) fn inspection(output: &mut impl Write, inspection: &Inspection) -> io::Result<()> {
    findings(output, inspection)?;
    let places = Places::new(inspection);
    for unseen in &inspection.unseen {
        let lines = places.file(unseen.file);
        let Place { line, column, .. } = lines.place(&unseen.span);
        writeln!(output, "note: {}:{line}:{column}: {UNSEEN}", lines.file.name)?;
    }
    if let Some(first) = inspection.strays.first() {
        let more = match inspection.strays.len() - 1 {
            0 => String::new(),
            more => format!(" and {}", counted(more, "more file")),
        };
        writeln!(output, "note: {first}{more}: {STRAY}")?;
    }
    writeln!(output, "{}", summary(inspection))
}

/// What is said of a call whose arguments only the compiler sees.
pub(crate) const UNSEEN: &str = "the arguments of this call come from a macro: only the compiler checks them";
/// What is said of a file that belongs to nothing.
pub(crate) const STRAY: &str = "part of no target, so the calls are not checked";

/// A finding without colors, as a terminal without them shows it.
pub(crate) fn plain(lines: &Lines<'_>, finding: &inspection::Finding) -> String {
    rendered(&Renderer::plain(), lines, finding)
}

fn rendered(renderer: &Renderer, lines: &Lines<'_>, finding: &inspection::Finding) -> String {
    let file = lines.file;
    let Place { line, column, .. } = lines.place(&finding.marks[0]);
    let severity = if finding.level == Level::Deny { Severity::ERROR } else { Severity::WARNING };
    let title = severity.primary_title(brief(&finding.message)).id(finding.rule);
    let shown = finding.marks.iter().cloned().reduce(|one, other| one.start.min(other.start)..one.end.max(other.end));
    let has_source = !file.text.is_empty() && shown.is_some_and(|shown| !lines.hold_secret(&shown));
    let excerpt = has_source.then(|| Excerpt::new(lines, &finding.marks));
    let mut group = match &excerpt {
        None => title.element(Origin::path(&*file.name).line(line).char_column(column)),
        Some(excerpt) => {
            let marks = excerpt.marks.iter().map(|mark| AnnotationKind::Primary.span(mark.clone()));
            let snippet = Snippet::source(&*excerpt.text).line_start(line).path(&*file.name);
            title.element(snippet.annotations(marks))
        }
    };
    for line in finding.help.iter().flat_map(|help| help.lines()) {
        group = group.element(Severity::HELP.message(brief(line)));
    }
    let text = renderer.render(&[group]);
    match excerpt {
        // The renderer counts columns in the piece that it is given.
        Some(Excerpt { shown_column, .. }) if shown_column != column => {
            let place = |column| format!("{}:{line}:{column}", file.name);
            text.replacen(&place(shown_column), &place(column), 1)
        }
        _ => text,
    }
}

/// How much is wrong in how much.
pub(crate) fn summary(inspection: &Inspection) -> String {
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
