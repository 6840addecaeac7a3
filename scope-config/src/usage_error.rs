//! Describes a mistake in how the check was requested: an unknown preset, an invalid path.

use std::convert::Infallible;

use scope_catalog::UnknownName;

/// Why a check cannot be done as requested: a preset does not exist, or a path is invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageError {
    /// The message, in one line without a period.
    pub message: String,
    /// What to write or do instead.
    pub help: Option<String>,
}

impl From<UnknownName> for UsageError {
    fn from(error: UnknownName) -> Self {
        Self { message: error.message, help: Some(error.help) }
    }
}

impl From<Infallible> for UsageError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
