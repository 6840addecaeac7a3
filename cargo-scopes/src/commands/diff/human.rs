//! A comparison for people.

use std::io::{self, Write};

use scope_catalog::quoted;

use crate::output::on_one_line;

use super::comparison::{Change, Comparison, Group, Kind};

/// Writes a paragraph a place, then a line that sums up.
pub(crate) fn write(output: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    for group in &comparison.groups {
        writeln!(output, "{}:", heading(group))?;
        for change in &group.changes {
            for line in lines(change) {
                writeln!(output, "  {line}")?;
            }
        }
        writeln!(output)?;
    }
    let (from, to) = (&comparison.from.name, &comparison.to.name);
    match comparison.summary() {
        Some(counts) => writeln!(output, "from {from} to {to}: {counts}"),
        None => writeln!(output, "from {from} to {to}: no requested scopes change"),
    }
}

fn heading(group: &Group) -> String {
    let client = group.client.as_ref().map_or_else(String::new, |client| format!(", client `{client}`"));
    format!("package `{}`, {}{client}", group.package, group.catalog)
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
    if let Some(retired) = change.retired.as_ref().filter(|retired| !retired.replaced_by.is_empty()) {
        lines.push(format!("  replaced by: {}", quoted(&retired.replaced_by, ", ")));
    }
    lines.push(format!("  in: {}", on_one_line(&change.files.join(", "))));
    lines
}

/// What a reader must not overlook, in a few words each.
pub(super) fn marks(change: &Change) -> Vec<String> {
    let mut marks = Vec::new();
    match change.risk_before {
        // What has become of it is said below.
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
