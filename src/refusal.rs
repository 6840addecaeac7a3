//! The responses of a resource server that refuses a token.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Write};

use crate::{Granted, Requirement};

/// The response of a resource server that refuses a request: the status, and the value of the header `WWW-Authenticate`
/// (RFC 6750 §3, RFC 9728 §5.1, RFC 9470 §3), which `Display` writes.
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
    scheme: &'static str,
    /// The ways to meet the need: one challenge for each.
    scopes: Vec<String>,
    /// The other attributes, by name.
    attributes: BTreeMap<&'static str, String>,
}

/// The attributes of a challenge in the order in which they are written.
const ATTRIBUTES: [&str; 9] =
    ["realm", "error", "error_description", "error_uri", "scope", "acr_values", "max_age", "resource_metadata", "algs"];

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
        Self { status, error, scheme: "Bearer", scopes: Vec::new(), attributes: BTreeMap::new() }
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

    /// Refuses a token because the user did not sign in strongly enough, or too long ago: status 401 (RFC 9470 §3).
    ///
    /// ```
    /// use oauth_scopes::Refusal;
    ///
    /// let refusal = Refusal::insufficient_user_authentication().with_acr_values(["mfa"])?.with_max_age(300);
    /// assert_eq!(
    ///     refusal.to_string(),
    ///     r#"Bearer error="insufficient_user_authentication", acr_values="mfa", max_age="300""#
    /// );
    /// # Ok::<(), oauth_scopes::InvalidHeaderValue>(())
    /// ```
    pub fn insufficient_user_authentication() -> Self {
        Self::new(401, "insufficient_user_authentication")
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
    pub fn with_scope<N: Requirement + ?Sized>(self, needs: &N) -> Result<Self, InvalidHeaderValue> {
        self.with_any_scope([&needs])
    }

    /// Returns the refusal with several ways to meet the need, one of which is enough: a challenge for each, since the header
    /// lists scopes that are needed together.
    ///
    /// ```
    /// use oauth_scopes::{InsufficientScope, Refusal, Required, scopes};
    ///
    /// let ways = [scopes!("write_multipass"), scopes!("read_multipass")];
    /// let header = Refusal::insufficient_scope(&ways[0])?.with_any_scope(&ways)?.to_string();
    /// assert_eq!(
    ///     header,
    ///     r#"Bearer error="insufficient_scope", scope="write_multipass", Bearer error="insufficient_scope", scope="read_multipass""#
    /// );
    /// let error = InsufficientScope::from_www_authenticate([header.as_str()]).expect("it is one");
    /// assert_eq!(*error.required(), Required::any(["write_multipass", "read_multipass"]));
    /// # Ok::<(), oauth_scopes::InvalidHeaderValue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if a scope contains a character that the `scope` attribute cannot (RFC 6750 §3).
    pub fn with_any_scope<'n, N: Requirement + 'n>(
        mut self,
        ways: impl IntoIterator<Item = &'n N>,
    ) -> Result<Self, InvalidHeaderValue> {
        let scopes: Result<Vec<String>, _> =
            ways.into_iter().map(|needs| joined("scope", Granted::default().missing(needs))).collect();
        self.scopes = scopes?.into_iter().filter(|scope| !scope.is_empty()).collect();
        Ok(self)
    }

    /// Returns the refusal for tokens that are bound to a key (RFC 9449 §7.1): the scheme `DPoP`, and the algorithms that the
    /// server accepts for the proof.
    ///
    /// ```
    /// use oauth_scopes::Refusal;
    ///
    /// assert_eq!(Refusal::invalid_token().with_dpop(["ES256"])?.to_string(), r#"DPoP error="invalid_token", algs="ES256""#);
    /// # Ok::<(), oauth_scopes::InvalidHeaderValue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if a name contains a character that is not printable ASCII, a space, `"` or `\`.
    pub fn with_dpop<'a>(mut self, algs: impl IntoIterator<Item = &'a str>) -> Result<Self, InvalidHeaderValue> {
        self.scheme = "DPoP";
        self.with_list("algs", algs)
    }

    /// Returns the refusal with the address of the metadata of the resource server (RFC 9728 §5.1), by which a client finds the
    /// authorization server.
    ///
    /// ```
    /// use oauth_scopes::Refusal;
    ///
    /// let refusal = Refusal::no_token().with_resource_metadata("https://a.example/.well-known/oauth-protected-resource")?;
    /// assert_eq!(
    ///     refusal.to_string(),
    ///     r#"Bearer resource_metadata="https://a.example/.well-known/oauth-protected-resource""#
    /// );
    /// # Ok::<(), oauth_scopes::InvalidHeaderValue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the text contains a character that is not printable ASCII, a space, `"` or `\`.
    pub fn with_resource_metadata(self, url: &str) -> Result<Self, InvalidHeaderValue> {
        self.with("resource_metadata", url, is_visible)
    }

    /// Returns the refusal with the address of a page that explains the error: `error_uri`. It is not sent if there is no error
    /// code.
    ///
    /// ```
    /// use oauth_scopes::Refusal;
    ///
    /// let refusal = Refusal::invalid_token().with_error_uri("https://a.example/expired")?;
    /// assert_eq!(refusal.to_string(), r#"Bearer error="invalid_token", error_uri="https://a.example/expired""#);
    /// # Ok::<(), oauth_scopes::InvalidHeaderValue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the text contains a character that is not printable ASCII, a space, `"` or `\`.
    pub fn with_error_uri(self, url: &str) -> Result<Self, InvalidHeaderValue> {
        self.with("error_uri", url, is_visible)
    }

    /// Returns the refusal with the authentication context classes that are enough, in order of preference (RFC 9470 §3).
    ///
    /// ```
    /// use oauth_scopes::Refusal;
    ///
    /// let refusal = Refusal::no_token().with_acr_values(["urn:example:silver"])?;
    /// assert_eq!(refusal.to_string(), r#"Bearer acr_values="urn:example:silver""#);
    /// # Ok::<(), oauth_scopes::InvalidHeaderValue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if a value contains a character that is not printable ASCII, a space, `"` or `\`.
    pub fn with_acr_values<'a>(self, values: impl IntoIterator<Item = &'a str>) -> Result<Self, InvalidHeaderValue> {
        self.with_list("acr_values", values)
    }

    /// Returns the refusal with how long ago the user may have signed in, in seconds (RFC 9470 §3).
    ///
    /// ```
    /// use oauth_scopes::Refusal;
    ///
    /// assert_eq!(Refusal::no_token().with_max_age(300).to_string(), r#"Bearer max_age="300""#);
    /// ```
    #[must_use]
    pub fn with_max_age(mut self, seconds: u64) -> Self {
        self.attributes.insert("max_age", seconds.to_string());
        self
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
    pub fn with_realm(self, realm: &str) -> Result<Self, InvalidHeaderValue> {
        self.with("realm", realm, |c| matches!(c, ' '..='~'))
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
    pub fn with_description(self, description: &str) -> Result<Self, InvalidHeaderValue> {
        self.with("error_description", description, |c| matches!(c, ' ' | '!' | '#'..='[' | ']'..='~'))
    }

    fn with(
        mut self,
        name: &'static str,
        value: &str,
        is_allowed: fn(char) -> bool,
    ) -> Result<Self, InvalidHeaderValue> {
        check(name, value, is_allowed)?;
        self.attributes.insert(name, value.to_owned());
        Ok(self)
    }

    /// The same with values that have spaces between them; without the attribute if there are none.
    fn with_list<'a>(
        mut self,
        name: &'static str,
        values: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, InvalidHeaderValue> {
        self.attributes.remove(name);
        let list = joined(name, values)?;
        self.attributes.extend(Some((name, list)).filter(|(_, list)| !list.is_empty()));
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

/// Names with spaces between them.
fn joined<'n>(part: &'static str, names: impl IntoIterator<Item = &'n str>) -> Result<String, InvalidHeaderValue> {
    let mut text = String::new();
    for name in names {
        check(part, name, is_visible)?;
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(name);
    }
    Ok(text)
}

/// RFC 6750 §3 allows these in `scope` and `error_uri`.
fn is_visible(c: char) -> bool {
    matches!(c, '!' | '#'..='[' | ']'..='~')
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
        let mut ways = self.scopes.iter();
        self.challenge(ways.next().map(String::as_str), formatter)?;
        for scope in ways {
            formatter.write_str(", ")?;
            self.challenge(Some(scope), formatter)?;
        }
        Ok(())
    }
}

impl Refusal {
    fn challenge(&self, scope: Option<&str>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = Some(self.error).filter(|error| !error.is_empty());
        formatter.write_str(self.scheme)?;
        let mut separator = " ";
        for name in ATTRIBUTES {
            let value = match name {
                "error" => error,
                "scope" => scope,
                "error_description" | "error_uri" if error.is_none() => None,
                name => self.attributes.get(name).map(String::as_str),
            };
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
    use crate::{ErrorResponse, InsufficientScope, Need, Required, Scopes};

    const COMMAS: Scopes = Scopes::unchecked("\u{2}a,b");

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
            (
                Refusal::insufficient_scope(&Scopes::unchecked("")).expect("none"),
                403,
                "Bearer error=\"insufficient_scope\"",
            ),
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
    fn what_is_written_is_read_back() {
        let refusal = Refusal::insufficient_scope(&COMMAS).expect("names");
        let refusal = refusal.with_resource_metadata("https://m").and_then(|it| it.with_error_uri("https://e"));
        let header = refusal.and_then(|it| it.with_dpop(["ES256", "PS256"])).expect("plain texts").to_string();
        let read = InsufficientScope::from_www_authenticate([header.as_str()]).expect("a refusal");
        assert_eq!((read.scheme(), read.resource_metadata()), (Some("DPoP"), Some("https://m")));
        assert_eq!((read.error_uri(), read.required()), (Some("https://e"), &Required::all(["a", "b"])));
        let refusal = Refusal::insufficient_user_authentication().with_acr_values(["a", "b"]).expect("plain texts");
        let header = refusal.with_max_age(5).to_string();
        let response = ErrorResponse::read(401, [("WWW-Authenticate", header.as_str())], "");
        let ErrorResponse::StepUp(read) = response else { panic!("{response:?}") };
        assert_eq!((read.acr_values.join(" ").as_str(), read.max_age), ("a b", Some(5)));
        for text in ["a b", "\"", "\\", "é", "\n"] {
            assert!(Refusal::no_token().with_resource_metadata(text).is_err(), "{text:?}");
            assert!(Refusal::invalid_token().with_error_uri(text).is_err(), "{text:?}");
            assert!(Refusal::invalid_token().with_dpop([text]).is_err(), "{text:?}");
            assert!(Refusal::invalid_token().with_acr_values([text]).is_err(), "{text:?}");
        }
    }

    #[test]
    fn several_ways_are_several_challenges() {
        let ways = [Scopes::unchecked("a"), Scopes::unchecked("b c"), Scopes::unchecked("")];
        let refusal = Refusal::insufficient_scope(&ways[0]).and_then(|it| it.with_any_scope(&ways)).expect("names");
        assert_eq!(
            refusal.to_string(),
            r#"Bearer error="insufficient_scope", scope="a", Bearer error="insufficient_scope", scope="b c""#
        );
        assert!(Refusal::no_token().with_any_scope(&[Scopes::unchecked("é")]).is_err());
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
        for scopes in [
            Scopes::unchecked("\u{2}a b,c"),
            Scopes::unchecked("a\\b"),
            Scopes::unchecked("a\"b"),
            Scopes::unchecked("é"),
            Scopes::unchecked("a\nb"),
        ] {
            assert!(Refusal::insufficient_scope(&scopes).is_err(), "{scopes:?}");
        }
    }
}
