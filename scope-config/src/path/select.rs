//! Finds the values at a path of a file.

use std::rc::Rc;

use super::failure::{LookupFailure, MOST_MATCHES};
use super::grammar::{Path, Segment};
use crate::glob;
use crate::node::{Entry, Node, Value};

/// A value that a path matches.
#[derive(Clone, Debug)]
pub struct Match {
    /// The path to it, without `*` and `[]`.
    pub path: String,
    /// The value.
    pub target: Target,
    /// The number of the document, entry or item at every step of the way: these are in the order of the file.
    pub(crate) route: Vec<usize>,
}

impl Match {
    /// The last key of the path; empty if it ends with an item.
    pub(crate) fn last_key(&self) -> &str {
        let path = self.path.strip_suffix(']').unwrap_or(&self.path);
        path.rsplit(['.', '[', '"']).next().unwrap_or_default()
    }

    /// Whether the path goes through this key of a document.
    pub(crate) fn is_below(&self, key: &str) -> bool {
        let path = match self.path.split_once(']') {
            Some((number, rest)) if number.starts_with('[') => rest.trim_start_matches('.'),
            _ => &self.path,
        };
        path.strip_prefix(key).is_some_and(|rest| rest.starts_with(['.', '[']))
    }
}

/// The kinds of value that a path matches.
#[derive(Clone, Debug)]
pub enum Target {
    /// A value of the file.
    Node(Rc<Node>),
    /// The keys of this table.
    Keys(Rc<Node>),
    /// The value of a `NAME=value` item: the item, and the byte of its text where the value begins.
    Assigned(Rc<Node>, usize),
    /// A value inside a string of the file: the node of the string, and the value that was parsed from it, whose spans
    /// are not those of the file.
    Embedded(Rc<Node>, Rc<Node>),
}

/// More steps than this are taken only in YAML whose aliases contain one another.
const MOST_STEPS: usize = 10_000_000;

/// How a text inside a file is read.
pub(crate) type ReadYaml<'r> = &'r dyn Fn(&str) -> Option<Rc<Node>>;

/// Everything in a file that a path leads to, in the order of the file.
///
/// # Errors
///
/// Where nothing is there, or so much that it cannot be meant.
pub(crate) fn select(
    path: &Path,
    documents: &[Rc<Node>],
    read_yaml: ReadYaml<'_>,
) -> Result<Vec<Match>, LookupFailure> {
    let (matches, route) = (Vec::new(), Vec::new());
    let mut walk = Walk { segments: &path.segments, read_yaml, matches, route, stop: None, steps: 0, is_full: false };
    walk.documents(documents);
    if walk.is_full {
        return Err(LookupFailure { path: String::new(), at: 0..0, there: None });
    }
    if walk.matches.is_empty() {
        let nothing = LookupFailure { path: String::new(), at: 0..0, there: Some("nothing".to_owned()) };
        return Err(walk.stop.map_or(nothing, |(_, stop)| stop));
    }
    Ok(walk.matches)
}

struct Walk<'w> {
    segments: &'w [Segment],
    read_yaml: ReadYaml<'w>,
    matches: Vec<Match>,
    /// The steps to where it is.
    route: Vec<usize>,
    /// The deepest place where the path stopped, with its depth.
    stop: Option<(usize, LookupFailure)>,
    steps: usize,
    is_full: bool,
}

/// A place on the way.
#[derive(Clone, Copy)]
struct Here<'h> {
    node: &'h Rc<Node>,
    /// How many segments led here.
    depth: usize,
    path: &'h str,
    /// The text that the node was read from, when it was read from one.
    inside: Option<&'h Rc<Node>>,
}

impl<'h> Here<'h> {
    /// The next place, one segment further.
    fn next(self, node: &'h Rc<Node>, path: &'h str) -> Self {
        Self { node, path, depth: self.depth + 1, ..self }
    }
}

