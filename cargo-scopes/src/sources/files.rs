//! Defines the input and the result of a search.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use scope_catalog::load::{FileError, read_text_file};

use crate::paths::real_path;
use crate::rust::MOST_BYTES;

/// Texts that replace the contents of files, by their real paths.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts(pub(crate) BTreeMap<PathBuf, String>);

impl Texts {
    /// Returns the text that replaces the contents of a file, if there is one.
    pub(crate) fn of(&self, path: &Path) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&real_path(path).ok()?).map(String::as_str)
    }

    /// The text of a Rust file.
    pub(crate) fn read(&self, path: &Path) -> Result<String, FileError> {
        self.of(path).map_or_else(|| read_text_file(path, MOST_BYTES), |text| Ok(text.to_owned()))
    }
}

/// Rust files that contain the words of a search.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// The text of each file, by its path, or why it cannot be read.
    pub(crate) files: BTreeMap<PathBuf, Result<String, String>>,
    /// The packages of files that are outside their folders, or that a walk does not find there.
    pub(crate) owners: BTreeMap<PathBuf, String>,
}

/// The result of a search.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) sources: Sources,
    /// The files with a hint.
    pub(crate) hinted: Vec<PathBuf>,
    /// The files that cannot be read, with the reasons.
    pub(crate) unreadable: BTreeMap<PathBuf, String>,
    /// The number of Rust files in the packages.
    pub(crate) count: usize,
}
