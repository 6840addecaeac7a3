//! Whether git can bring files back.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use crate::paths::real_path;

/// How a file differs from its last commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileState {
    /// It does not.
    Committed,
    /// It has changes that are not staged, or is not tracked.
    Dirty,
    /// Git was told not to look whether it has changes.
    Unwatched,
    /// All its changes are staged.
    Staged,
    /// It is not in the git repository of the workspace, there is none, or git is not installed.
    NoRepository,
}

/// As many paths as fit into the command line of every system.
const PATHS_AT_ONCE: usize = 200;

/// The state of each file in the git repository around a folder. Git is asked at the top of that repository only, so that
/// no other one, which a folder of the work tree may hold, has a say.
///
/// # Errors
///
/// If git refuses to answer: its message.
pub(crate) fn file_states(workspace: &Path, files: &[&Path]) -> Result<Vec<FileState>, String> {
    let Some(top) = top(workspace)? else { return Ok(vec![FileState::NoRepository; files.len()]) };
    let inside: Vec<Option<PathBuf>> = files.iter().map(|file| inside(&top, file)).collect();
    let paths: Vec<&Path> = inside.iter().flatten().map(PathBuf::as_path).collect();
    let (mut tracked, mut changed) = (BTreeMap::new(), BTreeMap::new());
    let unfiltered = without_filters(&top)?;
    for paths in paths.chunks(PATHS_AT_ONCE) {
        let listed = ask(&top, &["ls-files", "-v", "-z"], paths)?;
        tracked
            .extend(words(&listed).into_iter().filter_map(|entry| Some((entry.get(2..)?.to_vec(), *entry.first()?))));
        let question = ["status", "--porcelain", "--no-renames", "--ignore-submodules=all", "-z"];
        let question: Vec<&str> = unfiltered.iter().map(String::as_str).chain(question).collect();
        let status = ask(&top, &question, paths)?;
        changed.extend(words(&status).into_iter().filter_map(|entry| {
            let letters = (*entry.first()?, *entry.get(1)?);
            Some((entry.get(3..)?.to_vec(), letters))
        }));
    }
    let state = |path: &Option<PathBuf>| {
        let Some(path) = path else { return FileState::NoRepository };
        let name = path_in_git(path);
        state(tracked.get(&name).copied(), changed.get(&name).copied())
    };
    Ok(inside.iter().map(state).collect())
}

/// The top of the work tree around a folder; `None` if there is none, or no git.
fn top(folder: &Path) -> Result<Option<PathBuf>, String> {
    let answer = match super::run(folder, &["rev-parse", "--show-toplevel"]) {
        Ok(Ok(answer)) => String::from_utf8_lossy(&answer).into_owned(),
        Ok(Err(message)) if is_outside(&message) => return Ok(None),
        Ok(Err(message)) => return Err(message),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.to_string()),
    };
    let top = Path::new(answer.trim_end_matches(['\n', '\r']));
    real_path(top).map(Some).map_err(|error| error.to_string())
}

/// Arguments that disable the filters of a repository, which `git status` would run to see whether a file has changed: an
/// archive may contain a Git configuration. A file with a filter may then look changed, and is not fixed.
fn without_filters(top: &Path) -> Result<Vec<String>, String> {
    let names = super::run(top, &["config", "--list", "--name-only", "-z"]).map_err(|error| error.to_string())?;
    let names: BTreeSet<Vec<u8>> = words(&names.unwrap_or_default()).into_iter().collect();
    let mut arguments = Vec::new();
    for name in names.into_iter().filter(|name| name.starts_with(b"filter.")) {
        let Ok(name) = String::from_utf8(name) else { return Err("a filter has a name that is not UTF-8".to_owned()) };
        if name.contains('=') {
            return Err(format!("`{}` is not the name of a filter", name.escape_debug()));
        }
        let value = if name.ends_with(".required") { "false" } else { "" };
        arguments.extend(["-c".to_owned(), format!("{name}={value}")]);
    }
    Ok(arguments)
}

/// Whether git says that a folder is in no work tree, or in a bare repository inside one, which is nobody's work tree.
fn is_outside(message: &str) -> bool {
    ["not a git repository", "must be run in a work tree", "cannot use bare repository"]
        .iter()
        .any(|part| message.contains(part))
}

/// The path of a file from the top of its work tree; `None` if it is in another one.
fn inside(top: &Path, file: &Path) -> Option<PathBuf> {
    let file = real_path(file).ok()?;
    let nearest = file.ancestors().skip(1).find(|folder| folder.join(".git").symlink_metadata().is_ok())?;
    if nearest != top {
        return None;
    }
    file.strip_prefix(top).ok().map(Path::to_owned)
}

fn ask(top: &Path, arguments: &[&str], paths: &[&Path]) -> Result<Vec<u8>, String> {
    let paths = paths.iter().map(|path| path.as_os_str());
    let arguments: Vec<&OsStr> =
        arguments.iter().copied().map(OsStr::new).chain([OsStr::new("--")]).chain(paths).collect();
    super::run(top, &arguments).map_err(|error| error.to_string())?
}

fn words(output: &[u8]) -> Vec<Vec<u8>> {
    output.split(|&byte| byte == 0).filter(|word| !word.is_empty()).map(<[u8]>::to_vec).collect()
}

/// A path as git prints it: with `/` between names on every system.
fn path_in_git(path: &Path) -> Vec<u8> {
    let path = path.as_os_str().as_encoded_bytes();
    if std::path::MAIN_SEPARATOR == '/' {
        return path.to_vec();
    }
    path.iter().map(|&byte| if byte == b'\\' { b'/' } else { byte }).collect()
}

/// The state by the tag that `git ls-files -v` prints, a small letter or `S` if changes are not looked for, and the letters
/// that `git status --porcelain` prints: one for the index, one for the working tree.
fn state(tag: Option<u8>, letters: Option<(u8, u8)>) -> FileState {
    match letters {
        _ if tag.is_none() => FileState::Dirty,
        None if tag.is_some_and(|tag| tag == b'S' || tag.is_ascii_lowercase()) => FileState::Unwatched,
        None => FileState::Committed,
        Some((_, b' ')) => FileState::Staged,
        Some(_) => FileState::Dirty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_read_from_porcelain_output() {
        assert_eq!(state(Some(b'H'), None), FileState::Committed);
        assert_eq!(state(Some(b'H'), Some((b'M', b' '))), FileState::Staged);
        assert_eq!(state(Some(b'H'), Some((b'A', b' '))), FileState::Staged);
        assert_eq!(state(Some(b'H'), Some((b'M', b'M'))), FileState::Dirty);
        assert_eq!(state(Some(b'H'), Some((b' ', b'M'))), FileState::Dirty);
        assert_eq!(state(None, Some((b'?', b'?'))), FileState::Dirty);
        assert_eq!(state(None, None), FileState::Dirty, "git ignores it");
        for tag in *b"hSs" {
            assert_eq!(state(Some(tag), None), FileState::Unwatched);
            assert_eq!(state(Some(tag), Some((b'M', b' '))), FileState::Staged);
        }
    }
}
