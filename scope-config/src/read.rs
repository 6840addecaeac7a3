//! From text to nodes, one file a format.

use std::fmt;
use std::rc::Rc;

use crate::format::Format;
use crate::node::Node;

#[cfg(feature = "hcl")]
mod hcl;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "lines")]
mod lines;
#[cfg(all(test, any(feature = "json", feature = "lines", feature = "toml")))]
mod shown;
#[cfg(feature = "toml")]
mod toml;
#[cfg(feature = "yaml")]
mod yaml;

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

/// Reads a text. Most formats have one document; YAML may have several.
///
/// # Errors
///
/// Where the text breaks the rules of its format, is nested too deeply, or this build cannot read the format.
pub fn read(format: Format, text: &str) -> Result<Vec<Rc<Node>>, ReadError> {
    match format {
        #[cfg(feature = "toml")]
        Format::Toml => toml::read(text).map(|node| vec![node]),
        #[cfg(feature = "json")]
        Format::Json => json::read(text).map(|node| vec![node]),
        #[cfg(feature = "yaml")]
        Format::Yaml => yaml::read(text),
        #[cfg(feature = "lines")]
        Format::Dotenv => lines::dotenv(text).map(|node| vec![node]),
        #[cfg(feature = "lines")]
        Format::Properties => lines::properties(text).map(|node| vec![node]),
        #[cfg(feature = "lines")]
        Format::Ini => lines::ini(text).map(|node| vec![node]),
        #[cfg(feature = "hcl")]
        Format::Hcl => hcl::read(text).map(|node| vec![node]),
        #[allow(unreachable_patterns, reason = "with every feature on there is no other format")]
        other => Err(ReadError { at: 0, message: format!("{other} cannot be read: the feature `{other}` is off") }),
    }
}
