//! What a search is asked for, and what it came by.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::real_path::real_path;
use crate::workspace::{Package, Workspace};

/// A file, by its path, with what it holds or why that cannot be told.
pub(crate) type Files = BTreeMap<PathBuf, Result<String, String>>;

/// Texts that files would hold, by their real paths.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts(pub(crate) BTreeMap<PathBuf, String>);

impl Texts {
    /// What a file would hold, where that is not what it holds.
    pub(crate) fn of(&self, path: &Path) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&real_path(path).ok()?).map(String::as_str)
    }
}

/// Rust files that have some words in them.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) files: Files,
    /// The packages of files that are in no folder of theirs, or are not found there by a search.
    pub(crate) owners: BTreeMap<PathBuf, String>,
}

/// What a search makes of the files that it comes by, besides keeping those with its words.
pub(crate) trait Visitor: Sync {
    /// What is made of a file.
    type Made: Send;

    /// One of these is in every file that the visitor wants to see; where there are none, it wants to see no file.
    fn words(&self) -> &'static [&'static str];

    /// What is made of a file with one of these words.
    fn visit(&self, file: &Visited<'_>) -> Option<Self::Made>;

    /// Another file was read.
    fn step(&self) {}
}

/// A file that a [`Visitor`] sees.
#[derive(Debug)]
pub(crate) struct Visited<'v> {
    pub(crate) workspace: &'v Workspace,
    pub(crate) package: &'v Package,
    pub(crate) path: &'v Path,
    pub(crate) text: &'v [u8],
    /// Whether it has a word of the search in it.
    pub(crate) has_word: bool,
}

/// What a search came by.
#[derive(Debug)]
pub(crate) struct Outcome<T> {
    pub(crate) sources: Sources,
    /// What the visitor made of files.
    pub(crate) made: BTreeMap<PathBuf, T>,
    /// The files that cannot be read, each with the reason.
    pub(crate) unreadable: BTreeMap<PathBuf, String>,
    /// How many Rust files the packages have.
    pub(crate) count: usize,
}
