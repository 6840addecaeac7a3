//! A checked list of scopes.

use core::fmt;
use core::iter::FusedIterator;

use crate::Encoded;

/// A list of scopes that was checked at compile time: the value of [`scopes!`](crate::scopes!).
///
/// It holds the value of a request's `scope` parameter: the scopes in the order in which you wrote them, with the provider's
/// delimiter. It is `Copy` and never allocates; the text is split when you iterate.
///
/// An empty list means that the request has no `scope` parameter (RFC 6749 §3.3 does not allow an empty one).
///
/// ```
/// use oauth_scopes::{Scopes, scopes};
///
/// const SCOPES: Scopes = scopes!("read_profile write_multipass");
/// assert_eq!(SCOPES.to_string(), "read_profile write_multipass");
/// assert!(SCOPES.iter().eq(["read_profile", "write_multipass"]));
/// ```
// One public field, because a constructor function would make every call of the macro a third slower to compile. Its name
// tells whoever writes it by hand what they do.
//
// A text of plain scopes is kept as it is. If there is more to know, a mark that no scope may contain comes first. After the
// text come two lists of names for each scope, in order, separated by spaces within a list, each after a NUL: its other
// spellings, and what it implies. Empty lists at the end are left out: `\u{1}write profile\0w\0read r` is `write` (alias
// `w`), which implies `read` (alias `r`), and `profile`, without either.
#[derive(Clone, Copy)]
pub struct Scopes {
    #[doc(hidden)]
    pub __unchecked: &'static str,
}

/// The mark of scopes separated by spaces.
const SPACED: u8 = 1;
/// The mark of scopes separated by commas.
const WITH_COMMAS: u8 = 2;

impl Scopes {
    /// Returns the scopes as one text with the provider's delimiter: the value of `scope` before encoding.
    ///
    /// ```
    /// use oauth_scopes::scopes;
    ///
    /// assert_eq!(scopes!("read_profile", "write_multipass").as_str(), "read_profile write_multipass");
    /// ```
    pub const fn as_str(&self) -> &'static str {
        match self.__unchecked.as_bytes() {
            [SPACED | WITH_COMMAS, marked @ ..] => before_nul(marked),
            _ => self.__unchecked,
        }
    }

    /// Two lists of names for each scope, in order: its other spellings, and what it implies. Empty ones at the end may be
    /// left out.
    pub(crate) fn extra_names(&self) -> impl Iterator<Item = impl Iterator<Item = &'static str> + use<>> + use<> {
        let marked = self.__unchecked.strip_prefix([char::from(SPACED), char::from(WITH_COMMAS)]);
        let lists = marked.into_iter().flat_map(|marked| marked.split('\0').skip(1));
        lists.map(|list| list.split(' ').filter(|name| !name.is_empty()))
    }

    pub(crate) const fn delimiter(&self) -> u8 {
        match self.__unchecked.as_bytes() {
            [WITH_COMMAS, ..] => b',',
            _ => b' ',
        }
    }

    /// Returns the text percent-encoded as one value of a query string or form: a space is `%20` (RFC 6749 appendix B).
    ///
    /// Use it for a URL that you build by hand. HTTP clients encode texts themselves: pass them
    /// [`as_str`](Self::as_str).
    ///
    /// ```
    /// use oauth_scopes::scopes;
    ///
    /// let query = format!("response_type=code&scope={}", scopes!("read_profile write_multipass").encoded());
    /// assert_eq!(query, "response_type=code&scope=read_profile%20write_multipass");
    /// ```
    pub const fn encoded(&self) -> Encoded<'static> {
        Encoded::new(self.as_str())
    }

    /// Returns an iterator over the scopes, in the order in which you wrote them.
    ///
    /// ```
    /// use oauth_scopes::scopes;
    ///
    /// let longest = scopes!("read_profile write_multipass").iter().max_by_key(|scope| scope.len());
    /// assert_eq!(longest, Some("write_multipass"));
    /// ```
    pub fn iter(&self) -> Iter<'static> {
        Iter::new(self.as_str(), self.delimiter())
    }

    /// Returns the number of scopes.
    ///
    /// ```
    /// assert_eq!(oauth_scopes::scopes!("read_profile write_multipass").len(), 2);
    /// ```
    pub const fn len(&self) -> usize {
        let (bytes, delimiter) = (self.as_str().as_bytes(), self.delimiter());
        if bytes.is_empty() {
            return 0;
        }
        let mut count = 1;
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] == delimiter {
                count += 1;
            }
            at += 1;
        }
        count
    }

    /// Returns `true` if there is no scope; the request then has no `scope` parameter.
    ///
    /// ```
    /// assert!(!oauth_scopes::scopes!("read_profile").is_empty());
    /// ```
    pub const fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }

    /// Returns `true` if the list contains exactly this name. Case matters.
    ///
    /// ```
    /// use oauth_scopes::scopes;
    ///
    /// assert!(scopes!("write_multipass").contains("write_multipass"));
    /// assert!(!scopes!("write_multipass").contains("read_multipass"));
    /// ```
    pub fn contains(&self, scope: &str) -> bool {
        self.iter().any(|name| name == scope)
    }

    /// [`contains`](Self::contains) for constants.
    pub(crate) const fn contains_const(&self, scope: &str) -> bool {
        let (text, scope, delimiter) = (self.as_str().as_bytes(), scope.as_bytes(), self.delimiter());
        let mut start = 0;
        while start < text.len() {
            let mut length = 0;
            let mut is_same = true;
            while start + length < text.len() && text[start + length] != delimiter {
                is_same = is_same && length < scope.len() && text[start + length] == scope[length];
                length += 1;
            }
            if is_same && length == scope.len() {
                return true;
            }
            start += length + 1;
        }
        false
    }

    /// Returns `true` if the list contains the scope, an alias of it, or a scope that implies it.
    ///
    /// Aliases and implications are those of the catalog. A name that matches a `{…}` pattern of the catalog is compared
    /// as written.
    ///
    /// ```
    /// use oauth_scopes::scopes;
    ///
    /// // The catalog says that `write_multipass` implies `read_multipass`.
    /// assert!(scopes!("write_multipass").covers("read_multipass"));
    /// assert!(!scopes!("read_multipass").covers("write_multipass"));
    /// ```
    pub fn covers(&self, scope: &str) -> bool {
        self.contains(scope) || self.extra_names().flatten().any(|name| name == scope)
    }
}

