//! Where in a file something stands: `spring.security.oauth2.client.registration.*.scope`.

use std::fmt;
use std::rc::Rc;

use crate::node::{Node, Value};

/// A way through a file.
///
/// Segments stand with dots between them; one with a dot in it stands in double quotes. `*` is any key of a table,
/// `*_SCOPES` any key that ends like that (a `*` stands for any characters, except in double quotes), `[]` any item of
/// a list, `[0]` a certain one (at the beginning: the document of that number, or an item of a list that is the whole
/// file). `{keys}` at the end means the keys of a table; `|yaml` reads a text as YAML and goes on in it;
/// `environment[NAME]` is the item of a list that reads `NAME=value`, where a `*` may stand in the name as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Key(String),
    KeyLike(String),
    AnyKey,
    Index(usize),
    AnyItem,
    Keys,
    Embedded,
    Assignment(String),
}

/// Why a text is no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// The byte of the text where it goes wrong.
    pub at: usize,
    /// One sentence without a full stop.
    pub message: String,
}

impl fmt::Display for PathError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} (at byte {})", self.message, self.at)
    }
}

impl std::error::Error for PathError {}

/// Something that a path leads to.
#[derive(Clone, Debug)]
pub struct Match {
    /// The way that was taken: without `*` and `[]`.
    pub path: String,
    /// What is there.
    pub target: Target,
    /// The number of the document, entry or item at every step of the way: these stand in the order of the file.
    pub(crate) route: Vec<usize>,
}

/// What a path leads to.
#[derive(Clone, Debug)]
pub enum Target {
    /// A value of the file.
    Node(Rc<Node>),
    /// The keys of this table.
    Keys(Rc<Node>),
    /// The value of a `NAME=value` item: the item, and the byte of its text where the value begins.
    Assigned(Rc<Node>, usize),
    /// A value inside a text of the file: the text's node, and the value that was read from it. Its spans are those of
    /// the text, which has a place; its own have none.
    Embedded(Rc<Node>, Rc<Node>),
}

/// Where a path stops: the longest way that leads somewhere, and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The way that could be gone; empty at the root.
    pub path: String,
    /// The bytes of the value where it ends.
    pub at: std::ops::Range<usize>,
    /// What is there, in words; `None` where the path leads to more values than anyone means.
    pub there: Option<String>,
}

impl fmt::Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.there {
            None => write!(formatter, "the path leads to more than {MOST_MATCHES} values"),
            Some(there) if self.path.is_empty() => {
                write!(formatter, "the path leads nowhere: in the file there is {there}")
            }
            Some(there) => write!(formatter, "the path leads nowhere: in `{}` there is {there}", self.path),
        }
    }
}

/// More matches than this are a mistake, and would take more memory than a build has.
const MOST_MATCHES: usize = 100_000;

/// More steps than this are taken nowhere but in YAML whose aliases stand for one another.
const MOST_STEPS: usize = 10_000_000;

/// How a text inside a file is read.
pub(crate) type ReadYaml<'r> = &'r dyn Fn(&str) -> Option<Rc<Node>>;

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    ///
    /// Where brackets or quotes do not close, or a segment is empty.
    ///
    /// ```
    /// assert!(scope_config::Path::parse("data.\"oidc.config\"|yaml.scopes[]").is_ok());
    /// assert!(scope_config::Path::parse("a..b").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let mut segments = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let (segment, length) = segment(rest, segments.is_empty())
                .map_err(|(offset, message)| PathError { at: at + offset, message: message.to_owned() })?;
            segments.push(segment);
            at += length;
        }
        if segments.is_empty() {
            return Err(PathError { at: 0, message: "a path names at least one key".to_owned() });
        }
        Ok(Self { segments })
    }

    /// Everything in a file that the path leads to, in the order of the file; where there is nothing, the place where
    /// it stops.
    ///
    /// # Errors
    ///
    /// Where nothing is there, or so much that it cannot be meant.
    pub(crate) fn select(&self, documents: &[Rc<Node>], read_yaml: ReadYaml<'_>) -> Result<Vec<Match>, Stop> {
        let (matches, route) = (Vec::new(), Vec::new());
        let mut walk =
            Walk { segments: &self.segments, read_yaml, matches, route, stop: None, steps: 0, is_full: false };
        walk.documents(documents);
        if walk.is_full {
            return Err(Stop { path: String::new(), at: 0..0, there: None });
        }
        if walk.matches.is_empty() {
            let nothing = Stop { path: String::new(), at: 0..0, there: Some("an empty file".to_owned()) };
            return Err(walk.stop.map_or(nothing, |(_, stop)| stop));
        }
        Ok(walk.matches)
    }
}

