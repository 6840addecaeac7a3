//! Writes findings for people.

use std::io::{self, Write};

use annotate_snippets::{Group, Level as Severity, Origin, Renderer};
use scope_catalog::{Finding, Level};

use super::harmless::on_one_line;
use super::line_index::{LineIndex, LineIndexes, LineRange};
use super::truncate::{brief, excerpt_of, shown_column, snippet};
use crate::report::{LocatedFinding, ORPHAN_FILE, WorkspaceReport};

/// Writes each finding with its line.
pub(crate) fn findings(output: &mut impl Write, report: &WorkspaceReport) -> io::Result<()> {
    let places = LineIndexes::new(report);
    let renderer = Renderer::styled();
    let shown = report.shown();
    for located in &shown {
        writeln!(output, "{}\n", rendered(&renderer, places.file(located.file), located))?;
    }
    report.left_off(shown.len()).map_or(Ok(()), |note| writeln!(output, "note: {note}"))
}

/// Writes each finding with its line, then a summary.
pub(crate) fn report(output: &mut impl Write, report: &WorkspaceReport) -> io::Result<()> {
    if let Some(lists) = report.literals.filter(|_| !report.findings.is_empty()) {
        writeln!(output, "{}\n", counted(report, lists))?;
    }
    findings(output, report)?;
    let places = LineIndexes::new(report);
    for macro_generated in &report.macro_generated {
        let lines = places.file(macro_generated.file);
        let LineRange { line, column, .. } = lines.place(&macro_generated.span);
        writeln!(output, "note: {}:{line}:{column}: {}", on_one_line(&lines.file.name), macro_generated.reason.note())?;
    }
    if let Some(first) = report.orphan_files.first() {
        let (first, more) = (on_one_line(first), and_more(report.orphan_files.len() - 1, "file"));
        writeln!(output, "note: {first}{more}: {ORPHAN_FILE}")?;
    }
    for note in &report.notes {
        writeln!(output, "note: {note}")?;
    }
    writeln!(output, "{}", summary(report))?;
    if is_without_macros(report) {
        writeln!(output, "help: `cargo scopes check --literals` checks scopes that are written without the macros")?;
    }
    Ok(())
}

/// Whether nothing was checked, and nothing uses the macros.
fn is_without_macros(report: &WorkspaceReport) -> bool {
    let is_unused = report.macro_generated.is_empty() && report.orphan_files.is_empty() && report.findings.is_empty();
    is_unused && report.calls == 0 && report.configs == 0 && report.literals.is_none()
}

/// Describes what was checked: how many lists in how many files, and for which providers.
fn counted(report: &WorkspaceReport, lists: usize) -> String {
    let mut providers: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for request in &report.requests {
        if let Some(provider) = request.catalog.bundled {
            *providers.entry(provider).or_default() += 1;
        }
    }
    let counts: Vec<String> = providers.iter().map(|(provider, count)| format!("{provider} {count}")).collect();
    let of = if counts.is_empty() { String::new() } else { format!(": {}", counts.join(", ")) };
    format!("{} without a macro in {}{of}", pluralize(lists, "list"), pluralize(report.rust_files, "Rust file"))
}

/// Formats a finding as on a terminal without colors.
pub(crate) fn plain(lines: &LineIndex<'_>, located: &LocatedFinding) -> String {
    rendered(&Renderer::plain(), lines, located)
}

fn rendered(renderer: &Renderer, lines: &LineIndex<'_>, located: &LocatedFinding) -> String {
    let name = on_one_line(&lines.file.name);
    let LineRange { line, column, .. } = lines.place(&located.marks[0]);
    let excerpt = excerpt_of(lines, located);
    let text = drawn(renderer, &located.finding, |group| {
        let group = match &excerpt {
            None => group.element(Origin::path(&*name).line(line).char_column(column)),
            Some(excerpt) => group.element(snippet(excerpt, line).path(&*name)),
        };
        match located.value.as_ref().filter(|value| !value.path.is_empty()) {
            None => group,
            Some(value) => group.element(Severity::NOTE.message(format!("in `{}`", brief(&on_one_line(&value.path))))),
        }
    });
    // The renderer counts columns in the excerpt.
    let place = |column| format!("{name}:{line}:{column}");
    match excerpt.as_ref().and_then(shown_column).filter(|shown| *shown != column) {
        Some(shown) => text.replacen(&place(shown), &place(column), 1),
        None => text,
    }
}

/// Formats a finding in the compiler's style, with its location.
pub(crate) fn drawn<'a>(
    renderer: &Renderer,
    finding: &'a Finding,
    with_place: impl FnOnce(Group<'a>) -> Group<'a>,
) -> String {
    let severity = if finding.level == Level::Deny { Severity::ERROR } else { Severity::WARNING };
    let message = brief(&on_one_line(&finding.message)).into_owned();
    let group = with_place(Group::with_title(severity.primary_title(message).id(finding.rule.id)));
    let helps = finding.help_lines().map(|line| Severity::HELP.message(brief(line)));
    renderer.render(&[helps.fold(group, Group::element)])
}

/// Summarizes how many findings there are, and what was checked.
pub(crate) fn summary(report: &WorkspaceReport) -> String {
    let count = |level| report.findings.iter().filter(|located| located.finding.level == level).count();
    let looked_at =
        format!("{} and {}", pluralize(report.calls, "call"), pluralize(report.configs, "configuration file"));
    let looked_at = match report.literals {
        Some(lists) => format!("{} without a macro, {looked_at}", pluralize(lists, "list")),
        None => looked_at,
    };
    let counts = [(count(Level::Deny), "error"), (count(Level::Warn), "warning")].into_iter();
    let counts: Vec<String> =
        counts.filter(|(count, _)| *count > 0).map(|(count, kind)| pluralize(count, kind)).collect();
    let found = if counts.is_empty() { "no findings".to_owned() } else { counts.join(" and ") };
    format!("{found} in {looked_at}")
}

/// Describes the size of a catalog or a document.
pub(crate) fn size(scopes: usize, operations: usize) -> String {
    format!("{}, {}", pluralize(scopes, "scope"), pluralize(operations, "operation"))
}

/// How many more things there are, after some that are named: ` and 2 more files`.
pub(crate) fn and_more(count: usize, thing: &str) -> String {
    if count == 0 { String::new() } else { format!(" and {}", pluralize(count, &format!("more {thing}"))) }
}

/// Formats a number of things: `1 call`, `2 calls`, `2 fixes`.
pub(crate) fn pluralize(count: usize, thing: &str) -> String {
    let ending = match count {
        1 => "",
        _ if thing.ends_with('x') => "es",
        _ => "s",
    };
    format!("{count} {thing}{ending}")
}
