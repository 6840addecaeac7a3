//! The arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::date::Date;
use crate::error::Failure;

/// Check, list and explain OAuth 2.0 scopes.
#[derive(Debug, Parser)]
#[command(
    name = "cargo scopes",
    bin_name = "cargo scopes",
    version,
    after_help = "Exit codes: 0 no errors found, 1 errors found, 101 the command could not run."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check all macro calls and configuration files of a workspace without compiling
    Check(Check),
    /// Compare requested scopes with the operations that the code performs
    Audit(Audit),
    /// Fix mistakes that have exactly one correction, and report the others
    ///
    /// A fix replaces the wrong words and leaves the rest of the file unchanged. Each fix is verified: it is kept only if its
    /// finding disappears, no new finding appears, and all other requests stay the same.
    ///
    /// A fix never requests more access than before. A retired name is replaced only if it has exactly one successor with the
    /// same access. If there are several candidates, or if the access would change, nothing is replaced.
    ///
    /// Files with uncommitted changes are not fixed, unless an `--allow-…` option is given.
    Fix(Fix),
    /// Write all requested scopes to scopes.lock
    Lock(Lock),
    /// Compare the scopes that two revisions of the workspace request
    Diff(Diff),
    /// Check one list of scopes
    Lint(Lint),
    /// Create scopes.toml from the scopes in the source code
    ///
    /// Finds scopes in the source code, as the common OAuth crates take them, and detects their provider from their names, the
    /// OAuth crate, or a URL. Writes a catalog that uses the bundled providers and lists all other scopes for you to describe,
    /// then prints the calls of `scopes!` to replace each text with. Source files are only changed with `--apply`, and an
    /// existing scopes.toml is never changed.
    Init(Init),
    /// Make a catalog from API descriptions, server metadata or lists
    ///
    /// Reads OpenAPI 2 and 3, Google API Discovery, AsyncAPI, metadata of authorization and resource servers (RFC 8414, OpenID
    /// Connect Discovery, RFC 9728), Microsoft's permission files, CSV and lists of names. Several documents become one
    /// catalog. What a document leaves open is left out, and reported with the reason on standard error.
    ///
    /// The catalog names its documents under `[import]`, so that `cargo scopes drift` can compare them again.
    #[allow(clippy::doc_markdown, reason = "the help would show the backticks")]
    Import(Import),
    /// Compare a catalog with the documents that it was imported from
    ///
    /// Reads what `[import]` of scopes.toml names, or SOURCE, and prints scopes and operations that were added, are gone,
    /// were most likely renamed, or have changed. Exit code 1 means that there are differences.
    ///
    /// With `--write`, the catalog is updated and everything else in it stays: comments, settings, clients, and what was
    /// written by hand. A scope that is gone becomes a retired name with the date.
    Drift(Drift),
    /// Add a bundled provider, or some of its scopes, to scopes.toml
    ///
    /// Without SCOPE, the catalog includes all scopes of the provider: `provider = "github"`. With SCOPE, only the named scopes
    /// are copied, with their descriptions and relations, and any other scope is an error. If scopes.toml is for another
    /// provider, this one is added to its `[catalogs]`. Existing entries are never changed.
    Add(Add),
    /// List the scopes in a configuration file
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
        /// Only list names that contain this text
        filter: Option<String>,
        #[command(flatten)]
        format: FormatOption,
    },
    /// Find operations, and what they need
    ///
    /// Finds operations by words of their names, or one operation by any of the names that people use: its verb and path with
    /// any values, its address, the method of a client library.
    Operations(Operations),
    /// Explain a rule, a scope or an operation
    Explain {
        /// The ID of a rule, a scope, or an operation
        #[arg(value_name = "RULE|SCOPE|OPERATION")]
        name: String,
        #[command(flatten)]
        catalog: CatalogOption,
        #[command(flatten)]
        format: FormatOption,
    },
    /// Print a shell completion script
    Completions {
        /// Shell to print it for
        shell: Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
    #[command(flatten)]
    pub(crate) levels: LevelOptions,
    /// Also check scopes that are written without a macro, in any folder with Rust in it
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
    /// Print the operations that the code seems to perform, as a start: addresses of providers, methods of client libraries
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
    /// Print a unified diff and write nothing; remaining findings go to standard error
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

/// Which files may be changed although git cannot restore them.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct UncommittedOptions {
    /// Change files with uncommitted changes, and untracked files
    #[arg(long)]
    pub(crate) allow_dirty: bool,
    /// Change files with staged changes
    #[arg(long)]
    pub(crate) allow_staged: bool,
    /// Change files that are not in the git repository of the workspace
    #[arg(long)]
    pub(crate) allow_no_vcs: bool,
}

