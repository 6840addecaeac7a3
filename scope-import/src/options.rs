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
}

impl ReadOptions {
    /// Detects the format, and reads documents of up to [`LARGEST`] bytes.
    pub fn new() -> Self {
        Self { format: None, largest: LARGEST }
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
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self::new()
    }
}
