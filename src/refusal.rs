//! What a resource server answers to a token that is not enough.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt::{self, Write};

use crate::Granted;
use crate::needs::Needs;

/// A refusal of a resource server: the status, and the value of the header `WWW-Authenticate` (RFC 6750 §3).
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
/// # Ok::<(), oauth_scopes::NotInHeader>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    status: u16,
    error: &'static str,
    realm: Option<String>,
    description: Option<String>,
    scope: Option<String>,
}

/// A character that cannot stand where it was to be written in a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotInHeader {
    part: &'static str,
    character: char,
}

impl Refusal {
    fn new(status: u16, error: &'static str) -> Self {
        Self { status, error, realm: None, description: None, scope: None }
    }

    /// The request has no token: status 401, and no error, for nothing was wrong with what was sent (RFC 6750 §3.1).
    pub fn no_token() -> Self {
        Self::new(401, "")
    }

    /// The request is malformed, or has its token in two places: status 400.
    pub fn invalid_request() -> Self {
        Self::new(400, "invalid_request")
    }

    /// The token is expired, revoked or otherwise none: status 401.
    pub fn invalid_token() -> Self {
        Self::new(401, "invalid_token")
    }

    /// The token is good, but not for this: status 403, and the scopes that are.
    ///
    /// Where one of several is enough, the header names the way with the fewest, since it can only list what is needed
    /// together. RFC 6750 puts a space between them, whatever the provider's delimiter is in a request.
    ///
    /// # Errors
    ///
    /// Where a scope has a character that the `scope` attribute cannot have (RFC 6750 §3).
    pub fn insufficient_scope<N: Needs + ?Sized>(needs: &N) -> Result<Self, NotInHeader> {
        Self::new(403, "insufficient_scope").with_scope(needs)
    }

    /// The same with the scopes that are needed; also for the one [without a token](Self::no_token).
    ///
    /// # Errors
    ///
    /// Where a scope has a character that the `scope` attribute cannot have (RFC 6750 §3).
    pub fn with_scope<N: Needs + ?Sized>(mut self, needs: &N) -> Result<Self, NotInHeader> {
        let mut scope = String::new();
        for name in Granted::default().missing(needs) {
            check("scope", name, |char| matches!(char, '!' | '#'..='[' | ']'..='~'))?;
            if !scope.is_empty() {
                scope.push(' ');
            }
            scope.push_str(name);
        }
        self.scope = Some(scope).filter(|scope| !scope.is_empty());
        Ok(self)
    }

    /// The same with the name of what is protected (RFC 9110 §11.5).
    ///
    /// # Errors
    ///
    /// Where it has a character that is not printable ASCII.
    pub fn with_realm(mut self, realm: &str) -> Result<Self, NotInHeader> {
        check("realm", realm, |char| matches!(char, ' '..='~'))?;
        self.realm = Some(realm.to_owned());
        Ok(self)
    }

    /// The same with words for the developer of the client: `error_description`. Where there is no error there is none.
    ///
    /// # Errors
    ///
    /// Where it has a character that is not printable ASCII, or `"` or `\` (RFC 6750 §3).
    pub fn with_description(mut self, description: &str) -> Result<Self, NotInHeader> {
        check("error_description", description, |char| matches!(char, ' ' | '!' | '#'..='[' | ']'..='~'))?;
        self.description = Some(description.to_owned());
        Ok(self)
    }

    /// The status of the answer.
    pub fn status(&self) -> u16 {
        self.status
    }
}

fn check(part: &'static str, text: &str, may_stand: fn(char) -> bool) -> Result<(), NotInHeader> {
    match text.chars().find(|&char| !may_stand(char)) {
        Some(character) => Err(NotInHeader { part, character }),
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
    for char in text.chars() {
        if matches!(char, '"' | '\\') {
            formatter.write_char('\\')?;
        }
        formatter.write_char(char)?;
    }
    formatter.write_char('"')
}

impl fmt::Display for NotInHeader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let character = self.character;
        write!(formatter, "the {} cannot have {character:?} (U+{:04X})", self.part, u32::from(character))
    }
}

impl core::error::Error for NotInHeader {}

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
    fn without_a_token_there_is_no_error_to_describe() {
        let refusal = Refusal::no_token().with_realm("r").and_then(|it| it.with_description("d"));
        let refusal = refusal.and_then(|it| it.with_scope(&COMMAS)).expect("plain texts");
        assert_eq!(refusal.to_string(), "Bearer realm=\"r\", scope=\"a b\"");
    }

    #[test]
    fn of_several_ways_the_shortest() {
        const NEED: Need = Need::Any(&[
            Need::All(&[Need::Scope { name: "a", covered_by: &[] }, Need::Scope { name: "b", covered_by: &[] }]),
            Need::Scope { name: "c", covered_by: &[] },
        ]);
        let refusal = Refusal::insufficient_scope(&[NEED]).expect("names");
        assert_eq!(refusal.to_string(), "Bearer error=\"insufficient_scope\", scope=\"c\"");
    }

    #[test]
    fn what_cannot_stand_in_a_header_is_refused() {
        let escaped = Refusal::no_token().with_realm("a \"b\" \\").expect("printable");
        assert_eq!(escaped.to_string(), r#"Bearer realm="a \"b\" \\""#);
        for text in ["a\r\nSet-Cookie: b", "\0", "\u{7F}", "é", "\t"] {
            assert!(Refusal::no_token().with_realm(text).is_err(), "{text:?}");
            assert!(Refusal::invalid_token().with_description(text).is_err(), "{text:?}");
        }
        let error = Refusal::invalid_token().with_description("say \"a\"").expect_err("a quote");
        assert_eq!(error.to_string(), "the error_description cannot have '\"' (U+0022)");
        for scopes in [Scopes("\u{2}a b,c"), Scopes("a\\b"), Scopes("a\"b"), Scopes("é"), Scopes("a\nb")] {
            assert!(Refusal::insufficient_scope(&scopes).is_err(), "{scopes:?}");
        }
    }
}
