//! A checked list of scopes.

use core::fmt;
use core::iter::FusedIterator;

use crate::Encoded;

/// A list of scopes that was checked while the program compiled: the value of [`scopes!`](crate::scopes!).
///
/// It holds the text of a request's `scope` parameter, in the order in which it was written and with the provider's
/// delimiter. Nothing is allocated; the text is split when somebody iterates.
///
/// An empty list means that the parameter is left out of the request (RFC 6749 §3.3 has no empty `scope`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scopes {
    text: &'static str,
    /// Names that the scopes answer to besides their own, with a space between them.
    covered: &'static str,
    delimiter: u8,
}

impl Scopes {
    pub(crate) const fn new(text: &'static str, covered: &'static str, delimiter: u8) -> Self {
        Self { text, covered, delimiter }
    }

    /// The scopes as one text, with the provider's delimiter between them: the value of `scope` before encoding.
    pub const fn as_str(&self) -> &'static str {
        self.text
    }

    /// The text as one value of a query string or form, encoded: a space is `%20` (RFC 6749 appendix B).
    ///
    /// For a URL that is put together by hand. HTTP clients encode by themselves: give them [`as_str`](Self::as_str).
    pub const fn encoded(&self) -> Encoded {
        Encoded::new(self.text)
    }

    /// The scopes, one by one, in the order in which they were written.
    pub fn iter(&self) -> Iter {
        Iter { rest: (!self.text.is_empty()).then_some(self.text), delimiter: self.delimiter }
    }

    /// How many scopes there are.
    pub const fn len(&self) -> usize {
        if self.text.is_empty() {
            return 0;
        }
        let bytes = self.text.as_bytes();
        let mut count = 1;
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == self.delimiter {
                count += 1;
            }
            at += 1;
        }
        count
    }

    /// Whether there is none: then the parameter is left out of the request.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether this very name is asked for. Names are case-sensitive.
    pub fn contains(&self, scope: &str) -> bool {
        self.iter().any(|name| name == scope)
    }

    /// Whether a token with these scopes answers to a name: it is asked for, or it is another spelling of one that is, or
    /// the catalogue says that one that is implies it.
    ///
    /// A name that a `{…}` pattern describes is compared as it is written.
    pub fn covers(&self, scope: &str) -> bool {
        self.contains(scope) || (!scope.is_empty() && self.covered.split(' ').any(|name| name == scope))
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.text)
    }
}

impl fmt::Debug for Scopes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Scopes").field(&self.text).finish()
    }
}

impl AsRef<str> for Scopes {
    fn as_ref(&self) -> &str {
        self.text
    }
}

impl From<Scopes> for &'static str {
    fn from(scopes: Scopes) -> Self {
        scopes.text
    }
}

impl IntoIterator for Scopes {
    type Item = &'static str;
    type IntoIter = Iter;

    fn into_iter(self) -> Iter {
        self.iter()
    }
}

impl IntoIterator for &Scopes {
    type Item = &'static str;
    type IntoIter = Iter;

    fn into_iter(self) -> Iter {
        self.iter()
    }
}

/// The scopes of a list, one by one. Made by [`Scopes::iter`].
#[derive(Clone, Debug)]
pub struct Iter {
    rest: Option<&'static str>,
    delimiter: u8,
}

impl Iterator for Iter {
    type Item = &'static str;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest?;
        match rest.split_once(char::from(self.delimiter)) {
            Some((name, rest)) => {
                self.rest = Some(rest);
                Some(name)
            }
            None => self.rest.take(),
        }
    }
}

impl FusedIterator for Iter {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;
    use std::vec::Vec;

    const SPACED: Scopes = Scopes::new("read_profile write_multipass", "read_multipass", b' ');
    const COMMAS: Scopes = Scopes::new("a,b c,a", "", b',');
    const NONE: Scopes = Scopes::new("", "", b' ');

    #[test]
    fn splits_by_its_own_delimiter() {
        assert_eq!(SPACED.iter().collect::<Vec<_>>(), ["read_profile", "write_multipass"]);
        assert_eq!(COMMAS.into_iter().collect::<Vec<_>>(), ["a", "b c", "a"]);
        assert_eq!(NONE.iter().next(), None);
        assert_eq!((SPACED.len(), COMMAS.len(), NONE.len()), (2, 3, 0));
        assert!(NONE.is_empty() && !SPACED.is_empty());
    }

    #[test]
    fn contains_is_exact_and_covers_knows_more() {
        assert!(
            SPACED.contains("read_profile") && !SPACED.contains("read_multipass") && !SPACED.contains("Read_profile")
        );
        assert!(SPACED.covers("read_multipass") && SPACED.covers("write_multipass"));
        assert!(!SPACED.covers("") && !SPACED.covers("read_multipass "));
        assert!(!NONE.covers("") && !NONE.contains(""));
    }

    #[test]
    fn displays_its_text() {
        assert_eq!(SPACED.to_string(), "read_profile write_multipass");
        assert_eq!(std::format!("{SPACED:?}"), "Scopes(\"read_profile write_multipass\")");
    }
}
