//! Defines how to read a document.

use crate::SourceFormat;

/// The default for [`ReadOptions::largest`], in bytes: twice the size of the largest known published document.
pub const LARGEST: usize = 64 << 20;

/// How to read a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of the document; `None` to detect it.
    pub format: Option<SourceFormat>,
    /// The maximum size of a document in bytes; [`LARGEST`] by default.
    pub largest: usize,
    /// Whether to keep operations that also accept another credential, such as an API key. Their needs then apply to a
    /// client that only has a token. By default, they are left out, because a program may call them without a scope.
    pub other_credentials: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { format: None, largest: LARGEST, other_credentials: false }
    }
}
