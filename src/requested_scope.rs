//! Defines a requested scope, and what is known about it.

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
    /// Returns the scopes of a list, with what the catalog says about each.
    pub(crate) fn all_of(scopes: &Scopes) -> Vec<Self> {
        let mut extra = scopes.extra_names();
        let known = |name| {
            let extra = extra.next().unwrap_or_default();
            RequestedScope { name, aliases: extra.spellings().collect(), implied: extra.implied().collect() }
        };
        scopes.iter().map(known).collect()
    }
}

impl<'r> RequestedScope<'r> {
    /// Returns the name of this scope and its aliases.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &'r str> {
        core::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// The names of this scope and of the scopes that it implies.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'r str> {
        self.spellings().chain(self.implied.iter().copied())
    }
}
