//! Walks through folders in parallel, and collects the relevant files.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use ignore::{DirEntry, WalkState};
use scope_catalog::load::{FileError, read_file_bytes, read_listed_file};

use super::patterns::{Found, Patterns};
use super::visitor::{Files, Outcome, Sources, Texts, Visited, Visitor};
use crate::parallel::threads;
use crate::rust::{MOST_BYTES, ModuleNames, named};
use crate::walk::walk;
use crate::workspace::{Package, Workspace};

/// A search, and its results so far.
pub(super) struct Search<'s, V: Visitor> {
    patterns: Patterns,
    texts: &'s Texts,
    visitor: &'s V,
    asked: Asked<'s>,
    log: Mutex<Log<V::Made>>,
}

/// The workspace whose files are read.
pub(super) enum Asked<'s> {
    Known(&'s Workspace),
    /// It will be known later. `None` means that it is another one, so nothing needs to be read.
    Awaited(&'s OnceLock<Option<Arc<Workspace>>>),
}

/// The results so far.
#[derive(Debug)]
struct Log<T> {
    files: Files,
    made: Vec<(PathBuf, T)>,
    unreadable: BTreeMap<PathBuf, String>,
    count: usize,
    /// All files of the packages whose files are kept, with or without the words.
    reached: HashSet<OsString>,
    /// The modules that each of these files declares to be in other files.
    naming: Vec<(PathBuf, ModuleNames)>,
    /// Files that were read before the workspace was known, and the number of their bytes.
    waiting: Vec<Read<'static>>,
    waiting_bytes: usize,
    /// The folders of packages that were found before the workspace was known.
    folders: HashSet<PathBuf>,
}

impl<T> Default for Log<T> {
    fn default() -> Self {
        Self {
            files: Files::new(),
            made: Vec::new(),
            unreadable: BTreeMap::new(),
            count: 0,
            reached: HashSet::new(),
            naming: Vec::new(),
            waiting: Vec::new(),
            waiting_bytes: 0,
            folders: HashSet::new(),
        }
    }
}

/// A file that was read.
#[derive(Debug)]
struct Read<'t> {
    path: PathBuf,
    /// Its text, or why it cannot be read.
    text: Result<Cow<'t, [u8]>, String>,
    found: Found,
    names: ModuleNames,
}

/// The file that makes a folder a package.
const MANIFEST: &str = "Cargo.toml";

/// How many bytes are kept before the search waits for cargo to find the workspace.
const MOST_WAITING: usize = 16 << 20;

/// The state of a thread between files.
#[derive(Default)]
struct Thread<'w> {
    /// The folder of the last file and its package, since the next file is usually in the same folder.
    folder: Option<PathBuf>,
    package: Option<&'w Package>,
    /// A buffer for the contents of a file.
    buffer: Vec<u8>,
}

impl<'w> Thread<'w> {
    fn package(&mut self, workspace: &'w Workspace, file: &Path) -> Option<&'w Package> {
        let folder = file.parent().unwrap_or(Path::new(""));
        if self.folder.as_ref().is_none_or(|known| known.as_os_str() != folder.as_os_str()) {
            self.folder = Some(folder.to_owned());
            self.package = workspace.package_of(file);
        }
        self.package
    }
}

impl<'s, V: Visitor> Search<'s, V> {
    pub(super) fn new(words: &[&str], texts: &'s Texts, visitor: &'s V, asked: Asked<'s>) -> Self {
        let patterns = Patterns::new(words, visitor.words());
        Self { patterns, texts, visitor, asked, log: Mutex::new(Log::default()) }
    }

    /// Reads the files of a workspace.
    pub(super) fn run(&self, workspace: &Workspace) -> Outcome<V::Made> {
        let asked = workspace.packages.iter().filter(|package| self.wants(package));
        let folders: Vec<&Path> = asked.map(|package| &*package.folder).collect();
        self.walk(&outermost(folders), &workspace.target);
        self.finish(workspace)
    }

    /// Whether the files of a package must be read.
    fn wants(&self, package: &Package) -> bool {
        is_caller(package) || !self.visitor.words().is_empty()
    }

    fn log(&self) -> MutexGuard<'_, Log<V::Made>> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the workspace, if it is known already.
    fn workspace(&self) -> Option<&Workspace> {
        match self.asked {
            Asked::Known(workspace) => Some(workspace),
            Asked::Awaited(answer) => answer.get()?.as_deref(),
        }
    }

    /// Whether it is known that nothing needs to be read.
    fn is_over(&self) -> bool {
        matches!(self.asked, Asked::Awaited(answer) if matches!(answer.get(), Some(None)))
    }

    /// Walks through folders, which must not be nested.
    pub(super) fn walk(&self, folders: &[&Path], target: &Path) {
        if folders.is_empty() {
            return;
        }
        walk(folders, |_| false).threads(threads()).build_parallel().run(|| {
            let mut thread = Thread::default();
            Box::new(move |entry| match entry {
                Ok(entry) => self.entry(entry, target, &mut thread),
                Err(_) => WalkState::Continue,
            })
        });
        self.end_wait();
    }

