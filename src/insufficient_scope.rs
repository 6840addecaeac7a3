//! An answer that says: this token lacks a scope.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::challenge::{Challenge, challenges};
use crate::granted::pieces;
use crate::{Granted, Scopes, ScopesBuf};

mod json;

/// A refusal for want of a scope, read from the answer of a provider: what was needed, what was held, what to ask for next.
///
/// ```
/// use oauth_scopes::{Granted, InsufficientScope, scopes};
///
/// let header = r#"Bearer error="insufficient_scope", scope="read_profile write_multipass""#;
/// let refusal = InsufficientScope::from_www_authenticate([header])
///     .expect("it says so")
///     .with_held(Granted::from_text("read_profile"));
/// assert_eq!(
///     refusal.to_string(),
///     "the token lacks a scope: it needs `read_profile` and `write_multipass`, and holds `read_profile`"
/// );
/// let next = refusal.next_request(&scopes!("read_profile write_multipass")).expect("both may be asked for");
/// assert_eq!(next.as_str(), "read_profile write_multipass");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InsufficientScope {
    required: Required,
    held: Option<Granted>,
    message: Option<String>,
}

/// The scopes that would have been enough, as far as an answer tells.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Required {
    /// The answer does not say.
    Unknown,
    /// All of these.
    All(Vec<String>),
    /// One of these.
    Any(Vec<String>),
}

