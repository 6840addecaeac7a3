//! The responses of a resource server that refuses a token.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt::{self, Write};

use crate::{Granted, Requirement};

/// The response of a resource server that refuses a request: the status, and the value of the header `WWW-Authenticate`
/// (RFC 6750 §3), which `Display` writes.
///
/// ```
/// use oauth_scopes::{Refusal, scopes};
///
/// let refusal = Refusal::insufficient_scope(&scopes!("read_profile write_multipass"))?.with_realm("multipass")?;
/// assert_eq!(refusal.status(), 403);
/// assert_eq!(
///     refusal.to_string(),
///     r#"Bearer realm="multipass", error="insufficient_scope", scope="read_profile write_multipass""#
/// );
/// # Ok::<(), oauth_scopes::InvalidHeaderValue>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    status: u16,
    error: &'static str,
    realm: Option<String>,
    description: Option<String>,
    scope: Option<String>,
}

/// A text contains a character that the header `WWW-Authenticate` cannot.
///
/// ```
/// use oauth_scopes::Refusal;
///
/// let error = Refusal::no_token().with_realm("café").expect_err("not ASCII");
/// assert_eq!(error.to_string(), "invalid character 'é' (U+00E9) in the realm");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidHeaderValue {
    part: &'static str,
    character: char,
}

impl Refusal {
    fn new(status: u16, error: &'static str) -> Self {
        Self { status, error, realm: None, description: None, scope: None }
    }

    /// Refuses a request without a token: status 401, and no error code (RFC 6750 §3.1).
    ///
    /// ```
    /// use oauth_scopes::Refusal;
    ///
    /// assert_eq!((Refusal::no_token().status(), Refusal::no_token().to_string()), (401, "Bearer".to_owned()));
    /// ```
    pub fn no_token() -> Self {
        Self::new(401, "")
    }

    /// Refuses a malformed request, such as one with a token in two places: status 400.
    ///
    /// ```
    /// use oauth_scopes::Refusal;
    ///
    /// assert_eq!(Refusal::invalid_request().to_string(), r#"Bearer error="invalid_request""#);
    /// ```
    pub fn invalid_request() -> Self {
        Self::new(400, "invalid_request")
    }

    /// Refuses a token that is expired, revoked or otherwise invalid: status 401.
    ///
    /// ```
    /// use oauth_scopes::Refusal;
    ///
    /// let refusal = Refusal::invalid_token().with_description("the token expired")?;
    /// assert_eq!(refusal.to_string(), r#"Bearer error="invalid_token", error_description="the token expired""#);
    /// # Ok::<(), oauth_scopes::InvalidHeaderValue>(())
    /// ```
    pub fn invalid_token() -> Self {
        Self::new(401, "invalid_token")
    }

    /// Refuses a valid token that does not grant the needed scopes: status 403, and the scopes.
    ///
    /// The header can only list scopes that are needed together. If there are several ways, it lists the one with the fewest
    /// scopes. They are separated by spaces (RFC 6750 §3), even if the provider's requests use commas.
    ///
    /// ```
    /// use oauth_scopes::{Refusal, operation};
    ///
    /// let refusal = Refusal::insufficient_scope(&operation!("PUT /multipass"))?;
    /// assert_eq!(refusal.to_string(), r#"Bearer error="insufficient_scope", scope="write_multipass""#);
    /// # Ok::<(), oauth_scopes::InvalidHeaderValue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if a scope contains a character that the `scope` attribute cannot (RFC 6750 §3).
    pub fn insufficient_scope<N: Requirement + ?Sized>(needs: &N) -> Result<Self, InvalidHeaderValue> {
        Self::new(403, "insufficient_scope").with_scope(needs)
    }

    /// Returns the refusal with the needed scopes. They may also be sent to a request [without a token](Self::no_token).
    ///
    /// ```
    /// use oauth_scopes::{Refusal, scopes};
    ///
    /// let refusal = Refusal::no_token().with_scope(&scopes!("read_profile"))?;
    /// assert_eq!(refusal.to_string(), r#"Bearer scope="read_profile""#);
    /// # Ok::<(), oauth_scopes::InvalidHeaderValue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if a scope contains a character that the `scope` attribute cannot (RFC 6750 §3).
    pub fn with_scope<N: Requirement + ?Sized>(mut self, needs: &N) -> Result<Self, InvalidHeaderValue> {
        let mut scope = String::new();
        for name in Granted::default().missing(needs) {
            check("scope", name, |c| matches!(c, '!' | '#'..='[' | ']'..='~'))?;
            if !scope.is_empty() {
                scope.push(' ');
            }
            scope.push_str(name);
        }
        self.scope = Some(scope).filter(|scope| !scope.is_empty());
        Ok(self)
    }

    /// Returns the refusal with a realm: the name of the protected area (RFC 9110 §11.5).
    ///
    /// ```
    /// use oauth_scopes::Refusal;
    ///
    /// assert_eq!(Refusal::no_token().with_realm("multipass")?.to_string(), r#"Bearer realm="multipass""#);
    /// # Ok::<(), oauth_scopes::InvalidHeaderValue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the text contains a character that is not printable ASCII.
    pub fn with_realm(mut self, realm: &str) -> Result<Self, InvalidHeaderValue> {
        check("realm", realm, |c| matches!(c, ' '..='~'))?;
        self.realm = Some(realm.to_owned());
        Ok(self)
    }

