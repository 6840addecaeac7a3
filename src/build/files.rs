//! Which files a pattern means.

use std::borrow::ToOwned;
use std::path::{Path, PathBuf};
use std::string::{String, ToString};
use std::vec::Vec;
use std::{env, fs};

/// More files than this are a mistake in the pattern.
const MOST: usize = 10_000;
/// Folders deeper than this are not gone into.
const DEEPEST: usize = 32;

/// The files of a pattern, and the folders that were looked through for them: a new file there may belong to it.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// Relative to the package, with `/` between names; sorted.
    pub(super) files: Vec<String>,
    /// The folders that can be watched for new ones, relative in the same way.
    pub(super) folders: Vec<String>,
}

/// Looks for the files of a pattern below a folder. A pattern without `*` is the file itself, whether it exists or not.
pub(super) fn matching(package: &Path, pattern: &str) -> Matched {
    let mut matched = Matched::default();
    if pattern.contains('*') {
        let names: Vec<&str> = pattern.split('/').filter(|name| !name.is_empty() && *name != ".").collect();
        walk(package, "", &names, 0, &mut matched);
        matched.files.sort();
        matched.files.dedup();
        matched.folders = to_watch(package, matched.folders);
    } else {
        matched.files.push(pattern.to_owned());
    }
    matched
}

/// The folders that cargo can watch, which it does with all that is in them. It would find its own output new in one
/// that holds it, every time: a new file in such a folder, the package's own as a rule, is not noticed.
fn to_watch(package: &Path, mut folders: Vec<String>) -> Vec<String> {
    let output = env::var_os("OUT_DIR").and_then(|output| Path::new(&output).canonicalize().ok());
    let holds_output = |folder: &Path| {
        let folder = folder.canonicalize();
        folder.is_ok_and(|folder| output.as_ref().is_some_and(|output| output.starts_with(folder)))
    };
    folders.sort_by(|one, other| Path::new(one).cmp(Path::new(other)));
    let is_single = folders.len() == 1;
    let mut watched: Vec<String> = Vec::new();
    for folder in folders {
        let is_inside = watched.last().is_some_and(|outer| Path::new(&folder).starts_with(outer));
        let path = package.join(&folder);
        // One that is not there would be new every time as well: only where it is the only one, it is awaited.
        if !is_inside && (is_single || path.is_dir()) && !holds_output(&path) {
            watched.push(folder);
        }
    }
    watched
}

fn walk(package: &Path, folder: &str, names: &[&str], depth: usize, matched: &mut Matched) {
    let [name, rest @ ..] = names else { return };
    if depth > DEEPEST || matched.files.len() >= MOST {
        return;
    }
    if !name.contains('*') {
        return step(package, &joined(folder, name), rest, depth, matched);
    }
    matched.folders.push(folder.to_owned());
    if *name == "**" {
        walk(package, folder, rest, depth, matched);
    }
    for (child, is_folder) in children(&package.join(folder)) {
        let path = joined(folder, &child);
        if *name == "**" {
            if is_folder && !child.starts_with('.') {
                walk(package, &path, names, depth + 1, matched);
            }
        } else if fits(name, &child) {
            step(package, &path, rest, depth, matched);
        }
    }
}

/// Goes on below a path that a name has led to.
fn step(package: &Path, path: &str, rest: &[&str], depth: usize, matched: &mut Matched) {
    if !rest.is_empty() {
        walk(package, path, rest, depth + 1, matched);
    } else if package.join(path).is_file() {
        matched.files.push(path.to_owned());
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

/// Whether a name is one of a pattern with `*` in it.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return pattern == name };
    let Some(rest) = name.strip_prefix(before) else { return false };
    if !after.contains('*') {
        return rest.ends_with(after);
    }
    (0..=rest.len()).filter(|&at| rest.is_char_boundary(at)).any(|at| fits(after, &rest[at..]))
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_string() } else { std::format!("{folder}/{name}") }
}

/// A path of the package that cargo is to watch.
pub(super) fn absolute(package: &Path, path: &str) -> PathBuf {
    package.join(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_pattern() {
        assert!(fits("*.toml", "a.toml") && fits("shopify.*.toml", "shopify.app.toml") && fits("*a*b*", "xaybz"));
        assert!(!fits("*.toml", "toml") && !fits("a*", "ba") && !fits("*a*b", "ba"));
    }
}
