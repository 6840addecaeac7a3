//! Whether git could bring files back.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What git does not have of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It is as it was committed.
    Committed,
    /// It is changed, or git does not know it.
    Dirty,
    /// Its changes are staged.
    Staged,
    /// It is in no repository.
    Outside,
}

/// The state of each file.
///
/// # Errors
///
/// Where git has an answer that is none, in its words.
pub(crate) fn states(files: &[&Path]) -> Result<Vec<State>, String> {
    let mut folders: BTreeMap<&Path, Vec<&OsStr>> = BTreeMap::new();
    for file in files {
        if let (Some(folder), Some(name)) = (file.parent(), file.file_name()) {
            folders.entry(folder).or_default().push(name);
        }
    }
    let mut known: BTreeMap<PathBuf, State> = BTreeMap::new();
    for (folder, names) in folders {
        for (name, state) in in_folder(folder, &names)? {
            known.insert(folder.join(name), state);
        }
    }
    Ok(files.iter().map(|file| known.get(*file).copied().unwrap_or(State::Outside)).collect())
}

fn in_folder<'n>(folder: &Path, names: &[&'n OsStr]) -> Result<Vec<(&'n OsStr, State)>, String> {
    let Some(inside) = git(folder, &["rev-parse", "--is-inside-work-tree"], &[])? else {
        return Ok(names.iter().map(|name| (*name, State::Outside)).collect());
    };
    if inside.trim_ascii() != b"true" {
        return Ok(names.iter().map(|name| (*name, State::Outside)).collect());
    }
    let mut found = Vec::new();
    for name in names {
        let tracked = git(folder, &["ls-files", "-z"], &[name])?.unwrap_or_default();
        let status = git(folder, &["status", "--porcelain", "-z"], &[name])?.unwrap_or_default();
        found.push((*name, state(!tracked.is_empty(), &status)));
    }
    Ok(found)
}

/// The state that `git status --porcelain` tells: a letter for the index, one for the working tree.
fn state(is_tracked: bool, status: &[u8]) -> State {
    match status {
        _ if !is_tracked => State::Dirty,
        [] => State::Committed,
        [_, b' ', ..] => State::Staged,
        _ => State::Dirty,
    }
}

/// What git prints; `None` where there is no repository, or no git.
fn git(folder: &Path, arguments: &[&str], names: &[&OsStr]) -> Result<Option<Vec<u8>>, String> {
    let mut command = Command::new("git");
    command.arg("--literal-pathspecs").arg("-C").arg(folder).args(arguments);
    if !names.is_empty() {
        command.arg("--").args(names);
    }
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    let Ok(output) = command.output() else { return Ok(None) };
    if output.status.success() {
        return Ok(Some(output.stdout));
    }
    let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if message.contains("not a git repository") { Ok(None) } else { Err(message) }
}

/// Which of these lists a file is in, for a message.
pub(crate) fn lines(files: &BTreeSet<(String, &str)>) -> String {
    files.iter().map(|(name, state)| format!("\n  {name} ({state})")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_says() {
        assert_eq!(state(true, b""), State::Committed);
        assert_eq!(state(true, b"M  a\0"), State::Staged);
        assert_eq!(state(true, b"A  a\0"), State::Staged);
        assert_eq!(state(true, b"MM a\0"), State::Dirty);
        assert_eq!(state(true, b" M a\0"), State::Dirty);
        assert_eq!(state(false, b"?? a\0"), State::Dirty);
        assert_eq!(state(false, b""), State::Dirty, "git ignores it");
    }
}
