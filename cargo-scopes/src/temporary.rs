//! Temporary files and folders, which are removed when a signal ends the process.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

static PRESENT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
static WATCHED: Once = Once::new();

/// The exit code that shells use for a program that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;

/// A file or folder that is removed if the process gets SIGINT, SIGTERM or SIGHUP (on Windows, Ctrl-C) while this value
/// exists, unless it was started with one of them ignored. In all other cases, its owner has to remove it.
#[derive(Debug)]
pub(crate) struct Temporary(PathBuf);

impl Temporary {
    pub(crate) fn new(path: &Path) -> Self {
        // A signal that is ignored, as below `nohup` or in the background of a script, stays ignored. The others then end
        // the process as they would without a handler: there is one for all of them or none.
        WATCHED.call_once(|| drop(ctrlc::try_set_handler(stop)));
        present().insert(path.to_owned());
        Self(path.to_owned())
    }

    /// While what this returns exists, a signal removes nothing and ends nothing: it has to wait.
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

/// Removes everything and ends the process. This runs on its own thread, and the lock keeps others from adding files.
fn stop() {
    let present = present();
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