/// The first segment of a text, and its length with the dot after it; or where and why there is none.
fn segment(text: &str, is_first: bool) -> Result<(Segment, usize), (usize, &'static str)> {
    let (found, length) = match text.as_bytes()[0] {
        b'[' => {
            let close = text.find(']').ok_or((0, "a `[` is not closed"))?;
            let inner = &text[1..close];
            let found = if inner.is_empty() {
                Segment::AnyItem
            } else if let Ok(index) = inner.parse() {
                Segment::Index(index)
            } else {
                Segment::Assignment(inner.to_owned())
            };
            (found, close + 1)
        }
        b'{' if text.starts_with("{keys}") => (Segment::Keys, "{keys}".len()),
        b'{' => return Err((0, "there is `{keys}` and nothing else in braces")),
        b'|' if text.starts_with("|yaml") => (Segment::Embedded, "|yaml".len()),
        b'|' => return Err((0, "there is `|yaml` and nothing else behind a bar")),
        b'"' => {
            let close = text[1..].find('"').ok_or((0, "a `\"` is not closed"))?;
            (Segment::Key(text[1..=close].to_owned()), close + 2)
        }
        _ => {
            let end = text.find(['.', '[', '{', '|']).unwrap_or(text.len());
            let found = match &text[..end] {
                "*" => Segment::AnyKey,
                key if key.contains('*') => Segment::KeyLike(key.to_owned()),
                key => Segment::Key(key.to_owned()),
            };
            (found, end)
        }
    };
    if length == 0 {
        return Err((
            0,
            if is_first { "a path does not begin with a dot" } else { "a key is missing between two dots" },
        ));
    }
    match text.as_bytes().get(length) {
        Some(b'.') if length + 1 == text.len() => Err((length, "a path does not end with a dot")),
        Some(b'.') => Ok((found, length + 1)),
        Some(b'[' | b'{' | b'|') | None => Ok((found, length)),
        Some(_) => Err((length, "a dot goes between two segments")),
    }
}

struct Walk<'w> {
    segments: &'w [Segment],
    read_yaml: ReadYaml<'w>,
    matches: Vec<Match>,
    /// The steps to where it is.
    route: Vec<usize>,
    /// The deepest place where the path stopped, with its depth.
    stop: Option<(usize, Stop)>,
    steps: usize,
    is_full: bool,
}

