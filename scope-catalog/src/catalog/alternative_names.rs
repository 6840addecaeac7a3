//! Alternative names: aliases, and the names of implied scopes.

use std::borrow::Cow;

use super::lookup::with_or_without;
use crate::catalog::{Catalog, Lookup};
use crate::fast::texts;
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
            covered.spellings.insert(0, name.to_owned());
            add_other_spellings(&mut covered.spellings, prefix);
            covered.spellings.remove(0);
            add_other_spellings(&mut covered.implied, prefix);
        }
        covered
    }

    /// The same for each name of a request; nothing at all if none of them has other names.
    ///
    /// What a provider grants without saying so (`[consent]`) comes with each of the other names.
    pub fn covered_by_each(&self, names: &[Cow<'_, str>]) -> Vec<AlternativeNames> {
        let requested = texts(names);
        let untold = self.untold(&requested);
        let mut covered = Vec::new();
        let mut has_some = false;
        for &name in &requested {
            let mut alternatives = self.covered(name);
            for &untold in &untold {
                if untold != name {
                    add(&mut alternatives.implied, untold);
                }
            }
            has_some |= !alternatives.is_empty();
            covered.push(alternatives);
        }
        if has_some { covered } else { Vec::new() }
    }

    /// What a token has that no answer names, if anything was granted: the scopes that are always granted, and those of the
    /// requested ones that are never listed.
    ///
    /// ```
    /// let text = "scopes = ['read', 'write', 'offline']\n[consent]\nalways = ['read']\nunlisted = ['offline']";
    /// let catalog = scope_catalog::Catalog::from_text(text).expect("a sound catalog");
    /// assert_eq!(catalog.untold(&["write", "offline"]), ["read", "offline"]);
    /// assert_eq!(catalog.untold(&["write"]), ["read"]);
    /// ```
    pub fn untold(&self, requested: &[&str]) -> Vec<&str> {
        let mut untold = texts(&self.consent().always);
        for name in &self.consent().unlisted {
            if requested.contains(&&**name) {
                untold.push(name);
            }
        }
        untold
    }

    fn covered_as_listed(&self, name: &str) -> AlternativeNames {
        let mut covered = AlternativeNames::default();
        let Lookup::Known(id) = self.lookup(name) else { return covered };
        if self.details(id).is_none() && *self.scope(id).name == *name {
            return covered;
        }
        // A name that a pattern describes is one of many: the pattern is not another name for it.
        let is_described = Pattern::is_pattern(&self.scope(id).name);
        for &reached in &self.closure(id) {
            let scope = self.scope(reached);
            let list = if reached == id && !is_described { &mut covered.spellings } else { &mut covered.implied };
            for other in scope.names() {
                if other != name {
                    list.push(other.to_owned());
                }
            }
        }
        covered
    }
}

fn add_other_spellings(names: &mut Vec<String>, prefix: &str) {
    for at in 0..names.len() {
        let other = with_or_without(prefix, &names[at]);
        add(names, &other);
    }
}

fn add(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
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
    fn what_is_granted_without_saying_so_comes_with_the_others() {
        let catalog = catalog("scopes = ['a', 'b', 'o']\n[consent]\nalways = ['b']\nunlisted = ['o']");
        let of = |names: &[&str]| -> Vec<String> {
            let names: Vec<_> = names.iter().map(|name| (*name).into()).collect();
            catalog.covered_by_each(&names).into_iter().map(|covered| covered.implied.join(" ")).collect()
        };
        assert_eq!(of(&["a", "o"]), ["b o", "b"]);
        assert_eq!(of(&["a"]), ["b"]);
        assert_eq!(of(&["b"]), [""; 0]);
    }

    #[test]
    fn a_pattern_is_no_spelling_of_what_it_describes() {
        let text = "[scopes]\nread = ''\n'account:{id}' = { implies = ['read'] }";
        assert_eq!(of(text, "account:1"), ["", "account:{id} read"]);
    }
}
