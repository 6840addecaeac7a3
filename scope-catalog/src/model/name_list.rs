//! Lists of names that words are looked up in.

use std::ops::Deref;
use std::sync::OnceLock;

use super::ScopeId;
use crate::catalog::{Catalog, Lookup};
use crate::fast::sort;
use crate::names::pattern::Pattern;
use crate::span::Spanned;

/// What stands for any resource at the beginning of a name.
pub(crate) const ANY_RESOURCE: &str = "{resource}/";

/// Names and patterns of a catalog's list. It is made ready when the first word is looked up: a list and the words that are
/// looked up in it may both be long.
#[derive(Clone, Debug, Default)]
pub struct NameList {
    names: Vec<Spanned>,
    index: OnceLock<Index>,
}

/// The same, in order.
#[derive(Clone, Debug, Default)]
struct Index {
    /// All names and patterns as they are compared.
    texts: Vec<Box<str>>,
    /// The scopes that the names are.
    scopes: Vec<ScopeId>,
    patterns: Vec<Pattern>,
    /// The names after `{resource}/`.
    at_any_resource: Vec<Box<str>>,
}

impl From<Vec<Spanned>> for NameList {
    fn from(names: Vec<Spanned>) -> Self {
        Self { names, index: OnceLock::new() }
    }
}

impl Deref for NameList {
    type Target = [Spanned];

    fn deref(&self) -> &[Spanned] {
        &self.names
    }
}

impl NameList {
    /// Whether the list has this text, as a name or as a pattern.
    pub(crate) fn has(&self, catalog: &Catalog, text: &str) -> bool {
        !self.names.is_empty() && is_in(&self.index(catalog).texts, &catalog.folded(text))
    }

    /// Whether one of the names is this scope.
    pub(crate) fn has_scope(&self, catalog: &Catalog, id: ScopeId) -> bool {
        !self.names.is_empty() && self.index(catalog).scopes.binary_search(&id).is_ok()
    }

    /// Whether one of the patterns describes a name.
    pub(crate) fn describes(&self, catalog: &Catalog, name: &str) -> bool {
        if self.names.is_empty() || self.index(catalog).patterns.is_empty() {
            return false;
        }
        let folded = catalog.folded(name);
        self.index(catalog).patterns.iter().any(|pattern| pattern.matches(&folded))
    }

    /// Whether the list names a word: by its name or a pattern, or at any resource.
    pub(crate) fn names(&self, catalog: &Catalog, word: &str, lookup: Lookup) -> bool {
        let is_at_any = || {
            let names = &self.index(catalog).at_any_resource;
            let short = || catalog.qualified(word).map_or(word, |found| found.name);
            !names.is_empty() && is_in(names, &catalog.folded(short()))
        };
        self.has(catalog, word)
            || matches!(lookup, Lookup::Known(id) if self.has_scope(catalog, id))
            || self.describes(catalog, word)
            || !self.names.is_empty() && is_at_any()
    }

    fn index(&self, catalog: &Catalog) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            for name in &self.names {
                index.add(catalog, &name.text);
            }
            sort(&mut index.texts, Ord::cmp);
            sort(&mut index.scopes, Ord::cmp);
            sort(&mut index.at_any_resource, Ord::cmp);
            index
        })
    }
}

impl Index {
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
