//! The command line.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

/// What the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// A tenth of the calls and fewer repetitions; the figures are not precise.
    pub(crate) quick: bool,
    /// Only these benchmarks; all if this is empty.
    pub(crate) only: Vec<String>,
    /// Where the generated crates are kept for inspection.
    pub(crate) keep: Option<PathBuf>,
    /// Another checkout of the project to compare with.
    pub(crate) against: Option<PathBuf>,
}

impl Options {
    /// Reads the arguments after the program's name. `benchmarks` are the names of all benchmarks.
    ///
    /// # Errors
    ///
    /// If an argument is unknown or its value is missing.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = String>, benchmarks: &[&str]) -> Result<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let mut value = |usage: &'static str| arguments.next().context(usage);
            match argument.as_str() {
                "--quick" => options.quick = true,
                "--only" => options.only.push(known(value("--only BENCHMARK")?, benchmarks)?),
                "--keep" => options.keep = Some(value("--keep FOLDER")?.into()),
                "--against" => options.against = Some(value("--against CHECKOUT")?.into()),
                _ => bail!(
                    "unknown argument `{argument}`\n\
                     help: [--quick] [--only BENCHMARK]… [--keep FOLDER] [--against CHECKOUT]"
                ),
            }
        }
        Ok(options)
    }

    /// Whether a benchmark is to be run.
    pub(crate) fn wants(&self, benchmark: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|wanted| wanted == benchmark)
    }
}

fn known(name: String, benchmarks: &[&str]) -> Result<String> {
    if benchmarks.contains(&&*name) {
        return Ok(name);
    }
    bail!("unknown benchmark `{name}`\nhelp: one of {}", benchmarks.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Options> {
        Options::parse(arguments.iter().map(ToString::to_string), &["call", "cold", "peers"])
    }

    #[test]
    fn options_in_any_order() {
        let options = parse(&["--only", "cold", "--quick", "--only", "call"]).expect("options");
        assert!(options.quick && options.wants("cold") && options.wants("call") && !options.wants("peers"));
        assert!(parse(&[]).expect("options").wants("peers"));
        let options = parse(&["--against", "../before"]).expect("options");
        assert_eq!(options.against, Some("../before".into()));
    }

    #[test]
    fn an_unknown_argument_is_an_error() {
        assert!(parse(&["--only", "hot"]).is_err());
        assert!(parse(&["--only"]).is_err());
        assert!(parse(&["--against"]).is_err());
        assert!(parse(&["quick"]).is_err());
    }
}
