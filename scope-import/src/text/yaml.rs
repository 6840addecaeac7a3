//! YAML 1.2, of which only a part is kept, with merge keys.
//!
//! The parser tells events; what anchors and merge keys mean is decided here, and an alias is never copied. What has an
//! anchor is kept whole, because its alias may be anywhere.

use std::collections::HashMap;
use std::rc::Rc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span};

use super::json::{TOO_MANY, too_deep};
use crate::ImportError;
use crate::shape::Shape;
use crate::value::{DEEPEST, MOST_VALUES, Table, Value};

/// The size limit of a text, by what it has of the signs of YAML. The parser holds a whole flow collection back until it
/// knows whether that is a key, at hundreds of bytes an item.
const MOST_WEIGHT: usize = 16_000_000;

/// The deepest a value that is not kept may be nested: the parser remembers each level.
const DEEPEST_SKIPPED: usize = 1000;

/// Reads the one document of a text. Where a key of the outermost table is one of `enough`, the rest is not read.
pub(super) fn read(text: &str, shape: Rc<Shape>, enough: &[&str]) -> Result<Rc<Value>, ImportError> {
    few_enough(text)?;
    let mut reader = Reader { shape, enough, ..Reader::default() };
    // Its iterator does not recurse, unlike its `load`.
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| refused(&error))?;
        reader.event(event, span)?;
        if reader.has_enough {
            break;
        }
    }
    Ok(reader.finish())
}

fn refused(error: &ScanError) -> ImportError {
    at(format!("this is not valid YAML: {}", error.info().trim_end_matches('.')), *error.marker())
}

fn at(message: impl Into<String>, marker: Marker) -> ImportError {
    placed(ImportError::new(message), marker)
}

fn placed(error: ImportError, marker: Marker) -> ImportError {
    error.at(marker.line(), marker.col() + 1)
}

fn few_enough(text: &str) -> Result<(), ImportError> {
    let weight = |byte| match byte {
        b',' | b'&' | b'!' => 16,
        b'[' | b'{' | b'?' => 8,
        b':' | b'*' | b'\n' | b'\r' => 1,
        _ => 0,
    };
    let sum: usize = text.bytes().map(weight).sum();
    if sum > MOST_WEIGHT { Err(ImportError::new(TOO_MANY)) } else { Ok(()) }
}

/// A list or a table that has begun.
struct Frame {
    shape: Rc<Shape>,
    slot: Slot,
    anchor: usize,
    /// How deep it goes; an alias brings its depth with it.
    height: usize,
    /// What it has so far, and of a table the key of the next value.
    value: Value,
    key: Key,
}

/// Which key the next value of a table has.
enum Key {
    /// The next value is a key.
    Wanted,
    Name(Box<str>),
    /// `<<`: the entries of the value are entries of the table.
    Merge,
    /// A key that is a list or a table: no format has one.
    Odd,
}

/// Where a value goes.
enum Slot {
    Root,
    Item,
    Entry(Box<str>),
    Merge,
    /// Nowhere: it is only kept for the aliases that may follow. Then what is around it is skipped, this deep.
    Nowhere {
        skipped: usize,
    },
}

