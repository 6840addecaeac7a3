//! From events to tables.

use std::borrow::Cow;

use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{Event, EventKind, RecursionGuard, ValidateWhitespace};
use toml_parser::{ErrorSink, ParseError, Raw, Source};

use super::{Document, Entry, Fault, Kind, Origin, Table, TableId, Value};
use crate::names::scope_token::consists_of;
use crate::span::Span;

/// Deeper than any catalog, shallow enough for a small stack.
const NESTING_LIMIT: u32 = 64;

impl<'t> Document<'t> {
    /// Reads a text; faults come beside all that could be read.
    pub(crate) fn parse(text: &'t str) -> (Self, Vec<Fault>) {
        let source = Source::new(text);
        let tokens = source.lex().into_vec();
        let mut events = Vec::with_capacity(tokens.len());
        let mut faults = Faults::default();
        let mut validated = ValidateWhitespace::new(&mut events, source);
        let mut guarded = RecursionGuard::new(&mut validated, NESTING_LIMIT);
        toml_parser::parser::parse_document(&tokens, &mut guarded, &mut faults);
        drop(tokens);
        let mut reader = Reader { source, events: &events, next: 0, tables: vec![Table::default()], faults };
        reader.document();
        (Self { tables: reader.tables }, reader.faults.list)
    }
}

#[derive(Default)]
struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    fn add(&mut self, span: Span, message: impl Into<String>) {
        self.list.push(Fault { span, message: message.into() });
    }
}

impl ErrorSink for Faults {
    fn report_error(&mut self, error: ParseError) {
        let span =
            error.unexpected().or(error.context()).map_or_else(Span::default, |at| Span::new(at.start(), at.end()));
        self.add(span, error.description());
    }
}

struct Reader<'t, 'e> {
    source: Source<'t>,
    events: &'e [Event],
    next: usize,
    tables: Vec<Table<'t>>,
    faults: Faults,
}

struct Key<'t> {
    text: Cow<'t, str>,
    span: Span,
}

