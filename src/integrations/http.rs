//! Conversions for the crate `http`.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use http::header::{InvalidHeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use crate::forms::Form;
use crate::{ErrorResponse, InsufficientScope, Refusal};

impl ErrorResponse {
    /// Reads a response: see [`read_with`](Self::read_with). Invalid UTF-8 is replaced.
    ///
    /// ```
    /// use http::{HeaderMap, StatusCode};
    /// use oauth_scopes::ErrorResponse;
    ///
    /// let body = br#"{"code": 401, "message": "Unauthorized; scope does not match"}"#;
    /// let response = ErrorResponse::from_http(&[], StatusCode::UNAUTHORIZED, &HeaderMap::new(), body);
    /// assert!(response.is_insufficient_scope());
    /// ```
    pub fn from_http(forms: &[Form], status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let texts: Vec<(&str, alloc::borrow::Cow<'_, str>)> =
            headers.iter().map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes()))).collect();
        let headers = texts.iter().map(|(name, value)| (*name, &**value));
        Self::read_with(forms, status.as_u16(), headers, &String::from_utf8_lossy(body))
    }
}

impl InsufficientScope {
    /// Reads a response: see [`from_response`](Self::from_response). Invalid UTF-8 is replaced.
    ///
    /// ```
    /// use http::{HeaderMap, HeaderValue, StatusCode, header};
    /// use oauth_scopes::InsufficientScope;
    ///
    /// let mut headers = HeaderMap::new();
    /// let challenge = r#"Bearer error="insufficient_scope", scope="write_multipass""#;
    /// headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    /// assert!(InsufficientScope::from_http(StatusCode::FORBIDDEN, &headers, b"").is_some());
    /// ```
    pub fn from_http(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<Self> {
        ErrorResponse::from_http(&[], status, headers, body).into_insufficient_scope()
    }
}

/// The value of the header `WWW-Authenticate`.
impl TryFrom<&Refusal> for HeaderValue {
    type Error = InvalidHeaderValue;

    fn try_from(refusal: &Refusal) -> Result<Self, InvalidHeaderValue> {
        Self::try_from(refusal.to_string())
    }
}

impl Refusal {
    /// Returns the response: the status, the header `WWW-Authenticate`, and a body.
    ///
    /// ```
    /// use http::{StatusCode, header};
    /// use oauth_scopes::{Refusal, scopes};
    ///
    /// let response = Refusal::insufficient_scope(&scopes!("read_profile"))?.response("")?;
    /// assert_eq!(response.status(), StatusCode::FORBIDDEN);
    /// assert!(response.headers().contains_key(header::WWW_AUTHENTICATE));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of the crate `http`, which no refusal causes today.
    pub fn response<B>(&self, body: B) -> http::Result<Response<B>> {
        Response::builder().status(self.status()).header(WWW_AUTHENTICATE, HeaderValue::try_from(self)?).body(body)
    }
}

#[cfg(test)]
mod tests {
    use http::header::WWW_AUTHENTICATE;
    use http::{HeaderMap, HeaderValue, StatusCode};

    use crate::{InsufficientScope, Refusal, Required, Scopes};

    #[test]
    fn a_refusal_is_read_as_it_was_written() {
        let refusal = Refusal::insufficient_scope(&Scopes::unchecked("a b"))
            .and_then(|it| it.with_realm("\"x\\y"))
            .expect("plain");
        let response = refusal.response(()).expect("a response");
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
        let read = InsufficientScope::from_http(response.status(), response.headers(), b"").expect("a refusal");
        assert_eq!(*read.required(), Required::All(["a".into(), "b".into()].into()));
    }

    #[test]
    fn headers_may_have_several_lines_and_any_bytes() {
        let mut headers = HeaderMap::new();
        headers.append(WWW_AUTHENTICATE, HeaderValue::from_bytes(b"Basic realm=\"\xE9\"").expect("a value"));
        headers.append(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=insufficient_scope"));
        assert!(InsufficientScope::from_http(StatusCode::FORBIDDEN, &headers, b"\xFF").is_some());
    }
}
