//! What a token was granted.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::missing::{self, Missing};
use crate::needs::{List, Needs};
use crate::requested::{Asked, Requested};
use crate::{Iter, Need, ScopesBuf};

/// The scopes that a token was granted, as the provider said when it issued the token.
///
/// ```
/// use oauth_scopes::{Granted, Need, scopes};
///
/// // Somebody took a tick away at the consent screen.
/// let granted = Granted::from_response(&scopes!("read_profile write_multipass"), Some("read_profile"));
/// assert!(granted.covers(&scopes!("read_profile")));
///
/// const WRITE: Need = Need::Scope { name: "write_multipass", covered_by: &[] };
/// assert_eq!(granted.missing(&WRITE).to_string(), "`write_multipass`");
/// assert_eq!(granted.request_for(&WRITE).as_str(), "read_profile write_multipass");
/// ```
///
/// A provider may name more than was asked for, or less, under other names, and in any order. Nothing is guessed from names: a
/// scope answers to what the catalog says, which a [`Scopes`](crate::Scopes) knows of each of its scopes, and a [`Need`] of what is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Granted {
    scopes: ScopesBuf,
    /// Further names that the scopes answer to.
    further: BTreeSet<String>,
}

impl Granted {
    /// What an answer of the token endpoint grants, given what was asked for.
    ///
    /// `response` is the value of its member `scope`. Where it is absent, what was asked for is granted (RFC 6749 §5.1);
    /// an empty text grants nothing. The names may stand in any order, with spaces between them, or commas, or both.
    ///
    /// Of a [`Scopes`](crate::Scopes), each scope that is granted answers to its aliases and to what it implies, also where the answer calls it
    /// by an alias. What was not asked for answers to its own name alone. What was asked for at run time, as
    /// [`request_for`](Self::request_for) says, may be given as it is.
    ///
    /// ```
    /// use oauth_scopes::{Granted, scopes};
    ///
    /// let granted = Granted::from_response(&scopes!("read_profile write_multipass"), Some("write_multipass"));
    /// assert!(granted.covers(&scopes!("read_multipass"))); // it is implied
    /// assert!(!granted.covers(&scopes!("read_profile")));
    /// ```
    pub fn from_response<R: Requested + ?Sized>(requested: &R, response: Option<&str>) -> Self {
        let (asked, delimiter) = (requested.asked(), requested.delimiter());
        let known: BTreeSet<&str> = asked.iter().flat_map(Asked::spellings).collect();
        let scopes = match response {
            Some(text) => ScopesBuf::of(names(text, delimiter, &|name| known.contains(name)), delimiter),
            None => ScopesBuf::of(asked.iter().map(|asked| asked.name), delimiter),
        };
        let held: BTreeSet<&str> = scopes.iter().collect();
        let granted = asked.iter().filter(|asked| asked.spellings().any(|name| held.contains(name)));
        let further = granted.flat_map(Asked::names).filter(|name| !held.contains(name)).map(Into::into).collect();
        Self { scopes, further }
    }

    /// The scopes that a text names, with spaces between them, or commas, or both: a header, or what was kept in a store.
    ///
    /// Where it is known what was asked for, [`from_response`](Self::from_response) knows more: the provider's delimiter,
    /// and what the scopes imply.
    pub fn from_text(text: &str) -> Self {
        Self { scopes: ScopesBuf::of(names(text, b' ', &|_| false), b' '), further: BTreeSet::new() }
    }

    /// The same, which also answers to further names.
    #[cfg(feature = "check")]
    pub(crate) fn answering_to(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.further.extend(names);
        self
    }

    /// The scopes as one text, with the delimiter of what was asked for.
    pub fn as_str(&self) -> &str {
        self.scopes.as_str()
    }

