//! Computes which scopes imply which others.

use super::lookup::with_or_without;
use super::{Catalog, Lookup};
use crate::fast::{NameMap, filter_map};
use crate::model::{Operation, ScopeId};
use crate::names::pattern::Pattern;

impl Catalog {
    /// Returns the scope itself, then every scope that it implies, directly or indirectly.
    pub fn closure(&self, id: ScopeId) -> Vec<ScopeId> {
        if self.scope(id).implies().is_empty() { vec![id] } else { self.reached(id, &|id| self.implied(id)) }
    }

    /// Returns the scopes that any number of steps from a scope lead to. The scope itself comes first.
    fn reached(&self, id: ScopeId, step: &dyn Fn(ScopeId) -> Vec<ScopeId>) -> Vec<ScopeId> {
        let mut reached = vec![id];
        let mut is_reached = vec![false; self.scopes().len()];
        is_reached[id.position()] = true;
        let mut next = 0;
        while next < reached.len() {
            for id in step(reached[next]) {
                if !std::mem::replace(&mut is_reached[id.position()], true) {
                    reached.push(id);
                }
            }
            next += 1;
        }
        reached
    }

    /// Returns the scopes that a scope implies directly.
    pub fn implied(&self, id: ScopeId) -> Vec<ScopeId> {
        filter_map(self.scope(id).implies(), &mut |name| self.declared(&name.text))
    }

    /// Returns whether the scope `held` covers the scope `needed`: it is the same or implies it.
    pub fn covers(&self, held: ScopeId, needed: ScopeId) -> bool {
        held == needed || !self.scope(held).implies().is_empty() && self.closure(held).contains(&needed)
    }

    /// Returns a scope and every scope that implies it, directly or indirectly.
    pub fn implying(&self, id: ScopeId) -> Vec<ScopeId> {
        let implied_by = self.implied_by.get_or_init(|| {
            let mut implied_by = vec![Vec::new(); self.scopes().len()];
            for id in self.ids() {
                for implied in self.implied(id) {
                    implied_by[implied.position()].push(id);
                }
            }
            implied_by
        });
        self.reached(id, &|id| implied_by[id.position()].clone())
    }

    /// Returns every name that a token with this scope covers: its aliases, the scopes that it implies, and their
    /// aliases.
    pub fn covered_names(&self, id: ScopeId) -> Vec<&str> {
        let mut names = Vec::new();
        for &id in &self.closure(id) {
            names.append(&mut self.scope(id).names());
        }
        names
    }

    /// Returns every other name that covers this one: its aliases, and the scopes that imply it, with their aliases.
    /// Empty for a name that the catalog does not have.
    ///
    /// ```
    /// let text = "[scopes]\nread = ''\nwrite = { implies = ['read'], aliases = ['w'] }";
    /// let catalog = scope_catalog::Catalog::from_text(text).expect("a sound catalog");
    /// assert_eq!(catalog.covering_names("read"), ["write", "w"]);
    /// ```
    pub fn covering_names(&self, name: &str) -> Vec<String> {
        let Some(id) = self.declared(name) else { return Vec::new() };
        let mut names = vec![name.to_owned()];
        for covering in self.implying(id) {
            let scope = self.scope(covering);
            // A name that matches a pattern is not covered by other names that match it.
            if covering != id || !Pattern::is_pattern(&scope.name) {
                names.extend(scope.names().into_iter().map(str::to_owned));
            }
        }
        if self.is_always_granted(name) {
            // Every token has this scope.
            for scope in self.scopes() {
                names.push(scope.name.to_string());
            }
        }
        if let Some(prefix) = self.optional_prefix() {
            for at in 0..names.len() {
                names.push(with_or_without(prefix, &names[at]));
            }
        }
        let mut known = NameMap::with_capacity(names.len());
        let mut covering = Vec::new();
        for other in &names {
            if known.add(other) && other != name {
                covering.push(other.clone());
            }
        }
        covering
    }

    /// Returns whether a scope permits less than the operations that accept it suggest; see
    /// [`Details::is_special`](crate::Details::is_special).
    pub fn is_special(&self, id: ScopeId) -> bool {
        self.details(id).is_some_and(|details| details.is_special)
    }

    /// Returns whether a name may be enough for operations that do not accept it, so that nothing can be reported as
    /// missing. Either the catalog says so ([`Details::serves_more`](crate::Details::serves_more)), or the name is
    /// deprecated and no operation mentions it.
    ///
    /// ```
    /// let text = "\
    /// [scopes]
    /// everything = { serves_more = true }
    /// read = ''
    /// [retired.old]
    /// status = 'deprecated'
    /// [operations]
    /// get = { needs = 'read' }";
    /// let catalog = scope_catalog::Catalog::from_text(text).expect("a sound catalog");
    /// assert!(catalog.serves_more("everything") && catalog.serves_more("old") && !catalog.serves_more("read"));
    /// ```
    pub fn serves_more(&self, name: &str) -> bool {
        match self.lookup(name) {
            Lookup::Known(id) => self.details(id).is_some_and(|details| details.serves_more),
            Lookup::Retired(id) => {
                let retired = self.retired(id);
                retired.still_works && !self.is_named_by_operations(&|named| *named == *retired.name)
            }
            Lookup::Unknown => false,
        }
    }

    /// Returns whether some operation needs this scope or one that it covers.
    pub fn is_needed_somewhere(&self, id: ScopeId) -> bool {
        let covered = self.covered_names(id);
        let is_covered = |name: &str| covered.contains(&name);
        self.is_named_by_operations(&is_covered)
    }

    /// Whether an operation mentions a scope for which a condition holds.
    pub(super) fn is_named_by_operations(&self, is_such: &dyn Fn(&str) -> bool) -> bool {
        let names_it = |operation: &Operation| operation.scopes().iter().any(|name| is_such(&name.text));
        self.operations().iter().any(names_it) || self.operation_texts.iter().any(|text| text.mentions(is_such))
    }
}
