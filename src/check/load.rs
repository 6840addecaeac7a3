//! Reads catalogs from texts.

use std::borrow::ToOwned;
use std::string::String;
use std::vec::Vec;
use std::{error, fmt, format};

use scope_catalog::load::{Loaded, Providers, load_texts};
use scope_catalog::{LineColumn, Problem, UnknownName};

/// The catalog has mistakes, or does not contain a name that was asked for.
///
/// ```
/// use oauth_scopes::check::Checker;
///
/// let error = Checker::from_text("[scopes]\nread = 1").expect_err("a mistake");
/// assert!(error.to_string().starts_with("2:8: "), "line and column: {error}");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogError {
    lines: Vec<String>,
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

#[cfg(feature = "check-operations")]
const PROVIDERS: Providers = Providers::BUNDLED;
#[cfg(all(feature = "check-providers", not(feature = "check-operations")))]
const PROVIDERS: Providers = Providers::WITHOUT_OPERATIONS;
#[cfg(not(feature = "check-providers"))]
const PROVIDERS: Providers = Providers::NONE;

/// Reads a catalog and those that it extends.
pub(super) fn load(texts: &[&str]) -> Result<Loaded, CatalogError> {
    let loaded = load_texts(texts, PROVIDERS);
    if loaded.problems.is_empty() {
        return Ok(loaded);
    }
    Err(CatalogError { lines: loaded.problems.iter().map(|problem| line(problem, texts)).collect() })
}

/// A mistake in a catalog: `2:5: unknown key …`, after the number of the text if there are several.
fn line(problem: &Problem, texts: &[&str]) -> String {
    let source = problem.span.position();
    let place = match texts.get(source) {
        None => "bundled".to_owned(),
        Some(text) => {
            let place = LineColumn::at(text, problem.span.range().start);
            if texts.len() == 1 { format!("{place}") } else { format!("text {}, {place}", source + 1) }
        }
    };
    let help = problem.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    format!("{place}: {}{help}", problem.message)
}
