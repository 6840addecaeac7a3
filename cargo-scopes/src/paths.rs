//! Normalizes paths for comparing and showing them.

use std::borrow::Cow;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Returns the relative path from a folder to a file, with `/` as the separator. The default is the current folder. If
/// they have no folder in common but the root, the path is absolute.
pub(crate) fn relative_path(file: &Path, folder: Option<&Path>) -> String {
    let folder = present(folder);
    let way = real_path(file).ok().zip(real_path(folder).ok()).and_then(|(file, folder)| way(&file, &folder));
    as_argument(&way.unwrap_or_else(|| file.to_owned()))
}

/// The folder of a file.
pub(crate) fn folder_of(file: &Path) -> &Path {
    present(file.parent())
}

/// Returns a folder; the current one if the path is empty.
fn present(folder: Option<&Path>) -> &Path {
    folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Returns the relative path from a folder to a file or another folder; `None` if they have no folder in common.
pub(crate) fn way(file: &Path, folder: &Path) -> Option<PathBuf> {
    let shared = file.components().zip(folder.components()).take_while(|(one, other)| one == other);
    let names = shared.clone().filter(|(component, _)| matches!(component, Component::Normal(_))).count();
    let length = shared.count();
    let up = folder.components().skip(length).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(file.components().skip(length)).collect();
    (names > 0).then(|| if way.as_os_str().is_empty() { PathBuf::from(".") } else { way })
}

fn as_argument(path: &Path) -> String {
    let text = with_slashes(&path.to_string_lossy());
    // A name that starts like an option or a list of documents would not be read as a file.
    if text.starts_with(['-', '@']) { format!("./{text}") } else { text }
}

/// Returns a path with `/` as the separator on every system.
pub(crate) fn with_slashes(path: &str) -> String {
    if std::path::MAIN_SEPARATOR == '/' { path.to_owned() } else { path.replace('\\', "/") }
}

/// Removes `.` and `..` from a path.
pub(crate) fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            other => plain.push(other),
        }
    }
    plain
}

/// Removes `..` from a path, unless a symbolic link makes that another file.
pub(crate) fn direct(path: &Path) -> Cow<'_, Path> {
    if !path.components().any(|component| component == Component::ParentDir) {
        return Cow::Borrowed(path);
    }
    let plain = plain(path);
    let is_same = real_path(&plain).ok() == real_path(path).ok();
    if is_same { Cow::Owned(plain) } else { Cow::Borrowed(path) }
}

/// Returns a path inside a folder, without `.` and `..` and with `/` as the separator; `None` if it leaves the folder.
pub(crate) fn plain_inside(path: &Path) -> Option<String> {
    let mut names = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(names.pop()?),
            Component::Normal(name) => names.push(name.to_str()?),
            _ => return None,
        }
    }
    Some(names.join("/"))
}

/// Returns the real path of a file or folder. On Windows, the prefix `\\\\?\\`, which neither cargo nor git writes, is
/// removed if the path means the same without it.
///
/// # Errors
///
/// If there is no such file or folder.
pub(crate) fn real_path(path: &Path) -> io::Result<PathBuf> {
    let real = path.canonicalize()?;
    Ok(real.to_str().and_then(without_prefix).map_or_else(|| real.clone(), PathBuf::from))
}

/// A longer path needs the prefix.
const MOST_CHARACTERS: usize = 247;

/// Removes the prefix; `None` if there is none, or if the path would mean another file without it.
fn without_prefix(path: &str) -> Option<String> {
    let rest = path.strip_prefix(r"\\?\")?;
    let short = match rest.strip_prefix(r"UNC\") {
        Some(share) => format!(r"\\{share}"),
        None if matches!(rest.as_bytes(), [drive, b':', b'\\', ..] if drive.is_ascii_alphabetic()) => rest.to_owned(),
        None => return None,
    };
    let names = rest.split('\\').skip(1);
    (short.encode_utf16().count() <= MOST_CHARACTERS && !names.into_iter().any(is_changed)).then_some(short)
}

/// Whether the name of a file would mean something else without the prefix: a device, or a shortened name.
fn is_changed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let is_port = |word: &str| stem.strip_prefix(word).is_some_and(|number| number.chars().count() == 1);
    let is_device =
        matches!(&*stem, "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || is_port("COM") || is_port("LPT");
    is_device || name.ends_with(['.', ' ']) || name.contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direct_path_is_that_of_the_same_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(path("app/deep")).expect("a folder");
        std::fs::write(path("a.yaml"), "").expect("a file");
        assert_eq!(direct(&path("app/../a.yaml")), path("a.yaml"));
        assert_eq!(direct(&path("app/../missing.yaml")), path("missing.yaml"));
        #[cfg(unix)]
        {
            // `link/..` is `app`, which does not contain the file.
            std::os::unix::fs::symlink(path("app/deep"), path("link")).expect("a link");
            assert_eq!(direct(&path("link/../a.yaml")), path("link/../a.yaml"));
        }
    }

    #[test]
    fn the_way_to_a_file() {
        let text = |file: &str, folder: &str| way(Path::new(file), Path::new(folder)).map(|way| as_argument(&way));
        assert_eq!(text("/a/b/c.yaml", "/a/b").as_deref(), Some("c.yaml"));
        assert_eq!(text("/a/b/c.yaml", "/a/d/e").as_deref(), Some("../../b/c.yaml"));
        assert_eq!(text("/a/b/@c.yaml", "/a/b").as_deref(), Some("./@c.yaml"));
        assert_eq!(text("/a/b/-c.yaml", "/a/b").as_deref(), Some("./-c.yaml"));
        assert_eq!(text("/a/b.yaml", "/c"), None);
    }

    #[test]
    fn the_prefix_of_windows_is_dropped_where_it_says_nothing() {
        for (path, expected) in [
            (r"\\?\C:\work\app", Some(r"C:\work\app")),
            (r"\\?\UNC\server\share\app", Some(r"\\server\share\app")),
            (r"C:\work", None),
            ("/work", None),
            (r"\\?\Volume{1}\work", None),
            (r"\\?\C:\work\nul.rs", None),
            (r"\\?\C:\work\com1", None),
            (r"\\?\C:\work\component", Some(r"C:\work\component")),
            (r"\\?\C:\work.\app", None),
        ] {
            assert_eq!(without_prefix(path).as_deref(), expected, "{path}");
        }
        assert_eq!(without_prefix(&format!(r"\\?\C:\{}", "a".repeat(300))), None);
    }
}
