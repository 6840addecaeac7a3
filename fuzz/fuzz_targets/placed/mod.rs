//! Shared by the targets for configuration files: a text is read or rejected, and every value has a valid span.

use std::collections::HashSet;
use std::rc::Rc;

use scope_config::{Entry, Format, Node, Value, read};

/// Walking a deeper tree overflows the stack.
const DEEPEST: usize = 140;

/// Reads a text. For every value that is neither a list nor a table, and for every key, a function decides whether the
/// bytes at its span can represent it.
pub fn check(format: Format, text: &str, is_value: fn(&Value, &str) -> bool, is_key: fn(&Entry, &str) -> bool) {
    match read(format, text) {
        Ok(documents) => {
            let mut walk = Walk { text, is_value, is_key, seen: HashSet::new() };
            documents.iter().for_each(|document| walk.node(document, 0));
        }
        Err(error) => assert!(text.is_char_boundary(error.at) && !error.message.is_empty(), "{error:?}"),
    }
}

struct Walk<'t> {
    text: &'t str,
    is_value: fn(&Value, &str) -> bool,
    is_key: fn(&Entry, &str) -> bool,
    /// Aliases of YAML can repeat nodes very often, so each node is checked only once per depth.
    seen: HashSet<(*const Node, usize)>,
}

impl Walk<'_> {
    fn node(&mut self, node: &Rc<Node>, depth: usize) {
        assert!(depth <= DEEPEST, "too deep");
        if !self.seen.insert((Rc::as_ptr(node), depth)) {
            return;
        }
        let source = self.text.get(node.span.clone()).expect("a place in the text");
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.node(item, depth + 1)),
            Value::Map(entries) => entries.iter().for_each(|entry| {
                let key = self.text.get(entry.key_span.clone()).expect("a place in the text");
                assert!((self.is_key)(entry, key), "{entry:?} is {key:?}");
                self.node(&entry.value, depth + 1);
            }),
            value => assert!((self.is_value)(value, source), "{node:?} is {source:?}"),
        }
    }
}

/// Returns whether bytes are a text in quotes.
#[allow(dead_code, reason = "YAML and lines need no quotes")]
pub fn is_quoted(source: &str) -> bool {
    source.len() > 1 && source.starts_with(['"', '\'']) && source.ends_with(['"', '\''])
}