impl<'t> Reader<'t, '_> {
    fn document(&mut self) {
        let mut current = TableId(0);
        while let Some(event) = self.advance() {
            match event.kind() {
                EventKind::StdTableOpen => current = self.header(false),
                EventKind::ArrayTableOpen => current = self.header(true),
                EventKind::SimpleKey => self.key_and_value(&event, current),
                _ => {}
            }
        }
    }

    fn advance(&mut self) -> Option<Event> {
        let event = self.events.get(self.next).copied();
        self.next += 1;
        event
    }

    fn advance_if(&mut self, kind: EventKind) -> Option<Event> {
        self.skip_blanks();
        let event = self.events.get(self.next).filter(|event| event.kind() == kind).copied()?;
        self.next += 1;
        Some(event)
    }

    fn skip_blanks(&mut self) {
        let is_blank =
            |event: &Event| matches!(event.kind(), EventKind::Whitespace | EventKind::Newline | EventKind::Comment);
        while self.events.get(self.next).is_some_and(is_blank) {
            self.next += 1;
        }
    }

    /// The table that the keys below a header go into. A faulty header gets a table that nobody sees.
    fn header(&mut self, is_array: bool) -> TableId {
        let mut path = Vec::new();
        while let Some(event) = self.advance() {
            match event.kind() {
                EventKind::SimpleKey => path.push(self.key(&event)),
                EventKind::StdTableClose | EventKind::ArrayTableClose => break,
                EventKind::Newline => {
                    self.next -= 1;
                    break;
                }
                _ => {}
            }
        }
        self.open_header(path, is_array).unwrap_or_else(|| self.new_table(Origin::Header))
    }

    fn open_header(&mut self, mut path: Vec<Key<'t>>, is_array: bool) -> Option<TableId> {
        let last = path.pop().filter(|_| self.is_shallow(&path))?;
        let mut table = TableId(0);
        for key in path {
            table = self.descend(table, key, Origin::Implied)?;
        }
        if is_array { self.open_array_header(table, last) } else { self.open_table_header(table, last) }
    }

    fn is_shallow(&mut self, path: &[Key<'t>]) -> bool {
        let is_shallow = path.len() <= NESTING_LIMIT as usize;
        if !is_shallow {
            self.faults.add(path[0].span, "too many dots in this key");
        }
        is_shallow
    }

    fn open_table_header(&mut self, parent: TableId, key: Key<'t>) -> Option<TableId> {
        let Some(found) = self.position(parent, &key.text) else {
            let table = self.new_table(Origin::Header);
            self.push(parent, key, |span| Value { span, kind: Kind::Table(table) });
            return Some(table);
        };
        if let Kind::Table(table) = self.tables[parent.0].entries[found].value.kind {
            if self.tables[table.0].origin == Origin::Implied {
                self.tables[table.0].origin = Origin::Header;
                return Some(table);
            }
        }
        self.duplicate(&key);
        None
    }

    fn open_array_header(&mut self, parent: TableId, key: Key<'t>) -> Option<TableId> {
        let table = self.new_table(Origin::Header);
        let Some(found) = self.position(parent, &key.text) else {
            self.push(parent, key, |span| Value { span, kind: Kind::Tables(vec![table]) });
            return Some(table);
        };
        if let Kind::Tables(tables) = &mut self.tables[parent.0].entries[found].value.kind {
            tables.push(table);
            return Some(table);
        }
        self.duplicate(&key);
        None
    }

    /// The table under a key on the way to another one, made where there is none.
    fn descend(&mut self, parent: TableId, key: Key<'t>, origin: Origin) -> Option<TableId> {
        let Some(found) = self.position(parent, &key.text) else {
            let table = self.new_table(origin);
            self.push(parent, key, |span| Value { span, kind: Kind::Table(table) });
            return Some(table);
        };
        let existing = match &self.tables[parent.0].entries[found].value.kind {
            Kind::Table(table) => Some(*table),
            Kind::Tables(tables) if origin == Origin::Implied => tables.last().copied(),
            _ => None,
        };
        let existing = existing.filter(|table| self.tables[table.0].origin != Origin::Inline);
        if existing.is_none() {
            let what = self.tables[parent.0].entries[found].value.kind.describe();
            self.faults.add(key.span, format!("`{}` is already {what} and cannot be extended here", key.text));
        }
        // What a dotted key has filled, a header cannot open any more.
        if let Some(TableId(table)) = existing.filter(|table| self.tables[table.0].origin == Origin::Implied) {
            self.tables[table].origin = origin;
        }
        existing
    }

    fn key_and_value(&mut self, first: &Event, table: TableId) {
        let mut path = vec![self.key(first)];
        while self.advance_if(EventKind::KeySep).is_some() {
            let Some(event) = self.advance_if(EventKind::SimpleKey) else { break };
            path.push(self.key(&event));
        }
        if self.advance_if(EventKind::KeyValSep).is_none() {
            return;
        }
        let value = self.value();
        self.insert(table, path, value);
    }

    fn insert(&mut self, mut table: TableId, mut path: Vec<Key<'t>>, value: Value<'t>) {
        let Some(last) = path.pop().filter(|_| self.is_shallow(&path)) else { return };
        let is_dotted = !path.is_empty();
        for key in path {
            let Some(next) = self.descend(table, key, Origin::DottedKey) else { return };
            table = next;
        }
        let closed = is_dotted && matches!(self.tables[table.0].origin, Origin::Header | Origin::Inline);
        if closed || self.position(table, &last.text).is_some() {
            self.duplicate(&last);
        } else {
            self.push(table, last, |_| value);
        }
    }

    fn value(&mut self) -> Value<'t> {
        self.skip_blanks();
        let Some(event) = self.advance() else { return Value { span: Span::default(), kind: Kind::Other("nothing") } };
        let span = span_of(&event);
        match event.kind() {
            EventKind::Scalar => Value { span, kind: self.scalar(&event) },
            EventKind::ArrayOpen => self.array(span.start),
            EventKind::InlineTableOpen => self.inline_table(span.start),
            _ => Value { span, kind: Kind::Other("nothing") },
        }
    }

    fn scalar(&mut self, event: &Event) -> Kind<'t> {
        let raw = self.raw(event);
        if let Some(plain) = undecorated(raw, event.encoding()) {
            return Kind::String(Cow::Borrowed(plain));
        }
        let mut text = Cow::Borrowed("");
        match raw.decode_scalar(&mut text, &mut self.faults) {
            ScalarKind::String => Kind::String(text),
            ScalarKind::Boolean(value) => Kind::Boolean(value),
            ScalarKind::Integer(_) => Kind::Integer(text),
            ScalarKind::DateTime => Kind::Other("a date"),
            ScalarKind::Float => Kind::Other("a float"),
        }
    }

    fn array(&mut self, start: u32) -> Value<'t> {
        let mut items = Vec::new();
        let mut end = start;
        loop {
            self.skip_blanks();
            let Some(event) = self.events.get(self.next) else { break };
            end = span_of(event).end;
            match event.kind() {
                EventKind::ArrayClose => {
                    self.next += 1;
                    break;
                }
                EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => items.push(self.value()),
                EventKind::ValueSep | EventKind::Error => self.next += 1,
                _ => break,
            }
        }
        Value { span: Span { start, end }, kind: Kind::Array(items) }
    }

    fn inline_table(&mut self, start: u32) -> Value<'t> {
        let table = self.new_table(Origin::Implied);
        let mut end = start;
        loop {
            self.skip_blanks();
            let Some(event) = self.events.get(self.next).copied() else { break };
            end = span_of(&event).end;
            match event.kind() {
                EventKind::InlineTableClose => {
                    self.next += 1;
                    break;
                }
                EventKind::SimpleKey => {
                    self.next += 1;
                    self.key_and_value(&event, table);
                }
                EventKind::ValueSep | EventKind::Error => self.next += 1,
                _ => break,
            }
        }
        self.tables[table.0].origin = Origin::Inline;
        Value { span: Span { start, end }, kind: Kind::Table(table) }
    }

    fn key(&mut self, event: &Event) -> Key<'t> {
        let raw = self.raw(event);
        let plain = bare(raw, event.encoding()).or_else(|| undecorated(raw, event.encoding()));
        let text = plain.map_or_else(
            || {
                let mut text = Cow::Borrowed("");
                raw.decode_key(&mut text, &mut self.faults);
                text
            },
            Cow::Borrowed,
        );
        Key { text, span: span_of(event) }
    }

    fn raw(&self, event: &Event) -> Raw<'t> {
        let at = event.span();
        let text = self.source.input().get(at.start()..at.end()).unwrap_or_default();
        Raw::new_unchecked(text, event.encoding(), at)
    }

    fn new_table(&mut self, origin: Origin) -> TableId {
        self.tables.push(Table { origin, ..Table::default() });
        TableId(self.tables.len() - 1)
    }

    fn position(&self, table: TableId, key: &str) -> Option<usize> {
        self.tables[table.0].position(key)
    }

    fn push(&mut self, table: TableId, key: Key<'t>, value: impl FnOnce(Span) -> Value<'t>) {
        let value = value(key.span);
        self.tables[table.0].push(Entry { key: key.text, key_span: key.span, value });
    }

    fn duplicate(&mut self, key: &Key<'_>) {
        self.faults.add(key.span, format!("duplicate key `{}`", key.text));
    }
}

fn span_of(event: &Event) -> Span {
    Span::new(event.span().start(), event.span().end())
}

/// A key without quotes, where it is a good one.
fn bare(raw: Raw<'_>, encoding: Option<Encoding>) -> Option<&str> {
    let text = raw.as_str();
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    (encoding.is_none() && !text.is_empty() && consists_of(text, is_bare)).then_some(text)
}

/// The content of a string without escapes: nearly every one, and no decoder is needed for it.
fn undecorated(raw: Raw<'_>, encoding: Option<Encoding>) -> Option<&str> {
    if encoding != Some(Encoding::BasicString) {
        return None;
    }
    let inner = raw.as_str().strip_prefix('"')?.strip_suffix('"')?;
    consists_of(inner, |byte| byte >= b' ' && byte != b'\\' && byte != b'"' && byte != 0x7F).then_some(inner)
}
