//! The package that is being compiled, and what the environment says about the check. The catalog is read once a process.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use proc_macro2::Span;
use scope_catalog::CheckMode;
use scope_catalog::load::{Environment, Failure, File, Loaded, Stamp, load, read_text_file};

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
    check_fallback(&folder, fallback.as_deref())?;
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

/// A path that is not text cannot be tracked, so that no catalog is read from there.
fn check_fallback(folder: &Path, fallback: Option<&OsStr>) -> Result<(), String> {
    let is_text = fallback.is_none_or(|path| path.to_str().is_some());
    if is_text || folder.join(scope_catalog::FILE_NAME).exists() {
        return Ok(());
    }
    Err("the variable `SCOPES_CATALOG` is not valid UTF-8\nhelp: set it to a path of UTF-8 text".to_owned())
}

fn known(folder: &OsString, fallback: Option<&OsString>) -> Option<Arc<Package>> {
    let packages = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let package = packages
        .iter()
        .rev()
        .find(|known| known.folder.as_os_str() == folder && known.fallback.as_ref() == fallback)?;
    package.is_current().then(|| Arc::clone(package))
}

/// Files up to this size are compared by their text: some tools keep the time of a file that they change.
const MOST_COMPARED: u64 = 64 << 10;

/// Whether a file is as it was when it was read.
fn is_same(file: &File) -> bool {
    let is_large = file.text.len() as u64 > MOST_COMPARED;
    Stamp::of(&file.path) == Some(file.stamp)
        && (is_large || read_text_file(&file.path, MOST_COMPARED).is_ok_and(|text| text == file.text))
}

impl Package {
    /// Whether the files have not changed since they were read.
    fn is_current(&self) -> bool {
        match &self.loaded {
            Ok(loaded) => {
                loaded.files.iter().all(is_same)
                    && loaded.missing.iter().all(|path| read_text_file(path, MOST_COMPARED).is_err())
                    && (self.fallback.is_none() || self.has_own() == self.uses_own(loaded))
            }
            Err(Failure::Missing(tried)) => !tried.iter().any(|path| path.exists()),
            Err(Failure::Unreadable { .. }) => false,
        }
    }

    fn has_own(&self) -> bool {
        self.folder.join(scope_catalog::FILE_NAME).exists()
    }

    fn uses_own(&self, loaded: &Loaded) -> bool {
        loaded.files.first().is_some_and(|file| file.path.parent() == Some(&self.folder))
    }
}

/// How findings are reported; `None` if nothing at all is, because cargo caps the lints: this package is a dependency.
///
/// # Errors
///
/// If `SCOPES_CHECK` has no valid value.
pub(crate) fn check_mode() -> Result<Option<CheckMode>, String> {
    // Cargo caps the lints of packages of a registry or of git.
    if compiler_arguments::has("--cap-lints") {
        return Ok(None);
    }
    CheckMode::parse(env::var_os("SCOPES_CHECK").as_deref()).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(folder: &Path) -> Package {
        let loaded = load(&Environment { package: folder, fallback: None, roots: None });
        Package { folder: folder.to_owned(), fallback: None, loaded }
    }

    #[test]
    fn an_editor_sees_every_change() {
        let folder = env::temp_dir().join(format!("scope-macros-editor-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
        write("scopes.toml", "extends = 'base.toml'\nscopes = ['read']");
        let without = package(&folder);
        assert!(without.is_current());
        // The file that was missing comes, and then changes without another length or time.
        write("base.toml", "scopes = ['write']");
        assert!(!without.is_current());
        let with = package(&folder);
        assert!(with.is_current() && with.loaded.as_ref().is_ok_and(|loaded| loaded.problems.is_empty()));
        let base = folder.join("base.toml");
        let time = std::fs::metadata(&base).and_then(|metadata| metadata.modified()).expect("a time");
        write("base.toml", "scopes = ['wrote']");
        std::fs::File::options().write(true).open(&base).and_then(|file| file.set_modified(time)).expect("the time");
        assert!(!with.is_current());
        std::fs::remove_dir_all(&folder).expect("no folder");
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_not_text_is_told() {
        use std::os::unix::ffi::OsStrExt;

        let value = OsStr::from_bytes(b"/a/\xff.toml");
        let nowhere = Path::new("/nowhere");
        let error = check_fallback(nowhere, Some(value)).expect_err("no text");
        assert!(error.starts_with("the variable `SCOPES_CATALOG` is not valid UTF-8\nhelp: "), "{error}");
        assert_eq!(check_fallback(nowhere, Some(OsStr::new("/a/b.toml"))), Ok(()));
        // A package with a catalog of its own does not need it.
        let own = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        assert!(!own.join(scope_catalog::FILE_NAME).exists() || check_fallback(own, Some(value)).is_ok());
    }
}
