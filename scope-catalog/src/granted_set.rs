//! Computes which scopes a set of granted scopes covers, and which of them operations do not need.

use crate::catalog::Catalog;
use crate::fast::keep;
use crate::model::{Need, ScopeId};
use crate::span::Spanned;

/// A set of granted scopes, with everything that they imply.
pub struct GrantedSet<'c> {
    catalog: &'c Catalog,
    /// Whether each scope of the catalog is granted, by its position.
    granted: Vec<bool>,
}

impl<'c> GrantedSet<'c> {
    /// Returns the set of these scopes and everything that they imply.
    pub fn of(catalog: &'c Catalog, held: &[ScopeId]) -> Self {
        let mut granted = vec![false; catalog.scopes().len()];
        for &held in held {
            for &id in &catalog.closure(held) {
                granted[id.position()] = true;
            }
        }
        Self { catalog, granted }
    }

    /// Returns whether a name is covered; `None` if the catalog does not have it.
    pub fn covers(&self, name: &str) -> Option<bool> {
        Some(self.granted[self.catalog.declared(name)?.position()])
    }
}

/// Returns the positions of those held scopes that the operations do not need. They are tried in `order`, each without
/// those found before it. Scopes that no operation of the catalog mentions, and sign-in scopes, are never in the
/// result, and do not replace scopes that they imply: whoever does not need the broader one still needs the other. A
/// scope that a needed one requires is needed, and a special scope does not replace one that is not special.
///
/// `holds` says whether a name is granted, including names that the catalog does not have.
pub fn unneeded(
    catalog: &Catalog,
    held: &[ScopeId],
    order: impl Iterator<Item = usize>,
    needs: &[&Need],
    holds: &dyn Fn(&str) -> bool,
) -> Vec<usize> {
    let mut kept = held.to_vec();
    let (mut open, mut unjudged) = (Vec::new(), Vec::new());
    for at in order {
        if catalog.is_judged_by_operations(held[at]) {
            open.push(at);
        } else if !catalog.scope(held[at]).implies().is_empty() {
            unjudged.push((held[at], catalog.closure(held[at])));
        }
    }
    let mut found = Vec::new();
    loop {
        let (before, mut rest) = (found.len(), Vec::new());
        for &at in &open {
            let id = held[at];
            let mut without = kept.clone();
            keep(&mut without, &mut |&other| other != id);
            let mut judged = without.clone();
            for (broader, implied) in &unjudged {
                if implied.contains(&id) {
                    keep(&mut judged, &mut |other| other != broader);
                }
            }
            let serves = met(catalog, needs, &kept, holds) == met(catalog, needs, &judged, holds);
            if serves && !is_companion(catalog, id, &without) {
                kept = without;
                found.push(at);
            } else {
                rest.push(at);
            }
        }
        // A removed scope may have been the only reason for another one.
        if found.len() == before {
            return found;
        }
        open = rest;
    }
}

/// Whether one of these scopes has no effect without another one.
fn is_companion(catalog: &Catalog, id: ScopeId, of: &[ScopeId]) -> bool {
    let (own, others) = (GrantedSet::of(catalog, &[id]), GrantedSet::of(catalog, of));
    let is_it = |name: &Spanned| own.covers(name) == Some(true) && others.covers(name) == Some(false);
    of.iter().any(|&other| catalog.scope(other).requires().iter().any(is_it))
}

/// Returns whether the scopes cover each single scope in the needs, and whether they meet each need.
fn met(catalog: &Catalog, needs: &[&Need], held: &[ScopeId], holds: &dyn Fn(&str) -> bool) -> Vec<bool> {
    let holding = GrantedSet::of(catalog, held);
    let covers = |name: &str| holding.covers(name).unwrap_or(false);
    let mut ordinary = held.to_vec();
    keep(&mut ordinary, &mut |&id| !catalog.is_special(id));
    let ordinary = GrantedSet::of(catalog, &ordinary);
    let all_met = needs.iter().all(|need| need.is_met(holds));
    let mut met = Vec::new();
    for need in needs {
        met.push(need.is_met(&covers));
        met.push(need.is_met(&|name| ordinary.covers(name).unwrap_or(false)));
        if !all_met {
            // If something is missing, a scope that meets a part of a need, or that a part requires, is not reported as
            // unneeded.
            for name in &need.scopes() {
                met.push(covers(&name.text));
                let required = catalog.declared(&name.text).map_or(&[][..], |id| catalog.scope(id).requires());
                for name in required {
                    met.push(covers(&name.text));
                }
            }
        }
    }
    met
}
