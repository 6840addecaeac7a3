//! Prints differences for people, as the text of a pull request, and as annotations of GitHub Actions.

use std::io::{self, Write};

use super::comparison::Change;
use super::report::Report;
use crate::output::github::command;
use crate::output::markdown::{code, text};
use crate::output::repository::Repository;
use crate::output::{pluralize, size};

/// Writes a paragraph for each catalog.
pub(super) fn human(output: &mut impl Write, reports: &[Report]) -> io::Result<()> {
    for report in reports {
        let (title, sources) = (report.title(), report.sources.join(", "));
        if report.changes.is_empty() {
            let size = size(report.scopes, report.operations);
            writeln!(output, "{title}: no differences from {sources} ({size})")?;
        } else {
            let count = pluralize(report.changes.len(), "difference");
            writeln!(output, "{title}: {count} from {sources}: {}", report.summary())?;
        }
        for line in report.changes.iter().flat_map(lines) {
            writeln!(output, "  {line}")?;
        }
        for note in &report.notes {
            writeln!(output, "note: {note}")?;
        }
        if report.could_be_complete {
            let key = "`coverage = \"complete\"`";
            writeln!(output, "note: the document lists every scope; {key} would make each unknown one an error")?;
        }
        if report.is_written {
            writeln!(output, "{} updated", report.file)?;
        } else if !report.changes.is_empty() {
            writeln!(output, "help: `cargo scopes drift --write` updates {}", report.file)?;
        }
    }
    Ok(())
}

fn lines(change: &Change) -> Vec<String> {
    let by_hand = if change.by_hand { " (changed by hand)" } else { "" };
    let mut lines = vec![format!("{}: {}{by_hand}", change.kind.as_str(), names(change))];
    match (&change.before, &change.after) {
        (Some(before), Some(after)) if before == after => lines.push(format!("  {before}")),
        (before, after) => {
            lines.extend(before.as_ref().map(|before| format!("  was: {before}")));
            lines.extend(after.as_ref().map(|after| format!("  now: {after}")));
        }
    }
    lines
}

/// Returns the name and its probable new name.
fn names(change: &Change) -> String {
    let to = change.to.as_deref().map_or_else(String::new, |to| format!(" → `{to}`"));
    format!("`{}`{to}", change.name)
}

/// Writes a heading and a table for each catalog.
pub(super) fn markdown(output: &mut impl Write, reports: &[Report]) -> io::Result<()> {
    writeln!(output, "### OAuth scopes of the provider")?;
    for report in reports {
        let sources = report.sources.iter().map(|source| code(source)).collect::<Vec<_>>().join(", ");
        let key = report.key.as_ref().map_or_else(String::new, |key| format!(", catalog {}", code(key)));
        let title = format!("{}{key}", code(&report.file));
        if report.changes.is_empty() {
            writeln!(output, "\n{title} has no differences from {sources}.")?;
            continue;
        }
        writeln!(output, "\n{title} and {sources}: **{}**", report.summary())?;
        writeln!(output, "\n| change | name | was | now |\n| --- | --- | --- | --- |")?;
        for change in &report.changes {
            writeln!(output, "{}", row(change))?;
        }
        for note in &report.notes {
            writeln!(output, "\nNote: {}", text(note))?;
        }
    }
    Ok(())
}

fn row(change: &Change) -> String {
    let to = change.to.as_deref().map_or_else(String::new, |to| format!("<br>→ {}", code(to)));
    let by_hand = if change.by_hand { "<br>**changed by hand**" } else { "" };
    let [before, after] = [&change.before, &change.after].map(|said| said.as_deref().map(text).unwrap_or_default());
    format!("| {}{by_hand} | {}{to} | {before} | {after} |", change.kind.as_str(), code(&change.name))
}

/// Writes a warning for each difference.
pub(super) fn github(output: &mut impl Write, reports: &[Report]) -> io::Result<()> {
    for report in reports {
        let file = Repository::of(&report.root).name(&report.file);
        for change in &report.changes {
            let said = [("was", &change.before), ("now", &change.after)];
            let said = said.into_iter().filter_map(|(word, text)| Some(format!("\n{word}: {}", text.as_ref()?)));
            let message = names(change) + &said.collect::<String>();
            writeln!(output, "{}", command("warning", &file, change.place, change.kind.as_str(), &message))?;
        }
        if report.changes.is_empty() {
            writeln!(output, "note: {}: no differences from {}", report.title(), report.sources.join(", "))?;
        }
    }
    Ok(())
}
