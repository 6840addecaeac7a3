//! Which folders cargo is to watch.

use std::env;
use std::path::{Path, PathBuf};
use std::string::String;
use std::vec::Vec;

/// The folders that cargo can watch, which it does with all that is in them. It would find its own output new in one
/// that holds it, every time: a new file in such a folder, the package's own as a rule, is not noticed.
pub(super) fn to_watch(package: &Path, mut folders: Vec<String>) -> Vec<String> {
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
        // One that is not there would be new every time as well: it is awaited only if it is the only one.
        if !is_inside && (is_single || path.is_dir()) && !holds_output(&path) {
            watched.push(folder);
        }
    }
    watched
}

/// A path of the package that cargo is to watch.
pub(super) fn absolute(package: &Path, path: &str) -> PathBuf {
    package.join(path)
}