    /// The scopes, one by one, as the provider named them.
    pub fn iter(&self) -> Iter<'_> {
        self.scopes.iter()
    }

    /// How many scopes there are.
    pub fn len(&self) -> usize {
        self.scopes.len()
    }

    /// Whether nothing was granted.
    pub fn is_empty(&self) -> bool {
        self.scopes.is_empty()
    }

    /// Whether this very name was granted. Names are case-sensitive.
    pub fn contains(&self, scope: &str) -> bool {
        self.scopes.contains(scope)
    }

    /// Whether the token answers to a name, as far as that is known: it was granted, it is another spelling of one that was, or
    /// one that was implies it. For a name that is only known at run time; [`covers`](Self::covers) knows more.
    pub fn answers_to(&self, scope: &str) -> bool {
        self.contains(scope) || self.further.contains(scope)
    }

    /// Whether the token is enough for something: a [`Scopes`](crate::Scopes), a [`Need`], an [`Operation`](crate::Operation), or several.
    ///
    /// A need knows which other scopes would do. A [`Scopes`](crate::Scopes) asks for its own names, so that only what the token is
    /// known to [answer to](Self::answers_to) counts: of a token that was read [from a text](Self::from_text), its names alone.
    pub fn covers<N: Needs + ?Sized>(&self, needs: &N) -> bool {
        let names = self.names();
        collected(needs).iter().all(|need| need.is_met(&|name| names.contains(name)))
    }

    /// What has to be asked for in addition, so that the token is enough: nothing exactly where it
    /// [is already](Self::covers).
    ///
    /// Of several ways the one that adds the fewest scopes is taken, of equal ones that which is written first. A scope is
    /// only named where it is needed itself, never because it implies one that is. Where many operations each leave a
    /// choice, finding the least could take for ever: then what is found is enough, and none of it can be left out.
    pub fn missing<N: Needs + ?Sized>(&self, needs: &N) -> Missing {
        let names = self.names();
        missing::least(&collected(needs), &|name| names.contains(name))
    }

    /// What to ask for next (incremental authorization): what is held, in its order, and then what is
    /// [missing](Self::missing). Never more than that.
    pub fn request_for<N: Needs + ?Sized>(&self, needs: &N) -> ScopesBuf {
        let delimiter = needs.delimiter().unwrap_or(self.scopes.delimiter());
        let missing = self.missing(needs);
        let missing = missing.iter().map(|name| -> &str { name });
        ScopesBuf::of(self.iter().chain(missing), delimiter)
    }

    /// Every name that the token answers to.
    fn names(&self) -> BTreeSet<&str> {
        self.iter().chain(self.further.iter().map(|name| &**name)).collect()
    }
}

fn collected<N: Needs + ?Sized>(needs: &N) -> Vec<Need> {
    let mut list = List::default();
    needs.add_to(&mut list);
    list.0
}

/// The names in a text. Some providers have a comma or a space within a name: one that is known stays whole.
fn names<'t>(text: &'t str, delimiter: u8, is_known: &dyn Fn(&str) -> bool) -> Vec<&'t str> {
    let separates: fn(char) -> bool =
        if delimiter == b',' { |char| char == ',' } else { |char| char.is_ascii_whitespace() };
    let mut names = Vec::new();
    for piece in text.split(separates) {
        let piece = piece.trim_ascii();
        if is_known(piece) {
            names.push(piece);
        } else {
            names.extend(pieces(piece));
        }
    }
    names
}

/// What stands between blanks and commas.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|char: char| char == ',' || char.is_ascii_whitespace()).filter(|piece| !piece.is_empty())
}

/// The scopes as one text, with the delimiter of what was asked for.
impl fmt::Display for Granted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.scopes.fmt(formatter)
    }
}

impl<'g> IntoIterator for &'g Granted {
    type Item = &'g str;
    type IntoIter = Iter<'g>;

    fn into_iter(self) -> Iter<'g> {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::Granted;
    use crate::{Need, Scopes};

    const REQUESTED: Scopes = Scopes("\u{1}repo read:org\0https://x/repo\0public_repo repo:status\0org\0");
    const COMMAS: Scopes = Scopes("\u{2}read_products,write orders");
    const STATUS: Need = Need::Scope { name: "repo:status", covered_by: &[] };

    fn names(granted: &Granted) -> Vec<&str> {
        granted.iter().collect()
    }

    #[test]
    fn absent_is_what_was_asked_for_and_empty_is_nothing() {
        let absent = Granted::from_response(&REQUESTED, None);
        assert_eq!(names(&absent), ["repo", "read:org"]);
        assert!(absent.covers(&REQUESTED) && absent.covers(&STATUS));
        for nothing in ["", " ", ", ,"] {
            let empty = Granted::from_response(&REQUESTED, Some(nothing));
            assert!(empty.is_empty() && !empty.covers(&STATUS), "{nothing:?}");
        }
    }