impl InsufficientScope {
    /// Reads the values of the header `WWW-Authenticate`, one for each line: the first challenge of the scheme `Bearer`
    /// (RFC 6750 §3) or `DPoP` (RFC 9449 §7.1) with the error `insufficient_scope`; `None` where there is none.
    ///
    /// All scopes that it names are needed, except with Google, which lists every scope that would do.
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
        let scopes = owned(challenge.parameter("scope").unwrap_or_default());
        let required = match (scopes.is_empty(), is_google) {
            (true, _) => Required::Unknown,
            (false, true) => Required::Any(scopes),
            (false, false) => Required::All(scopes),
        };
        Some(Self { required, held: None, message: challenge.parameter("error_description").map(str::to_owned) })
    }

    /// Reads the JSON body of a Google API: an error with the reason `ACCESS_TOKEN_SCOPE_INSUFFICIENT`.
    ///
    /// The body does not say which scope is needed; the header `WWW-Authenticate` of the same answer often does.
    /// [`from_answer`](Self::from_answer) reads both.
    pub fn from_google(body: &str) -> Option<Self> {
        let mut is_insufficient = false;
        let mut message = None;
        json::texts(body, &mut |path, text| match members(path).as_slice() {
            ["error", "details", "reason"] => is_insufficient |= text == "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            ["error", "message"] => message = Some(text.to_owned()),
            _ => {}
        })?;
        is_insufficient.then_some(Self { required: Required::Unknown, held: None, message })
    }

    /// Reads the headers `X-Accepted-OAuth-Scopes` and `X-OAuth-Scopes` of GitHub, in this order: the scopes that the
    /// action accepts, any one of which is enough, and those that the token has.
    ///
    /// `None` where the token has one of them, or the action accepts any token. GitHub sends both headers with every answer,
    /// so ask where it has refused: with 403, or 404 for what the token must not know of.
    pub fn from_github(accepted: &str, held: &str) -> Option<Self> {
        let held = Granted::from_text(held);
        let accepted = owned(accepted);
        if accepted.is_empty() || has_one_of(&held, &accepted) {
            return None;
        }
        Some(Self { required: Required::Any(accepted), held: Some(held), message: None })
    }

    /// Reads the JSON body of a method of Slack: `error` is `missing_scope`, `needed` lists the scopes of which one is enough,
    /// `provided` those that the token has.
    pub fn from_slack(body: &str) -> Option<Self> {
        let (mut is_insufficient, mut needed, mut held) = (false, Vec::new(), None);
        json::texts(body, &mut |path, text| match path {
            [json::Step::Member(name)] if name == "error" => is_insufficient = text == "missing_scope",
            [json::Step::Member(name)] if name == "needed" => needed = owned(text),
            [json::Step::Member(name)] if name == "provided" => held = Some(Granted::from_text(text)),
            _ => {}
        })?;
        let required = if needed.is_empty() { Required::Unknown } else { Required::Any(needed) };
        is_insufficient.then_some(Self { required, held, message: None })
    }

    /// Reads a whole answer in any of these ways: its status, its headers by name and value, its body. Names of headers
    /// are compared in any case; of other headers and other bodies nothing is read.
    ///
    /// ```
    /// use oauth_scopes::InsufficientScope;
    ///
    /// let headers = [("X-OAuth-Scopes", "repo"), ("X-Accepted-OAuth-Scopes", "admin:org, read:org, write:org")];
    /// let refusal = InsufficientScope::from_answer(403, headers, "{}").expect("a scope is missing");
    /// assert_eq!(
    ///     refusal.to_string(),
    ///     "the token lacks a scope: it needs `admin:org`, `read:org` or `write:org`, and holds `repo`"
    /// );
    /// assert!(InsufficientScope::from_answer(200, headers, "{}").is_none());
    /// ```
    pub fn from_answer<'h>(
        status: u16,
        headers: impl IntoIterator<Item = (&'h str, &'h str)>,
        body: &str,
    ) -> Option<Self> {
        let headers: Vec<(&str, &str)> = headers.into_iter().collect();
        let values = |wanted: &str| -> Vec<&str> {
            headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| *value).collect()
        };
        let (held, accepted) = (values("x-oauth-scopes").join(","), values("x-accepted-oauth-scopes").join(","));
        let by_header = Self::from_www_authenticate(values("www-authenticate"));
        let by_body = Self::from_google(body).or_else(|| Self::from_slack(body));
        match (by_header, by_body) {
            (Some(by_header), Some(by_body)) => Some(by_header.or(by_body)),
            (Some(one), None) | (None, Some(one)) => Some(one),
            (None, None) if matches!(status, 403 | 404) => Self::from_github(&accepted, &held),
            (None, None) => None,
        }
    }

    /// What this one knows, and what it lacks from another.
    fn or(self, other: Self) -> Self {
        Self {
            required: if self.required == Required::Unknown { other.required } else { self.required },
            held: self.held.or(other.held),
            message: self.message.or(other.message),
        }
    }

    /// The same with what the token is known to hold. Most answers do not say it.
    #[must_use]
    pub fn with_held(mut self, held: Granted) -> Self {
        self.held = Some(held);
        self
    }

    /// The scopes that would have been enough.
    pub fn required(&self) -> &Required {
        &self.required
    }

    /// What the token holds, where that is known.
    pub fn held(&self) -> Option<&Granted> {
        self.held.as_ref()
    }

    /// What the provider says of it, in words of its own, as they were sent: any character may be in them.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// What to ask for next (incremental authorization): what is held, and what is needed in addition; only of what the
    /// program is ready to ask for, since an answer is somebody else's word. Of several scopes that would do, the first in
    /// the order of `allowed` is taken.
    ///
    /// `None` where the answer does not say what is needed, or needs what is not allowed. Where the program knows what its
    /// operation needs, [`Granted::request_for`] says more.
    pub fn next_request(&self, allowed: &Scopes) -> Option<ScopesBuf> {
        let nothing = Granted::default();
        let held = self.held.as_ref().unwrap_or(&nothing);
        let added: Vec<&str> = match &self.required {
            Required::Unknown => return None,
            Required::All(scopes) => {
                let names: BTreeSet<&str> = held.iter().collect();
                let missing: Vec<&str> =
                    scopes.iter().map(String::as_str).filter(|scope| !names.contains(scope)).collect();
                missing.iter().all(|scope| allowed.covers(scope)).then_some(missing)?
            }
            Required::Any(scopes) if has_one_of(held, scopes) => Vec::new(),
            Required::Any(scopes) => Vec::from([one_of(scopes, allowed)?]),
        };
        Some(ScopesBuf::of(held.iter().chain(added), allowed.delimiter()))
    }
}

