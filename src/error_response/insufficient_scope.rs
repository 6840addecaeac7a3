//! A response that refuses a token because a scope is missing.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::challenge::Challenge;
use super::required::{InWords, List, Required};
use crate::requested_scopes::RequestedScope;
use crate::{Granted, RequestedScopes, ScopesBuf};

/// A response that refuses a token because a scope is missing: what the operation needs, what the token grants, and
/// what to request next.
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
    pub(super) required: Required,
    pub(super) granted: Option<Granted>,
    pub(super) message: Option<String>,
    pub(super) challenge: Attributes,
}

/// What else the challenge in the header says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    scheme: Option<String>,
    realm: Option<String>,
    error_uri: Option<String>,
    resource_metadata: Option<String>,
}

impl Attributes {
    pub(super) fn of(challenge: &Challenge<'_>) -> Self {
        let parameter = |name: &str| challenge.parameter(name).map(str::to_owned);
        Self {
            scheme: Some(challenge.scheme.to_owned()).filter(|scheme| !scheme.is_empty()),
            realm: parameter("realm"),
            error_uri: parameter("error_uri"),
            resource_metadata: parameter("resource_metadata"),
        }
    }
}

/// Why there is nothing to request next. Returned by [`InsufficientScope::next_request`].
///
/// ```
/// use oauth_scopes::{InsufficientScope, NoRequest, Required, scopes};
///
/// let error = InsufficientScope::new(Required::all(["write_multipass"]));
/// let reason = error.next_request(&scopes!("write_multipass")).expect_err("it is not known what the token grants");
/// assert_eq!(reason, NoRequest::GrantedUnknown);
/// assert_eq!(
///     reason.to_string(),
///     "the response does not say what the token grants; call `with_granted`, or the next token will grant less"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoRequest {
    /// The response does not say which scope the request needs.
    RequiredUnknown,
    /// Neither the response nor [`with_granted`](InsufficientScope::with_granted) says what the token grants, so a request for
    /// the needed scopes alone would lose the others.
    GrantedUnknown,
    /// These scopes are needed, but not allowed: all of them, or at least one.
    NotAllowed(Required),
}

/// One line without control characters.
impl fmt::Display for NoRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RequiredUnknown => formatter.write_str("the response does not say which scope the request needs"),
            Self::GrantedUnknown => formatter.write_str(
                "the response does not say what the token grants; call `with_granted`, or the next token will grant less",
            ),
            Self::NotAllowed(required) => {
                write!(formatter, "the request needs {}, which the program does not allow", InWords(required))
            }
        }
    }
}

impl core::error::Error for NoRequest {}

impl InsufficientScope {
    /// Makes an error for a response that your program reads itself. If the form of the response is not known, you can
    /// also describe it for [`ErrorResponse::read_with`](crate::ErrorResponse::read_with).
    ///
    /// ```
    /// use oauth_scopes::{Granted, InsufficientScope, Required, scopes};
    ///
    /// let error = InsufficientScope::new(Required::any(["write_multipass", "admin"]))
    ///     .with_granted(Granted::from_text("read_profile"))
    ///     .with_message("ask for more");
    /// let next = error.next_request(&scopes!("write_multipass")).expect("one of them is allowed");
    /// assert_eq!(next.as_str(), "read_profile write_multipass");
    /// ```
    pub fn new(required: Required) -> Self {
        Self::from_parts(required, None, None)
    }

    pub(super) fn from_parts(required: Required, granted: Option<Granted>, message: Option<String>) -> Self {
        let required = match required {
            Required::All(names) | Required::Any(names) if names.is_empty() => Required::Unknown,
            required => required,
        };
        Self { required, granted, message, challenge: Attributes::default() }
    }

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

    /// Returns the error with the provider's message.
    ///
    /// ```
    /// use oauth_scopes::{InsufficientScope, Required};
    ///
    /// let error = InsufficientScope::new(Required::Unknown).with_message("the token is too weak");
    /// assert_eq!(error.message(), Some("the token is too weak"));
    /// ```
    #[must_use]
    pub fn with_message(mut self, message: &str) -> Self {
        self.message = Some(message.to_owned());
        self
    }

    /// Returns the scopes that the request needs.
    ///
    /// ```
    /// use oauth_scopes::{InsufficientScope, Required};
    ///
    /// let error = InsufficientScope::from_www_authenticate(["Bearer error=insufficient_scope, scope=repo"]);
    /// assert_eq!(*error.expect("it is one").required(), Required::all(["repo"]));
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

    /// Returns the scheme of the challenge in the header `WWW-Authenticate`, such as `Bearer` or `DPoP`.
    ///
    /// ```
    /// use oauth_scopes::InsufficientScope;
    ///
    /// let header = r#"DPoP error="insufficient_scope""#;
    /// let error = InsufficientScope::from_www_authenticate([header]).expect("it is one");
    /// assert_eq!(error.scheme(), Some("DPoP"));
    /// ```
    pub fn scheme(&self) -> Option<&str> {
        self.challenge.scheme.as_deref()
    }

