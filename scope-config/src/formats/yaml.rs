//! YAML 1.2, and of 1.1 what people go on using: merge keys.
//!
//! The parser tells events; what anchors, tags and merge keys mean is decided here. Its marks count characters.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};

use super::lines::error;
use super::read_error::{DEEPEST, ReadError, too_deep};
use crate::node::{Entry, Node, Value};

mod characters;
mod scalars;
mod tags;
mod written;

use characters::Places;
use scalars::is_other;
use tags::{is_reference, is_text};
use written::Properties;

/// What merge keys, keys that are aliases and references around references may copy, in bytes: a chain of them grows as
/// the square of the file.
const MOST_COPIED: usize = 16 << 20;

/// The size limit of a text: a larger one is not a configuration, and takes gigabytes.
const MOST_WEIGHT: usize = 8_000_000;

/// The text of a key that is a list or a table is no longer than this.
const LONGEST_KEY: usize = 64;

/// Reads every document of a text.
pub(super) fn read(text: &str) -> Result<Vec<Rc<Node>>, ReadError> {
    few_enough(text)?;
    let mut reader = Reader::new(text);
    // Its iterator does not recurse, unlike its `load`.
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| reader.refused(&error))?;
        reader.event(event, span)?;
    }
    Ok(reader.documents)
}

/// Refuses what would take too much memory, before the parser begins: it holds a whole flow collection back until it
/// knows whether that is a key, at hundreds of bytes an item.
fn few_enough(text: &str) -> Result<(), ReadError> {
    let mut weight = 0;
    for (at, byte) in text.bytes().enumerate() {
        weight += match byte {
            b',' => 3,
            b':' | b'?' | b'[' | b'{' | b'&' | b'!' | b'*' | b'\n' | b'\r' => 1,
            _ => continue,
        };
        if weight > MOST_WEIGHT {
            return Err(error(at, "too many values in this file"));
        }
    }
    Ok(())
}

/// A value that is done, and how deep it goes: an alias brings its depth with it.
#[derive(Clone)]
struct Built {
    node: Rc<Node>,
    height: usize,
}

/// A list or a table that has begun.
struct Frame {
    /// Where its value begins: at the tag for a reference.
    start: usize,
    /// The byte after what it has so far.
    end: usize,
    /// Whether it is in brackets.
    is_flow: bool,
    is_reference: bool,
    anchor: usize,
    height: usize,
    /// What it has so far, and of a table the key of the next value and what its merge keys lead to.
    value: Value,
    key: Option<Key>,
    merges: Vec<(Key, Rc<Node>)>,
}

impl Frame {
    /// Whether the next value is one whose entries become those of this table, which makes it no deeper.
    fn merges(&self, value: &Rc<Node>) -> bool {
        self.key.as_ref().is_some_and(|key| key.is_merge) && tables(value).is_some()
    }
}

struct Key {
    text: String,
    span: Range<usize>,
    is_merge: bool,
}

