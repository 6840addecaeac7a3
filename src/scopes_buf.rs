//! A list of scopes made at run time.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use crate::requested_scopes::{RequestedScope, RequestedScopes};
use crate::scopes::like_text;
use crate::{Encoded, Iter, Scopes};

/// A list of scopes made at run time: what to request next, or a text that was checked.
///
/// Like [`Scopes`], it holds the value of a request's `scope` parameter, with the provider's delimiter. It does not
/// contain any name twice. It keeps the aliases and implications of the lists that it was made from.
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
#[derive(Clone, Debug)]
pub struct ScopesBuf {
    text: String,
    delimiter: u8,
    /// What is known of some of its scopes, by their names.
    pub(crate) known: BTreeMap<String, Known>,
}

/// What is known of a scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// Its other names.
    pub(crate) aliases: BTreeSet<String>,
    /// What it implies.
    pub(crate) implied: BTreeSet<String>,
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
        Self { text, delimiter, known: BTreeMap::new() }
    }

    /// Adds what is known of the scopes in the list; each may be written as any of its names.
    pub(crate) fn knowing(mut self, scopes: &[RequestedScope<'_>]) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&RequestedScope<'_>>> = BTreeMap::new();
        for scope in scopes.iter().filter(|scope| !(scope.aliases.is_empty() && scope.implied.is_empty())) {
            for name in scope.spellings() {
                by_name.entry(name).or_default().push(scope);
            }
        }
        let mut known = core::mem::take(&mut self.known);
        for name in &self {
            for scope in by_name.get(name).into_iter().flatten() {
                let known = known.entry(name.into()).or_default();
                known.aliases.extend(scope.spellings().filter(|other| *other != name).map(Into::into));
                known.implied.extend(scope.implied.iter().filter(|other| **other != name).map(|other| (*other).into()));
            }
        }
        self.known = known;
        self
    }

    /// Whether a scope is an alias of one in the list, or implied by one.
    pub(crate) fn also_grants(&self, scope: &str) -> bool {
        self.known.values().any(|known| known.aliases.contains(scope) || known.implied.contains(scope))
    }

    /// The names of the scopes, and everything that they are known to grant.
    pub(crate) fn names(&self) -> BTreeSet<&str> {
        let known = self.known.values().flat_map(|known| known.aliases.iter().chain(&known.implied));
        self.iter().chain(known.map(String::as_str)).collect()
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

    /// What lists are compared by.
    fn key(&self) -> (&str, u8) {
        (&self.text, self.delimiter)
    }
}

impl RequestedScopes for ScopesBuf {
    fn requested(&self) -> Vec<RequestedScope<'_>> {
        let scope = |name| {
            let known = self.known.get(name);
            let aliases = known.into_iter().flat_map(|known| &known.aliases).map(String::as_str).collect();
            let implied = known.into_iter().flat_map(|known| &known.implied).map(String::as_str).collect();
            RequestedScope { name, aliases, implied }
        };
        self.iter().map(scope).collect()
    }

    fn delimiter(&self) -> u8 {
        self.delimiter
    }
}

like_text! {
    /// Two lists are equal if their texts and delimiters are; what is known of the scopes makes no difference.
    ScopesBuf by ScopesBuf::key
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
        Self::of([], b' ')
    }
}

impl From<Scopes> for ScopesBuf {
    fn from(scopes: Scopes) -> Self {
        Self::of(scopes, scopes.delimiter()).knowing(&RequestedScope::all_of(&scopes))
    }
}

impl From<ScopesBuf> for String {
    fn from(scopes: ScopesBuf) -> Self {
        scopes.text
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

    const COMMAS: Scopes = Scopes::unchecked("\u{2}a,b c,a\0d\0e");

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
