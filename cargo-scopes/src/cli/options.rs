//! Options that several commands have.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::error::Failure;

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
    /// Only use this package (may be repeated) [default: the package of this folder; at the root, all packages]
    #[arg(short, long = "package", value_name = "NAME")]
    pub(crate) packages: Vec<String>,
    /// Use all packages of the workspace
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
    /// JSON messages of rustc, for editors (only for `check`, which then also runs `cargo check`)
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

/// Which catalog: a bundled one, a file, or else that of the package in this folder.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct CatalogOption {
    /// Bundled provider (listed by `cargo scopes providers`); for several, repeat it or separate names with commas
    #[arg(long = "provider", value_name = "NAME", value_delimiter = ',', conflicts_with = "catalog")]
    pub(crate) providers: Vec<String>,
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