    #[test]
    fn any_order_and_either_delimiter() {
        for text in ["repo read:org", "read:org,repo", "read:org, repo", " repo\tread:org ,repo"] {
            let granted = Granted::from_response(&REQUESTED, Some(text));
            assert!(granted.covers(&REQUESTED) && granted.covers(&STATUS) && granted.len() == 2, "{text:?}");
        }
    }

    #[test]
    fn what_is_implied_comes_with_the_scope_that_implies_it() {
        let part = Granted::from_response(&REQUESTED, Some("read:org"));
        assert!(!part.covers(&STATUS) && !part.covers(&REQUESTED) && part.contains("read:org"));
        let repo = Granted::from_response(&REQUESTED, Some("repo"));
        assert!(repo.covers(&STATUS) && !repo.covers(&REQUESTED) && !repo.contains("repo:status"));
        let less = Granted::from_response(&REQUESTED, Some("read:org repo:status"));
        assert!(less.covers(&STATUS) && !less.covers(&REQUESTED) && !less.covers(&Scopes("public_repo")));
        assert_eq!(less.missing(&REQUESTED).as_slice(), ["repo"]);
    }

    #[test]
    fn an_alias_is_the_scope_itself() {
        let aliases = Granted::from_response(&REQUESTED, Some("org https://x/repo"));
        assert!(aliases.covers(&REQUESTED) && aliases.covers(&STATUS));
        assert!(["org", "read:org", "repo:status"].iter().all(|name| aliases.answers_to(name)));
        assert!(!aliases.answers_to("gist") && !aliases.answers_to(""));
        assert_eq!((aliases.as_str(), aliases.missing(&REQUESTED).is_empty()), ("org https://x/repo", true));
        let one = Granted::from_response(&REQUESTED, Some("https://x/repo"));
        assert!(one.covers(&STATUS) && one.covers(&Scopes("repo")) && !one.covers(&Scopes("read:org")));
        let own = Granted::from_response(&REQUESTED, Some("repo"));
        assert!(own.covers(&Scopes("https://x/repo")) && !own.covers(&Scopes("org")));
    }

    #[test]
    fn a_scope_that_another_one_implies() {
        const BOTH: Scopes = Scopes("\u{1}write read\0\0read");
        assert!(Granted::from_response(&BOTH, Some("write")).covers(&BOTH));
        assert!(!Granted::from_response(&BOTH, Some("read")).covers(&BOTH));
    }

    #[test]
    fn what_was_asked_for_at_run_time() {
        let next = Granted::from_response(&COMMAS, Some("read_products")).request_for(&STATUS);
        let absent = Granted::from_response(&next, None);
        assert_eq!(names(&absent), ["read_products", "repo:status"]);
        assert_eq!(absent, Granted::from_response(&next, Some("read_products, repo:status")));
        let whole = Granted::from_response(&crate::ScopesBuf::from(COMMAS), Some("write orders"));
        assert_eq!(names(&whole), ["write orders"]);
    }

    #[test]
    fn a_name_with_a_blank_or_a_comma_in_it_stays_whole() {
        let granted = Granted::from_response(&COMMAS, Some("write orders,read_products"));
        assert_eq!(names(&granted), ["write orders", "read_products"]);
        let granted = Granted::from_response(&Scopes("a,b c"), Some("a,b c,d"));
        assert_eq!(names(&granted), ["a,b", "c", "d"]);
    }

    #[test]
    fn the_next_request_has_the_delimiter_of_the_provider() {
        let granted = Granted::from_response(&COMMAS, Some("read_products"));
        assert_eq!(granted.request_for(&STATUS).as_str(), "read_products,repo:status");
        assert_eq!(Granted::from_text("a, b").request_for(&COMMAS).as_str(), "a,b,read_products,write orders");
        assert_eq!(Granted::from_text("b,a").request_for(&[STATUS]).as_str(), "b a repo:status");
        assert_eq!(Granted::from_text("a").request_for(&Scopes("a")).as_str(), "a");
    }
}