impl Walk<'_> {
    fn documents(&mut self, documents: &[Rc<Node>]) {
        let is_list = matches!(documents, [only] if matches!(only.value, Value::List(_)));
        // A first `[0]` or `[]` chooses documents, unless the file is one list.
        let chosen = match self.segments.first() {
            Some(Segment::Index(index)) if !is_list => Some(*index..documents.len().min(index.saturating_add(1))),
            Some(Segment::AnyItem) if !is_list => Some(0..documents.len()),
            _ => None,
        };
        let depth = usize::from(chosen.is_some());
        let is_numbered = chosen.is_some() || documents.len() > 1;
        for index in chosen.unwrap_or(0..documents.len()) {
            let path = if is_numbered { format!("[{index}]") } else { String::new() };
            self.step(index, Here { node: &documents[index], depth, path: &path, inside: None });
        }
    }

    /// Goes on from the document, entry or item of a number.
    fn step(&mut self, number: usize, here: Here<'_>) {
        self.route.push(number);
        self.node(here);
        self.route.pop();
    }

    fn node(&mut self, here: Here<'_>) {
        self.steps += 1;
        self.is_full |= self.steps > MOST_STEPS;
        if self.is_full {
            return;
        }
        let Some(segment) = self.segments.get(here.depth) else { return self.arrive(here) };
        let before = self.matches.len();
        self.follow(segment, here);
        if self.matches.len() == before {
            self.stopped(here);
        }
    }

    fn arrive(&mut self, here: Here<'_>) {
        let node = Rc::clone(here.node);
        let target = match here.inside {
            Some(text) => Target::Embedded(Rc::clone(text), node),
            None => Target::Node(node),
        };
        self.push(here.path.to_owned(), target);
    }

    fn follow(&mut self, segment: &Segment, here: Here<'_>) {
        match (segment, &here.node.value) {
            (Segment::Key(key), Value::Map(entries)) => {
                if let Some(number) = entries.iter().rposition(|entry| entry.key == *key) {
                    self.step(number, here.next(&entries[number].value, &joined(here.path, key)));
                }
            }
            (Segment::AnyKey, Value::Map(entries)) => self.entries(here, entries, &|_| true, joined),
            (Segment::KeyLike(pattern), Value::Map(entries)) => {
                self.entries(here, entries, &|key| glob::matches(pattern, key), joined);
            }
            (Segment::Assignment(pattern), Value::Map(entries)) => {
                self.entries(here, entries, &|key| glob::matches(pattern, key), bracketed);
            }
            (Segment::Assignment(pattern), Value::List(items)) => self.assignments(here, items, pattern),
            (Segment::Index(index), Value::List(items)) => {
                if let Some(item) = items.get(*index) {
                    self.item(here, *index, item);
                }
            }
            (Segment::AnyItem, Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.item(here, index, item);
                }
            }
            (Segment::Keys, Value::Map(_)) => {
                self.push(format!("{}{{keys}}", here.path), Target::Keys(Rc::clone(here.node)));
            }
            (Segment::Embedded, Value::Text(text)) => self.embedded(here, text),
            _ => {}
        }
    }

    /// Goes on from the values of all keys that fit.
    fn entries(
        &mut self,
        here: Here<'_>,
        entries: &[Entry],
        fits: &dyn Fn(&str) -> bool,
        path: fn(&str, &str) -> String,
    ) {
        for (number, entry) in entries.iter().enumerate().filter(|(_, entry)| fits(&entry.key)) {
            self.step(number, here.next(&entry.value, &path(here.path, &entry.key)));
        }
    }

    fn item(&mut self, here: Here<'_>, index: usize, item: &Rc<Node>) {
        self.step(index, here.next(item, &format!("{}[{index}]", here.path)));
    }

    fn embedded(&mut self, here: Here<'_>, text: &str) {
        if let Some(inner) = (self.read_yaml)(text) {
            let path = format!("{}|yaml", here.path);
            // A text inside a text has the place of the outer one.
            self.node(Here { inside: here.inside.or(Some(here.node)), ..here.next(&inner, &path) });
        }
    }

    fn assignments(&mut self, here: Here<'_>, items: &[Rc<Node>], pattern: &str) {
        for (index, item) in items.iter().enumerate() {
            let Value::Text(text) = &item.value else { continue };
            let assigned = text.split_once('=').filter(|(name, _)| glob::matches(pattern, name));
            if let Some((name, value)) = assigned {
                self.route.push(index);
                self.push(bracketed(here.path, name), Target::Assigned(Rc::clone(item), text.len() - value.len()));
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

    fn stopped(&mut self, here: Here<'_>) {
        if self.stop.as_ref().is_none_or(|&(deepest, _)| here.depth > deepest) {
            let (path, at) = (here.path.to_owned(), here.node.span.clone());
            self.stop = Some((here.depth, LookupFailure { path, at, there: Some(there(here.node)) }));
        }
    }
}

fn joined(path: &str, key: &str) -> String {
    let key = if key.contains('.') { format!("\"{key}\"") } else { key.to_owned() };
    if path.is_empty() { key } else { format!("{path}.{key}") }
}

fn bracketed(path: &str, key: &str) -> String {
    format!("{path}[{key}]")
}

/// What a value is, and which keys a table has.
fn there(node: &Node) -> String {
    const MOST: usize = 8;
    let Value::Map(entries) = &node.value else { return node.describe().to_owned() };
    let mut keys: Vec<String> = entries.iter().take(MOST).map(|entry| format!("`{}`", entry.key)).collect();
    if entries.len() > MOST {
        keys.push(format!("{} more", entries.len() - MOST));
    }
    match &*keys {
        [] => "an empty table".to_owned(),
        [key] => format!("a table with the key {key}"),
        keys => format!("a table with the keys {}", keys.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let found = super::select(&path, documents, &read).map_err(|stop| stop.to_string())?;
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
            Err("path not found: `a.b` is a table with the keys `scope`, `e.f`".to_owned())
        );
        assert_eq!(select("list.x", &[file()]), Err("path not found: `list` is a list".to_owned()));
        assert_eq!(
            select("z", &[file()]),
            Err("path not found: the file contains a table with the keys `a`, `list`, `env`".to_owned())
        );
    }

    #[test]
    fn matches_know_the_order_of_the_file() {
        let (file, read) = ([file()], |_: &str| None);
        let routes = |path: &str| {
            let found = super::select(&Path::parse(path).expect("a path"), &file, &read).expect("found");
            found.into_iter().map(|found| found.route).collect::<Vec<_>>()
        };
        assert_eq!(routes("a.*.scope"), [[0, 0, 0, 0], [0, 0, 1, 0]]);
        assert_eq!(routes("env[SCOPES]"), [[0, 2, 1]]);
    }

    #[test]
    fn lists_of_the_same_lists_come_to_an_end() {
        let bomb = (0..9).fold(Node::text(0..0, "x"), |inner, _| list(&vec![inner; 10]));
        let nowhere = format!("{}.y", "[].".repeat(9).trim_end_matches('.'));
        assert_eq!(select(&nowhere, &[bomb]), Err("the path matches more than 100000 values".to_owned()));
    }

    #[test]
    fn a_star_in_quotes_is_itself() {
        let file = [map(&[("*", Node::text(0..0, "x")), ("b", Node::text(0..0, "x"))])];
        assert_eq!(select("\"*\"", &file).expect("found"), ["*"]);
    }
}
