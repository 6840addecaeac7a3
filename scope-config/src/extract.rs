//! The scope lists of a file.

use std::ops::Range;
use std::rc::Rc;

use crate::format::Format;
use crate::node::{Node, Value};
use crate::path::{Match, Path, Stop, Target};
use crate::preset::Role;
use crate::read::{ReadError, read};

/// A file to look into.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    /// Its format.
    pub format: Format,
    /// What it holds.
    pub text: &'s str,
}

/// A list of scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Where it stands, as a path without `*` and `[]`.
    pub path: String,
    /// What it is for.
    pub role: Role,
    /// The bytes of the value that holds it.
    pub span: Range<usize>,
    /// The texts as they are written, each with its bytes: one for a list in a text, one an item for a list of texts.
    pub texts: Vec<Found>,
    /// The scopes, taken apart, each with its bytes.
    pub scopes: Vec<Found>,
    /// What can only be known when the file is used.
    pub unresolved: Vec<Unresolved>,
}

/// A text in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The text, without quotes and escapes.
    pub text: String,
    /// Its bytes in the file; those of the value around it where it is written with escapes.
    pub span: Range<usize>,
}

/// A value that the file does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// As it is written: `${OIDC_SCOPES}`.
    pub raw: String,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// What several paths lead to in a file, in the order of the paths; a path that leads nowhere is in the second list.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn extract(source: Source<'_>, paths: &[(Path, Role)]) -> Result<(Vec<List>, Vec<(usize, Stop)>), ReadError> {
    let documents = read(source.format, source.text)?;
    let read_yaml = |text: &str| read(Format::Yaml, text).ok().and_then(|documents| documents.into_iter().next());
    let mut lists = Vec::new();
    let mut stops = Vec::new();
    for (number, (path, role)) in paths.iter().enumerate() {
        match path.select(&documents, &read_yaml) {
            Ok(matches) => lists.extend(matches.into_iter().filter_map(|found| list(source.text, found, *role))),
            Err(stop) => stops.push((number, stop)),
        }
    }
    Ok((lists, stops))
}

/// The list that a match holds; `None` where it can hold none, such as a number.
fn list(file: &str, found: Match, role: Role) -> Option<List> {
    let (Target::Node(node) | Target::Keys(node) | Target::Assigned(node, _) | Target::Embedded(node, _)) = &found.target;
    let mut list =
        List { path: found.path, role, span: node.span.clone(), texts: Vec::new(), scopes: Vec::new(), unresolved: Vec::new() };
    match &found.target {
        Target::Node(node) => list.value(file, node)?,
        Target::Keys(node) => list.keys(node),
        Target::Assigned(node, start) => list.assigned(file, node, *start),
        Target::Embedded(text, inner) => list.embedded(file, text, inner)?,
    }
    Some(list)
}

impl List {
    fn value(&mut self, file: &str, node: &Rc<Node>) -> Option<()> {
        match &node.value {
            Value::Text(text) => self.text(file, text, &node.span, true),
            Value::List(items) => {
                for item in items {
                    self.item(file, item);
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    if let Value::Text(level) = &entry.value.value {
                        let span = entry.key_span.start..entry.value.span.end.max(entry.key_span.end);
                        self.whole(format!("{}:{level}", entry.key), span);
                    }
                }
            }
            Value::Expression(raw) => self.unresolved(raw, node.span.clone()),
            Value::Other(_) => return None,
        }
        Some(())
    }

    fn item(&mut self, file: &str, item: &Node) {
        match &item.value {
            Value::Text(text) => self.text(file, text, &item.span, false),
            Value::Expression(raw) => self.unresolved(raw, item.span.clone()),
            Value::Other(_) | Value::List(_) | Value::Map(_) => {}
        }
    }

    fn keys(&mut self, node: &Node) {
        if let Value::Map(entries) = &node.value {
            for entry in entries {
                self.whole(entry.key.clone(), entry.key_span.clone());
            }
        }
    }

