//! Prints a comparison for people, and as a comment on a pull request.

use std::io::{self, Write};

use scope_catalog::quoted;

use super::comparison::{Change, Comparison, Group, Kind};
use crate::output::markdown::{code, text};
use crate::output::on_one_line;

/// Writes a paragraph for each client, followed by a summary.
pub(super) fn human(output: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    for group in &comparison.groups {
        let client = group.client.as_ref().map_or_else(String::new, |client| format!(", client `{client}`"));
        writeln!(output, "package `{}`, {}{client}:", group.package, group.catalog)?;
        for line in group.changes.iter().flat_map(lines) {
            writeln!(output, "  {line}")?;
        }
        writeln!(output)?;
    }
    let (from, to) = (&comparison.from.name, &comparison.to.name);
    let counts = comparison.summary().unwrap_or_else(|| "no requested scopes change".to_owned());
    writeln!(output, "from {from} to {to}: {counts}")
}

fn lines(change: &Change) -> Vec<String> {
    let marks = marks(change);
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
    let mut lines = vec![format!("{}: `{}`{marks}", change.kind.as_str(), change.scope)];
    if !change.others.is_empty() {
        lines.push(format!("  {} {}", quoted(&change.others, ", "), change.kind.relation()));
    }
    if !change.permits.is_empty() {
        let verb = if change.kind == Kind::Dropped { "permitted" } else { "permits" };
        lines.push(format!("  {verb}: {}", change.permits));
    }
    lines.extend(change.approval.iter().map(|approval| format!("  needs approval: {approval}")));
    lines.extend(change.successors().map(|names| format!("  replaced by: {}", quoted(names, ", "))));
    lines.push(format!("  in: {}", on_one_line(&change.files.join(", "))));
    lines
}

/// Returns short notes that a reader must not overlook.
fn marks(change: &Change) -> Vec<String> {
    let mut marks = Vec::new();
    match change.risk_before {
        // The replacement is shown below.
        _ if change.risk == "retired" => {}
        Some(before) => marks.push(format!("{}, before: {before}", change.risk)),
        None if change.risk != "normal" => marks.push(change.risk.to_owned()),
        None => {}
    }
    if change.newly_sensitive && !["sensitive", "restricted"].contains(&change.risk) {
        marks.push("newly sensitive".to_owned());
    }
    if let Some(retired) = &change.retired {
        marks.push(if retired.still_works { "retired, still works" } else { "retired, no longer works" }.to_owned());
    }
    marks
}

/// Writes a heading for each package, followed by a table of changes.
pub(super) fn markdown(output: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    let (from, to) = (text(&comparison.from.name), text(&comparison.to.name));
    writeln!(output, "### OAuth scopes\n")?;
    match comparison.summary() {
        Some(counts) => writeln!(output, "From {from} to {to}: **{counts}**")?,
        None => writeln!(output, "From {from} to {to}, no requested scopes change.")?,
    }
    let mut package = None;
    for group in &comparison.groups {
        if package != Some(&group.package) {
            writeln!(output, "\n#### {}\n", code(&group.package))?;
            writeln!(output, "| change | scope | of | permits | in |\n| --- | --- | --- | --- | --- |")?;
            package = Some(&group.package);
        }
        for change in &group.changes {
            writeln!(output, "{}", row(group, change))?;
        }
    }
    comparison.notes.iter().try_for_each(|note| writeln!(output, "\nNote: {}", text(note)))
}

fn row(group: &Group, change: &Change) -> String {
    let listed = |names: &[String]| names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ");
    let marks: String = marks(change).iter().map(|mark| format!("<br>**{}**", text(mark))).collect();
    let others = match &*change.others {
        [] => String::new(),
        others => format!("<br>{} {}", listed(others), change.kind.relation()),
    };
    let client = group.client.as_ref().map_or_else(String::new, |client| format!("<br>client {}", code(client)));
    let approval = change.approval.iter().map(|approval| format!("<br>needs approval: {}", text(approval)));
    let replaced = change.successors().map_or_else(String::new, |names| format!("<br>replaced by {}", listed(names)));
    format!(
        "| {}{marks} | {}{others}{replaced} | {}{client} | {}{} | {} |",
        change.kind.as_str(),
        code(&change.scope),
        text(&group.catalog),
        text(&change.permits),
        approval.collect::<String>(),
        change.files.iter().map(|file| code(file)).collect::<Vec<_>>().join("<br>"),
    )
}
