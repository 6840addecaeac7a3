//! Changes or creates files, and undoes that.

use std::io;
use std::path::PathBuf;

use scope_catalog::load::Roots;
use similar::TextDiff;

use crate::atomic_write::write_whole;
use crate::error::Failure;

/// A file before and after a change.
#[derive(Clone, Debug)]
pub(crate) struct FileChange {
    /// The name as it is shown.
    pub(crate) shown: String,
    pub(crate) path: PathBuf,
    /// The old text; `None` if the file did not exist.
    pub(crate) before: Option<String>,
    pub(crate) after: String,
}

impl FileChange {
    /// Writes the new text if the file has the old one.
    pub(crate) fn write(&self, roots: &Roots) -> io::Result<()> {
        write_whole(&self.path, roots, self.before.as_deref().map(str::as_bytes), self.after.as_bytes())
    }

    /// Writes the new text if the file has an earlier one.
    ///
    /// # Errors
    ///
    /// If the file has another text, or cannot be written.
    pub(crate) fn write_over(&self, earlier: &str, roots: &Roots) -> Result<(), Failure> {
        self.restored(write_whole(&self.path, roots, Some(earlier.as_bytes()), self.after.as_bytes()))
    }

    /// Restores the old text, or removes the file if it was created.
    ///
    /// # Errors
    ///
    /// If the file does not have the new text, or cannot be written.
    pub(crate) fn undo(&self, roots: &Roots) -> Result<(), Failure> {
        self.restored(match &self.before {
            Some(before) => write_whole(&self.path, roots, Some(self.after.as_bytes()), before.as_bytes()),
            None => std::fs::remove_file(&self.path),
        })
    }

    fn restored(&self, result: io::Result<()>) -> Result<(), Failure> {
        result.map_err(|error| Failure::new(format!("`{}` could not be restored: {error}", self.shown)))
    }

    pub(crate) fn is_needed(&self) -> bool {
        self.before.as_ref() != Some(&self.after)
    }

    /// Returns the changes as a diff in git's format.
    pub(crate) fn difference(&self) -> String {
        let (old, new) = (format!("a/{}", self.shown), format!("b/{}", self.shown));
        let old = if self.before.is_some() { old } else { "/dev/null".to_owned() };
        let diff = TextDiff::from_lines(self.before.as_deref().unwrap_or_default(), &self.after);
        diff.unified_diff().header(&old, &new).to_string()
    }
}
