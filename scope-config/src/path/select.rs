//! Finds the values at a path of a file.

use std::cell::Cell;
use std::collections::HashSet;
use std::rc::Rc;

use scope_catalog::closest;

use super::failure::{Limit, LookupFailure, MOST_MATCHES};
use super::grammar::{Path, Segment};
use super::names::{ends_with_oauth, is_client, is_parameters, is_scopes};
use super::trail::{Step, Trail};
use crate::format::Format;
use crate::glob;
use crate::node::{Entry, Node, Value};
use crate::secret::without_secrets;
use crate::variable;

/// A value that a path matches.
#[derive(Clone, Debug)]
pub struct Match {
    /// The path to it, without `*` and `[]`.
    pub path: String,
    /// The value.
    pub target: Target,
    /// The number of the document, entry or item at every step of the way: these are in the order of the file.
    pub(crate) route: Vec<usize>,
    /// What a text on the way was read as, and after how many steps.
    pub(crate) inner: Option<(usize, Rc<Node>)>,
}

impl Match {
    /// The last key of the path; empty if it ends with an item.
    pub(crate) fn last_key(&self) -> &str {
        let name = self.path.strip_suffix(']').and_then(|path| path.rsplit('[').next());
        name.or_else(|| self.path.rsplit(['.', '"']).find(|name| !name.is_empty())).unwrap_or_default()
    }

    /// The first key of the path, which is one of a document.
    pub(crate) fn first_key(&self) -> Option<&str> {
        let mut names = self.path.split(['.', '[', ']']).filter(|name| !name.is_empty());
        names.find(|name| name.parse::<usize>().is_err())
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
pub(crate) type ReadText<'r> = &'r dyn Fn(Format, &str) -> Option<Rc<Node>>;

/// What the search for several paths has in common.
#[derive(Clone, Copy)]
pub(crate) struct Search<'r> {
    pub(crate) read_text: ReadText<'r>,
    /// The steps that are left to take; all of them together, if the paths are the user's.
    pub(crate) left: Option<&'r Cell<usize>>,
    /// The part of the file to search; the whole file if none is given.
    pub(crate) start: Option<&'r Start>,
}

/// Everything in a file that a path leads to, in the order of the file.
///
/// # Errors
///
/// Where nothing is there, or so much that it cannot be meant.
pub(crate) fn select<'p>(path: &'p Path, documents: &[Rc<Node>], search: Search<'p>) -> Result<Vec<Match>, Stop<'p>> {
    let mut walk = Walk::new(path, search);
    if let Some(start) = search.start {
        walk.route.clone_from(&start.route);
        walk.inner = start.inside.as_ref().map(|_| (start.route.len(), Rc::clone(&start.node)));
        walk.node(Here { node: &start.node, depth: 0, trail: &Trail::new(&start.path), inside: start.inside.as_ref() });
    } else {
        walk.documents(documents);
    }
    if walk.limit.is_some() || walk.matches.is_empty() {
        return Err(Stop { path, limit: walk.limit, place: walk.stop });
    }
    Ok(walk.matches)
}

/// The position of a part in its file.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    pub(crate) node: Rc<Node>,
    /// The path to it.
    pub(crate) path: String,
    /// The steps to it.
    pub(crate) route: Vec<usize>,
    /// The text that the part was parsed from, if there was one.
    pub(crate) inside: Option<Rc<Node>>,
}

struct Walk<'w> {
    segments: &'w [Segment],
    search: Search<'w>,
    matches: Vec<Match>,
    /// The steps to where it is.
    route: Vec<usize>,
    /// What the text that it is in was read as, and after how many of them.
    inner: Option<(usize, Rc<Node>)>,
    /// The deepest place where the path stopped.
    stop: Option<Place>,
    steps: usize,
    limit: Option<Limit>,
    /// The values that `**` has led to, by segment.
    seen: HashSet<(*const Node, usize)>,
    /// What texts inside the file were read as, so that no other value has the same address.
    read: Vec<Rc<Node>>,
}

/// A place on the way.
#[derive(Clone, Copy)]
struct Here<'h> {
    node: &'h Rc<Node>,
    /// How many segments led here.
    depth: usize,
    trail: &'h Trail<'h>,
    /// The text that the node was read from, when it was read from one.
    inside: Option<&'h Rc<Node>>,
}

impl<'h> Here<'h> {
    /// The next place, one segment further.
    fn next(self, node: &'h Rc<Node>, trail: &'h Trail<'h>) -> Self {
        Self { node, trail, depth: self.depth + 1, ..self }
    }
}

