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
//! Every finding is a line that begins with `path:line:column:`; a snippet of it goes to standard error. The script tells
//! cargo which files and variables it looked at, so that an edit of one runs it again and nothing else does.

use std::panic::Location;
use std::path::PathBuf;
use std::string::String;
use std::vec::Vec;
use std::{env, process};

mod inspect;
mod report;
mod watch;

pub use report::{Report, Row};
pub use scope_config::{Locator, Preset, UsageError};

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
    /// The line of code that adds it.
    at: &'static Location<'static>,
    catalog: Option<Named>,
    client: Option<Named>,
}

#[derive(Clone, Debug)]
enum Subject {
    Files(String, Result<Locator, UsageError>),
    Variable(String),
    /// A catalog or a client was named before anything that it could be for.
    Nothing,
}

/// A name, and the line of code that it is in.
type Named = (String, &'static Location<'static>);

impl Check {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, or a pattern of files, relative to the package: `*` is any characters of a name, `**` any folders.
    ///
    /// `scopes` says where in it the scopes are: a path such as `"oauth.scopes"`, a [`Preset`], or a [`Locator`].
    ///
    /// A new file that fits is noticed, for cargo watches the folders that a pattern looks through; except in those that
    /// the target folder is in, as a rule the package's own, where cargo would find its own output. Begin with a folder:
    /// `config/*.toml`.
    #[track_caller]
    pub fn file(self, file: &str, scopes: impl TryInto<Locator, Error: Into<UsageError>>) -> Self {
        self.with(Subject::Files(file.into(), scopes.try_into().map_err(Into::into)))
    }

    /// Adds a variable of the build's environment. One that is not set is no mistake.
    #[track_caller]
    pub fn env(self, name: &str) -> Self {
        self.with(Subject::Variable(name.into()))
    }

    /// The catalog that the last item is held against: a name under `[catalogs]`.
    #[track_caller]
    pub fn catalog(self, name: &str) -> Self {
        let at = Location::caller();
        self.last(|item| item.catalog = Some((name.into(), at)))
    }

    /// The client that the last item is about: a name under `[clients]`.
    #[track_caller]
    pub fn client(self, name: &str) -> Self {
        let at = Location::caller();
        self.last(|item| item.client = Some((name.into(), at)))
    }

    #[track_caller]
    fn with(mut self, subject: Subject) -> Self {
        self.items.push(Item { subject, at: Location::caller(), catalog: None, client: None });
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
