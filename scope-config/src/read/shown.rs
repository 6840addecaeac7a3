//! A tree as text, for the tests of the readers.

use std::ops::Range;

use crate::node::{Entry, Node, Value};

/// A tree with the bytes of every key and leaf, where they are not what it means.
pub(super) fn shown(text: &str, node: &Node) -> String {
    let placed = |meaning: &str, span: &Range<usize>| match &text[span.clone()] {
        source if source == meaning => meaning.to_owned(),
        source => format!("{meaning}<{source}>"),
    };
    match &node.value {
        Value::Text(value) => placed(value, &node.span),
        Value::Other(raw) => format!("({})", placed(raw, &node.span)),
        Value::Expression(raw) => format!("?{}", placed(raw, &node.span)),
        Value::List(items) => {
            format!("[{}]", items.iter().map(|item| shown(text, item)).collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let shown =
                |entry: &Entry| format!("{}: {}", placed(&entry.key, &entry.key_span), shown(text, &entry.value));
            format!("{{{}}}", entries.iter().map(shown).collect::<Vec<_>>().join(", "))
        }
    }
}
