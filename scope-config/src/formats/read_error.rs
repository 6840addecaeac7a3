//! Defines syntax errors.

use std::fmt;

/// Deeper than any real configuration, but shallow enough for a small stack.
pub(crate) const DEEPEST: usize = 128;

/// A syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The position of the error, in bytes.
    pub at: usize,
    /// The message, in one line without a period.
    pub message: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

/// Creates the error about a value that is nested too deeply.
pub(super) fn too_deep(at: usize) -> ReadError {
    ReadError { at, message: format!("values are nested more than {DEEPEST} levels deep") }
}
