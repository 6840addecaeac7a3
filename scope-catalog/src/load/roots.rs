//! Restricts which files may be read for a workspace whose author is not trusted.

#![expect(clippy::disallowed_methods, reason = "links are followed as the system follows them")]

use std::path::{Component, Path, PathBuf};

use super::file_bytes::FileError;

/// The folders in which files may be read, after resolving symbolic links and `..`: those of a checkout, and those that
/// the user names.
///
/// Without this restriction, a catalog in somebody else's checkout could name any file of the machine, and an error
/// would show a part of it. A build does not need it, because it runs the programs of the checkout anyway.
///
/// ```
/// # use std::path::Path;
/// use scope_catalog::load::Roots;
///
/// let roots = Roots::new([env!("CARGO_MANIFEST_DIR").into()]);
/// assert!(roots.admit(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))).is_ok());
/// let error = roots.admit(&std::env::temp_dir()).expect_err("it is elsewhere");
/// assert_eq!(error.to_string(), "is outside of the workspace");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roots(Vec<PathBuf>);

impl Roots {
    /// Creates the restriction to these folders. Folders that do not exist are ignored.
    pub fn new(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        let mut folders: Vec<PathBuf> = folders.into_iter().filter_map(|folder| folder.canonicalize().ok()).collect();
        folders.sort();
        folders.dedup();
        Self(folders)
    }

    /// Checks that a file may be read or written: after resolving symbolic links, it must be in one of the folders, and
    /// not in a folder `.git`. A file that does not exist is allowed.
    ///
    /// # Errors
    ///
    /// If it must not be read or written.
    pub fn admit(&self, path: &Path) -> Result<(), FileError> {
        let Ok(real) = path.canonicalize() else { return Ok(()) };
        let below = |root: &PathBuf| {
            let Ok(inside) = real.strip_prefix(root) else { return false };
            !inside
                .components()
                .any(|name| matches!(name, Component::Normal(name) if name.eq_ignore_ascii_case(".git")))
        };
        if self.0.iter().any(below) {
            return Ok(());
        }
        Err(FileError::Outside)
    }
}
