//! Files that git cannot bring back.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::UncommittedOptions;
use crate::error::Failure;
use crate::file_change::FileChange;
use crate::git::{FileState, file_states};

/// Refuses to change files that git cannot bring back, unless the options allow it.
pub(super) fn allowed<'f>(
    options: UncommittedOptions,
    root: &Path,
    files: impl Iterator<Item = &'f FileChange>,
) -> Result<(), Failure> {
    let (names, paths): (Vec<&str>, Vec<&Path>) = files.map(|file| (&*file.shown, &*file.path)).unzip();
    let states = file_states(root, &paths).map_err(|error| Failure::new(format!("`git status` failed: {error}")))?;
    let mut uncommitted = BTreeSet::new();
    for (name, state) in names.into_iter().zip(states) {
        let state = match state {
            FileState::NoRepository if !options.allow_no_vcs => {
                let message = format!("`{name}` is not in the git repository of the workspace");
                return Err(Failure::new(message).help("to change it anyway, use `--allow-no-vcs`"));
            }
            FileState::Dirty if !options.allow_dirty => "dirty",
            FileState::Unwatched if !options.allow_dirty => "git ignores its changes",
            FileState::Staged if !options.allow_dirty && !options.allow_staged => "staged",
            _ => continue,
        };
        uncommitted.insert((name, state));
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
