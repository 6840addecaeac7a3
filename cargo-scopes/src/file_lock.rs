//! One process at a time that reads a file, changes it and writes it back.

use std::fs::File;
use std::path::Path;

/// A lock on the folder of a file, held until the folder that is returned is dropped. Other programs do not ask for it; those of `cargo scopes` wait.
/// The file need not exist: it is replaced as a whole, so a lock on it would be one on the file before.
///
/// Where the system has no such lock (Windows, and some file systems), or another program keeps it for ten seconds, as
/// `flock . cargo scopes lock` would, the second of two writers is refused, since the file is not what it read.
pub(crate) fn lock_folder(path: &Path) -> Option<File> {
    const ATTEMPTS: usize = 500;
    locked(path, ATTEMPTS)
}

#[cfg(unix)]
fn locked(path: &Path, attempts: usize) -> Option<File> {
    let path = crate::paths::real_path(path).unwrap_or_else(|_| path.to_owned());
    let folder = File::open(crate::paths::folder_of(&path)).ok()?;
    for _ in 0..attempts {
        match rustix::fs::flock(&folder, rustix::fs::FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Some(folder),
            Err(rustix::io::Errno::WOULDBLOCK) => std::thread::sleep(std::time::Duration::from_millis(20)),
            Err(_) => return None,
        }
    }
    None
}

#[cfg(not(unix))]
fn locked(_: &Path, _: usize) -> Option<File> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_another_program_keeps_is_not_waited_for_without_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("new.toml");
        let kept = locked(&file, 1).expect("a lock");
        assert!(locked(&file, 1).is_none());
        drop(kept);
        assert!(locked(&file, 1).is_some());
    }
}