    /// Returns the realm of the challenge (RFC 9110 §11.5).
    ///
    /// ```
    /// use oauth_scopes::InsufficientScope;
    ///
    /// let header = r#"Bearer realm="multipass", error="insufficient_scope""#;
    /// let error = InsufficientScope::from_www_authenticate([header]).expect("it is one");
    /// assert_eq!(error.realm(), Some("multipass"));
    /// ```
    pub fn realm(&self) -> Option<&str> {
        self.challenge.realm.as_deref()
    }

    /// Returns the URL of a page that explains the error to people (RFC 6750 §3). It comes from the server, so do not
    /// open it without asking the user.
    ///
    /// ```
    /// use oauth_scopes::InsufficientScope;
    ///
    /// let header = r#"Bearer error="insufficient_scope", error_uri="https://a.example/scopes""#;
    /// let error = InsufficientScope::from_www_authenticate([header]).expect("it is one");
    /// assert_eq!(error.error_uri(), Some("https://a.example/scopes"));
    /// ```
    pub fn error_uri(&self) -> Option<&str> {
        self.challenge.error_uri.as_deref()
    }

    /// Returns the URL of the resource server's metadata (RFC 9728 §5.1), which names its authorization servers.
    ///
    /// ```
    /// use oauth_scopes::InsufficientScope;
    ///
    /// let header = r#"Bearer error="insufficient_scope", resource_metadata="https://a.example/.well-known/oauth-protected-resource""#;
    /// let error = InsufficientScope::from_www_authenticate([header]).expect("it is one");
    /// assert_eq!(error.resource_metadata(), Some("https://a.example/.well-known/oauth-protected-resource"));
    /// ```
    pub fn resource_metadata(&self) -> Option<&str> {
        self.challenge.resource_metadata.as_deref()
    }

    /// Returns what to request next (incremental authorization): the granted scopes, and the needed ones.
    ///
    /// `allowed` lists what the program is ready to request, because the response is untrusted: nothing else is added. It is a
    /// [`Scopes`](crate::Scopes), or a [`ScopesBuf`] that was made at run time. If one of several scopes is enough, the first one of `allowed` is
    /// taken. If the program knows what its operation needs, prefer [`Granted::request_for`].
    ///
    /// ```
    /// use oauth_scopes::{Granted, InsufficientScope, scopes};
    ///
    /// let header = r#"Bearer error="insufficient_scope", scope="write_multipass""#;
    /// let error = InsufficientScope::from_www_authenticate([header]).expect("it is one");
    /// let error = error.with_granted(Granted::from_text("read_profile"));
    /// let next = error.next_request(&scopes!("read_profile write_multipass"));
    /// assert_eq!(next.expect("it is allowed").as_str(), "read_profile write_multipass");
    /// assert!(error.next_request(&scopes!("read_profile")).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the response does not say what is needed, if it needs what is not allowed, or if it is not known
    /// what the token grants.
    pub fn next_request<A: RequestedScopes + ?Sized>(&self, allowed: &A) -> Result<ScopesBuf, NoRequest> {
        let list = allowed.requested();
        let covered: BTreeSet<&str> = list.iter().flat_map(RequestedScope::names).collect();
        let not_allowed = || NoRequest::NotAllowed(self.required.clone());
        let added: Vec<&str> = match &self.required {
            Required::Unknown => return Err(NoRequest::RequiredUnknown),
            Required::All(scopes) => {
                let held: BTreeSet<&str> = self.granted.iter().flat_map(Granted::iter).collect();
                let missing: Vec<&str> =
                    scopes.iter().map(String::as_str).filter(|scope| !held.contains(scope)).collect();
                let is_allowed = missing.iter().all(|scope| covered.contains(scope));
                is_allowed.then_some(missing).ok_or_else(not_allowed)?
            }
            Required::Any(scopes) if self.granted.as_ref().is_some_and(|granted| contains_any(granted, scopes)) => {
                Vec::new()
            }
            Required::Any(scopes) => Vec::from([first_allowed(scopes, &list, &covered).ok_or_else(not_allowed)?]),
        };
        let granted = self.granted.as_ref().ok_or(NoRequest::GrantedUnknown)?;
        Ok(granted.and(added, &list, allowed.delimiter()))
    }
}

/// Both lists may be long and are untrusted, so this does not compare each name with each other name.
pub(super) fn contains_any(granted: &Granted, scopes: &[String]) -> bool {
    let names: BTreeSet<&str> = granted.iter().collect();
    scopes.iter().any(|scope| names.contains(&**scope))
}

fn first_allowed<'s>(
    scopes: &'s [String],
    allowed: &[RequestedScope<'_>],
    covered: &BTreeSet<&str>,
) -> Option<&'s str> {
    let names: BTreeSet<&str> = scopes.iter().map(String::as_str).collect();
    let by_name = allowed.iter().find_map(|scope| names.get(scope.name).copied());
    by_name.or_else(|| scopes.iter().map(String::as_str).find(|scope| covered.contains(scope)))
}

