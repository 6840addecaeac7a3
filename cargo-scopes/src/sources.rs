//! The Rust files of a workspace, each of them searched once.

mod files;
mod patterns;
mod search;

use crate::workspace::Workspace;
pub(crate) use files::{Outcome, Sources, Texts};
pub(crate) use search::Search;

/// The Rust files with one of these words, in the folders of the selected packages that can use the macros. `texts` replaces
/// the content of some files.
pub(crate) fn of_callers(workspace: &Workspace, words: &[&str], texts: &Texts) -> Sources {
    Search { words, hints: &[], texts, on_file: &|| () }.run(workspace).sources
}
