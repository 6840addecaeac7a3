//! Temporary files and folders, which go away when a signal ends the process.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

static PRESENT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
static WATCHED: Once = Once::new();

/// What a shell says of a program that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;

/// A file or folder that is removed when the process gets SIGINT, SIGTERM or SIGHUP (on Windows, Ctrl-C), as long as this
/// lives. Removing it in any other case is up to its owner.
#[derive(Debug)]
pub(crate) struct Temporary(PathBuf);

impl Temporary {
    pub(crate) fn new(path: &Path) -> Self {
        // A process that has a handler of its own, or none at all by the will of its parent, keeps it.
        WATCHED.call_once(|| drop(ctrlc::try_set_handler(stop)));
        PRESENT.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        PRESENT.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}

/// Ends the process, on a thread of its own. Nobody adds anything meanwhile.
fn stop() {
    let present = PRESENT.lock().unwrap_or_else(PoisonError::into_inner);
    present.iter().for_each(|path| remove(path));
    std::process::exit(INTERRUPTED);
}

fn remove(path: &Path) {
    const ATTEMPTS: usize = 100;
    // What is written at the same time makes it fail.
    for _ in 0..ATTEMPTS {
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        if path.symlink_metadata().is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_and_a_folder_are_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, inner) = (folder.path().join("a.txt"), folder.path().join("inner"));
        fs::write(&file, "x").expect("a file");
        fs::create_dir_all(inner.join("b")).expect("a folder");
        fs::write(inner.join("b/c.txt"), "x").expect("a file");
        remove(&file);
        remove(&inner);
        assert!(!file.exists() && !inner.exists());
    }
}
