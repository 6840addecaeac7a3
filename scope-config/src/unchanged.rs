//! Checks that edits changed nothing but the texts they were made for.

use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

use crate::edit::Edit;
use crate::format::Source;
use crate::formats::read;
use crate::node::{Entry, Node, Value};

/// Returns whether a file has the same documents, keys, lists and values after edits as before, except for the edited
/// texts. Comments and layout are not compared.
///
/// ```
/// use scope_config::{Edit, Format, Source, unchanged_elsewhere};
///
/// let before = Source { format: Format::Json, text: r#"{"scope": "a", "other": 1}"# };
/// let edit = [Edit { span: 11..12, text: "b".into() }];
/// assert!(unchanged_elsewhere(before, r#"{"scope": "b", "other": 1}"#, &edit));
/// assert!(!unchanged_elsewhere(before, r#"{"scope": "b", "other": 2}"#, &edit));
/// ```
pub fn unchanged_elsewhere(before: Source<'_>, after: &str, edits: &[Edit]) -> bool {
    let (Ok(old), Ok(new)) = (read(before.format, before.text), read(before.format, after)) else { return false };
    let mut spans: Vec<&Range<usize>> = edits.iter().map(|edit| &edit.span).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut comparison = Comparison { edits: spans, seen: HashSet::new() };
    old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| comparison.node(old, new))
}

struct Comparison<'e> {
    /// The edited bytes, in order.
    edits: Vec<&'e Range<usize>>,
    /// Pairs of nodes that were compared already, since aliases may lead to one node many times.
    seen: HashSet<(*const Node, *const Node)>,
}

impl Comparison<'_> {
    fn node(&mut self, old: &Rc<Node>, new: &Rc<Node>) -> bool {
        if !self.seen.insert((Rc::as_ptr(old), Rc::as_ptr(new))) {
            return true;
        }
        match (&old.value, &new.value) {
            (Value::Text(one), Value::Text(other)) => one == other || self.is_edited(&old.span),
            (Value::List(one), Value::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(old, new)| self.node(old, new))
            }
            (Value::Map(one), Value::Map(other)) => {
                let same_key = |(old, new): (&Entry, &Entry)| {
                    (old.key == new.key || self.is_edited(&old.key_span)) && self.node(&old.value, &new.value)
                };
                one.len() == other.len() && one.iter().zip(other).all(same_key)
            }
            (one, other) => one == other,
        }
    }

    fn is_edited(&self, span: &Range<usize>) -> bool {
        // Edits do not overlap, so the first one that starts in the span also ends first.
        let first = self.edits.partition_point(|edit| edit.start < span.start);
        self.edits.get(first).is_some_and(|edit| edit.end <= span.end)
    }
}

#[cfg(all(test, feature = "yaml"))]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::format::Format;

    fn same(text: &str, old: &str, new: &str) -> bool {
        let start = text.find(old).expect("the word");
        let edits = [Edit { span: start..start + old.len(), text: new.to_owned() }];
        let after = apply(text, &edits).expect("an edit");
        unchanged_elsewhere(Source { format: Format::Yaml, text }, &after, &edits)
    }

    #[test]
    fn the_edited_value_alone_may_differ() {
        assert!(same("scope: a b\nother: 1\n", "a b", "c"));
        assert!(same("- &x a\n- *x\n", "a", "b"), "an alias says what its anchor says");
        assert!(same("scopes: { read: write }\n", "read", "issues"));
        for (text, old, new) in [
            ("scope: a b\nother: 1\n", "a b", "a: b"),
            ("scope: a b\nother: 1\n", "a b", "a\nmore: c"),
            ("scope: a b\nother: 1\n", "a b", "12"),
            ("scope: [a]\n", "a", "a, b"),
            ("scope: a\n", "a", "[a"),
            ("scope: a\n", "a", "a\n---\nb: c"),
        ] {
            assert!(!same(text, old, new), "{text:?} {new:?}");
        }
    }
}
