//! Tables with a scope a line (RFC 4180), with commas, semicolons or tabs between the columns.

use std::borrow::Cow;
use std::collections::BTreeSet;

use scope_catalog::is_token;

use crate::collector::Collector;
use crate::{DescribedScope, Description, ImportError, Reason, SourceFormat, Subject, names};

/// What the header of a column may be called.
const NAMES: &[&str] = &["scope", "scopes", "scope name", "name", "permission", "permissions", "value"];
const DESCRIPTIONS: &[&str] = &["description", "descriptions", "meaning", "details", "display name", "what it permits"];
const KINDS: &[&str] = &["kind", "kinds", "client", "clients"];
const DEPRECATED: &[&str] = &["deprecated", "status"];

/// Columns after these are not looked at.
const MOST_COLUMNS: usize = 64;

/// More rows than this are not a list of scopes.
const MOST_ROWS: usize = 100_000;

/// Characters between columns, the most usual one first.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// Whether a text seems to be a table: its first line is a header, or all of its first lines have as many columns, and
/// a name in the first one.
pub(super) fn is_likely(text: &str) -> bool {
    const LOOKED_AT: usize = 20;
    let separator = separator(text);
    let records: Vec<Vec<Cow<'_, str>>> =
        Records::new(text, separator).filter(|row| !is_empty(row)).take(LOOKED_AT).collect();
    let Some(first) = records.first().filter(|first| first.len() > 1) else { return false };
    let is_header = Columns::of(first).is_some();
    let is_table = records.iter().all(|row| row.len() == first.len() && is_token(row[0].trim()));
    is_header || is_table
}

pub(super) fn read(text: &str) -> Result<Description, ImportError> {
    let mut rows = Records::new(text, separator(text));
    let mut columns = None;
    let mut collector = Collector::default();
    let mut all = BTreeSet::new();
    let mut count = 0;
    while let Some(row) = rows.next() {
        count += 1;
        if let Some(at) = rows.unclosed {
            let lines: Vec<&str> = text[..at].split('\n').collect();
            let column = 1 + lines[lines.len() - 1].chars().count();
            return Err(ImportError::new("this quote is not closed").at(lines.len(), column));
        }
        if count > MOST_ROWS {
            return Err(ImportError::new("the table has too many rows").at(count, 1));
        }
        if is_empty(&row) {
            continue;
        }
        let columns = match &columns {
            Some(columns) => columns,
            None => match Columns::of(&row) {
                Some(header) => {
                    columns = Some(header);
                    continue;
                }
                None => columns.insert(Columns::WITHOUT_HEADER),
            },
        };
        let cell = |index: usize| row.get(index).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let Some(name) = cell(columns.name) else { continue };
        if !is_token(name) {
            collector.left_out(Subject::Scope, &names::line(name).unwrap_or_default(), Reason::NotAName);
            continue;
        }
        all.insert(name.to_owned());
        collector.scope(scope(name, columns, cell));
    }
    if all.is_empty() {
        return Err(ImportError::new("the table has no scopes")
            .help("write the name in the first column, or a header: `scope,description`"));
    }
    collector.counts.scopes = all.len();
    collector.partial("a list does not say whether it is complete");
    Ok(collector.finish(SourceFormat::Csv))
}

fn scope<'a>(name: &str, columns: &Columns, cell: impl Fn(usize) -> Option<&'a str>) -> DescribedScope {
    let text = |column: Option<usize>| column.and_then(&cell);
    let description = text(columns.description);
    let status = text(columns.deprecated).map(str::to_ascii_lowercase);
    let is_deprecated = status.is_some_and(|status| ["yes", "true", "deprecated", "1", "x"].contains(&&*status));
    let kinds = text(columns.kinds).unwrap_or_default().split(|c: char| c.is_whitespace() || ",;|/".contains(c));
    DescribedScope {
        name: name.to_owned(),
        description: description.and_then(names::line),
        deprecated: is_deprecated || description.is_some_and(names::says_deprecated),
        kinds: kinds.filter(|kind| !kind.is_empty()).map(str::to_owned).collect(),
        ..DescribedScope::default()
    }
}

/// Which column has what.
struct Columns {
    name: usize,
    description: Option<usize>,
    kinds: Option<usize>,
    deprecated: Option<usize>,
}

impl Columns {
    const WITHOUT_HEADER: Self = Self { name: 0, description: Some(1), kinds: None, deprecated: None };

