//! TOML, from the events of `toml_parser`.
//!
//! The first thing that is wrong ends the reading: a file that its own program refuses has no scopes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use toml_parser::decoder::ScalarKind;
use toml_parser::parser::{Event, EventKind, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{Expected, ParseError, Raw, Source};

use super::read_error::{DEEPEST, ReadError};
use crate::node::{Entry, Node, Value};

/// Reads a text. A table's span is its header or its braces; that of a table which only a longer key names is its part of
/// that key; that of a list of tables is its first header.
pub(super) fn read(text: &str) -> Result<Rc<Node>, ReadError> {
    let source = Source::new(text);
    let events = events(source)?;
    let root = Table { span: 0..text.len(), origin: Origin::Header, depth: 0, entries: Vec::new() };
    let mut reader = Reader { source, events: &events, next: 0, tables: vec![root], places: HashMap::new() };
    reader.document()?;
    Ok(reader.finished(ROOT))
}

fn events(source: Source<'_>) -> Result<Vec<Event>, ReadError> {
    let tokens = source.lex().into_vec();
    let mut events = Vec::with_capacity(tokens.len());
    let mut first = None;
    let mut validated = ValidateWhitespace::new(&mut events, source);
    let mut guarded = RecursionGuard::new(&mut validated, u32::try_from(DEEPEST).unwrap_or(u32::MAX));
    parse_document(&tokens, &mut guarded, &mut first);
    refused(first)?;
    Ok(events)
}

fn refused(error: Option<ParseError>) -> Result<(), ReadError> {
    error.map_or(Ok(()), |error| {
        let at = error.unexpected().or(error.context()).map_or(0, |span| span.start());
        let expected = error.expected().unwrap_or_default().iter().map(|expected| match expected {
            Expected::Literal(text) => format!("`{}`", text.escape_debug()),
            Expected::Description(text) => (*text).to_owned(),
            _ => "something else".to_owned(),
        });
        let expected = expected.collect::<Vec<_>>().join(" or ");
        let description = error.description();
        let message =
            if expected.is_empty() { description.to_owned() } else { format!("{description}: expected {expected}") };
        Err(ReadError { at, message })
    })
}

/// The number of a table.
type TableId = usize;

const ROOT: TableId = 0;

/// A table that is not finished.
struct Table<'t> {
    span: Range<usize>,
    origin: Origin,
    depth: usize,
    entries: Vec<(Key<'t>, Slot)>,
}

/// What made a table, and so what may be added to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// A header of its own, or its braces.
    Header,
    /// The header of a table in it.
    Implied,
    /// A key with dots.
    Dotted,
}

/// The content of a key.
enum Slot {
    /// Something that nothing can be added to.
    Value(Rc<Node>),
    Table(TableId),
    /// A list of tables with headers.
    Tables(Vec<TableId>),
}

#[derive(Clone)]
struct Key<'t> {
    text: Cow<'t, str>,
    span: Range<usize>,
}

