//! Walks through folders, and skips what their ignore files name.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};
use scope_catalog::load::{FileError, examine_file};

/// The ignore files of a folder.
const IGNORE_FILES: [&str; 3] = [".gitignore", ".ignore", ".git/info/exclude"];

/// The size limit of an ignore file. A larger one has too many patterns to match with each name.
const MOST_BYTES: u64 = 256 << 10;

/// Creates a walk through folders, without those for which `is_left_out` returns `true`.
///
/// A folder whose ignore file cannot be read is skipped, too, because the file may be a link to a device that never
/// ends. If it is one of the starting folders or around one, nothing is ignored.
pub(crate) fn walk(folders: &[&Path], is_left_out: impl Fn(&DirEntry) -> bool + Send + Sync + 'static) -> WalkBuilder {
    let (first, rest) = folders.split_first().map_or((Path::new("."), folders), |(first, rest)| (*first, rest));
    let mut builder = WalkBuilder::new(first);
    for folder in rest {
        builder.add(folder);
    }
    if !folders.iter().all(|folder| folder.ancestors().all(has_sound_ignore_files)) {
        builder.ignore(false).git_ignore(false).git_exclude(false).parents(false);
    }
    builder.filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        !is_left_out(entry) && (!is_folder || has_sound_ignore_files(entry.path()))
    });
    builder
}

/// Returns the paths that a walk finds, in order.
pub(crate) fn paths(walk: &mut WalkBuilder) -> Vec<PathBuf> {
    let paths = Mutex::new(Vec::new());
    // The iterator of the crate would read ignore files in skipped folders.
    walk.threads(1).build_parallel().run(|| {
        Box::new(|entry| {
            paths.lock().unwrap_or_else(PoisonError::into_inner).extend(entry.map(DirEntry::into_path));
            WalkState::Continue
        })
    });
    let mut paths = paths.into_inner().unwrap_or_else(PoisonError::into_inner);
    paths.sort();
    paths
}

/// Whether the ignore files of a folder, if any, are regular files.
fn has_sound_ignore_files(folder: &Path) -> bool {
    IGNORE_FILES.iter().map(|name| folder.join(name)).all(|file| match examine_file(&file, MOST_BYTES) {
        Ok(_) | Err(FileError::Missing) => true,
        Err(_) => file.is_dir(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ignore_file_that_is_too_large_is_not_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path();
        let write = |name: &str, text: &str| {
            let path = top.join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        let found = || {
            let paths = paths(&mut walk(&[top], |entry| entry.file_name() == "out"));
            let is_source = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "rs");
            let names = paths.iter().filter(is_source).filter_map(|path| path.strip_prefix(top).ok()?.to_str());
            names.map(|name| name.replace('\\', "/")).collect::<Vec<String>>()
        };
        for name in ["a/x.rs", "b/x.rs", "b/y.rs", "out/x.rs", "x.rs", "z.rs"] {
            write(name, "");
        }
        write("b/.ignore", "y.rs");
        write(".ignore", "z.rs");
        assert_eq!(found(), ["a/x.rs", "b/x.rs", "x.rs"]);
        // In a linked working tree, `.git` is a file.
        std::fs::write(top.join(".git"), "gitdir: /nowhere").expect("a file");
        assert_eq!(found(), ["a/x.rs", "b/x.rs", "x.rs"]);
        let long = "q.rs\n".repeat(usize::try_from(MOST_BYTES).expect("a number") / 4);
        write("a/.ignore", &long);
        assert_eq!(found(), ["b/x.rs", "x.rs"]);
        write(".gitignore", &long);
        assert_eq!(found(), ["b/x.rs", "b/y.rs", "x.rs", "z.rs"], "nothing is ignored");
    }
}
