//! Defines grant types, and what can be requested with them.

use super::NameList;
use crate::span::Spanned;

/// A grant type (RFC 6749 §1.3), with the scopes that can be requested with it.
#[derive(Debug, Default)]
pub struct Grant {
    /// Its name: `authorization_code`, `client_credentials`.
    pub name: Spanned,
    /// The only names or patterns that can be requested with it, in which `{resource}` stands for any resource; empty
    /// means all.
    pub allow: NameList,
    /// Names or patterns that cannot be requested with it.
    pub deny: NameList,
    /// Names that every request with it needs.
    pub require: Vec<Spanned>,
    /// Names or patterns: a request needs those in `require` only if it has one of these; empty means any request.
    pub require_for: NameList,
    /// The kinds of client that use it, unless a client names its own grant.
    pub kinds: Vec<Spanned>,
    /// A note for people.
    pub note: Option<Box<str>>,
}

/// The grant types that a client may name even if the catalog does not define them: those of RFC 6749, 7523, 8628 and
/// 8693.
pub(crate) const KNOWN_GRANTS: [&str; 9] = [
    "authorization_code", "client_credentials", "device_code", "implicit", "jwt_bearer", "password", "refresh_token",
    "saml2_bearer", "token_exchange",
];

/// The beginning of the name of an extension grant type (RFC 6749 §4.5).
const EXTENSION: &str = "urn:ietf:params:oauth:grant-type:";

/// Returns the short name of a grant type that may be written as in a request: `device_code` (RFC 8628 §3.4),
/// `jwt_bearer` (RFC 7523 §4).
pub(crate) fn grant_name(mut written: Spanned) -> Spanned {
    if let Some(name) = written.text.strip_prefix(EXTENSION) {
        written.text = name.replace('-', "_").into();
    }
    written
}
