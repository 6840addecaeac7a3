//! Configuration files on disk: the files that a pattern matches, and their text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::rc::Rc;

use scope_catalog::load::{FileError, read_file_bytes};

use crate::glob;

/// More files than this are a mistake in the pattern.
const MOST: usize = 10_000;
/// No more folders are searched.
const MOST_FOLDERS: usize = 100_000;
/// The size limit of a configuration file.
const MOST_BYTES: u64 = 8 << 20;
/// More of what is left out is not listed.
const MOST_LEFT_OUT: usize = 20;
/// Folders deeper than this are not gone into.
const DEEPEST: usize = 32;
/// All patterns of a package together look at no more names than this.
const MOST_NAMES: usize = 10_000_000;
/// Going into a folder costs as much as looking at this many names.
const FOLDER: usize = 20;
/// So does asking for a file.
const FILE: usize = 50;

/// The files that match a pattern, and the folders that were searched: a new file in one of these may match as well.
#[derive(Debug, Default)]
pub struct Matched {
    /// The files, relative to the package, with `/` between names; sorted.
    pub files: Vec<String>,
    /// The folders that were searched, relative in the same way.
    pub folders: Vec<String>,
    /// What the pattern may mean as well and what is not read, with the reason: in one line without a period.
    pub left_out: Vec<String>,
}

/// Finds the files of a package for one pattern after the other. What is in a folder is read once, and what the patterns
/// look at together is limited.
#[derive(Debug)]
pub struct FileSearch<'p> {
    package: &'p Path,
    folders: BTreeMap<String, Rc<[Child]>>,
    /// How many more names are looked at.
    left: usize,
}

impl<'p> FileSearch<'p> {
    /// A search below the folder of a package.
    pub fn new(package: &'p Path) -> Self {
        Self { package, folders: BTreeMap::new(), left: MOST_NAMES }
    }

    /// The files that match a pattern. One without `*` is the file itself, whether it exists or not.
    pub fn matching(&mut self, pattern: &str) -> Matched {
        if !pattern.contains('*') {
            return Matched { files: vec![pattern.to_owned()], ..Matched::default() };
        }
        let names: Vec<&str> = pattern.split('/').filter(|name| !name.is_empty() && *name != ".").collect();
        let mut walk = Walk { search: self, matched: Matched::default(), seen: BTreeSet::new(), is_cut_short: false };
        walk.folder("", &names, 0);
        let Walk { mut matched, is_cut_short, .. } = walk;
        if self.left == 0 {
            matched.left_out.push(format!(
                "`{pattern}` is not searched to its end: all patterns together have too many files to look at"
            ));
        } else if is_cut_short {
            let limits = format!("{MOST} files, {MOST_FOLDERS} folders and {DEEPEST} levels");
            matched.left_out.push(format!("`{pattern}` leads to more files than are read: it ends at {limits}"));
        }
        matched.files.sort();
        matched.files.dedup();
        matched
    }

    /// Whether there is something left to spend on names.
    fn affords(&mut self, names: usize) -> bool {
        self.left = self.left.saturating_sub(names);
        self.left > 0
    }

    fn children(&mut self, folder: &str) -> Rc<[Child]> {
        let read = || children(&self.package.join(folder)).into();
        Rc::clone(self.folders.entry(folder.to_owned()).or_insert_with(read))
    }
}

/// The search for the files of a pattern.
struct Walk<'s, 'p> {
    search: &'s mut FileSearch<'p>,
    matched: Matched,
    /// The folders that were gone into, each with how many names of the pattern were left: `**` leads there on many ways.
    seen: BTreeSet<(String, usize)>,
    /// Whether the search ended at a limit.
    is_cut_short: bool,
}

impl Walk<'_, '_> {
    fn folder(&mut self, folder: &str, names: &[&str], depth: usize) {
        let [name, rest @ ..] = names else { return };
        let is_full = self.matched.files.len() >= MOST || self.seen.len() >= MOST_FOLDERS;
        if depth > DEEPEST || is_full || !self.search.affords(FOLDER) {
            self.is_cut_short = true;
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
        let children = self.search.children(folder);
        self.search.affords(children.len());
        for Child { name: child, is_folder, is_text } in &*children {
            let path = || joined(folder, child);
            if !is_text {
                let is_meant = *is_folder == (*name == "**" || !rest.is_empty()) && glob::matches(name, child);
                self.leave_out(&path(), is_meant);
            } else if *name == "**" {
                if *is_folder && !child.starts_with('.') {
                    self.folder(&path(), names, depth + 1);
                }
            } else if glob::matches(name, child) {
                self.step(&path(), rest, depth);
            }
        }
    }

    /// Notes a path that no text can name, if the pattern leads there.
    fn leave_out(&mut self, path: &str, is_meant: bool) {
        let message = format!("`{path}` is not read: its name is not valid UTF-8");
        if is_meant && self.matched.left_out.len() < MOST_LEFT_OUT && !self.matched.left_out.contains(&message) {
            self.matched.left_out.push(message);
        }
    }

    /// Goes on below a path that a name has led to.
    fn step(&mut self, path: &str, rest: &[&str], depth: usize) {
        if !rest.is_empty() {
            self.folder(path, rest, depth + 1);
        } else if self.search.affords(FILE) && self.search.package.join(path).is_file() {
            self.matched.files.push(path.to_owned());
        }
    }
}

/// What is in a folder.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Child {
    /// Its name, with replacement characters for what is not text.
    name: String,
    /// Whether it is a folder. A link to a folder is none: it may lead in a circle.
    is_folder: bool,
    /// Whether the name is text.
    is_text: bool,
}

/// What is in a folder, sorted. What a program keeps for itself, such as the target folder, is left out.
fn children(folder: &Path) -> Vec<Child> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let child = |entry: fs::DirEntry| {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let is_cache = is_folder && entry.path().join("CACHEDIR.TAG").exists();
        let name = entry.file_name();
        let is_text = name.to_str().is_some();
        (!is_cache).then(|| Child { name: name.to_string_lossy().into_owned(), is_folder, is_text })
    };
    let mut children: Vec<Child> = entries.filter_map(Result::ok).filter_map(child).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_together_look_at_so_many_names() {
        let folder = std::env::temp_dir().join(format!("scope-config-search-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for name in ["a.json", "b.json"] {
            fs::write(folder.join(name), "{}").expect("a file");
        }
        let mut search = FileSearch::new(&folder);
        assert_eq!(search.matching("*.json").files, ["a.json", "b.json"]);
        // What is in a folder is not read a second time.
        fs::write(folder.join("c.json"), "{}").expect("a file");
        assert_eq!(search.matching("**/*.json").files, ["a.json", "b.json"]);
        search.left = FOLDER + 2 + FILE;
        let Matched { files, left_out, .. } = search.matching("*.json");
        assert!(files.len() < 2 && left_out[0].contains("all patterns together"), "{files:?} {left_out:?}");
        let last = search.matching("**/b.json");
        assert!(last.files.is_empty() && last.left_out.len() == 1, "{last:?}");
        assert_eq!(search.matching("b.json").files, ["b.json"], "no pattern");
        fs::remove_dir_all(&folder).expect("a folder");
    }
}