/// Where a path stopped.
#[derive(Debug)]
struct Place {
    depth: usize,
    path: String,
    node: Rc<Node>,
}

/// That a path is not found, or was not followed to its end.
#[derive(Debug)]
pub(crate) struct Stop<'p> {
    path: &'p Path,
    limit: Option<Limit>,
    place: Option<Place>,
}

impl Stop<'_> {
    /// Why, for people.
    pub(crate) fn explained(self) -> LookupFailure {
        let wanted = self.path.text.clone();
        let nowhere =
            |there| LookupFailure { wanted: wanted.clone(), path: String::new(), at: 0..0, there, meant: None };
        if let Some(limit) = self.limit {
            return nowhere(Err(limit));
        }
        let Some(Place { depth, path, node }) = self.place else { return nowhere(Ok("nothing".to_owned())) };
        let meant = self.path.segments.get(depth).and_then(|segment| meant(segment, &node, &path));
        LookupFailure { wanted, path, at: node.span.clone(), there: Ok(there(&node)), meant }
    }
}

impl Segment {
    /// Whether it is a key or a name, and this one fits.
    fn fits(&self, name: &str) -> bool {
        match self {
            Self::Key(key) => key == name,
            Self::KeyLike(pattern) | Self::Assignment(pattern) => glob::matches(pattern, name),
            Self::AnyKey => true,
            Self::Variable => variable::is_scopes(name),
            _ => false,
        }
    }
}

