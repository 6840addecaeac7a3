//! Keys that are written several times, where this makes a list of their values.

use std::collections::HashMap;
use std::hash::Hash;
use std::rc::Rc;

use crate::node::{Node, Value};

/// What has the same key, by the first of each.
pub(super) fn by_key<T, K: Eq + Hash>(all: Vec<T>, key: impl Fn(&T) -> K) -> Vec<Vec<T>> {
    let (mut groups, mut places) = (Vec::new(), HashMap::new());
    for one in all {
        let place = *places.entry(key(&one)).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(one);
    }
    groups
}

/// The only value, or a list of several.
pub(super) fn one_or_list(mut values: Vec<Rc<Node>>) -> Rc<Node> {
    if values.len() == 1 {
        return values.remove(0);
    }
    // The text around the elements of XML comes after them.
    let start = values.iter().map(|value| value.span.start).min().unwrap_or_default();
    let span = start..values.iter().map(|value| value.span.end).max().unwrap_or_default();
    Rc::new(Node { span, value: Value::List(values) })
}
