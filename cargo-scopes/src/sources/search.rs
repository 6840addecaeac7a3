//! Walks through folders in parallel, and collects the relevant files.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ignore::WalkState;
use scope_catalog::load::{FileError, read_file_bytes, read_listed_file};

use super::files::{Outcome, Texts};
use super::patterns::{Found, Patterns};
use crate::parallel::threads;
use crate::rust::{MOST_BYTES, ModuleNames, named};
use crate::walk::walk;
use crate::workspace::{Package, Workspace};

/// A search in the Rust files of a workspace.
///
/// It skips files that git ignores, hidden files, files behind links, and cargo's output, unless a module declaration
/// leads to them.
pub(crate) struct Search<'s> {
    /// Files with one of these words are kept, if their package can use the macros.
    pub(crate) words: &'s [&'s str],
    /// The paths of files with one of these words are returned for any package. If there are no hints, only packages
    /// that can use the macros are searched.
    pub(crate) hints: &'s [&'s str],
    pub(crate) texts: &'s Texts,
    /// Called for each file.
    pub(crate) on_file: &'s (dyn Fn() + Sync),
}

/// The file that makes a folder a package.
const MANIFEST: &str = "Cargo.toml";

/// A file that was searched.
struct Searched {
    path: PathBuf,
    /// What it contains, or the reason that it cannot be read.
    found: Result<Found, String>,
    /// Its text if it has a word of the search, or the reason that it cannot be read.
    text: Option<Result<String, String>>,
    names: ModuleNames,
}

impl Searched {
    /// Whether nothing was found in the file.
    fn is_plain(&self) -> bool {
        self.text.is_none() && self.names.is_empty() && self.found.as_ref().is_ok_and(|found| !found.hint())
    }
}

/// The result of a walk.
#[derive(Default)]
struct Walked {
    searched: Vec<Searched>,
    /// The number of files in packages that are not in `searched`, since they are not needed.
    others: usize,
    /// The folders with a manifest.
    packages: HashSet<PathBuf>,
}

