//! Differences as the text of a pull request.

use std::io::{self, Write};

use super::comparison::Change;
use super::report::Report;
use crate::output::markdown::{code, text};

/// Writes a heading and a table a catalog.
pub(super) fn write(output: &mut impl Write, reports: &[Report]) -> io::Result<()> {
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
    let cell = |said: &Option<String>| said.as_deref().map(text).unwrap_or_default();
    format!(
        "| {}{by_hand} | {}{to} | {} | {} |",
        change.kind.as_str(),
        code(&change.name),
        cell(&change.before),
        cell(&change.after)
    )
}
