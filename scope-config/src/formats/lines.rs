//! Functions that the parsers of line-based formats share: dotenv, Java properties, INI.
//!
//! No well-maintained library reports byte ranges for these three. In all of them, the last value of a repeated name
//! counts, as in the programs that read such files.

use super::read_error::ReadError;
use crate::node::{Node, Value};

pub(super) const LINE_ENDS: [char; 2] = ['\n', '\r'];

pub(super) fn error(at: usize, message: impl Into<String>) -> ReadError {
    ReadError { at, message: message.into() }
}

/// Returns the byte after the byte order mark, if there is one.
pub(super) fn beginning(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

pub(super) fn skip(text: &str, at: usize, is_skipped: impl Fn(char) -> bool) -> usize {
    text.len() - text[at..].trim_start_matches(is_skipped).len()
}

pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    skip(text, at, |c| c.is_whitespace() && !LINE_ENDS.contains(&c))
}

pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find(LINE_ENDS).map_or(text.len(), |length| at + length)
}

/// Returns an unquoted value, which ends at the end of the line or at a comment after a blank.
pub(super) fn bare(text: &str, start: usize, end: usize, marks: &[char]) -> Node {
    let line = &text[start..end];
    let is_comment = |&at: &usize| line[..at].ends_with(char::is_whitespace);
    let comment = line.match_indices(marks).map(|(at, _)| at).find(is_comment);
    let value = line[..comment.unwrap_or(line.len())].trim();
    let start = if value.is_empty() { start } else { skip_blanks(text, start) };
    Node { span: start..start + value.len(), value: Value::Text(value.to_owned()) }
}

/// Whether a name with this character needs no quotes or escapes.
pub(super) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/')
}
