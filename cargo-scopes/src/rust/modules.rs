//! Determines whether a file belongs to a target.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use memchr::memmem::Finder;
use scope_catalog::load::read_file_bytes;

use super::read::Items;
use super::scopes::Module;
use crate::paths::plain;
use crate::walk;
use crate::workspace::Package;

/// The files of a package's targets, computed on demand.
///
/// A compiler starts at the root of a target and reads every file below it. Here, only a few files are of interest, so
/// the search starts at each of these and looks for the files that may declare it. Every file is read at most once.
#[derive(Debug)]
pub(crate) struct Modules<'p> {
    package: &'p Package,
    /// The files that name each path. It is only computed for a file that is not declared by its name.
    naming: OnceCell<BTreeMap<PathBuf, BTreeSet<PathBuf>>>,
    known: BTreeMap<PathBuf, bool>,
    declared: BTreeMap<PathBuf, Declared>,
}

/// The files that a file declares or includes, and whether only tests declare each of them.
#[derive(Debug, Default)]
struct Declared {
    /// The files that are named by a path.
    paths: BTreeMap<PathBuf, bool>,
    /// The folder of the modules, and their names. A nested module is at `folder/…/name.rs`, where the folders in
    /// between have the names of the modules around it.
    folder: PathBuf,
    names: HashMap<OsString, bool>,
}

impl Declared {
    /// Whether a file is among them, and whether only tests declare it.
    fn is_of_tests(&self, file: &Path) -> Option<bool> {
        let own = if file.ends_with("mod.rs") { file.parent() } else { None };
        let own = own.map_or_else(|| Cow::Owned(file.with_extension("")), Cow::Borrowed);
        let module = own.file_name().and_then(|name| self.names.get(name)).filter(|_| own.starts_with(&self.folder));
        module.into_iter().chain(self.paths.get(file)).copied().reduce(|one, other| one || other)
    }

    /// Returns the paths in order, without nested modules.
    fn listed(self) -> BTreeSet<PathBuf> {
        let mut paths: BTreeSet<PathBuf> = self.paths.into_keys().collect();
        for name in self.names.into_keys() {
            let name = self.folder.join(name);
            paths.insert(name.join("mod.rs"));
            let mut file = name.into_os_string();
            file.push(".rs");
            paths.insert(file.into());
        }
        paths
    }
}

impl<'p> Modules<'p> {
    /// Creates the set for a package's targets.
    pub(crate) fn new(package: &'p Package) -> Self {
        Self { package, naming: OnceCell::new(), known: BTreeMap::new(), declared: BTreeMap::new() }
    }

    /// Whether a target contains the file.
    pub(crate) fn contain(&mut self, file: &Path) -> bool {
        if self.package.roots.contains(file) {
            return true;
        }
        if let Some(&known) = self.known.get(file) {
            return known;
        }
        // The search goes up one level at a time, because any number of files may declare one another.
        let mut seen: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::from([(file.to_owned(), None)]);
        let mut open = vec![file.to_owned()];
        while let Some(at) = open.pop() {
            for parent in self.declaring(&at) {
                if self.package.roots.contains(&parent) || self.known.get(&parent) == Some(&true) {
                    // The files that led here are of a target, too.
                    let way = std::iter::successors(Some(&at), |at| seen.get(*at)?.as_ref());
                    self.known.extend(way.map(|path| (path.clone(), true)));
                    return true;
                }
                if !seen.contains_key(&parent) && !self.known.contains_key(&parent) {
                    seen.insert(parent.clone(), Some(at.clone()));
                    open.push(parent);
                }
            }
        }
        self.known.extend(seen.into_keys().map(|path| (path, false)));
        false
    }

    /// The files that declare or include a file.
    pub(super) fn declaring(&mut self, file: &Path) -> Vec<PathBuf> {
        let mut parents = self.parents(file);
        parents.retain(|parent| parent != file && self.declared(parent).is_of_tests(file).is_some());
        if parents.is_empty() {
            parents = self.naming(file);
            parents.retain(|parent| parent != file);
        }
        parents
    }

    /// Whether a file is only used in tests: it is declared as a test module, or inside one.
    pub(crate) fn are_of_tests(&mut self, file: &Path) -> bool {
        let mut at = file.to_owned();
        // A test module may contain modules.
        for _ in 0..8 {
            let parents = self.parents(&at);
            if parents.iter().any(|parent| *parent != at && self.declared(parent).is_of_tests(&at) == Some(true)) {
                return true;
            }
            let Some(parent) = parents.into_iter().find(|parent| *parent != at && parent.is_file()) else {
                return false;
            };
            if self.package.roots.contains(&parent) {
                return false;
            }
            at = parent;
        }
        false
    }

    /// The files that name a file in `#[path]` or `include!`.
    fn naming(&self, file: &Path) -> Vec<PathBuf> {
        let naming = self.naming.get_or_init(|| {
            let mut naming: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
            let finders = [INCLUDE, PATH[0], PATH[1]].map(Finder::new);
            let mut paths = walk::paths(&mut walk::walk(&[&self.package.folder], |_| false));
            paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
            for path in paths {
                let Ok(text) = read_file_bytes(&path, MOST_BYTES) else { continue };
                if finders.iter().any(|finder| finder.find(&text).is_some()) {
                    for file in declared_in(&text, &path, self.package.roots.contains(&path)).listed() {
                        naming.entry(file).or_default().insert(path.clone());
                    }
                }
            }
            naming
        });
        naming.get(file).into_iter().flatten().cloned().collect()
    }

