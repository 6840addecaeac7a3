//! What a caller knows of a document.

use crate::SourceFormat;

/// The largest document that is read unless [`ReadOptions::largest`] says otherwise, in bytes: twice the largest one
/// that a provider is known to publish.
pub const LARGEST: usize = 64 << 20;

/// How to read a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of the document; `None` to detect it.
    pub format: Option<SourceFormat>,
    /// The size in bytes beyond which a document is refused; by default [`LARGEST`].
    pub largest: usize,
    /// Whether operations are kept for which another credential, such as an API key, can be used instead of scopes: their
    /// needs are then those of a client that has nothing but a token. By default they are left out, because a program
    /// may well call them without a scope.
    pub other_credentials: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { format: None, largest: LARGEST, other_credentials: false }
    }
}
