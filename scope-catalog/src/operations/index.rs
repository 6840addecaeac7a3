//! The operations of a catalog, made ready to be found. This takes milliseconds, and only who misses an exact name pays.

use super::spelling::{Part, Spelling, identifier};
use super::words::{self, Class};
use crate::model::{Operation, OperationText, WrittenOperation};

/// Where an operation comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Origin {
    /// Its position among those of the user's own files.
    Own(usize),
    /// A bundled text.
    Bundled(WrittenOperation),
}

/// An operation.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) origin: Origin,
    pub(super) name: Box<str>,
    /// Its name, and each of its other names that is a path.
    pub(super) paths: Vec<Spelling>,
    /// Its name, and each of its other names, as identifiers.
    pub(super) identifiers: Vec<Vec<Part>>,
    /// The words of its names.
    pub(super) words: Vec<String>,
    pub(super) class: Option<Class>,
}

/// The operations of a catalog.
#[derive(Debug, Default)]
pub(crate) struct OperationIndex {
    pub(super) entries: Vec<Entry>,
}

impl OperationIndex {
    /// The operations of the user's own files, then those of bundled texts, each name once.
    pub(crate) fn new(own: &[Operation], texts: &[OperationText]) -> Self {
        let mut entries = Vec::new();
        for (at, operation) in own.iter().enumerate() {
            let mut aliases: Vec<&str> = Vec::new();
            for alias in &operation.aliases {
                aliases.push(alias);
            }
            entries.push(Entry::new(Origin::Own(at), &operation.name.text, &aliases));
        }
        for text in texts {
            text.each(&mut |written| {
                if !own.iter().any(|operation| *operation.name.text == *written.name) {
                    let mut aliases = Vec::new();
                    for alias in written.aliases.split('\t') {
                        if !alias.is_empty() {
                            aliases.push(alias);
                        }
                    }
                    entries.push(Entry::new(Origin::Bundled(written), written.name, &aliases));
                }
            });
        }
        Self { entries }
    }

    /// The number of operations.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The names of these entries, and where they come from, each once.
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
        let spelling = Spelling::of(name);
        let mut identifiers = Vec::new();
        match api_and_method(name) {
            Some(((api, _), method)) => {
                let method = identifier(method);
                // Some libraries begin with the name of the API, others with that of the method.
                let mut by_api = identifier(api);
                by_api.extend_from_slice(method.get(1..).unwrap_or_default());
                identifiers.push(method);
                if identifiers[0] != by_api {
                    identifiers.push(by_api);
                }
            }
            None if !spelling.text.contains('{') => identifiers.push(identifier(&spelling.text)),
            None => {}
        }
        let mut entry = Self {
            origin,
            name: name.into(),
            words: words::of_operation(&spelling),
            class: words::class_of_operation(&spelling),
            paths: vec![spelling],
            identifiers,
        };
        for alias in aliases {
            let spelling = Spelling::of(alias);
            for word in words::of_operation(&spelling) {
                if !entry.words.contains(&word) {
                    entry.words.push(word);
                }
            }
            if spelling.verb().is_some() {
                entry.paths.push(spelling);
            } else {
                entry.identifiers.push(identifier(alias));
            }
        }
        entry
    }
}

/// `gmail:v1/gmail.users.messages.send`: the API with its version, and its method.
pub(super) fn api_and_method(name: &str) -> Option<((&str, &str), &str)> {
    let (api, method) = name.split_once('/')?;
    let api = api.split_once(':')?;
    (!api.0.is_empty() && !name.contains(' ')).then_some((api, method))
}
