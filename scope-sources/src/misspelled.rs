//! Names that are one letter away from a scope of a provider.

use std::collections::BTreeSet;

use crate::bundled::Providers;
use crate::confidence::is_distinctive;
use crate::slips::difference;

/// A shorter name has too many neighbors.
const SHORTEST: usize = 6;

impl Providers {
    /// The only provider, or the original one of several, that has all of these names, apart from slips. At least one is a
    /// slip.
    pub fn by_slips(&self, names: &[String]) -> Option<&'static str> {
        let mut of_all: Option<BTreeSet<&'static str>> = None;
        for name in names {
            let mut of_name: BTreeSet<&'static str> = self.knowing(name).collect();
            of_name.extend(self.slips(name).into_iter().map(|(provider, _)| provider));
            of_all = Some(match of_all {
                Some(known) => &known & &of_name,
                None => of_name,
            });
        }
        let of_all = of_all?;
        let first = of_all.first().copied().filter(|_| of_all.len() == 1);
        let only = first.or_else(|| Self::original(&of_all))?;
        names.iter().any(|name| !self.knows(only, name)).then_some(only)
    }

    /// The providers that have a scope one letter away from a name, each with that scope. A name that some provider has, and
    /// a single word, is none.
    pub fn slips(&self, name: &str) -> Vec<(&'static str, &str)> {
        if name.len() < SHORTEST || !is_distinctive(name) || self.knowing(name).next().is_some() {
            return Vec::new();
        }
        self.catalogs().filter_map(|(provider, catalog)| Some((provider, scope_of(catalog, name)?))).collect()
    }
}

fn scope_of<'c>(catalog: &'c scope_catalog::Catalog, name: &str) -> Option<&'c str> {
    catalog.scopes().iter().map(|scope| &*scope.name).find(|scope| is_misspelling(name, scope))
}

/// Whether a letter is another one, missing or too much, or two of them are swapped. A plural is not a slip.
///
/// ```
/// assert!(scope_sources::is_misspelling("orders:wirte", "orders:write"));
/// assert!(!scope_sources::is_misspelling("order:write", "orders:write"));
/// ```
pub fn is_misspelling(written: &str, meant: &str) -> bool {
    if written.len().abs_diff(meant.len()) > 1 {
        return false;
    }
    let (written, meant) = difference(written.as_bytes(), meant.as_bytes());
    let are_letters = written.iter().chain(meant).all(u8::is_ascii_alphabetic);
    are_letters
        && match (written, meant) {
            ([one], []) | ([], [one]) => *one != b's',
            ([_], [_]) => true,
            ([one, two], [three, four]) => (one, two) == (four, three),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_of_one_letter() {
        for (written, expected) in [
            ("user-libary-read", true),
            ("user-library-raed", true),
            ("user-librarry-read", true),
            ("user-library-read", false),
            ("user-librarys-read", false),
            ("user_library-read", false),
            ("user-libary-red", false),
            ("playlist", false),
        ] {
            assert_eq!(is_misspelling(written, "user-library-read"), expected, "{written}");
        }
    }

    #[test]
    fn the_only_provider() {
        let providers = Providers::bundled();
        let by_slips = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            providers.by_slips(&names)
        };
        assert_eq!(by_slips(&["user-libary-read", "user-top-read"]), Some("spotify"));
        assert_eq!(by_slips(&["red:user"]), Some("github"), "others have its names, too");
        assert_eq!(by_slips(&["user-library-read"]), None, "no slip");
        assert_eq!(by_slips(&["user-libary-read", "kitchen.stir"]), None);
        assert_eq!(by_slips(&["kitchen.stir"]), None);
        assert_eq!(by_slips(&["emial"]), None, "a word");
        assert_eq!(by_slips(&[]), None);
        assert!(providers.slips("red:user").contains(&("github", "read:user")));
    }
}
