//! Indexes the operations of a catalog. Building the index takes milliseconds, and happens only if a name has no exact
//! match.

#[cfg(feature = "search")]
use super::names::Names;
use super::spelling::Spelling;
use crate::fast::texts;
use crate::model::{Operation, OperationText, WrittenOperation};

/// Where an operation comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Origin {
    /// The user's own files, with its position there.
    Own(usize),
    /// The text of a bundled provider.
    Bundled(WrittenOperation),
}

/// An operation.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) origin: Origin,
    pub(super) name: Box<str>,
    /// Its name and those of its aliases that are paths.
    pub(super) paths: Vec<Spelling>,
    #[cfg(feature = "search")]
    pub(super) names: Names,
}

/// The operations of a catalog.
#[derive(Debug, Default)]
pub(crate) struct OperationIndex {
    pub(super) entries: Vec<Entry>,
}

impl OperationIndex {
    /// Indexes the operations of the user's own files, then those of bundled texts. Each name is included once.
    pub(crate) fn new(own: &[Operation], bundled: &[OperationText]) -> Self {
        let mut entries = Vec::new();
        for (at, operation) in own.iter().enumerate() {
            entries.push(Entry::new(Origin::Own(at), &operation.name.text, &texts(&operation.aliases)));
        }
        for text in bundled {
            text.each(&mut |written| {
                if !own.iter().any(|operation| *operation.name.text == *written.name) {
                    entries.push(Entry::new(Origin::Bundled(written), written.name, &written.other_names()));
                }
            });
        }
        Self { entries }
    }

    /// The number of operations.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns the names and origins of entries, without duplicates.
    pub(super) fn named(&self, positions: &[usize]) -> Vec<(Box<str>, Origin)> {
        let mut named: Vec<(Box<str>, Origin)> = Vec::new();
        for &at in positions {
            let Entry { name, origin, .. } = &self.entries[at];
            if named.iter().all(|(known, _)| known != name) {
                named.push((name.clone(), *origin));
            }
        }
        named
    }
}

impl Entry {
    fn new(origin: Origin, name: &str, aliases: &[&str]) -> Self {
        let mut paths = vec![Spelling::of(name)];
        for alias in aliases {
            let spelling = Spelling::of(alias);
            if spelling.verb().is_some() {
                paths.push(spelling);
            }
        }
        Self {
            origin,
            name: name.into(),
            #[cfg(feature = "search")]
            names: Names::of(name, &paths[0], aliases),
            paths,
        }
    }
}
