//! The arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::error::Failure;

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
    /// Hold what the code does with its tokens against what it asks for
    Audit(Audit),
    /// Repair what is certain in calls and configuration files, and show the rest
    ///
    /// A repair is made where exactly one text is right. It changes the words that are wrong and nothing else in the file.
    ///
    /// Before a file is written it is checked as it would be: a repair stays only where its finding is gone, no other one
    /// has come, and everything else says what it said. Files are written whole or not at all.
    ///
    /// No repair asks for more than the text did. The one name that has taken the place of a retired one is written where
    /// both name the same action (`multipass_write`, `write_multipass`), or where it includes, by the `implies` of the
    /// catalog, nothing beyond itself and the other scopes of the list. Where there are several names to choose from,
    /// where another action is named (`read` for `write`), or where a companion is missing, a person decides.
    ///
    /// Nothing is written where a file that would change is not committed to git as it is.
    Fix(Fix),
    /// Write down in scopes.lock what the workspace asks for
    Lock(Lock),
    /// Compare what two revisions of the workspace ask for
    Diff(Diff),
    /// Check one list of scopes
    Lint(Lint),
    /// Make a first scopes.toml from what the sources ask for, and show the calls to write
    ///
    /// Reads the sources for scopes that are written by hand, in the ways of the usual OAuth crates, and writes a catalog
    /// with the providers that they are of. Scopes that no bundled provider has are listed in it for you to describe. Then it
    /// shows, by line and column, which texts to write as calls of `scopes!`. The sources themselves stay as they are, and so
    /// does a scopes.toml that is there already.
    Init(Init),
    /// Put a bundled provider, or some of its scopes, into scopes.toml
    ///
    /// Without scopes, the catalog starts from all that the provider has: `provider = "github"`. With scopes, these alone are
    /// written into it, with what the bundled catalog says of them, so that a review sees what may be asked for, and any other
    /// is an error. Where scopes.toml is about another provider, this one becomes one of its `[catalogs]`. What is in the file
    /// stays as it is.
    Add(Add),
    /// List the scopes that a configuration file asks for
    Extract(Extract),
    /// List the bundled providers
    Providers {
        #[command(flatten)]
        format: FormatOption,
    },
    /// List the scopes of a catalog
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
    /// Fail where scopes.lock says something else than the workspace
    #[arg(long)]
    pub(crate) locked: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub(crate) format: ReportFormat,
    /// What is handed on to `cargo check`; with `--format rustc`
    #[arg(last = true, value_name = "CARGO ARGUMENTS")]
    pub(crate) cargo: Vec<OsString>,
}

#[derive(Debug, Args)]
pub(crate) struct Audit {
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
    #[command(flatten)]
    pub(crate) levels: LevelOptions,
    /// Print the smallest set of scopes that serves all operations in use, and why each of them is in it
    #[arg(long)]
    pub(crate) explain: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub(crate) format: ReportFormat,
}

#[derive(Debug, Args)]
pub(crate) struct Fix {
    /// Make the likely repairs too: what was probably meant
    #[arg(long)]
    pub(crate) likely: bool,
    /// Print what would change, as a unified diff, and write nothing; what would remain goes to standard error
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) uncommitted: UncommittedOptions,
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
    #[command(flatten)]
    pub(crate) levels: LevelOptions,
    /// How to print what remains
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub(crate) format: ReportFormat,
}

/// Which files may be changed although git could not bring them back.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct UncommittedOptions {
    /// Repair files with changes that are not committed, staged or not, and files that git does not know
    #[arg(long)]
    pub(crate) allow_dirty: bool,
    /// Repair files with staged changes
    #[arg(long)]
    pub(crate) allow_staged: bool,
    /// Repair files that are in no git repository
    #[arg(long)]
    pub(crate) allow_no_vcs: bool,
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

/// What becomes of the findings of a rule, whatever the catalog says.
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

#[derive(Debug, Args)]
#[command(after_help = "\
scopes.lock is beside the Cargo.toml of the workspace. It has a line for every scope that a file asks for, without line \
numbers: moving code within a file changes nothing. Lines may stand in any order, so a merge may keep those of both sides. \
The risk is normal, sensitive or restricted, as the catalog says; retired for a name that must no longer be written, unknown \
for one that is not in the catalog. If it is not known what is requested, nothing is written.")]
pub(crate) struct Lock {
    /// Write nothing; fail where scopes.lock says something else than the workspace
    #[arg(long)]
    pub(crate) check: bool,
    /// The Cargo.toml to begin from
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Widened is a scope that includes one that was asked for before, by what the catalog says; newly sensitive is one whose risk is \
sensitive or restricted, or that needs an approval. The same scope in another file is not a change. Exit code 0 where the revisions \
could be compared, 1 where --deny meets something.")]
pub(crate) struct Diff {
    /// What to compare: REV with the work tree, REV with REV, `A..B`, or `A...B` from where the two have parted; HEAD with the
    /// work tree where it is left out
    #[arg(value_name = "REV", num_args = 0..=2)]
    pub(crate) revisions: Vec<String>,
    /// Fail on changes of this sort; may be given several times
    #[arg(short = 'D', long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    pub(crate) deny: Vec<Denied>,
    /// Only this package; may be given several times
    #[arg(short, long = "package", value_name = "NAME")]
    pub(crate) packages: Vec<String>,
    /// The Cargo.toml to begin from
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub(crate) format: DiffFormat,
}

/// What a comparison may be made to fail on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Denied {
    /// Not included in what was asked for before; what is widened too
    Added,
    /// More than a scope that was asked for before, which it includes
    Widened,
    /// Sensitive, restricted or in need of an approval, and was not
    Sensitive,
    /// A name that must no longer be written
    Retired,
}

/// For whom a comparison is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For reading
    Human,
    /// For programs: one JSON value
    Json,
    /// For a comment on a pull request
    Markdown,
}

/// For whom findings in files are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For reading
    Human,
    /// For programs: one JSON value
    Json,
    /// For code scanning: a log in SARIF 2.1.0
    Sarif,
    /// For GitHub Actions: annotations on the lines of a pull request
    Github,
    /// For editors: runs `cargo check` too and writes messages as it does, with the place inside the literal
    Rustc,
}

impl ReportFormat {
    /// Refuses `rustc`, for commands that do not run the compiler.
    pub(crate) fn without_compiler(self) -> Result<(), Failure> {
        match self {
            Self::Rustc => Err(Failure::new("only `check` runs the compiler: `--format rustc` is for it")),
            _ => Ok(()),
        }
    }
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
    /// Put it under this name of `[catalogs]`, for calls such as `scopes!(name: "…")`
    #[arg(long = "as", value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// The package whose catalog it is; without it, that of this folder
    #[arg(short, long, value_name = "NAME")]
    pub(crate) package: Option<String>,
    /// The Cargo.toml to begin from
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// The catalog file, instead of that of a package
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
    /// The client that asks: a name of the table `clients` in the catalog
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

/// Which catalog: a bundled one, a file, or else that of the package in this folder.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct CatalogOption {
    /// A bundled provider (`cargo scopes providers` lists them)
    #[arg(long, value_name = "NAME", conflicts_with = "catalog")]
    pub(crate) provider: Option<String>,
    /// A catalog file; without it and --provider: scopes.toml here
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
