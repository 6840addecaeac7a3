//! From text to nodes, one file a format.

use std::rc::Rc;

use crate::format::Format;
use crate::node::Node;
use read_error::ReadError;

mod dotenv;
#[cfg(feature = "hcl")]
mod hcl;
mod ini;
mod json;
mod lines;
mod properties;
pub(crate) mod read_error;
#[cfg(test)]
mod shown;
mod toml;
mod tree;
#[cfg(feature = "yaml")]
mod yaml;

/// Reads a text. Most formats have one document; YAML may have several.
///
/// # Errors
///
/// Where the text breaks the rules of its format, is nested too deeply, or this build cannot read the format.
pub fn read(format: Format, text: &str) -> Result<Vec<Rc<Node>>, ReadError> {
    match format {
        Format::Toml => toml::read(text).map(|node| vec![node]),
        Format::Json => json::read(text).map(|node| vec![node]),
        #[cfg(feature = "yaml")]
        Format::Yaml => yaml::read(text),
        Format::Dotenv => dotenv::read(text).map(|node| vec![node]),
        Format::Properties => properties::read(text).map(|node| vec![node]),
        Format::Ini => ini::read(text).map(|node| vec![node]),
        #[cfg(feature = "hcl")]
        Format::Hcl => hcl::read(text).map(|node| vec![node]),
        #[allow(unreachable_patterns, reason = "with every feature on there is no other format")]
        other => {
            Err(ReadError { at: 0, message: format!("{other} cannot be read: the feature `{other}` is not enabled") })
        }
    }
}
