//! Defines the input and the result of a search.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::paths::real_path;
use crate::workspace::{Package, Workspace};

/// The text of each file, by its path, or why it cannot be read.
pub(crate) type Files = BTreeMap<PathBuf, Result<String, String>>;

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
}

/// Rust files that contain the words of a search.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) files: Files,
    /// The packages of files that are outside their folders, or that a walk does not find there.
    pub(crate) owners: BTreeMap<PathBuf, String>,
}

/// What a search does with the files, in addition to keeping those with its words.
pub(crate) trait Visitor: Sync {
    /// The result for a file.
    type Made: Send;

    /// The words of the visitor. Only files with one of them are visited.
    fn words(&self) -> &'static [&'static str];

    /// Visits a file with one of these words.
    fn visit(&self, file: &Visited<'_>) -> Option<Self::Made>;

    /// Called after each file that was read.
    fn step(&self) {}
}

/// A file passed to a [`Visitor`].
#[derive(Debug)]
pub(crate) struct Visited<'v> {
    pub(crate) workspace: &'v Workspace,
    pub(crate) package: &'v Package,
    pub(crate) path: &'v Path,
    pub(crate) text: &'v [u8],
    /// Whether it contains a word of the search.
    pub(crate) has_word: bool,
}

/// The result of a search.
#[derive(Debug)]
pub(crate) struct Outcome<T> {
    pub(crate) sources: Sources,
    /// The visitor's results, unordered.
    pub(crate) made: Vec<(PathBuf, T)>,
    /// The files that cannot be read, with the reasons.
    pub(crate) unreadable: BTreeMap<PathBuf, String>,
    /// The number of Rust files in the packages.
    pub(crate) count: usize,
}