    fn entry<'a>(&'a self, entry: DirEntry, target: &Path, thread: &mut Thread<'a>) -> WalkState {
        if self.is_over() {
            return WalkState::Quit;
        }
        let Some(kind) = entry.file_type() else { return WalkState::Continue };
        if kind.is_dir() {
            return if self.may_enter(entry.path(), target) { WalkState::Continue } else { WalkState::Skip };
        }
        if !kind.is_file() {
            return WalkState::Continue;
        }
        if entry.path().extension().is_some_and(|extension| extension == "rs") {
            self.file(entry.into_path(), thread);
        } else if matches!(self.asked, Asked::Awaited(_)) && entry.file_name() == MANIFEST {
            self.log().folders.extend(entry.path().parent().map(Path::to_owned));
        }
        WalkState::Continue
    }

    fn may_enter(&self, folder: &Path, target: &Path) -> bool {
        let is_far = |workspace: &Workspace| !workspace.is_near(folder);
        folder != target && !(matches!(self.asked, Asked::Awaited(_)) && self.workspace().is_some_and(is_far))
    }

    fn file<'a>(&'a self, path: PathBuf, thread: &mut Thread<'a>) {
        self.visitor.step();
        let known = self.workspace().map(|workspace| (workspace, thread.package(workspace, &path)));
        match known {
            Some((workspace, Some(package))) if self.wants(package) => {
                let read = self.read_listed(path, is_caller(package), &mut thread.buffer);
                self.note(workspace, package, read);
            }
            Some((_, Some(_))) => self.log().count += 1,
            Some((_, None)) => {}
            None => {
                let read = self.read_listed(path, true, &mut thread.buffer);
                self.let_wait(read);
            }
        }
        self.take_waiting(thread);
    }

    /// Reads a file that was found in a folder. `may_call` says whether it can contain calls.
    fn read_listed<'t>(&'t self, path: PathBuf, may_call: bool, buffer: &'t mut Vec<u8>) -> Read<'t> {
        let text = match self.texts.of(&path) {
            Some(text) => Ok(text.as_bytes().into()),
            None => read_listed_file(&path, MOST_BYTES, buffer).map(|()| Cow::Borrowed(&**buffer)),
        };
        self.taken(path, text.map_err(|error| error.to_string()), may_call)
    }

    /// Reads a file that another file names.
    fn read_named(&self, path: PathBuf) -> Read<'_> {
        let text = match self.texts.of(&path) {
            Some(text) => Ok(text.as_bytes().into()),
            None => read_file_bytes(&path, MOST_BYTES).map(Cow::Owned),
        };
        self.taken(path, text.map_err(|error| error.to_string()), true)
    }

    /// Searches the text of a file. `may_call` says whether it can contain calls.
    fn taken<'t>(&self, path: PathBuf, text: Result<Cow<'t, [u8]>, String>, may_call: bool) -> Read<'t> {
        let search = |text: &Cow<'t, [u8]>| {
            if may_call { self.patterns.found_in(text) } else { self.patterns.visitors_in(text) }
        };
        let found = text.as_ref().map(search).unwrap_or_default();
        let names = match &text {
            Ok(text) if may_call => ModuleNames::of(text, found.signs()),
            _ => ModuleNames::Plain(Vec::new()),
        };
        Read { path, text, found, names }
    }

    /// Keeps a file until the workspace is known. Its text is kept only if something was found in it.
    fn let_wait(&self, Read { path, text, found, names }: Read<'_>) {
        let is_kept = found.word || found.visitors;
        let text = text.map(|text| if is_kept { text.into_owned().into() } else { Cow::default() });
        let is_too_much = {
            let mut log = self.log();
            log.waiting_bytes += text.as_ref().map_or(0, |text: &Cow<'_, [u8]>| text.len());
            log.waiting.push(Read { path, text, found, names });
            log.waiting_bytes > MOST_WAITING
        };
        if let (Asked::Awaited(answer), true) = (&self.asked, is_too_much) {
            answer.wait();
        }
    }

    /// Handles the waiting files once the workspace is known.
    fn take_waiting<'a>(&'a self, thread: &mut Thread<'a>) {
        let (Asked::Awaited(_), Some(workspace)) = (&self.asked, self.workspace()) else { return };
        loop {
            let Some(read) = self.log().waiting.pop() else { return };
            match thread.package(workspace, &read.path) {
                Some(package) if self.wants(package) => self.note(workspace, package, read),
                Some(_) => self.log().count += 1,
                None => {}
            }
        }
    }

    /// Waits for the workspace, and handles the waiting files.
    fn end_wait(&self) {
        let Asked::Awaited(answer) = &self.asked else { return };
        answer.wait();
        let some = self.log().waiting.len();
        std::thread::scope(|scope| {
            for _ in 0..threads().min(some) {
                scope.spawn(|| self.take_waiting(&mut Thread::default()));
            }
        });
    }

    /// Adds the relevant parts of a file to the results.
    fn note(&self, workspace: &Workspace, package: &Package, read: Read<'_>) {
        let Read { path, text, found, names } = read;
        let made = match &text {
            Ok(text) if found.visitors => {
                self.visitor.visit(&Visited { workspace, package, path: &path, text, has_word: found.word })
            }
            _ => None,
        };
        let is_kept = is_caller(package);
        let unreadable = text.as_ref().err().map(|reason| (path.clone(), reason.clone()));
        let text = if is_kept { kept(text, found) } else { None };
        let mut log = self.log();
        log.count += 1;
        log.unreadable.extend(unreadable);
        log.made.extend(made.map(|made| (path.clone(), made)));
        log.files.extend(text.map(|text| (path.clone(), text)));
        if is_kept {
            if !names.is_empty() {
                log.naming.push((path.clone(), names));
            }
            log.reached.insert(path.into_os_string());
        }
    }

    /// Reads the files that other files name, and returns the results.
    pub(super) fn finish(&self, workspace: &Workspace) -> Outcome<V::Made> {
        self.read_the_rest(workspace);
        let owners = self.follow(workspace);
        let Log { files, made, unreadable, count, .. } = std::mem::take(&mut *self.log());
        Outcome { sources: Sources { files, owners }, made, unreadable, count }
    }

    /// Reads the folders of packages that a walk from their parent skips, such as hidden ones.
    fn read_the_rest(&self, workspace: &Workspace) {
        if matches!(self.asked, Asked::Known(_)) {
            return;
        }
        let is_left = |package: &&Package| {
            self.wants(package) && package.folder != workspace.root && !self.log().folders.contains(&package.folder)
        };
        let left = workspace.packages.iter().filter(is_left).map(|package| &*package.folder).collect();
        self.walk(&outermost(left), &workspace.target);
    }

    /// Reads the files that other files declare as modules and that the walk did not find.
    fn follow(&self, workspace: &Workspace) -> BTreeMap<PathBuf, String> {
        let mut log = self.log();
        let log = &mut *log;
        let mut owners = BTreeMap::new();
        let roots: HashSet<&Path> =
            workspace.packages.iter().flat_map(|package| &package.roots).map(PathBuf::as_path).collect();
        let mut open: Vec<(&Package, Naming)> = Vec::new();
        for package in workspace.packages.iter().filter(|package| is_caller(package)) {
            open.extend(package.roots.iter().map(|root| (package, Naming::Target(root.clone()))));
        }
        log.naming.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (file, names) in log.naming.drain(..) {
            let Some(package) = workspace.package_of(&file).filter(|package| is_caller(package)) else { continue };
            open.push((package, Naming::File(file, names)));
        }
        open.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
        while let Some((package, naming)) = open.pop() {
            for list in naming.lists(&roots) {
                if list.iter().any(|path| log.reached.contains(path.as_os_str())) {
                    continue;
                }
                let Some(path) = list.into_iter().find(|path| path.is_file()) else { continue };
                owners.insert(path.clone(), package.name.clone());
                log.reached.insert(path.clone().into_os_string());
                // The path may lead anywhere, also through a symbolic link.
                let Read { path, text, found, names } = match workspace.roots.admit(&path) {
                    Ok(()) => self.read_named(path),
                    Err(error) => self.taken(path, Err(error.to_string()), true),
                };
                if let (Ok(text), true) = (&text, found.visitors) {
                    let file = Visited { workspace, package, path: &path, text, has_word: found.word };
                    log.made.extend(self.visitor.visit(&file).map(|made| (path.clone(), made)));
                }
                log.files.extend(kept(text, found).map(|text| (path.clone(), text)));
                open.push((package, Naming::File(path, names)));
            }
        }
        owners
    }
}