/// Which packages: the one of this folder, or else all of the workspace.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct PackageOptions {
    /// Only this package (may be repeated) [default: that of this folder; at the root, all]
    #[arg(short, long = "package", value_name = "NAME")]
    pub(crate) packages: Vec<String>,
    /// All packages of the workspace
    #[arg(long, visible_alias = "workspace", conflicts_with = "packages")]
    pub(crate) all: bool,
    /// Path to Cargo.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
}

/// The levels of rules, which override those of the catalog.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct LevelOptions {
    /// Report findings of this rule, or all `warnings`, as errors
    #[arg(short = 'D', long, value_name = "RULE")]
    pub(crate) deny: Vec<String>,
    /// Report findings of this rule as warnings
    #[arg(short = 'W', long, value_name = "RULE")]
    pub(crate) warn: Vec<String>,
    /// Do not report findings of this rule
    #[arg(short = 'A', long, value_name = "RULE")]
    pub(crate) allow: Vec<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
scopes.lock is next to the Cargo.toml of the workspace. It has one line for each scope and file, without line numbers, so \
moving code within a file changes nothing. Lines may be in any order: to resolve a merge conflict, keep the lines of both \
sides. The risk is normal, sensitive or restricted, as in the catalog; retired for a retired name, unknown for a name that \
is not in the catalog. If a call or a configuration file cannot be read, nothing is written.")]
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
    /// Only this package (may be repeated)
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

/// Output formats of findings in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Text for people
    Human,
    /// One JSON value
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations for GitHub Actions
    Github,
    /// JSON messages of rustc, for editors; also runs `cargo check`
    Rustc,
}

impl ReportFormat {
    /// Refuses `rustc`, for commands that do not run the compiler.
    pub(crate) fn without_compiler(self) -> Result<(), Failure> {
        match self {
            Self::Rustc => Err(Failure::new("`--format rustc` is only supported by `check`")),
            _ => Ok(()),
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
    /// Also write the calls and the dependency, and run `cargo check`; calls that do not build are undone
    #[arg(long)]
    pub(crate) apply: bool,
    /// Folder of `oauth-scopes` to depend on [default: the version of this program]
    #[arg(long, value_name = "DIR", requires = "apply")]
    pub(crate) path: Option<PathBuf>,
    /// Print what would be written, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) uncommitted: UncommittedOptions,
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct Import {
    /// Files, https addresses, `-` for standard input, or `@FILE` for a file that lists documents, one per line
    #[arg(value_name = "SOURCE", required_unless_present = "from_source")]
    pub(crate) sources: Vec<String>,
    /// The scopes that the Rust sources of this workspace define, with their descriptions
    #[arg(long, conflicts_with = "sources")]
    pub(crate) from_source: bool,
    /// File to write, which must not exist yet [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write the file again if it exists
    #[arg(long, requires = "output")]
    pub(crate) overwrite: bool,
    /// Only documents of this provider: the name of a bundled one, or a part of its host
    #[arg(long, value_name = "NAME")]
    pub(crate) provider: Option<String>,
    /// Only scopes that begin with this, operations that take one of them, and what else these need
    #[arg(long, value_name = "PREFIX")]
    pub(crate) prefix: Option<String>,
    /// Only scopes and operations that calls in this workspace use, and what else these need
    #[arg(long)]
    pub(crate) only_used: bool,
    /// No operations
    #[arg(long)]
    pub(crate) no_operations: bool,
    /// Also operations for which another credential, such as an API key, can be used instead of scopes
    #[arg(long)]
    pub(crate) other_credentials: bool,
    /// No `[import]`, so `cargo scopes drift` does not find the source by itself
    #[arg(long)]
    pub(crate) bare: bool,
    /// Name of the catalog [default: the title of the first document]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Address at which the provider documents its scopes [default: that of the first document]
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) documentation: Option<String>,
    /// Day of the documents, as YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<Date>,
    /// Format of the documents: openapi, google-discovery, asyncapi, server-metadata, resource-metadata, kibali,
    /// permission-descriptions, csv, lines [default: detected]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) source_format: Option<String>,
    /// Fetch addresses although the variable `CI` is set
    #[arg(long)]
    pub(crate) fetch: bool,
    /// Print everything that is left out
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Also the identifiers that the documents give to operations, as other names of them
    #[arg(long)]
    pub(crate) operation_ids: bool,
    /// Package whose calls count for `--only-used` (may be repeated)
    #[arg(short, long = "package", value_name = "NAME", requires = "only_used")]
    pub(crate) packages: Vec<String>,
    /// Path to Cargo.toml, for `--only-used`
    #[arg(long, value_name = "FILE", requires = "only_used")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = ImportFormat::Catalog)]
    pub(crate) format: ImportFormat,
}

#[derive(Debug, Args)]
pub(crate) struct Drift {
    /// Files, https addresses, `-` for standard input, or `@FILE` for a file that lists documents [default: those of `[import]` in the catalog]
    #[arg(value_name = "SOURCE")]
    pub(crate) sources: Vec<String>,
    /// Update the catalog
    #[arg(long)]
    pub(crate) write: bool,
    /// Day of the documents, as YYYY-MM-DD, to be written [default: today]
    #[arg(long, value_name = "DATE", requires = "write")]
    pub(crate) date: Option<Date>,
    /// Catalog file [default: the scopes.toml of each package]
    #[arg(long, value_name = "FILE")]
    pub(crate) catalog: Option<PathBuf>,
    /// Format of the documents, as of `import` [default: detected]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) source_format: Option<String>,
    /// Fetch addresses although the variable `CI` is set
    #[arg(long)]
    pub(crate) fetch: bool,
    /// Only this package (may be repeated) [default: that of this folder; at the root, all]
    #[arg(short, long = "package", value_name = "NAME")]
    pub(crate) packages: Vec<String>,
    /// Path to Cargo.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = DriftFormat::Human)]
    pub(crate) format: DriftFormat,
}

/// Output formats of the differences between a catalog and its documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DriftFormat {
    /// Text for people
    Human,
    /// One JSON value
    Json,
    /// Markdown, for the text of a pull request
    Markdown,
    /// Annotations for GitHub Actions
    Github,
}

/// Output formats of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportFormat {
    /// A catalog: scopes.toml
    Catalog,
    /// What operations need, as the bundled providers have it
    Operations,
    /// One JSON value
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Bundled provider (listed by `cargo scopes providers`)
    #[arg(value_name = "PROVIDER")]
    pub(crate) provider: String,
    /// Scopes to add [default: all scopes of the provider]
    #[arg(value_name = "SCOPE")]
    pub(crate) scopes: Vec<String>,
    /// Name in `[catalogs]`, for calls such as `scopes!(name: "…")`
    #[arg(long = "as", value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Package whose catalog to change [default: the package of this folder]
    #[arg(short, long, value_name = "NAME")]
    pub(crate) package: Option<String>,
    /// Path to Cargo.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// Catalog file to change
    #[arg(long, value_name = "FILE", conflicts_with_all = ["package", "manifest_path"])]
    pub(crate) catalog: Option<PathBuf>,
    /// Print a unified diff and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// Scopes as in the request [default: standard input]
    #[arg(value_name = "SCOPES", allow_hyphen_values = true)]
    pub(crate) scopes: Option<String>,
    #[command(flatten)]
    pub(crate) catalog: CatalogOption,
    /// Client that requests them, from `[clients]` of the catalog
    #[arg(long, value_name = "NAME")]
    pub(crate) client: Option<String>,
    /// Operation to check the scopes against (may be repeated)
    #[arg(long = "operation", value_name = "NAME")]
    pub(crate) operations: Vec<String>,
    /// Read JSON objects from standard input, one per line, and write one per line
    #[arg(long, conflicts_with_all = ["scopes", "client", "operations", "format"])]
    pub(crate) jsonl: bool,
    #[command(flatten)]
    pub(crate) format: FormatOption,
}

