//! The way from a folder to a file.

use std::path::{Component, Path, PathBuf};

use crate::real_path::real_path;

/// How a file in some folder names another file: the way from the folder, with `/` between names. Without a folder, it is
/// the current one. Files that share nothing but the root of the file system are named from there.
pub(crate) fn relative_path(file: &Path, folder: Option<&Path>) -> String {
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let way = real_path(file).ok().zip(real_path(folder).ok()).and_then(|(file, folder)| way(&file, &folder));
    with_slashes(&way.unwrap_or_else(|| file.to_owned()))
}

/// `None` if they share no folder.
fn way(file: &Path, folder: &Path) -> Option<PathBuf> {
    let shared = file.components().zip(folder.components()).take_while(|(one, other)| one == other);
    let names = shared.clone().filter(|(component, _)| matches!(component, Component::Normal(_))).count();
    let length = shared.count();
    let up = folder.components().skip(length).map(|_| Component::ParentDir);
    (names > 0).then(|| up.chain(file.components().skip(length)).collect())
}

fn with_slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") };
    // A name that begins like an option or a list of documents would not be read as a file.
    if text.starts_with(['-', '@']) { format!("./{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_a_file() {
        let text = |file: &str, folder: &str| way(Path::new(file), Path::new(folder)).map(|way| with_slashes(&way));
        assert_eq!(text("/a/b/c.yaml", "/a/b").as_deref(), Some("c.yaml"));
        assert_eq!(text("/a/b/c.yaml", "/a/d/e").as_deref(), Some("../../b/c.yaml"));
        assert_eq!(text("/a/b/@c.yaml", "/a/b").as_deref(), Some("./@c.yaml"));
        assert_eq!(text("/a/b/-c.yaml", "/a/b").as_deref(), Some("./-c.yaml"));
        assert_eq!(text("/a/b.yaml", "/c"), None);
    }
}
