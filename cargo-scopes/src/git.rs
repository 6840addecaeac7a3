//! Git, run as a program: nothing is written into a repository or its working tree.

mod checkout;
mod status;

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

pub(crate) use checkout::{Commit, Repository, reached, unwritten};
pub(crate) use status::{FileState, file_states};

/// Variables that choose a repository, an index or the meaning of a path. Git sets some of them for hooks; they are about
/// the folder that the hook runs in, which need not be the one that is asked about.
const REPOSITORY_VARIABLES: [&str; 16] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GLOB_PATHSPECS",
    "GIT_GRAFT_FILE",
    "GIT_ICASE_PATHSPECS",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Settings that outdo those of a repository, whose author is not trusted: a folder of a work tree that looks like a
/// repository is none, no program of theirs runs, nothing is fetched, and no file elsewhere is read.
const SETTINGS: [&str; 7] = [
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.excludesFile=/dev/null",
    "protocol.allow=never",
    "protocol.ext.allow=never",
];

/// Git in a folder, for the repository around that folder: in English, without a pager, prompts, locks, or programs that
/// the repository configures.
fn command(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new("git");
    command.args(["--no-pager", "--literal-pathspecs"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command.args(arguments);
    for variable in REPOSITORY_VARIABLES {
        command.env_remove(variable);
    }
    command
        .current_dir(folder)
        .env("LC_ALL", "C")
        .env_remove("LANGUAGE")
        // Older versions of git do not know `GIT_NO_LAZY_FETCH`, so no transport is allowed, either.
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// What git prints; the inner error is its complaint.
///
/// # Errors
///
/// If git cannot be run.
fn run(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> io::Result<Result<Vec<u8>, String>> {
    let mut child = command(folder, arguments).spawn()?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (stdout, stderr) = with_deadline(&mut child, LONGEST, || {
        std::thread::scope(|scope| {
            let stderr = scope.spawn(|| rest_of(stderr));
            (rest_of(stdout), stderr.join().unwrap_or_default())
        })
    })?;
    let complaint = String::from_utf8_lossy(&stderr).trim().trim_start_matches("fatal: ").to_owned();
    Ok(if child.wait()?.success() { Ok(stdout) } else { Err(complaint) })
}

/// How long git may take for one question. It would wait forever for a pipe in the place of one of its files, which an archive
/// may contain.
const LONGEST: Duration = Duration::from_secs(300);

/// Reads what a program prints, and ends the program if that takes too long.
///
/// # Errors
///
/// If it took too long.
fn with_deadline<T>(child: &mut Child, longest: Duration, read: impl FnOnce() -> T) -> io::Result<T> {
    let (is_read, ended) = mpsc::channel::<()>();
    let watched = &mut *child;
    let (read, is_late) = std::thread::scope(|scope| {
        let watch = scope.spawn(move || {
            let is_late = ended.recv_timeout(longest) == Err(RecvTimeoutError::Timeout);
            is_late && watched.kill().is_ok()
        });
        let read = read();
        drop(is_read);
        (read, watch.join().unwrap_or_default())
    });
    if is_late {
        child.wait()?;
        let message = format!("git did not answer within {} seconds", longest.as_secs());
        return Err(io::Error::new(io::ErrorKind::TimedOut, message));
    }
    Ok(read)
}

/// What a program prints until it ends.
fn rest_of(output: Option<impl io::Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What came before an error is all that there is.
    let _ = output.map(|mut output| output.read_to_end(&mut bytes));
    bytes
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_waits_is_ended() {
        let start = || Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("cat");
        let mut child = start();
        let stdout = child.stdout.take();
        let error = with_deadline(&mut child, Duration::from_millis(1), || rest_of(stdout)).expect_err("it waits");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        let mut child = start();
        drop(child.stdin.take());
        let stdout = child.stdout.take();
        let read = with_deadline(&mut child, LONGEST, || rest_of(stdout)).expect("it ends");
        assert!(read.is_empty() && child.wait().expect("an end").success());
    }
}
