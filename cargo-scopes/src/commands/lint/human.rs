//! The findings of one list of scopes, for people.

use std::io::{self, Write};
use std::path::PathBuf;

use annotate_snippets::{AnnotationKind, Group, Level as Severity, Renderer, Snippet};
use scope_catalog::{Finding, Level, Report};

use crate::output::line_index::LineIndex;
use crate::output::truncate::{Excerpt, brief};
use crate::report::File;

/// Every finding with its words underlined, then the fixed text.
pub(crate) fn report(output: &mut impl Write, text: &str, report: &Report<'_>, fixed: Option<&str>) -> io::Result<()> {
    let renderer = Renderer::styled();
    let file = File { name: String::new(), path: PathBuf::new(), text: text.to_owned() };
    let lines = LineIndex::new(&file);
    for finding in &report.findings {
        writeln!(output, "{}\n", rendered(&renderer, &lines, finding))?;
    }
    match (&*report.findings, fixed) {
        ([], _) if report.scopes.len() == 1 => writeln!(output, "no findings in 1 scope"),
        ([], _) => writeln!(output, "no findings in {} scopes", report.scopes.len()),
        (_, Some(fixed)) if fixed != text => writeln!(output, "fixed: {fixed}"),
        _ => Ok(()),
    }
}

fn rendered(renderer: &Renderer, lines: &LineIndex<'_>, finding: &Finding) -> String {
    let severity = if finding.level == Level::Deny { Severity::ERROR } else { Severity::WARNING };
    let title = severity.primary_title(brief(&finding.message)).id(finding.rule.id);
    let marks: Vec<_> = finding.marks().iter().map(|mark| mark.range()).collect();
    let excerpt = Excerpt::new(lines, &marks);
    let mut group = Group::with_title(title);
    if let [first, ..] = &*marks {
        let snippet = Snippet::source(&*excerpt.text).line_start(lines.place(&(first.start..first.start)).line);
        let marks = excerpt.marks.iter().map(|mark| AnnotationKind::Primary.span(mark.clone()));
        group = group.element(snippet.annotations(marks));
    }
    for line in finding.help_lines() {
        group = group.element(Severity::HELP.message(brief(line)));
    }
    renderer.render(&[group])
}
