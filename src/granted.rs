//! What a token was granted.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::fmt;

use crate::missing::{self, Missing};
use crate::requested_scopes::{RequestedScope, RequestedScopes};
use crate::requirement::{NeedList, Requirement};
use crate::{Iter, Need, ScopesBuf};

/// The scopes that a token was granted, as the provider listed them when it issued the token.
///
/// ```
/// use oauth_scopes::{Granted, Need, scopes};
///
/// // The user unchecked a box on the consent screen.
/// let granted = Granted::from_response(&scopes!("read_profile write_multipass"), Some("read_profile"));
/// assert!(granted.covers(&scopes!("read_profile")));
///
/// const WRITE: Need = Need::Scope { name: "write_multipass", covered_by: &[] };
/// assert_eq!(granted.missing(&WRITE).to_string(), "`write_multipass`");
/// assert_eq!(granted.request_for(&WRITE).as_str(), "read_profile write_multipass");
/// ```
///
/// A provider may grant more than was requested, or less, under other names, and in any order. Nothing is guessed from
/// names: only the catalog says what a scope implies, and [`Scopes`](crate::Scopes) and [`Need`] carry this
/// information.
#[derive(Clone, Debug, Default)]
pub struct Granted {
    /// With what is known of their aliases, and of what they imply.
    pub(crate) scopes: ScopesBuf,
    pub(crate) is_assumed: bool,
}

/// Two values are equal if the provider listed the same, and if the same is known of it.
impl PartialEq for Granted {
    fn eq(&self, other: &Self) -> bool {
        self.scopes == other.scopes && self.scopes.known == other.scopes.known && self.is_assumed == other.is_assumed
    }
}

impl Eq for Granted {}

impl Granted {
    /// Returns what a response of the token endpoint grants, given the requested scopes.
    ///
    /// `response` is its member `scope`. If it is absent (`None`), everything requested is granted (RFC 6749 §5.1); an
    /// empty text grants nothing. Names may be in any order, separated by spaces, commas, or both.
    ///
    /// If `requested` is a [`Scopes`](crate::Scopes), a granted scope also grants its aliases and what it implies, and
    /// the response may name it by one of its aliases. A scope that was not requested grants only its own name. After a
    /// request with the list from [`request_for`](Self::request_for), pass that list, which has the same information.
    ///
    /// ```
    /// use oauth_scopes::{Granted, scopes};
    ///
    /// const REQUESTED: oauth_scopes::Scopes = scopes!("read_profile write_multipass");
    /// assert_eq!(Granted::from_response(&REQUESTED, None).len(), 2);
    ///
    /// let granted = Granted::from_response(&REQUESTED, Some("write_multipass"));
    /// assert!(granted.covers(&scopes!("read_multipass"))); // implied by `write_multipass`
    /// assert!(!granted.covers(&scopes!("read_profile")));
    /// ```
    pub fn from_response<R: RequestedScopes + ?Sized>(requested: &R, response: Option<&str>) -> Self {
        let (requested, delimiter) = (requested.requested(), requested.delimiter());
        let known: BTreeSet<&str> = requested.iter().flat_map(RequestedScope::spellings).collect();
        let scopes = match response {
            Some(text) => ScopesBuf::of(split_known(text, delimiter, &|name| known.contains(name)), delimiter),
            None => ScopesBuf::of(requested.iter().map(|scope| scope.name), delimiter),
        };
        Self { scopes: scopes.knowing(&requested), is_assumed: false }
    }

