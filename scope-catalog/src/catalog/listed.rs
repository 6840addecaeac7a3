//! Looks up words in the lists of names in a catalog.

use super::{Catalog, Lookup};
use crate::fast::sort;
use crate::model::{NameList, ScopeId, SortedNames};
use crate::names::pattern::Pattern;

/// The beginning of a name that stands for a scope of any resource.
pub(crate) const ANY_RESOURCE: &str = "{resource}/";

impl NameList {
    /// Whether the list contains this text, as a name or a pattern.
    pub(crate) fn has(&self, catalog: &Catalog, text: &str) -> bool {
        !self.names.is_empty() && is_in(&self.sorted(catalog).texts, &catalog.folded(text))
    }

    /// Whether one of the names means this scope.
    pub(crate) fn has_scope(&self, catalog: &Catalog, id: ScopeId) -> bool {
        !self.names.is_empty() && self.sorted(catalog).scopes.binary_search(&id).is_ok()
    }

    /// Whether one of the patterns matches a name.
    pub(crate) fn describes(&self, catalog: &Catalog, name: &str) -> bool {
        if self.names.is_empty() || self.sorted(catalog).patterns.is_empty() {
            return false;
        }
        let folded = catalog.folded(name);
        self.sorted(catalog).patterns.iter().any(|pattern| pattern.matches(&folded))
    }

    /// Whether the list contains a word: by its name, by a pattern, or for any resource.
    pub(crate) fn names(&self, catalog: &Catalog, word: &str, lookup: Lookup) -> bool {
        let is_at_any = || {
            let names = &self.sorted(catalog).at_any_resource;
            let short = || catalog.qualified(word).map_or(word, |found| found.name);
            !names.is_empty() && is_in(names, &catalog.folded(short()))
        };
        self.has(catalog, word)
            || matches!(lookup, Lookup::Known(id) if self.has_scope(catalog, id))
            || self.describes(catalog, word)
            || !self.names.is_empty() && is_at_any()
    }

    fn sorted(&self, catalog: &Catalog) -> &SortedNames {
        self.sorted.get_or_init(|| {
            let mut sorted = SortedNames::default();
            for name in &self.names {
                sorted.add(catalog, &name.text);
            }
            sort(&mut sorted.texts, Ord::cmp);
            sort(&mut sorted.scopes, Ord::cmp);
            sort(&mut sorted.at_any_resource, Ord::cmp);
            sorted
        })
    }
}

impl SortedNames {
    fn add(&mut self, catalog: &Catalog, name: &str) {
        let folded = catalog.folded(name);
        if let Some(short) = name.strip_prefix(ANY_RESOURCE) {
            self.at_any_resource.push(catalog.folded(short).into());
            return;
        }
        if !Pattern::is_pattern(name) {
            if let Some(id) = catalog.declared(name) {
                self.scopes.push(id);
            }
        } else if let Ok(pattern) = Pattern::parse(&folded) {
            self.patterns.push(pattern);
        }
        self.texts.push(folded.into());
    }
}

fn is_in(sorted: &[Box<str>], text: &str) -> bool {
    sorted.binary_search_by(|known| (**known).cmp(text)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::catalog;

    #[test]
    fn names_patterns_and_resources() {
        let text = "case = 'insensitive'\nscopes = ['Read', 'Write', 'Admin']\n[resources.files]\nuri = ['https://files.example']\n\
            scopes = ['All']\n[grants.implicit]\nallow = ['read', 'x:{id}', '{resource}/All', 'y']\n";
        let catalog = catalog(text);
        let allow = &catalog.grants()[0].allow;
        let names = |word: &str| allow.names(&catalog, word, catalog.lookup(word));
        for word in ["Read", "READ", "x:7", "X:7", "all", "https://files.example/All", "Y"] {
            assert!(names(word), "{word}");
        }
        for word in ["Write", "x:", "x", "https://files.example/Read", "https://other.example/All"] {
            assert!(!names(word), "{word}");
        }
        assert!(allow.has(&catalog, "X:{id}") && !allow.has(&catalog, "x:7"));
        assert!(!NameList::default().names(&catalog, "Read", catalog.lookup("Read")));
    }
}
