//! The Rust files of a workspace that may hold calls.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ignore::{WalkBuilder, WalkState};
use memchr::memmem::Finder;

use crate::workspace::Workspace;

/// A larger source file is made by a machine; a compiler would take minutes for it.
const MOST_BYTES: u64 = 32 << 20;

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
        self.0.get(&path.canonicalize().ok()?).map(String::as_str)
    }
}

/// The Rust files in the folders of the packages that are asked about and have one of these words in them.
///
/// What git ignores, what is hidden and what cargo has built is left out, as in every search.
pub(crate) fn holding(workspace: &Workspace, words: &[&str]) -> Files {
    let folders: Vec<&Path> = workspace.packages.iter().map(|package| &*package.folder).collect();
    let Some((first, rest)) = outermost(folders).split_first().map(|(first, rest)| (*first, rest.to_vec())) else {
        return Files::new();
    };
    let mut builder = WalkBuilder::new(first);
    for folder in rest {
        builder.add(folder);
    }
    let target = workspace.target.clone();
    builder.filter_entry(move |entry| entry.path() != target);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let finders: Vec<Finder<'_>> = words.iter().map(Finder::new).collect();
    let found = Mutex::new(Files::new());
    builder.threads(threads.min(8)).build_parallel().run(|| {
        Box::new(|entry| {
            let Ok(entry) = entry else { return WalkState::Continue };
            let is_rust = entry.path().extension().is_some_and(|extension| extension == "rs");
            if is_rust
                && entry.file_type().is_some_and(|kind| kind.is_file())
                && let Some(text) = read(entry.path(), &finders).transpose()
            {
                found.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(entry.into_path(), text);
            }
            WalkState::Continue
        })
    });
    found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The folders that are in none of the others.
fn outermost(mut folders: Vec<&Path>) -> Vec<&Path> {
    folders.sort();
    folders.dedup_by(|folder, outer| folder.starts_with(*outer));
    folders
}

/// The text of a file that has one of the words in it.
fn read(path: &Path, finders: &[Finder<'_>]) -> Result<Option<String>, String> {
    let refused = |error: std::io::Error| format!("cannot be read: {error}");
    if std::fs::metadata(path).map_err(refused)?.len() > MOST_BYTES {
        return Err(format!("is larger than {} MiB", MOST_BYTES >> 20));
    }
    let bytes = std::fs::read(path).map_err(refused)?;
    if !finders.iter().any(|finder| finder.find(&bytes).is_some()) {
        return Ok(None);
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        format!("is not UTF-8: the first wrong byte is byte {valid}")
    })
}