impl<'w> Walk<'w> {
    fn new(path: &'w Path, search: Search<'w>) -> Self {
        Self {
            segments: &path.segments,
            search,
            matches: Vec::new(),
            route: Vec::new(),
            inner: None,
            stop: None,
            steps: 0,
            limit: None,
            seen: HashSet::new(),
            read: Vec::new(),
        }
    }

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
            let step = if is_numbered { Step::Item(index) } else { Step::Text("") };
            self.step(index, Here { node: &documents[index], depth, trail: &Trail::new("").then(step), inside: None });
        }
    }

    /// Goes on from the document, entry or item of a number.
    fn step(&mut self, number: usize, here: Here<'_>) {
        self.route.push(number);
        self.node(here);
        self.route.pop();
    }

    fn node(&mut self, here: Here<'_>) {
        if !self.affords(1) {
            return;
        }
        let Some(segment) = self.segments.get(here.depth) else {
            let node = Rc::clone(here.node);
            let target = match here.inside {
                Some(text) => Target::Embedded(Rc::clone(text), node),
                None => Target::Node(node),
            };
            return self.push(here.trail, target);
        };
        let before = self.matches.len();
        self.follow(segment, here);
        let is_deepest = |deepest: &Place| here.depth > deepest.depth;
        if self.matches.len() == before && self.stop.as_ref().is_none_or(is_deepest) {
            self.stop = Some(Place { depth: here.depth, path: here.trail.text(), node: Rc::clone(here.node) });
        }
    }

    /// Takes steps; `false` if there are not enough of them left.
    fn affords(&mut self, steps: usize) -> bool {
        self.steps += steps;
        let mut is_over = self.steps > MOST_STEPS;
        if let Some(all) = self.search.left {
            is_over |= all.get() < steps;
            all.set(all.get().saturating_sub(steps));
        }
        if is_over {
            self.limit.get_or_insert(Limit::Steps);
        }
        self.limit.is_none()
    }

    fn follow(&mut self, segment: &Segment, here: Here<'_>) {
        match (segment, &here.node.value) {
            (Segment::Key(key), Value::Map(entries)) => {
                if let Some(number) = entries.iter().rposition(|entry| entry.key == *key) {
                    self.step(number, here.next(&entries[number].value, &here.trail.then(Step::Key(key))));
                } else {
                    self.dotted(here, entries);
                }
            }
            (
                Segment::AnyKey | Segment::KeyLike(_) | Segment::Variable | Segment::Assignment(_),
                Value::Map(entries),
            ) => {
                let step = if matches!(segment, Segment::Assignment(_)) { Step::Name } else { Step::Key };
                self.entries(here, entries, &|entry| segment.fits(&entry.key), step);
            }
            (Segment::Assignment(_) | Segment::Variable, Value::List(items)) => {
                self.assignments(here, items, &|name| segment.fits(name));
            }
            (Segment::Index(_) | Segment::AnyItem, Value::List(items)) => {
                let is_any = *segment == Segment::AnyItem;
                let fits = |&(index, _): &(usize, _)| is_any || *segment == Segment::Index(index);
                for (index, item) in items.iter().enumerate().filter(fits) {
                    self.step(index, here.next(item, &here.trail.then(Step::Item(index))));
                }
            }
            (Segment::Scopes, Value::Map(entries)) => self.scopes(here, entries),
            (Segment::Shown(evidence), Value::Map(entries)) => {
                self.entries(here, entries, &|entry| evidence.is_in(entry, entries), Step::Key);
            }
            (Segment::Client, Value::Map(entries)) if is_client(entries) || ends_with_oauth(here.trail) => {
                self.node(Here { depth: here.depth + 1, ..here });
            }
            (Segment::AnyDepth, _) => self.any_depth(here),
            (Segment::Keys, Value::Map(entries)) => self.keys(here, entries),
            (Segment::Embedded(format), Value::Text(text)) => self.embedded(here, *format, text),
            // What a function such as `jsonencode` makes a text of.
            (Segment::Embedded(_), Value::Map(_) | Value::List(_)) => {
                self.node(Here { depth: here.depth + 1, ..here });
            }
            _ => {}
        }
    }

    /// Goes on from the values of all keys that fit.
    fn entries<'e>(
        &mut self,
        here: Here<'_>,
        entries: &'e [Entry],
        fits: &dyn Fn(&Entry) -> bool,
        step: fn(&'e str) -> Step<'e>,
    ) {
        self.affords(entries.len());
        for (number, entry) in entries.iter().enumerate().filter(|(_, entry)| fits(entry)) {
            self.step(number, here.next(&entry.value, &here.trail.then(step(&entry.key))));
        }
    }

    /// Goes on from the keys of requested scopes, in a table and in its tables of parameters.
    fn scopes(&mut self, here: Here<'_>, entries: &[Entry]) {
        for (number, entry) in entries.iter().enumerate() {
            let trail = here.trail.then(Step::Key(&entry.key));
            if is_scopes(&entry.key) {
                self.step(number, here.next(&entry.value, &trail));
            } else if let (true, Value::Map(inner)) = (is_parameters(&entry.key), &entry.value.value) {
                self.route.push(number);
                self.entries(
                    Here { node: &entry.value, trail: &trail, ..here },
                    inner,
                    &|entry| is_scopes(&entry.key),
                    Step::Key,
                );
                self.route.pop();
            }
        }
    }

    /// Goes on from keys that are several segments in one: `spring.security:`.
    fn dotted(&mut self, here: Here<'_>, entries: &[Entry]) {
        for (number, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.key.contains('.')) {
            let names: Vec<&str> = entry.key.split('.').collect();
            let segments = self.segments.get(here.depth..here.depth + names.len()).unwrap_or_default();
            if !segments.is_empty() && segments.iter().zip(names).all(|(segment, name)| segment.fits(name)) {
                let depth = here.depth + segments.len();
                let trail = here.trail.then(Step::Key(&entry.key));
                self.step(number, Here { node: &entry.value, trail: &trail, depth, ..here });
            }
        }
    }

    /// Goes on from here and from everything below.
    fn any_depth(&mut self, here: Here<'_>) {
        // Most values are no tables and lists, and end no path.
        if !matches!(here.node.value, Value::Map(_) | Value::List(_)) && here.depth + 1 < self.segments.len() {
            return self.node(Here { depth: here.depth + 1, ..here });
        }
        // What aliases lead to again has been looked through already.
        if !self.seen.insert((Rc::as_ptr(here.node), here.depth)) {
            return;
        }
        self.node(Here { depth: here.depth + 1, ..here });
        for (number, (step, node)) in children(here.node).enumerate() {
            self.step(number, Here { node, trail: &here.trail.then(step), ..here });
        }
    }

    fn keys(&mut self, here: Here<'_>, entries: &[Entry]) {
        let target = if let Some(text) = here.inside {
            let key = |entry: &Entry| Node::text(entry.key_span.clone(), entry.key.clone());
            let keys = Value::List(entries.iter().map(key).collect());
            Target::Embedded(Rc::clone(text), Rc::new(Node { span: here.node.span.clone(), value: keys }))
        } else {
            Target::Keys(Rc::clone(here.node))
        };
        self.push(&here.trail.then(Step::Text("{keys}")), target);
    }

    fn embedded(&mut self, here: Here<'_>, format: Format, text: &str) {
        // Where the key at the end is one for scopes, a text without the word has none: a dashboard may be long.
        let is_for_scopes = matches!(self.segments.last(), Some(Segment::Scopes | Segment::Shown(_)));
        if is_for_scopes && !["scope", "Scope", "SCOPE"].iter().any(|word| text.contains(word)) {
            return;
        }
        if let Some(inner) = (self.search.read_text)(format, text) {
            let trail = here.trail.then(Step::Text(Path::word_of(format).unwrap_or_default()));
            self.read.push(Rc::clone(&inner));
            let outer = self.inner.replace((self.route.len(), Rc::clone(&inner)));
            // A text inside a text has the place of the outer one.
            self.node(Here { inside: here.inside.or(Some(here.node)), ..here.next(&inner, &trail) });
            self.inner = outer;
        }
    }

    fn assignments(&mut self, here: Here<'_>, items: &[Rc<Node>], fits: &dyn Fn(&str) -> bool) {
        for (index, item) in items.iter().enumerate() {
            self.route.push(index);
            match &item.value {
                Value::Text(text) => {
                    let assigned = text.split_once('=').filter(|(name, _)| fits(name));
                    if let Some((name, value)) = assigned.filter(|_| here.depth + 1 == self.segments.len()) {
                        let target = assigned_target(here.inside, item, text.len() - value.len());
                        self.push(&here.trail.then(Step::Name(name)), target);
                    }
                }
                Value::Map(entries) => {
                    let named = named_value(entries).filter(|(name, _)| fits(name));
                    if let Some((name, number)) = named {
                        self.step(number, here.next(&entries[number].value, &here.trail.then(Step::Name(name))));
                    }
                }
                _ => {}
            }
            self.route.pop();
        }
    }

    fn push(&mut self, trail: &Trail<'_>, target: Target) {
        if self.matches.len() == MOST_MATCHES {
            self.limit = Some(Limit::Matches);
        } else {
            let (route, inner) = (self.route.clone(), self.inner.clone());
            self.matches.push(Match { path: trail.text(), target, route, inner });
        }
    }
}