/// Both may be as long as somebody likes: neither is gone through for each name of the other.
fn has_one_of(held: &Granted, scopes: &[String]) -> bool {
    let names: BTreeSet<&str> = held.iter().collect();
    scopes.iter().any(|scope| names.contains(&**scope))
}

fn one_of<'s>(scopes: &'s [String], allowed: &Scopes) -> Option<&'s str> {
    let by_name = allowed.iter().find_map(|name| scopes.iter().find(|scope| *scope == name));
    by_name.or_else(|| scopes.iter().find(|scope| allowed.covers(scope))).map(String::as_str)
}

fn owned(text: &str) -> Vec<String> {
    ScopesBuf::of(pieces(text), b' ').iter().map(str::to_owned).collect()
}

/// The names on the way to a value; lists on it make no difference.
fn members(path: &[json::Step]) -> Vec<&str> {
    let names = path.iter().filter_map(|step| match step {
        json::Step::Member(name) => Some(name.as_str()),
        json::Step::Element => None,
    });
    names.collect()
}

impl fmt::Display for InsufficientScope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the token lacks a scope")?;
        match &self.required {
            Required::Unknown => formatter.write_str("; the answer does not say which")?,
            Required::All(scopes) => write!(formatter, ": it needs {}", List(scopes, "and"))?,
            Required::Any(scopes) => write!(formatter, ": it needs {}", List(scopes, "or"))?,
        }
        match &self.held {
            None => Ok(()),
            Some(held) if held.is_empty() => formatter.write_str(", and holds none"),
            Some(held) => write!(formatter, ", and holds {}", List(&held.iter().collect::<Vec<_>>(), "and")),
        }
    }
}

impl core::error::Error for InsufficientScope {}

/// Names in a sentence.
struct List<'n, N>(&'n [N], &'n str);

