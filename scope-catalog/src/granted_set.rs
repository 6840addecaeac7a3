//! Which scopes a set of granted scopes covers, and which of them operations do not need.

use crate::catalog::Catalog;
use crate::fast::keep;
use crate::model::{Need, ScopeId};
use crate::span::Spanned;

/// A set of granted scopes, with everything that they imply.
pub struct GrantedSet<'c> {
    catalog: &'c Catalog,
    /// For each scope of the catalog.
    granted: Vec<bool>,
}

impl<'c> GrantedSet<'c> {
    /// The set of these scopes and everything that they imply.
    pub fn of(catalog: &'c Catalog, held: &[ScopeId]) -> Self {
        let mut granted = vec![false; catalog.scopes().len()];
        for &held in held {
            for &id in &catalog.closure(held) {
                granted[id.position()] = true;
            }
        }
        Self { catalog, granted }
    }

    /// Whether a name is covered; `None` if it is not in the catalog.
    pub fn covers(&self, name: &str) -> Option<bool> {
        Some(self.granted[self.catalog.declared(name)?.position()])
    }
}

/// The positions of the held scopes without which the operations are served as well, tried in an order; one that is not
/// needed is left out when the next is tried. Scopes that no operation of the catalog names, and those of sign-in, are not
/// judged, and do not stand for those that they imply: whoever does not need the broader one needs the other. A scope that a
/// needed one requires is needed, and no special scope stands for one that is not special.
///
/// `holds` tells whether a name is granted, including names that are not in the catalog.
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
        // What was left out may have been all that another one was there for.
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

/// What the scopes cover: each single need of the operations, and each operation.
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
            // Where something is missing, a scope that serves a part of a need, or that a part requires, is not called useless.
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