#[derive(Default)]
struct Reader<'a> {
    shape: Rc<Shape>,
    enough: &'a [&'a str],
    has_enough: bool,
    stack: Vec<Frame>,
    /// How many lists and tables that are not kept are open.
    skipped: usize,
    anchors: HashMap<usize, (Rc<Value>, usize)>,
    root: Option<Rc<Value>>,
    has_begun: bool,
    count: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), ImportError> {
        match event {
            Event::DocumentStart(_) if self.has_begun => {
                return Err(at("the text has several YAML documents", span.start).help("import them one at a time"));
            }
            Event::DocumentStart(_) => self.has_begun = true,
            Event::Alias(anchor) => self.alias(anchor, span)?,
            Event::Scalar(text, style, anchor, tag) => {
                let is_plain = style == ScalarStyle::Plain && tag.is_none();
                self.scalar(&text, is_plain, anchor, span)?;
            }
            Event::SequenceStart(anchor, _) => self.begin(Value::List(Vec::new()), anchor, span)?,
            Event::MappingStart(anchor, _) => self.begin(Value::Table(Table::new()), anchor, span)?,
            Event::SequenceEnd | Event::MappingEnd => self.end(span)?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn scalar(&mut self, text: &str, is_plain: bool, anchor: usize, span: Span) -> Result<(), ImportError> {
        if let Some(key) = self.key() {
            *key = if is_plain && text == "<<" { Key::Merge } else { Key::Name(text.into()) };
            self.note(anchor, &Rc::new(Value::Text(text.into())), 1);
            return Ok(());
        }
        let place = self.place();
        if place.is_none() && anchor == 0 {
            return Ok(());
        }
        count(&mut self.count, 1, span)?;
        let value = Rc::new(if is_plain { plain(text) } else { Value::Text(text.into()) });
        self.note(anchor, &value, 1);
        if let Some((slot, _)) = place {
            self.attach(value, 1, slot, span)?;
        }
        Ok(())
    }

    /// Notes the value of an anchor; 0 is none.
    fn note(&mut self, anchor: usize, value: &Rc<Value>, height: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, (Rc::clone(value), height));
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), ImportError> {
        if self.skipped > 0 {
            return Ok(());
        }
        let Some((value, height)) = self.anchors.get(&anchor).cloned() else {
            return Err(at("this alias refers to the value that contains it", span.start));
        };
        if let Some(key) = self.key() {
            *key = value.text().map_or(Key::Odd, |text| Key::Name(text.into()));
            return Ok(());
        }
        match self.place() {
            Some((slot, _)) => self.attach(value, height, slot, span),
            None => Ok(()),
        }
    }

    fn begin(&mut self, value: Value, anchor: usize, span: Span) -> Result<(), ImportError> {
        let place = if let Some(key) = self.key() {
            *key = Key::Odd;
            None
        } else {
            self.place()
        };
        let (slot, shape) = match place {
            None if anchor == 0 => {
                self.skipped += 1;
                if self.skipped > DEEPEST_SKIPPED {
                    return Err(at(format!("values are nested more than {DEEPEST_SKIPPED} levels deep"), span.start));
                }
                return Ok(());
            }
            None => (Slot::Nowhere { skipped: std::mem::take(&mut self.skipped) }, Shape::whole()),
            Some((slot, _)) if anchor > 0 => (slot, Shape::whole()),
            Some(place) => place,
        };
        if self.stack.len() >= DEEPEST {
            return Err(placed(too_deep(), span.start));
        }
        count(&mut self.count, 1, span)?;
        self.stack.push(Frame { shape, slot, anchor, height: 1, value, key: Key::Wanted });
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), ImportError> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let value = Rc::new(frame.value);
        self.note(frame.anchor, &value, frame.height);
        self.attach(value, frame.height, frame.slot, span)
    }

    /// The key of the table that is open, if the next value is one.
    fn key(&mut self) -> Option<&mut Key> {
        match self.stack.last_mut()? {
            Frame { value: Value::Table(_), key: key @ Key::Wanted, .. } if self.skipped == 0 => Some(key),
            _ => None,
        }
    }

    /// Where the next value goes and what is kept of it; nowhere if nothing is.
    fn place(&mut self) -> Option<(Slot, Rc<Shape>)> {
        if self.skipped > 0 {
            return None;
        }
        let Some(frame) = self.stack.last_mut() else { return Some((Slot::Root, Rc::clone(&self.shape))) };
        if let Value::List(items) = &frame.value {
            return Some((Slot::Item, frame.shape.item(items.len())));
        }
        match std::mem::replace(&mut frame.key, Key::Wanted) {
            Key::Name(name) => frame.shape.child(&name).map(|shape| (Slot::Entry(name), shape)),
            Key::Merge => Some((Slot::Merge, Rc::clone(&frame.shape))),
            Key::Wanted | Key::Odd => None,
        }
    }

    fn attach(&mut self, value: Rc<Value>, height: usize, slot: Slot, span: Span) -> Result<(), ImportError> {
        if self.stack.len() + height > DEEPEST {
            return Err(placed(too_deep(), span.start));
        }
        if let Slot::Nowhere { skipped } = slot {
            self.skipped = skipped;
            return Ok(());
        }
        let is_outermost = self.stack.len() == 1;
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(value);
            return Ok(());
        };
        frame.height = frame.height.max(height + 1);
        match (&mut frame.value, slot) {
            (Value::List(items), _) => items.push(value),
            (Value::Table(table), Slot::Merge) => {
                // One table, or a list of them.
                for entries in std::iter::once(&*value).chain(value.items()).filter_map(Value::table) {
                    count(&mut self.count, entries.len(), span)?;
                    for (key, value) in entries.iter().filter(|(key, _)| frame.shape.child(key).is_some()) {
                        table.entry(key.clone()).or_insert_with(|| Rc::clone(value));
                    }
                }
            }
            (Value::Table(table), Slot::Entry(name)) => {
                self.has_enough = is_outermost && self.enough.contains(&&*name);
                table.insert(name, value);
            }
            _ => {}
        }
        Ok(())
    }

    /// What was read: of a text that was not read to its end, what is there.
    fn finish(mut self) -> Rc<Value> {
        let begun = self.stack.drain(..).next().map(|frame| Rc::new(frame.value));
        self.root.or(begun).unwrap_or_else(|| Rc::new(Value::Null))
    }
}

/// Counts values that are kept.
fn count(count: &mut usize, values: usize, span: Span) -> Result<(), ImportError> {
    *count += values;
    if *count > MOST_VALUES { Err(at(TOO_MANY, span.start)) } else { Ok(()) }
}

