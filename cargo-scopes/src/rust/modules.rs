//! Whether a file is part of a target.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use memchr::memmem::Finder;
use scope_catalog::load::{read_file_bytes, read_text_file};

use super::read::{Aliases, read};
use super::scopes::Module;
use crate::workspace::{Package, plain};

/// The files of a package's targets, as far as somebody asked.
///
/// A compiler goes from the root of a target down, through every file. Here few files are asked about, so it is gone up
/// from each of these, to the files that may declare it.
#[derive(Debug)]
pub(crate) struct Modules<'p> {
    package: &'p Package,
    /// The files that name others, far-off ones perhaps; found when one is asked for that nobody declares by its name.
    naming: OnceCell<Vec<(PathBuf, Vec<u8>)>>,
    known: BTreeMap<PathBuf, bool>,
    declared: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
}

impl<'p> Modules<'p> {
    /// Those of a package's targets.
    pub(crate) fn new(package: &'p Package) -> Self {
        Self { package, naming: OnceCell::new(), known: BTreeMap::new(), declared: BTreeMap::new() }
    }

    /// Whether a target has the file.
    pub(crate) fn contain(&mut self, file: &Path) -> bool {
        if self.package.roots.contains(file) {
            return true;
        }
        if let Some(&known) = self.known.get(file) {
            return known;
        }
        // A file that leads back to itself is in no target by that.
        self.known.insert(file.to_owned(), false);
        let mut parents = self.parents(file);
        if !parents.iter().any(|parent| self.declares(parent, file)) {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            parents = self.naming(&name);
        }
        parents.retain(|parent| parent != file);
        let found = parents.into_iter().any(|parent| self.declares(&parent, file) && self.contain(&parent));
        self.known.insert(file.to_owned(), found);
        found
    }

    /// The files that declare or include a file.
    pub(super) fn declaring(&mut self, file: &Path) -> Vec<PathBuf> {
        let mut parents = self.parents(file);
        parents.retain(|parent| parent != file && self.declares(parent, file));
        if parents.is_empty() {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            parents = self.naming(&name);
            parents.retain(|parent| parent != file && self.declares(parent, file));
        }
        parents
    }

