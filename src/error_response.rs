//! A response that refuses a token because a scope is missing.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::granted::split;
use crate::{Granted, Scopes, ScopesBuf};

#[cfg(feature = "json")]
mod body;
mod challenge;
mod read;

/// A response that refused a token because a scope is missing: what the operation needs, what the token grants, and what to
/// request next.
///
/// ```
/// use oauth_scopes::{Granted, InsufficientScope, scopes};
///
/// let header = r#"Bearer error="insufficient_scope", scope="read_profile write_multipass""#;
/// let error = InsufficientScope::from_www_authenticate([header])
///     .expect("a scope is missing")
///     .with_granted(Granted::from_text("read_profile"));
/// assert_eq!(
///     error.to_string(),
///     "insufficient scope: the request needs `read_profile` and `write_multipass`; the token grants `read_profile`"
/// );
/// let next = error.next_request(&scopes!("read_profile write_multipass")).expect("both are allowed");
/// assert_eq!(next.as_str(), "read_profile write_multipass");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InsufficientScope {
    required: Required,
    granted: Option<Granted>,
    message: Option<String>,
}

/// The scopes that a request needs, as far as the response says.
///
/// ```
/// use oauth_scopes::{InsufficientScope, Required};
///
/// let error = InsufficientScope::from_github("admin:org, read:org", "repo").expect("a scope is missing");
/// assert_eq!(*error.required(), Required::Any(vec!["admin:org".to_owned(), "read:org".to_owned()]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Required {
    /// The response does not say.
    Unknown,
    /// All of these.
    All(Vec<String>),
    /// At least one of these.
    Any(Vec<String>),
}

impl InsufficientScope {
    /// Returns the error with the scopes that the token is known to grant. Most responses do not list them.
    ///
    /// ```
    /// use oauth_scopes::{Granted, InsufficientScope};
    ///
    /// let error = InsufficientScope::from_www_authenticate(["Bearer error=insufficient_scope"]).expect("it is one");
    /// let error = error.with_granted(Granted::from_text("read_profile"));
    /// assert!(error.granted().is_some_and(|granted| granted.contains("read_profile")));
    /// ```
    #[must_use]
    pub fn with_granted(mut self, granted: Granted) -> Self {
        self.granted = Some(granted);
        self
    }

    /// Returns the scopes that the request needs.
    ///
    /// ```
    /// use oauth_scopes::{InsufficientScope, Required};
    ///
    /// let error = InsufficientScope::from_www_authenticate(["Bearer error=insufficient_scope, scope=repo"]);
    /// assert_eq!(*error.expect("it is one").required(), Required::All(vec!["repo".to_owned()]));
    /// ```
    pub fn required(&self) -> &Required {
        &self.required
    }

    /// Returns what the token grants, if that is known.
    ///
    /// ```
    /// use oauth_scopes::{Granted, InsufficientScope};
    ///
    /// let error = InsufficientScope::from_github("read:org", "repo").expect("a scope is missing");
    /// assert_eq!(error.granted().map(Granted::as_str), Some("repo"));
    /// ```
    pub fn granted(&self) -> Option<&Granted> {
        self.granted.as_ref()
    }

