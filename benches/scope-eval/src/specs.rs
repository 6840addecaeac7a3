//! Evaluates what is read from API descriptions and server metadata. The documents are real ones, and a table,
//! `MANIFEST.tsv`, states what is in them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use scope_import::{Counts, Description, ReadOptions, SourceFormat, read};

use crate::table::Table;

/// A column of the manifest, its short name, and our count.
type Column = (&'static str, &'static str, fn(&Counts) -> usize);

const COLUMNS: [Column; 10] = [
    ("scopes_declared", "scopes", |counts| counts.scopes),
    ("ops_scoped", "with", |counts| counts.scoped),
    ("ops_total", "operations", |counts| counts.operations),
    ("ops_bypass", "bypass", |counts| counts.bypass),
    ("ops_multi", "several", |counts| counts.several),
    ("ops_nonoauth", "roles", |counts| counts.not_oauth),
    ("ops_unknown_scheme", "no scheme", |counts| counts.unknown_scheme),
    ("undeclared", "undeclared", |counts| counts.undeclared),
    ("inherited", "inherited", |counts| counts.inherited),
    ("unresolved", "elsewhere", |counts| counts.unresolved),
];

/// How the columns are counted: the manifest has no definitions, so these are taken from its rows.
const DEFINITIONS: &str = "\
scopes:     different keys in the scope tables of OAuth schemes, as written: a key that joins several names is one here,
            and in the catalog it is its names; keys that cannot be requested count here and are left out of the catalog
with:       operations with at least one alternative that lists scopes of an OAuth scheme (`openIdConnect` is one)
operations: methods of paths, not of webhooks and callbacks; for Kibali, different pairs of method and path
bypass:     operations with scopes that also have an alternative without: another credential, nothing, a bare token
several:    operations with more than one scope in one alternative, where that means all of them
roles:      operations for which a scheme that is not OAuth lists names
no scheme:  operations that name a scheme that is not declared
undeclared: different scopes that operations list and no scheme declares
inherited:  operations with scopes that only the document's own security lists
elsewhere:  paths and operations that are in another file, or nowhere
certain:    operations in the catalog; those that another credential opens as well are left out
for tokens: the same with those, whose needs are then those of a client that has nothing but a token
";

/// A row of the manifest: its cells by the names of their columns.
type Row = BTreeMap<String, String>;

/// The table, the documents that differ, and what the catalogs leave out.
///
/// # Errors
///
/// If the manifest cannot be read.
pub(crate) fn report(folder: &Path) -> Result<String, String> {
    let file = folder.join("MANIFEST.tsv");
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let rows = parse(&text);
    let header =
        ["document"].into_iter().chain(COLUMNS.map(|(_, short, _)| short)).chain(["certain", "for tokens", ""]);
    let mut table = Table::new(header);
    let (mut equal, mut reasons, mut notes) = (0, BTreeMap::new(), String::new());
    for row in &rows {
        let name = cell(row, "file");
        match document(&folder.join(name)) {
            Ok((description, with_others)) => {
                let is_equal = differences(row, &description).is_empty();
                equal += usize::from(is_equal);
                table.row(name, cells(row, &description, &with_others, is_equal));
                note_reasons(&description, &mut reasons);
            }
            Err(error) => {
                let _ = writeln!(notes, "{name}: {error}");
            }
        }
    }
    let mut report = format!("{table}\n{equal}/{} documents are counted as in the manifest\n{notes}", rows.len());
    let _ = writeln!(report, "\nleft out:");
    for (reason, count) in reasons {
        let _ = writeln!(report, "{count:>6} {reason}");
    }
    let _ = write!(report, "\nhow it is counted:\n{DEFINITIONS}");
    Ok(report)
}

fn parse(text: &str) -> Vec<Row> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    lines
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            header.iter().zip(line.split('\t')).map(|(name, cell)| ((*name).to_owned(), cell.to_owned())).collect()
        })
        .collect()
}

fn cell<'r>(row: &'r Row, name: &str) -> &'r str {
    row.get(name).map_or("", String::as_str)
}

/// What is read from a document by default, and what is read with the operations that can also be used with other
/// credentials.
fn document(file: &Path) -> Result<(Description, Description), String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    let options = ReadOptions::default();
    let description = read(&text, &options).map_err(|error| format!("{error} at {:?}", error.place))?;
    let with_others =
        read(&text, &ReadOptions { other_credentials: true, ..options }).map_err(|error| error.to_string())?;
    Ok((description, with_others))
}

/// The columns that differ from the manifest.
fn differences(row: &Row, description: &Description) -> Vec<&'static str> {
    let differs = |(column, _, count): &Column| cell(row, column).parse() != Ok(count(&description.counts));
    COLUMNS.iter().filter(|column| differs(column)).map(|(_, short, _)| *short).collect()
}

/// The cells of a document: our count, followed by that of the manifest if it differs.
fn cells(row: &Row, description: &Description, with_others: &Description, is_equal: bool) -> Vec<String> {
    let count = |(column, _, count): Column| {
        let (ours, theirs) = (count(&description.counts).to_string(), cell(row, column));
        if ours == theirs { ours } else { format!("{ours} (manifest: {theirs})") }
    };
    let mut cells = COLUMNS.map(count).to_vec();
    cells.push(description.operations.len().to_string());
    cells.push(with_others.operations.len().to_string());
    cells.push(if is_equal { "equal" } else { "DIFFERS" }.to_owned());
    cells
}

/// Counts the reasons, ignoring the names in them.
fn note_reasons(description: &Description, reasons: &mut BTreeMap<String, usize>) {
    for left_out in &description.left_out {
        let reason = format!("{:?}", left_out.reason);
        let kind = reason.split(['(', ' ']).next().unwrap_or_default();
        let format = if description.format == SourceFormat::OpenApi { "" } else { description.format.as_str() };
        *reasons.entry(format!("{:?} {kind} {format}", left_out.subject).trim_end().to_owned()).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_next_to_the_manifest() {
        let rows = parse("file\tscopes_declared\tops_scoped\n# a note\ncups.json\t2\t0\n");
        assert_eq!(cell(&rows[0], "file"), "cups.json");
        let text = r#"{"issuer": "https://cups.example", "scopes_supported": ["cups", "tea"]}"#;
        let description = read(text, &ReadOptions::default()).expect("metadata");
        let differing = differences(&rows[0], &description);
        // Anything that the manifest does not count is a difference.
        assert_eq!(differing, COLUMNS[2..].iter().map(|(_, short, _)| *short).collect::<Vec<_>>());
        let cells = cells(&rows[0], &description, &description, false);
        assert_eq!((&*cells[0], &*cells[2]), ("2", "0 (manifest: )"));
    }
}
