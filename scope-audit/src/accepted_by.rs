//! Which operations accept a scope.

use std::collections::BTreeSet;

use scope_catalog::{Catalog, ScopeId};

/// Which operations of a catalog accept which scopes.
pub(crate) struct Reach<'c> {
    pub(crate) catalog: &'c Catalog,
    /// Each need that some operations have: how many, and which scopes it mentions.
    needs: Vec<(usize, BTreeSet<ScopeId>)>,
}

impl<'c> Reach<'c> {
    pub(crate) fn of(catalog: &'c Catalog) -> Self {
        let mut needs = Vec::new();
        catalog.each_need(&mut |count, names| {
            needs.push((count, names.iter().filter_map(|name| catalog.declared(name)).collect()));
        });
        Self { catalog, needs }
    }

    /// For each need, whether it mentions a scope or one that it implies.
    pub(crate) fn needs(&self, id: ScopeId) -> Vec<bool> {
        let mut covered = vec![false; self.catalog.scopes().len()];
        for id in self.catalog.closure(id) {
            covered[id.position()] = true;
        }
        self.needs.iter().map(|(_, mentioned)| mentioned.iter().any(|id| covered[id.position()])).collect()
    }

    /// How many operations accept a scope, alone or with others.
    pub(crate) fn operations(&self, id: ScopeId) -> usize {
        self.needs(id).into_iter().zip(&self.needs).filter(|(accepts, _)| *accepts).map(|(_, (count, _))| count).sum()
    }
}
