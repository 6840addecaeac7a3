//! Reading a lock back.

use std::path::Path;

use scope_catalog::load::{FileError, read_text_file};

use super::line;
use super::lock_file::{Lock, NAME, VERSION, WITH_LITERALS};
use crate::error::Failure;

/// A larger file is refused: this is a million lines.
pub(super) const MOST_BYTES: u64 = 128 << 20;
/// More wrong lines than this are counted only.
const MOST_WRONG: usize = 10;

/// Why a lock cannot be read.
#[derive(Debug)]
pub(crate) struct Unread {
    pub(crate) message: String,
    /// The lines that are right, if it is a lock with some that are none. A file that is something else, or more than this
    /// version knows of, must not be written over.
    pub(crate) lock: Option<Lock>,
}

/// Reads a lock; `None` where there is no file.
pub(crate) fn read(path: &Path) -> Result<Option<Lock>, Unread> {
    match read_text_file(path, MOST_BYTES) {
        Ok(text) => parse(&text, path).map(Some),
        Err(FileError::Missing) => Ok(None),
        Err(error) => Err(Unread { message: format!("{} {error}", path.display()), lock: None }),
    }
}

/// The lock of a workspace.
///
/// # Errors
///
/// Where there is none, or it cannot be read.
pub(crate) fn present(root: &Path) -> Result<Lock, Failure> {
    match read(&root.join(NAME)) {
        Ok(Some(lock)) => Ok(lock),
        Ok(None) => Err(Failure::new(format!("no {NAME} in {}", root.display()))
            .help("run `cargo scopes lock` and commit the file")),
        Err(Unread { message, lock }) => {
            let help = lock.map(|lock| format!("run `{}`, then review the changes", lock.command()));
            Err(Failure::new(message).help_if(help))
        }
    }
}

fn parse(text: &str, path: &Path) -> Result<Lock, Unread> {
    let path = path.display();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    let first = lines.next().unwrap_or_default();
    heading(first).map_err(|reason| Unread { message: format!("{path}:1:{reason}"), lock: None })?;
    let mut lock = Lock { has_literals: first.contains(WITH_LITERALS), ..Lock::default() };
    let mut wrong = Vec::new();
    for (number, line) in (2..).zip(lines) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line::parsed(line) {
            Ok(fact) => {
                lock.facts.insert(fact);
            }
            Err(line::Wrong { at, message }) => {
                let column = line[..at].chars().count() + 1;
                wrong.push(format!("{path}:{number}:{column}: {message}"));
            }
        }
    }
    if wrong.is_empty() {
        return Ok(lock);
    }
    let more = wrong.len().saturating_sub(MOST_WRONG);
    wrong.truncate(MOST_WRONG);
    if more > 0 {
        wrong.push(format!("and {more} more"));
    }
    Err(Unread { message: wrong.join("\n"), lock: Some(lock) })
}

/// The first line: whose file it is, and of which form. Where it is wrong: the column, and why.
fn heading(line: &str) -> Result<(), String> {
    if line::is_left_by_merge(line) {
        return Err("1: unresolved merge conflict: keep the first line of one side, and the others of both".to_owned());
    }
    let start = format!("# {NAME} ");
    let version = line.strip_prefix(&start).and_then(|rest| rest.split_once(':')).map(|(version, _)| version);
    let Some(version) = version else {
        return Err(format!("1: not a lock file: expected the first line to begin with `{start}{VERSION}:`"));
    };
    if version == VERSION.to_string() {
        return Ok(());
    }
    let column = start.len() + 1;
    match version.parse::<u32>() {
        Ok(newer) if newer > VERSION => {
            Err(format!("{column}: unsupported version {newer}; this version of cargo-scopes supports {VERSION}"))
        }
        _ => Err(format!("{column}: invalid version; this version of cargo-scopes supports {VERSION}")),
    }
}