struct Reader<'t> {
    text: &'t str,
    places: Places<'t>,
    documents: Vec<Rc<Node>>,
    stack: Vec<Frame>,
    /// The anchors of this document whose values are done.
    anchors: HashMap<usize, Built>,
    copied: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let places = Places::new(text);
        Self { text, places, documents: Vec::new(), stack: Vec::new(), anchors: HashMap::new(), copied: 0 }
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), ReadError> {
        match event {
            Event::DocumentStart(_) => self.anchors.clear(),
            Event::Alias(anchor) => self.alias(anchor, &self.bytes(span))?,
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref(), span)?,
            Event::SequenceStart(anchor, tag) => {
                self.begin(Value::List(Vec::new()), anchor, tag.as_deref(), span)?;
            }
            Event::MappingStart(anchor, tag) => {
                self.begin(Value::Map(Vec::new()), anchor, tag.as_deref(), span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span)?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<(), ReadError> {
        let bytes = self.bytes(span);
        let properties = Properties::of(self.text, bytes.start, anchor > 0, tag.is_some());
        let mut span = written::scalar(self.text, style, text, &properties, bytes);
        let is_merge = style == ScalarStyle::Plain && text == "<<" && tag.is_none();
        let value = if tag.is_some_and(is_reference) {
            span.start = properties.tag.map_or(span.start, |tag| tag.min(span.start));
            Value::Expression(self.text[span.clone()].to_owned())
        } else if style == ScalarStyle::Plain && !tag.is_some_and(is_text) && is_other(text) {
            Value::Other(text.to_owned())
        } else {
            Value::Text(text.to_owned())
        };
        let built = Built { node: Rc::new(Node { span: span.clone(), value }), height: 1 };
        self.done(built, anchor, span, is_merge)
    }

    fn alias(&mut self, anchor: usize, place: &Range<usize>) -> Result<(), ReadError> {
        if let Some(built) = self.anchors.get(&anchor) {
            let built = built.clone();
            return self.attach(built, place.clone(), false);
        }
        let is_inside = self.stack.iter().any(|frame| frame.anchor == anchor);
        let message = if is_inside {
            "this alias refers to the value that contains it"
        } else {
            "unknown alias: no anchor has this name"
        };
        Err(error(place.start, message))
    }

    fn begin(&mut self, value: Value, anchor: usize, tag: Option<&Tag>, span: Span) -> Result<(), ReadError> {
        let bytes = self.bytes(span);
        let properties = Properties::of(self.text, bytes.start, anchor > 0, tag.is_some());
        if self.stack.len() >= DEEPEST {
            return Err(too_deep(bytes.start));
        }
        let end = properties.value;
        let is_flow = bytes.end > end && matches!(self.text.as_bytes().get(end), Some(b'[' | b'{'));
        // `{{ … }}` is a template's: nobody has a table for a key of a table.
        let is_template = is_flow && self.text[end..].starts_with("{{");
        let is_reference = tag.is_some_and(is_reference);
        let start = match &value {
            _ if is_reference => properties.tag.unwrap_or(end),
            Value::List(_) if !is_flow => self.dash(end),
            _ => end,
        };
        let is_reference = is_reference || is_template;
        let (key, merges) = (None, Vec::new());
        self.stack.push(Frame { start, end, is_flow, is_reference, anchor, height: 1, value, key, merges });
        Ok(())
    }

    /// The dash of a list's first item: of a list that is not indented, the mark is behind it.
    fn dash(&self, start: usize) -> usize {
        let line = self.text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let before = &self.text[line..start];
        let dash = before.len() - before.trim_start().len();
        if before[dash..].starts_with('-') { line + dash } else { start }
    }

    fn end(&mut self, span: Span) -> Result<(), ReadError> {
        let Some(mut frame) = self.stack.pop() else { return Ok(()) };
        if frame.is_flow {
            // The bracket: the mark goes on over blanks and a comment.
            let close = self.bytes(span).start;
            let bracket = self.text[close..].chars().next().map_or(0, char::len_utf8);
            frame.end = frame.end.max(close + bracket);
        }
        let span = frame.start..frame.end.max(frame.start);
        let value = match frame.value {
            _ if frame.is_reference => {
                // One may be in another, a hundred times.
                self.copy(span.len(), span.start)?;
                Value::Expression(self.text[span.clone()].to_owned())
            }
            Value::Map(entries) => Value::Map(self.merged(entries, &frame.merges)?),
            value => value,
        };
        let height = if frame.is_reference { 1 } else { frame.height };
        let built = Built { node: Rc::new(Node { span: span.clone(), value }), height };
        self.done(built, frame.anchor, span, false)
    }

    fn done(&mut self, built: Built, anchor: usize, place: Range<usize>, is_merge: bool) -> Result<(), ReadError> {
        if anchor > 0 {
            self.anchors.insert(anchor, built.clone());
        }
        self.attach(built, place, is_merge)
    }

    /// Adds a value where it belongs: as an item, a key or the value of a key.
    fn attach(&mut self, built: Built, place: Range<usize>, is_merge: bool) -> Result<(), ReadError> {
        if self.stack.len() + built.height > DEEPEST {
            return Err(too_deep(place.start));
        }
        let is_key = matches!(self.stack.last(), Some(Frame { value: Value::Map(_), key: None, .. }));
        let text = if is_key { self.key_text(&built.node, &place)? } else { String::new() };
        let Some(frame) = self.stack.last_mut() else {
            self.documents.push(built.node);
            return Ok(());
        };
        frame.end = frame.end.max(place.end);
        frame.height = frame.height.max(built.height + usize::from(!frame.merges(&built.node)));
        match (&mut frame.value, frame.key.take()) {
            (Value::Map(_), None) => frame.key = Some(Key { text, span: place, is_merge }),
            (Value::Map(_), Some(key)) if key.is_merge => frame.merges.push((key, built.node)),
            (Value::Map(entries), Some(Key { text: key, span: key_span, .. })) => {
                entries.push(Entry { key, key_span, value: built.node });
            }
            (Value::List(items), _) => items.push(built.node),
            _ => {}
        }
        Ok(())
    }

    /// A key as text; a list or a table as the first characters of what is written.
    fn key_text(&mut self, node: &Node, place: &Range<usize>) -> Result<String, ReadError> {
        match &node.value {
            Value::Text(text) | Value::Other(text) | Value::Expression(text) => {
                if node.span != *place {
                    self.copy(text.len(), place.start)?;
                }
                Ok(text.clone())
            }
            Value::List(_) | Value::Map(_) => Ok(self.text[place.clone()].chars().take(LONGEST_KEY).collect()),
        }
    }

    /// A table's own entries, then those that its merge keys bring in.
    fn merged(&mut self, mut entries: Vec<Entry>, merges: &[(Key, Rc<Node>)]) -> Result<Vec<Entry>, ReadError> {
        if merges.is_empty() {
            return Ok(entries);
        }
        let mut seen: HashSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
        for (key, source) in merges {
            let Some(tables) = tables(source) else {
                let (text, span) = (key.text.clone(), key.span.clone());
                entries.push(Entry { key: text, key_span: span, value: Rc::clone(source) });
                continue;
            };
            for table in tables {
                self.copy(0, key.span.start)?;
                for entry in table.entries() {
                    self.copy(entry.key.len(), key.span.start)?;
                    if seen.insert(entry.key.clone()) {
                        entries.push(entry.clone());
                    }
                }
            }
        }
        Ok(entries)
    }

    fn copy(&mut self, length: usize, at: usize) -> Result<(), ReadError> {
        self.copied += length + size_of::<Entry>();
        if self.copied > MOST_COPIED {
            return Err(error(at, "merge keys, aliases and tags expand this file beyond the limit"));
        }
        Ok(())
    }

    fn bytes(&self, span: Span) -> Range<usize> {
        let start = self.places.byte(span.start.index());
        start..self.places.byte(span.end.index()).max(start)
    }

    fn refused(&self, error: &ScanError) -> ReadError {
        let message = error.info().trim_end_matches('.').to_owned();
        ReadError { at: self.places.byte(error.marker().index()), message }
    }
}

/// The tables that a merge key brings in: one, or a list of them.
fn tables(source: &Rc<Node>) -> Option<&[Rc<Node>]> {
    let is_table = |node: &Rc<Node>| matches!(node.value, Value::Map(_));
    match &source.value {
        Value::Map(_) => Some(std::slice::from_ref(source)),
        Value::List(items) if items.iter().all(is_table) => Some(items),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::shown::shown;

    fn documents(text: &str) -> Vec<Rc<Node>> {
        read(text).unwrap_or_else(|error| panic!("{text}\n{error} at {}", error.at))
    }

    fn tree(text: &str) -> String {
        documents(text).iter().map(|node| shown(text, node)).collect::<Vec<_>>().join(" --- ")
    }

    #[test]
    fn values_and_their_places() {
        for (text, expected) in [
            ("", ""),
            ("# nothing\n", ""),
            ("a", "a"),
            ("a: b # c", "{a: b}"),
            ("\u{feff}a: b", "{a: b}"),
            ("a: b\r\nc: d\r\n", "{a: b, c: d}"),
            ("- a\n- b c\n", "[a, b c]"),
            ("a:\n- b\n-\n- c:\n", "{a: [b, (), {c: ()}]}"),
            ("é: ü # ö\nß: [ä,  'ö' ]", "{é: ü, ß: [ä, ö<'ö'>]}"),
            ("a: 'it''s' # '\nb: \"\\\"\\u00e9\" # \"", r#"{a: it's<'it''s'>, b: "é<"\"\u00e9">}"#),
            ("a: x\n  y\nb: 'x\n  y'", "{a: x y<x\n  y>, b: x y<'x\n  y'>}"),
            ("{a: b, \"c\":d, e, ? f : g}", r#"{a: b, c<"c">: d, e: (), f: g}"#),
            ("[a: b, : c]", "[{a: b}, {: c}]"),
            ("? [a, b]\n: c", "{[a, b]: c}"),
            ("? |\n  a\n: b", "{a\n<a>: b}"),
            ("a\n---\nb\n...\n---\n", "a --- b --- ()"),
        ] {
            assert_eq!(tree(text), expected, "{text}");
        }
    }

    #[test]
    fn block_scalars() {
        for (text, expected) in [
            ("a: |\n  b\n\n  c\nd: e", "{a: b\n\nc\n<b\n\n  c>, d: e}"),
            ("a: >-\n  b\n  c\n\n", "{a: b c<b\n  c>}"),
            ("- |2+\n   b\n\n- c", "[ b\n\n< b>, c]"),
            ("a: &x |\n  b\n", "{a: b\n<|\n  b>}"),
            ("a: |", "{a: <|>}"),
        ] {
            assert_eq!(tree(text), expected, "{text}");
        }
    }

    #[test]
    fn only_plain_scalars_are_something_else_than_text() {
        let others = "~ null NULL true False 0 -12 +3 0o17 0xfF 1. .5 1.5 -1e3 1E+2 .inf -.INF .NaN";
        for text in others.split(' ') {
            assert_eq!(tree(text), format!("({text})"));
            assert_eq!(tree(&format!("'{text}'")), format!("{text}<'{text}'>"));
            assert_eq!(tree(&format!("!!str {text}")), *text);
            assert_eq!(tree(&format!("! {text}")), *text);
        }
        for text in
            ["yes", "nULL", "1_000", "0o8", "0x", "1e", ".", "1.2.3", "2024-01-01", "+", "-.", ".infinity", "0b1"]
        {
            assert_eq!(tree(text), *text);
        }
    }

    #[test]
    fn tags() {
        for (text, expected) in [
            ("- !Ref  A # b\n- !Sub \"${A} b\" # c\n", r#"[?!Ref  A, ?!Sub "${A} b"]"#),
            ("a: !Join\n  - ' '\n  - [b, !Ref c]\nd: e", "{a: ?!Join\n  - ' '\n  - [b, !Ref c], d: e}"),
            ("a: !Sub |\n  ${b}\nc: d", "{a: ?!Sub |\n  ${b}, c: d}"),
            ("[!GetAtt a.b, !ImportValue [c] ]", "[?!GetAtt a.b, ?!ImportValue [c]]"),
            ("[&x !Ref a, !Ref &y b]", "[?!Ref a, ?!Ref &y b]"),
            ("!mine {a: !<tag:b,c> d, e: !!int \"1\", f: !<!Ref> g}", r#"{a: d, e: 1<"1">, f: g}"#),
            ("a: !!str\nb: &x\nc: !mine", "{a: , b: (), c: ()}"),
            ("%TAG !e! tag:e,1:\n---\n!e!x é", "é"),
            ("scope: {{ .Values.scope }} # é\na: {{ {b: c} }}", r"{scope: ?{{ .Values.scope }}, a: ?{{ {b: c} }}}"),
        ] {
            assert_eq!(tree(text), expected, "{text}");
        }
    }

    #[test]
    fn an_alias_is_the_node_of_its_anchor() {
        let text = "a: &x [b, c]\nd: *x\n*x : e\n? &k f\n: *k";
        assert_eq!(tree(text), "{a: [b, c], d: [b, c], *x: e, f: f}");
        let documents = documents(text);
        let (Some(first), Some(second)) = (documents[0].get("a"), documents[0].get("d")) else { panic!("both keys") };
        assert!(Rc::ptr_eq(first, second));
        assert_eq!(tree("- &x a\n- &x b\n- *x"), "[a, b, b]");
    }

    #[test]
    fn merge_keys() {
        for (text, expected) in [
            ("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3", "{c: (3), b: (1)}"),
            ("a: &x {b: 1}\nd: {<<: [*x, {b: 2, c: 3}], <<: {c: 4, e: 5}}", "{b: (1), c: (3), e: (5)}"),
            ("a: &x {b: 1}\nc: &y {<<: *x}\nd: {<<: *y}", "{b: (1)}"),
            ("d: {<<: a, \"<<\": {b: c}}", r#"{<<<"<<">: {b: c}, <<: a}"#),
        ] {
            let documents = documents(text);
            let merged = documents[0].get("d").expect(text);
            assert_eq!(shown(text, merged), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read() {
        for (text, at, message) in [
            ("a: &x [*x]", 7, "this alias refers to the value that contains it"),
            ("é: &x\n  b: {c: *x}", 16, "this alias refers to the value that contains it"),
            ("- &x a\n---\n- *x", 13, "unknown alias: no anchor has this name"),
            ("a: *x", 3, "while parsing node, found unknown anchor"),
            ("é: [", 5, "while parsing a node, did not find expected node content"),
            ("{{- if .Values.a }}\na: b\n", 2, "\"-\" is only valid inside a block"),
            ("{{ if .Values.a }}\na: b\n", 19, "did not find expected <document start>"),
            ("a: b: c", 4, "mapping values are not allowed in this context"),
            ("a: \0", 3, "found unprintable character"),
        ] {
            let error = read(text).expect_err(text);
            assert_eq!((error.at, error.message.as_str()), (at, message), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = 100_000;
        let aliases: String = (1..deep).map(|at| format!("- &a{at} [*a{}]\n", at - 1)).collect();
        for text in [
            "[".repeat(deep),
            "{a: ".repeat(deep),
            "- ".repeat(deep),
            "? ".repeat(deep),
            (0..200).map(|at| format!("{}a:\n", " ".repeat(at))).collect(),
            format!("- &a0 []\n{aliases}"),
        ] {
            assert!(read(&text).is_err());
        }
        let most = format!("{}{}", "[".repeat(DEEPEST), "]".repeat(DEEPEST));
        assert!(read(&most).is_ok());
        assert!(read(&format!("[{most}]")).is_err());
    }

    #[test]
    fn what_aliases_multiply_costs_nothing() {
        let level = |at: usize| format!("- &a{at} [{}]\n", vec![format!("*a{}", at - 1); 100].join(", "));
        let bomb: String = (1..100).map(level).collect();
        assert!(read(&format!("- &a0 [x]\n{bomb}")).is_ok());

        let wide: String = (0..1000).map(|at| format!("k{at}: v, ")).collect();
        let merges = format!("- &a {{{wide}}}\n{}", "- <<: *a\n".repeat(10_000));
        let chain: String = (1..10_000).map(|at| format!("- &a{at} {{<<: *a{}, k{at}: v}}\n", at - 1)).collect();
        let keys = format!("- &a {}\n{}", "x".repeat(1 << 20), "- *a : b\n".repeat(1000));
        let tags = format!("{}{}{}", "[&a !If ".repeat(120), "x".repeat(1 << 20), "]".repeat(120));
        for text in [merges, format!("- &a0 {{k: v}}\n{chain}"), keys, tags] {
            let message = read(&text).err().map(|error| error.message).unwrap_or_default();
            assert!(message.contains("beyond the limit"), "{message}");
        }
    }

    #[test]
    fn too_many_values_are_refused() {
        let error = read(&format!("[{}]", "a,".repeat(MOST_WEIGHT / 3 + 1))).err();
        assert_eq!(error.map(|error| error.message).as_deref(), Some("too many values in this file"));
    }
}