#[derive(Debug, Args)]
pub(crate) struct Operations {
    /// Words of the name, or a name as it is written anywhere [default: all operations]
    #[arg(value_name = "WORD")]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    pub(crate) catalog: CatalogOption,
    /// Print at most this many
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Print all of them
    #[arg(long, conflicts_with = "limit")]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) format: FormatOption,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// Configuration files; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Path to scopes in the files, may be repeated: `spring.security.oauth2.client.registration.*.scope`
    #[arg(long = "path", value_name = "PATH", conflicts_with = "preset")]
    pub(crate) paths: Vec<String>,
    /// Format of the files, such as `yaml` [default: detected from the file name]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) file_format: Option<String>,
    /// Preset for this kind of file [default: detected from the file name]
    #[arg(long, value_name = "NAME")]
    pub(crate) preset: Option<String>,
    #[command(flatten)]
    pub(crate) format: FormatOption,
}

/// Which catalog: a bundled one, a file, or else that of the package in this folder.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct CatalogOption {
    /// Bundled provider, or several: repeat it, or separate names with commas (listed by `cargo scopes providers`)
    #[arg(long = "provider", value_name = "NAME", value_delimiter = ',', conflicts_with = "catalog")]
    providers: Vec<String>,
    /// Catalog file [default: scopes.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) catalog: Option<PathBuf>,
}

impl CatalogOption {
    /// The bundled provider, or several with commas between them.
    pub(crate) fn provider(&self) -> Option<String> {
        (!self.providers.is_empty()).then(|| self.providers.join(","))
    }
}

#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct FormatOption {
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people
    Human,
    /// One JSON value
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
