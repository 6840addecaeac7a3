//! Applications that a provider knows.

use crate::span::Spanned;

/// What an application has registered with the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// What the catalog calls it.
    pub name: Spanned,
    /// The provider's identifier for it.
    pub client_id: Option<Box<str>>,
    /// The provider's word for who holds its tokens.
    pub kind: Option<Spanned>,
    /// The scopes that it registered.
    pub allow: Vec<Spanned>,
    /// Whether it is meant where no client is named.
    pub is_default: bool,
}
