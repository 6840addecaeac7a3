//! The arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Check, list and explain OAuth 2.0 scopes.
#[derive(Debug, Parser)]
#[command(
    name = "cargo scopes",
    bin_name = "cargo scopes",
    version,
    after_help = "Exit codes: 0 nothing denied, 1 something denied, 101 the question could not be answered."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check every call and every configuration file of the workspace, without compiling
    Check(Check),
    /// Check one list of scopes
    Lint(Lint),
    /// Make a first scopes.toml from what the sources ask for, and show the calls to write
    ///
    /// Reads the sources for scopes that are written by hand, in the ways of the usual OAuth crates, and writes a catalogue
    /// with the providers that they are of. Scopes that no bundled provider has are listed in it for you to describe. Then it
    /// shows, by line and column, which texts to write as calls of `scopes!`. The sources themselves stay as they are, and so
    /// does a scopes.toml that is there already.
    Init(Init),
    /// Put a bundled provider, or some of its scopes, into scopes.toml
    ///
    /// Without scopes, the catalogue starts from all that the provider has: `provider = "github"`. With scopes, these alone are
    /// written into it, with what the bundled catalogue says of them, so that a review sees what may be asked for, and any other
    /// is an error. Where scopes.toml is about another provider, this one becomes one of its [catalogs]. What is in the file
    /// stays as it is.
    Add(Add),
    /// List the scopes that a configuration file asks for
    Extract(Extract),
    /// List the bundled providers
    Providers {
        #[command(flatten)]
        format: FormatOption,
    },
    /// List the scopes of a catalogue
    List {
        #[command(flatten)]
        catalog: CatalogOption,
        /// Only names with this text in them
        filter: Option<String>,
        #[command(flatten)]
        format: FormatOption,
    },
    /// Say what a rule or a scope means
    Explain {
        /// The id of a rule, or a scope
        #[arg(value_name = "RULE|SCOPE")]
        name: String,
        #[command(flatten)]
        catalog: CatalogOption,
        #[command(flatten)]
        format: FormatOption,
    },
    /// Print a script that completes the arguments in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
    #[command(flatten)]
    pub(crate) levels: LevelOptions,
    /// How to print
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub(crate) format: ReportFormat,
}

/// Which packages: all of the workspace, or in the folder of a member that one.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct PackageOptions {
    /// Only this package; may be given several times
    #[arg(short, long = "package", value_name = "NAME")]
    pub(crate) packages: Vec<String>,
    /// Every package of the workspace, in the folder of a member too
    #[arg(long, visible_alias = "workspace", conflicts_with = "packages")]
    pub(crate) all: bool,
    /// The Cargo.toml to begin from
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
}

/// What becomes of the findings of a rule, whatever the catalogue says.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct LevelOptions {
    /// Fail on findings of this rule, or on all `warnings`
    #[arg(short = 'D', long, value_name = "RULE")]
    pub(crate) deny: Vec<String>,
    /// Only warn of findings of this rule
    #[arg(short = 'W', long, value_name = "RULE")]
    pub(crate) warn: Vec<String>,
    /// Say nothing of findings of this rule
    #[arg(short = 'A', long, value_name = "RULE")]
    pub(crate) allow: Vec<String>,
}

/// For whom findings in files are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For reading
    Human,
    /// For programs: one JSON value
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
    /// Print the file and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// A bundled provider (`cargo scopes providers` lists them)
    #[arg(value_name = "PROVIDER")]
    pub(crate) provider: String,
    /// The scopes that are used; all that the provider has where there is none
    #[arg(value_name = "SCOPE")]
    pub(crate) scopes: Vec<String>,
    /// Put it under this name of [catalogs], for calls such as `scopes!(name: "…")`
    #[arg(long = "as", value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// The package whose catalogue it is; without it, that of this folder
    #[arg(short, long, value_name = "NAME")]
    pub(crate) package: Option<String>,
    /// The Cargo.toml to begin from
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// The catalogue file, instead of that of a package
    #[arg(long, value_name = "FILE", conflicts_with_all = ["package", "manifest_path"])]
    pub(crate) catalog: Option<PathBuf>,
    /// Show what would be written and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// The scopes, as they stand in the request; read from standard input where it is left out
    #[arg(value_name = "SCOPES", allow_hyphen_values = true)]
    pub(crate) scopes: Option<String>,
    #[command(flatten)]
    pub(crate) catalog: CatalogOption,
    /// The client that asks: a name of the table `clients` in the catalogue
    #[arg(long, value_name = "NAME")]
    pub(crate) client: Option<String>,
    /// What the token must be enough for; may be given several times
    #[arg(long = "operation", value_name = "NAME")]
    pub(crate) operations: Vec<String>,
    /// Read one JSON object a line from standard input and answer each with one
    #[arg(long, conflicts_with_all = ["scopes", "client", "operations", "format"])]
    pub(crate) jsonl: bool,
    #[command(flatten)]
    pub(crate) format: FormatOption,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// The file; its name tells the format
    pub(crate) file: PathBuf,
    /// Where in it the scopes stand: `spring.security.oauth2.client.registration.*.scope`
    #[arg(long, conflicts_with = "preset")]
    pub(crate) path: Option<String>,
    /// What kind of file it is; without it and --path, its name tells
    #[arg(long, value_name = "NAME")]
    pub(crate) preset: Option<String>,
    #[command(flatten)]
    pub(crate) format: FormatOption,
}

/// Which catalogue: a bundled one, a file, or else that of the package in this folder.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct CatalogOption {
    /// A bundled provider (`cargo scopes providers` lists them)
    #[arg(long, value_name = "NAME", conflicts_with = "catalog")]
    pub(crate) provider: Option<String>,
    /// A catalogue file; without it and --provider: scopes.toml here
    #[arg(long, value_name = "FILE")]
    pub(crate) catalog: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct FormatOption {
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading
    Human,
    /// For programs: one JSON value
    Json,
}

/// Cargo calls `cargo-scopes scopes lint …`; people may call `cargo-scopes lint …`.
pub(crate) fn without_subcommand(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.collect();
    if arguments.get(1).is_some_and(|argument| argument == "scopes") {
        arguments.remove(1);
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_fit_together() {
        Arguments::command().debug_assert();
    }
}
