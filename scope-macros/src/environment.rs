//! The package that is being compiled, and what the environment says about the check. The catalog is read once a process.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use proc_macro2::Span;
use scope_catalog::CheckMode;
use scope_catalog::load::{Environment, Failure, Loaded, Stamp, load};

use crate::compiler_arguments;

/// The catalog of one package, as this process knows it.
#[derive(Debug)]
pub(crate) struct Package {
    /// The folder of its `Cargo.toml`.
    pub(crate) folder: PathBuf,
    /// The value of `SCOPES_CATALOG`.
    pub(crate) fallback: Option<OsString>,
    pub(crate) loaded: Result<Loaded, Failure>,
}

/// How findings are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// As their level says.
    Normal,
    /// Errors are turned into warnings: `SCOPES_CHECK=warn`.
    Warn,
    /// No finding is reported: `SCOPES_CHECK=off`.
    Off,
    /// Nothing at all is reported: cargo caps the lints, because this package is a dependency.
    Capped,
}

/// In an editor's process the newest packages are kept.
const MOST: usize = 32;

static KNOWN: Mutex<Vec<Arc<Package>>> = Mutex::new(Vec::new());

/// The file that a span is in, if the compiler tells: Rust 1.88 and later do, rust-analyzer never does.
pub(crate) fn file(span: Span) -> Option<String> {
    let file = span.file();
    (!file.is_empty() && !file.starts_with('<')).then_some(file)
}

/// Whether this process compiles one crate and ends.
pub(crate) fn is_compiler() -> bool {
    compiler_arguments::has("--crate-name") || compiler_arguments::has("--crate-type")
}

/// The package, with its catalog, and whether the catalog has just been read.
///
/// # Errors
///
/// If cargo does not run this build, so that the package is not known.
pub(crate) fn package() -> Result<(Arc<Package>, bool), String> {
    let folder = env::var_os("CARGO_MANIFEST_DIR").ok_or(
        "the package is not known: `CARGO_MANIFEST_DIR` is not set\nhelp: build with cargo, or set the variable",
    )?;
    let fallback = env::var_os("SCOPES_CATALOG");
    if let Some(package) = known(&folder, fallback.as_ref()) {
        return Ok((package, false));
    }
    // Parsed without the lock: another thread may do the same work, and none waits.
    let folder = PathBuf::from(folder);
    let loaded = load(&Environment { package: &folder, fallback: fallback.as_deref(), roots: None });
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
    /// Whether the files have not changed since they were read.
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
    /// The mode that the environment asks for.
    ///
    /// # Errors
    ///
    /// If `SCOPES_CHECK` has no valid value.
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

/// Whether cargo caps the lints of this package, as it does for packages of a registry or of git.
fn lints_are_capped() -> bool {
    compiler_arguments::has("--cap-lints")
}
