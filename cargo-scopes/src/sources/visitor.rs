//! The input and the result of a search.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::paths::real_path;
use crate::workspace::{Package, Workspace};

/// The text of each file, by its path, or the reason that it cannot be read.
pub(crate) type Files = BTreeMap<PathBuf, Result<String, String>>;

/// Texts to use instead of the content of files, by their real paths.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts(pub(crate) BTreeMap<PathBuf, String>);

impl Texts {
    /// The text to use instead of the content of a file, if there is one.
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
    /// The packages of the files that are outside of their folders, or that a search does not find there.
    pub(crate) owners: BTreeMap<PathBuf, String>,
}

/// What a search does with the files that it finds, besides keeping those with its words.
pub(crate) trait Visitor: Sync {
    /// The result for a file.
    type Made: Send;

    /// Only files with one of these words are visited. If there are no words, no file is visited.
    fn words(&self) -> &'static [&'static str];

    /// Visits a file with one of these words.
    fn visit(&self, file: &Visited<'_>) -> Option<Self::Made>;

    /// Called after each file that was read.
    fn step(&self) {}
}

/// A file that a [`Visitor`] sees.
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
    /// The visitor's results, in no order.
    pub(crate) made: Vec<(PathBuf, T)>,
    /// The files that cannot be read, each with the reason.
    pub(crate) unreadable: BTreeMap<PathBuf, String>,
    /// How many Rust files the packages have.
    pub(crate) count: usize,
}
