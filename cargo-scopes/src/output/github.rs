//! Workflow commands, which GitHub Actions shows beside the lines of a pull request.

use std::io::{self, Write};

use super::human::summary;
use super::line_index::{LineIndexes, LineRange};
use super::repository::Repository;
use super::truncate::brief_with_help;
use crate::report::WorkspaceReport;

/// A command a located, then a line that sums up.
pub(crate) fn report(output: &mut impl Write, report: &WorkspaceReport) -> io::Result<()> {
    let repository = Repository::of(&report.root);
    let places = LineIndexes::new(report);
    let shown = report.shown();
    for located in &shown {
        let kind = if located.is_denied() { "error" } else { "warning" };
        let lines = places.file(located.file);
        let (name, place) = (repository.name(&lines.file.name), lines.place(&located.span));
        let message = brief_with_help(&located.finding, "help: ");
        writeln!(output, "{}", command(kind, &name, Some(place), located.finding.rule.id, &message))?;
    }
    for (name, call, why) in report.unchecked() {
        let place = call.map(|call| places.file(call.file).place(&call.span));
        writeln!(output, "{}", command("notice", &repository.name(name), place, "not checked", &why))?;
    }
    if let Some(note) = report.left_off(shown.len()) {
        writeln!(output, "note: {note}")?;
    }
    writeln!(output, "{}", summary(report))
}

/// A command about a file, or about a place in it.
pub(crate) fn command(kind: &str, file: &str, place: Option<LineRange>, title: &str, message: &str) -> String {
    let file = property(file);
    let lines = place.map(|place| format!(",line={},endLine={}", place.line, place.end_line));
    // GitHub takes columns only where there is one line.
    let columns = place.filter(|place| place.line == place.end_line);
    let columns = columns.map(|place| format!(",col={},endColumn={}", place.column, place.end_column));
    let place = format!("{}{}", lines.unwrap_or_default(), columns.unwrap_or_default());
    format!("::{kind} file={file}{place},title={}::{}", property(title), data(message))
}

/// A text as the message of a command: on one line, and with no escape that it did not have.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as the value of a property: with nothing that would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: LineRange = LineRange { line: 3, column: 5, end_line: 3, end_column: 9 };

    #[test]
    fn nothing_in_a_text_ends_the_command() {
        let text = "50%0A,a:b\r\n::error::forged";
        let command = command("error", text, Some(PLACE), text, text);
        let property = "50%250A%2Ca%3Ab%0D%0A%3A%3Aerror%3A%3Aforged";
        let expected = format!(
            "::error file={property},line=3,endLine=3,col=5,endColumn=9,title={property}::50%250A,a:b%0D%0A::error::forged"
        );
        assert_eq!(command, expected);
    }

    #[test]
    fn columns_only_within_a_line() {
        let place = LineRange { end_line: 4, ..PLACE };
        assert_eq!(command("warning", "a", Some(place), "t", "m"), "::warning file=a,line=3,endLine=4,title=t::m");
        assert_eq!(command("notice", "a", None, "t", "m"), "::notice file=a,title=t::m");
    }
}
