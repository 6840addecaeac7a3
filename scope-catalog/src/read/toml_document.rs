//! A TOML text as tables and values that know their places.
//!
//! The events come from `toml_parser`; what is added here is the meaning of headers and dotted keys. Tables live in one
//! list and are named by their number, so that a header can go on filling a table that an earlier one began.

use std::borrow::Cow;

use crate::fast::NameIndex;
use crate::span::Span;

mod reader;

/// The whole text: a list of tables, the first being the root.
pub(crate) struct Document<'t> {
    tables: Vec<Table<'t>>,
}

/// The number of a table in its [`Document`].
#[derive(Clone, Copy)]
pub(crate) struct TableId(usize);

#[derive(Default)]
pub(crate) struct Table<'t> {
    pub(crate) entries: Vec<Entry<'t>>,
    index: NameIndex,
    pub(crate) origin: Origin,
}

/// What brought a table into being; decides what may still be added to it.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) enum Origin {
    /// On the way to a deeper header.
    #[default]
    Implied,
    Header,
    DottedKey,
    Inline,
}

pub(crate) struct Entry<'t> {
    pub(crate) key: Cow<'t, str>,
    pub(crate) key_span: Span,
    pub(crate) value: Value<'t>,
}

pub(crate) struct Value<'t> {
    pub(crate) span: Span,
    pub(crate) kind: Kind<'t>,
}

pub(crate) enum Kind<'t> {
    String(Cow<'t, str>),
    Boolean(bool),
    Integer(Cow<'t, str>),
    /// A float or a date: nothing in a catalog takes one.
    Other(&'static str),
    Array(Vec<Value<'t>>),
    Table(TableId),
    /// `[[name]]`
    Tables(Vec<TableId>),
}

impl Kind<'_> {
    /// What the value is, with its article.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::String(_) => "a string",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) => "a number",
            Self::Other(what) => what,
            Self::Array(_) => "an array",
            Self::Table(_) => "a table",
            Self::Tables(_) => "an array of tables",
        }
    }
}

/// A fault of the TOML itself.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) span: Span,
    pub(crate) message: String,
}

impl<'t> Document<'t> {
    /// The table that everything is in.
    pub(crate) const ROOT: TableId = TableId(0);

    pub(crate) fn table(&self, id: TableId) -> &Table<'t> {
        &self.tables[id.0]
    }
}

/// Tables up to this size are searched entry by entry.
const SMALL: usize = 8;

impl<'t> Table<'t> {
    pub(crate) fn get(&self, key: &str) -> Option<&Entry<'t>> {
        self.position(key).map(|at| &self.entries[at])
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.entries.len() <= SMALL {
            return self.entries.iter().position(|entry| entry.key == key);
        }
        self.index.find(key, |at| &self.entries[at as usize].key).map(|at| at as usize)
    }

    fn push(&mut self, entry: Entry<'t>) {
        self.entries.push(entry);
        let first_unindexed = match self.entries.len() {
            0..=SMALL => return,
            len if len == SMALL + 1 => 0,
            len => len - 1,
        };
        for at in first_unindexed..self.entries.len() {
            self.index.insert(u32::try_from(at).unwrap_or(u32::MAX), |at| &self.entries[at as usize].key);
        }
    }
}

#[cfg(test)]
mod tests;
