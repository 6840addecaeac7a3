//! Alternative names: aliases, and the names of implied scopes.

use crate::catalog::{Catalog, Lookup};
use crate::names::pattern::Pattern;

/// The alternative names of a scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlternativeNames {
    /// Other names of the same scope: a token with one of these has the scope.
    pub spellings: Vec<String>,
    /// The scopes that it implies, under all their names: a token with the scope has these, but not the other way
    /// round.
    pub implied: Vec<String>,
}

impl AlternativeNames {
    /// Whether the scope has no alternative names.
    pub fn is_empty(&self) -> bool {
        self.spellings.is_empty() && self.implied.is_empty()
    }
}

impl Catalog {
    /// The alternative names of the scope with this name. For a name that is not in the catalog, at most the optional
    /// prefix is known.
    ///
    /// ```
    /// let text = "[scopes]\nread = { aliases = ['r'] }\nwrite = { implies = ['read'], aliases = ['w'] }";
    /// let catalog = scope_catalog::Catalog::from_text(text).expect("a sound catalog");
    /// let covered = catalog.covered("w");
    /// assert_eq!((covered.spellings, covered.implied), (vec!["write".into()], vec!["read".into(), "r".into()]));
    /// ```
    pub fn covered(&self, name: &str) -> AlternativeNames {
        let mut covered = self.covered_as_listed(name);
        if let Some(prefix) = self.optional_prefix() {
            let other = |name: &str| name.strip_prefix(prefix).map_or_else(|| format!("{prefix}{name}"), str::to_owned);
            let spellings: Vec<String> =
                std::iter::once(name).chain(covered.spellings.iter().map(|known| &**known)).map(other).collect();
            let implied: Vec<String> = covered.implied.iter().map(|known| other(known)).collect();
            add(&mut covered.spellings, spellings);
            covered.spellings.retain(|known| known != name);
            add(&mut covered.implied, implied);
        }
        covered
    }

    /// The same for each of some names; nothing at all if none of them has other names.
    pub fn covered_by_each<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<AlternativeNames> {
        let mut covered = Vec::new();
        for name in names {
            covered.push(self.covered(name));
        }
        if covered.iter().all(AlternativeNames::is_empty) { Vec::new() } else { covered }
    }

    fn covered_as_listed(&self, name: &str) -> AlternativeNames {
        let mut covered = AlternativeNames::default();
        let Lookup::Known(id) = self.lookup(name) else { return covered };
        if self.details(id).is_none() && *self.scope(id).name == *name {
            return covered;
        }
        // A name that a pattern describes is one of many: the pattern is not another name for it.
        let is_described = Pattern::is_pattern(&self.scope(id).name);
        for reached in self.closure(id) {
            let scope = self.scope(reached);
            let list = if reached == id && !is_described { &mut covered.spellings } else { &mut covered.implied };
            let names = std::iter::once(&scope.name).chain(scope.aliases().iter().map(|alias| &alias.text));
            list.extend(names.filter(|known| ***known != *name).map(ToString::to_string));
        }
        covered
    }
}

fn add(names: &mut Vec<String>, more: Vec<String>) {
    for name in more {
        if !names.contains(&name) {
            names.push(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::catalog;

    fn of(text: &str, name: &str) -> [String; 2] {
        let covered = catalog(text).covered(name);
        [covered.spellings.join(" "), covered.implied.join(" ")]
    }

    #[test]
    fn spellings_are_apart_from_what_is_implied() {
        let text = "[scopes]\nread = { aliases = ['r'] }\nadmin = { implies = ['write'] }\n\
            write = { implies = ['read'], aliases = ['w', 'W'] }\nother = ''";
        assert_eq!(of(text, "write"), ["w W", "read r"]);
        assert_eq!(of(text, "W"), ["write w", "read r"]);
        assert_eq!(of(text, "admin"), ["", "write w W read r"]);
        assert_eq!(of(text, "other"), ["", ""]);
        assert!(catalog(text).covered("nothing").is_empty());
    }

    #[test]
    fn an_optional_prefix_makes_another_spelling() {
        let text = "optional_prefix = 'p/'\n[scopes]\na = { implies = ['p/b'], aliases = ['p/a', 'x'] }\n'p/b' = ''";
        assert_eq!(of(text, "a"), ["p/a x p/x", "p/b b"]);
        assert_eq!(of(text, "p/a"), ["a x p/x", "p/b b"]);
        assert_eq!(of(text, "b"), ["p/b", ""]);
        assert_eq!(of(text, "nothing"), ["p/nothing", ""]);
    }

    #[test]
    fn a_pattern_is_no_spelling_of_what_it_describes() {
        let text = "[scopes]\nread = ''\n'account:{id}' = { implies = ['read'] }";
        assert_eq!(of(text, "account:1"), ["", "account:{id} read"]);
    }
}
