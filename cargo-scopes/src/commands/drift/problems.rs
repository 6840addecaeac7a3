//! Differences as annotations of GitHub Actions.

use std::io::{self, Write};

use super::comparison::Change;
use super::report::Report;
use crate::output::github::command;
use crate::output::repository::Repository;

/// Writes a warning a difference.
pub(super) fn write(output: &mut impl Write, reports: &[Report]) -> io::Result<()> {
    for report in reports {
        let file = Repository::of(&report.root).name(&report.file);
        for change in &report.changes {
            writeln!(output, "{}", command("warning", &file, change.place, change.kind.as_str(), &message(change)))?;
        }
        if report.changes.is_empty() {
            writeln!(output, "note: {}: no differences from {}", report.title(), report.sources.join(", "))?;
        }
    }
    Ok(())
}

fn message(change: &Change) -> String {
    let to = change.to.as_deref().map_or_else(String::new, |to| format!(" → `{to}`"));
    let said =
        |word: &str, text: &Option<String>| text.as_ref().map_or_else(String::new, |text| format!("\n{word}: {text}"));
    format!("`{}`{to}{}{}", change.name, said("was", &change.before), said("now", &change.after))
}
