//! Defines the values in a document: scalars, lists and sorted tables.

use std::collections::BTreeMap;
use std::rc::Rc;

/// The entries of a table.
pub(crate) type Table = BTreeMap<Box<str>, Rc<Value>>;

/// A value of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// `null`, or an empty value.
    Null,
    /// A boolean.
    Bool(bool),
    /// A string or a number.
    Text(Box<str>),
    List(Vec<Rc<Value>>),
    Table(Table),
}

/// The maximum nesting depth of kept values: deeper than any API description, shallow enough for a small stack.
pub(crate) const DEEPEST: usize = 128;

/// The maximum number of kept values: more than the largest documents need, but few enough for memory.
pub(crate) const MOST_VALUES: usize = 1_000_000;

impl Value {
    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.table()?.get(key).map(|value| &**value)
    }

    /// The text of a key.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Returns the items of a list; none for other values.
    pub(crate) fn items(&self) -> impl Iterator<Item = &Self> {
        let items: &[Rc<Self>] = if let Self::List(items) = self { items } else { &[] };
        items.iter().map(|item| &**item)
    }

    /// Returns the texts in a list.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.items().filter_map(Self::text)
    }

    /// Returns the entries of a table; none for other values.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Self)> {
        self.table().into_iter().flatten().map(|(key, value)| (&**key, &**value))
    }

    /// Whether the value of a key is `true`.
    pub(crate) fn is_true(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Self::Bool(true)))
    }
}