impl Search<'_> {
    /// Searches the selected packages of a workspace.
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        self.outcome(workspace, &Patterns::new(self.words, self.hints), Walked::default())
    }

    /// Does the same while cargo finds the workspace. It already searches the most likely folder of the workspace.
    ///
    /// # Errors
    ///
    /// If the workspace is not found.
    pub(crate) fn run_meanwhile<E>(
        &self,
        folder: Option<&Path>,
        find: impl FnOnce() -> Result<Workspace, E>,
    ) -> Result<(Arc<Workspace>, Outcome), E> {
        let patterns = Patterns::new(self.words, self.hints);
        let target = folder.map(|folder| folder.join("target"));
        // The workspace, once it is known; `None` inside if it is another one, and nothing has to be read.
        let answer: OnceLock<Option<Arc<Workspace>>> = OnceLock::new();
        let may_be_of_package = |folder: &Path| match answer.get() {
            None => true,
            Some(workspace) => workspace.as_ref().is_some_and(|workspace| workspace.is_near(folder)),
        };
        let may_enter = |folder: &Path| Some(folder) != target.as_deref() && may_be_of_package(folder);
        let known = || answer.get()?.as_deref();
        let (found, walked) = std::thread::scope(|scope| {
            let walk = scope.spawn(|| self.walk(&patterns, folder.as_slice(), &may_enter, &known));
            let found = find().map(Arc::new);
            let is_there = |workspace: &&Arc<Workspace>| {
                Some(&*workspace.root) == folder && Some(&workspace.target) == target.as_ref()
            };
            let _ = answer.set(found.as_ref().ok().filter(is_there).cloned());
            (found, walk.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let workspace = found?;
        let is_there = matches!(answer.get(), Some(Some(_)));
        let outcome = self.outcome(&workspace, &patterns, if is_there { walked } else { Walked::default() });
        Ok((workspace, outcome))
    }

    /// Walks through folders. None of them contains another one. As soon as the workspace is known, only the files that
    /// are needed are kept.
    fn walk<'w>(
        &self,
        patterns: &Patterns,
        folders: &[&Path],
        may_enter: &(dyn Fn(&Path) -> bool + Sync),
        workspace: &(dyn Fn() -> Option<&'w Workspace> + Sync),
    ) -> Walked {
        if folders.is_empty() {
            return Walked::default();
        }
        let walked = Mutex::new(Walked::default());
        let patterns = [&Patterns::of_hints(self.hints), patterns];
        walk(folders, |_| false).threads(threads()).build_parallel().run(|| {
            let (mut buffer, mut finder) = (Vec::new(), None);
            let walked = || walked.lock().unwrap_or_else(PoisonError::into_inner);
            Box::new(move |entry| {
                let Ok(entry) = entry else { return WalkState::Continue };
                let kind = entry.file_type();
                if kind.is_some_and(|kind| kind.is_dir()) && !may_enter(entry.path()) {
                    return WalkState::Skip;
                }
                if kind.is_none_or(|kind| !kind.is_file()) {
                    return WalkState::Continue;
                }
                if entry.file_name() == MANIFEST {
                    walked().packages.extend(entry.path().parent().map(Path::to_owned));
                }
                if entry.path().extension().is_some_and(|end| end == "rs") {
                    (self.on_file)();
                    finder = finder.take().or_else(|| workspace().map(Workspace::finder));
                    let package = finder.as_mut().map(|package_of| package_of(entry.path()));
                    let meets =
                        |is_such: &dyn Fn(&Package) -> bool| package.is_none_or(|package| package.is_some_and(is_such));
                    let listed = || self.listed(patterns, entry.into_path(), meets(&is_caller), &mut buffer);
                    match meets(&|package| self.wants(package)).then(listed).flatten() {
                        Some(one) => walked().searched.push(one),
                        None => walked().others += usize::from(package.flatten().is_some()),
                    }
                }
                WalkState::Continue
            })
        });
        walked.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Searches a file that a walk has found, and returns the result if it is needed. `may_call` states whether its
    /// package can use the macros.
    fn listed(
        &self,
        [hints, all]: [&Patterns; 2],
        path: PathBuf,
        may_call: bool,
        buffer: &mut Vec<u8>,
    ) -> Option<Searched> {
        let searched = self.searched(if may_call { all } else { hints }, path, |path| {
            read_listed_file(path, MOST_BYTES, buffer)?;
            Ok(Cow::Borrowed(&**buffer))
        });
        (may_call || !searched.is_plain()).then_some(searched)
    }

    /// Searches a file, which is read by a function.
    fn searched<'t>(
        &'t self,
        patterns: &Patterns,
        path: PathBuf,
        read: impl FnOnce(&Path) -> Result<Cow<'t, [u8]>, FileError>,
    ) -> Searched {
        let bytes = self.texts.of(&path).map_or_else(|| read(&path), |text| Ok(text.as_bytes().into()));
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) => {
                let (found, text) = (Err(error.to_string()), Some(Err(error.to_string())));
                return Searched { path, found, text, names: ModuleNames::Plain(Vec::new()) };
            }
        };
        let found = patterns.found_in(&bytes);
        let names = ModuleNames::of(&bytes, found.signs());
        let not_utf8 = |error: std::str::Utf8Error| FileError::not_utf8(&bytes, error).to_string();
        let text = found.word().then(|| std::str::from_utf8(&bytes).map(str::to_owned).map_err(not_utf8));
        Searched { path, found: Ok(found), text, names }
    }

    /// Whether the files of a package must be read.
    fn wants(&self, package: &Package) -> bool {
        is_caller(package) || !self.hints.is_empty()
    }

    /// Searches the packages that an earlier walk skipped, and sorts all files.
    fn complete(&self, workspace: &Workspace, patterns: &Patterns, mut walked: Walked) -> Walked {
        // A walk from above skips packages in folders whose names begin with a dot, for example.
        let is_left = |package: &&Package| self.wants(package) && !walked.packages.contains(&package.folder);
        let left = workspace.packages.iter().filter(is_left).map(|package| &*package.folder).collect();
        let rest = self.walk(patterns, &outermost(left), &|folder| folder != workspace.target, &|| Some(workspace));
        walked.others += rest.others;
        walked.searched.extend(rest.searched);
        walked.searched.sort_by(|one, other| one.path.cmp(&other.path));
        walked.searched.dedup_by(|one, other| one.path == other.path);
        walked
    }

    /// Keeps the files of the selected packages after a walk.
    fn outcome(&self, workspace: &Workspace, patterns: &Patterns, walked: Walked) -> Outcome {
        let walked = self.complete(workspace, patterns, walked);
        let mut outcome = Outcome { count: walked.others, ..Outcome::default() };
        // All files of the packages whose files are kept, with or without the words.
        let mut reached = HashSet::new();
        // Targets, and files with the modules that they declare.
        let mut open: Vec<(&Package, PathBuf, Option<ModuleNames>)> = Vec::new();
        for package in workspace.packages.iter().filter(|package| is_caller(package)) {
            open.extend(package.roots.iter().map(|root| (package, root.clone(), None)));
        }
        let mut package_of = workspace.finder();
        for one in walked.searched {
            let Some(package) = package_of(&one.path) else { continue };
            outcome.count += 1;
            if !self.wants(package) {
                continue;
            }
            outcome.unreadable.extend(one.found.as_ref().err().map(|reason| (one.path.clone(), reason.clone())));
            let (path, names) = outcome.keep(one, is_caller(package));
            if is_caller(package) {
                reached.insert(path.clone().into_os_string());
                open.extend((!names.is_empty()).then_some((package, path, Some(names))));
            }
        }
        open.sort_by(|(one, ..), (other, ..)| one.name.cmp(&other.name));
        self.follow(workspace, patterns, open, reached, &mut outcome);
        outcome
    }

    /// Searches the files that other files declare as modules and that no walk has found.
    fn follow<'w>(
        &self,
        workspace: &'w Workspace,
        patterns: &Patterns,
        mut open: Vec<(&'w Package, PathBuf, Option<ModuleNames>)>,
        mut reached: HashSet<OsString>,
        outcome: &mut Outcome,
    ) {
        let roots: HashSet<&Path> =
            workspace.packages.iter().flat_map(|package| &package.roots).map(PathBuf::as_path).collect();
        while let Some((package, file, names)) = open.pop() {
            let lists = match names {
                Some(names) => named(&file, roots.contains(&*file), &names),
                None => vec![vec![file]],
            };
            for list in lists {
                if list.iter().any(|path| reached.contains(path.as_os_str())) {
                    continue;
                }
                let Some(path) = list.into_iter().find(|path| path.is_file()) else { continue };
                outcome.sources.owners.insert(path.clone(), package.name.clone());
                reached.insert(path.clone().into_os_string());
                let searched = self.searched(patterns, path, |path| {
                    // The path may lead anywhere, also through a symbolic link.
                    workspace.roots.admit(path)?;
                    read_file_bytes(path, MOST_BYTES).map(Cow::Owned)
                });
                let (path, names) = outcome.keep(searched, true);
                open.push((package, path, Some(names)));
            }
        }
    }
}

impl Outcome {
    /// Keeps the needed results for a file. `is_of_caller` states whether its package can use the macros.
    fn keep(&mut self, searched: Searched, is_of_caller: bool) -> (PathBuf, ModuleNames) {
        let Searched { path, found, text, names } = searched;
        self.hinted.extend(found.is_ok_and(Found::hint).then(|| path.clone()));
        self.sources.files.extend(text.filter(|_| is_of_caller).map(|text| (path.clone(), text)));
        (path, names)
    }
}

/// Whether a package can use the macros, so that its files with a word of the search are kept.
fn is_caller(package: &Package) -> bool {
    !package.crates.is_empty()
}

/// Removes folders that are inside others.
fn outermost(mut folders: Vec<&Path>) -> Vec<&Path> {
    folders.sort();
    folders.dedup_by(|folder, outer| folder.starts_with(*outer));
    folders
}
