//! Checks whether git can restore files.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use crate::paths::real_path;

/// How a file differs from its last commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileState {
    /// It has no changes.
    Committed,
    /// It has unstaged changes, or is not tracked.
    Dirty,
    /// Git was told to ignore its changes.
    Unwatched,
    /// All its changes are staged.
    Staged,
    /// It is not in the workspace's git repository, there is no repository, or git is not installed.
    NoRepository,
}

/// This many paths fit in the command line on every system.
const PATHS_AT_ONCE: usize = 200;

/// Returns the state of each file in the git repository around a folder. Git runs only at the root of that repository,
/// so that other repositories in its working tree have no influence.
///
/// # Errors
///
/// If git fails: its message.
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

/// Returns the root of the working tree around a folder; `None` if there is none, or git is not installed.
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

/// Returns arguments that disable the filters of a repository, which `git status` would run to find changes, since an
/// archive may contain a git configuration. Files with a filter may then look changed, so they are not fixed.
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

/// Whether git's message means that a folder is not in a working tree, or is in a bare repository inside one.
fn is_outside(message: &str) -> bool {
    ["not a git repository", "must be run in a work tree", "cannot use bare repository"]
        .iter()
        .any(|part| message.contains(part))
}

/// Returns the path of a file relative to its working tree; `None` if the file is in another one.
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

/// Returns a path as git prints it, with `/` as the separator on every system.
fn path_in_git(path: &Path) -> Vec<u8> {
    let path = path.as_os_str().as_encoded_bytes();
    if std::path::MAIN_SEPARATOR == '/' {
        return path.to_vec();
    }
    path.iter().map(|&byte| if byte == b'\\' { b'/' } else { byte }).collect()
}

/// Returns the state for the tag that `git ls-files -v` prints (a lower-case letter or `S` if changes are ignored) and
/// the letters that `git status --porcelain` prints (one for the index, one for the working tree).
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
