//! Reads JSON bodies. Most are not about scopes: one without the word that marks such an error is not parsed.

use alloc::borrow::ToOwned;
use core::slice;

use serde_json::Value;

use super::{InsufficientScope, Required, distinct_names};
use crate::Granted;

const GOOGLE: &str = "ACCESS_TOKEN_SCOPE_INSUFFICIENT";
const SLACK: &str = "missing_scope";

impl InsufficientScope {
    /// Reads the JSON body of a Google API: an error with the reason `ACCESS_TOKEN_SCOPE_INSUFFICIENT`. Needs the feature
    /// `json`.
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
        google(&parse(body, &[GOOGLE])?)
    }

    /// Reads the JSON body of a Slack method: `error` is `missing_scope`, `needed` lists the scopes one of which is enough,
    /// and `provided` those of the token. Needs the feature `json`.
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
        slack(&parse(body, &[SLACK])?)
    }
}

/// Reads a body in any known form.
pub(super) fn read(body: &str) -> Option<InsufficientScope> {
    let document = parse(body, &[GOOGLE, SLACK])?;
    google(&document).or_else(|| slack(&document))
}

fn google(document: &Value) -> Option<InsufficientScope> {
    // Streaming methods send a list of errors.
    let error = list(document).iter().filter_map(|part| part.get("error")).find(|error| {
        let details = error.get("details").map_or(&[][..], list);
        details.iter().any(|detail| text(detail, "reason") == Some(GOOGLE))
    })?;
    let message = text(error, "message").map(str::to_owned);
    Some(InsufficientScope { required: Required::Unknown, granted: None, message })
}

fn slack(document: &Value) -> Option<InsufficientScope> {
    if text(document, "error") != Some(SLACK) {
        return None;
    }
    let needed = text(document, "needed").map(distinct_names).unwrap_or_default();
    let required = if needed.is_empty() { Required::Unknown } else { Required::Any(needed) };
    Some(InsufficientScope { required, granted: text(document, "provided").map(Granted::from_text), message: None })
}

fn parse(body: &str, markers: &[&str]) -> Option<Value> {
    let is_candidate = markers.iter().any(|marker| body.contains(marker));
    is_candidate.then(|| serde_json::from_str(body).ok())?
}

/// The elements of an array, or the value itself.
fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(slice::from_ref(value), |values| values)
}

fn text<'v>(value: &'v Value, member: &str) -> Option<&'v str> {
    value.get(member)?.as_str()
}

#[cfg(test)]
mod tests {
    use std::format;

    use super::{GOOGLE, SLACK};
    use crate::{Granted, InsufficientScope, Required};

    const GOOGLE_BODY: &str = r#"{"error": {"code": 403, "message": "Request had insufficient authentication scopes.",
        "errors": [{"message": "Insufficient Permission", "domain": "global", "reason": "insufficientPermissions"}],
        "status": "PERMISSION_DENIED", "details": [
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
             "domain": "googleapis.com", "metadata": {"service": "drive.googleapis.com"}}]}}"#;
    const SLACK_BODY: &str =
        r#"{"ok": false, "error": "missing_scope", "needed": "channels:read,groups:read", "provided": "chat:write"}"#;

    fn any(names: &[&str]) -> Required {
        Required::Any(names.iter().map(|name| (*name).into()).collect())
    }

    #[test]
    fn google() {
        let line = "Bearer realm=\"https://accounts.google.com/\", error=\"insufficient_scope\", scope=\"a b\"";
        let both = InsufficientScope::from_response(403, [("Www-Authenticate", line)], GOOGLE_BODY).expect("an error");
        assert_eq!(both.required, any(&["a", "b"]));
        assert_eq!(both.message(), Some("Request had insufficient authentication scopes."));
        let body = InsufficientScope::from_response(403, [], GOOGLE_BODY).expect("an error");
        assert_eq!(body.required, Required::Unknown);
        let streamed = format!("[{{}}, {GOOGLE_BODY}]");
        assert!(InsufficientScope::from_google(&streamed).is_some(), "a list, as streaming methods send it");
        for other in [
            "",
            "{}",
            "null",
            &GOOGLE_BODY.replace("_INSUFFICIENT", ""),
            &GOOGLE_BODY.replace("details", "metadata"),
            &GOOGLE_BODY[1..],
        ] {
            assert_eq!(InsufficientScope::from_google(other), None, "{other}");
        }
    }

    #[test]
    fn slack() {
        let error = InsufficientScope::from_response(200, [], SLACK_BODY).expect("an error");
        assert_eq!(error.required, any(&["channels:read", "groups:read"]));
        assert_eq!(error.granted, Some(Granted::from_text("chat:write")));
        let unknown = InsufficientScope::from_slack(r#"{"error": "missing_scope"}"#).expect("an error");
        assert_eq!(unknown.required, Required::Unknown);
        for other in [
            "",
            "{}",
            r#"{"error": "invalid_auth", "needed": "missing_scope"}"#,
            r#"{"x": {"error": "missing_scope"}}"#,
            r#"["missing_scope"]"#,
            r#""missing_scope""#,
        ] {
            assert_eq!(InsufficientScope::from_slack(other), None, "{other}");
        }
    }

    #[test]
    fn hostile_bodies_end() {
        let nested = |marker: &str, part: &str| format!("{{\"error\": \"{marker}\", \"x\": {}", part.repeat(1_000_000));
        for body in [nested(SLACK, "["), nested(GOOGLE, "["), nested(SLACK, "{\"error\":"), nested(SLACK, "\"")] {
            assert_eq!(InsufficientScope::from_response(403, [], &body), None);
        }
        let long = format!("{{\"error\": \"{SLACK}\", \"x\": [{}0]}}", "0,".repeat(1_000_000));
        assert!(InsufficientScope::from_slack(&long).is_some());
    }
}
