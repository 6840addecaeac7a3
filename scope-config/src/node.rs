//! Defines the tree that every format is parsed into.

use std::ops::Range;
use std::rc::Rc;

/// A value of a file, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its bytes in the file, including quotes and excluding comments.
    pub span: Range<usize>,
    /// The value.
    pub value: Value,
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A string, without quotes and escapes.
    Text(String),
    /// A number, a boolean, a date or null, as written in the file.
    Other(String),
    /// A value that is only known when the file is used, such as a reference, an expression or a template, as written
    /// in the file.
    Expression(String),
    /// A list. Items that are aliases of one YAML anchor share one node.
    List(Vec<Rc<Node>>),
    /// A table, in the order of the file.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key, without quotes and escapes.
    pub key: String,
    /// The bytes of the key, including quotes.
    pub key_span: Range<usize>,
    /// Its value.
    pub value: Rc<Node>,
}

impl Node {
    /// Returns a node for a string.
    pub fn text(span: Range<usize>, text: impl Into<String>) -> Rc<Self> {
        Rc::new(Self { span, value: Value::Text(text.into()) })
    }

    /// Returns the value of a key; the last one if the key is duplicated.
    pub fn get(&self, key: &str) -> Option<&Rc<Self>> {
        self.entries().iter().rev().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The string, if the value is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// The entries of a table; none of anything else.
    pub(crate) fn entries(&self) -> &[Entry] {
        if let Value::Map(entries) = &self.value { entries } else { &[] }
    }

    /// The items of a list; none of anything else.
    pub(crate) fn items(&self) -> &[Rc<Self>] {
        if let Value::List(items) = &self.value { items } else { &[] }
    }

    /// Returns the type of the value, with an article: `a table`.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Text(_) => "a string",
            Value::Other(_) => "a number, a boolean or null",
            Value::Expression(_) => "an expression",
            Value::List(_) => "a list",
            Value::Map(_) => "a table",
        }
    }
}