impl<N: AsRef<str>> fmt::Display for List<'_, N> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, name) in self.0.iter().enumerate() {
            match position {
                0 => {}
                _ if position + 1 == self.0.len() => write!(formatter, " {} ", self.1)?,
                _ => formatter.write_str(", ")?,
            }
            // The text is somebody else's: it must not write into a log what it likes.
            write!(formatter, "`{}`", name.as_ref().escape_debug())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::string::{String, ToString};
    use std::vec::Vec;

    use super::{InsufficientScope, Required};
    use crate::{Granted, Scopes};

    const GOOGLE: &str = r#"{"error": {"code": 403, "message": "Request had insufficient authentication scopes.",
        "errors": [{"message": "Insufficient Permission", "domain": "global", "reason": "insufficientPermissions"}],
        "status": "PERMISSION_DENIED", "details": [
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
             "domain": "googleapis.com", "metadata": {"service": "drive.googleapis.com"}}]}}"#;
    const SLACK: &str =
        r#"{"ok": false, "error": "missing_scope", "needed": "channels:read,groups:read", "provided": "chat:write"}"#;

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
    fn another_scheme_or_error_is_none() {
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
    fn any_line_may_have_it() {
        let lines = ["Basic realm=\"x\"", "Bearer error=insufficient_scope, scope=b"];
        assert_eq!(InsufficientScope::from_www_authenticate(lines).expect("a refusal").required, all(&["b"]));
    }

    #[test]
    fn google_lists_what_would_do() {
        let line = "Bearer realm=\"https://accounts.google.com/\", error=\"insufficient_scope\", scope=\"a b\"";
        assert_eq!(required(line), Some(any(&["a", "b"])));
        let both = InsufficientScope::from_answer(403, [("Www-Authenticate", line)], GOOGLE).expect("a refusal");
        assert_eq!(both.required, any(&["a", "b"]));
        assert_eq!(both.message(), Some("Request had insufficient authentication scopes."));
        let body = InsufficientScope::from_answer(403, [], GOOGLE).expect("a refusal");
        assert_eq!(body.required, Required::Unknown);
        assert!(
            InsufficientScope::from_google(&std::format!("[{GOOGLE}]")).is_some(),
            "a list, from methods that stream"
        );
        for other in [
            "",
            "{}",
            "null",
            &GOOGLE.replace("_INSUFFICIENT", ""),
            &GOOGLE.replace("details", "metadata"),
            &GOOGLE[1..],
        ] {
            assert_eq!(InsufficientScope::from_google(other), None, "{other}");
        }
    }

    #[test]
    fn github_accepts_one_of_several() {
        let refusal = InsufficientScope::from_github("admin:org, read:org", "repo, gist").expect("a refusal");
        assert_eq!(refusal.required, any(&["admin:org", "read:org"]));
        assert_eq!(refusal.held, Some(Granted::from_text("repo gist")));
        assert_eq!(InsufficientScope::from_github("", "repo"), None);
        assert_eq!(InsufficientScope::from_github("repo, read:org", "repo"), None);
        let headers = [("x-oauth-scopes", ""), ("X-ACCEPTED-OAUTH-SCOPES", "repo")];
        let refusal = InsufficientScope::from_answer(404, headers, "").expect("a refusal");
        assert_eq!(refusal.to_string(), "the token lacks a scope: it needs `repo`, and holds none");
        assert_eq!(InsufficientScope::from_answer(500, headers, ""), None);
    }

    #[test]
    fn slack_says_it_in_the_body() {
        let refusal = InsufficientScope::from_answer(200, [], SLACK).expect("a refusal");
        assert_eq!(refusal.required, any(&["channels:read", "groups:read"]));
        assert_eq!(refusal.held, Some(Granted::from_text("chat:write")));
        assert_eq!(
            InsufficientScope::from_slack(r#"{"error": "missing_scope"}"#).expect("a refusal").required,
            Required::Unknown
        );
        for other in [
            "",
            "{}",
            r#"{"error": "invalid_auth", "needed": "a"}"#,
            r#"{"x": {"error": "missing_scope"}}"#,
            r#"["missing_scope"]"#,
        ] {
            assert_eq!(InsufficientScope::from_slack(other), None, "{other}");
        }
    }

    #[test]
    fn the_next_request_is_only_what_the_program_allows() {
        const ALLOWED: Scopes = Scopes("\u{2}read:org,repo,email\0https://a/email");
        let next = |required: Required, held: &str| {
            let refusal = InsufficientScope { required, held: None, message: None };
            refusal.with_held(Granted::from_text(held)).next_request(&ALLOWED).map(String::from)
        };
        assert_eq!(next(any(&["admin:org", "repo", "read:org"]), "x").as_deref(), Some("x,read:org"));
        assert_eq!(next(any(&["z", "https://a/email"]), "x").as_deref(), Some("x,https://a/email"));
        assert_eq!(next(any(&["admin:org"]), "x"), None);
        assert_eq!(next(any(&["admin:org"]), "admin:org").as_deref(), Some("admin:org"));
        assert_eq!(next(all(&["repo", "read:org"]), "repo").as_deref(), Some("repo,read:org"));
        assert_eq!(next(all(&["repo", "admin:org"]), "repo"), None);
        assert_eq!(next(Required::Unknown, "repo"), None);
        let unknown = InsufficientScope { required: all(&["repo"]), held: None, message: None };
        assert_eq!(unknown.next_request(&ALLOWED).map(String::from).as_deref(), Some("repo"));
    }

    #[test]
    fn what_is_shown_cannot_write_lines() {
        let refusal =
            InsufficientScope::from_slack(r#"{"error": "missing_scope", "needed": "a\u001b[2J"}"#).expect("one");
        let shown: Vec<char> = refusal.to_string().chars().filter(|char| char.is_control()).collect();
        assert!(shown.is_empty(), "{shown:?}");
    }
}