/// One line without control characters.
impl fmt::Display for InsufficientScope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("insufficient scope: ")?;
        match &self.required {
            Required::Unknown => formatter.write_str("the response does not say which scope the request needs")?,
            required => write!(formatter, "the request needs {}", InWords(required))?,
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

#[cfg(test)]
mod tests {
    use std::string::{String, ToString};

    use super::{InsufficientScope, NoRequest, Required};
    use crate::{ErrorResponse, Granted, Scopes, ScopesBuf};

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
        assert_eq!(InsufficientScope::from_github("repo", "public_repo"), None, "a part may be enough");
        assert_eq!(InsufficientScope::from_github("read:org", "admin:org"), None, "it is implied");
        let headers = [("x-oauth-scopes", ""), ("X-ACCEPTED-OAUTH-SCOPES", "repo")];
        let refusal = InsufficientScope::from_response(403, headers, "").expect("a refusal");
        assert_eq!(refusal.to_string(), "insufficient scope: the request needs `repo`; the token grants no scope");
        assert_eq!(InsufficientScope::from_response(500, headers, ""), None);
        let perhaps = ErrorResponse::read(404, headers, "");
        assert!(matches!(perhaps, ErrorResponse::Undecided(error) if *error.required() == any(&["repo"])));
    }

    #[test]
    fn the_next_request_adds_only_allowed_scopes() {
        const ALLOWED: Scopes = Scopes::unchecked("\u{2}read:org,repo,email\0https://a/email");
        let next = |required: Required, held: &str| {
            let refusal = InsufficientScope::new(required).with_granted(Granted::from_text(held));
            refusal.next_request(&ALLOWED).map(String::from)
        };
        let refused = |required: Required| Err(NoRequest::NotAllowed(required));
        assert_eq!(next(any(&["admin:org", "repo", "read:org"]), "x").as_deref(), Ok("x,read:org"));
        assert_eq!(next(any(&["z", "https://a/email"]), "x").as_deref(), Ok("x,https://a/email"));
        assert_eq!(next(any(&["admin:org"]), "x"), refused(any(&["admin:org"])));
        assert_eq!(next(any(&["admin:org"]), "admin:org").as_deref(), Ok("admin:org"));
        assert_eq!(next(all(&["repo", "read:org"]), "repo").as_deref(), Ok("repo,read:org"));
        assert_eq!(next(all(&["repo", "admin:org"]), "repo"), refused(all(&["repo", "admin:org"])));
        assert_eq!(next(Required::Unknown, "repo"), Err(NoRequest::RequiredUnknown));
    }

    #[test]
    fn without_what_is_granted_there_is_no_next_request() {
        let error = InsufficientScope::new(all(&["repo"]));
        assert_eq!(error.next_request(&Scopes::unchecked("repo")), Err(NoRequest::GrantedUnknown));
        assert_eq!(error.next_request(&Scopes::unchecked("gist")), Err(NoRequest::NotAllowed(all(&["repo"]))));
        let nothing = error.with_granted(Granted::default());
        assert_eq!(nothing.next_request(&Scopes::unchecked("repo")).map(String::from).as_deref(), Ok("repo"));
    }

    #[test]
    fn the_allowed_scopes_may_be_known_at_run_time_only() {
        let allowed = ScopesBuf::from(Scopes::unchecked("\u{1}write x\0\0read"));
        let next = |name: &str| {
            let error = InsufficientScope::new(all(&[name])).with_granted(Granted::from_text("a"));
            error.next_request(&allowed).map(String::from)
        };
        assert_eq!(next("x").as_deref(), Ok("a x"));
        assert_eq!(next("read").as_deref(), Ok("a read"), "less than is allowed");
        assert!(next("y").is_err());
    }

    #[test]
    fn reasons_are_one_line() {
        let error = NoRequest::NotAllowed(any(&["a", "b\n"]));
        assert_eq!(error.to_string(), "the request needs `a` or `b\\n`, which the program does not allow");
    }

    #[test]
    fn what_else_the_challenge_says() {
        let line =
            r#"DPoP realm="r", error="insufficient_scope", error_uri="https://e", resource_metadata="https://m""#;
        let error = InsufficientScope::from_www_authenticate([line]).expect("a refusal");
        assert_eq!((error.scheme(), error.realm()), (Some("DPoP"), Some("r")));
        assert_eq!((error.error_uri(), error.resource_metadata()), (Some("https://e"), Some("https://m")));
        let none = InsufficientScope::new(Required::Unknown);
        assert_eq!((none.scheme(), none.realm(), none.error_uri(), none.resource_metadata()), (None, None, None, None));
    }

    #[test]
    fn several_challenges_with_one_scope_each_are_a_choice() {
        let line = r#"Bearer error="insufficient_scope", scope="a", Bearer error="insufficient_scope", scope="b""#;
        assert_eq!(required(line), Some(any(&["a", "b"])));
        let line = r#"Bearer error="insufficient_scope", scope="a b", Bearer error="insufficient_scope", scope="c""#;
        assert_eq!(required(line), Some(all(&["a", "b"])));
    }

    #[test]
    fn shown_names_have_no_control_characters() {
        let error = InsufficientScope::from_github("a\u{1b}[2J", "b\u{7}").expect("one");
        assert!(!error.to_string().contains(char::is_control), "{error}");
    }
}
