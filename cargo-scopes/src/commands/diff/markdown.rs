//! A comparison as a comment on a pull request.

use std::io::{self, Write};

use super::comparison::{Change, Comparison, Group};
use super::human::marks;
use crate::output::markdown::{code, text};

/// Writes a heading a package, with a table of what has changed.
pub(crate) fn write(output: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    let (from, to) = (text(&comparison.from.name), text(&comparison.to.name));
    writeln!(output, "### OAuth scopes\n")?;
    match comparison.summary() {
        Some(counts) => writeln!(output, "From {from} to {to}: **{counts}**")?,
        None => writeln!(output, "From {from} to {to}, no requested scopes change.")?,
    }
    let mut package = None;
    for group in &comparison.groups {
        if package != Some(&group.package) {
            let heading = code(&group.package);
            writeln!(
                output,
                "\n#### {heading}\n\n| change | scope | of | permits | in |\n| --- | --- | --- | --- | --- |"
            )?;
            package = Some(&group.package);
        }
        for change in &group.changes {
            writeln!(output, "{}", row(group, change))?;
        }
    }
    for note in &comparison.notes {
        writeln!(output, "\nNote: {}", text(note))?;
    }
    Ok(())
}

fn row(group: &Group, change: &Change) -> String {
    let marks: String = marks(change).iter().map(|mark| format!("<br>**{}**", text(mark))).collect();
    let others = match &*change.others {
        [] => String::new(),
        others => format!("<br>{} {}", listed(others), change.kind.relation()),
    };
    let client = group.client.as_ref().map_or_else(String::new, |client| format!("<br>client {}", code(client)));
    let approval =
        change.approval.as_ref().map_or_else(String::new, |approval| format!("<br>needs approval: {}", text(approval)));
    let replaced = change.retired.iter().filter(|retired| !retired.replaced_by.is_empty());
    let replaced: String =
        replaced.map(|retired| format!("<br>replaced by {}", listed(&retired.replaced_by))).collect();
    format!(
        "| {}{marks} | {}{others}{replaced} | {}{client} | {}{approval} | {} |",
        change.kind.as_str(),
        code(&change.scope),
        text(&group.catalog),
        text(&change.permits),
        change.files.iter().map(|file| code(file)).collect::<Vec<_>>().join("<br>"),
    )
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ")
}