impl Walk<'_> {
    fn documents(&mut self, documents: &[Rc<Node>]) {
        let is_list = matches!(documents, [only] if matches!(only.value, Value::List(_)));
        match self.segments.first() {
            Some(Segment::Index(index)) if !is_list => {
                if let Some(document) = documents.get(*index) {
                    self.step(*index, document, 1, &format!("[{index}]"), None);
                }
            }
            Some(Segment::AnyItem) if !is_list => {
                for (index, document) in documents.iter().enumerate() {
                    self.step(index, document, 1, &format!("[{index}]"), None);
                }
            }
            _ => {
                for (index, document) in documents.iter().enumerate() {
                    let path = if documents.len() > 1 { format!("[{index}]") } else { String::new() };
                    self.step(index, document, 0, &path, None);
                }
            }
        }
    }

    /// Goes on from the document, entry or item of a number.
    fn step(&mut self, number: usize, node: &Rc<Node>, depth: usize, path: &str, inside: Option<&Rc<Node>>) {
        self.route.push(number);
        self.node(node, depth, path, inside);
        self.route.pop();
    }

    /// Goes on from the values of all keys that fit.
    fn entries(
        &mut self,
        node: &Node,
        depth: usize,
        path: &str,
        inside: Option<&Rc<Node>>,
        fits: &dyn Fn(&str) -> bool,
    ) {
        let Value::Map(entries) = &node.value else { return };
        for (number, entry) in entries.iter().enumerate().filter(|(_, entry)| fits(&entry.key)) {
            self.step(number, &entry.value, depth + 1, &joined(path, &entry.key), inside);
        }
    }

    /// Goes on from a node. `inside` is the text that it was read from, where it was read from one.
    fn node(&mut self, node: &Rc<Node>, depth: usize, path: &str, inside: Option<&Rc<Node>>) {
        self.steps += 1;
        self.is_full |= self.steps > MOST_STEPS;
        if self.is_full {
            return;
        }
        let Some(segment) = self.segments.get(depth) else {
            let target = match inside {
                Some(text) => Target::Embedded(Rc::clone(text), Rc::clone(node)),
                None => Target::Node(Rc::clone(node)),
            };
            return self.push(path.to_owned(), target);
        };
        let before = self.matches.len();
        match (segment, &node.value) {
            (Segment::Key(key), Value::Map(entries)) => {
                if let Some(number) = entries.iter().rposition(|entry| entry.key == *key) {
                    self.step(number, &entries[number].value, depth + 1, &joined(path, key), inside);
                }
            }
            (Segment::AnyKey, Value::Map(_)) => self.entries(node, depth, path, inside, &|_| true),
            (Segment::KeyLike(pattern), Value::Map(_)) => {
                self.entries(node, depth, path, inside, &|key| is_like(pattern, key));
            }
            (Segment::Index(index), Value::List(items)) => {
                if let Some(item) = items.get(*index) {
                    self.step(*index, item, depth + 1, &format!("{path}[{index}]"), inside);
                }
            }
            (Segment::AnyItem, Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.step(index, item, depth + 1, &format!("{path}[{index}]"), inside);
                }
            }
            (Segment::Keys, Value::Map(_)) => self.push(format!("{path}{{keys}}"), Target::Keys(Rc::clone(node))),
            (Segment::Embedded, Value::Text(text)) => {
                if let Some(inner) = (self.read_yaml)(text) {
                    // A text inside a text has the place of the outer one.
                    self.node(&inner, depth + 1, &format!("{path}|yaml"), inside.or(Some(node)));
                }
            }
            (Segment::Assignment(name), Value::List(items)) => self.assignment(items, name, path),
            (Segment::Assignment(name), Value::Map(entries)) => {
                for (number, entry) in entries.iter().enumerate().filter(|(_, entry)| is_like(name, &entry.key)) {
                    self.step(number, &entry.value, depth + 1, &format!("{path}[{}]", entry.key), inside);
                }
            }
            _ => {}
        }
        if self.matches.len() == before {
            self.stopped(node, depth, path);
        }
    }

    fn assignment(&mut self, items: &[Rc<Node>], pattern: &str, path: &str) {
        for (index, item) in items.iter().enumerate() {
            let Value::Text(text) = &item.value else { continue };
            let assigned = text.split_once('=').filter(|(name, _)| is_like(pattern, name));
            if let Some((name, value)) = assigned {
                self.route.push(index);
                self.push(format!("{path}[{name}]"), Target::Assigned(Rc::clone(item), text.len() - value.len()));
                self.route.pop();
            }
        }
    }

    fn push(&mut self, path: String, target: Target) {
        if self.matches.len() == MOST_MATCHES {
            self.is_full = true;
        } else {
            self.matches.push(Match { path, target, route: self.route.clone() });
        }
    }

    fn stopped(&mut self, node: &Node, depth: usize, path: &str) {
        if self.stop.as_ref().is_none_or(|&(deepest, _)| depth > deepest) {
            let stop = Stop { path: path.to_owned(), at: node.span.clone(), there: Some(there(node)) };
            self.stop = Some((depth, stop));
        }
    }
}