const fn before_nul(text: &'static [u8]) -> &'static str {
    let mut end = 0;
    while end < text.len() && text[end] != 0 {
        end += 1;
    }
    match core::str::from_utf8(text.split_at(end).0) {
        Ok(text) => text,
        Err(_) => "",
    }
}

/// Implements what a list of scopes has of its text: how lists are compared, by this key, and how they are shown.
macro_rules! like_text {
    ($(#[$documentation:meta])* $list:ident by $key:path) => {
        $(#[$documentation])*
        impl PartialEq for $list {
            fn eq(&self, other: &Self) -> bool {
                $key(self) == $key(other)
            }
        }

        impl Eq for $list {}

        impl PartialOrd for $list {
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $list {
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                $key(self).cmp(&$key(other))
            }
        }

        impl core::hash::Hash for $list {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                $key(self).hash(state);
            }
        }

        impl core::fmt::Display for $list {
            fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl AsRef<str> for $list {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    };
}
#[cfg(feature = "alloc")]
pub(crate) use like_text;

like_text! {
    /// Two lists are equal if their texts are; what the catalog says about the scopes makes no difference.
    Scopes by Scopes::as_str
}

impl fmt::Debug for Scopes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Scopes").field(&self.as_str()).finish()
    }
}

impl From<Scopes> for &'static str {
    fn from(scopes: Scopes) -> Self {
        scopes.as_str()
    }
}

impl IntoIterator for Scopes {
    type Item = &'static str;
    type IntoIter = Iter<'static>;

    fn into_iter(self) -> Iter<'static> {
        self.iter()
    }
}

impl IntoIterator for &Scopes {
    type Item = &'static str;
    type IntoIter = Iter<'static>;

    fn into_iter(self) -> Iter<'static> {
        self.iter()
    }
}

