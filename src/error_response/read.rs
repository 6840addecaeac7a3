//! Reads the error responses of providers.

use alloc::borrow::ToOwned;
use alloc::vec::Vec;

#[cfg(feature = "json")]
use super::body;
use super::challenge::{Challenge, challenges};
use super::{InsufficientScope, Required, contains_any, distinct_names};
use crate::Granted;

impl InsufficientScope {
    /// Reads a response in any of the known forms: its status, its headers by name and value, and its body.
    ///
    /// Header names are compared without case; unknown headers are ignored. The body is read with the feature `json` only, as
    /// `from_google` and `from_slack` do; without that feature it is ignored.
    ///
    /// Returns `None` if the response does not say, in a known form, that a scope is missing. Malformed headers and bodies are
    /// not an error, and nesting has a limit. A body that is about scopes is held in memory as a tree, so limit the size of the
    /// bodies that you read.
    ///
    /// ```
    /// use oauth_scopes::InsufficientScope;
    ///
    /// let headers = [("X-OAuth-Scopes", "repo"), ("X-Accepted-OAuth-Scopes", "admin:org, read:org, write:org")];
    /// let error = InsufficientScope::from_response(403, headers, "{}").expect("a scope is missing");
    /// assert_eq!(
    ///     error.to_string(),
    ///     "insufficient scope: the request needs `admin:org`, `read:org` or `write:org`; the token grants `repo`"
    /// );
    /// assert!(InsufficientScope::from_response(200, headers, "{}").is_none());
    /// ```
    pub fn from_response<'h>(
        status: u16,
        headers: impl IntoIterator<Item = (&'h str, &'h str)>,
        body: &str,
    ) -> Option<Self> {
        let headers: Vec<(&str, &str)> = headers.into_iter().collect();
        let values = |wanted: &str| -> Vec<&str> {
            headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| *value).collect()
        };
        let (granted, accepted) = (values("x-oauth-scopes").join(","), values("x-accepted-oauth-scopes").join(","));
        match (Self::from_www_authenticate(values("www-authenticate")), body::read(body)) {
            (Some(from_header), Some(from_body)) => Some(from_header.or(from_body)),
            (Some(error), None) | (None, Some(error)) => Some(error),
            (None, None) if matches!(status, 403 | 404) => Self::from_github(&accepted, &granted),
            (None, None) => None,
        }
    }

    /// Fills in what this error does not know.
    fn or(self, other: Self) -> Self {
        Self {
            required: if self.required == Required::Unknown { other.required } else { self.required },
            granted: self.granted.or(other.granted),
            message: self.message.or(other.message),
        }
    }

    /// Reads the values of the header `WWW-Authenticate`, one for each line: the first challenge of the scheme `Bearer`
    /// (RFC 6750 §3) or `DPoP` (RFC 9449 §7.1) with the error `insufficient_scope`.
    ///
    /// The request needs all scopes that the challenge lists. Google is the exception: it lists every scope that is enough.
    ///
    /// ```
    /// use oauth_scopes::{InsufficientScope, Required};
    ///
    /// let header = r#"Bearer error="insufficient_scope", scope="read_profile write_multipass""#;
    /// let error = InsufficientScope::from_www_authenticate([header]).expect("a scope is missing");
    /// assert!(matches!(error.required(), Required::All(scopes) if scopes.len() == 2));
    ///
    /// assert!(InsufficientScope::from_www_authenticate([r#"Bearer error="invalid_token""#]).is_none());
    /// ```
    pub fn from_www_authenticate<'h>(lines: impl IntoIterator<Item = &'h str>) -> Option<Self> {
        lines.into_iter().find_map(|line| challenges(line).iter().find_map(Self::from_challenge))
    }

    fn from_challenge(challenge: &Challenge<'_>) -> Option<Self> {
        let is_for_tokens = ["Bearer", "DPoP"].iter().any(|scheme| challenge.scheme.eq_ignore_ascii_case(scheme));
        if !is_for_tokens || challenge.parameter("error") != Some("insufficient_scope") {
            return None;
        }
        let is_google =
            challenge.parameter("realm").is_some_and(|realm| realm.starts_with("https://accounts.google.com"));
        let scopes = distinct_names(challenge.parameter("scope").unwrap_or_default());
        let required = match (scopes.is_empty(), is_google) {
            (true, _) => Required::Unknown,
            (false, true) => Required::Any(scopes),
            (false, false) => Required::All(scopes),
        };
        Some(Self { required, granted: None, message: challenge.parameter("error_description").map(str::to_owned) })
    }

    /// Reads GitHub's headers: `accepted` is the value of `X-Accepted-OAuth-Scopes`, which lists the scopes one of which is
    /// enough, and `granted` that of `X-OAuth-Scopes`, which lists those of the token.
    ///
    /// Returns `None` if the token has one of them, or if any token is accepted. GitHub sends both headers with every
    /// response, so call this only for status 403, or 404 (for resources that the token must not know of).
    ///
    /// ```
    /// use oauth_scopes::InsufficientScope;
    ///
    /// let error = InsufficientScope::from_github("admin:org, read:org", "repo").expect("a scope is missing");
    /// assert_eq!(
    ///     error.to_string(),
    ///     "insufficient scope: the request needs `admin:org` or `read:org`; the token grants `repo`"
    /// );
    /// assert!(InsufficientScope::from_github("repo", "repo, gist").is_none());
    /// ```
    pub fn from_github(accepted: &str, granted: &str) -> Option<Self> {
        let granted = Granted::from_text(granted);
        let accepted = distinct_names(accepted);
        if accepted.is_empty() || contains_any(&granted, &accepted) {
            return None;
        }
        Some(Self { required: Required::Any(accepted), granted: Some(granted), message: None })
    }
}

/// Without the feature `json`, bodies are ignored.
#[cfg(not(feature = "json"))]
mod body {
    pub(super) fn read(_: &str) -> Option<super::InsufficientScope> {
        None
    }
}
