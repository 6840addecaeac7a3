//! What every format is read into.

use std::ops::Range;
use std::rc::Rc;

/// A value of a file, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The bytes of the file that it was read from: quotes included, comments not.
    pub span: Range<usize>,
    /// What it is.
    pub value: Value,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, without quotes and escapes.
    Text(String),
    /// A number, a boolean, a date, nothing: as it is written.
    Other(String),
    /// Something that is only known when the file is used: a reference, an expression, a template. As it is written.
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
    /// The bytes of the key: quotes included.
    pub key_span: Range<usize>,
    /// Its value.
    pub value: Rc<Node>,
}

impl Node {
    /// A shared text node.
    pub fn text(span: Range<usize>, text: impl Into<String>) -> Rc<Self> {
        Rc::new(Self { span, value: Value::Text(text.into()) })
    }

    /// The value of a key; the last one where it is written several times.
    pub fn get(&self, key: &str) -> Option<&Rc<Self>> {
        match &self.value {
            Value::Map(entries) => entries.iter().rev().find(|entry| entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }

    /// What it is, with its article.
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