    /// Names that do not contain a space.
    pub(crate) fn from_names<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self { scopes: ScopesBuf::of(names, b' '), is_assumed: false }
    }

    /// Returns the scopes in a text, separated by spaces, commas, or both, such as a header or a stored value.
    ///
    /// If you know what was requested, use [`from_response`](Self::from_response): it also knows the provider's delimiter
    /// and what the scopes imply.
    ///
    /// ```
    /// use oauth_scopes::Granted;
    ///
    /// let granted = Granted::from_text("repo, read:org");
    /// assert!(granted.contains("read:org"));
    /// ```
    pub fn from_text(text: &str) -> Self {
        Self::from_names(split(text))
    }

    /// Returns `true` if these are only the requested scopes, because the response does not say what was granted and
    /// the provider reports it elsewhere: `reported_in` in the catalog's `[consent]` is `redirect` or `api`. Only
    /// `check::Checker::granted` knows this.
    ///
    /// ```
    /// assert!(!oauth_scopes::Granted::from_text("repo").is_assumed());
    /// ```
    pub fn is_assumed(&self) -> bool {
        self.is_assumed
    }

    /// These scopes and others, for the next request.
    pub(crate) fn and<'n>(
        &'n self,
        added: impl IntoIterator<Item = &'n str>,
        known: &[RequestedScope<'_>],
        delimiter: u8,
    ) -> ScopesBuf {
        ScopesBuf::of(self.iter().chain(added), delimiter).knowing(&self.scopes.requested()).knowing(known)
    }

    /// Returns the scopes as one text, with the delimiter of what was requested.
    ///
    /// ```
    /// use oauth_scopes::Granted;
    ///
    /// assert_eq!(Granted::from_text("repo, read:org").as_str(), "repo read:org");
    /// ```
    pub fn as_str(&self) -> &str {
        self.scopes.as_str()
    }

    /// Returns an iterator over the scopes, named as the provider named them.
    ///
    /// ```
    /// use oauth_scopes::Granted;
    ///
    /// assert!(Granted::from_text("repo, read:org").iter().eq(["repo", "read:org"]));
    /// ```
    pub fn iter(&self) -> Iter<'_> {
        self.scopes.iter()
    }

    /// Returns the number of scopes.
    ///
    /// ```
    /// assert_eq!(oauth_scopes::Granted::from_text("repo read:org").len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.scopes.len()
    }

    /// Returns `true` if no scope was granted.
    ///
    /// ```
    /// use oauth_scopes::{Granted, scopes};
    ///
    /// assert!(Granted::from_response(&scopes!("read_profile"), Some("")).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.scopes.is_empty()
    }

    /// Returns `true` if the provider listed exactly this name. Case matters.
    ///
    /// ```
    /// use oauth_scopes::{Granted, scopes};
    ///
    /// let granted = Granted::from_response(&scopes!("write_multipass"), None);
    /// assert!(granted.contains("write_multipass") && !granted.contains("read_multipass"));
    /// ```
    pub fn contains(&self, scope: &str) -> bool {
        self.scopes.contains(scope)
    }

    /// Returns `true` if the token grants the scope: the provider listed it, an alias of it, or a scope that implies it.
    ///
    /// Use it for a name that is only known at run time. Otherwise, prefer [`covers`](Self::covers), whose argument
    /// knows which other scopes are enough.
    ///
    /// ```
    /// use oauth_scopes::{Granted, scopes};
    ///
    /// let granted = Granted::from_response(&scopes!("write_multipass"), None);
    /// assert!(granted.grants("write_multipass") && granted.grants("read_multipass"));
    /// assert!(!granted.grants("read_profile"));
    /// ```
    pub fn grants(&self, scope: &str) -> bool {
        self.contains(scope) || self.scopes.also_grants(scope)
    }

    /// Returns `true` if the token is enough for a [`Scopes`](crate::Scopes), a [`Need`], an
    /// [`Operation`](crate::Operation), or several of them.
    ///
    /// A need knows which other scopes are enough. A [`Scopes`](crate::Scopes) needs each of its scopes, so only what
    /// the token is known to [grant](Self::grants) counts.
    ///
    /// ```
    /// use oauth_scopes::{Granted, operation, scopes};
    ///
    /// let granted = Granted::from_response(&scopes!("write_multipass"), None);
    /// assert!(granted.covers(&operation!("GET /multipass")));
    /// assert!(!granted.covers(&scopes!("read_profile")));
    /// ```
    pub fn covers<R: Requirement + ?Sized>(&self, requirement: &R) -> bool {
        let names = self.scopes.names();
        needs_of(requirement).iter().all(|need| need.is_met(&|name| names.contains(name)))
    }

    /// Returns the scopes to request in addition so that the token is enough; none if [it already is](Self::covers).
    ///
    /// If there are several possibilities, this is the first one with the fewest scopes. A scope is added only if it is
    /// needed itself, never because it implies one that is. If many operations each leave a choice, the search stops
    /// early. The result is then enough and has no superfluous scope, but another one may be shorter.
    ///
    /// ```
    /// use oauth_scopes::{Granted, operation};
    ///
    /// let granted = Granted::from_text("read_profile");
    /// assert_eq!(granted.missing(&operation!("PUT /multipass")).as_slice(), ["write_multipass"]);
    /// ```
    pub fn missing<R: Requirement + ?Sized>(&self, requirement: &R) -> Missing {
        let names = self.scopes.names();
        missing::least(&needs_of(requirement), &|name| names.contains(name))
    }

    /// Returns what to request next (incremental authorization): the granted scopes, then the [missing](Self::missing) ones,
    /// and nothing else.
    ///
    /// ```
    /// use oauth_scopes::{Granted, operation};
    ///
    /// let granted = Granted::from_text("read_profile");
    /// assert_eq!(granted.request_for(&operation!("PUT /multipass")).as_str(), "read_profile write_multipass");
    /// ```
    pub fn request_for<R: Requirement + ?Sized>(&self, requirement: &R) -> ScopesBuf {
        let delimiter = requirement.delimiter().unwrap_or(self.scopes.delimiter());
        let missing = self.missing(requirement);
        self.and(missing.as_slice().iter().copied(), &requirement.known(), delimiter)
    }
}

