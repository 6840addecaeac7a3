//! Prints trees for the tests of the parsers.

use std::ops::Range;
use std::rc::Rc;

use super::read_error::ReadError;
use crate::node::{Entry, Node, Value};

/// Prints a tree. A key or leaf whose source differs from its meaning is followed by the source.
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

type Read = fn(&str) -> Result<Rc<Node>, ReadError>;

#[track_caller]
pub(super) fn assert_read(read: Read, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let node = read(text).unwrap_or_else(|error| panic!("{text}\n{error} at {}", error.at));
        assert_eq!(shown(text, &node), *expected, "{text}");
    }
}

#[track_caller]
pub(super) fn assert_refused(read: Read, cases: &[(&str, usize, &str)]) {
    for (text, at, message) in cases {
        let error = read(text).expect_err(text);
        assert_eq!((error.at, &*error.message), (*at, *message), "{text}");
    }
}

/// Asserts that a parser takes linear time. One that looks back at earlier text would take minutes.
pub(super) fn assert_linear(read: Read) {
    assert_ends(read);
    let text: String = (0..50_000).map(|number| format!("a.b{number}={number}\n")).collect();
    assert!(read(&text).is_ok());
}

/// Like [`assert_linear`], for a format without dotted names.
pub(super) fn assert_ends(read: Read) {
    const LENGTH: usize = 200_000;
    let units = [
        "a", "\\", "\"", "\\\"", " #", "\\\n", "a.", "[", "a[", "\\u0061", "\n", "a=1\n", "[a]\n", "=", "é ", ";'",
        "\n a",
    ];
    for unit in units {
        let text = unit.repeat(LENGTH / unit.len());
        let _ = read(&text);
        let _ = read(&format!("a=\"{text}"));
    }
}
