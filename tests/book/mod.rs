//! The pages of the documentation, and what they show.
//!
//! A page is followed as a reader follows it: its files are written, its commands are run, and what it prints is what they
//! print. Comments in the page, which nobody sees, say how:
//!
//! - `<!-- in: NAME -->`: what follows happens in this folder, which is empty at first. Each page has its own. `.` is this
//!   repository, where nothing is written. Before the first such comment nothing is written or run.
//! - `<!-- generated: NAME -->` … `<!-- end -->`: a table that [`tables`] makes.
//!
//! Fences are distinguished by their language:
//!
//! - `console`: each line that begins with `$` is run, and its output is put below it.
//! - `sh`: each line is run and must succeed; its output is not shown.
//! - any other: a file, if its first line is a comment with its path (`# scopes.toml`, `// src/main.rs`).
//!
//! Setup that no reader needs is such a fence within an HTML comment.

pub(crate) mod links;
pub(crate) mod page;
pub(crate) mod session;
pub(crate) mod snippets;
pub(crate) mod tables;

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder of the repository.
pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A file of the repository.
pub(crate) fn root(file: &str) -> PathBuf {
    Path::new(ROOT).join(file)
}

/// The text of a file of the repository, with the line ends of Unix.
pub(crate) fn read(file: &str) -> String {
    fs::read_to_string(root(file)).unwrap_or_else(|error| panic!("{file}: {error}")).replace("\r\n", "\n")
}

/// Fails if a file of the repository has another text; with `UPDATE` in the environment, writes it.
#[track_caller]
pub(crate) fn is_current(file: &str, new: &str) {
    let old = fs::read_to_string(root(file)).unwrap_or_default().replace("\r\n", "\n");
    if old == new {
        return;
    }
    if env::var_os("UPDATE").is_some() {
        return fs::write(root(file), new).expect("a file to update");
    }
    panic!("`UPDATE=1 cargo test --test docs` would change {file}:\n{}", changes(&old, new));
}

/// The lines that only one of two texts has.
fn changes(old: &str, new: &str) -> String {
    let only = |text: &str, other: &str, sign: char| -> String {
        let lines = text.lines().filter(|line| !other.lines().any(|known| known == *line));
        lines.map(|line| format!("{sign} {line}\n")).collect()
    };
    only(old, new, '-') + &only(new, old, '+')
}
