//! One process at a time that reads a file, changes it and writes it back.

use std::path::Path;

use crate::error::Failure;

/// A lock on a file, held until this is dropped. Other programs do not ask for it; those of `cargo scopes` wait.
///
/// There is none for a file that does not exist, nor on Windows, where an open file cannot be replaced: there, the second
/// of two writers is refused, since the file is not what it read.
#[derive(Debug)]
pub(crate) struct FileLock {
    _file: Option<std::fs::File>,
}

impl FileLock {
    /// Waits for the lock.
    ///
    /// # Errors
    ///
    /// If the system refuses it.
    pub(crate) fn on(path: &Path) -> Result<Self, Failure> {
        let refused = |error: std::io::Error| Failure::new(format!("{} cannot be locked: {error}", path.display()));
        Ok(Self { _file: locked(path).map_err(refused)? })
    }
}

#[cfg(unix)]
fn locked(path: &Path) -> std::io::Result<Option<std::fs::File>> {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: &std::fs::Metadata| (metadata.dev(), metadata.ino());
    loop {
        let Ok(metadata) = std::fs::metadata(path) else { return Ok(None) };
        if !metadata.is_file() {
            return Ok(None);
        }
        let Ok(file) = std::fs::File::open(path) else { return Ok(None) };
        rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive)?;
        // Who held it may have put another file in its place.
        let now = std::fs::metadata(path).ok();
        if now.is_some_and(|now| file.metadata().is_ok_and(|held| identity(&now) == identity(&held))) {
            return Ok(Some(file));
        }
    }
}

#[cfg(not(unix))]
fn locked(_: &Path) -> std::io::Result<Option<std::fs::File>> {
    Ok(None)
}
