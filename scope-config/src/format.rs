//! The formats of configuration files.

use std::fmt;

use crate::usage_error::UsageError;

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

    /// The format that a file's name tells, if it can be read here.
    ///
    /// # Errors
    ///
    /// If it tells none: which extensions do. If it is one whose feature is off.
    pub fn named(file: &str) -> Result<Self, UsageError> {
        let format = Self::of(file).ok_or_else(|| UsageError {
            message: format!("unknown format of `{file}`"),
            help: Some("supported extensions: .toml, .json, .yaml, .env, .properties, .ini, .tf".to_owned()),
        })?;
        let feature = match format {
            Self::Yaml if !cfg!(feature = "yaml") => "build-yaml",
            Self::Hcl if !cfg!(feature = "hcl") => "build-hcl",
            _ => return Ok(format),
        };
        let help = format!("turn on the feature `{feature}` of oauth-scopes under [build-dependencies]");
        Err(UsageError { message: format!("{format} cannot be read here"), help: Some(help) })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_that_is_off_is_said_to_be() {
        for (file, feature, is_on) in
            [("a.yaml", "build-yaml", cfg!(feature = "yaml")), ("a.tf", "build-hcl", cfg!(feature = "hcl"))]
        {
            match Format::named(file) {
                Ok(_) => assert!(is_on, "{file}"),
                Err(UsageError { help, .. }) => {
                    let expected =
                        format!("turn on the feature `{feature}` of oauth-scopes under [build-dependencies]");
                    assert_eq!((help, is_on), (Some(expected), false));
                }
            }
        }
    }
}
