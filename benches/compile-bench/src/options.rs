//! The command line.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::sections;

/// What the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// A tenth of the calls and fewer repetitions: figures to look at, not to quote.
    pub(crate) quick: bool,
    /// Only these sections.
    pub(crate) only: Vec<String>,
    /// Where the generated crates stay, for a closer look.
    pub(crate) keep: Option<PathBuf>,
}

impl Options {
    /// Reads the arguments after the program's name.
    ///
    /// # Errors
    ///
    /// Where an argument means nothing.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--quick" => options.quick = true,
                "--only" => options.only.push(section(&arguments.next().context("--only SECTION")?)?),
                "--keep" => options.keep = Some(arguments.next().context("--keep FOLDER")?.into()),
                _ => bail!("`{argument}` means nothing here: [--quick] [--only SECTION]… [--keep FOLDER]"),
            }
        }
        Ok(options)
    }

    /// Whether a section is to be run.
    pub(crate) fn wants(&self, section: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|wanted| wanted == section)
    }
}

fn section(name: &str) -> Result<String> {
    let names = sections::ALL.map(|(name, _)| name);
    if names.contains(&name) {
        return Ok(name.to_owned());
    }
    bail!("there is no section `{name}`: {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Options> {
        Options::parse(arguments.iter().map(ToString::to_string))
    }

    #[test]
    fn options_in_any_order() {
        let options = parse(&["--only", "cold", "--quick", "--only", "call"]).expect("options");
        assert!(options.quick && options.wants("cold") && options.wants("call") && !options.wants("peers"));
        assert!(parse(&[]).expect("options").wants("peers"));
    }

    #[test]
    fn what_means_nothing_is_an_error() {
        assert!(parse(&["--only", "hot"]).is_err());
        assert!(parse(&["--only"]).is_err());
        assert!(parse(&["quick"]).is_err());
    }
}
