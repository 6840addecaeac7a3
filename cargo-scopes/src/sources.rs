//! The Rust files of a workspace that may hold calls.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use aho_corasick::{AhoCorasick, MatchKind};
use ignore::{WalkBuilder, WalkState};
use memchr::memmem;
use scope_catalog::LineColumn;
use scope_catalog::load::{FileError, read_file_bytes};

use crate::real_path::real_path;
use crate::rust::{INCLUDE, MODULE, MOST_BYTES, PATH, Signs, named};
use crate::workspace::Workspace;

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

/// What a search has come by.
#[derive(Debug, Default)]
struct Search {
    files: Files,
    /// All Rust files, with those words and without.
    reached: HashSet<OsString>,
    /// What each of them says to be elsewhere; see [`named`].
    named: Vec<(PathBuf, Vec<Vec<PathBuf>>)>,
}

/// The Rust files in the folders of the packages that are asked about and have one of these words in them.
///
/// What git ignores, what is hidden, what is behind a link and what cargo has built is left out, as in every search, unless a
/// file says that it is one of its modules.
pub(crate) fn holding(workspace: &Workspace, words: &[&str]) -> Sources {
    let patterns = Patterns::new(words);
    let roots: HashSet<&Path> =
        workspace.packages.iter().flat_map(|package| &package.roots).map(PathBuf::as_path).collect();
    let mut search = searched(workspace, &patterns, &roots);
    let mut owners = BTreeMap::new();
    let can_call =
        |name: &str| workspace.packages.iter().any(|package| package.name == name && !package.crates.is_empty());
    let mut open: Vec<(String, Vec<Vec<PathBuf>>)> = Vec::new();
    for package in workspace.packages.iter().filter(|package| !package.crates.is_empty()) {
        open.push((package.name.clone(), package.roots.iter().map(|root| vec![root.clone()]).collect()));
    }
    let named_by = std::mem::take(&mut search.named).into_iter();
    open.extend(named_by.filter_map(|(file, named)| Some((workspace.owner(&file)?.clone(), named))));
    open.retain(|(owner, _)| can_call(owner));
    open.sort();
    while let Some((owner, lists)) = open.pop() {
        for list in lists {
            if list.iter().any(|path| search.reached.contains(path.as_os_str())) {
                continue;
            }
            let Some(path) = list.into_iter().find(|path| path.is_file()) else { continue };
            owners.insert(path.clone(), owner.clone());
            search.reached.insert(path.clone().into_os_string());
            // A path that a file names, or a link, may lead anywhere.
            let (text, named) = match workspace.roots.admit(&path) {
                Ok(()) => read(&path, &patterns, &roots),
                Err(error) => (Err(error.to_string()), Vec::new()),
            };
            search.files.extend(text.transpose().map(|text| (path, text)));
            open.push((owner.clone(), named));
        }
    }
    Sources { files: search.files, owners }
}

/// What is looked for in every file: in one go, for there are many.
struct Patterns {
    /// The words, then [`MODULE`], then [`INCLUDE`]; `None` where there are more than can be looked for together.
    automaton: Option<AhoCorasick>,
    words: usize,
}

impl Patterns {
    fn new(words: &[&str]) -> Self {
        let all = words.iter().copied().chain([MODULE, INCLUDE]);
        Self {
            automaton: AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(all).ok(),
            words: words.len(),
        }
    }

    /// Whether one of the words is in a text, and what else is.
    fn found_in(&self, text: &[u8]) -> (bool, Signs) {
        let Some(automaton) = &self.automaton else { return (true, Signs { modules: true, elsewhere: true }) };
        let (mut has_word, mut signs) = (false, Signs::default());
        for found in automaton.find_iter(text) {
            let number = found.pattern().as_usize();
            has_word |= number < self.words;
            signs.modules |= number == self.words;
            signs.elsewhere |= number > self.words;
        }
        signs.elsewhere |= signs.modules && PATH.iter().any(|words| memmem::find(text, words.as_bytes()).is_some());
        (has_word, signs)
    }
}

/// Goes through the folders of packages, in parallel.
fn searched(workspace: &Workspace, patterns: &Patterns, roots: &HashSet<&Path>) -> Search {
    let folders: Vec<&Path> = workspace.packages.iter().map(|package| &*package.folder).collect();
    let Some(builder) = walk(workspace, folders) else { return Search::default() };
    let found = Mutex::new(Search::default());
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            let Ok(entry) = entry else { return WalkState::Continue };
            if is_rust(&entry) {
                let (text, named) = read(entry.path(), patterns, roots);
                let path = entry.into_path();
                let mut found = found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                found.files.extend(text.transpose().map(|text| (path.clone(), text)));
                found.named.extend((!named.is_empty()).then(|| (path.clone(), named)));
                found.reached.insert(path.into_os_string());
            }
            WalkState::Continue
        })
    });
    found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Reads every Rust file in the folders of the packages that are asked about, one at a time in each of a few threads, and
/// keeps what is made of it. What a search leaves out is left out here as well; see [`holding`].
pub(crate) fn each<T: Send>(
    workspace: &Workspace,
    visit: impl Fn(&Path, Result<Vec<u8>, String>) -> Option<T> + Sync,
) -> BTreeMap<PathBuf, T> {
    let folders: Vec<&Path> = workspace.packages.iter().map(|package| &*package.folder).collect();
    let Some(builder) = walk(workspace, folders) else { return BTreeMap::new() };
    let found = Mutex::new(BTreeMap::new());
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            let Ok(entry) = entry else { return WalkState::Continue };
            if is_rust(&entry)
                && let Some(made) =
                    visit(entry.path(), read_file_bytes(entry.path(), MOST_BYTES).map_err(|error| error.to_string()))
            {
                found.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(entry.into_path(), made);
            }
            WalkState::Continue
        })
    });
    found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn is_rust(entry: &ignore::DirEntry) -> bool {
    entry.path().extension().is_some_and(|extension| extension == "rs")
        && entry.file_type().is_some_and(|kind| kind.is_file())
}

/// A walk through some folders, without what cargo has built.
fn walk(workspace: &Workspace, folders: Vec<&Path>) -> Option<WalkBuilder> {
    let folders = outermost(folders);
    let (first, rest) = folders.split_first()?;
    let mut builder = WalkBuilder::new(first);
    for folder in rest {
        builder.add(folder);
    }
    let target = workspace.target.clone();
    builder.filter_entry(move |entry| entry.path() != target);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    builder.threads(threads.min(8));
    Some(builder)
}

/// The folders that are in none of the others.
fn outermost(mut folders: Vec<&Path>) -> Vec<&Path> {
    folders.sort();
    folders.dedup_by(|folder, outer| folder.starts_with(*outer));
    folders
}

/// The text of a file that has one of the words in it, and what the file names.
fn read(
    path: &Path,
    patterns: &Patterns,
    roots: &HashSet<&Path>,
) -> (Result<Option<String>, String>, Vec<Vec<PathBuf>>) {
    let bytes = match read_file_bytes(path, MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => return (Err(error.to_string()), Vec::new()),
    };
    let (has_word, signs) = patterns.found_in(&bytes);
    let named = named(path, &bytes, roots.contains(path), signs);
    if !has_word {
        return (Ok(None), named);
    }
    let text = String::from_utf8(bytes).map(Some).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
        FileError::NotUtf8(LineColumn::at(&before, valid)).to_string()
    });
    (text, named)
}
