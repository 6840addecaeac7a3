//! Resources: the servers that scopes belong to.

use super::Coverage;
use crate::span::Spanned;

/// A resource server (RFC 8707), whose address may be written before the name of a scope.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Resource {
    /// Its name in the catalog.
    pub name: Spanned,
    /// The addresses or identifiers that stand for it, or patterns of them; the first is the one to write.
    pub uris: Vec<Spanned>,
    /// Whether a bare name belongs to it.
    pub is_default: bool,
    /// Its scopes, by the names that follow the address; those of the default resource are the catalog's own.
    pub scopes: Vec<Spanned>,
    /// Whether `scopes` lists all that it has.
    pub coverage: Coverage,
}
