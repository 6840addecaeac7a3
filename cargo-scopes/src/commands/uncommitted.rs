//! Protects files that git cannot restore.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::UncommittedOptions;
use crate::error::Failure;
use crate::git::{FileState, file_states};

/// Returns an error if git could not restore one of the files to change, unless the options allow that.
pub(super) fn allowed(options: UncommittedOptions, root: &Path, changes: &[(&str, &Path)]) -> Result<(), Failure> {
    let paths: Vec<&Path> = changes.iter().map(|(_, path)| *path).collect();
    let states = file_states(root, &paths).map_err(|error| Failure::new(format!("`git status` failed: {error}")))?;
    let mut uncommitted = BTreeSet::new();
    for ((name, _), state) in changes.iter().zip(states) {
        match state {
            FileState::NoRepository if !options.allow_no_vcs => {
                let message = format!("`{name}` is not in the git repository of the workspace");
                return Err(Failure::new(message).help("to change it anyway, use `--allow-no-vcs`"));
            }
            FileState::Dirty if !options.allow_dirty => {
                uncommitted.insert(((*name).to_owned(), "dirty"));
            }
            FileState::Unwatched if !options.allow_dirty => {
                uncommitted.insert(((*name).to_owned(), "git ignores its changes"));
            }
            FileState::Staged if !options.allow_dirty && !options.allow_staged => {
                uncommitted.insert(((*name).to_owned(), "staged"));
            }
            _ => {}
        }
    }
    if uncommitted.is_empty() {
        return Ok(());
    }
    let lines: String = uncommitted.iter().map(|(name, state)| format!("\n  {name} ({state})")).collect();
    let is_staged = uncommitted.iter().all(|(_, state)| *state == "staged");
    let flag = if is_staged { "--allow-staged" } else { "--allow-dirty" };
    let message = format!("these files have uncommitted changes:{lines}");
    Err(Failure::new(message).help(format!("commit them, or use `{flag}`")))
}