    /// Returns the refusal with a message for the developer of the client: `error_description`. It is not sent if there is no
    /// error code, as in [`no_token`](Self::no_token).
    ///
    /// ```
    /// use oauth_scopes::Refusal;
    ///
    /// let refusal = Refusal::invalid_request().with_description("two tokens")?;
    /// assert_eq!(refusal.to_string(), r#"Bearer error="invalid_request", error_description="two tokens""#);
    /// # Ok::<(), oauth_scopes::InvalidHeaderValue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the text contains `"`, `\`, or a character that is not printable ASCII (RFC 6750 §3).
    pub fn with_description(mut self, description: &str) -> Result<Self, InvalidHeaderValue> {
        check("error_description", description, |c| matches!(c, ' ' | '!' | '#'..='[' | ']'..='~'))?;
        self.description = Some(description.to_owned());
        Ok(self)
    }

    /// Returns the HTTP status of the response.
    ///
    /// ```
    /// assert_eq!(oauth_scopes::Refusal::invalid_token().status(), 401);
    /// ```
    pub fn status(&self) -> u16 {
        self.status
    }
}

fn check(part: &'static str, text: &str, is_allowed: fn(char) -> bool) -> Result<(), InvalidHeaderValue> {
    match text.chars().find(|&c| !is_allowed(c)) {
        Some(character) => Err(InvalidHeaderValue { part, character }),
        None => Ok(()),
    }
}

/// The value of the header `WWW-Authenticate`.
impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = Some(self.error).filter(|error| !error.is_empty());
        let attributes = [
            ("realm", self.realm.as_deref()),
            ("error", error),
            ("error_description", self.description.as_deref().filter(|_| error.is_some())),
            ("scope", self.scope.as_deref()),
        ];
        formatter.write_str("Bearer")?;
        let mut separator = " ";
        for (name, value) in attributes {
            if let Some(value) = value {
                write!(formatter, "{separator}{name}=")?;
                quoted(value, formatter)?;
                separator = ", ";
            }
        }
        Ok(())
    }
}

/// RFC 9110 §5.6.4.
fn quoted(text: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    formatter.write_char('"')?;
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            formatter.write_char('\\')?;
        }
        formatter.write_char(c)?;
    }
    formatter.write_char('"')
}

impl fmt::Display for InvalidHeaderValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let character = self.character;
        write!(formatter, "invalid character {character:?} (U+{:04X}) in the {}", u32::from(character), self.part)
    }
}

impl core::error::Error for InvalidHeaderValue {}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::Refusal;
    use crate::{Need, Scopes};

    const COMMAS: Scopes = Scopes("\u{2}a,b");

    #[test]
    fn each_refusal_has_its_status_and_its_error() {
        let refusals = [
            (Refusal::no_token(), 401, "Bearer"),
            (Refusal::invalid_request(), 400, "Bearer error=\"invalid_request\""),
            (Refusal::invalid_token(), 401, "Bearer error=\"invalid_token\""),
            (
                Refusal::insufficient_scope(&COMMAS).expect("names"),
                403,
                "Bearer error=\"insufficient_scope\", scope=\"a b\"",
            ),
            (Refusal::insufficient_scope(&Scopes("")).expect("none"), 403, "Bearer error=\"insufficient_scope\""),
        ];
        for (refusal, status, header) in refusals {
            assert_eq!((refusal.status(), refusal.to_string().as_str()), (status, header));
        }
    }

    #[test]
    fn without_an_error_code_there_is_no_description() {
        let refusal = Refusal::no_token().with_realm("r").and_then(|it| it.with_description("d"));
        let refusal = refusal.and_then(|it| it.with_scope(&COMMAS)).expect("plain texts");
        assert_eq!(refusal.to_string(), "Bearer realm=\"r\", scope=\"a b\"");
    }

    #[test]
    fn the_shortest_way_is_listed() {
        const NEED: Need = Need::Any(&[
            Need::All(&[Need::Scope { name: "a", covered_by: &[] }, Need::Scope { name: "b", covered_by: &[] }]),
            Need::Scope { name: "c", covered_by: &[] },
        ]);
        let refusal = Refusal::insufficient_scope(&[NEED]).expect("names");
        assert_eq!(refusal.to_string(), "Bearer error=\"insufficient_scope\", scope=\"c\"");
    }

    #[test]
    fn invalid_characters_are_errors() {
        let escaped = Refusal::no_token().with_realm("a \"b\" \\").expect("printable");
        assert_eq!(escaped.to_string(), r#"Bearer realm="a \"b\" \\""#);
        for text in ["a\r\nSet-Cookie: b", "\0", "\u{7F}", "é", "\t"] {
            assert!(Refusal::no_token().with_realm(text).is_err(), "{text:?}");
            assert!(Refusal::invalid_token().with_description(text).is_err(), "{text:?}");
        }
        let error = Refusal::invalid_token().with_description("say \"a\"").expect_err("a quote");
        assert_eq!(error.to_string(), "invalid character '\"' (U+0022) in the error_description");
        for scopes in [Scopes("\u{2}a b,c"), Scopes("a\\b"), Scopes("a\"b"), Scopes("é"), Scopes("a\nb")] {
            assert!(Refusal::insufficient_scope(&scopes).is_err(), "{scopes:?}");
        }
    }
}
