//! Configuration files on disk: the files that a pattern matches, and their text.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use scope_catalog::load::{FileError, read_file_bytes};

use crate::glob;

/// More files than this are a mistake in the pattern.
const MOST: usize = 10_000;
/// No more folders are searched.
const MOST_FOLDERS: usize = 100_000;
/// The size limit of a configuration file.
const MOST_BYTES: u64 = 8 << 20;
/// Folders deeper than this are not gone into.
const DEEPEST: usize = 32;

/// The files that match a pattern, and the folders that were searched: a new file in one of these may match as well.
#[derive(Debug, Default)]
pub struct Matched {
    /// The files, relative to the package, with `/` between names; sorted.
    pub files: Vec<String>,
    /// The folders that were searched, relative in the same way.
    pub folders: Vec<String>,
}

/// Finds the files below a folder that match a pattern. A pattern without `*` is the file itself, whether it exists or
/// not.
pub fn matching(package: &Path, pattern: &str) -> Matched {
    let mut matched = Matched::default();
    if pattern.contains('*') {
        let names: Vec<&str> = pattern.split('/').filter(|name| !name.is_empty() && *name != ".").collect();
        let mut walk = Walk { package, matched, seen: BTreeSet::new() };
        walk.folder("", &names, 0);
        matched = walk.matched;
        matched.files.sort();
        matched.files.dedup();
    } else {
        matched.files.push(pattern.to_owned());
    }
    matched
}

/// The search for the files of a pattern.
struct Walk<'p> {
    package: &'p Path,
    matched: Matched,
    /// The folders that were gone into, each with how many names of the pattern were left: `**` leads there on many ways.
    seen: BTreeSet<(String, usize)>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &str, names: &[&str], depth: usize) {
        let [name, rest @ ..] = names else { return };
        if depth > DEEPEST || self.matched.files.len() >= MOST || self.seen.len() >= MOST_FOLDERS {
            return;
        }
        if !name.contains('*') {
            return self.step(&joined(folder, name), rest, depth);
        }
        if !self.seen.insert((folder.to_owned(), names.len())) {
            return;
        }
        self.matched.folders.push(folder.to_owned());
        if *name == "**" {
            self.folder(folder, rest, depth);
        }
        for (child, is_folder) in children(&self.package.join(folder)) {
            let path = joined(folder, &child);
            if *name == "**" {
                if is_folder && !child.starts_with('.') {
                    self.folder(&path, names, depth + 1);
                }
            } else if glob::matches(name, &child) {
                self.step(&path, rest, depth);
            }
        }
    }

    /// Goes on below a path that a name has led to.
    fn step(&mut self, path: &str, rest: &[&str], depth: usize) {
        if !rest.is_empty() {
            self.folder(path, rest, depth + 1);
        } else if self.package.join(path).is_file() {
            self.matched.files.push(path.to_owned());
        }
    }
}

/// The names in a folder, sorted, and which of them are folders. A link to a folder is none: it may lead in a circle.
/// What a program keeps for itself, such as the target folder, is left out.
fn children(folder: &Path) -> Vec<(String, bool)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut children: Vec<(String, bool)> = entries
        .filter_map(Result::ok)
        .filter(|entry| !entry.path().join("CACHEDIR.TAG").exists())
        .filter_map(|entry| {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            Some((entry.file_name().to_str()?.to_owned(), is_folder))
        })
        .collect();
    children.sort();
    children
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") }
}

/// Why a file could not be read; if it is not valid UTF-8, with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFileError {
    /// The text, with replacement characters for invalid bytes; empty if the file was not read.
    pub text: String,
    /// The position of the first invalid byte.
    pub at: usize,
    /// The message, in one line without a period.
    pub message: String,
}

impl From<FileError> for ReadFileError {
    fn from(error: FileError) -> Self {
        Self { text: String::new(), at: 0, message: format!("the file {error}") }
    }
}

/// Reads the text of a configuration file.
///
/// # Errors
///
/// If the file does not exist, is a directory, is not valid UTF-8, or is larger than 8 MiB.
pub fn read_file(path: &Path) -> Result<String, ReadFileError> {
    let bytes = read_file_bytes(path, MOST_BYTES)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        ReadFileError { text, at, message: "the file is not valid UTF-8".to_owned() }
    })
}
