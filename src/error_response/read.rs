//! Reads the error responses of providers.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::challenge::{Challenge, SCOPE_PARAMETERS, challenges};
use super::document::Document;
use super::form::{Form, Received};
use super::forms;
use super::insufficient_scope::{Attributes, InsufficientScope};
use super::outcome::{Cause, ErrorResponse, InvalidToken, Remedy, StepUp};
use super::required::Required;
use super::sentence::distinct;
use crate::granted::split;

impl ErrorResponse {
    /// Reads a response: its status, its headers by name and value, and its body.
    ///
    /// The [known forms](crate::forms::known) are tried in order. Header names are not case-sensitive, and unknown
    /// headers are ignored. Malformed or truncated headers and bodies are not an error; they are read as far as
    /// possible. Work and memory are limited: the method looks at some thousand values of a body, and at 32 KiB of
    /// messages.
    ///
    /// ```
    /// use oauth_scopes::{Cause, ErrorResponse, Required};
    ///
    /// let headers = [("X-OAuth-Scopes", "repo"), ("X-Accepted-OAuth-Scopes", "admin:org, read:org, write:org")];
    /// let response = ErrorResponse::read(403, headers, "{}");
    /// assert_eq!(
    ///     response.into_insufficient_scope().expect("a scope is missing").to_string(),
    ///     "insufficient scope: the request needs `admin:org`, `read:org` or `write:org`; the token grants `repo`"
    /// );
    /// // GitHub sends these headers with every response.
    /// assert_eq!(ErrorResponse::read(200, headers, "{}"), ErrorResponse::Unrelated(Cause::NotRefused));
    /// let limited = headers.into_iter().chain([("Retry-After", "60")]);
    /// assert_eq!(ErrorResponse::read(403, limited, "{}"), ErrorResponse::Unrelated(Cause::RateLimit));
    /// assert!(matches!(ErrorResponse::read(404, headers, "{}"), ErrorResponse::Undecided(_)));
    /// ```
    pub fn read<'h>(status: u16, headers: impl IntoIterator<Item = (&'h str, &'h str)>, body: &str) -> Self {
        Self::read_with(&[], status, headers, body)
    }

    /// Reads a response like [`read`](Self::read), but tries these forms first, such as those of a provider that is not
    /// known.
    ///
    /// ```
    /// use oauth_scopes::forms::{Form, Names, Sign};
    /// use oauth_scopes::ErrorResponse;
    ///
    /// const ZOO: Form = Form::new("Zoo", &[Sign::Is("code", "4711")]).needed(&[Names::Member("wants")]).any();
    /// let response = ErrorResponse::read_with(&[ZOO], 400, [], r#"{"code": 4711, "wants": ["feed", "pet"]}"#);
    /// assert_eq!(
    ///     response.into_insufficient_scope().expect("a scope is missing").to_string(),
    ///     "insufficient scope: the request needs `feed` or `pet`"
    /// );
    /// ```
    pub fn read_with<'h>(
        forms: &[Form],
        status: u16,
        headers: impl IntoIterator<Item = (&'h str, &'h str)>,
        body: &str,
    ) -> Self {
        let headers: Vec<(&str, &str)> = headers.into_iter().collect();
        let mut received = Received { status, headers, document: Document::read(body) };
        let challenges = challenges_for_tokens(received.header("www-authenticate"));
        for description in challenges.iter().filter_map(|challenge| challenge.parameter("error_description")) {
            received.document.add_message(description);
        }
        let own = forms.iter().find_map(|form| form.read(&received));
        let from_header = of_challenges(&challenges);
        let from_form =
            own.or_else(|| forms::ALL.iter().flat_map(|family| family.iter()).find_map(|form| form.read(&received)));
        let mut response = combined(from_header, from_form, status);
        if let (Self::InsufficientScope(error) | Self::Undecided(error), Some(challenge)) =
            (&mut response, challenges.first())
        {
            error.challenge = Attributes::of(challenge);
        }
        response
    }
}

