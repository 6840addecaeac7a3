//! The folders that cargo watches.

use std::env;
use std::path::Path;
use std::string::String;
use std::vec::Vec;

/// Returns the folders that cargo can watch, without those inside of another one. In a folder that contains the output of
/// the build, usually that of the package, cargo would find a change each time: new files there are not noticed.
pub(super) fn to_watch(package: &Path, mut folders: Vec<String>) -> Vec<String> {
    let output = env::var_os("OUT_DIR").and_then(|output| Path::new(&output).canonicalize().ok());
    let contains_output = |folder: &Path| {
        let folder = folder.canonicalize();
        folder.is_ok_and(|folder| output.as_ref().is_some_and(|output| output.starts_with(folder)))
    };
    folders.sort_by(|one, other| Path::new(one).cmp(Path::new(other)));
    let is_single = folders.len() == 1;
    let mut watched: Vec<String> = Vec::new();
    for folder in folders {
        let is_inside = watched.last().is_some_and(|outer| Path::new(&folder).starts_with(outer));
        let path = package.join(&folder);
        // Cargo also runs the script each time if a watched folder does not exist: accept that only for a single folder.
        if !is_inside && (is_single || path.is_dir()) && !contains_output(&path) {
            watched.push(folder);
        }
    }
    watched
}
