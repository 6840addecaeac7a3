//! Defines the command line of `cargo scopes`.

mod catalogs;
mod options;
mod workspace;

use std::ffi::OsString;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

pub(crate) use catalogs::{Add, Drift, DriftFormat, Extract, Import, ImportFormat, Lint, Operations};
pub(crate) use options::{CatalogOption, Format, LevelOptions, PackageOptions, ReportFormat, UncommittedOptions};
pub(crate) use workspace::{Audit, Check, Denied, Diff, DiffFormat, Fix, Init, Lock};

/// Check, list and explain OAuth 2.0 scopes.
#[derive(Debug, Parser)]
#[command(
    name = "cargo scopes",
    bin_name = "cargo scopes",
    version,
    after_help = "Exit codes: 0 if there are no errors, 1 if there are, 101 if the command could not run."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check all macro calls and configuration files in a workspace without compiling
    Check(Check),
    /// Compare requested scopes with the operations that the code performs
    Audit(Audit),
    /// Fix mistakes that have exactly one correction, and report the others
    ///
    /// A fix replaces the wrong words and leaves the rest of the file unchanged. Each fix is verified: it is kept only if its
    /// finding disappears, no new finding appears, and all other requests stay the same.
    ///
    /// A fix never requests more access than before. A removed name is replaced only if it has exactly one successor with the
    /// same access, and a deprecated name stays, since it still works.
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
    /// Finds scopes in the source code, as common OAuth crates take them, and detects their provider from the names of the
    /// scopes, the OAuth crate or a URL. Writes a catalog that starts from the bundled providers and lists all other scopes for
    /// you to describe. Then prints the calls to `scopes!` that replace the strings. Source files are only changed with
    /// `--apply`, and an existing scopes.toml is never changed.
    Init(Init),
    /// Make a catalog from API descriptions, server metadata or lists
    ///
    /// Reads OpenAPI 2 and 3, Google API Discovery, AsyncAPI, metadata of authorization and resource servers (RFC 8414, OpenID
    /// Connect Discovery, RFC 9728), Microsoft's permission files, CSV and lists of names. Several documents become one
    /// catalog. What is not certain is left out, and reported with the reason on standard error.
    ///
    /// The catalog lists its documents under `[import]`, so `cargo scopes drift` can compare it with them again.
    #[allow(clippy::doc_markdown, reason = "the help would show the backticks")]
    Import(Import),
    /// Compare a catalog with the documents that it was imported from
    ///
    /// Reads the documents under `[import]` in scopes.toml, or SOURCE, and prints the scopes and operations that were added,
    /// removed, most likely renamed, or changed. The exit code is 1 if there are differences.
    ///
    /// `--write` updates the catalog and keeps everything else in it: comments, settings, clients, and what you wrote by hand.
    /// A scope that is no longer in the documents becomes a retired name with the date.
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
        /// Output format
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// List the scopes of a catalog
    List {
        #[command(flatten)]
        catalog: CatalogOption,
        /// Only list names that contain this text
        filter: Option<String>,
        /// Output format
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// Find operations, and what they need
    ///
    /// Finds operations by words of their names, or one operation by any of the names that people use: an HTTP method and path
    /// with any values, a URL, or the method of a client library.
    Operations(Operations),
    /// Explain a rule, a scope or an operation
    Explain {
        /// The ID of a rule, a scope, or an operation
        #[arg(value_name = "RULE|SCOPE|OPERATION")]
        name: String,
        #[command(flatten)]
        catalog: CatalogOption,
        /// Output format
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// Print a shell completion script
    Completions {
        /// Shell to print it for
        shell: Shell,
    },
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