/// Whether a package can use the macros, so that its files with a word of the search are kept.
fn is_caller(package: &Package) -> bool {
    !package.crates.is_empty()
}

/// A target or file that names files.
enum Naming {
    /// A target, and the path of its root.
    Target(PathBuf),
    /// A file, and the modules that it declares.
    File(PathBuf, ModuleNames),
}

impl Naming {
    /// Returns the possible paths of the files. In each list, only one must exist.
    fn lists(self, roots: &HashSet<&Path>) -> Vec<Vec<PathBuf>> {
        match self {
            Self::Target(root) => vec![vec![root]],
            Self::File(file, names) => named(&file, roots.contains(&*file), &names),
        }
    }
}

/// Returns what is kept of a file: its text if it contains a word of the search, or why it cannot be read.
fn kept(text: Result<Cow<'_, [u8]>, String>, found: Found) -> Option<Result<String, String>> {
    match text {
        Ok(_) if !found.word => None,
        Ok(text) => Some(
            String::from_utf8(text.into_owned())
                .map_err(|error| FileError::not_utf8(error.as_bytes(), error.utf8_error()).to_string()),
        ),
        Err(reason) => Some(Err(reason)),
    }
}

/// Removes folders that are inside others.
fn outermost(mut folders: Vec<&Path>) -> Vec<&Path> {
    folders.sort();
    folders.dedup_by(|folder, outer| folder.starts_with(*outer));
    folders
}
