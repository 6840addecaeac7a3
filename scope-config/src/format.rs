//! The formats of configuration files.

use std::fmt;

use scope_catalog::{did_you_mean, words};

use crate::usage_error::UsageError;

words! {
    /// A format of configuration files, in the order in which messages list them.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Format {
        /// TOML 1.0.
        Toml = "toml",
        /// JSON, with or without comments and trailing commas.
        Json = "json",
        /// YAML 1.2, with one document or several.
        Yaml = "yaml",
        /// `NAME=value` lines of environment variables.
        Dotenv = "dotenv",
        /// Java properties.
        Properties = "properties",
        /// Sections of `name = value` lines.
        Ini = "ini",
        /// HCL: Terraform.
        Hcl = "hcl",
        /// HOCON: `application.conf` of Play, Akka and Pekko.
        Hocon = "hocon",
        /// XML.
        Xml = "xml",
        /// The directives of the Apache HTTP Server.
        Apache = "apache",
        /// YAML between two lines of hyphens at the beginning of a text.
        FrontMatter = "front-matter",
    }
}

/// Last parts of names that say what a file is for and nothing of its format: `.env.example`, `values.yaml.tpl`.
const ADDED: &[&str] = &[
    "backup", "bak", "base", "default", "defaults", "dev", "development", "dist", "ejs", "enc", "erb", "example",
    "gotmpl", "handlebars", "hbs", "in", "j2", "jinja", "jinja2", "liquid", "local", "mustache", "orig", "prod",
    "production", "sample", "skel", "staging", "templ", "template", "test", "tmpl", "tpl",
];

/// Files without an extension that are JSON: what servers tell of themselves below `/.well-known/`.
const WELL_KNOWN: &[&str] = &["oauth-authorization-server", "oauth-protected-resource", "openid-configuration"];

/// The name of a file without what is added to it: `docker-compose.yml` of `docker-compose.yml.example`.
pub(crate) fn bare_name(file: &str) -> &str {
    let mut bare = file;
    while let Some((before, last)) = bare.rsplit_once('.').filter(|(_, last)| !last.contains(['/', '\\'])) {
        let last = last.to_ascii_lowercase();
        if !before.is_empty() && ADDED.contains(&&*last) {
            bare = before;
            continue;
        }
        // `config.yml_example`
        let Some((extension, added)) = last.split_once(['_', '-']) else { break };
        if of_extension(extension).is_none() || !ADDED.iter().any(|word| added.starts_with(word)) {
            break;
        }
        bare = &bare[..before.len() + 1 + extension.len()];
    }
    bare
}

fn of_extension(extension: &str) -> Option<Format> {
    Some(match extension {
        "toml" => Format::Toml,
        "json" | "jsonc" | "json5" | "webmanifest" => Format::Json,
        "yml" | "yaml" => Format::Yaml,
        "env" => Format::Dotenv,
        "properties" => Format::Properties,
        "ini" | "cfg" | "conf" | "config" | "cnf" => Format::Ini,
        "tf" | "hcl" | "tfvars" | "tofu" => Format::Hcl,
        "hocon" => Format::Hocon,
        "xml" | "connectedapp" => Format::Xml,
        "htaccess" => Format::Apache,
        "md" | "mdx" => Format::FrontMatter,
        _ => return None,
    })
}

