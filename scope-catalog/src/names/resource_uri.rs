//! Looks up the addresses of resources.

use super::pattern::Pattern;
use crate::fast::sort;

/// The addresses of a catalog's resources. The first one that a text matches counts.
#[derive(Debug, Default)]
pub(crate) struct ResourceUris {
    /// The addresses without placeholders, sorted, each with its number among all addresses, and the position of its
    /// resource.
    literals: Vec<(Box<str>, usize, usize)>,
    patterns: Vec<(Pattern, usize, usize)>,
}

/// The maximum number of addresses.
pub(crate) const MOST_ADDRESSES: usize = 5000;

/// The maximum number of patterns, since each name is compared with all of them several times.
pub(crate) const MOST_ADDRESS_PATTERNS: usize = 200;

impl ResourceUris {
    pub(crate) fn len(&self) -> usize {
        self.literals.len() + self.patterns.len()
    }

    /// Adds an address of a resource, unless it is an invalid pattern. Returns `false` if there are too many.
    pub(crate) fn add(&mut self, resource: usize, uri: &str) -> bool {
        let Ok(pattern) = Pattern::parse(uri) else { return true };
        let number = self.len();
        if number >= MOST_ADDRESSES || self.patterns.len() >= MOST_ADDRESS_PATTERNS {
            return false;
        }
        if Pattern::is_pattern(uri) {
            self.patterns.push((pattern, number, resource));
        } else {
            self.literals.push((uri.into(), number, resource));
        }
        true
    }

    /// Sorts the addresses, so that they can be found.
    pub(crate) fn sort(&mut self) {
        sort(&mut self.literals, Ord::cmp);
    }

    /// Returns the position of the resource with an address, and whether the address is a literal.
    pub(crate) fn find(&self, uri: &str) -> Option<(usize, bool)> {
        let at = self.literals.partition_point(|(known, ..)| **known < *uri);
        let literal = self.literals.get(at).filter(|(known, ..)| **known == *uri);
        let before = literal.map_or(usize::MAX, |(_, number, _)| *number);
        for (pattern, number, resource) in &self.patterns {
            if *number > before {
                break;
            }
            if pattern.matches(uri) {
                return Some((*resource, false));
            }
        }
        literal.map(|(.., resource)| (*resource, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_address_counts() {
        let mut uris = ResourceUris::default();
        for (resource, uri) in
            ["https://b", "https://a", "https://{x}", "https://c", "{", "https://a"].iter().enumerate()
        {
            assert!(uris.add(resource, uri));
        }
        uris.sort();
        assert_eq!(uris.len(), 5);
        for (uri, expected) in [
            ("https://a", Some((1, true))),
            ("https://b", Some((0, true))),
            ("https://c", Some((2, false))),
            ("https://d", Some((2, false))),
            ("https://", None),
            ("", None),
        ] {
            assert_eq!(uris.find(uri), expected, "{uri}");
        }
    }

    #[test]
    fn too_many_are_refused() {
        let mut uris = ResourceUris::default();
        assert!((0..MOST_ADDRESS_PATTERNS).all(|number| uris.add(number, &format!("{number}{{x}}"))));
        assert!(!uris.add(0, "{x}"));
        let mut uris = ResourceUris::default();
        assert!((0..MOST_ADDRESSES).all(|number| uris.add(number, &number.to_string())));
        assert!(!uris.add(0, "a"));
    }
}
