//! Defines the arguments of commands about catalogs, documents and single lists.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::options::{CatalogOption, Format};
use crate::date::{self, Date};

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct Import {
    /// Files, https URLs, `-` for standard input, or `@FILE` for a file that lists documents, one per line
    #[arg(value_name = "SOURCE", required_unless_present = "from_source")]
    pub(crate) sources: Vec<String>,
    /// Import the scopes that the Rust sources of this workspace define, with their descriptions
    #[arg(long, conflicts_with = "sources")]
    pub(crate) from_source: bool,
    /// File to write, which must not exist yet [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long, requires = "output")]
    pub(crate) overwrite: bool,
    /// Only import documents of this provider: the name of a bundled provider, or a part of its host name
    #[arg(long, value_name = "NAME")]
    pub(crate) provider: Option<String>,
    /// Only import scopes that begin with this, operations that accept one of them, and other scopes that these need
    #[arg(long, value_name = "PREFIX")]
    pub(crate) prefix: Option<String>,
    /// Only import scopes and operations that calls in this workspace use, and other scopes that these need
    #[arg(long)]
    pub(crate) only_used: bool,
    /// Import no operations
    #[arg(long)]
    pub(crate) no_operations: bool,
    /// Also import operations that accept another credential, such as an API key, instead of scopes
    #[arg(long)]
    pub(crate) other_credentials: bool,
    /// Leave out `[import]`, so `cargo scopes drift` cannot find the documents by itself
    #[arg(long)]
    pub(crate) bare: bool,
    /// Name of the catalog [default: the title of the first document]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// URL at which the provider documents its scopes [default: that of the first document]
    #[arg(long, value_name = "URL")]
    pub(crate) documentation: Option<String>,
    /// Day of the documents, as YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE", value_parser = date::parse)]
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
    /// Also import the operation IDs of the documents, as other names of the operations
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
    /// Files, https URLs, `-` for standard input, or `@FILE` for a file that lists documents [default: those under `[import]` in the catalog]
    #[arg(value_name = "SOURCE")]
    pub(crate) sources: Vec<String>,
    /// Update the catalog
    #[arg(long)]
    pub(crate) write: bool,
    /// Day of the documents to write into the catalog, as YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE", requires = "write", value_parser = date::parse)]
    pub(crate) date: Option<Date>,
    /// Catalog file [default: the scopes.toml of each package]
    #[arg(long, value_name = "FILE")]
    pub(crate) catalog: Option<PathBuf>,
    /// Format of the documents, as for `import` [default: detected]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) source_format: Option<String>,
    /// Fetch addresses although the variable `CI` is set
    #[arg(long)]
    pub(crate) fetch: bool,
    /// Only use this package (may be repeated) [default: the package of this folder; at the root, all packages]
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
    /// Markdown, for the description of a pull request
    Markdown,
    /// Annotations for GitHub Actions
    Github,
}

/// Output formats of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportFormat {
    /// A catalog: scopes.toml
    Catalog,
    /// What operations need, in the format of the bundled providers
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
    /// Scopes as they are in the request, in quotes; `-` is standard input [default: standard input]
    #[arg(value_name = "SCOPES", allow_hyphen_values = true)]
    pub(crate) scopes: Option<String>,
    #[command(flatten)]
    pub(crate) catalog: CatalogOption,
    /// Client that requests them, from `[clients]` in the catalog
    #[arg(long, value_name = "NAME")]
    pub(crate) client: Option<String>,
    /// Operation to check the scopes against (may be repeated)
    #[arg(long = "operation", value_name = "NAME")]
    pub(crate) operations: Vec<String>,
    /// Read JSON objects from standard input, one per line, and write one per line
    #[arg(long, conflicts_with_all = ["scopes", "client", "operations", "format"])]
    pub(crate) jsonl: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Operations {
    /// Words of the name, or any name that people use for the operation [default: all operations]
    #[arg(value_name = "WORD")]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    pub(crate) catalog: CatalogOption,
    /// Print at most this many operations
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Print all operations
    #[arg(long, conflicts_with = "limit")]
    pub(crate) all: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// Configuration files; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Path to the scopes in the files, such as `spring.security.oauth2.client.registration.*.scope` (may be repeated)
    #[arg(long = "path", value_name = "PATH", conflicts_with = "preset")]
    pub(crate) paths: Vec<String>,
    /// Format of the files, such as `yaml` [default: detected from the file name]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) file_format: Option<String>,
    /// Preset for this kind of file [default: detected from the file name]
    #[arg(long, value_name = "NAME")]
    pub(crate) preset: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}
