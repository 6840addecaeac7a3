//! Differences for people.

use std::io::{self, Write};

use super::comparison::Change;
use super::report::Report;
use crate::output::human::pluralize;

/// Writes a paragraph a catalog.
pub(super) fn write(output: &mut impl Write, reports: &[Report]) -> io::Result<()> {
    for report in reports {
        let (title, sources) = (report.title(), report.sources.join(", "));
        if report.changes.is_empty() {
            writeln!(output, "{title}: no differences from {sources} ({})", report.size())?;
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
            writeln!(
                output,
                "note: the document lists every scope; `coverage = \"complete\"` would make each unknown one an error"
            )?;
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
    let to = change.to.as_deref().map_or_else(String::new, |to| format!(" → `{to}`"));
    let by_hand = if change.by_hand { " (changed by hand)" } else { "" };
    let mut lines = vec![format!("{}: `{}`{to}{by_hand}", change.kind.as_str(), change.name)];
    match (&change.before, &change.after) {
        (Some(before), Some(after)) if before == after => lines.push(format!("  {before}")),
        (before, after) => {
            lines.extend(before.as_ref().map(|before| format!("  was: {before}")));
            lines.extend(after.as_ref().map(|after| format!("  now: {after}")));
        }
    }
    lines
}
