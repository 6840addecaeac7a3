//! The Rust files of a workspace with scopes that are written by hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use scope_catalog::LineColumn;
use scope_sources::{Comment, FileUsage, WrongComment};

use crate::output::on_one_line;
use crate::rust::{Aliases, Modules, read};
use crate::sources::{Texts, each};
use crate::workspace::{Package, Workspace};

/// A file that may have scopes in it, as far as it was read.
#[derive(Debug)]
struct ReadFile {
    path: PathBuf,
    usage: FileUsage,
    comments: Vec<Comment>,
    wrong: Vec<WrongComment>,
}

/// The files of each package, and why some cannot be read: its name, and the reason.
#[derive(Debug, Default)]
pub(crate) struct ReadFiles {
    by_package: BTreeMap<String, Vec<ReadFile>>,
    unreadable: BTreeMap<String, Vec<String>>,
    /// How many Rust files there are.
    pub(crate) count: usize,
}

/// The files of a package, in order.
#[derive(Debug, Default)]
pub(crate) struct PackageFiles {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) usages: Vec<FileUsage>,
    /// The comments of each for this program.
    pub(crate) comments: Vec<Vec<Comment>>,
    /// The comments of each that are not understood.
    pub(crate) wrong: Vec<Vec<WrongComment>>,
    /// Why files cannot be read.
    pub(crate) unreadable: Vec<String>,
    /// Files with scopes that are part of no target.
    pub(crate) orphans: Vec<PathBuf>,
}

impl ReadFiles {
    /// Takes the files of a package. What tests have is marked.
    pub(crate) fn of(&mut self, package: &Package) -> PackageFiles {
        let unreadable = self.unreadable.remove(&package.name).unwrap_or_default();
        let mut files = PackageFiles { unreadable, ..PackageFiles::default() };
        let mut modules = Modules::new(package);
        let is_known = !package.roots.is_empty();
        for ReadFile { path, mut usage, comments, wrong } in self.by_package.remove(&package.name).unwrap_or_default() {
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

/// Tests and benchmarks ask nobody.
pub(crate) fn is_of_tests(path: &Path, folder: &Path) -> bool {
    let within = path.strip_prefix(folder).ok();
    let first = within.and_then(|within| within.components().next());
    first.is_some_and(|first| ["tests", "benches"].iter().any(|name| first.as_os_str() == *name))
}

/// Reads the files of a workspace, each by itself: of one without scopes nothing is kept.
pub(crate) fn read_files(workspace: &Workspace, texts: &Texts) -> ReadFiles {
    let progress = Progress::new();
    let found = each(workspace, |path, bytes| {
        progress.step();
        let bytes = match (texts.of(path), bytes) {
            (Some(text), _) => text.as_bytes().to_vec(),
            (None, Ok(bytes)) => bytes,
            (None, Err(reason)) => return Some(Err(format!("`{}` {reason}", workspace.shown(path)))),
        };
        if !scope_sources::has_evidence(&bytes) {
            return None;
        }
        // A file of another encoding has no scopes that a compiler would see.
        let text = String::from_utf8(bytes).ok()?;
        read_file(workspace, path, &text).transpose()
    });
    let mut files = ReadFiles { count: progress.end(), ..ReadFiles::default() };
    for (path, read) in found {
        let Some(package) = workspace.owner(&path).cloned() else { continue };
        match read {
            Ok(read) => files.by_package.entry(package).or_default().push(read),
            Err(reason) => files.unreadable.entry(package).or_default().push(reason),
        }
    }
    files
}

fn read_file(workspace: &Workspace, path: &Path, text: &str) -> Result<Option<ReadFile>, String> {
    let package = workspace.owner(path).and_then(|name| workspace.packages.iter().find(|one| one.name == *name));
    let crates = package.map(|package| &package.crates).filter(|crates| !crates.is_empty());
    let source = crates.and_then(|crates| Some((crates, read(text, &Aliases::new()).ok()?)));
    let calls = source.iter().flat_map(|(crates, source)| source.calls(crates)).map(|call| call.span.start).collect();
    let usage = scope_sources::read(text, &calls).map_err(|(at, reason)| {
        let LineColumn { line, column } = LineColumn::at(text, at.start);
        on_one_line(&format!("{}:{line}:{column}: {reason}", workspace.shown(path))).into_owned()
    })?;
    let (comments, wrong) = scope_sources::comments(text);
    let is_empty = usage.groups.is_empty()
        && usage.constants.is_empty()
        && usage.wanted.is_empty()
        && usage.composed.is_empty()
        && usage.hints.is_empty()
        && usage.definitions.is_empty()
        && usage.broken.is_none()
        && !usage.is_about_oauth
        && wrong.is_empty();
    Ok((!is_empty).then(|| ReadFile { path: path.to_owned(), usage, comments, wrong }))
}

/// A line on a terminal that says how far the search is.
struct Progress {
    count: std::sync::atomic::AtomicUsize,
    is_shown: bool,
}

impl Progress {
    /// How many files there are between two lines.
    const STEP: usize = 500;

    fn new() -> Self {
        let is_shown = std::io::IsTerminal::is_terminal(&std::io::stderr());
        Self { count: std::sync::atomic::AtomicUsize::new(0), is_shown }
    }

    fn step(&self) {
        let count = self.count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        if self.is_shown && count.is_multiple_of(Self::STEP) {
            eprint!("\rreading sources: {count} files");
        }
    }

    /// How many files there were.
    fn end(self) -> usize {
        let count = self.count.into_inner();
        if self.is_shown && count >= Self::STEP {
            eprint!("\r{:40}\r", "");
        }
        count
    }
}
