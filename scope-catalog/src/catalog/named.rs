//! Looking up clients and operations by name.

use std::borrow::Cow;

use super::Catalog;
use crate::fast::NameMap;
use crate::model::{Client, Operation};
use crate::names::closest::closest;
use crate::render::quoting::quoted;

/// A name that is not in the catalog, for example of a client or an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// The message, in one line without a period.
    pub message: String,
    /// The help: a suggestion, or the names that exist.
    pub help: String,
}

impl Catalog {
    /// The client with this name.
    ///
    /// # Errors
    ///
    /// If there is none with this name: a message that lists or suggests others.
    pub fn client(&self, name: &str) -> Result<&Client, UnknownName> {
        let found = self.clients().iter().find(|client| &*client.name.text == name);
        found.ok_or_else(|| {
            let mut known: Vec<&str> = Vec::new();
            for client in self.clients() {
                known.push(&client.name.text);
            }
            UnknownName::among(self.name(), "client", name, &known, &format!("[{}.NAME]", self.table("clients")))
        })
    }

    /// The default client.
    pub fn default_client(&self) -> Option<&Client> {
        self.clients().iter().find(|client| client.is_default)
    }

    /// The operation with this name.
    ///
    /// # Errors
    ///
    /// If there is none with this name: a message that lists or suggests others.
    pub fn operation(&self, name: &str) -> Result<Cow<'_, Operation>, UnknownName> {
        let own = self.operations().iter().find(|operation| &*operation.name.text == name);
        let found = own.map(Cow::Borrowed).or_else(|| {
            let bundled = self.operation_texts.iter().find_map(|text| text.find(name));
            bundled.map(Cow::Owned)
        });
        found.ok_or_else(|| {
            let mut known: Vec<&str> = Vec::new();
            for operation in self.operations() {
                known.push(&operation.name.text);
            }
            for text in &self.operation_texts {
                text.each(&mut |written| known.push(written.name));
            }
            UnknownName::among(self.name(), "operation", name, &known, &format!("[{}.NAME]", self.table("operations")))
        })
    }

    /// Every operation: those of the user's own files, then those of bundled providers, each name once. This reads
    /// thousands of operations; to look up one, use [`operation`](Self::operation).
    pub fn all_operations(&self) -> Vec<Operation> {
        let mut all = self.operations().to_vec();
        let mut seen = NameMap::with_capacity(all.len());
        for operation in self.operations() {
            seen.insert(&operation.name.text, ());
        }
        for text in &self.operation_texts {
            text.each(&mut |written| {
                if seen.insert(written.name, ()).is_none() {
                    all.push(written.read());
                }
            });
        }
        all
    }

    /// Calls `see` for each different need, with the number of operations that have it and the names in it.
    pub fn each_need(&self, see: &mut dyn FnMut(usize, &[&str])) {
        for operation in self.operations() {
            let mut names: Vec<&str> = Vec::new();
            for name in &operation.scopes() {
                names.push(&name.text);
            }
            see(1, &names);
        }
        for text in &self.operation_texts {
            text.each_need(see);
        }
    }

    /// The header of one of its tables in the file: `scopes`, or `catalogs.github.scopes`.
    pub(crate) fn table(&self, table: &str) -> String {
        self.key().map_or_else(|| table.to_owned(), |key| format!("catalogs.{key}.{table}"))
    }
}

impl UnknownName {
    /// `declaration` is how a new one would be declared, with `NAME` for its name.
    pub(crate) fn among(owner: &str, what: &str, name: &str, known: &[&str], declaration: &str) -> Self {
        let message = format!("{owner} has no {what} `{name}`");
        let is_bare =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        let key = if is_bare { name.to_owned() } else { format!("\"{name}\"") };
        let declare = format!("declare it under `{}`", declaration.replace("NAME", &key));
        let help = match (closest(name, known.iter().copied()), known) {
            (Some(close), _) => format!("did you mean `{close}`?"),
            (None, []) => declare,
            (None, [one]) => format!("expected `{one}`; otherwise, {declare}"),
            (None, several) => format!("expected one of {}; otherwise, {declare}", list(several)),
        };
        Self { message, help }
    }
}

fn list(names: &[&str]) -> String {
    const MOST: usize = 8;
    match names.split_at_checked(MOST) {
        Some((shown, more)) if !more.is_empty() => {
            format!("{} and {} more", quoted(shown.iter().copied(), ", "), more.len())
        }
        _ => quoted(names.iter().copied(), ", "),
    }
}