/// Combines two readings. The surest one counts: a header that names the error, then a form that names scopes, then the
/// rest.
fn combined(from_header: Option<ErrorResponse>, from_form: Option<ErrorResponse>, status: u16) -> ErrorResponse {
    use ErrorResponse::{InsufficientScope, InvalidToken, StepUp, Undecided, Unknown, Unrelated};
    match (from_header, from_form) {
        (None, None) if (400..500).contains(&status) => Unknown,
        (None, None) => Unrelated(Cause::NotRefused),
        (Some(InsufficientScope(error)), Some(InsufficientScope(other) | Undecided(other))) => {
            InsufficientScope(error.or(other))
        }
        (Some(header @ (InsufficientScope(_) | StepUp(_))), _) | (Some(header), None) => header,
        (Some(InvalidToken(error)), Some(InvalidToken(other))) if error.remedy == Remedy::RefreshOrAuthorize => {
            InvalidToken(other)
        }
        // Some servers call a token invalid that is only insufficient. The body is more precise.
        (Some(header), Some(form)) if !form.is_insufficient_scope() => header,
        (_, Some(form)) => form,
    }
}

fn challenges_for_tokens<'h>(lines: impl IntoIterator<Item = &'h str>) -> Vec<Challenge<'h>> {
    lines.into_iter().flat_map(challenges).filter(Challenge::is_for_tokens).collect()
}

