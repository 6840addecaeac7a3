//! Computes the reverse of implication: which scopes imply a scope.

use crate::model::ScopeId;

/// For each scope, those that imply it directly.
#[derive(Debug)]
pub(crate) struct ImpliedBy(Vec<Vec<ScopeId>>);

impl ImpliedBy {
    /// Creates the reverse of what each scope implies.
    pub(crate) fn new(implied: &[Vec<ScopeId>]) -> Self {
        let mut implied_by = vec![Vec::new(); implied.len()];
        for (id, implied) in (0..).map(ScopeId).zip(implied) {
            for implied in implied {
                implied_by[implied.position()].push(id);
            }
        }
        Self(implied_by)
    }

    /// Returns a scope, and all scopes that imply it directly or indirectly.
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
