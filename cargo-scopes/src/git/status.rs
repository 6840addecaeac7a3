//! Whether git can bring files back.

use std::ffi::OsStr;
use std::path::Path;

/// How a file differs from its last commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileState {
    /// It does not.
    Committed,
    /// It has changes that are not staged, or is not tracked.
    Dirty,
    /// All its changes are staged.
    Staged,
    /// It is not in a git repository, or git is not installed.
    NoRepository,
}

/// The state of each file.
///
/// # Errors
///
/// If git refuses to answer: its message.
pub(crate) fn file_states(files: &[&Path]) -> Result<Vec<FileState>, String> {
    files.iter().map(|file| file_state(file)).collect()
}

fn file_state(file: &Path) -> Result<FileState, String> {
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else { return Ok(FileState::NoRepository) };
    let git = |arguments: &[&str]| {
        let arguments = arguments.iter().map(OsStr::new).chain([OsStr::new("--"), name]);
        output(folder, &arguments.collect::<Vec<_>>())
    };
    match output(folder, &[OsStr::new("rev-parse"), OsStr::new("--is-inside-work-tree")])? {
        Some(answer) if answer.trim_ascii() == b"true" => {}
        _ => return Ok(FileState::NoRepository),
    }
    let tracked = git(&["ls-files", "-z"])?.unwrap_or_default();
    let status = git(&["status", "--porcelain", "-z"])?.unwrap_or_default();
    Ok(state(!tracked.is_empty(), &status))
}

/// The state that `git status --porcelain` prints: a letter for the index, one for the working tree.
fn state(is_tracked: bool, status: &[u8]) -> FileState {
    match status {
        _ if !is_tracked => FileState::Dirty,
        [] => FileState::Committed,
        [_, b' ', ..] => FileState::Staged,
        _ => FileState::Dirty,
    }
}

/// What git prints; `None` if there is no repository, or no git.
fn output(folder: &Path, arguments: &[&OsStr]) -> Result<Option<Vec<u8>>, String> {
    match super::run(folder, arguments) {
        Ok(Ok(output)) => Ok(Some(output)),
        Ok(Err(message)) if message.contains("not a git repository") => Ok(None),
        Ok(Err(message)) => Err(message),
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_read_from_porcelain_output() {
        assert_eq!(state(true, b""), FileState::Committed);
        assert_eq!(state(true, b"M  a\0"), FileState::Staged);
        assert_eq!(state(true, b"A  a\0"), FileState::Staged);
        assert_eq!(state(true, b"MM a\0"), FileState::Dirty);
        assert_eq!(state(true, b" M a\0"), FileState::Dirty);
        assert_eq!(state(false, b"?? a\0"), FileState::Dirty);
        assert_eq!(state(false, b""), FileState::Dirty, "git ignores it");
    }
}
