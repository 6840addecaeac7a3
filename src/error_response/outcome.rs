//! Defines the meanings of error responses.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::insufficient_scope::InsufficientScope;
use super::required::{InWords, Required};

/// What an error response means: whether a scope is missing, and what to do.
///
/// ```
/// use oauth_scopes::{ErrorResponse, Remedy};
///
/// // Atlassian answers 401, so a client that refreshes its token at every 401 would never stop.
/// let body = r#"{"code": 401, "message": "Unauthorized; scope does not match"}"#;
/// match ErrorResponse::read(401, [], body) {
///     ErrorResponse::InsufficientScope(error) => println!("ask for more: {error}"),
///     ErrorResponse::InvalidToken(error) if error.remedy == Remedy::Authorize => println!("sign in again"),
///     ErrorResponse::InvalidToken(_) => println!("refresh the token"),
///     other => println!("show it: {other:?}"),
/// }
/// # assert!(ErrorResponse::read(401, [], body).is_insufficient_scope());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorResponse {
    /// A scope is missing.
    InsufficientScope(InsufficientScope),
    /// A scope may be missing, but the provider sends the same response for other causes: with GitHub's 404, the
    /// resource may not exist. Request a scope only if the program knows more.
    Undecided(InsufficientScope),
    /// The application does not have a permission that no request for scopes can add: that of a GitHub App, a
    /// fine-grained token or an application role.
    MissingPermission(MissingPermission),
    /// The token is expired, revoked or invalid, or there is none without the user (`interaction_required`, OIDC Core
    /// §3.1.2.6).
    InvalidToken(InvalidToken),
    /// A request for a token was refused because of its scopes (`invalid_scope`, RFC 6749 §5.2): one is unknown or malformed, or
    /// more than the client may have. The same request fails again; the list has to be corrected.
    InvalidScope(InvalidScope),
    /// The user must sign in again, in a stronger way or more recently (RFC 9470); the scopes are enough.
    StepUp(StepUp),
    /// It is known not to be about scopes.
    Unrelated(Cause),
    /// The form of the response is not known.
    Unknown,
}

impl ErrorResponse {
    /// Returns `true` if a scope is missing.
    ///
    /// ```
    /// use oauth_scopes::ErrorResponse;
    ///
    /// assert!(ErrorResponse::read(403, [], r#"{"error": "insufficient_scope"}"#).is_insufficient_scope());
    /// ```
    pub fn is_insufficient_scope(&self) -> bool {
        matches!(self, Self::InsufficientScope(_))
    }

    /// Returns the error if a scope is missing.
    ///
    /// ```
    /// use oauth_scopes::{ErrorResponse, Required};
    ///
    /// let response = ErrorResponse::read(403, [], r#"{"error": "insufficient_scope", "scope": "api"}"#);
    /// let error = response.into_insufficient_scope().expect("a scope is missing");
    /// assert_eq!(*error.required(), Required::all(["api"]));
    /// ```
    pub fn into_insufficient_scope(self) -> Option<InsufficientScope> {
        match self {
            Self::InsufficientScope(error) => Some(error),
            _ => None,
        }
    }
}

/// Why a response is not about scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// The status is not that of a refusal.
    NotRefused,
    /// Too many requests; wait.
    RateLimit,
    /// The organization demands a single sign-on for this token.
    SingleSignOn,
    /// The user has no role that allows it, or is not a member.
    Role,
    /// The organization or the provider does not let the application do it: a policy, a plan, a setting, a review.
    Policy,
}

/// In a few words: `too many requests`.
impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotRefused => "the request was not refused",
            Self::RateLimit => "too many requests",
            Self::SingleSignOn => "the organization requires single sign-on",
            Self::Role => "the user's role does not allow it",
            Self::Policy => "a policy does not allow it",
        })
    }
}

/// What to do about an invalid token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// It expired: refresh it.
    Refresh,
    /// It was revoked, or is not a token at all, or the user has not consented: have the user sign in again.
    Authorize,
    /// The response does not say: refresh it, and have the user sign in again if that does not help.
    RefreshOrAuthorize,
}

/// A response that refuses a token as expired, revoked or invalid.
///
/// ```
/// use oauth_scopes::{ErrorResponse, Remedy};
///
/// let headers = [("WWW-Authenticate", r#"Bearer error="invalid_token", error_description="The access token expired""#)];
/// let ErrorResponse::InvalidToken(error) = ErrorResponse::read(401, headers, "") else { panic!() };
/// assert_eq!(error.remedy, Remedy::Refresh);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidToken {
    /// What to do.
    pub remedy: Remedy,
    /// The provider's own message, unchanged: it may contain any character.
    pub message: Option<String>,
}

/// A response that refuses a request for a token because of its scopes.
///
/// ```
/// use oauth_scopes::ErrorResponse;
///
/// let body = r#"{"error": "invalid_scope", "error_description": "Invalid scopes: write_multipas"}"#;
/// let ErrorResponse::InvalidScope(error) = ErrorResponse::read(400, [], body) else { panic!() };
/// assert_eq!(error.scopes, ["write_multipas"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidScope {
    /// The scopes that the response names: the refused ones, or the list that has them.
    pub scopes: Vec<String>,
    /// The provider's own message, unchanged: it may contain any character.
    pub message: Option<String>,
}

/// A response that refuses an application because it does not have a permission that is not a scope.
///
/// ```
/// use oauth_scopes::{ErrorResponse, Required};
///
/// let headers = [("X-Accepted-GitHub-Permissions", "contents=write")];
/// let body = r#"{"message": "Resource not accessible by integration"}"#;
/// let ErrorResponse::MissingPermission(error) = ErrorResponse::read(403, headers, body) else { panic!() };
/// assert_eq!(error.to_string(), "missing permission of the application: `contents=write`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingPermission {
    /// The permissions that the request needs, as the provider names them.
    pub required: Required,
    /// The permissions that the application has, if the response says.
    pub granted: Option<Vec<String>>,
    /// The provider's own message, unchanged: it may contain any character.
    pub message: Option<String>,
}

/// One line without control characters.
impl fmt::Display for MissingPermission {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "missing permission of the application: {}", InWords(&self.required))
    }
}

impl core::error::Error for MissingPermission {}

/// A response that demands a stronger or more recent sign-in (RFC 9470 §3), or other claims in the token.
///
/// ```
/// use oauth_scopes::ErrorResponse;
///
/// let header = r#"Bearer error="insufficient_user_authentication", acr_values="mfa phr", max_age="300""#;
/// let ErrorResponse::StepUp(error) = ErrorResponse::read(401, [("WWW-Authenticate", header)], "") else { panic!() };
/// assert_eq!((error.acr_values, error.max_age), (vec!["mfa".to_owned(), "phr".to_owned()], Some(300)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct StepUp {
    /// The acceptable authentication context classes, in order of preference: the parameter `acr_values` of the next request.
    pub acr_values: Vec<String>,
    /// How long ago the user may have signed in, in seconds: the parameter `max_age` of the next request.
    pub max_age: Option<u64>,
    /// The scopes that the challenge lists.
    pub scope: Vec<String>,
    /// The claims that the next token must have, encoded as the provider sent them: Microsoft's claims challenge.
    pub claims: Option<String>,
}
