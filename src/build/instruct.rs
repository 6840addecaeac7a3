//! What is printed for cargo: one instruction on one line, whatever is in a name or a value.

use std::path::Path;
use std::string::String;
use std::vec::Vec;
use std::{env, println};

/// Prints an instruction. A line break would end it and begin another one: it is replaced.
pub(super) fn instruct(key: &str, value: &str) {
    println!("cargo::{key}={}", value.replace(['\n', '\r'], "\u{FFFD}"));
}

/// Tells cargo to run the script again if this file or folder changes, unless the path has a control character: an
/// instruction cannot hold it.
pub(super) fn watch(path: &Path) {
    let path = path.display();
    let path = std::format!("{path}");
    if !path.contains(char::is_control) {
        instruct("rerun-if-changed", &path);
    }
}

/// A text without control characters.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_one_line() {
        assert_eq!(one_line("a\ncargo::rustc-env=X=1\r\u{1b}[2J"), "a\u{FFFD}cargo::rustc-env=X=1\u{FFFD}\u{FFFD}[2J");
        assert_eq!(one_line("Größe, \"x\""), "Größe, \"x\"");
    }
}
