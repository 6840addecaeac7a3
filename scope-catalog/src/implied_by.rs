//! Implication, the other way round: who implies a scope.

use crate::catalog::{Catalog, ScopeId};

/// For each scope, those that imply it directly.
#[derive(Debug)]
pub(crate) struct Implying(Vec<Vec<ScopeId>>);

impl Implying {
    pub(crate) fn of(catalog: &Catalog) -> Self {
        let mut implying = vec![Vec::new(); catalog.scopes().len()];
        for id in catalog.ids() {
            for implied in catalog.implied(id) {
                implying[implied.position()].push(id);
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
