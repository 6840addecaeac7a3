//! Finds the Rust files of a workspace that contain scopes written by hand.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use scope_catalog::load::{FileError, read_file_bytes};
use scope_sources::{Comment, FileUsage, WrongComment};

use crate::output::{on_one_line, position};
use crate::parallel;
use crate::rust::{Aliases, MOST_BYTES, Modules, WORDS, read};
use crate::sources::{Outcome, Search, Sources, Texts};
use crate::workspace::{Package, Workspace};

/// A file that may contain scopes, after it was read.
#[derive(Debug)]
pub(crate) struct ReadFile {
    usage: FileUsage,
    comments: Vec<Comment>,
    wrong: Vec<WrongComment>,
}

/// The files of each package.
#[derive(Debug, Default)]
pub(crate) struct ReadFiles {
    by_package: BTreeMap<String, Vec<(PathBuf, Made)>>,
    /// The number of Rust files.
    pub(crate) count: usize,
}

/// The files of a package, in order.
#[derive(Debug, Default)]
pub(crate) struct PackageFiles {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) usages: Vec<FileUsage>,
    /// Each file's comments for this program.
    pub(crate) comments: Vec<Vec<Comment>>,
    /// Each file's comments that cannot be understood.
    pub(crate) wrong: Vec<Vec<WrongComment>>,
    /// Why files cannot be read.
    pub(crate) unreadable: Vec<String>,
    /// Files with scopes that belong to no target.
    pub(crate) orphans: Vec<PathBuf>,
}

impl ReadFiles {
    /// Reads the files that a search has found hints in.
    pub(crate) fn new(workspace: &Workspace, outcome: &Outcome, texts: &Texts) -> Self {
        let made = |path: &PathBuf| {
            let made = read_file(workspace, path, outcome.sources.files.contains_key(path), texts)?;
            Some((path.clone(), made))
        };
        let made = parallel::map(outcome.hinted.iter().collect(), made).into_iter().flatten();
        let unreadable = outcome.unreadable.iter().map(|(path, reason)| {
            let reason = format!("`{}` {reason}", workspace.shown(path));
            (path.clone(), Err(reason))
        });
        let mut all: Vec<(PathBuf, Made)> = made.chain(unreadable).collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut package_of = workspace.finder();
        let mut files = Self { count: outcome.count, ..Self::default() };
        for (path, made) in all {
            if let Some(package) = package_of(&path) {
                files.by_package.entry(package.name.clone()).or_default().push((path, made));
            }
        }
        files
    }

    /// Removes and returns the files of a package, in order.
    pub(crate) fn take(&mut self, package: &Package) -> Vec<(PathBuf, Made)> {
        self.by_package.remove(&package.name).unwrap_or_default()
    }

    /// Removes and returns the files of a package, with tests marked.
    pub(crate) fn of(&mut self, package: &Package) -> PackageFiles {
        PackageFiles::new(package, self.take(package))
    }
}

impl PackageFiles {
    /// Collects the files of a package, and marks tests.
    pub(crate) fn new(package: &Package, read: Vec<(PathBuf, Made)>) -> Self {
        let mut files = Self::default();
        let mut modules = Modules::new(package);
        let is_known = !package.roots.is_empty();
        for (path, made) in read {
            let ReadFile { mut usage, comments, wrong } = match made {
                Ok(made) => made,
                Err(reason) => {
                    files.unreadable.push(reason);
                    continue;
                }
            };
            let is_apart = is_of_tests(&path, &package.folder);
            if is_known && !is_apart && has_lists(&usage) && !modules.contain(&path) {
                if usage.is_about_oauth {
                    files.orphans.push(path);
                }
                continue;
            }
            if is_apart || (is_known && has_lists(&usage) && modules.are_of_tests(&path)) {
                usage.mark_as_tests();
            }
            files.paths.push(path);
            files.usages.push(usage);
            files.comments.push(comments);
            files.wrong.push(wrong);
        }
        files
    }
}

fn has_lists(usage: &FileUsage) -> bool {
    !usage.groups.is_empty() || !usage.composed.is_empty() || !usage.definitions.is_empty()
}

/// Whether a file is in the folder for tests or benchmarks, which make no requests.
pub(crate) fn is_of_tests(path: &Path, folder: &Path) -> bool {
    let within = path.strip_prefix(folder).ok();
    let first = within.and_then(|within| within.components().next());
    first.is_some_and(|first| ["tests", "benches"].iter().any(|name| first.as_os_str() == *name))
}

/// Runs a search for calls of the macros and, if requested, for hand-written scopes. On a terminal, a line shows the
/// progress.
pub(crate) fn search<T>(is_asked: bool, texts: &Texts, run: impl FnOnce(&Search<'_>) -> T) -> T {
    // The number of files between two updates.
    const STEP: usize = 500;
    let is_shown = is_asked && std::io::stderr().is_terminal();
    let count = AtomicUsize::new(0);
    let on_file = || {
        let count = count.fetch_add(1, Ordering::Relaxed) + 1;
        if is_shown && count.is_multiple_of(STEP) {
            eprint!("\rreading sources: {count} files");
        }
    };
    let hints: &[&str] = if is_asked { &scope_sources::WORDS } else { &[] };
    let found = run(&Search { words: &WORDS, hints, texts, on_file: &on_file });
    if is_shown && count.into_inner() >= STEP {
        eprint!("\r{:40}\r", "");
    }
    found
}

/// Reads the files of a workspace, and keeps only those with scopes. Also returns the files that may contain calls of the
/// macros.
pub(crate) fn read_files(workspace: &Workspace) -> (ReadFiles, Sources) {
    let texts = Texts::default();
    let outcome = search(true, &texts, |search| search.run(workspace));
    (ReadFiles::new(workspace, &outcome, &texts), outcome.sources)
}

/// A file that may contain scopes, or why it cannot be read.
pub(crate) type Made = Result<ReadFile, String>;

/// Reads a file, which may have calls of the macros; none if it has no scopes.
fn read_file(workspace: &Workspace, path: &Path, has_calls: bool, texts: &Texts) -> Option<Made> {
    let package = workspace.package_of(path)?;
    let bytes = match texts.of(path) {
        Some(text) => text.as_bytes().to_vec(),
        None => read_file_bytes(path, MOST_BYTES).ok()?,
    };
    if !scope_sources::has_evidence(&bytes) {
        return None;
    }
    let shown = workspace.shown(path);
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let reason = FileError::not_utf8(error.as_bytes(), error.utf8_error());
            return Some(Err(on_one_line(&format!("`{shown}` {reason}")).into_owned()));
        }
    };
    let source = has_calls.then(|| read(&text, &Aliases::new()).ok()).flatten();
    let calls = source.iter().flat_map(|source| source.calls(&package.crates)).map(|call| call.span.start).collect();
    let usage = match scope_sources::read(&text, &calls) {
        Ok(usage) => usage.named(path.strip_prefix(&package.folder).unwrap_or(path)),
        Err((at, reason)) => {
            return Some(Err(format!("{}: {}", position(&shown, &text, at.start), on_one_line(&reason))));
        }
    };
    let (comments, wrong) = scope_sources::comments(&text);
    let is_empty = usage.groups.is_empty()
        && usage.constants.is_empty()
        && usage.wanted.is_empty()
        && usage.composed.is_empty()
        && usage.hints.is_empty()
        && usage.definitions.is_empty()
        && usage.broken.is_none()
        && !usage.is_about_oauth
        && wrong.is_empty();
    (!is_empty).then_some(Ok(ReadFile { usage, comments, wrong }))
}
