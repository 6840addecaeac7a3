//! Git, run as a program: nothing is written into a repository or its working tree.

mod checkout;
mod status;

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

pub(crate) use checkout::{Commit, Repository, unreachable_folder, unwritten};
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
/// repository is none, no program of theirs runs, and nothing is fetched.
const SETTINGS: [&str; 5] = [
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
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
    let output = command(folder, arguments).output()?;
    Ok(if output.status.success() { Ok(output.stdout) } else { Err(complaint(&output.stderr)) })
}

fn complaint(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    text.trim().trim_start_matches("fatal: ").to_owned()
}