/// The value of a scalar without quotes and tag. A number stays the text that it is.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => Value::Text(text.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Rc<Value> {
        read(text, Shape::whole(), &[]).unwrap_or_else(|error| panic!("{text}\n{error}"))
    }

    fn shown(value: &Value) -> String {
        match value {
            Value::Null => "~".to_owned(),
            Value::Bool(is_true) => is_true.to_string(),
            Value::Text(text) => text.to_string(),
            Value::List(_) => format!("[{}]", value.items().map(shown).collect::<Vec<_>>().join(", ")),
            Value::Table(_) => {
                let entry = |(key, value): (&str, &Value)| format!("{key}: {}", shown(value));
                format!("{{{}}}", value.entries().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn message(text: &str) -> String {
        read(text, Shape::whole(), &[]).expect_err(text).message
    }

    #[test]
    fn values() {
        for (text, expected) in [
            ("", "~"),
            ("a: b # c\nd: [1, true, 'true', ~, \"x\"]", "{a: b, d: [1, true, true, ~, x]}"),
            ("? [x]\n: y\na: b", "{a: b}"),
            ("? &k {x: y}\n: z\na: *k", "{a: {x: y}}"),
            ("a: b\na: c", "{a: c}"),
            ("a: |\n  b\n  c\n", "{a: b\nc\n}"),
            ("404: x\ntrue: y", "{404: x, true: y}"),
        ] {
            assert_eq!(shown(&whole(text)), expected, "{text}");
        }
    }

    #[test]
    fn aliases_and_merge_keys() {
        for (text, expected) in [
            ("a: &x [b]\nc: *x", "{a: [b], c: [b]}"),
            ("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3", "{a: {b: 1, c: 2}, d: {b: 1, c: 3}}"),
            ("a: {<<: [{b: 1}, {b: 2, c: 3}]}", "{a: {b: 1, c: 3}}"),
            ("a: &k b\n*k : c", "{a: b, b: c}"),
            ("a: {\"<<\": b}", "{a: {<<: b}}"),
        ] {
            assert_eq!(shown(&whole(text)), expected, "{text}");
        }
    }

    #[test]
    fn parts_are_kept_and_anchors_anywhere() {
        let shape = Shape::of(&["a.**", "b"]);
        let text = "s: {t: [&x {u: v}, &y w, {&k r: {}}]}\nb: {c: d}\na: [*x, *y]\nz: *x\n";
        let value = read(text, shape, &[]).expect(text);
        assert_eq!(shown(&value), "{a: [{u: v}, w], b: {}}");
    }

    #[test]
    fn reading_ends_where_enough_is_known() {
        let shape = Shape::of(&["*"]);
        let value = read("a: b\nopenapi: 3.0.0\nc: [", shape, &["openapi"]).expect("the beginning");
        assert_eq!(shown(&value), "{a: b, openapi: 3.0.0}");
    }

    #[test]
    fn what_cannot_be_read() {
        for (text, expected) in [
            ("a: &x [*x]", "this alias refers to the value that contains it"),
            ("a: b: c", "this is not valid YAML: mapping values are not allowed in this context"),
            ("a: b\n---\nc: d", "the text has several YAML documents"),
        ] {
            assert_eq!(message(text), expected, "{text}");
        }
        assert_eq!(read("a:\n  b: c: d", Shape::whole(), &[]).expect_err("two keys").place, Some((2, 7)));
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = 100_000;
        let aliases: String = (1..deep).map(|at| format!("- &a{at} [*a{}]\n", at - 1)).collect();
        for text in [
            "[".repeat(deep),
            "{a: ".repeat(deep),
            "- ".repeat(deep),
            (0..200).map(|at| format!("{}a:\n", " ".repeat(at))).collect(),
            format!("- &a0 []\n{aliases}"),
        ] {
            assert!(read(&text, Shape::whole(), &[]).is_err());
        }
        for text in ["? ".repeat(deep), format!("a:\n  {}", "- ".repeat(deep))] {
            let error = read(&text, Shape::scalar(), &[]).expect_err("what is skipped is limited as well");
            assert_eq!(error.message, "values are nested more than 1000 levels deep");
        }
        let skipped = format!("a:\n  {}", "- ".repeat(900));
        assert!(read(&skipped, Shape::scalar(), &[]).is_ok());
    }

    #[test]
    fn what_aliases_multiply_costs_nothing() {
        let level = |at: usize| format!("- &a{at} [{}]\n", vec![format!("*a{}", at - 1); 100].join(", "));
        let bomb: String = (1..100).map(level).collect();
        assert!(read(&format!("- &a0 [x]\n{bomb}"), Shape::whole(), &[]).is_ok());

        let wide: String = (0..1000).map(|at| format!("k{at}: v, ")).collect();
        let merges = format!("- &a {{{wide}}}\n{}", "- <<: *a\n".repeat(1_000));
        assert_eq!(message(&merges), TOO_MANY);
    }

    #[test]
    fn too_many_values_are_refused() {
        assert_eq!(message(&format!("[{}]", "a,".repeat(MOST_WEIGHT / 16 + 1))), TOO_MANY);
    }
}
