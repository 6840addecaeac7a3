//! Why a text could not be read.

use std::fmt;

/// Deeper than any configuration, shallow enough for a small stack.
pub(crate) const DEEPEST: usize = 128;

/// Why a text could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The byte where reading stopped.
    pub at: usize,
    /// One sentence without a full stop.
    pub message: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}