/// An iterator over the scopes of a list. Returned by [`Scopes::iter`], `ScopesBuf::iter` and `Granted::iter`.
///
/// ```
/// use oauth_scopes::{Iter, scopes};
///
/// let mut scopes: Iter<'static> = scopes!("read_profile write_multipass").into_iter();
/// assert_eq!(scopes.next(), Some("read_profile"));
/// ```
#[derive(Clone, Debug)]
pub struct Iter<'t> {
    rest: Option<&'t str>,
    delimiter: u8,
}

impl<'t> Iter<'t> {
    pub(crate) fn new(text: &'t str, delimiter: u8) -> Self {
        Self { rest: (!text.is_empty()).then_some(text), delimiter }
    }
}

impl<'t> Iterator for Iter<'t> {
    type Item = &'t str;

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

impl FusedIterator for Iter<'_> {}

#[cfg(test)]
impl Scopes {
    /// As a macro makes it of this text.
    pub(crate) const fn unchecked(text: &'static str) -> Self {
        Self { __unchecked: text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;
    use std::vec::Vec;

    const SPACED: Scopes = Scopes::unchecked("\u{1}read_profile write_multipass\0\0read_nothing\0w W\0read_multipass");
    const COMMAS: Scopes = Scopes::unchecked("\u{2}a,b c,a");
    const PLAIN: Scopes = Scopes::unchecked("read_profile write_multipass");
    const NONE: Scopes = Scopes::unchecked("");

    #[test]
    fn splits_by_its_own_delimiter() {
        assert_eq!(SPACED.iter().collect::<Vec<_>>(), ["read_profile", "write_multipass"]);
        assert_eq!(COMMAS.into_iter().collect::<Vec<_>>(), ["a", "b c", "a"]);
        assert_eq!(NONE.iter().next(), None);
        assert_eq!(PLAIN.iter().collect::<Vec<_>>(), ["read_profile", "write_multipass"]);
        assert_eq!((SPACED.len(), COMMAS.len(), PLAIN.len(), NONE.len()), (2, 3, 2, 0));
        assert_eq!((SPACED.as_str(), COMMAS.as_str()), (PLAIN.as_str(), "a,b c,a"));
        assert!(NONE.is_empty() && !SPACED.is_empty());
    }

    #[test]
    fn contains_is_exact_and_covers_follows_implications() {
        assert!(
            SPACED.contains("read_profile") && !SPACED.contains("read_multipass") && !SPACED.contains("Read_profile")
        );
        assert!(SPACED.covers("read_multipass") && SPACED.covers("write_multipass"));
        assert!(PLAIN.covers("read_profile") && !PLAIN.covers("read_multipass") && SPACED.covers("read_nothing"));
        assert!(!SPACED.covers("") && !SPACED.covers("read_multipass "));
        assert!(!NONE.covers("") && !NONE.contains(""));
    }

    #[test]
    fn contains_const_agrees_with_contains() {
        for scopes in [SPACED, COMMAS, PLAIN, NONE] {
            for name in ["read_profile", "write_multipass", "read", "a", "b c", "b", "read_profile write_multipass"] {
                assert_eq!(scopes.contains_const(name), scopes.contains(name), "{scopes}: {name}");
            }
        }
    }

    #[test]
    fn each_scope_has_its_own_extra_names() {
        let lists: Vec<Vec<&str>> = SPACED.extra_names().map(Iterator::collect).collect();
        let none: &[&str] = &[];
        assert_eq!(lists, [none, &["read_nothing"], &["w", "W"], &["read_multipass"]]);
        for none in [COMMAS, PLAIN, NONE] {
            assert_eq!(none.extra_names().count(), 0);
        }
    }

    #[test]
    fn equality_ignores_extra_names() {
        assert!(SPACED == PLAIN && SPACED.cmp(&PLAIN).is_eq() && COMMAS < PLAIN && SPACED > COMMAS);
    }

    #[test]
    fn displays_its_text() {
        assert_eq!(SPACED.to_string(), "read_profile write_multipass");
        assert_eq!(std::format!("{SPACED:?}"), "Scopes(\"read_profile write_multipass\")");
    }
}