fn of_challenges(challenges: &[Challenge<'_>]) -> Option<ErrorResponse> {
    if let Some(error) = InsufficientScope::of_challenges(challenges) {
        return Some(ErrorResponse::InsufficientScope(error));
    }
    challenges.iter().find_map(|challenge| {
        let step_up = ["insufficient_user_authentication", "insufficient_claims"];
        if step_up.iter().any(|error| challenge.has_error(error)) {
            return Some(ErrorResponse::StepUp(StepUp::of(challenge)));
        }
        challenge.has_error("invalid_token").then(|| {
            let message = challenge.parameter("error_description").map(str::to_owned);
            ErrorResponse::InvalidToken(InvalidToken { remedy: remedy(message.as_deref()), message })
        })
    })
}

fn remedy(message: Option<&str>) -> Remedy {
    let message = message.unwrap_or_default().to_ascii_lowercase();
    match () {
        () if message.contains("revoked") => Remedy::Authorize,
        () if message.contains("expired") => Remedy::Refresh,
        () => Remedy::RefreshOrAuthorize,
    }
}

fn names_of(challenge: &Challenge<'_>) -> Vec<String> {
    let value = SCOPE_PARAMETERS.iter().find_map(|name| challenge.parameter(name));
    distinct(split(value.unwrap_or_default()))
}

impl StepUp {
    fn of(challenge: &Challenge<'_>) -> Self {
        Self {
            acr_values: distinct(challenge.parameter("acr_values").into_iter().flat_map(str::split_ascii_whitespace)),
            max_age: challenge.parameter("max_age").and_then(|age| age.trim().parse().ok()),
            scope: names_of(challenge),
            claims: challenge.parameter("claims").map(str::to_owned),
        }
    }
}

impl InsufficientScope {
    /// Reads a response in any of the known forms. [`ErrorResponse::read`] says more about a response that is not about
    /// a missing scope.
    ///
    /// Returns `None` if the response does not say, in a known form, that a scope is missing.
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
        ErrorResponse::read(status, headers, body).into_insufficient_scope()
    }

    /// Adds the details of another error that are unknown in this one.
    fn or(self, other: Self) -> Self {
        Self {
            required: if self.required == Required::Unknown { other.required } else { self.required },
            granted: self.granted.or(other.granted),
            message: self.message.or(other.message),
            challenge: self.challenge,
        }
    }

    /// Reads the values of the header `WWW-Authenticate`, one for each line: a challenge of the scheme `Bearer` (RFC 6750 §3) or
    /// `DPoP` (RFC 9449 §7.1) with the error `insufficient_scope`.
    ///
    /// The request needs all scopes that the challenge lists. The exception is Google, which lists alternatives. If
    /// there are several such challenges with one scope each, one of the scopes is enough.
    ///
    /// ```
    /// use oauth_scopes::{InsufficientScope, Required};
    ///
    /// let header = r#"Bearer error="insufficient_scope", scope="read_profile write_multipass""#;
    /// let error = InsufficientScope::from_www_authenticate([header]).expect("a scope is missing");
    /// assert_eq!(*error.required(), Required::all(["read_profile", "write_multipass"]));
    ///
    /// assert!(InsufficientScope::from_www_authenticate([r#"Bearer error="invalid_token""#]).is_none());
    /// ```
    pub fn from_www_authenticate<'h>(lines: impl IntoIterator<Item = &'h str>) -> Option<Self> {
        Self::of_challenges(&challenges_for_tokens(lines))
    }

    fn of_challenges(challenges: &[Challenge<'_>]) -> Option<Self> {
        let refusals: Vec<&Challenge<'_>> =
            challenges.iter().filter(|challenge| challenge.has_error("insufficient_scope")).collect();
        let first = *refusals.first()?;
        let lists: Vec<Vec<String>> = refusals.iter().map(|challenge| names_of(challenge)).collect();
        let is_google = first.parameter("realm").is_some_and(|realm| realm.starts_with("https://accounts.google.com"));
        let required = if lists.len() > 1 && lists.iter().all(|names| names.len() == 1) {
            Required::any(lists.iter().flatten().map(String::as_str))
        } else if is_google {
            Required::any(lists[0].iter().map(String::as_str))
        } else {
            Required::all(lists[0].iter().map(String::as_str))
        };
        let message = first.parameter("error_description").map(str::to_owned);
        Some(Self { challenge: Attributes::of(first), ..Self::from_parts(required, None, message) })
    }

    /// Reads GitHub's headers. `accepted` is the value of `X-Accepted-OAuth-Scopes`, which lists scopes of which one is
    /// enough. `granted` is the value of `X-OAuth-Scopes`, which lists the scopes of the token.
    ///
    /// Returns `None` if the token has one of the accepted scopes or a part of one, which may be enough, or if any
    /// token is accepted. GitHub sends both headers with every response, so call this only for status 403.
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
    /// assert!(InsufficientScope::from_github("repo", "public_repo").is_none());
    /// ```
    pub fn from_github(accepted: &str, granted: &str) -> Option<Self> {
        let headers = Vec::from([("x-accepted-oauth-scopes", accepted), ("x-oauth-scopes", granted)]);
        Self::of_family(forms::GITHUB, &Received { status: 403, headers, document: Document::default() })
    }

    /// Reads the JSON body of a Google API: an error with the reason `ACCESS_TOKEN_SCOPE_INSUFFICIENT`, or what older APIs
    /// send.
    ///
    /// The body does not say which scope the request needs, but the header `WWW-Authenticate` of the same response often
    /// does: [`from_response`](Self::from_response) reads both.
    ///
    /// ```
    /// use oauth_scopes::InsufficientScope;
    ///
    /// let body = r#"{"error": {
    ///     "message": "Request had insufficient authentication scopes.",
    ///     "details": [{"reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]
    /// }}"#;
    /// let error = InsufficientScope::from_google(body).expect("a scope is missing");
    /// assert_eq!(error.message(), Some("Request had insufficient authentication scopes."));
    /// ```
    pub fn from_google(body: &str) -> Option<Self> {
        Self::of_family(forms::GOOGLE, &Received { status: 403, headers: Vec::new(), document: Document::read(body) })
    }

    /// Reads the JSON body of a Slack method: `ok` is `false`, `error` is `missing_scope`, `needed` lists scopes of
    /// which one is enough, and `provided` lists the scopes of the token.
    ///
    /// ```
    /// use oauth_scopes::InsufficientScope;
    ///
    /// let body = r#"{"ok": false, "error": "missing_scope", "needed": "channels:read", "provided": "chat:write"}"#;
    /// let error = InsufficientScope::from_slack(body).expect("a scope is missing");
    /// assert_eq!(
    ///     error.to_string(),
    ///     "insufficient scope: the request needs `channels:read`; the token grants `chat:write`"
    /// );
    /// ```
    pub fn from_slack(body: &str) -> Option<Self> {
        Self::of_family(forms::SLACK, &Received { status: 200, headers: Vec::new(), document: Document::read(body) })
    }

    fn of_family(family: &[Form], received: &Received<'_>) -> Option<Self> {
        family.iter().find_map(|form| form.read(received))?.into_insufficient_scope()
    }
}
