//! How the scopes of a list are written.

use crate::gcloud;

/// How scopes are written at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListKind {
    /// As the provider calls them.
    #[default]
    Scopes,
    /// A table of texts is a list of permissions, each with its level.
    Permissions,
    /// As the provider calls them, or as the program `gcloud` does: `storage-ro`.
    Gcloud,
}

impl ListKind {
    /// Returns whether this is a name of the program that reads the list, for a scope that the provider calls
    /// otherwise.
    pub fn has(self, name: &str) -> bool {
        self == Self::Gcloud && gcloud::is_name(name)
    }
}
