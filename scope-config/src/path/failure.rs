//! Why a path was not found.

use std::fmt;
use std::ops::Range;

/// A path that was not found: the longest part of it that exists, and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupFailure {
    /// The longest part of the path that exists; empty at the root.
    pub path: String,
    /// The bytes of the value at that part.
    pub at: Range<usize>,
    /// What is there, in words; `None` if the path matches too many values.
    pub there: Option<String>,
}

impl fmt::Display for LookupFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.there {
            None => write!(formatter, "the path matches more than {MOST_MATCHES} values"),
            Some(there) if self.path.is_empty() => {
                write!(formatter, "path not found: the file contains {there}")
            }
            Some(there) => write!(formatter, "path not found: `{}` is {there}", self.path),
        }
    }
}

/// More matches than this are a mistake, and would take more memory than a build has.
pub(super) const MOST_MATCHES: usize = 100_000;
