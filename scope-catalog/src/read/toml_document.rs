//! A TOML text as tables and values that know their places.
//!
//! `toml` reads it; what is added here is the order of the file, and what brought each table into being.

mod clean;

use std::borrow::Cow;
use std::mem;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::fast::sort;
use crate::problem::MOST_PROBLEMS;
use crate::span::Span;
use clean::{cleaned, is_clean};

/// The whole text: a list of tables, the first being the root.
pub(crate) struct Document<'t> {
    tables: Vec<Table<'t>>,
    /// What is in no table, since the header above it is faulty.
    ignored: Vec<Range<usize>>,
    /// Whether no string needs a look for characters that are no text.
    is_clean: bool,
    faults: Vec<Fault>,
}

/// The number of a table in its [`Document`].
#[derive(Clone, Copy)]
pub(crate) struct TableId(usize);

#[derive(Default)]
pub(crate) struct Table<'t> {
    pub(crate) entries: Vec<Entry<'t>>,
    pub(crate) origin: Origin,
}

/// What brought a table into being; decides what may still be added to it.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) enum Origin {
    /// On the way to a deeper header.
    #[default]
    Implied,
    Header,
    DottedKey,
    Inline,
}

pub(crate) struct Entry<'t> {
    pub(crate) key: Cow<'t, str>,
    pub(crate) key_span: Span,
    pub(crate) value: Value<'t>,
}

pub(crate) struct Value<'t> {
    pub(crate) span: Span,
    pub(crate) kind: Kind<'t>,
}

pub(crate) enum Kind<'t> {
    String(Cow<'t, str>),
    Boolean(bool),
    Integer(Cow<'t, str>),
    /// A float or a date: nothing in a catalog takes one.
    Other(&'static str),
    Array(Vec<Value<'t>>),
    Table(TableId),
    /// `[[name]]`
    Tables(Vec<TableId>),
}

impl Kind<'_> {
    /// What the value is, with its article.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::String(_) => "a string",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) => "a number",
            Self::Other(what) => what,
            Self::Array(_) => "an array",
            Self::Table(_) => "a table",
            Self::Tables(_) => "an array of tables",
        }
    }
}

/// A fault of the TOML itself.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) span: Span,
    pub(crate) message: String,
}

/// A range that begins at the end of a line is moved before both bytes of the line ending: `toml` points between them.
fn before_line_end(text: &str, range: Range<usize>) -> Span {
    let is_between = text[..range.start].ends_with('\r') && text[range.start..].starts_with('\n');
    let start = range.start - usize::from(is_between);
    Span::new(start, if range.is_empty() { start } else { range.end })
}

/// Deeper than any catalog, shallow enough for a small stack.
const NESTING_LIMIT: usize = 64;

impl<'t> Document<'t> {
    /// Reads a text; faults come beside all that could be read.
    pub(crate) fn parse(text: &'t str) -> (Self, Vec<Fault>) {
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
        let mut document = Self { tables: Vec::new(), ignored, is_clean: is_clean(text), faults };
        document.add(text, root.into_inner(), Origin::Header, 0);
        let faults = mem::take(&mut document.faults);
        (document, faults)
    }

    fn add(&mut self, text: &'t str, table: DeTable<'t>, origin: Origin, depth: usize) -> TableId {
        let id = TableId(self.tables.len());
        self.tables.push(Table { origin, ..Table::default() });
        let mut entries = Vec::with_capacity(table.len());
        for (key, value) in table {
            let key_span = key.span().into();
            if depth < NESTING_LIMIT && !self.is_ignored(key_span) {
                let value = self.value(text, value, key_span, depth + 1);
                let key = self.clean(key.into_inner(), key_span, false);
                entries.push(Entry { key, key_span, value });
            }
        }
        if !is_in_order(&entries) {
            sort(&mut entries, |one, other| one.key_span.start.cmp(&other.key_span.start));
        }
        self.tables[id.0].entries = entries;
        id
    }

    fn clean(&mut self, text: Cow<'t, str>, span: Span, is_value: bool) -> Cow<'t, str> {
        if self.is_clean {
            return text;
        }
        let (text, is_faulty) = cleaned(&text, is_value);
        if is_faulty {
            self.faults.push(Fault { span, message: "control characters are not allowed".to_owned() });
        }
        Cow::Owned(text)
    }

    fn is_ignored(&self, key: Span) -> bool {
        !self.ignored.is_empty() && self.ignored.iter().any(|range| range.contains(&key.range().start))
    }

    fn value(&mut self, text: &'t str, value: Spanned<DeValue<'t>>, key_span: Span, depth: usize) -> Value<'t> {
        let span: Span = value.span().into();
        let kind = match value.into_inner() {
            DeValue::String(text) => Kind::String(self.clean(text, span, true)),
            DeValue::Boolean(value) => Kind::Boolean(value),
            DeValue::Integer(value) => Kind::Integer(Cow::Owned(value.as_str().to_owned())),
            DeValue::Float(_) => Kind::Other("a float"),
            DeValue::Datetime(_) => Kind::Other("a date"),
            DeValue::Table(table) => {
                let origin = origin(text, span, key_span);
                let table = Kind::Table(self.add(text, table, origin, depth));
                return Value { span: if origin == Origin::Inline { span } else { key_span }, kind: table };
            }
            DeValue::Array(items) => return self.array(text, items, span, key_span, depth),
        };
        Value { span, kind }
    }

    fn array(&mut self, text: &'t str, items: DeArray<'t>, span: Span, key_span: Span, depth: usize) -> Value<'t> {
        let is_headers = text[span.range()].starts_with("[[") && items.iter().all(|item| item.get_ref().is_table());
        if !is_headers {
            let mut values = Vec::with_capacity(items.len());
            for item in items {
                values.push(self.value(text, item, key_span, depth + 1));
            }
            return Value { span, kind: Kind::Array(values) };
        }
        let mut tables = Vec::with_capacity(items.len());
        for item in items {
            if let DeValue::Table(table) = item.into_inner() {
                tables.push(self.add(text, table, Origin::Header, depth));
            }
        }
        Value { span: key_span, kind: Kind::Tables(tables) }
    }

    /// The table that everything is in.
    pub(crate) const ROOT: TableId = TableId(0);

    pub(crate) fn table(&self, id: TableId) -> &Table<'t> {
        &self.tables[id.0]
    }
}

impl<'t> Table<'t> {
    /// The entry of a key, for tables of a few entries.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry<'t>> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

/// Whether entries are in the order of the text.
fn is_in_order(entries: &[Entry<'_>]) -> bool {
    let mut before = 0;
    for entry in entries {
        if entry.key_span.start < before {
            return false;
        }
        before = entry.key_span.start;
    }
    true
}

/// The lines from each faulty header to the next one.
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

/// What brought a table into being: its own braces, its own header, the header of a table in it, or a dotted key.
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
