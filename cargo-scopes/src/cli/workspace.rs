//! Defines the arguments of commands about the requests of a workspace.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::options::{LevelOptions, PackageOptions, ReportFormat, UncommittedOptions};

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
    #[command(flatten)]
    pub(crate) levels: LevelOptions,
    /// Also check scopes that are written without a macro, in any folder with Rust files
    #[arg(long)]
    pub(crate) literals: bool,
    /// Fail if scopes.lock is out of date
    #[arg(long)]
    pub(crate) locked: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub(crate) format: ReportFormat,
    /// Arguments for `cargo check`, with `--format rustc`; `clippy` first runs `cargo clippy`
    #[arg(last = true, value_name = "CARGO ARGUMENTS")]
    pub(crate) cargo: Vec<OsString>,
}

#[derive(Debug, Args)]
pub(crate) struct Audit {
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
    #[command(flatten)]
    pub(crate) levels: LevelOptions,
    /// Print the minimal set of scopes for all operations in use, and why each is needed
    #[arg(long)]
    pub(crate) explain: bool,
    /// Print the operations that the code seems to perform, judging by provider URLs and methods of client libraries
    #[arg(long, conflicts_with = "explain")]
    pub(crate) infer: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub(crate) format: ReportFormat,
}

#[derive(Debug, Args)]
pub(crate) struct Fix {
    /// Also fix scopes that are written without a macro
    #[arg(long)]
    pub(crate) literals: bool,
    /// Also make likely fixes, not only certain ones
    #[arg(long)]
    pub(crate) likely: bool,
    /// Print a unified diff and write nothing; other findings go to standard error
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) uncommitted: UncommittedOptions,
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
    #[command(flatten)]
    pub(crate) levels: LevelOptions,
    /// Output format of the remaining findings
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub(crate) format: ReportFormat,
}

#[derive(Debug, Args)]
#[command(after_help = "\
scopes.lock is next to the Cargo.toml of the workspace. It has one line for each scope and file, without line numbers, so \
moving code within a file changes nothing. Lines may be in any order: to resolve a merge conflict, keep the lines of both \
sides. Each line has a risk: normal, sensitive or restricted, as in the catalog; retired for a retired name; unknown for a \
name that is not in the catalog. If a call or a configuration file cannot be read, nothing is written.")]
pub(crate) struct Lock {
    /// Include scopes that are written without a macro
    #[arg(long)]
    pub(crate) literals: bool,
    /// Write nothing; fail if scopes.lock is out of date
    #[arg(long)]
    pub(crate) check: bool,
    /// Path to Cargo.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Widened: the new scope implies one that was requested before. Newly sensitive: the catalog marks it with risk = \"sensitive\" \
or \"restricted\", or with an approval. The same scope in another file is not a change. The exit code is 1 only if a change \
is denied with --deny.")]
pub(crate) struct Diff {
    /// Include scopes that are written without a macro
    #[arg(long)]
    pub(crate) literals: bool,
    /// Revisions to compare: REV with the working tree, REV REV, A..B, or A...B (from the merge base) [default: HEAD with the
    /// working tree]
    #[arg(value_name = "REV", num_args = 0..=2)]
    pub(crate) revisions: Vec<String>,
    /// Fail on this kind of change (may be repeated)
    #[arg(short = 'D', long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    pub(crate) deny: Vec<Denied>,
    /// Only use this package (may be repeated)
    #[arg(short, long = "package", value_name = "NAME")]
    pub(crate) packages: Vec<String>,
    /// Path to Cargo.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub(crate) format: DiffFormat,
}

/// Changes that a comparison can deny.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Denied {
    /// Not implied by a scope that was requested before, widened scopes included
    Added,
    /// Implies a scope that was requested before
    Widened,
    /// Newly sensitive, restricted, or in need of approval
    Sensitive,
    /// Newly retired: removed or deprecated
    Retired,
}

/// Output formats of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Text for people
    Human,
    /// One JSON value
    Json,
    /// Markdown, for a comment on a pull request
    Markdown,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
    /// Also write the calls and the dependency, and run `cargo check`; calls that do not build are undone
    #[arg(long)]
    pub(crate) apply: bool,
    /// Folder of `oauth-scopes` to depend on [default: the published version of this program]
    #[arg(long, value_name = "DIR", requires = "apply")]
    pub(crate) path: Option<PathBuf>,
    /// Print what would be written, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) uncommitted: UncommittedOptions,
}
