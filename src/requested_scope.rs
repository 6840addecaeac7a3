//! A requested scope, and what is known of it.

use alloc::vec::Vec;

use crate::Scopes;

/// One requested scope. It seals `RequestedScopes`: other crates cannot name this type.
pub struct RequestedScope<'r> {
    pub(crate) name: &'r str,
    /// Other names of the scope.
    pub(crate) aliases: Vec<&'r str>,
    /// What it implies.
    pub(crate) implied: Vec<&'r str>,
}

impl RequestedScope<'static> {
    /// The scopes of a list, with what the catalog says of each.
    pub(crate) fn all_of(scopes: &Scopes) -> Vec<Self> {
        let mut lists = scopes.extra_names();
        let mut next = || lists.next().into_iter().flatten().collect();
        scopes.iter().map(|name| RequestedScope { name, aliases: next(), implied: next() }).collect()
    }
}

impl<'r> RequestedScope<'r> {
    /// The names of this scope: its own, and its aliases.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &'r str> {
        core::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// The names of this scope and of the scopes that it implies.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'r str> {
        self.spellings().chain(self.implied.iter().copied())
    }
}
