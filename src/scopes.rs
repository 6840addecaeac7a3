//! A checked list of scopes.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::iter::{self, FusedIterator};

use crate::Encoded;

/// A list of scopes that was checked while the program compiled: the value of [`scopes!`](crate::scopes!).
///
/// It holds the text of a request's `scope` parameter, in the order in which it was written and with the provider's
/// delimiter. Nothing is allocated; the text is split when somebody iterates.
///
/// An empty list means that the parameter is left out of the request (RFC 6749 §3.3 has no empty `scope`).
// One public field, because a constructor function would cost every call of the macro a third more to compile. A text of
// plain scopes stands as it is. Where there is more to know, a mark that no scope may hold comes first. After the text come
// for each scope, in their order, two lists of names with a space between them, each behind a NUL: its other spellings, and
// what comes with it. Empty lists at the end are left out: `\u{1}write profile\0w\0read r` is `write`, which is `w` as well
// and implies `read`, which is `r` as well, and `profile`, of which there is no more to know.
#[derive(Clone, Copy)]
pub struct Scopes(#[doc(hidden)] pub &'static str);

/// Scopes with a space between them.
const SPACED: u8 = 1;
/// Scopes with a comma between them.
const WITH_COMMAS: u8 = 2;

impl Scopes {
    /// The scopes as one text, with the provider's delimiter between them: the value of `scope` before encoding.
    pub const fn as_str(&self) -> &'static str {
        match self.0.as_bytes() {
            [SPACED | WITH_COMMAS, marked @ ..] => before_nul(marked),
            _ => self.0,
        }
    }

    /// What each scope answers to besides its own name, in their order; those at the end that know nothing may be left out.
    pub(crate) fn further(&self) -> impl Iterator<Item = Further<'static>> {
        let marked = self.0.strip_prefix(|mark: char| mark == char::from(SPACED) || mark == char::from(WITH_COMMAS));
        let mut lists = marked.into_iter().flat_map(|marked| marked.split('\0').skip(1));
        iter::from_fn(move || Some(Further { spellings: lists.next()?, implied: lists.next().unwrap_or_default() }))
    }

    pub(crate) const fn delimiter(&self) -> u8 {
        match self.0.as_bytes() {
            [WITH_COMMAS, ..] => b',',
            _ => b' ',
        }
    }

    /// The text as one value of a query string or form, encoded: a space is `%20` (RFC 6749 appendix B).
    ///
    /// For a URL that is put together by hand. HTTP clients encode by themselves: give them [`as_str`](Self::as_str).
    pub const fn encoded(&self) -> Encoded<'static> {
        Encoded::new(self.as_str())
    }

    /// The scopes, one by one, in the order in which they were written.
    pub fn iter(&self) -> Iter<'static> {
        Iter::new(self.as_str(), self.delimiter())
    }

    /// How many scopes there are.
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

    /// Whether there is none: then the parameter is left out of the request.
    pub const fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }

    /// Whether this very name is asked for. Names are case-sensitive.
    pub fn contains(&self, scope: &str) -> bool {
        self.iter().any(|name| name == scope)
    }

    /// The same as [`contains`](Self::contains), while a program compiles.
    pub(crate) const fn asks_for(&self, scope: &str) -> bool {
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

    /// Whether a token with these scopes answers to a name: it is asked for, or it is another spelling of one that is, or
    /// the catalog says that one that is implies it.
    ///
    /// A name that a `{…}` pattern describes is compared as it is written.
    pub fn covers(&self, scope: &str) -> bool {
        self.contains(scope) || self.further().any(|further| further.names().any(|name| name == scope))
    }
}

/// What a scope answers to besides its own name.
#[derive(Clone, Copy, Default)]
pub(crate) struct Further<'t> {
    spellings: &'t str,
    implied: &'t str,
}

impl<'t> Further<'t> {
    /// Other names of the scope itself.
    pub(crate) fn spellings(self) -> impl Iterator<Item = &'t str> {
        self.spellings.split(' ').filter(|name| !name.is_empty())
    }

    /// The same, and the names of what comes with it.
    pub(crate) fn names(self) -> impl Iterator<Item = &'t str> {
        self.spellings().chain(self.implied.split(' ').filter(|name| !name.is_empty()))
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

/// Two lists are equal if their texts are: what a catalog says of the scopes makes no difference.
impl PartialEq for Scopes {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Scopes {}

impl PartialOrd for Scopes {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Scopes {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Scopes {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for Scopes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Scopes").field(&self.as_str()).finish()
    }
}

impl AsRef<str> for Scopes {
    fn as_ref(&self) -> &str {
        self.as_str()
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

/// The scopes of a list, one by one. Made by [`Scopes::iter`] and its like.
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
mod tests {
    use super::*;
    use std::string::ToString;
    use std::vec::Vec;

    const SPACED: Scopes = Scopes("\u{1}read_profile write_multipass\0\0read_nothing\0w W\0read_multipass");
    const COMMAS: Scopes = Scopes("\u{2}a,b c,a");
    const PLAIN: Scopes = Scopes("read_profile write_multipass");
    const NONE: Scopes = Scopes("");

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
    fn contains_is_exact_and_covers_knows_more() {
        assert!(
            SPACED.contains("read_profile") && !SPACED.contains("read_multipass") && !SPACED.contains("Read_profile")
        );
        assert!(SPACED.covers("read_multipass") && SPACED.covers("write_multipass"));
        assert!(PLAIN.covers("read_profile") && !PLAIN.covers("read_multipass") && SPACED.covers("read_nothing"));
        assert!(!SPACED.covers("") && !SPACED.covers("read_multipass "));
        assert!(!NONE.covers("") && !NONE.contains(""));
    }

    #[test]
    fn the_same_while_a_program_compiles() {
        for scopes in [SPACED, COMMAS, PLAIN, NONE] {
            for name in ["read_profile", "write_multipass", "read", "a", "b c", "b", "read_profile write_multipass"] {
                assert_eq!(scopes.asks_for(name), scopes.contains(name), "{scopes}: {name}");
            }
        }
    }

    #[test]
    fn each_scope_has_its_own_further_names() {
        let names: Vec<(Vec<&str>, Vec<&str>)> =
            SPACED.further().map(|further| (further.spellings().collect(), further.names().collect())).collect();
        assert_eq!(names[0], (Vec::new(), ["read_nothing"].to_vec()));
        assert_eq!(names[1], (["w", "W"].to_vec(), ["w", "W", "read_multipass"].to_vec()));
        assert_eq!(names.len(), 2);
        for none in [COMMAS, PLAIN, NONE] {
            assert_eq!(none.further().count(), 0);
        }
    }

    #[test]
    fn what_is_covered_makes_no_difference() {
        assert!(SPACED == PLAIN && SPACED.cmp(&PLAIN).is_eq() && COMMAS < PLAIN && SPACED > COMMAS);
    }

    #[test]
    fn displays_its_text() {
        assert_eq!(SPACED.to_string(), "read_profile write_multipass");
        assert_eq!(std::format!("{SPACED:?}"), "Scopes(\"read_profile write_multipass\")");
    }
}