    fn assigned(&mut self, file: &str, node: &Node, start: usize) {
        if let Value::Text(text) = &node.value {
            let span = located(file, &node.span, text, start..text.len());
            self.text(file, &text[start..], &span, true);
        }
    }

    /// A value inside a text has the text's place; each scope is looked for in it.
    fn embedded(&mut self, file: &str, text: &Node, inner: &Rc<Node>) -> Option<()> {
        let before = self.scopes.len();
        self.value("", inner)?;
        let (Value::Text(whole), source) = (&text.value, file.get(text.span.clone()).unwrap_or_default()) else { return None };
        let mut from = whole.get(..inner.span.start).map_or(0, |_| source.len().min(inner.span.start));
        for found in &mut self.scopes[before..] {
            let at = source[from..].find(&found.text).map(|at| from + at).or_else(|| source.find(&found.text));
            found.span = at.map_or(text.span.clone(), |at| text.span.start + at..text.span.start + at + found.text.len());
            from = at.map_or(from, |at| at + found.text.len());
        }
        for found in &mut self.texts {
            found.span = text.span.clone();
        }
        Some(())
    }

    fn whole(&mut self, text: String, span: Range<usize>) {
        self.texts.push(Found { text: text.clone(), span: span.clone() });
        self.scopes.push(Found { text, span });
    }

    fn text(&mut self, file: &str, text: &str, span: &Range<usize>, is_list: bool) {
        if let Some(raw) = reference(text) {
            return self.unresolved(raw, span.clone());
        }
        self.texts.push(Found { text: text.to_owned(), span: span.clone() });
        if is_list {
            for range in words(text) {
                self.scopes.push(Found { text: text[range.clone()].to_owned(), span: located(file, span, text, range) });
            }
        } else if !text.trim().is_empty() {
            self.scopes.push(Found { text: text.to_owned(), span: located(file, span, text, 0..text.len()) });
        }
    }

    fn unresolved(&mut self, raw: &str, span: Range<usize>) {
        self.unresolved.push(Unresolved { raw: raw.to_owned(), span });
    }
}

/// The words of a text: what stands between blanks and commas.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_between = |char: char| char == ',' || char.is_whitespace();
    text.split(is_between).filter(|word| !word.is_empty()).map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

/// The part of a text that is only known elsewhere: `${NAME}`, `{{ template }}`, `%env(NAME)%`.
fn reference(text: &str) -> Option<&str> {
    let trimmed = text.trim();
    let has = |open: &str, close: &str| trimmed.find(open).is_some_and(|at| trimmed[at..].contains(close));
    let is_reference = has("${", "}") || has("{{", "}}") || has("%env(", ")%") || has("$(", ")") || has("<%", "%>");
    is_reference.then_some(trimmed)
}

/// The bytes in the file of a part of a text, which was read from `span`.
///
/// Formats write a text with quotes, escapes, folded over lines; the words of it stand there in order all the same. So
/// the word that holds the part is looked for, as often as words like it come before. Where it is written with escapes,
/// the whole text is the place.
pub fn located(file: &str, span: &Range<usize>, text: &str, part: Range<usize>) -> Range<usize> {
    let source = file.get(span.clone()).unwrap_or_default();
    let mut from = 0;
    for word in words(text) {
        let Some(at) = source.get(from..).and_then(|rest| rest.find(&text[word.clone()])) else { return span.clone() };
        let start = span.start + from + at;
        if word.contains(&part.start) {
            let offset = part.start - word.start;
            let end = if part.end <= word.end { start + offset + part.len() } else { end_of(file, span, text, &part) };
            return start + offset..end.max(start + offset);
        }
        from += at + word.len();
    }
    span.clone()
}

/// The byte in the file after a part of several words.
fn end_of(file: &str, span: &Range<usize>, text: &str, part: &Range<usize>) -> usize {
    let last = words(text).filter(|word| word.start < part.end).last();
    last.filter(|word| word.start > part.start).map_or(span.end, |word| {
        located(file, span, text, word.start..word.end.min(part.end)).end
    })
}