struct Reader<'t, 'e> {
    source: Source<'t>,
    events: &'e [Event],
    next: usize,
    tables: Vec<Table<'t>>,
    /// Which entry of a table has a key: tables may have a million of them.
    places: HashMap<(TableId, Cow<'t, str>), usize>,
}

impl<'t> Reader<'t, '_> {
    fn document(&mut self) -> Result<(), ReadError> {
        let mut current = ROOT;
        while let Some(event) = self.advance() {
            match event.kind() {
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => current = self.header(&event)?,
                EventKind::SimpleKey => self.key_and_value(&event, current)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn advance(&mut self) -> Option<Event> {
        let event = self.events.get(self.next).copied();
        self.next += 1;
        event
    }

    /// The next event that says something.
    fn advance_to_content(&mut self) -> Option<Event> {
        let is_blank =
            |event: &Event| matches!(event.kind(), EventKind::Whitespace | EventKind::Newline | EventKind::Comment);
        while self.events.get(self.next).is_some_and(is_blank) {
            self.next += 1;
        }
        self.advance()
    }

    /// The table that the keys below a header go into.
    fn header(&mut self, open: &Event) -> Result<TableId, ReadError> {
        let mut path = Vec::new();
        let mut span = range(open);
        while let Some(event) = self.advance() {
            match event.kind() {
                EventKind::SimpleKey => path.push(self.key(&event)?),
                EventKind::StdTableClose | EventKind::ArrayTableClose => {
                    span.end = event.span().end();
                    break;
                }
                _ => {}
            }
        }
        let Some(last) = path.pop() else { return Err(error(span.start, "missing table name")) };
        let mut parent = ROOT;
        for key in path {
            parent = self.descend(parent, key, Origin::Implied)?;
        }
        if open.kind() == EventKind::StdTableOpen {
            self.table(parent, last, span)
        } else {
            self.item(parent, last, span)
        }
    }

    fn table(&mut self, parent: TableId, key: Key<'t>, span: Range<usize>) -> Result<TableId, ReadError> {
        let table = match self.slot(parent, &key) {
            None => {
                let table = self.new_table(parent, span, Origin::Header)?;
                self.push(parent, key, Slot::Table(table));
                return Ok(table);
            }
            Some(&mut Slot::Table(table)) => table,
            Some(_) => return Err(twice(&key)),
        };
        if self.tables[table].origin != Origin::Implied {
            return Err(twice(&key));
        }
        self.tables[table].origin = Origin::Header;
        self.tables[table].span = span;
        Ok(table)
    }

    fn item(&mut self, parent: TableId, key: Key<'t>, span: Range<usize>) -> Result<TableId, ReadError> {
        let table = self.new_table(parent, span, Origin::Header)?;
        match self.slot(parent, &key) {
            None => self.push(parent, key, Slot::Tables(vec![table])),
            Some(Slot::Tables(tables)) => tables.push(table),
            Some(_) => return Err(twice(&key)),
        }
        Ok(table)
    }

    /// The table under a key on the way to another one, made where there is none.
    fn descend(&mut self, parent: TableId, key: Key<'t>, origin: Origin) -> Result<TableId, ReadError> {
        let found = match self.slot(parent, &key) {
            None => {
                let table = self.new_table(parent, key.span.clone(), origin)?;
                self.push(parent, key, Slot::Table(table));
                return Ok(table);
            }
            Some(&mut Slot::Table(table)) => Some(table),
            Some(Slot::Tables(tables)) if origin == Origin::Implied => tables.last().copied(),
            Some(_) => None,
        };
        // Under a header of its own a table is complete, as far as keys with dots go.
        let is_open = |&table: &TableId| origin == Origin::Implied || self.tables[table].origin != Origin::Header;
        found.filter(is_open).ok_or_else(|| {
            error(key.span.start, &format!("`{}` is already defined and cannot be extended here", key.text))
        })
    }

    fn key_and_value(&mut self, first: &Event, mut table: TableId) -> Result<(), ReadError> {
        let mut key = self.key(first)?;
        while let Some(event) = self.advance_to_content() {
            match event.kind() {
                EventKind::SimpleKey => {
                    table = self.descend(table, key, Origin::Dotted)?;
                    key = self.key(&event)?;
                }
                EventKind::KeySep => {}
                _ => break,
            }
        }
        let Some(event) = self.advance_to_content() else { return Err(error(key.span.end, "key with no value")) };
        let value = self.value(&event, self.tables[table].depth + 1)?;
        if self.slot(table, &key).is_some() {
            return Err(twice(&key));
        }
        self.push(table, key, Slot::Value(value));
        Ok(())
    }

    fn value(&mut self, event: &Event, depth: usize) -> Result<Rc<Node>, ReadError> {
        let start = event.span().start();
        match event.kind() {
            EventKind::Scalar => self.scalar(event),
            _ if depth > DEEPEST => Err(too_deep(start)),
            EventKind::ArrayOpen => self.list(start, depth),
            EventKind::InlineTableOpen => self.inline_table(start, depth),
            _ => Err(error(start, "missing value")),
        }
    }

    fn scalar(&self, event: &Event) -> Result<Rc<Node>, ReadError> {
        let raw = self.raw(event);
        let mut text = Cow::Borrowed("");
        let mut first = None;
        let kind = raw.decode_scalar(&mut text, &mut first);
        refused(first)?;
        let value = match kind {
            ScalarKind::String => Value::Text(text.into_owned()),
            _ => Value::Other(raw.as_str().to_owned()),
        };
        Ok(Rc::new(Node { span: range(event), value }))
    }

    fn list(&mut self, start: usize, depth: usize) -> Result<Rc<Node>, ReadError> {
        let mut items = Vec::new();
        loop {
            let Some(event) = self.advance_to_content() else { return Err(error(start, "unclosed array")) };
            match event.kind() {
                EventKind::ValueSep => {}
                EventKind::ArrayClose => {
                    let span = start..event.span().end();
                    return Ok(Rc::new(Node { span, value: Value::List(items) }));
                }
                _ => items.push(self.value(&event, depth + 1)?),
            }
        }
    }

    fn inline_table(&mut self, start: usize, depth: usize) -> Result<Rc<Node>, ReadError> {
        let table = self.tables.len();
        self.tables.push(Table { span: start..start, origin: Origin::Header, depth, entries: Vec::new() });
        loop {
            let Some(event) = self.advance_to_content() else { return Err(error(start, "unclosed inline table")) };
            match event.kind() {
                EventKind::SimpleKey => self.key_and_value(&event, table)?,
                EventKind::InlineTableClose => {
                    self.tables[table].span.end = event.span().end();
                    return Ok(self.finished(table));
                }
                _ => {}
            }
        }
    }

    fn key(&self, event: &Event) -> Result<Key<'t>, ReadError> {
        let mut text = Cow::Borrowed("");
        let mut first = None;
        self.raw(event).decode_key(&mut text, &mut first);
        refused(first)?;
        Ok(Key { text, span: range(event) })
    }

    fn raw(&self, event: &Event) -> Raw<'t> {
        let text = self.source.input().get(range(event)).unwrap_or_default();
        Raw::new_unchecked(text, event.encoding(), event.span())
    }

    fn new_table(&mut self, parent: TableId, span: Range<usize>, origin: Origin) -> Result<TableId, ReadError> {
        let depth = self.tables[parent].depth + 1;
        if depth > DEEPEST {
            return Err(too_deep(span.start));
        }
        self.tables.push(Table { span, origin, depth, entries: Vec::new() });
        Ok(self.tables.len() - 1)
    }

    fn slot(&mut self, table: TableId, key: &Key<'t>) -> Option<&mut Slot> {
        let place = *self.places.get(&(table, key.text.clone()))?;
        Some(&mut self.tables[table].entries[place].1)
    }

    fn push(&mut self, table: TableId, key: Key<'t>, slot: Slot) {
        let entries = &mut self.tables[table].entries;
        self.places.insert((table, key.text.clone()), entries.len());
        entries.push((key, slot));
    }

    /// The node of a table that nothing more is added to.
    fn finished(&mut self, table: TableId) -> Rc<Node> {
        let entries = std::mem::take(&mut self.tables[table].entries);
        let entries = entries.into_iter().map(|(key, slot)| {
            let value = match slot {
                Slot::Value(value) => value,
                Slot::Table(table) => self.finished(table),
                Slot::Tables(tables) => {
                    let items: Vec<_> = tables.into_iter().map(|table| self.finished(table)).collect();
                    let span = items.first().map_or(key.span.clone(), |item| item.span.clone());
                    Rc::new(Node { span, value: Value::List(items) })
                }
            };
            Entry { key: key.text.into_owned(), key_span: key.span, value }
        });
        let value = Value::Map(entries.collect());
        Rc::new(Node { span: self.tables[table].span.clone(), value })
    }
}

fn range(event: &Event) -> Range<usize> {
    event.span().start()..event.span().end()
}

fn error(at: usize, message: &str) -> ReadError {
    ReadError { at, message: message.to_owned() }
}

fn twice(key: &Key<'_>) -> ReadError {
    error(key.span.start, &format!("duplicate key `{}`", key.text))
}

fn too_deep(at: usize) -> ReadError {
    error(at, &format!("values are nested more than {DEEPEST} levels deep"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::shown::shown;

    #[test]
    fn values_and_their_places() {
        for (text, expected) in [
            ("", "{}"),
            ("\u{feff}a = 'x' # y\r\nb = 1", "{a: x<'x'>, b: (1)}"),
            ("a = \"x\\ty\"\nb = '''\nx\ny'''", "{a: x\ty<\"x\\ty\">, b: x\ny<'''\nx\ny'''>}"),
            ("a = \"\"\"\nx \\\n  y\"\"\"", "{a: x y<\"\"\"\nx \\\n  y\"\"\">}"),
            ("a = [1.5, true, 2020-01-01, # \"no\"\n \"x\",\n]", "{a: [(1.5), (true), (2020-01-01), x<\"x\">]}"),
            ("a.b.c = 1\na.b.'d.e' = 2", "{a: {b: {c: (1), d.e<'d.e'>: (2)}}}"),
            ("a = {b.c = 1, b.d = {}, \"\\u0065\" = [{}]}", "{a: {b: {c: (1), d: {}}, e<\"\\u0065\">: [{}]}}"),
            ("[a.b]\nc = 1\n[a]\nd = 2\n[a.b.e]", "{a: {b: {c: (1), e: {}}, d: (2)}}"),
            ("[[a]]\nb = 1\n[a.c]\nd = 2\n[[a]]\n[[a.e]]\n[[a.e]]", "{a: [{b: (1), c: {d: (2)}}, {e: [{}, {}]}]}"),
            ("[a]\nb.c = 1\n[a.b.d]\ne = 2", "{a: {b: {c: (1), d: {e: (2)}}}}"),
            ("[ x . \"y\" ]\nscopes = \"${S}\"", "{x: {y<\"y\">: {scopes: ${S}<\"${S}\">}}}"),
        ] {
            assert_eq!(shown(text, &read(text).expect(text)), expected, "{text}");
        }
    }

    #[test]
    fn tables_are_where_their_headers_or_braces_are() {
        let text = "[a.b] # x\nc = { d = 1 }\ne = [ 1, ]\n[[f]]\ng.h = 1\n[[ f ]]\n[a]\n";
        let root = read(text).expect("a file");
        let at = |path: &str| {
            let node = path.split('.').try_fold(&root, |node, key| match &node.value {
                Value::List(items) => items.get(key.parse::<usize>().ok()?),
                _ => node.get(key),
            });
            &text[node.expect(path).span.clone()]
        };
        assert_eq!(root.span, 0..text.len());
        for (path, expected) in [
            ("a", "[a]"),
            ("a.b", "[a.b]"),
            ("a.b.c", "{ d = 1 }"),
            ("a.b.e", "[ 1, ]"),
            ("f", "[[f]]"),
            ("f.0", "[[f]]"),
            ("f.0.g", "g"),
            ("f.1", "[[ f ]]"),
        ] {
            assert_eq!(at(path), expected, "{path}");
        }
    }

    #[test]
    fn what_is_wrong_and_where() {
        for (text, at) in [
            ("a", 1),
            ("a = ", 4),
            ("a = x", 4),
            ("a = 'é", 7),
            ("é = 1", 0),
            ("a = 1\na = 2", 6),
            ("a = 1\n[a]", 7),
            ("[a]\n[a]", 5),
            ("[a]\nb = 1\n[a.b.c]", 13),
            ("a = {}\na.b = 1", 7),
            ("a = {}\n[a.b]", 8),
            ("a = []\n[[a]]", 9),
            ("[[a]]\n[a]", 7),
            ("[a.b]\n[a]\nb.c = 1", 10),
            ("a.b = 1\n[a]", 9),
            ("a = {b = 1, b = 2}", 12),
            ("a = 'x' 'y'", 8),
            ("a = [1", 6),
            ("[a", 2),
            ("[]", 1),
        ] {
            let error = read(text).expect_err(text);
            assert_eq!(error.at, at, "{text}: {error}");
            assert!(!error.message.is_empty() && !error.message.ends_with('.'), "{text}: {error}");
        }
    }

    #[test]
    fn depth_is_limited() {
        let parts = |count: usize| vec!["a"; count].join(".");
        assert!(read(&format!("{} = 1", parts(DEEPEST))).is_ok());
        for text in [
            format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
            format!("a = {}", "[".repeat(100_000)),
            format!("a = {}", "{a = ".repeat(100_000)),
            format!("a = {}1{}", "[{a = ".repeat(DEEPEST), "}]".repeat(DEEPEST)),
            format!("{} = 1", parts(100_000)),
            format!("[{}]", parts(100_000)),
            format!("[{}]\n{} = 1", parts(DEEPEST - 1), parts(DEEPEST)),
            format!("a = {{ {} = {{ {} = 1 }} }}", parts(DEEPEST - 10), parts(DEEPEST - 10)),
        ] {
            assert!(read(&text).is_err(), "{}", &text[..20]);
        }
    }
}
