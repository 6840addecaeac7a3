//! A list of scopes made at run time.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::{Encoded, Iter, Scopes};

/// A list of scopes made at run time: what to request next, or a text that was checked.
///
/// Like [`Scopes`], it holds the value of a request's `scope` parameter with the provider's delimiter. It contains no name
/// twice.
///
/// An empty list means that the request has no `scope` parameter (RFC 6749 §3.3 does not allow an empty one).
///
/// ```
/// use oauth_scopes::{Granted, ScopesBuf, scopes};
///
/// let granted = Granted::from_text("read_profile");
/// let next: ScopesBuf = granted.request_for(&scopes!("write_multipass"));
/// assert_eq!(next.as_str(), "read_profile write_multipass");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopesBuf {
    text: String,
    delimiter: u8,
}

impl ScopesBuf {
    /// Makes a list of names that do not contain the delimiter: each name once, in order.
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

    /// Returns the scopes as one text with the provider's delimiter: the value of `scope` before encoding.
    ///
    /// ```
    /// use oauth_scopes::{ScopesBuf, scopes};
    ///
    /// assert_eq!(ScopesBuf::from(scopes!("read_profile")).as_str(), "read_profile");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the text percent-encoded as one value of a query string or form: see [`Scopes::encoded`].
    ///
    /// ```
    /// use oauth_scopes::{ScopesBuf, scopes};
    ///
    /// let scopes = ScopesBuf::from(scopes!("read_profile write_multipass"));
    /// assert_eq!(scopes.encoded().to_string(), "read_profile%20write_multipass");
    /// ```
    pub fn encoded(&self) -> Encoded<'_> {
        Encoded::new(&self.text)
    }

    /// Returns an iterator over the scopes.
    ///
    /// ```
    /// use oauth_scopes::{ScopesBuf, scopes};
    ///
    /// let scopes = ScopesBuf::from(scopes!("read_profile write_multipass"));
    /// assert!(scopes.iter().eq(["read_profile", "write_multipass"]));
    /// ```
    pub fn iter(&self) -> Iter<'_> {
        Iter::new(&self.text, self.delimiter)
    }

    /// Returns the scopes as a `Vec`, for an API that takes `&[&str]`, such as that of `yup-oauth2`.
    ///
    /// ```
    /// use oauth_scopes::{ScopesBuf, scopes};
    ///
    /// let scopes = ScopesBuf::from(scopes!("read_profile write_multipass"));
    /// assert_eq!(scopes.to_vec(), ["read_profile", "write_multipass"]);
    /// ```
    pub fn to_vec(&self) -> Vec<&str> {
        self.iter().collect()
    }

    /// Returns the number of scopes.
    ///
    /// ```
    /// assert_eq!(oauth_scopes::ScopesBuf::default().len(), 0);
    /// ```
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Returns `true` if there is no scope; the request then has no `scope` parameter.
    ///
    /// ```
    /// assert!(oauth_scopes::ScopesBuf::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns `true` if the list contains exactly this name. Case matters.
    ///
    /// ```
    /// use oauth_scopes::{ScopesBuf, scopes};
    ///
    /// let scopes = ScopesBuf::from(scopes!("read_profile"));
    /// assert!(scopes.contains("read_profile") && !scopes.contains("Read_profile"));
    /// ```
    pub fn contains(&self, scope: &str) -> bool {
        self.iter().any(|name| name == scope)
    }

    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }
}

impl Scopes {
    /// Returns the scopes as a `Vec`, for an API that takes `&[&str]`, such as that of `yup-oauth2`.
    ///
    /// [`scope_list!`](crate::scope_list!) makes such a list without allocating.
    ///
    /// ```
    /// use oauth_scopes::scopes;
    ///
    /// assert_eq!(scopes!("read_profile write_multipass").to_vec(), ["read_profile", "write_multipass"]);
    /// ```
    pub fn to_vec(&self) -> Vec<&'static str> {
        self.iter().collect()
    }
}

/// An empty list.
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
