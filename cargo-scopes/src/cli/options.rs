//! Defines options that several commands have.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueEnum};
use scope_catalog::Level;

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
#[derive(Clone, Debug, Default)]
pub(crate) struct LevelOptions {
    /// Rules and their levels, in the order of the command line.
    pub(crate) given: Vec<(String, Level)>,
}

/// Each option with its short form and its help.
const LEVELS: [(Level, &str, char, &str); 3] = [
    (
        Level::Deny,
        "deny",
        'D',
        "Report findings of this rule, or all `warnings`, as errors (of several levels for a rule, the last one counts)",
    ),
    (Level::Warn, "warn", 'W', "Report findings of this rule as warnings"),
    (Level::Allow, "allow", 'A', "Do not report findings of this rule"),
];

// A derived implementation does not know the order of different options.
impl Args for LevelOptions {
    fn augment_args(command: Command) -> Command {
        command.args(LEVELS.map(|(_, name, short, help)| {
            Arg::new(name).short(short).long(name).value_name("RULE").action(ArgAction::Append).help(help)
        }))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for LevelOptions {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let of = |(level, name, ..): (Level, &str, char, &str)| {
            let rules = matches.get_many::<String>(name).into_iter().flatten().cloned();
            let places = matches.indices_of(name).into_iter().flatten();
            places.zip(rules).map(|(place, rule)| (place, rule, level)).collect::<Vec<_>>()
        };
        let mut given = LEVELS.map(of).concat();
        given.sort_by_key(|(place, ..)| *place);
        Ok(Self { given: given.into_iter().map(|(_, rule, level)| (rule, level)).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people
    Human,
    /// One JSON value
    Json,
}
