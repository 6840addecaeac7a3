//! Checks configuration files from a build script, with the catalog and the words of [`scopes!`](crate::scopes!).
//!
//! ```no_run
//! // build.rs
//! oauth_scopes::build::check(); // everything under [[config]] of scopes.toml
//! ```
//!
//! or, with the files named in code,
//!
//! ```no_run
//! use oauth_scopes::build::{Check, Preset};
//!
//! Check::new()
//!     .file("shopify.app.toml", Preset::ShopifyAppToml)
//!     .file("config/*.json", "oauth.scopes")
//!     .client("web")
//!     .env("OAUTH_SCOPES")
//!     .run();
//! ```
//!
//! Every finding is a line that begins with `path:line:column:`; a render_snippet of it goes to standard error. The script tells
//! cargo which files and variables it looked at, so that an edit of one runs it again and nothing else does.

use std::path::PathBuf;
use std::string::String;
use std::vec::Vec;
use std::{env, panic, process};

mod files;
mod inspect;
mod preset;
mod report;

pub use preset::Preset;
pub use report::{Report, Row};

/// Checks everything under `[[config]]` in the package's catalog. Prints what is wrong, and ends the build script with
/// exit code 1 where anything is denied.
pub fn check() {
    Check { of_catalog: true, ..Check::new() }.run();
}

/// Files and variables to check, named in code.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is checked before `run` or `try_run`"]
pub struct Check {
    of_catalog: bool,
    items: Vec<Item>,
}

/// One thing to check.
#[derive(Clone, Debug)]
struct Item {
    subject: Subject,
    /// Where its path or preset is written.
    at: At,
    catalog: Option<Named>,
    client: Option<Named>,
    /// Whether the calls of `scopes!` for the client are to ask for the same.
    matches_calls: bool,
}

/// A name, and where it is written.
#[derive(Clone, Debug)]
struct Named {
    name: String,
    at: At,
}

/// Where something is written that is asked of this check.
#[derive(Clone, Copy, Debug)]
enum At {
    Code(&'static panic::Location<'static>),
    Catalog(scope_catalog::SourceSpan),
}

#[derive(Clone, Debug)]
enum Subject {
    File(String, Where),
    Variable(String),
    /// A catalog or a client was named before anything that it could be for.
    Nothing,
}

/// Where in a file its scopes stand.
#[derive(Clone, Debug)]
pub struct Where(Location);

#[derive(Clone, Debug)]
enum Location {
    /// As the file's name tells.
    ByName,
    Path(String),
    Preset(String),
}

impl From<Preset> for Where {
    fn from(preset: Preset) -> Self {
        Self(Location::Preset(preset.name().into()))
    }
}

impl From<&str> for Where {
    fn from(path: &str) -> Self {
        Self(Location::Path(path.into()))
    }
}

impl At {
    #[track_caller]
    fn here() -> Self {
        Self::Code(panic::Location::caller())
    }
}

impl Check {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, or a pattern of files, relative to the package: `*` is any characters of a name, `**` any folders.
    ///
    /// `scopes` says where in it the scopes stand: a path such as `"oauth.scopes"`, or a [`Preset`].
    ///
    /// A new file that fits is noticed, for cargo watches the folders that a pattern looks through; except in those that
    /// the target folder is in, as a rule the package's own, where cargo would find its own output. Begin with a folder:
    /// `config/*.toml`.
    #[track_caller]
    pub fn file(self, file: &str, scopes: impl Into<Where>) -> Self {
        self.with(Subject::File(file.into(), scopes.into()))
    }

    /// Adds a variable of the build's environment. One that is not set is no mistake.
    #[track_caller]
    pub fn env(self, name: &str) -> Self {
        self.with(Subject::Variable(name.into()))
    }

    /// The catalog that the last item is held against: a name under `[catalogs]`.
    #[track_caller]
    pub fn catalog(self, name: &str) -> Self {
        let at = At::here();
        self.last(|item| item.catalog = Some(Named { name: name.into(), at }))
    }

    /// The client that the last item is about: a name under `[clients]`.
    #[track_caller]
    pub fn client(self, name: &str) -> Self {
        let at = At::here();
        self.last(|item| item.client = Some(Named { name: name.into(), at }))
    }

    #[track_caller]
    fn with(mut self, subject: Subject) -> Self {
        self.items.push(Item { subject, at: At::here(), catalog: None, client: None, matches_calls: false });
        self
    }

    #[track_caller]
    fn last(mut self, change: impl FnOnce(&mut Item)) -> Self {
        if self.items.is_empty() {
            return self.with(Subject::Nothing);
        }
        if let Some(item) = self.items.last_mut() {
            change(item);
        }
        self
    }

    /// Checks, prints what is wrong, and ends the build script with exit code 1 where anything is denied: cargo shows the
    /// output of a script that fails.
    pub fn run(self) {
        let report = self.try_run();
        report.print();
        if report.is_denied() {
            process::exit(1);
        }
    }

    /// Checks, and tells cargo what was looked at; printing and ending is left to the caller.
    pub fn try_run(self) -> Report {
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
        inspect::inspect(&self, &package)
    }
}
