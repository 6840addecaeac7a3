//! Removes temporary files and folders if a signal ends the process.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

static PRESENT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
static WATCHED: Once = Once::new();

/// The exit code of a program that is ended by Ctrl-C, as in shells.
const INTERRUPTED: i32 = 130;

/// A file or folder that is removed if the process gets SIGINT, SIGTERM or SIGHUP (on Windows, Ctrl-C) while this value
/// exists, unless the process was started with one of them ignored. Otherwise, its owner must remove it.
#[derive(Debug)]
pub(crate) struct Temporary(PathBuf);

impl Temporary {
    pub(crate) fn new(path: &Path) -> Self {
        // A signal that was ignored from the start, as with `nohup` or in a background job, stays ignored. Then the
        // others end the process without cleaning up, since there is one handler for all of them.
        WATCHED.call_once(|| drop(ctrlc::try_set_handler(stop)));
        present().insert(path.to_owned());
        Self(path.to_owned())
    }

    /// Delays the handling of signals as long as the returned value exists.
    pub(crate) fn held() -> impl Sized {
        present()
    }
}

fn present() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    PRESENT.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Temporary {
    fn drop(&mut self) {
        present().remove(&self.0);
    }
}

/// Removes everything and ends the process. It runs on a separate thread, and its lock prevents others from adding
/// files.
fn stop() {
    let present = present();
    present.iter().for_each(|path| remove(path));
    std::process::exit(INTERRUPTED);
}

fn remove(path: &Path) {
    const ATTEMPTS: usize = 100;
    // Removing a folder fails while another thread writes to it, so there are several attempts.
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