    /// Returns the files that may declare a file by its name: for `a/b.rs` and `a/b/mod.rs`, these are `a.rs`,
    /// `a/mod.rs`, and any root in `a`. For a nested module, also the files further up.
    fn parents(&self, file: &Path) -> Vec<PathBuf> {
        let mut folder = file.parent();
        if file.file_name().is_some_and(|name| name == "mod.rs") {
            folder = folder.and_then(Path::parent);
        }
        let mut parents = Vec::new();
        while let Some(here) = folder {
            parents.push(here.with_extension("rs"));
            parents.push(here.join("mod.rs"));
            parents.extend(self.package.roots.iter().filter(|root| root.parent() == Some(here)).cloned());
            if parents.iter().any(|parent| self.package.roots.contains(parent)) {
                break;
            }
            folder = here.parent();
        }
        parents
    }

    fn declared(&mut self, parent: &Path) -> &Declared {
        let is_root = || self.package.roots.contains(parent);
        self.declared.entry(parent.to_owned()).or_insert_with(|| declared(parent, is_root()))
    }
}

/// Returns the files that a file declares or includes; nothing if it cannot be read.
fn declared(parent: &Path, is_root: bool) -> Declared {
    read_file_bytes(parent, MOST_BYTES).map(|text| declared_in(&text, parent, is_root)).unwrap_or_default()
}

/// Like [`declared`], given the text of the file.
fn declared_in(text: &[u8], parent: &Path, is_root: bool) -> Declared {
    let Ok(text) = std::str::from_utf8(text) else { return Declared::default() };
    let items = Items::of(text);
    let here = parent.parent().unwrap_or(Path::new(""));
    let below = below(parent, is_root);
    let mut declared = Declared { folder: below.clone(), ..Declared::default() };
    declared.names.reserve(items.modules().count());
    for Module { name, path, is_of_tests } in items.modules() {
        match path {
            Some(path) => {
                for folder in [here, &below] {
                    *declared.paths.entry(plain(&folder.join(path))).or_default() |= is_of_tests;
                }
            }
            None => *declared.names.entry(name.as_str().into()).or_default() |= is_of_tests,
        }
    }
    for path in &items.included {
        declared.paths.entry(plain(&here.join(path))).or_default();
    }
    declared
}

/// Returns the folder for the modules of a file.
pub(super) fn below(parent: &Path, is_root: bool) -> PathBuf {
    let is_folder = is_root || parent.ends_with("mod.rs");
    if is_folder { parent.parent().unwrap_or(Path::new("")).to_owned() } else { parent.with_extension("") }
}

/// Returns the possible paths of the modules of a file and of the files that it includes. In each list, only one must
/// exist.
pub(crate) fn named(file: &Path, is_root: bool, names: &ModuleNames) -> Vec<Vec<PathBuf>> {
    let below = below(file, is_root);
    match names {
        ModuleNames::Plain(names) => {
            let paths = |name| vec![below.join(format!("{name}.rs")), below.join(name).join("mod.rs")];
            names.iter().map(|name| paths(&**name)).collect()
        }
        ModuleNames::Elsewhere => declared(file, is_root).listed().into_iter().map(|path| vec![path]).collect(),
    }
}

/// The names of other files in a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ModuleNames {
    /// The names of modules that may be in other files.
    Plain(Vec<Box<str>>),
    /// The file contains paths of other files, so it must be parsed.
    Elsewhere,
}

impl ModuleNames {
    /// Finds the names in the text of a file.
    ///
    /// This runs for every file, so it only looks for the word `mod` unless there are other signs. A wrong name does no
    /// harm, since [`Modules::contain`] makes the final decision.
    pub(crate) fn of(text: &[u8], signs: Signs) -> Self {
        if signs.elsewhere {
            return Self::Elsewhere;
        }
        if !signs.modules {
            return Self::Plain(Vec::new());
        }
        let finder = Finder::new(MODULE);
        let names = finder.find_iter(text).filter_map(|at| {
            let rest = text.get(at + MODULE.len()..)?.trim_ascii_start();
            let rest = rest.strip_prefix(b"r#").unwrap_or(rest);
            let length =
                rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte >= 0x80).count();
            let (name, after) = rest.split_at(length);
            let is_declared = after.trim_ascii_start().starts_with(b";") && !name.is_empty();
            is_declared.then(|| std::str::from_utf8(name).ok()).flatten()
        });
        Self::Plain(names.map(Box::from).collect())
    }

    /// Whether there are no names.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::Plain(Vec::new())
    }
}

/// Which words a file contains that make it worth a closer look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// A module may be declared: [`MODULE`].
    pub(crate) modules: bool,
    /// A file may be named by its path: [`INCLUDE`], or one of [`PATH`].
    pub(crate) elsewhere: bool,
}

/// Occurs in every file that declares a module.
pub(crate) const MODULE: &str = "mod ";

/// Occurs in every file that includes another one.
pub(crate) const INCLUDE: &str = "include!";

/// The size limit of a source file. A larger one is generated, and would take a compiler minutes.
pub(crate) const MOST_BYTES: u64 = 32 << 20;

/// One of these occurs in every file that states the path of a module.
pub(crate) const PATH: [&str; 2] = ["#[path", " path ="];
