//! What a scope permits, by declared implication.

use super::Catalog;
use crate::model::{Operation, ScopeId};
use crate::names::pattern::Pattern;

impl Catalog {
    /// Everything that the holder of a scope may do, by declared implication: the scope itself comes first.
    pub fn closure(&self, id: ScopeId) -> Vec<ScopeId> {
        let mut reached = vec![id];
        if self.details(id).is_none_or(|details| details.implies.is_empty()) {
            return reached;
        }
        let mut is_reached = vec![false; self.scopes().len()];
        is_reached[id.position()] = true;
        let mut next = 0;
        while next < reached.len() {
            let implied = self.details(reached[next]).map_or(&[][..], |details| &details.implies);
            for name in implied {
                let Some(id) = self.declared(&name.text) else { continue };
                if !std::mem::replace(&mut is_reached[id.position()], true) {
                    reached.push(id);
                }
            }
            next += 1;
        }
        reached
    }

    /// The scopes that one implies directly.
    pub fn implied(&self, id: ScopeId) -> Vec<ScopeId> {
        let names = self.details(id).map_or(&[][..], |details| &details.implies);
        names.iter().filter_map(|name| self.declared(&name.text)).collect()
    }

    /// Whether holding `held` is enough where `needed` is asked for.
    pub fn covers(&self, held: ScopeId, needed: ScopeId) -> bool {
        held == needed
            || (self.details(held).is_some_and(|details| !details.implies.is_empty())
                && self.closure(held).contains(&needed))
    }

    /// A scope, and every other one that implies it, at any distance.
    pub fn implying(&self, id: ScopeId) -> Vec<ScopeId> {
        self.implied_by().all(id)
    }

    /// Every name that a token with this scope answers to: aliases, implied names and their aliases.
    pub fn covered_names(&self, id: ScopeId) -> Vec<&str> {
        let mut names = Vec::new();
        for id in self.closure(id) {
            names.push(&*self.scope(id).name);
            for alias in self.scope(id).aliases() {
                names.push(&alias.text);
            }
        }
        names
    }

    /// Every other name that is as good as this one where it is needed: its aliases, and the scopes that imply it, with
    /// theirs. Of a name that the catalog lacks, none.
    ///
    /// ```
    /// let text = "[scopes]\nread = ''\nwrite = { implies = ['read'], aliases = ['w'] }";
    /// let catalog = scope_catalog::Catalog::from_text(text).expect("a sound catalog");
    /// assert_eq!(catalog.covering_names("read"), ["write", "w"]);
    /// ```
    pub fn covering_names(&self, name: &str) -> Vec<String> {
        let Some(id) = self.declared(name) else { return Vec::new() };
        let mut names: Vec<String> = vec![name.to_owned()];
        for covering in self.implying(id) {
            let scope = self.scope(covering);
            // A name that a pattern describes is not covered by the others that it describes.
            let is_other_name = covering == id && Pattern::is_pattern(&scope.name);
            for known in std::iter::once(&scope.name).chain(scope.aliases().iter().map(|alias| &alias.text)) {
                if !is_other_name && !names.iter().any(|name| **name == **known) {
                    names.push(known.to_string());
                }
            }
        }
        if let Some(prefix) = self.optional_prefix() {
            for at in 0..names.len() {
                let other =
                    names[at].strip_prefix(prefix).map_or_else(|| format!("{prefix}{}", names[at]), str::to_owned);
                if !names.contains(&other) {
                    names.push(other);
                }
            }
        }
        names.remove(0);
        names
    }

    /// Whether some operation needs a scope, or another one that it covers.
    pub fn is_needed_somewhere(&self, id: ScopeId) -> bool {
        let covered = self.covered_names(id);
        let is_covered = |name: &str| covered.contains(&name);
        let needs_it = |operation: &Operation| operation.needs.scopes().iter().any(|name| is_covered(&name.text));
        self.operations().iter().any(needs_it) || self.operation_texts.iter().any(|text| text.mentions(&is_covered))
    }
}
