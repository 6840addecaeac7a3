//! Finds the Rust files of a workspace that contain scopes written by hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use scope_catalog::load::FileError;
use scope_sources::{Comment, FileUsage, WrongComment};

use crate::output::{on_one_line, position};
use crate::rust::{Aliases, Modules, WORDS, read};
use crate::sources::{Outcome, Sources, Texts, Visited, Visitor, visit};
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

/// Reads the files of a workspace one by one, and keeps only those with scopes. Also returns the files that may contain
/// calls of the macros.
pub(crate) fn read_files(workspace: &Workspace) -> (ReadFiles, Sources) {
    let reader = Reader::new(true);
    let Outcome { sources, made, unreadable, count } = visit(workspace, &WORDS, &Texts::default(), &reader);
    (reader.end(workspace, made, unreadable, count), sources)
}

/// A visitor that reads the files that may contain scopes.
pub(crate) struct Reader {
    progress: Progress,
    /// Whether scopes without a macro are checked at all.
    is_asked: bool,
}

/// A file that may contain scopes, or why it cannot be read.
pub(crate) type Made = Result<ReadFile, String>;

impl Reader {
    pub(crate) fn new(is_asked: bool) -> Self {
        Self { progress: Progress::new(is_asked), is_asked }
    }

    /// Groups the files by package.
    pub(crate) fn end(
        self,
        workspace: &Workspace,
        made: Vec<(PathBuf, Made)>,
        unreadable: BTreeMap<PathBuf, String>,
        count: usize,
    ) -> ReadFiles {
        self.progress.end();
        let unreadable = unreadable.into_iter().map(|(path, reason)| {
            let reason = format!("`{}` {reason}", workspace.shown(&path));
            (path, Err(reason))
        });
        let mut all: Vec<(PathBuf, Made)> = made.into_iter().chain(unreadable).collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut by_package = BTreeMap::<String, Vec<(PathBuf, Made)>>::new();
        // Files of the same folder follow one another.
        let (mut folder, mut owner) = (PathBuf::new(), None);
        for (path, made) in all {
            let here = path.parent().unwrap_or(Path::new(""));
            if here.as_os_str() != folder.as_os_str() {
                (folder, owner) = (here.to_owned(), workspace.owner(here));
            }
            if let Some(package) = owner {
                by_package.entry(package.to_owned()).or_default().push((path, made));
            }
        }
        ReadFiles { by_package, count }
    }
}

impl Visitor for Reader {
    type Made = Made;

    fn words(&self) -> &'static [&'static str] {
        if self.is_asked { &scope_sources::WORDS } else { &[] }
    }

    fn visit(&self, file: &Visited<'_>) -> Option<Made> {
        if !scope_sources::has_evidence(file.text) {
            return None;
        }
        match std::str::from_utf8(file.text) {
            Ok(text) => read_file(file, text).transpose(),
            Err(error) => {
                let reason = FileError::not_utf8(file.text, error);
                Some(Err(on_one_line(&format!("`{}` {reason}", file.workspace.shown(file.path))).into_owned()))
            }
        }
    }

    fn step(&self) {
        self.progress.step();
    }
}

fn read_file(file: &Visited<'_>, text: &str) -> Result<Option<ReadFile>, String> {
    let crates = Some(&file.package.crates).filter(|crates| file.has_word && !crates.is_empty());
    let source = crates.and_then(|crates| Some((crates, read(text, &Aliases::new()).ok()?)));
    let calls = source.iter().flat_map(|(crates, source)| source.calls(crates)).map(|call| call.span.start).collect();
    let usage = scope_sources::read(text, &calls).map_err(|(at, reason)| {
        format!("{}: {}", position(&file.workspace.shown(file.path), text, at.start), on_one_line(&reason))
    })?;
    let usage = usage.named(file.path.strip_prefix(&file.package.folder).unwrap_or(file.path));
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
    Ok((!is_empty).then_some(ReadFile { usage, comments, wrong }))
}

/// A progress line on the terminal.
struct Progress {
    count: std::sync::atomic::AtomicUsize,
    is_shown: bool,
}

impl Progress {
    /// The number of files between two updates.
    const STEP: usize = 500;

    fn new(is_asked: bool) -> Self {
        let is_shown = is_asked && std::io::IsTerminal::is_terminal(&std::io::stderr());
        Self { count: std::sync::atomic::AtomicUsize::new(0), is_shown }
    }

    fn step(&self) {
        if self.is_shown {
            let count = self.count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            if count.is_multiple_of(Self::STEP) {
                eprint!("\rreading sources: {count} files");
            }
        }
    }

    fn end(self) {
        if self.count.into_inner() >= Self::STEP {
            eprint!("\r{:40}\r", "");
        }
    }
}
