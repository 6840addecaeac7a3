//! Temporary files and folders, which are removed when a signal ends the process.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

static PRESENT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
static WATCHED: Once = Once::new();

/// The exit code that shells use for a program that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;

/// A file or folder that is removed if the process gets SIGINT, SIGTERM or SIGHUP (on Windows, Ctrl-C) while this value
/// exists. In all other cases, its owner has to remove it.
#[derive(Debug)]
pub(crate) struct Temporary(PathBuf);

impl Temporary {
    pub(crate) fn new(path: &Path) -> Self {
        // If the process has its own handler, or its parent has set signals to be ignored, that is kept.
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

/// Removes everything and ends the process. This runs on its own thread, and the lock keeps others from adding files.
fn stop() {
    let present = PRESENT.lock().unwrap_or_else(PoisonError::into_inner);
    present.iter().for_each(|path| remove(path));
    std::process::exit(INTERRUPTED);
}

fn remove(path: &Path) {
    const ATTEMPTS: usize = 100;
    // Removing a folder fails while another thread writes to it, so this tries several times.
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
