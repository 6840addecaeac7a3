//! Defines why a checker cannot be created.

use std::string::String;
use std::vec::Vec;
use std::{error, fmt, format};

use scope_catalog::UnknownName;

/// The catalog has mistakes, or does not contain a requested name.
///
/// ```
/// use oauth_scopes::check::Checker;
///
/// let error = Checker::from_text("[scopes]\nread = 1").expect_err("a mistake");
/// assert!(error.to_string().starts_with("2:8: "), "line and column: {error}");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogError {
    pub(super) lines: Vec<String>,
}

impl From<UnknownName> for CatalogError {
    fn from(error: UnknownName) -> Self {
        Self { lines: [format!("{}\nhelp: {}", error.message, error.help)].into() }
    }
}

impl fmt::Display for CatalogError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.lines.join("\n"))
    }
}

impl error::Error for CatalogError {}