    /// Whether only tests have a file: it is a module of theirs, or in one.
    pub(crate) fn are_of_tests(&self, file: &Path) -> bool {
        let mut at = file.to_owned();
        // A module of tests may have modules of its own.
        for _ in 0..8 {
            let parents = self.parents(&at);
            let is_declared = |parent: &PathBuf| {
                let is_root = self.package.roots.contains(parent);
                let files = declared(parent, is_root, true);
                files.contains(&at) || files.iter().any(|wide| wide.ends_with("**") && is_named(wide, &at))
            };
            if parents.iter().filter(|parent| **parent != at).any(is_declared) {
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

    /// The files that may have a name in a `#[path]` or an `include!`.
    fn naming(&self, name: &str) -> Vec<PathBuf> {
        let files = self.naming.get_or_init(|| files_with(&self.package.folder, &[INCLUDE, PATH[0], PATH[1]]));
        let finder = Finder::new(name);
        files.iter().filter(|(_, text)| finder.find(text).is_some()).map(|(path, _)| path.clone()).collect()
    }

    /// The files that declare a file by its name, where everything is where it is looked for: of `a/b.rs` and of
    /// `a/b/mod.rs` these are `a.rs`, `a/mod.rs`, and any root in `a`; of a module within a module, those around.
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

    fn declares(&mut self, parent: &Path, file: &Path) -> bool {
        let is_root = self.package.roots.contains(parent);
        self.declared.entry(parent.to_owned()).or_insert_with(|| declared(parent, is_root, false)).contains(file)
            || self.declared[parent].iter().any(|wide| wide.ends_with("**") && is_named(wide, file))
    }
}

/// A module within a module is at `folder/…/name.rs`: the folders between have the names of the modules around it.
fn is_named(wide: &Path, file: &Path) -> bool {
    let Some(named) = wide.parent() else { return false };
    let (Some(folder), Some(name)) = (named.parent(), named.file_name()) else { return false };
    let own = if file.ends_with("mod.rs") { file.parent() } else { None };
    let own = own.map_or_else(|| file.with_extension(""), Path::to_owned);
    own.starts_with(folder) && own.file_name() == Some(name)
}

/// The files that a file declares or includes.
fn declared(parent: &Path, is_root: bool, only_tests: bool) -> BTreeSet<PathBuf> {
    let Ok(text) = read_text_file(parent, MOST_BYTES) else { return BTreeSet::new() };
    let Ok(source) = read(&text, &Aliases::new()) else { return BTreeSet::new() };
    let here = parent.parent().unwrap_or(Path::new(""));
    let below = below(parent, is_root);
    let mut files = BTreeSet::new();
    for Module { name, path, .. } in source.modules.into_iter().filter(|module| !only_tests || module.is_of_tests) {
        if let Some(path) = path {
            files.extend([plain(&here.join(&path)), plain(&below.join(path))]);
        } else {
            files.extend([below.join(format!("{name}.rs")), below.join(&name).join("mod.rs")]);
            files.insert(below.join(name).join("**"));
        }
    }
    if !only_tests {
        files.extend(source.included.iter().map(|path| plain(&here.join(path))));
    }
    files
}

/// The folder that the modules of a file are in.
pub(super) fn below(parent: &Path, is_root: bool) -> PathBuf {
    let is_folder = is_root || parent.ends_with("mod.rs");
    if is_folder { parent.parent().unwrap_or(Path::new("")).to_owned() } else { parent.with_extension("") }
}

/// Where the modules of a file may be, and what it includes, given its text: of the paths in a list, one is enough.
///
/// This is for every file there is, so it only looks for the word `mod`, unless something else is found. A file that it names by mistake
/// does no harm: [`Modules::contain`] has the last word.
pub(crate) fn named(file: &Path, text: &[u8], is_root: bool, signs: Signs) -> Vec<Vec<PathBuf>> {
    if signs.elsewhere {
        let exact = declared(file, is_root, false).into_iter().filter(|path| !path.ends_with("**"));
        return exact.map(|path| vec![path]).collect();
    }
    if !signs.modules {
        return Vec::new();
    }
    let below = below(file, is_root);
    let finder = Finder::new(MODULE);
    let names = finder.find_iter(text).filter_map(|at| {
        let rest = text.get(at + 4..)?.trim_ascii_start();
        let rest = rest.strip_prefix(b"r#").unwrap_or(rest);
        let length =
            rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte >= 0x80).count();
        let (name, after) = rest.split_at(length);
        let is_declared = after.trim_ascii_start().starts_with(b";") && !name.is_empty();
        is_declared.then(|| std::str::from_utf8(name).ok()).flatten()
    });
    names.map(|name| vec![below.join(format!("{name}.rs")), below.join(name).join("mod.rs")]).collect()
}

/// The content of a file: the words that tell whether it has to be looked at more closely.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// A module may be declared: [`MODULE`].
    pub(crate) modules: bool,
    /// A file may be named by its path: [`INCLUDE`], or one of [`PATH`].
    pub(crate) elsewhere: bool,
}

/// This is in a file that declares a module.
pub(crate) const MODULE: &str = "mod ";

/// This is in a file that includes another one.
pub(crate) const INCLUDE: &str = "include!";

/// A larger source file is made by a machine; a compiler would take minutes for it.
pub(crate) const MOST_BYTES: u64 = 32 << 20;

/// One of these is in a file that says by its path where a module is.
pub(crate) const PATH: [&str; 2] = ["#[path", " path ="];

/// The Rust files of a folder that have one of these words in them, in order, with what they hold.
fn files_with(folder: &Path, words: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    let finders: Vec<Finder<'_>> = words.iter().map(Finder::new).collect();
    let entries = WalkBuilder::new(folder).build().filter_map(Result::ok).map(ignore::DirEntry::into_path);
    let rust = entries.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let mut files: Vec<(PathBuf, Vec<u8>)> =
        rust.filter_map(|path| Some((path.clone(), read_file_bytes(&path, MOST_BYTES).ok()?))).collect();
    files.retain(|(_, text)| finders.iter().any(|finder| finder.find(text).is_some()));
    files.sort();
    files
}
