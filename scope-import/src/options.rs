//! What a caller knows of a document.

use crate::SourceFormat;

/// The largest document that is read unless [`ReadOptions::largest`] says otherwise, in bytes: twice the largest one
/// that a provider is known to publish.
pub const LARGEST: usize = 64 << 20;

/// How to read a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    pub(crate) format: Option<SourceFormat>,
    pub(crate) largest: usize,
    pub(crate) other_credentials: bool,
}

impl ReadOptions {
    /// Detects the format, and reads documents of up to [`LARGEST`] bytes.
    pub fn new() -> Self {
        Self { format: None, largest: LARGEST, other_credentials: false }
    }

    /// States the format of the document, which is detected otherwise.
    #[must_use]
    pub fn format(mut self, format: SourceFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// States the size beyond which a document is refused, in bytes.
    #[must_use]
    pub fn largest(mut self, bytes: usize) -> Self {
        self.largest = bytes;
        self
    }

    /// Keeps operations for which another credential, such as an API key, can be used instead of scopes: their needs are then
    /// those of a client that has nothing but a token. Without this they are left out, because a program may well call
    /// them without a scope.
    #[must_use]
    pub fn other_credentials(mut self, keep: bool) -> Self {
        self.other_credentials = keep;
        self
    }
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self::new()
    }
}
