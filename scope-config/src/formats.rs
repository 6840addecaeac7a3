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
        Format::Yaml => yaml::read(text).or_else(|error| match with_plain_markers(text) {
            Some(text) => yaml::read(&text).map_err(|_| error),
            None => Err(error),
        }),
        Format::Dotenv => dotenv::read(text).map(|node| vec![node]),
        Format::Properties => properties::read(text).map(|node| vec![node]),
        // Programs call files `.cfg` and `.conf` whose lists are those of TOML.
        Format::Ini => ini::read(text).or_else(|error| toml::read(text).map_err(|_| error)).map(|node| vec![node]),
        #[cfg(feature = "hcl")]
        Format::Hcl => hcl::read(text).map(|node| vec![node]),
        #[allow(unreachable_patterns, reason = "with every feature on, each format has its arm above")]
        other => {
            Err(ReadError { at: 0, message: format!("{other} cannot be read: the feature `{other}` is not enabled") })
        }
    }
}

/// The text with `__NAME__` in the place of `@@NAME@@`, which is a placeholder of as many bytes and the beginning of a value
/// in YAML; nothing if there is none.
#[cfg(feature = "yaml")]
fn with_plain_markers(text: &str) -> Option<String> {
    text.contains("@@").then(|| text.replace("@@", "__"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_toml_in_a_file_of_settings() {
        let text = "domains = [\n  \"example.com\",\n]\nscope = \"openid email\"\n";
        let [node] = &*read(Format::Ini, text).expect("TOML") else { panic!() };
        assert_eq!(shown::shown(text, node.get("scope").expect("a value")), "openid email<\"openid email\">");
        // What is neither is refused as INI.
        let error = read(Format::Ini, "google.scope {").expect_err("neither");
        assert!(error.message.starts_with("expected `name = value`"), "{error}");
    }

    #[cfg(feature = "yaml")]
    #[test]
    fn a_placeholder_that_yaml_does_not_know() {
        let text = "locales: @@LOCALES@@\nscope: openid\n";
        let [node] = &*read(Format::Yaml, text).expect("YAML") else { panic!() };
        assert_eq!(&text[node.get("scope").expect("a value").span.clone()], "openid");
        assert!(read(Format::Yaml, "locales: @X\n").is_err());
    }
}
