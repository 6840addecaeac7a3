//! Represents a TOML text as tables and values with locations.
//!
//! The text is parsed by `toml`. This module adds the order of entries in the file, and how each table was created.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
pub(super) use toml::de::{DeArray, DeTable, DeValue};

use super::clean::is_clean;
use crate::fast::sort;
use crate::problem::MOST_PROBLEMS;
use crate::span::Span;

/// The whole text.
pub(super) struct Document<'t> {
    pub(super) text: &'t str,
    pub(super) root: DeTable<'t>,
    /// The parts of the text that belong to no table, because the header before them is invalid.
    ignored: Vec<Range<usize>>,
    /// Whether strings need not be checked for characters that are not text.
    pub(super) is_clean: bool,
}

/// The entries of a table in the order of the text.
pub(super) struct Table<'d, 't> {
    pub(super) entries: Vec<Entry<'d, 't>>,
    pub(super) origin: Origin,
}

/// How a table was created, which decides what may be added to it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Origin {
    /// As the parent of a table with a header.
    Implied,
    Header,
    DottedKey,
    Inline,
}

#[derive(Clone)]
pub(super) struct Entry<'d, 't> {
    pub(super) key: Cow<'d, str>,
    pub(super) key_span: Span,
    pub(super) value: Value<'d, 't>,
}

#[derive(Clone, Copy)]
pub(super) struct Value<'d, 't> {
    pub(super) span: Span,
    pub(super) kind: &'d DeValue<'t>,
    /// How a table was created; `[[name]]` counts as a header, too.
    pub(super) origin: Origin,
}

impl Table<'_, '_> {
    /// Whether a small table has a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }
}

impl Value<'_, '_> {
    /// Returns the type of the value, with an article.
    pub(super) fn describe(&self) -> &'static str {
        match self.kind {
            DeValue::String(_) => "a string",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Integer(_) => "a number",
            DeValue::Float(_) => "a float",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) if self.origin == Origin::Header => "an array of tables",
            DeValue::Array(_) => "an array",
            DeValue::Table(_) => "a table",
        }
    }
}

/// A TOML syntax error.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: String,
}

/// Converts a range. One that starts between the two bytes of a line ending, as `toml` reports it, is moved before
/// both.
fn before_line_end(text: &str, range: Range<usize>) -> Span {
    let is_between = text[..range.start].ends_with('\r') && text[range.start..].starts_with('\n');
    let start = range.start - usize::from(is_between);
    Span::new(start, if range.is_empty() { start } else { range.end })
}

impl<'t> Document<'t> {
    /// Parses a text, and returns the errors together with everything that could be read.
    pub(super) fn parse(text: &'t str) -> (Self, Vec<Fault>) {
        let (root, errors) = DeTable::parse_recoverable(text);
        let mut faults = Vec::with_capacity(errors.len());
        for error in errors.iter().take(MOST_PROBLEMS) {
            let span = error.span().map_or_else(Span::default, |range| before_line_end(text, range));
            let mut message = error.message().to_owned();
            if message == "duplicate key" {
                let key = text.get(span.range()).unwrap_or_default();
                message.push_str(&format!(" `{}`", key.trim_matches(['"', '\''])));
            }
            faults.push(Fault { span, message });
        }
        let ignored = below_faulty_headers(text, &faults);
        (Self { text, root: root.into_inner(), ignored, is_clean: is_clean(text) }, faults)
    }

    /// The entries of a table in the order of the text.
    pub(super) fn table<'d>(&self, table: &'d DeTable<'t>, origin: Origin) -> Table<'d, 't> {
        let mut entries = Vec::with_capacity(table.len());
        for (key, value) in table {
            let key_span: Span = key.span().into();
            if !self.is_ignored(key_span) {
                let value = self.value(value, key_span);
                entries.push(Entry { key: Cow::Borrowed(key.get_ref()), key_span, value });
            }
        }
        if !is_in_order(&entries) {
            sort(&mut entries, |one, other| one.key_span.start.cmp(&other.key_span.start));
        }
        Table { entries, origin }
    }

    fn is_ignored(&self, key: Span) -> bool {
        !self.ignored.is_empty() && self.ignored.iter().any(|range| range.contains(&key.range().start))
    }

    /// Returns the value of a key. A table without braces starts at its key.
    pub(super) fn value<'d>(&self, value: &'d Spanned<DeValue<'t>>, key_span: Span) -> Value<'d, 't> {
        let (span, kind) = (value.span().into(), value.get_ref());
        let origin = match kind {
            DeValue::Table(_) => origin(self.text, span, key_span),
            DeValue::Array(items) if self.text[span.range()].starts_with("[[") && are_tables(items) => Origin::Header,
            _ => Origin::Inline,
        };
        Value { span: if origin == Origin::Inline { span } else { key_span }, kind, origin }
    }
}

fn are_tables(items: &DeArray<'_>) -> bool {
    items.iter().all(|item| item.get_ref().is_table())
}

/// Whether entries are in the order of the text.
fn is_in_order(entries: &[Entry<'_, '_>]) -> bool {
    let mut before = 0;
    for entry in entries {
        if entry.key_span.start < before {
            return false;
        }
        before = entry.key_span.start;
    }
    true
}

/// Returns the lines from each invalid header to the next header.
fn below_faulty_headers(text: &str, faults: &[Fault]) -> Vec<Range<usize>> {
    let mut ignored = Vec::new();
    for fault in faults.iter().take(MOST_PROBLEMS) {
        let start = text[..fault.span.range().start].rfind('\n').map_or(0, |end| end + 1);
        if !fault.message.starts_with("duplicate key") && text[start..].trim_start().starts_with('[') {
            let end = text[start..].find("\n[").map_or(text.len(), |length| start + length);
            ignored.push(start..end);
        }
    }
    ignored
}

/// Determines how a table was created: by its own braces, its own header, the header of a table in it, or a dotted key.
fn origin(text: &str, span: Span, key_span: Span) -> Origin {
    match text.as_bytes().get(span.range().start) {
        Some(b'{') => Origin::Inline,
        Some(b'[') => Origin::Header,
        _ => {
            let before = &text[..key_span.range().start];
            let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
            if line.trim_start().starts_with('[') { Origin::Implied } else { Origin::DottedKey }
        }
    }
}

#[cfg(test)]
mod tests;
