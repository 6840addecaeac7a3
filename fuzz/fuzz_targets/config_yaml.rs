//! Any text as YAML: it is read or refused, and everything in it has its place.

#![no_main]

use std::collections::HashSet;
use std::rc::Rc;

use libfuzzer_sys::fuzz_target;
use scope_config::{Format, Node, Value, read};

/// Deeper trees end the stack of whoever walks them.
const DEEPEST: usize = 140;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    match read(Format::Yaml, &text) {
        Ok(documents) => {
            // Aliases make few nodes many: each is looked at once a depth.
            let mut seen = HashSet::new();
            documents.iter().for_each(|document| is_placed(&text, document, 0, &mut seen));
        }
        Err(error) => assert!(text.is_char_boundary(error.at) && !error.message.is_empty(), "{error:?}"),
    }
});

fn is_placed(text: &str, node: &Rc<Node>, depth: usize, seen: &mut HashSet<(*const Node, usize)>) {
    assert!(depth <= DEEPEST, "too deep");
    if !seen.insert((Rc::as_ptr(node), depth)) {
        return;
    }
    let source = text.get(node.span.clone()).expect("a place in the text");
    // The parser miscounts in directives it does not know, and then what follows is elsewhere.
    let is_exact = text.is_ascii() || !text.contains('%');
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| is_placed(text, item, depth + 1, seen)),
        Value::Map(entries) => entries.iter().for_each(|entry| {
            text.get(entry.key_span.clone()).expect("a place in the text");
            is_placed(text, &entry.value, depth + 1, seen);
        }),
        Value::Text(value) => {
            let is_plain = !source.contains(['\'', '"', '\\', '\n', '\r', '|', '>']);
            assert!(
                !is_exact || !is_plain || value == source || value.trim() == source.trim(),
                "{node:?} is {source:?}"
            );
            let quote = source.chars().next().filter(|char| matches!(char, '"' | '\'')).filter(|_| is_exact);
            let is_block = value.starts_with(['"', '\'', ' ', '\n']);
            assert!(quote.is_none_or(|quote| is_block || source.ends_with(quote)), "{node:?} is {source:?}");
        }
        Value::Other(raw) => assert!(!is_exact || raw == source, "{node:?} is {source:?}"),
        Value::Expression(raw) => assert_eq!(raw, source),
    }
}