/// What an entry of a list of settings calls its name, and its value: variables of containers, parameters of requests, the
/// elements of XML.
const NAMES: [&str; 10] = ["name", "key", "Name", "Key", "ParameterKey", "variable", "@name", "@key", "@Name", "@Key"];
const VALUES: [&str; 8] = ["value", "Value", "ParameterValue", "values", "valueFrom", "fromSecret", "@value", "#text"];

/// The name that a table of a list of settings has, and the number of the entry with its value.
pub(crate) fn named_value(entries: &[Entry]) -> Option<(&str, usize)> {
    let entry = |names: &[&str]| names.iter().find_map(|name| entries.iter().rposition(|entry| entry.key == **name));
    let (name, value) = (entry(&NAMES)?, entry(&VALUES)?);
    Some((entries[name].value.as_text()?, value))
}

/// The value in an item `NAME=value`, from a byte of its text on.
fn assigned_target(inside: Option<&Rc<Node>>, item: &Rc<Node>, start: usize) -> Target {
    let (Some(outer), Some(text)) = (inside, item.as_text()) else {
        return Target::Assigned(Rc::clone(item), start);
    };
    let value = Node::text(item.span.clone(), &text[start..]);
    Target::Embedded(Rc::clone(outer), value)
}

/// The values of a table or a list, each with the step to it.
pub(crate) fn children<'n>(node: &'n Node) -> impl Iterator<Item = (Step<'n>, &'n Rc<Node>)> {
    let of_entry = |entry: &'n Entry| (Step::Key(&entry.key), &entry.value);
    let items = node.items().iter().enumerate();
    node.entries().iter().map(of_entry).chain(items.map(|(index, item)| (Step::Item(index), item)))
}

/// The path to the key of a table that is almost the one that is looked for.
fn meant(segment: &Segment, node: &Node, path: &str) -> Option<String> {
    let (Segment::Key(key), Value::Map(entries)) = (segment, &node.value) else { return None };
    let close = closest(key, entries.iter().map(|entry| &*entry.key))?;
    Some(Trail::new(path).then(Step::Key(close)).text())
}

/// What a value is, and which keys a table has.
fn there(node: &Node) -> String {
    const MOST: usize = 8;
    let Value::Map(entries) = &node.value else { return node.describe().to_owned() };
    let mut keys: Vec<String> =
        entries.iter().take(MOST).map(|entry| format!("`{}`", without_secrets(&entry.key))).collect();
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
mod tests;
