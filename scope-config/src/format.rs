//! The formats of configuration files.

use std::fmt;

/// A format of configuration files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TOML 1.0.
    Toml,
    /// JSON, with or without comments and trailing commas.
    Json,
    /// YAML 1.2, with one document or several.
    Yaml,
    /// `NAME=value` lines of environment variables.
    Dotenv,
    /// Java properties.
    Properties,
    /// Sections of `name = value` lines.
    Ini,
    /// HCL: Terraform.
    Hcl,
}

impl Format {
    /// The format that belongs to the name of a file; `None` if the name does not determine one.
    ///
    /// ```
    /// use scope_config::Format;
    ///
    /// assert_eq!(Format::of("config/shopify.app.toml"), Some(Format::Toml));
    /// assert_eq!(Format::of(".env.production"), Some(Format::Dotenv));
    /// assert_eq!(Format::of("README"), None);
    /// ```
    pub fn of(file: &str) -> Option<Self> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file).to_ascii_lowercase();
        if name == ".env" || name.starts_with(".env.") || name.strip_suffix(".env").is_some() {
            return Some(Self::Dotenv);
        }
        match name.rsplit_once('.')?.1 {
            "toml" => Some(Self::Toml),
            "json" | "jsonc" | "json5" | "webmanifest" => Some(Self::Json),
            "yml" | "yaml" => Some(Self::Yaml),
            "properties" => Some(Self::Properties),
            "ini" | "cfg" | "conf" => Some(Self::Ini),
            "tf" | "hcl" | "tfvars" => Some(Self::Hcl),
            _ => None,
        }
    }

    /// The word for it in machine-readable output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Toml => "toml",
            Self::Json => "json",
            Self::Yaml => "yaml",
            Self::Dotenv => "dotenv",
            Self::Properties => "properties",
            Self::Ini => "ini",
            Self::Hcl => "hcl",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The text of a file, and its format.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    /// Its format.
    pub format: Format,
    /// Its text.
    pub text: &'s str,
}
