//! Defines resources, the servers that scopes belong to.

use super::Coverage;
use crate::span::Spanned;

/// A resource server (RFC 8707), whose address may be written before the name of a scope.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Resource {
    /// Its name in the catalog.
    pub name: Spanned,
    /// Its addresses or identifiers, or patterns of them. The first one is the one to write.
    pub uris: Vec<Spanned>,
    /// Whether names without an address belong to it.
    pub is_default: bool,
    /// Its scopes, as they are written after the address. The scopes of the default resource are the catalog's own.
    pub scopes: Vec<Spanned>,
    /// Whether `scopes` lists all its scopes.
    pub coverage: Coverage,
}