    /// The columns of a header, if it is one: it has a name for the names, and another one that is known; or it begins with
    /// the word scope, and the others are in another language.
    fn of(row: &[Cow<'_, str>]) -> Option<Self> {
        let cells: Vec<String> = row.iter().map(|cell| cell.trim().to_ascii_lowercase()).collect();
        let find = |words: &[&str]| cells.iter().position(|cell| words.contains(&&**cell));
        let (name, kinds, deprecated) = (find(NAMES)?, find(KINDS), find(DEPRECATED));
        let is_plain = cells[0].starts_with("scope") && kinds.or(deprecated).is_none();
        let description = find(DESCRIPTIONS).or(is_plain.then_some(1));
        let columns = Self { name, description, kinds, deprecated };
        let is_alone = cells.len() == 1;
        let knows_another = columns.description.or(columns.kinds).or(columns.deprecated).is_some();
        (is_alone || knows_another).then_some(columns)
    }
}

/// The separator of the first line: a tab or semicolon if there is one, since descriptions have commas.
fn separator(text: &str) -> char {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let outside: String = line.split('"').step_by(2).collect();
    let found = SEPARATORS.iter().rev().find(|&&separator| outside.contains(separator));
    found.copied().unwrap_or(SEPARATORS[0])
}

fn is_empty(row: &[Cow<'_, str>]) -> bool {
    let first = row.first().map_or("", |cell| cell.trim_start());
    row.iter().all(|cell| cell.trim().is_empty()) || first.starts_with('#')
}

/// The rows of a text.
struct Records<'t> {
    text: &'t str,
    rest: &'t str,
    separator: char,
    /// Where a quote begins a cell that nothing ends.
    unclosed: Option<usize>,
}

impl<'t> Iterator for Records<'t> {
    type Item = Vec<Cow<'t, str>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let mut row = Vec::new();
        loop {
            let cell = self.cell();
            if row.len() < MOST_COLUMNS {
                row.push(cell);
            }
            match self.rest.strip_prefix(self.separator) {
                Some(rest) => self.rest = rest,
                None => break,
            }
        }
        self.rest =
            self.rest.strip_prefix("\r\n").or_else(|| self.rest.strip_prefix(['\n', '\r'])).unwrap_or(self.rest);
        Some(row)
    }
}

impl<'t> Records<'t> {
    fn new(text: &'t str, separator: char) -> Self {
        Self { text, rest: text, separator, unclosed: None }
    }

    /// A cell, up to the separator or the end of the line; in quotes, these are parts of it.
    fn cell(&mut self) -> Cow<'t, str> {
        let ends = [self.separator, '\n', '\r'];
        let Some(quoted) = self.rest.strip_prefix('"') else {
            let end = self.rest.find(ends).unwrap_or(self.rest.len());
            let (cell, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Cow::Borrowed(cell);
        };
        let mut text = String::new();
        let mut rest = quoted;
        loop {
            let Some(end) = rest.find('"') else {
                self.unclosed = Some(self.text.len() - self.rest.len());
                rest = "";
                break;
            };
            text.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            let Some(more) = rest.strip_prefix('"') else { break };
            text.push('"');
            rest = more;
        }
        // What follows the quote belongs to no cell.
        let end = rest.find(ends).unwrap_or(rest.len());
        self.rest = &rest[end..];
        Cow::Owned(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let rows = Records::new(text, separator(text));
        rows.map(|row| row.into_iter().map(Cow::into_owned).collect()).collect()
    }

    #[test]
    fn rows_and_cells() {
        assert_eq!(rows("a,b\r\nc,\n,d"), [["a", "b"], ["c", ""], ["", "d"]]);
        assert_eq!(rows("a,\"b, \"\"c\"\"\nd\"\ne,f\n"), [["a", "b, \"c\"\nd"], ["e", "f"]]);
        assert_eq!(rows("a;b, c\n"), [["a", "b, c"]]);
        assert_eq!(rows("a\tb; c, d"), [["a", "b; c, d"]]);
    }

    #[test]
    fn what_seems_to_be_a_table() {
        assert_eq!(
            read("Scope;Beschreibung\ncups;Tassen\n").expect("a table").scopes[0].description.as_deref(),
            Some("Tassen")
        );
        for text in ["scope,description\nx y,z", "cups,Read cups\n\ntea,Drink tea\n", "Name\tDescription\n", "a;b"] {
            assert!(is_likely(text), "{text}");
        }
        for text in ["", "cups\ntea\n", "cups,Read\ntea\n", "some words, and more\n"] {
            assert!(!is_likely(text), "{text}");
        }
    }
}
