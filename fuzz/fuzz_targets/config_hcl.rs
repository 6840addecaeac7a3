//! Any text as HCL: it is read or refused, and everything in it has its place.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scope_config::{Format, Node, Value, read};

/// Deeper trees end the stack of whoever walks them.
const DEEPEST: usize = 140;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    match read(Format::Hcl, &text) {
        Ok(documents) => documents.iter().for_each(|document| is_placed(&text, document, 0)),
        Err(error) => assert!(text.is_char_boundary(error.at) && !error.message.is_empty(), "{error:?}"),
    }
});

fn is_placed(text: &str, node: &Node, depth: usize) {
    assert!(depth <= DEEPEST, "too deep");
    let source = text.get(node.span.clone()).expect("a place in the text");
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| is_placed(text, item, depth + 1)),
        Value::Map(entries) => entries.iter().for_each(|entry| {
            let key = text.get(entry.key_span.clone()).expect("a place in the text");
            assert!(key.starts_with('"') || key == entry.key, "{entry:?} is {key:?}");
            is_placed(text, &entry.value, depth + 1);
        }),
        Value::Text(_) => {
            let is_quoted = source.len() > 1 && source.starts_with('"') && source.ends_with('"');
            assert!(is_quoted || source.starts_with("<<"), "{node:?} is {source:?}");
        }
        Value::Other(raw) | Value::Expression(raw) => assert_eq!(raw, source),
    }
}
