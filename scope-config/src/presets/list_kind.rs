//! Defines how the scopes of a list are written.

use crate::gcloud;

/// How the scopes of a list are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListKind {
    /// By the provider's names.
    #[default]
    Scopes,
    /// In a table of permissions, each with its level.
    Permissions,
    /// By the provider's names, or by those of `gcloud`: `storage-ro`.
    Gcloud,
}

impl ListKind {
    /// Returns whether the program that reads the list translates this name to a scope of the provider.
    pub fn has(self, name: &str) -> bool {
        self == Self::Gcloud && gcloud::is_name(name)
    }
}
