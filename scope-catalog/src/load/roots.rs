//! Which files may be read for a workspace whose author is not trusted.

#![expect(clippy::disallowed_methods, reason = "links are followed as the system follows them")]

use std::path::{Component, Path, PathBuf};

use super::file_bytes::FileError;

/// The folders whose files may be read, wherever a link or a `..` leads: those of a checkout, and others that the user
/// names.
///
/// Without them, a catalog of somebody else's checkout could name any file of the machine, and an error would show a part
/// of it. A build needs none of this: it runs the programs of the checkout anyway.
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
    /// These folders; one that does not exist is left out.
    pub fn new(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        let mut folders: Vec<PathBuf> = folders.into_iter().filter_map(|folder| folder.canonicalize().ok()).collect();
        folders.sort();
        folders.dedup();
        Self(folders)
    }

    /// Whether a file may be read or written: it is below one of the folders after links are followed, and in no folder
    /// `.git`. A file that does not exist may be.
    ///
    /// # Errors
    ///
    /// If it may not.
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
