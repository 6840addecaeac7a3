//! The catalog of the package that is being compiled, read once a process.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use proc_macro2::Span;
use scope_catalog::load::{Environment, Failure, Loaded, Stamp, load};
use scope_catalog::{Catalog, CheckMode};

use crate::editor;

/// The catalog of one package, as this process knows it.
#[derive(Debug)]
pub(crate) struct Package {
    /// The folder of its `Cargo.toml`.
    pub(crate) folder: PathBuf,
    /// The value of `SCOPES_CATALOG`.
    pub(crate) fallback: Option<OsString>,
    pub(crate) loaded: Result<Loaded, Failure>,
}

/// What a call learns about its surroundings.
#[derive(Clone, Debug)]
pub(crate) struct Surroundings {
    pub(crate) package: Arc<Package>,
    pub(crate) mode: Mode,
    /// Whether this is the first call that sees this catalog: it alone tracks the files and reports their problems.
    pub(crate) is_first: bool,
    /// Whether an editor asks: a process that outlives many packages and many states of each.
    pub(crate) in_editor: bool,
}

/// What becomes of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// As their level says.
    Normal,
    /// Errors are turned into warnings: `SCOPES_CHECK=warn`.
    Warn,
    /// No finding is reported: `SCOPES_CHECK=off`.
    Off,
    /// Nothing at all is reported: cargo caps the lints, because this is somebody else's dependency.
    Capped,
}

/// In an editor's process the newest packages are kept.
const MOST: usize = 32;

static KNOWN: Mutex<Vec<Arc<Package>>> = Mutex::new(Vec::new());

/// The compiler's process has one package, which does not change while it lasts.
static COMPILED: OnceLock<Surroundings> = OnceLock::new();

/// The surroundings of the call that is being expanded.
///
/// # Errors
///
/// Where this is not a build of cargo's, so that nobody says which package it is; where `SCOPES_CHECK` means nothing.
pub(crate) fn surroundings(span: Span) -> Result<Surroundings, String> {
    if let Some(surroundings) = COMPILED.get() {
        return Ok(surroundings.clone());
    }
    let (package, is_first) = package()?;
    let (mode, complaint) = match Mode::current() {
        Ok(mode) => (mode, None),
        Err(complaint) => (Mode::Normal, Some(complaint)),
    };
    let is_compiler = is_compiler();
    let in_editor = !is_compiler && editor::file(span).is_none();
    let surroundings = Surroundings { package, mode, is_first, in_editor };
    if is_compiler {
        let _ = COMPILED.set(Surroundings { is_first: false, ..surroundings.clone() });
    }
    complaint.map_or(Ok(surroundings), Err)
}

/// The main catalog, where this process compiles one crate, has looked at it before and found nothing wrong with it.
pub(crate) fn compiled() -> Option<&'static Catalog> {
    let loaded = COMPILED.get()?.package.loaded.as_ref().ok()?;
    let is_compared = loaded.catalog.configs().iter().any(|config| config.matches_calls);
    (loaded.problems.is_empty() && !is_compared).then_some(&loaded.catalog)
}

/// Whether this process compiles one crate and ends.
fn is_compiler() -> bool {
    has_argument("--crate-name") || has_argument("--crate-type")
}

fn package() -> Result<(Arc<Package>, bool), String> {
    let folder = env::var_os("CARGO_MANIFEST_DIR")
        .ok_or("`CARGO_MANIFEST_DIR` is not set: which package is this? Build with cargo, or set it")?;
    let fallback = env::var_os("SCOPES_CATALOG");
    if let Some(package) = known(&folder, fallback.as_ref()) {
        return Ok((package, false));
    }
    // Parsed without the lock: another thread may do the same work, and none waits.
    let folder = PathBuf::from(folder);
    let loaded = load(&Environment { package: &folder, fallback: fallback.as_deref() });
    let package = Arc::new(Package { folder, fallback, loaded });
    let mut packages = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    packages.retain(|known| known.folder != package.folder || known.fallback != package.fallback);
    if packages.len() >= MOST {
        packages.remove(0);
    }
    packages.push(Arc::clone(&package));
    Ok((package, true))
}

fn known(folder: &OsString, fallback: Option<&OsString>) -> Option<Arc<Package>> {
    let packages = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let package = packages
        .iter()
        .rev()
        .find(|known| known.folder.as_os_str() == folder && known.fallback.as_ref() == fallback)?;
    package.is_current().then(|| Arc::clone(package))
}

impl Package {
    /// Whether the files are as they were when they were read.
    fn is_current(&self) -> bool {
        match &self.loaded {
            Ok(loaded) => {
                let unchanged = loaded.files.iter().all(|file| Stamp::of(&file.path) == Some(file.stamp));
                unchanged
                    && (self.fallback.is_none()
                        || self.has_own() == loaded.files.first().is_some_and(|file| self.is_own(&file.path)))
            }
            Err(Failure::Missing(tried)) => !tried.iter().any(|path| path.exists()),
            Err(Failure::Unreadable { .. }) => false,
        }
    }

    fn has_own(&self) -> bool {
        self.folder.join(scope_catalog::FILE_NAME).exists()
    }

    fn is_own(&self, path: &Path) -> bool {
        path.parent() == Some(&self.folder)
    }
}

impl Mode {
    /// What the environment asks for.
    ///
    /// # Errors
    ///
    /// Where `SCOPES_CHECK` has a value that means nothing.
    pub(crate) fn current() -> Result<Self, String> {
        if lints_are_capped() {
            return Ok(Self::Capped);
        }
        CheckMode::parse(env::var_os("SCOPES_CHECK").as_deref()).map(|mode| match mode {
            CheckMode::Normal => Self::Normal,
            CheckMode::Warn => Self::Warn,
            CheckMode::Off => Self::Off,
        })
    }
}

/// Whether cargo has told the compiler to keep quiet about this package, as it does for those of a registry or of git.
fn lints_are_capped() -> bool {
    has_argument("--cap-lints")
}

/// Whether this process was given an argument, as `--name value` or as `--name=value`.
fn has_argument(name: &str) -> bool {
    env::args_os().any(|argument| {
        let argument = argument.to_string_lossy();
        argument.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
    })
}