impl Format {
    /// The format that belongs to the name of a file; `None` if the name does not determine one.
    ///
    /// ```
    /// use scope_config::Format;
    ///
    /// assert_eq!(Format::of("config/shopify.app.toml"), Some(Format::Toml));
    /// assert_eq!(Format::of(".env.production"), Some(Format::Dotenv));
    /// assert_eq!(Format::of("values.yaml.tpl"), Some(Format::Yaml));
    /// assert_eq!(Format::of("README"), None);
    /// ```
    pub fn of(file: &str) -> Option<Self> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file).to_ascii_lowercase();
        let is_after = |start| name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if is_after(".env") || is_after(".dev.vars") || name.strip_suffix(".env").is_some() {
            return Some(Self::Dotenv);
        }
        if WELL_KNOWN.contains(&&*name) {
            return Some(Self::Json);
        }
        let is_hocon = |name: &str| {
            name.strip_suffix(".conf").is_some_and(|name| name.starts_with("application") || name == "reference")
        };
        let name = bare_name(&name);
        if is_hocon(name) { Some(Self::Hocon) } else { of_extension(name.rsplit_once('.')?.1) }
    }

    /// The format with this word: `yaml`.
    ///
    /// # Errors
    ///
    /// If there is none: which there are. If it is one whose feature is off.
    ///
    /// ```
    /// use scope_config::Format;
    ///
    /// assert_eq!(Format::stated("ini"), Ok(Format::Ini));
    /// assert!(Format::stated("yml").is_err());
    /// ```
    pub fn stated(word: &str) -> Result<Self, UsageError> {
        let found = Self::ALL.into_iter().find(|format| format.as_str() == word);
        let unknown = || {
            let all = Self::ALL.map(Self::as_str);
            let meant = of_extension(&word.to_ascii_lowercase()).map(|format| format!("did you mean `{format}`?"));
            let help =
                meant.or_else(|| did_you_mean(word, all)).unwrap_or_else(|| format!("write one of {}", all.join(", ")));
            UsageError { message: format!("unknown format `{word}`"), help: Some(help) }
        };
        found.ok_or_else(unknown)?.readable()
    }

    /// The format that a file's name tells, if it can be read here.
    ///
    /// # Errors
    ///
    /// If it tells none: which extensions do. If it is one whose feature is off.
    pub fn named(file: &str) -> Result<Self, UsageError> {
        let format = Self::of(file).ok_or_else(|| UsageError {
            message: format!("unknown format of `{file}`"),
            help: Some(
                "supported extensions: .toml, .json, .yaml, .env, .properties, .ini, .conf, .tf, .hocon, .xml, .md"
                    .to_owned(),
            ),
        })?;
        format.readable()
    }

    /// The format, if its feature is on.
    fn readable(self) -> Result<Self, UsageError> {
        let feature = match self {
            Self::Yaml | Self::FrontMatter if !cfg!(feature = "yaml") => "build-yaml",
            Self::Hcl if !cfg!(feature = "hcl") => "build-hcl",
            _ => return Ok(self),
        };
        let help = format!("turn on the feature `{feature}` of oauth-scopes under [build-dependencies]");
        Err(UsageError { message: format!("{self} cannot be read here"), help: Some(help) })
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
    fn what_is_added_to_a_name_tells_nothing() {
        for (file, bare, format) in [
            ("docker-compose.yml.example", "docker-compose.yml", Format::Yaml),
            ("shopify.app.toml.liquid", "shopify.app.toml", Format::Toml),
            ("a/values.yaml.gotmpl", "a/values.yaml", Format::Yaml),
            ("a/config.yml_example_scopes", "a/config.yml", Format::Yaml),
            ("config.json.dist.J2", "config.json", Format::Json),
            (".env.example", ".env", Format::Dotenv),
            ("prod.env.tpl", "prod.env", Format::Dotenv),
            (".dev.vars.example", ".dev.vars", Format::Dotenv),
            ("x.pkr.hcl", "x.pkr.hcl", Format::Hcl),
            ("emailproxy.config", "emailproxy.config", Format::Ini),
            ("conf/application.conf", "conf/application.conf", Format::Hocon),
            ("oidc.conf", "oidc.conf", Format::Ini),
            (".well-known/oauth-protected-resource", ".well-known/oauth-protected-resource", Format::Json),
        ] {
            assert_eq!((bare_name(file), Format::of(file)), (bare, Some(format)), "{file}");
        }
        for file in ["example", ".template", "a.rs.example", "a.json.rs", "main.go", "a.yml/example", "x.yml_old"] {
            assert_eq!(Format::of(file), None, "{file}");
        }
        assert!(ADDED.is_sorted());
    }

    #[test]
    fn a_word_for_a_format_is_almost_one() {
        assert!(Format::ALL.is_sorted() && Format::ALL[10].as_str() == "front-matter");
        for (word, help) in [
            ("yml", "did you mean `yaml`?"),
            ("TF", "did you mean `hcl`?"),
            ("propertys", "did you mean `properties`?"),
            ("docx", "write one of toml, json, yaml"),
        ] {
            let error = Format::stated(word).expect_err(word);
            assert!(error.help.is_some_and(|text| text.starts_with(help)), "{word}");
        }
    }

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
