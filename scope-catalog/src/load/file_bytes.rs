//! Reads a file that somebody else may have made: an ordinary one, of limited size.

#![expect(clippy::disallowed_methods, reason = "this is the module that reads files")]

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::span::LineColumn;

/// Why a file of text cannot be read. Its text ends a sentence that begins with the file's name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileError {
    /// There is none.
    Missing,
    /// It has a byte there that is not UTF-8.
    NotUtf8(LineColumn),
    /// It is not below the [`Roots`](super::Roots) of the command.
    Outside,
    /// It is something else than a file of text, or the system refuses it.
    Other(String),
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => formatter.write_str("does not exist"),
            Self::NotUtf8(place) => write!(formatter, "is not valid UTF-8: the first invalid byte is at {place}"),
            Self::Outside => formatter.write_str("is outside of the workspace"),
            Self::Other(reason) => formatter.write_str(reason),
        }
    }
}

impl FileError {
    /// The error of bytes that are not UTF-8, with the place of the first wrong one.
    pub fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> Self {
        let valid = error.valid_up_to();
        let before = String::from_utf8_lossy(&bytes[..valid]);
        Self::NotUtf8(LineColumn::at(&before, valid))
    }
}

impl std::error::Error for FileError {}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // `.git/info/exclude` where `.git` is a file, as in a work tree of git.
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            _ => Self::Other(format!("cannot be read: {error}")),
        }
    }
}

/// Reads a file of text that has at most `most_bytes` bytes.
///
/// # Errors
///
/// If there is no such file, or if it is not an ordinary file, is too large, or is not UTF-8.
pub fn read_text_file(path: &Path, most_bytes: u64) -> Result<String, FileError> {
    String::from_utf8(read_file_bytes(path, most_bytes)?)
        .map_err(|error| FileError::not_utf8(error.as_bytes(), error.utf8_error()))
}

/// Reads a file that has at most `most_bytes` bytes. Never more are read, whatever the file says of its length.
///
/// # Errors
///
/// If there is no such file, or if it is not an ordinary file or is too large.
pub fn read_file_bytes(path: &Path, most_bytes: u64) -> Result<Vec<u8>, FileError> {
    let length = examine_file(path, most_bytes)?;
    let mut bytes = Vec::new();
    bytes.reserve_exact(length);
    File::open(path)?.take(most_bytes + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most_bytes { Err(too_large(most_bytes)) } else { Ok(bytes) }
}

/// The size in bytes of a file that [`read_file_bytes`] would open: for a file that another program is about to read.
///
/// # Errors
///
/// If there is no such file, or if it is not an ordinary file or is too large.
pub fn examine_file(path: &Path, most_bytes: u64) -> Result<usize, FileError> {
    length_of(path, &fs::metadata(path)?, most_bytes)
}

/// Reads a file that a folder lists as a regular file into a buffer, and replaces the buffer's content. For many files, this
/// is faster than [`read_file_bytes`], which checks the type of a file before opening it, since opening a pipe may block, and
/// which asks once more whether the file has ended.
///
/// # Errors
///
/// If there is no such file, or if it is not an ordinary file or is too large.
pub fn read_listed_file(path: &Path, most_bytes: u64, buffer: &mut Vec<u8>) -> Result<(), FileError> {
    let read = read_into(path, most_bytes, buffer);
    buffer.truncate(*read.as_ref().unwrap_or(&0));
    read.map(|_| ())
}

/// The same; returns how many bytes of the buffer are the file's. The buffer is not cleared, since that would write each of its
/// bytes twice.
fn read_into(path: &Path, most_bytes: u64, buffer: &mut Vec<u8>) -> Result<usize, FileError> {
    let mut file = File::open(path)?;
    buffer.resize(length_of(path, &file.metadata()?, most_bytes)?, 0);
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(filled)
}

/// The size of a regular file in bytes.
fn length_of(path: &Path, metadata: &fs::Metadata, most_bytes: u64) -> Result<usize, FileError> {
    if metadata.is_dir() {
        return Err(FileError::Other("is a directory, not a file".to_owned()));
    }
    // A pipe, or a device: to read it may never end.
    if !metadata.is_file() || is_made_by_the_system(path, metadata.len()) {
        return Err(FileError::Other("is not a regular file".to_owned()));
    }
    if metadata.len() > most_bytes {
        return Err(too_large(most_bytes));
    }
    Ok(usize::try_from(metadata.len()).unwrap_or_default())
}

fn too_large(most_bytes: u64) -> FileError {
    FileError::Other(format!("is larger than {} MiB", most_bytes >> 20))
}

/// Whether a file is one of `/proc` and the like: these have no length, and some of them never end or hold secrets.
fn is_made_by_the_system(path: &Path, length: u64) -> bool {
    let is_below = |path: &Path| ["/proc", "/sys", "/dev"].iter().any(|folder| path.starts_with(folder));
    length == 0 && cfg!(unix) && path.canonicalize().is_ok_and(|path| is_below(&path))
}
