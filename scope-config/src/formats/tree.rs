//! Builds nested tables from single names and values.
//!
//! Names in Java properties and sections of INI files contain dots, which become nested tables. A name with both a
//! value and a table has two entries, first the table, then the value: its plain path leads to the value, and `*`
//! matches both.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::lines::error;
use super::read_error::{DEEPEST, ReadError};
use crate::node::{Entry, Node, Value};

/// The index of a table that is being built.
pub(super) type TableId = usize;

pub(super) const ROOT: TableId = 0;

/// Tables that are being built.
pub(super) struct Tree<'t> {
    tables: Vec<Table<'t>>,
    /// The index of the slot for each name of a table, since there may be a million names.
    places: HashMap<(TableId, Name<'t>), usize>,
}

struct Table<'t> {
    span: Range<usize>,
    slots: Vec<Slot<'t>>,
}

/// What a name stands for: a value, a table, or both.
struct Slot<'t> {
    name: Name<'t>,
    span: Range<usize>,
    table: Option<TableId>,
    value: Option<Rc<Node>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Name<'t> {
    Key(Cow<'t, str>),
    Index(usize),
}

impl<'t> Tree<'t> {
    pub(super) fn new(text: &str) -> Self {
        let root = Table { span: 0..text.len(), slots: Vec::new() };
        Self { tables: vec![root], places: HashMap::new() }
    }

    fn slot(&mut self, table: TableId, name: Name<'t>, span: Range<usize>) -> &mut Slot<'t> {
        let slots = &mut self.tables[table].slots;
        let place = *self.places.entry((table, name)).or_insert_with_key(|(_, name)| {
            slots.push(Slot { name: name.clone(), span, table: None, value: None });
            slots.len() - 1
        });
        &mut slots[place]
    }

    pub(super) fn put(&mut self, table: TableId, name: Name<'t>, span: Range<usize>, value: Node) {
        let slot = self.slot(table, name, span.clone());
        slot.span = span;
        slot.value = Some(Rc::new(value));
    }

    /// Returns the current value of a name.
    pub(super) fn value(&self, table: TableId, name: &Name<'t>) -> Option<&Rc<Node>> {
        let place = *self.places.get(&(table, name.clone()))?;
        self.tables[table].slots[place].value.as_ref()
    }

    /// Returns the table with a name, which is created if it does not exist.
    pub(super) fn table(&mut self, parent: TableId, name: Name<'t>, span: Range<usize>) -> TableId {
        let new = self.tables.len();
        let found = *self.slot(parent, name, span.clone()).table.get_or_insert(new);
        if found == new {
            self.tables.push(Table { span, slots: Vec::new() });
        }
        found
    }

    pub(super) fn into_node(mut self) -> Rc<Node> {
        self.node(ROOT)
    }

    fn node(&mut self, table: TableId) -> Rc<Node> {
        let mut slots = std::mem::take(&mut self.tables[table].slots);
        let indexes = slots.iter().filter(|slot| matches!(slot.name, Name::Index(_))).count();
        let is_list = indexes > 0 && indexes == slots.len();
        slots.sort_by_key(|slot| match slot.name {
            Name::Index(index) if is_list => index,
            _ => 0,
        });
        let entries = slots.into_iter().flat_map(|slot| self.entries(slot));
        let value = if is_list {
            Value::List(entries.map(|entry| entry.value).collect())
        } else {
            Value::Map(entries.collect())
        };
        Rc::new(Node { span: self.tables[table].span.clone(), value })
    }

    /// Sets the span of a table that was created before its span was known.
    pub(super) fn set_span(&mut self, table: TableId, span: Range<usize>) {
        self.tables[table].span = span;
    }

    /// Returns the entries for a name. The value is last, so that it is what the name stands for.
    fn entries(&mut self, slot: Slot<'t>) -> impl Iterator<Item = Entry> + use<> {
        let key = match slot.name {
            Name::Key(key) => key.into_owned(),
            Name::Index(index) => format!("[{index}]"),
        };
        let table = slot.table.map(|table| self.node(table));
        let values = [table, slot.value].into_iter().flatten();
        values.map(move |value| Entry { key: key.clone(), key_span: slot.span.clone(), value })
    }
}

/// Rejects a name whose tables would be nested too deeply.
pub(super) fn check_depth(parts: usize, at: usize) -> Result<(), ReadError> {
    if parts < DEEPEST {
        return Ok(());
    }
    Err(error(at, format!("this name has more than {DEEPEST} parts")))
}
