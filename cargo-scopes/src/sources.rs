//! The Rust files of a workspace, each of them read once.

mod patterns;
mod search;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::real_path::real_path;
use crate::workspace::{Package, Workspace};
use search::{Asked, Search};

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

/// Wants to see nothing.
struct Nobody;

impl Visitor for Nobody {
    type Made = ();

    fn words(&self) -> &'static [&'static str] {
        &[]
    }

    fn visit(&self, _: &Visited<'_>) -> Option<()> {
        None
    }
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

/// The Rust files in the folders of the packages that are asked about and can reach the macros, as far as they have one of
/// these words in them, as if some files held other texts than they do.
///
/// What git ignores, what is hidden, what is behind a link and what cargo has built is left out, as in every search, unless a
/// file says that it is one of its modules.
pub(crate) fn of_callers(workspace: &Workspace, words: &[&str], texts: &Texts) -> Sources {
    visit(workspace, words, texts, &Nobody).sources
}

/// The same, and what a visitor makes of the files of all packages that are asked about.
pub(crate) fn visit<V: Visitor>(workspace: &Workspace, words: &[&str], texts: &Texts, visitor: &V) -> Outcome<V::Made> {
    Search::new(words, texts, visitor, Asked::Known(workspace)).run(workspace)
}

/// The same, of a workspace that cargo is asked for: it takes its time, and a folder that is most likely to be the
/// workspace's is read meanwhile.
///
/// # Errors
///
/// If the workspace is not found.
pub(crate) fn visit_meanwhile<V: Visitor, E>(
    folder: Option<&Path>,
    words: &[&str],
    visitor: &V,
    find: impl FnOnce() -> Result<Workspace, E>,
) -> Result<(Arc<Workspace>, Outcome<V::Made>), E> {
    let texts = Texts::default();
    let Some(folder) = folder else {
        let workspace = find()?;
        let outcome = visit(&workspace, words, &texts, visitor);
        return Ok((Arc::new(workspace), outcome));
    };
    let answer = OnceLock::new();
    let search = Search::new(words, &texts, visitor, Asked::Awaited(&answer));
    let (found, is_read) = std::thread::scope(|scope| {
        let target = folder.join("target");
        let reading = scope.spawn(|| search.walk(&[folder], &folder.join("target")));
        let found = find().map(Arc::new);
        let is_read = found.as_ref().is_ok_and(|workspace| workspace.root == folder && workspace.target == target);
        let _ = answer.set(found.as_ref().ok().filter(|_| is_read).cloned());
        if let Err(panic) = reading.join() {
            std::panic::resume_unwind(panic);
        }
        (found, is_read)
    });
    let workspace = found?;
    let outcome = if is_read { search.finish(&workspace) } else { visit(&workspace, words, &texts, visitor) };
    Ok((workspace, outcome))
}
