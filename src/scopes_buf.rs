//! A list of scopes that is made while the program runs.

use alloc::collections::BTreeSet;
use alloc::string::String;
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
