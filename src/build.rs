//! Checks the scopes in configuration files from a build script, with the catalog and the messages of
//! [`scopes!`](crate::scopes!).
//!
//! ```no_run
//! // build.rs
//! oauth_scopes::build::check(); // everything under [[config]] of scopes.toml
//! ```
//!
//! To name the files in code, use [`Check`]:
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
//! Each finding is a line that starts with `path:line:column:`; its snippet goes to standard error. The script tells
//! cargo which files and variables it read, so cargo runs it again only when one of them changes.

use std::panic::Location;
use std::path::PathBuf;
use std::vec::Vec;
use std::{env, process};

mod inspect;
mod instruct;
mod item;
mod report;

pub use report::{Report, Row};
pub use scope_catalog::Delimiter;
pub use scope_config::{Locator, Preset, UsageError};

use item::{Item, Subject};

/// Checks the files under `[[config]]` in the package's catalog, and prints what is wrong. If there is an error, ends
/// the build script with exit code 1.
///
/// ```no_run
/// // build.rs
/// oauth_scopes::build::check();
/// ```
pub fn check() {
    Check { of_catalog: true, ..Check::new() }.run();
}

/// A check of files and variables that are named in code.
///
/// ```no_run
/// use oauth_scopes::build::{Check, Preset};
///
/// Check::new().file("shopify.app.toml", Preset::ShopifyAppToml).run();
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is checked before `run` or `try_run`"]
pub struct Check {
    of_catalog: bool,
    items: Vec<Item>,
}

impl Check {
    /// Makes an empty check.
    ///
    /// ```
    /// let check = oauth_scopes::build::Check::new();
    /// # let _ = check;
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, or a pattern for files, relative to the package: `*` matches any characters in a name, `**` any
    /// folders.
    ///
    /// `scopes` says where in the file its scopes are: a path such as `"oauth.scopes"`, a [`Preset`], or a [`Locator`].
    ///
    /// The script also runs again for a new file that matches, because cargo watches the folders of a pattern. It
    /// cannot watch a folder that contains the target folder, usually that of the package, because it would see its own
    /// output there. So start a pattern with a folder: `config/*.toml`.
    ///
    /// ```
    /// use oauth_scopes::build::{Check, Locator, Preset};
    ///
    /// let check = Check::new()
    ///     .file("config/*.json", "oauth.scopes")
    ///     .file("shopify.app.toml", Preset::ShopifyAppToml)
    ///     .file("docker-compose.yml", Locator::ByName);
    /// # let _ = check;
    /// ```
    #[track_caller]
    pub fn file(self, file: &str, scopes: impl TryInto<Locator, Error: Into<UsageError>>) -> Self {
        self.with(Subject::Files(file.into(), scopes.try_into().map_err(Into::into)))
    }

    /// Adds an environment variable of the build. The variable does not have to be set.
    ///
    /// ```
    /// let check = oauth_scopes::build::Check::new().env("OAUTH_SCOPES");
    /// # let _ = check;
    /// ```
    #[track_caller]
    pub fn env(self, name: &str) -> Self {
        self.with(Subject::Variable(name.into()))
    }

    /// Selects the catalog that the last file or variable is checked against: a name under `[catalogs]`.
    ///
    /// ```
    /// let check = oauth_scopes::build::Check::new().env("GITHUB_SCOPES").catalog("github");
    /// # let _ = check;
    /// ```
    #[track_caller]
    pub fn catalog(self, name: &str) -> Self {
        let at = Location::caller();
        self.last(|item| item.catalog = Some((name.into(), at)))
    }

    /// Selects the client that the last file or variable belongs to: a name under `[clients]`.
    ///
    /// ```
    /// let check = oauth_scopes::build::Check::new().file("config/web.toml", "oauth.scopes").client("web");
    /// # let _ = check;
    /// ```
    #[track_caller]
    pub fn client(self, name: &str) -> Self {
        let at = Location::caller();
        self.last(|item| item.client = Some((name.into(), at)))
    }

    /// States how the program that reads the last file or variable splits a list. Without it, and unless a preset
    /// knows, both spaces and commas are accepted.
    ///
    /// ```
    /// use oauth_scopes::build::{Check, Delimiter};
    ///
    /// let check = Check::new().file("config/web.toml", "oauth.scopes").delimiter(Delimiter::Comma);
    /// # let _ = check;
    /// ```
    #[track_caller]
    pub fn delimiter(self, delimiter: Delimiter) -> Self {
        self.last(|item| item.delimiter = Some(delimiter))
    }

    #[track_caller]
    fn with(mut self, subject: Subject) -> Self {
        self.items.push(Item { subject, at: Location::caller(), catalog: None, client: None, delimiter: None });
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

    /// Runs the check and prints what is wrong. If there is an error, ends the build script with exit code 1; cargo
    /// then shows the output of the script.
    ///
    /// ```no_run
    /// oauth_scopes::build::Check::new().env("OAUTH_SCOPES").run();
    /// ```
    pub fn run(self) {
        let report = self.try_run();
        report.print();
        if report.is_denied() {
            process::exit(1);
        }
    }

    /// Runs the check, and tells cargo which files and variables it read. It does not print the findings or end the
    /// script.
    ///
    /// ```no_run
    /// let report = oauth_scopes::build::Check::new().env("OAUTH_SCOPES").try_run();
    /// for row in &report.rows {
    ///     println!("cargo::warning={}", row.line());
    /// }
    /// ```
    pub fn try_run(self) -> Report {
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
        inspect::inspect(self.of_catalog, &self.items, &package)
    }
}
