//! Clients and operations by their names.

use std::borrow::Cow;

use super::Catalog;
use crate::fast::NameMap;
use crate::model::{Client, Operation};
use crate::names::closest::closest;
use crate::render::quoting::quoted;

/// A client or an operation that a catalog does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// One sentence without a full stop.
    pub message: String,
    /// What there is instead.
    pub help: String,
}

impl Catalog {
    /// The client of a name.
    ///
    /// # Errors
    ///
    /// Where there is none: which ones there are.
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

    /// The client that is meant where none is named.
    pub fn default_client(&self) -> Option<&Client> {
        self.clients().iter().find(|client| client.is_default)
    }

    /// The operation of a name.
    ///
    /// # Errors
    ///
    /// Where there is none: which ones there are.
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
                for name in text.names() {
                    known.push(name);
                }
            }
            UnknownName::among(self.name(), "operation", name, &known, &format!("[{}.NAME]", self.table("operations")))
        })
    }

    /// Every operation: those of the user's own files, then those of bundled providers, as far as no earlier one has their
    /// name. Reads thousands; to look up one, [`operation`](Self::operation) is the way.
    pub fn all_operations(&self) -> Vec<Operation> {
        let mut all = self.operations().to_vec();
        all.extend(self.operation_texts.iter().flat_map(|text| text.all()));
        let mut seen = NameMap::with_capacity(all.len());
        let is_first: Vec<bool> = all.iter().map(|operation| seen.insert(&operation.name.text, ()).is_none()).collect();
        let mut is_first = is_first.into_iter();
        all.retain(|_| is_first.next().unwrap_or(false));
        all
    }

    /// Calls `see` with each need: how many operations have it, and the names in it.
    pub fn each_need(&self, see: &mut dyn FnMut(usize, &[&str])) {
        for operation in self.operations() {
            let names: Vec<&str> = operation.needs.scopes().into_iter().map(|name| &*name.text).collect();
            see(1, &names);
        }
        for text in &self.operation_texts {
            text.each_need(see);
        }
    }

    /// The name of one of its tables in the file: `scopes`, or `catalogs.github.scopes`.
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
