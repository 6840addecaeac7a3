//! A list of scopes that is made while the program runs.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::{Encoded, Iter, Scopes};

/// A list of scopes that is made while the program runs: what to ask for next, or a text that was checked.
///
/// Like [`Scopes`] it is the text of a request's `scope` parameter, with the provider's delimiter. It holds no name twice.
///
/// An empty list means that the parameter is left out of the request (RFC 6749 §3.3 has no empty `scope`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopesBuf {
    text: String,
    delimiter: u8,
}

impl ScopesBuf {
    /// Names that do not hold the delimiter, each once, in their order.
    pub(crate) fn of<'n>(names: impl IntoIterator<Item = &'n str>, delimiter: u8) -> Self {
        let mut seen = BTreeSet::new();
        let mut text = String::new();
        for name in names {
            if name.is_empty() || !seen.insert(name) {
                continue;
            }
            if !text.is_empty() {
                text.push(char::from(delimiter));
            }
            text.push_str(name);
        }
        Self { text, delimiter }
    }

    /// The scopes as one text, with the provider's delimiter between them: the value of `scope` before encoding.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text as one value of a query string or form, encoded: see [`Scopes::encoded`].
    pub fn encoded(&self) -> Encoded<'_> {
        Encoded::new(&self.text)
    }

    /// The scopes, one by one.
    pub fn iter(&self) -> Iter<'_> {
        Iter::new(&self.text, self.delimiter)
    }

    /// The scopes as a list, for an interface that takes `&[&str]`, such as that of `yup-oauth2`.
    pub fn to_vec(&self) -> Vec<&str> {
        self.iter().collect()
    }

    /// How many scopes there are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there is none: then the parameter is left out of the request.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether this very name is in it. Names are case-sensitive.
    pub fn contains(&self, scope: &str) -> bool {
        self.iter().any(|name| name == scope)
    }

    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }
}

impl Scopes {
    /// The scopes as a list, for an interface that takes `&[&str]`, such as that of `yup-oauth2`.
    ///
    /// [`scope_list!`](crate::scope_list!) gives such a list without allocating.
    pub fn to_vec(&self) -> Vec<&'static str> {
        self.iter().collect()
    }
}

/// No scope.
impl Default for ScopesBuf {
    fn default() -> Self {
        Self { text: String::new(), delimiter: b' ' }
    }
}

impl From<Scopes> for ScopesBuf {
    fn from(scopes: Scopes) -> Self {
        Self::of(scopes, scopes.delimiter())
    }
}

impl From<ScopesBuf> for String {
    fn from(scopes: ScopesBuf) -> Self {
        scopes.text
    }
}

impl fmt::Display for ScopesBuf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text)
    }
}

impl AsRef<str> for ScopesBuf {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<'s> IntoIterator for &'s ScopesBuf {
    type Item = &'s str;
    type IntoIter = Iter<'s>;

    fn into_iter(self) -> Iter<'s> {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use std::string::{String, ToString};

    use super::ScopesBuf;
    use crate::Scopes;

    const COMMAS: Scopes = Scopes("\u{2}a,b c,a\0d\0e");

    #[test]
    fn holds_each_name_once_with_the_delimiter() {
        let scopes = ScopesBuf::from(COMMAS);
        assert_eq!((scopes.as_str(), scopes.len(), scopes.is_empty()), ("a,b c", 2, false));
        assert_eq!((scopes.to_vec(), COMMAS.to_vec()), (["a", "b c"].into(), ["a", "b c", "a"].into()));
        assert_eq!(scopes.encoded().to_string(), "a%2Cb%20c");
        assert!(scopes.contains("b c") && !scopes.contains("b") && !scopes.contains("d"));
        assert_eq!(ScopesBuf::of(["", "x", "", "y", "x"], b' ').to_string(), "x y");
    }

    #[test]
    fn none() {
        let none = ScopesBuf::default();
        assert_eq!((none.is_empty(), none.len(), none.iter().next()), (true, 0, None));
        assert_eq!(String::from(none), "");
    }
}
