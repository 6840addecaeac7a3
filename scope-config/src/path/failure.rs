//! Why a path leads nowhere.

use std::fmt;
use std::ops::Range;

/// Where a path stops: the longest way that leads somewhere, and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupFailure {
    /// The way that could be gone; empty at the root.
    pub path: String,
    /// The bytes of the value where it ends.
    pub at: Range<usize>,
    /// What is there, in words; `None` where the path leads to more values than anyone means.
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
