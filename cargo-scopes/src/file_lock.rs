//! One process at a time that reads a file, changes it and writes it back.

use std::fs::File;
use std::path::Path;

/// A lock on the folder of a file, held until this is dropped. Other programs do not ask for it; those of `cargo scopes` wait.
/// The file need not exist: it is replaced as a whole, so a lock on it would be one on the file before.
///
/// Where the system has no such lock (Windows, and some file systems), the second of two writers is refused, since the file
/// is not what it read.
#[derive(Debug)]
pub(crate) struct FileLock {
    _folder: Option<File>,
}

impl FileLock {
    /// Waits for the lock.
    pub(crate) fn on(path: &Path) -> Self {
        Self { _folder: locked(path) }
    }
}

#[cfg(unix)]
fn locked(path: &Path) -> Option<File> {
    let path = crate::paths::real_path(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = File::open(folder).ok()?;
    rustix::fs::flock(&folder, rustix::fs::FlockOperation::LockExclusive).ok()?;
    Some(folder)
}

#[cfg(not(unix))]
fn locked(_: &Path) -> Option<File> {
    None
}
