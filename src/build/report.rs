//! What a check has found, for cargo and for people.

use std::string::String;
use std::vec::Vec;
use std::{eprintln, format, println};

use scope_catalog::{LineColumn, Span, render_snippet};

/// What a check of configuration files has found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The findings, file by file, by place.
    pub rows: Vec<Row>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The file, relative to the package; or `$NAME` for a variable.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// The column in it, in characters, from 1.
    pub column: usize,
    /// The id of the rule; `catalog` for what is wrong with the settings, empty for a count of further findings.
    pub rule: &'static str,
    /// Whether it fails the build.
    pub is_denied: bool,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it; may have several lines.
    pub help: Option<String>,
    /// The line of the file, with carets under what is meant.
    pub snippet: String,
}

/// What is wrong with one file beyond this is counted.
pub(super) const MOST: usize = 20;

impl Report {
    /// Whether anything fails the build.
    pub fn is_denied(&self) -> bool {
        self.rows.iter().any(|row| row.is_denied)
    }

    /// Prints each finding as a line for cargo, and as a snippet for people on standard error.
    pub fn print(&self) {
        for row in &self.rows {
            println!("cargo::{}={}", if row.is_denied { "error" } else { "warning" }, row.line());
            eprintln!("{}\n", row.with_snippet());
        }
    }
}

impl Row {
    /// A row with nothing but its place.
    pub(super) fn new(file: &str, line: usize, column: usize) -> Self {
        let (file, rule, message, help, snippet) = (file.into(), "", String::new(), None, String::new());
        Self { file, line, column, rule, is_denied: true, message, help, snippet }
    }

    /// A row with nothing but its place and its snippet; no marks stand for the file as a whole.
    pub(super) fn in_text(file: &str, text: &str, marks: &[Span]) -> Self {
        let Some(first) = marks.first() else { return Self::new(file, 1, 1) };
        let LineColumn { line, column } = LineColumn::at(text, first.range().start);
        let snippet = if text.is_empty() { String::new() } else { render_snippet(text, marks) };
        Self { snippet, ..Self::new(file, line, column) }
    }

    /// The finding on one line: `path:line:column: message: help`.
    pub fn line(&self) -> String {
        let help = self.help.as_ref().and_then(|help| help.lines().next());
        let help = help.map_or_else(String::new, |help| format!("; {}", clipped(help)));
        format!("{}:{}:{}: {}{help}", self.file, self.line, self.column, clipped(&self.message))
    }

    /// The finding with its snippet, on several lines.
    pub fn with_snippet(&self) -> String {
        let word = if self.is_denied { "error" } else { "warning" };
        let rule = if self.rule.is_empty() { String::new() } else { format!("[{}]", self.rule) };
        let mut text =
            format!("{word}{rule}: {}\n --> {}:{}:{}", clipped(&self.message), self.file, self.line, self.column);
        text.push_str(&self.snippet);
        for line in self.help.iter().flat_map(|help| help.lines()) {
            text.push_str("\n  = help: ");
            text.push_str(&clipped(line));
        }
        text
    }
}

/// A text of one line, of a length that people read: a name in a file may have any, and a line break in it would be the
/// end of what cargo takes for a message.
fn clipped(text: &str) -> String {
    const MOST: usize = 400;
    let visible = |char: char| if char.is_control() { '\u{FFFD}' } else { char };
    let end = if text.chars().nth(MOST).is_some() { "…" } else { "" };
    text.chars().take(MOST).map(visible).chain(end.chars()).collect()
}