/// Whether a text is like a pattern, where `*` stands for any characters.
pub(crate) fn is_like(pattern: &str, text: &str) -> bool {
    let Some((first, others)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let (between, last) = others.rsplit_once('*').unwrap_or(("", others));
    for part in between.split('*') {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

fn joined(path: &str, key: &str) -> String {
    let key = if key.contains('.') { format!("\"{key}\"") } else { key.to_owned() };
    if path.is_empty() { key } else { format!("{path}.{key}") }
}

/// What a value is, and which keys a table has.
fn there(node: &Node) -> String {
    const MOST: usize = 8;
    let Value::Map(entries) = &node.value else { return node.describe().to_owned() };
    let mut keys: Vec<String> = entries.iter().take(MOST).map(|entry| format!("`{}`", entry.key)).collect();
    if entries.len() > MOST {
        keys.push(format!("{} more", entries.len() - MOST));
    }
    if keys.is_empty() { "an empty table".to_owned() } else { format!("a table with {}", keys.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::Entry;

    fn map(entries: &[(&str, Rc<Node>)]) -> Rc<Node> {
        let entries = entries.iter().map(|(key, value)| Entry {
            key: (*key).to_owned(),
            key_span: 0..0,
            value: Rc::clone(value),
        });
        Rc::new(Node { span: 0..0, value: Value::Map(entries.collect()) })
    }

    fn list(items: &[Rc<Node>]) -> Rc<Node> {
        Rc::new(Node { span: 0..0, value: Value::List(items.to_vec()) })
    }

    fn select(path: &str, documents: &[Rc<Node>]) -> Result<Vec<String>, String> {
        let path = Path::parse(path).expect("a path");
        let read = |text: &str| Some(map(&[("inner", Node::text(0..0, text))]));
        let found = path.select(documents, &read).map_err(|stop| stop.to_string())?;
        Ok(found.into_iter().map(|found| found.path).collect())
    }

    fn file() -> Rc<Node> {
        let text = Node::text(0..0, "x");
        let env = list(&[Node::text(0..0, "A=1"), Node::text(0..0, "SCOPES=a b")]);
        let inner = map(&[("scope", Rc::clone(&text)), ("e.f", Rc::clone(&text))]);
        map(&[
            ("a", map(&[("b", Rc::clone(&inner)), ("c", inner)])),
            ("list", list(&[Rc::clone(&text), text])),
            ("env", env),
        ])
    }

    #[test]
    fn every_kind_of_segment() {
        let file = [file()];
        assert_eq!(select("a.*.scope", &file).expect("found"), ["a.b.scope", "a.c.scope"]);
        assert_eq!(select("a.b.\"e.f\"", &file).expect("found"), ["a.b.\"e.f\""]);
        assert_eq!(select("list[]", &file).expect("found"), ["list[0]", "list[1]"]);
        assert_eq!(select("list[1]", &file).expect("found"), ["list[1]"]);
        assert_eq!(select("a.b{keys}", &file).expect("found"), ["a.b{keys}"]);
        assert_eq!(select("env[SCOPES]", &file).expect("found"), ["env[SCOPES]"]);
        assert_eq!(select("env[*]", &file).expect("found"), ["env[A]", "env[SCOPES]"]);
        assert_eq!(select("env[*SCOPE*]", &file).expect("found"), ["env[SCOPES]"]);
        assert_eq!(select("a.b[sc*]", &file).expect("found"), ["a.b[scope]"]);
        assert_eq!(select("*.b.*o*", &file).expect("found"), ["a.b.scope"]);
        assert_eq!(select("a.b.scope|yaml.inner", &file).expect("found"), ["a.b.scope|yaml.inner"]);
        assert_eq!(select("[1].list[0]", &[map(&[]), self::file()]).expect("found"), ["[1].list[0]"]);
        assert_eq!(select("[].x", &[list(&[map(&[("x", file[0].clone())])])]).expect("found"), ["[0].x"]);
    }

    #[test]
    fn where_it_stops() {
        assert_eq!(
            select("a.b.scpoe", &[file()]),
            Err("the path leads nowhere: in `a.b` there is a table with `scope`, `e.f`".to_owned())
        );
        assert_eq!(select("list.x", &[file()]), Err("the path leads nowhere: in `list` there is a list".to_owned()));
        assert_eq!(
            select("z", &[file()]),
            Err("the path leads nowhere: in the file there is a table with `a`, `list`, `env`".to_owned())
        );
    }

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, text) in
            [("*", ""), ("*_SCOPES", "A_SCOPES"), ("GF_*_SCOPES", "GF_A_B_SCOPES"), ("a*b*c", "abbc"), ("a", "a")]
        {
            assert!(is_like(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("*_SCOPES", "SCOPES"), ("ab*ba", "aba"), ("a*b*c", "acb"), ("a", "ab"), ("*a", "ab")] {
            assert!(!is_like(pattern, text), "{pattern} {text}");
        }
        let file = [map(&[("*", Node::text(0..0, "x")), ("b", Node::text(0..0, "x"))])];
        assert_eq!(select("\"*\"", &file).expect("found"), ["*"]);
    }

    #[test]
    fn matches_know_the_order_of_the_file() {
        let (file, read) = ([file()], |_: &str| None);
        let routes = |path: &str| {
            let found = Path::parse(path).expect("a path").select(&file, &read).expect("found");
            found.into_iter().map(|found| found.route).collect::<Vec<_>>()
        };
        assert_eq!(routes("a.*.scope"), [[0, 0, 0, 0], [0, 0, 1, 0]]);
        assert_eq!(routes("env[SCOPES]"), [[0, 2, 1]]);
    }

    #[test]
    fn lists_of_the_same_lists_come_to_an_end() {
        let bomb = (0..9).fold(Node::text(0..0, "x"), |inner, _| list(&vec![inner; 10]));
        let nowhere = format!("{}.y", "[].".repeat(9).trim_end_matches('.'));
        assert_eq!(select(&nowhere, &[bomb]), Err("the path leads to more than 100000 values".to_owned()));
    }

    #[test]
    fn what_is_no_path() {
        for (text, at) in [
            ("", 0),
            (".a", 0),
            ("a..b", 2),
            ("a.", 1),
            ("a[", 1),
            ("\"a", 0),
            ("a{x}", 1),
            ("a|json", 1),
            ("\"a\"b", 3),
        ] {
            assert_eq!(Path::parse(text).expect_err(text).at, at, "{text}");
        }
    }
}
