//! Replaces a file only if it has not changed, even if another program saves it at the same moment.
//!
//! Where the system can exchange two files (Linux, macOS), the old file is compared after the exchange, when later
//! saves already go to the new file. If another program saved before, the exchange is undone. One case remains: a
//! program that opened the file before, keeps it open, and writes to it only after the exchange.

use std::io;
use std::path::Path;

/// The result of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exchange {
    /// The new file is in place, and `other` is the old one.
    Done,
    /// The old file had unexpected contents. The file now contains what another program saved last.
    Undone,
    /// The system or the file system cannot exchange files. Nothing has changed.
    Unsupported,
}

/// Exchanges `other`, which contains `after`, with `path`, if that contains `before`.
///
/// # Errors
///
/// If a file cannot be renamed.
pub(super) fn exchange(other: &Path, path: &Path, before: &[u8], after: &[u8]) -> io::Result<Exchange> {
    settled(&mut || swap(other, path), &|| text_of(other), before, after)
}

/// A program would have to save between every two exchanges to exceed this.
const MOST_EXCHANGES: usize = 32;

/// Repeats the exchange until the file that it takes out has the expected contents: `before` at first, then what was
/// put there last.
fn settled(
    swap: &mut dyn FnMut() -> io::Result<bool>,
    taken_out: &dyn Fn() -> Option<Vec<u8>>,
    before: &[u8],
    after: &[u8],
) -> io::Result<Exchange> {
    let (mut expected, mut put) = (Some(before.to_owned()), Some(after.to_owned()));
    for number in 0..MOST_EXCHANGES {
        if !swap()? {
            return Ok(Exchange::Unsupported);
        }
        let out = taken_out();
        if out == expected {
            return Ok(if number == 0 { Exchange::Done } else { Exchange::Undone });
        }
        (expected, put) = (put, out);
    }
    Ok(Exchange::Undone)
}

/// Returns the contents of a regular file; `None` for anything else.
fn text_of(path: &Path) -> Option<Vec<u8>> {
    let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    is_file.then(|| std::fs::read(path).ok()).flatten()
}

/// Exchanges two files, and returns whether the system can do that.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn swap(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    // Sandboxes that do not know the system call return EPERM.
    const UNSUPPORTED: [Errno; 5] = [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP, Errno::PERM];
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(error) if UNSUPPORTED.contains(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn swap(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Simulates exchanges. Before those with the given numbers, another program saves the file.
    fn after_edits(edits: &[(usize, &str)]) -> (Exchange, Vec<u8>) {
        let texts = std::cell::RefCell::new((b"after".to_vec(), b"before".to_vec()));
        let mut number = 0;
        let mut swap = || {
            let (other, file) = &mut *texts.borrow_mut();
            if let Some((_, edit)) = edits.iter().find(|(at, _)| *at == number) {
                *file = edit.as_bytes().to_vec();
            }
            std::mem::swap(other, file);
            number += 1;
            Ok(true)
        };
        let exchange = settled(&mut swap, &|| Some(texts.borrow().0.clone()), b"before", b"after").expect("no error");
        let file = texts.borrow().1.clone();
        (exchange, file)
    }

    #[test]
    fn what_is_saved_last_stays() {
        assert_eq!(after_edits(&[]), (Exchange::Done, b"after".to_vec()));
        assert_eq!(after_edits(&[(0, "one")]), (Exchange::Undone, b"one".to_vec()));
        assert_eq!(after_edits(&[(0, "one"), (1, "two")]), (Exchange::Undone, b"two".to_vec()));
        assert_eq!(after_edits(&[(0, "one"), (1, "two"), (2, "three")]), (Exchange::Undone, b"three".to_vec()));
        let texts: Vec<String> = (0..100).map(|number| format!("edit {number}")).collect();
        let always: Vec<(usize, &str)> = texts.iter().map(String::as_str).enumerate().collect();
        let (exchange, file) = after_edits(&always);
        assert!(exchange == Exchange::Undone && file != b"after", "{exchange:?}");
    }

    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    #[test]
    fn files_are_exchanged_or_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, other) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        let read = |path: &Path| std::fs::read_to_string(path).expect("a file");
        for (saved, expected) in [("before", "after"), ("an edit", "an edit")] {
            std::fs::write(&file, saved).expect("a file");
            std::fs::write(&other, "after").expect("a file");
            let outcome = exchange(&other, &file, b"before", b"after").expect("no error");
            match outcome {
                // The file system for temporary files may not support it.
                Exchange::Unsupported => assert_eq!((read(&file), read(&other)), (saved.into(), "after".into())),
                _ => assert_eq!(read(&file), expected),
            }
        }
        std::fs::remove_file(&file).expect("a file");
        assert!(exchange(&other, &file, b"before", b"after").is_err(), "it is gone");
        assert_eq!(read(&other), "after");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        std::fs::write(&file, "before").expect("a file");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        assert_eq!((text_of(&file), text_of(&link)), (Some(b"before".to_vec()), None));
    }
}