fn needs_of<R: Requirement + ?Sized>(requirement: &R) -> Vec<Need> {
    let mut list = NeedList::default();
    requirement.add_to(&mut list);
    list.0
}

/// The names in a text. Some providers have a comma or a space in a name: a known name stays whole.
fn split_known<'t>(text: &'t str, delimiter: u8, is_known: &dyn Fn(&str) -> bool) -> Vec<&'t str> {
    let is_separator: fn(char) -> bool = if delimiter == b',' { |c| c == ',' } else { |c| c.is_ascii_whitespace() };
    let mut names = Vec::new();
    for item in text.split(is_separator) {
        let item = item.trim_ascii();
        if is_known(item) {
            names.push(item);
        } else {
            names.extend(split(item));
        }
    }
    names
}

/// The names in a text, separated by whitespace, commas, or both.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c == ',' || c.is_ascii_whitespace()).filter(|name| !name.is_empty())
}

/// The scopes as one text, with the delimiter of what was requested.
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

    const REQUESTED: Scopes = Scopes::unchecked("\u{1}repo read:org\0https://x/repo\0public_repo repo:status\0org\0");
    const COMMAS: Scopes = Scopes::unchecked("\u{2}read_products,write orders");
    const STATUS: Need = Need::Scope { name: "repo:status", covered_by: &[] };

    fn names(granted: &Granted) -> Vec<&str> {
        granted.iter().collect()
    }

    #[test]
    fn an_absent_scope_grants_what_was_requested_and_an_empty_one_nothing() {
        let absent = Granted::from_response(&REQUESTED, None);
        assert_eq!(names(&absent), ["repo", "read:org"]);
        assert!(absent.covers(&REQUESTED) && absent.covers(&STATUS));
        for nothing in ["", " ", ", ,"] {
            let empty = Granted::from_response(&REQUESTED, Some(nothing));
            assert!(empty.is_empty() && !empty.covers(&STATUS), "{nothing:?}");
        }
    }

    #[test]
    fn order_and_delimiter_do_not_matter() {
        for text in ["repo read:org", "read:org,repo", "read:org, repo", " repo\tread:org ,repo"] {
            let granted = Granted::from_response(&REQUESTED, Some(text));
            assert!(granted.covers(&REQUESTED) && granted.covers(&STATUS) && granted.len() == 2, "{text:?}");
        }
    }

    #[test]
    fn a_scope_grants_what_it_implies() {
        let part = Granted::from_response(&REQUESTED, Some("read:org"));
        assert!(!part.covers(&STATUS) && !part.covers(&REQUESTED) && part.contains("read:org"));
        let repo = Granted::from_response(&REQUESTED, Some("repo"));
        assert!(repo.covers(&STATUS) && !repo.covers(&REQUESTED) && !repo.contains("repo:status"));
        let less = Granted::from_response(&REQUESTED, Some("read:org repo:status"));
        assert!(less.covers(&STATUS) && !less.covers(&REQUESTED) && !less.covers(&Scopes::unchecked("public_repo")));
        assert_eq!(less.missing(&REQUESTED).as_slice(), ["repo"]);
    }

    #[test]
    fn an_alias_grants_the_scope_itself() {
        let aliases = Granted::from_response(&REQUESTED, Some("org https://x/repo"));
        assert!(aliases.covers(&REQUESTED) && aliases.covers(&STATUS));
        assert!(["org", "read:org", "repo:status"].iter().all(|name| aliases.grants(name)));
        assert!(!aliases.grants("gist") && !aliases.grants(""));
        assert_eq!((aliases.as_str(), aliases.missing(&REQUESTED).is_empty()), ("org https://x/repo", true));
        let one = Granted::from_response(&REQUESTED, Some("https://x/repo"));
        assert!(
            one.covers(&STATUS)
                && one.covers(&Scopes::unchecked("repo"))
                && !one.covers(&Scopes::unchecked("read:org"))
        );
        let own = Granted::from_response(&REQUESTED, Some("repo"));
        assert!(own.covers(&Scopes::unchecked("https://x/repo")) && !own.covers(&Scopes::unchecked("org")));
    }

    #[test]
    fn implication_has_one_direction() {
        const BOTH: Scopes = Scopes::unchecked("\u{1}write read\0\0read");
        assert!(Granted::from_response(&BOTH, Some("write")).covers(&BOTH));
        assert!(!Granted::from_response(&BOTH, Some("read")).covers(&BOTH));
    }

    #[test]
    fn a_list_requested_at_run_time() {
        let next = Granted::from_response(&COMMAS, Some("read_products")).request_for(&STATUS);
        let absent = Granted::from_response(&next, None);
        assert_eq!(names(&absent), ["read_products", "repo:status"]);
        assert_eq!(absent, Granted::from_response(&next, Some("read_products, repo:status")));
        let whole = Granted::from_response(&crate::ScopesBuf::from(COMMAS), Some("write orders"));
        assert_eq!(names(&whole), ["write orders"]);
    }

    #[test]
    fn a_known_name_with_a_space_or_a_comma_stays_whole() {
        let granted = Granted::from_response(&COMMAS, Some("write orders,read_products"));
        assert_eq!(names(&granted), ["write orders", "read_products"]);
        let granted = Granted::from_response(&Scopes::unchecked("a,b c"), Some("a,b c,d"));
        assert_eq!(names(&granted), ["a,b", "c", "d"]);
    }

    #[test]
    fn the_next_request_has_the_provider_s_delimiter() {
        let granted = Granted::from_response(&COMMAS, Some("read_products"));
        assert_eq!(granted.request_for(&STATUS).as_str(), "read_products,repo:status");
        assert_eq!(Granted::from_text("a, b").request_for(&COMMAS).as_str(), "a,b,read_products,write orders");
        assert_eq!(Granted::from_text("b,a").request_for(&[STATUS]).as_str(), "b a repo:status");
        assert_eq!(Granted::from_text("a").request_for(&Scopes::unchecked("a")).as_str(), "a");
    }
}
