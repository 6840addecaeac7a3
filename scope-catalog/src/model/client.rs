//! Defines clients, the applications that are registered with a provider.

use super::NameList;
use crate::span::Spanned;

/// A client, with the scopes that it is registered for.
#[derive(Debug, Default)]
pub struct Client {
    /// Its name in the catalog.
    pub name: Spanned,
    /// Its client identifier at the provider (`client_id`, RFC 6749 §2.2).
    pub client_id: Option<Box<str>>,
    /// Its kind, in the provider's words: `bot`, `user`.
    pub kind: Option<Spanned>,
    /// The grant type that it uses: `client_credentials`.
    pub grant: Option<Spanned>,
    /// The scopes that it is registered for; `None` if the catalog does not list them.
    pub allow: Option<NameList>,
    /// Whether it is the default client, for calls that do not name one.
    pub is_default: bool,
}

impl Client {
    /// Creates a client if only its grant type is known, for example from a request with a `grant_type`. It has no
    /// name.
    pub fn of_grant(grant: &str) -> Self {
        let grant = Spanned { text: grant.into(), ..Spanned::default() };
        Self { grant: Some(grant), ..Self::default() }
    }

    /// Returns whether it is a client in the catalog.
    pub fn is_registered(&self) -> bool {
        !self.name.text.is_empty()
    }
}
