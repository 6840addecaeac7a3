//! Reads files that may be malicious: only regular files of limited size.

#![expect(clippy::disallowed_methods, reason = "this is the module that reads files")]

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::span::LineColumn;

/// Why a text file cannot be read. The text of the error follows the name of the file in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileError {
    /// The file does not exist.
    Missing,
    /// There is a byte that is not UTF-8 at this position.
    NotUtf8(LineColumn),
    /// It is outside the [`Roots`](super::Roots) of the command.
    Outside,
    /// It is not a text file, or the system returns an error.
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
    /// Creates the error about bytes that are not UTF-8, with the position of the first invalid one.
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
            // The path `.git/info/exclude` in a linked working tree, where `.git` is a file.
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            _ => Self::Other(format!("cannot be read: {error}")),
        }
    }
}

/// Reads a text file of at most `most_bytes` bytes.
///
/// # Errors
///
/// If the file does not exist, is not a regular file, is too large, or is not UTF-8.
pub fn read_text_file(path: &Path, most_bytes: u64) -> Result<String, FileError> {
    String::from_utf8(read_file_bytes(path, most_bytes)?)
        .map_err(|error| FileError::not_utf8(error.as_bytes(), error.utf8_error()))
}

/// Reads a file of at most `most_bytes` bytes. It never reads more, whatever the metadata says.
///
/// # Errors
///
/// If the file does not exist, is not a regular file, or is too large.
pub fn read_file_bytes(path: &Path, most_bytes: u64) -> Result<Vec<u8>, FileError> {
    let length = examine_file(path, most_bytes)?;
    let mut bytes = Vec::new();
    bytes.reserve_exact(length);
    File::open(path)?.take(most_bytes + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most_bytes { Err(too_large(most_bytes)) } else { Ok(bytes) }
}

/// Returns the size of a file in bytes if [`read_file_bytes`] would read it. This is for a file that another program is
/// about to read.
///
/// # Errors
///
/// If the file does not exist, is not a regular file, or is too large.
pub fn examine_file(path: &Path, most_bytes: u64) -> Result<usize, FileError> {
    length_of(path, &fs::metadata(path)?, most_bytes)
}

/// Reads a file that was listed as a regular file, into a buffer whose contents are replaced. For many files, this is
/// faster than [`read_file_bytes`], which checks the type of a file before opening it, because opening a pipe may
/// block, and which needs another call to detect the end of the file.
///
/// # Errors
///
/// If the file does not exist, is not a regular file, or is too large.
pub fn read_listed_file(path: &Path, most_bytes: u64, buffer: &mut Vec<u8>) -> Result<(), FileError> {
    let read = read_into(path, most_bytes, buffer);
    buffer.truncate(*read.as_ref().unwrap_or(&0));
    read.map(|_| ())
}

/// Like [`read_listed_file`], but returns how many bytes of the buffer belong to the file. The buffer is not cleared,
/// because that would write each byte twice.
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
    // Reading a pipe or a device may never end.
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

/// Whether a file is in `/proc` or the like. Such files have no length, and some of them never end or contain secrets.
fn is_made_by_the_system(path: &Path, length: u64) -> bool {
    let is_below = |path: &Path| ["/proc", "/sys", "/dev"].iter().any(|folder| path.starts_with(folder));
    length == 0 && cfg!(unix) && path.canonicalize().is_ok_and(|path| is_below(&path))
}
