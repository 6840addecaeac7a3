//! The findings of a check, for cargo and for people.

use std::string::String;
use std::vec::Vec;
use std::{eprintln, format};

use scope_catalog::{LineColumn, Span, render_snippet};
use scope_config::{Excerpt, LocatedFinding, excerpt};

use super::instruct::{instruct, one_line};

/// The findings of a check.
///
/// ```no_run
/// let report = oauth_scopes::build::Check::new().env("OAUTH_SCOPES").try_run();
/// assert!(report.rows.iter().all(|row| row.rule != "unknown-scope"));
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// The findings, ordered by file and location.
    pub rows: Vec<Row>,
}

/// One finding of a check.
///
/// ```no_run
/// for row in oauth_scopes::build::Check::new().env("OAUTH_SCOPES").try_run().rows {
///     eprintln!("{}:{}: {}", row.file, row.line, row.message);
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The file, relative to the package, or `$NAME` for a variable.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The ID of the rule. It is `catalog` for an error in the catalog or in the setup of the check, and empty for a
    /// row that counts further findings.
    pub rule: &'static str,
    /// `true` for an error, which fails the build; `false` for a warning.
    pub is_denied: bool,
    /// What is wrong, in one sentence without a period.
    pub message: String,
    /// What to do about it; it may have several lines.
    pub help: Option<String>,
    /// The value with carets under the mistake, and its path.
    pub snippet: String,
}

/// Further findings in a file are counted, not listed.
pub(super) const MAX_ROWS: usize = 20;

impl Report {
    /// Returns `true` if there is an error.
    ///
    /// ```
    /// assert!(!oauth_scopes::build::Report::default().is_denied());
    /// ```
    pub fn is_denied(&self) -> bool {
        self.rows.iter().any(|row| row.is_denied)
    }

    /// Prints each finding: one line for cargo, and the snippet for people on standard error.
    ///
    /// ```no_run
    /// let report = oauth_scopes::build::Check::new().env("OAUTH_SCOPES").try_run();
    /// report.print();
    /// ```
    pub fn print(&self) {
        for row in &self.rows {
            instruct(if row.is_denied { "error" } else { "warning" }, &row.line());
            eprintln!("{}\n", row.with_snippet());
        }
    }
}

impl Row {
    /// Makes a row that only has a location.
    pub(super) fn new(file: &str, line: usize, column: usize) -> Self {
        let (file, rule, message, help, snippet) = (file.into(), "", String::new(), None, String::new());
        Self { file, line, column, rule, is_denied: true, message, help, snippet }
    }

    /// Makes a row that only has a location and a snippet. Without marks it is about the whole file.
    pub(super) fn in_text(file: &str, text: &str, marks: &[Span]) -> Self {
        let snippet = if text.is_empty() { String::new() } else { render_snippet(text, marks) };
        Self { snippet, ..Self::at(file, text, marks.first().map(|mark| mark.range().start)) }
    }

    /// Makes a row for a finding in a configuration file, of which only the value is shown, with its path.
    pub(super) fn of_value(file: &str, text: &str, located: &LocatedFinding) -> Self {
        let marks = &located.marks;
        let shown =
            |Excerpt { text, marks }| render_snippet(&text, &marks.into_iter().map(Span::from).collect::<Vec<_>>());
        let mut snippet = excerpt(text, &located.visible, marks).map(shown).unwrap_or_default();
        if !located.path.is_empty() {
            snippet.push_str(&format!("\n  = note: in `{}`", clipped(&located.path)));
        }
        Self { snippet, ..Self::at(file, text, marks.first().map(|mark| mark.start)) }
    }

    fn at(file: &str, text: &str, at: Option<usize>) -> Self {
        let Some(at) = at else { return Self::new(file, 1, 1) };
        let LineColumn { line, column } = LineColumn::at(text, at);
        Self::new(file, line, column)
    }

    /// Returns the finding on one line: `path:line:column: message; help`.
    ///
    /// ```no_run
    /// for row in oauth_scopes::build::Check::new().env("OAUTH_SCOPES").try_run().rows {
    ///     println!("cargo::warning={}", row.line());
    /// }
    /// ```
    pub fn line(&self) -> String {
        let help = self.help.as_ref().and_then(|help| help.lines().next());
        let help = help.map_or_else(String::new, |help| format!("; {}", clipped(help)));
        format!("{}:{}:{}: {}{help}", one_line(&self.file), self.line, self.column, clipped(&self.message))
    }

    /// Returns the finding with its snippet, on several lines.
    ///
    /// ```no_run
    /// for row in oauth_scopes::build::Check::new().env("OAUTH_SCOPES").try_run().rows {
    ///     eprintln!("{}\n", row.with_snippet());
    /// }
    /// ```
    pub fn with_snippet(&self) -> String {
        let word = if self.is_denied { "error" } else { "warning" };
        let rule = if self.rule.is_empty() { String::new() } else { format!("[{}]", self.rule) };
        let mut text = format!(
            "{word}{rule}: {}\n --> {}:{}:{}",
            clipped(&self.message),
            one_line(&self.file),
            self.line,
            self.column
        );
        text.push_str(&self.snippet);
        for line in self.help.iter().flat_map(|help| help.lines()) {
            text.push_str("\n  = help: ");
            text.push_str(&clipped(line));
        }
        text
    }
}

/// Shortens a text, and replaces control characters: names in a file are untrusted, and a line break would end the message to
/// cargo.
fn clipped(text: &str) -> String {
    const MAX_CHARS: usize = 400;
    let end = if text.chars().nth(MAX_CHARS).is_some() { "…" } else { "" };
    one_line(&text.chars().take(MAX_CHARS).chain(end.chars()).collect::<String>())
}