    /// Returns the provider's own message, unchanged: it may contain any character.
    ///
    /// ```
    /// use oauth_scopes::InsufficientScope;
    ///
    /// let header = r#"Bearer error="insufficient_scope", error_description="the token is too weak""#;
    /// let error = InsufficientScope::from_www_authenticate([header]).expect("it is one");
    /// assert_eq!(error.message(), Some("the token is too weak"));
    /// ```
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Returns what to request next (incremental authorization): the granted scopes, and the needed ones.
    ///
    /// `allowed` lists what the program is ready to request, because the response is untrusted: nothing else is added. If one
    /// of several scopes is enough, the first one of `allowed` is taken.
    ///
    /// Returns `None` if the response does not say what is needed, or if it needs what is not allowed. If the program knows
    /// what its operation needs, prefer [`Granted::request_for`].
    ///
    /// ```
    /// use oauth_scopes::{InsufficientScope, scopes};
    ///
    /// let header = r#"Bearer error="insufficient_scope", scope="write_multipass""#;
    /// let error = InsufficientScope::from_www_authenticate([header]).expect("it is one");
    /// let next = error.next_request(&scopes!("read_profile write_multipass"));
    /// assert_eq!(next.expect("it is allowed").as_str(), "write_multipass");
    /// assert!(error.next_request(&scopes!("read_profile")).is_none());
    /// ```
    pub fn next_request(&self, allowed: &Scopes) -> Option<ScopesBuf> {
        let nothing = Granted::default();
        let granted = self.granted.as_ref().unwrap_or(&nothing);
        let added: Vec<&str> = match &self.required {
            Required::Unknown => return None,
            Required::All(scopes) => {
                let names: BTreeSet<&str> = granted.iter().collect();
                let missing: Vec<&str> =
                    scopes.iter().map(String::as_str).filter(|scope| !names.contains(scope)).collect();
                missing.iter().all(|scope| allowed.covers(scope)).then_some(missing)?
            }
            Required::Any(scopes) if contains_any(granted, scopes) => Vec::new(),
            Required::Any(scopes) => Vec::from([first_allowed(scopes, allowed)?]),
        };
        Some(ScopesBuf::of(granted.iter().chain(added), allowed.delimiter()))
    }
}

/// The scopes in a text, each once.
fn distinct_names(text: &str) -> Vec<String> {
    ScopesBuf::of(split(text), b' ').iter().map(str::to_owned).collect()
}

/// Both lists may be long and are untrusted, so this does not compare each name with each other name.
fn contains_any(granted: &Granted, scopes: &[String]) -> bool {
    let names: BTreeSet<&str> = granted.iter().collect();
    scopes.iter().any(|scope| names.contains(&**scope))
}

fn first_allowed<'s>(scopes: &'s [String], allowed: &Scopes) -> Option<&'s str> {
    let by_name = allowed.iter().find_map(|name| scopes.iter().find(|scope| *scope == name));
    by_name.or_else(|| scopes.iter().find(|scope| allowed.covers(scope))).map(String::as_str)
}

/// One line without control characters.
impl fmt::Display for InsufficientScope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("insufficient scope: ")?;
        match &self.required {
            Required::Unknown => formatter.write_str("the response does not say which scope the request needs")?,
            Required::All(scopes) => write!(formatter, "the request needs {}", List(scopes, "and"))?,
            Required::Any(scopes) => write!(formatter, "the request needs {}", List(scopes, "or"))?,
        }
        match &self.granted {
            None => Ok(()),
            Some(granted) if granted.is_empty() => formatter.write_str("; the token grants no scope"),
            Some(granted) => {
                write!(formatter, "; the token grants {}", List(&granted.iter().collect::<Vec<_>>(), "and"))
            }
        }
    }
}

impl core::error::Error for InsufficientScope {}

/// Names in a sentence, with a conjunction before the last one.
struct List<'n, N>(&'n [N], &'n str);

