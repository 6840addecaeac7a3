//! Findings for readers of every kind: of one text, and of a whole workspace.

pub(crate) mod github;
mod harmless;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod line_index;
pub(crate) mod markdown;
pub(crate) mod repository;
pub(crate) mod rustc;
pub(crate) mod sarif;
mod suggestion;
pub(crate) mod truncate;

use std::fmt;
use std::io::{self, Write};

use scope_catalog::LineColumn;
use serde_json::Value;

use crate::cli::{Format, ReportFormat};
use crate::report::WorkspaceReport;
pub(crate) use harmless::{Harmless, on_one_line};
pub(crate) use human::{and_more, pluralize, size};
pub(crate) use json::VERSION;

/// Writes what was found in a workspace. The compiler's messages are not written alone, see [`rustc::messages`].
pub(crate) fn write_report(output: &mut impl Write, report: &WorkspaceReport, format: ReportFormat) -> io::Result<()> {
    match format {
        ReportFormat::Human | ReportFormat::Rustc => human::report(output, report),
        ReportFormat::Json => json::report(output, report, None),
        ReportFormat::Sarif => sarif::report(output, report),
        ReportFormat::Github => github::report(output, report),
    }
}

/// Writes an answer that is one text or one JSON value.
pub(crate) fn answer(format: Format, text: impl FnOnce() -> String, value: impl FnOnce() -> Value) -> io::Result<()> {
    let answer = if format == Format::Json { value().to_string() } else { text() };
    writeln!(stdout(), "{answer}")
}

/// A place in a file, for people: `src/main.rs:3:5`.
pub(crate) fn position(name: &str, text: &str, at: usize) -> String {
    format!("{}:{}", on_one_line(name), LineColumn::at(text, at))
}

/// Standard output, with colors on a terminal alone. A reader that has seen enough and closed it is not a failure, and what
/// was found decides on the exit code all the same.
pub(crate) fn stdout() -> UntilClosed<impl Write> {
    stdout_of(false)
}

/// Standard output for a report: some formats consist of workflow commands.
pub(crate) fn stdout_of(has_commands: bool) -> UntilClosed<impl Write> {
    UntilClosed(Harmless::with_commands(anstream::stdout().lock(), has_commands))
}

/// Standard output for lines of JSON.
pub(crate) fn json_stdout() -> impl Write {
    Harmless::json(io::stdout().lock())
}

/// The same as [`stdout_of`] for what is beside the answer.
pub(crate) fn stderr_of(has_commands: bool) -> impl Write {
    Harmless::with_commands(anstream::stderr().lock(), has_commands)
}

/// A line for people, beside the answer. Where nobody can read it, it is not written.
pub(crate) fn tell(line: fmt::Arguments<'_>) {
    let _ = writeln!(stderr_of(false), "{line}");
}

/// What is written after the reader has closed its end goes nowhere.
#[derive(Debug)]
pub(crate) struct UntilClosed<W>(W);

fn unless_closed<T>(result: io::Result<T>, otherwise: T) -> io::Result<T> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(otherwise),
        result => result,
    }
}

impl<W: Write> Write for UntilClosed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        unless_closed(self.0.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        unless_closed(self.0.flush(), ())
    }
}

#[cfg(test)]
mod tests {
    use scope_catalog::{Finding, rules};

    use super::*;
    use crate::report::{File, LocatedFinding};

    #[test]
    fn every_format_says_what_is_not_shown() {
        let finding = LocatedFinding::new("", 0, 0..0, Finding::new(&rules::unknown_scope::RULE, "wrong"));
        let files = vec![File { name: "a.rs".to_owned(), path: "a.rs".into(), text: String::new() }];
        let report = WorkspaceReport { findings: vec![finding; 5_003], files, ..WorkspaceReport::default() };
        for format in [ReportFormat::Human, ReportFormat::Json, ReportFormat::Sarif, ReportFormat::Github] {
            let mut output = Vec::new();
            write_report(&mut output, &report, format).expect("memory");
            let text = String::from_utf8(output).expect("text");
            assert!(text.contains("3 more findings are not shown") || text.contains("\"left_off\": 3"), "{format:?}");
        }
    }
}
