//! How far scopes reach: which others imply them, and which operations accept them.

use crate::catalog::{Catalog, ScopeId};

/// For each scope, those that imply it directly.
pub(crate) struct Implying(Vec<Vec<ScopeId>>);

impl Implying {
    pub(crate) fn of(catalog: &Catalog) -> Self {
        let mut implying = vec![Vec::new(); catalog.scopes().len()];
        for id in catalog.ids() {
            for name in catalog.details(id).map_or(&[][..], |details| &details.implies) {
                if let Some(implied) = catalog.declared(&name.text) {
                    implying[implied.position()].push(id);
                }
            }
        }
        Self(implying)
    }

    /// A scope, and whatever implies it at any distance.
    pub(crate) fn all(&self, id: ScopeId) -> Vec<ScopeId> {
        let mut reached = vec![id];
        let mut is_reached = vec![false; self.0.len()];
        is_reached[id.position()] = true;
        let mut next = 0;
        while next < reached.len() {
            for &more in &self.0[reached[next].position()] {
                if !std::mem::replace(&mut is_reached[more.position()], true) {
                    reached.push(more);
                }
            }
            next += 1;
        }
        reached
    }
}

/// Which operations of a catalogue accept which scopes.
pub(crate) struct Reach<'c> {
    catalog: &'c Catalog,
    /// Each need that some operations have: how many, and which scopes it mentions.
    needs: Vec<(usize, Vec<ScopeId>)>,
}

impl<'c> Reach<'c> {
    pub(crate) fn of(catalog: &'c Catalog) -> Self {
        let mut needs = Vec::new();
        catalog.each_need(&mut |count, names| {
            let mut mentioned: Vec<ScopeId> = names.iter().filter_map(|name| catalog.declared(name)).collect();
            mentioned.sort_unstable();
            mentioned.dedup();
            needs.push((count, mentioned));
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