impl<N: AsRef<str>> fmt::Display for List<'_, N> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, name) in self.0.iter().enumerate() {
            match position {
                0 => {}
                _ if position + 1 == self.0.len() => write!(formatter, " {} ", self.1)?,
                _ => formatter.write_str(", ")?,
            }
            // The names are untrusted: without control characters they cannot forge lines of a log.
            write!(formatter, "`{}`", name.as_ref().escape_debug())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::string::{String, ToString};

    use super::{InsufficientScope, Required};
    use crate::{Granted, Scopes};

    fn all(names: &[&str]) -> Required {
        Required::All(names.iter().map(ToString::to_string).collect())
    }

    fn any(names: &[&str]) -> Required {
        Required::Any(names.iter().map(ToString::to_string).collect())
    }

    fn required(line: &str) -> Option<Required> {
        InsufficientScope::from_www_authenticate([line]).map(|refusal| refusal.required)
    }

    #[test]
    fn the_header_of_rfc_6750() {
        let line = r#"Bearer realm="example", error="insufficient_scope", error_description="more is \"needed\"", scope="a b""#;
        let refusal = InsufficientScope::from_www_authenticate([line]).expect("a refusal");
        assert_eq!(*refusal.required(), all(&["a", "b"]));
        assert_eq!(refusal.message(), Some("more is \"needed\""));
        assert_eq!(required("bearer SCOPE=a, Error=insufficient_scope"), Some(all(&["a"])));
        assert_eq!(required("DPoP algs=\"ES256\", error=\"insufficient_scope\""), Some(Required::Unknown));
        assert_eq!(required("Basic realm=x, Bearer error=\"insufficient_scope\", scope=\"a  a\""), Some(all(&["a"])));
    }

    #[test]
    fn other_schemes_and_errors_are_ignored() {
        for line in [
            "Basic error=\"insufficient_scope\"",
            "Bearer error=\"invalid_token\", scope=\"a\"",
            "Bearer",
            "",
            "insufficient_scope",
            "Bearer realm=\"x\", Basic error=\"insufficient_scope\"",
            "Bearer realm=\"error=insufficient_scope\"",
        ] {
            assert_eq!(required(line), None, "{line}");
        }
    }

    #[test]
    fn the_challenge_may_be_on_any_line() {
        let lines = ["Basic realm=\"x\"", "Bearer error=insufficient_scope, scope=b"];
        assert_eq!(InsufficientScope::from_www_authenticate(lines).expect("a refusal").required, all(&["b"]));
    }

    #[test]
    fn google_lists_the_scopes_one_of_which_is_enough() {
        let line = "Bearer realm=\"https://accounts.google.com/\", error=\"insufficient_scope\", scope=\"a b\"";
        assert_eq!(required(line), Some(any(&["a", "b"])));
    }

    #[test]
    fn github_accepts_one_of_several() {
        let refusal = InsufficientScope::from_github("admin:org, read:org", "repo, gist").expect("a refusal");
        assert_eq!(refusal.required, any(&["admin:org", "read:org"]));
        assert_eq!(refusal.granted, Some(Granted::from_text("repo gist")));
        assert_eq!(InsufficientScope::from_github("", "repo"), None);
        assert_eq!(InsufficientScope::from_github("repo, read:org", "repo"), None);
        let headers = [("x-oauth-scopes", ""), ("X-ACCEPTED-OAUTH-SCOPES", "repo")];
        let refusal = InsufficientScope::from_response(404, headers, "").expect("a refusal");
        assert_eq!(refusal.to_string(), "insufficient scope: the request needs `repo`; the token grants no scope");
        assert_eq!(InsufficientScope::from_response(500, headers, ""), None);
    }

    #[test]
    fn the_next_request_adds_only_allowed_scopes() {
        const ALLOWED: Scopes = Scopes("\u{2}read:org,repo,email\0https://a/email");
        let next = |required: Required, held: &str| {
            let refusal = InsufficientScope { required, granted: None, message: None };
            refusal.with_granted(Granted::from_text(held)).next_request(&ALLOWED).map(String::from)
        };
        assert_eq!(next(any(&["admin:org", "repo", "read:org"]), "x").as_deref(), Some("x,read:org"));
        assert_eq!(next(any(&["z", "https://a/email"]), "x").as_deref(), Some("x,https://a/email"));
        assert_eq!(next(any(&["admin:org"]), "x"), None);
        assert_eq!(next(any(&["admin:org"]), "admin:org").as_deref(), Some("admin:org"));
        assert_eq!(next(all(&["repo", "read:org"]), "repo").as_deref(), Some("repo,read:org"));
        assert_eq!(next(all(&["repo", "admin:org"]), "repo"), None);
        assert_eq!(next(Required::Unknown, "repo"), None);
        let unknown = InsufficientScope { required: all(&["repo"]), granted: None, message: None };
        assert_eq!(unknown.next_request(&ALLOWED).map(String::from).as_deref(), Some("repo"));
    }

    #[test]
    fn shown_names_have_no_control_characters() {
        let error = InsufficientScope::from_github("a\u{1b}[2J", "b\u{7}").expect("one");
        assert!(!error.to_string().contains(char::is_control), "{error}");
    }
}
