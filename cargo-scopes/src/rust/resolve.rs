//! Finds out whose macro a call means, with Rust's rules for modules, imports, renames and globs, in all files of a
//! package.
//!
//! The compiler also expands macros, whose results are unknown here. So a name may not be found, which is reported.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use scope_syntax::Macro;

use super::call::Call;
use super::modules::{Modules, below};
use super::read::{Aliases, Source, called, read};
use super::scopes::{Module, around, module_of};
use crate::paths::plain;
use crate::sources::Texts;
use crate::workspace::{Package, Workspace};

/// Whose macro a call means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// Ours, and which one.
    Ours(Macro),
    /// Another package's.
    Theirs,
    /// Only the compiler can tell.
    Unknown,
}

/// A module or block: its file, and its index there.
type Spot = (PathBuf, usize);

/// What a name may stand for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Macro(Macro),
    TheirMacro,
    Module(Spot),
    /// A crate with our macros.
    Ours,
    /// Another crate.
    Foreign,
}

/// Finds out whose macros the calls of a package mean.
#[derive(Debug)]
pub(crate) struct Resolver<'p> {
    workspace: &'p Workspace,
    package: &'p Package,
    texts: &'p Texts,
    modules: Modules<'p>,
    /// The aliases of the macros in the package.
    aliases: Aliases,
    sources: BTreeMap<PathBuf, Option<Rc<Source>>>,
    /// Where each file is declared; `None` for a root.
    parents: BTreeMap<PathBuf, Option<Spot>>,
    /// The lookups in progress, since imports may form a cycle.
    open: BTreeSet<(Spot, String)>,
    steps: usize,
    /// Whether another crate may export the requested name through a glob.
    may_be_foreign: bool,
}

/// The maximum number of steps for a call. Nobody writes code that needs more, except to hide something.
const MOST_STEPS: usize = 20_000;

impl<'p> Resolver<'p> {
    /// Creates a resolver for the calls of a package.
    pub(crate) fn new(workspace: &'p Workspace, package: &'p Package, texts: &'p Texts, aliases: Aliases) -> Self {
        Self {
            workspace,
            package,
            texts,
            modules: Modules::new(package),
            aliases,
            sources: BTreeMap::new(),
            parents: BTreeMap::new(),
            open: BTreeSet::new(),
            steps: 0,
            may_be_foreign: false,
        }
    }

    /// Whose macro a call means.
    pub(crate) fn owner(&mut self, file: &Path, source: &Source, call: &Call) -> Owner {
        if self.is_plainly_ours(source, call) {
            return Owner::Ours(call.of);
        }
        (self.steps, self.may_be_foreign) = (0, false);
        self.parent(file);
        let spot = (file.to_owned(), call.scope);
        let found = if call.path.is_empty() {
            self.named(&spot, &call.name)
        } else {
            let path: Vec<String> = call.path.iter().chain([&call.name]).cloned().collect();
            self.at_path(&spot, &path)
        };
        let of_us = |found: &Found| if let Found::Macro(of) = found { Some(*of) } else { None };
        let macros: Vec<Macro> = found.iter().filter_map(of_us).collect();
        let is_theirs = found.iter().any(|found| matches!(found, Found::TheirMacro | Found::Foreign));
        match (&*macros, is_theirs) {
            _ if self.steps >= MOST_STEPS => Owner::Unknown,
            ([of], false) => Owner::Ours(*of),
            ([], true) => Owner::Theirs,
            // Imported by `#[macro_use]`, from a surrounding module, or from a library with the macros. No other macro
            // of this name was found.
            ([], false) if called(&call.name) == Some(call.of) && !self.may_be_foreign => {
                let is_near = call.path.first().is_none_or(|first| self.package.crates.contains(first));
                if is_near { Owner::Ours(call.of) } else { Owner::Unknown }
            }
            _ => Owner::Unknown,
        }
    }

    /// Whether a path leads to a crate with our macros.
    pub(crate) fn leads_to_us(&mut self, file: &Path, scope: usize, path: &[String]) -> bool {
        self.steps = 0;
        !path.is_empty() && self.at_path(&(file.to_owned(), scope), path).contains(&Found::Ours)
    }

    /// Whether a call certainly means our macro without looking at other files. Nearly all calls do.
    fn is_plainly_ours(&self, source: &Source, call: &Call) -> bool {
        let has = |name: &String| {
            let is_shadowed =
                source.index.has_module(name) || source.imports_of(name).any(|import| import.path.len() > 1);
            self.package.crates.contains(name) && !self.package.libraries.contains_key(name) && !is_shadowed
        };
        if let [name] = &*call.path {
            return has(name) && called(&call.name) == Some(call.of);
        }
        let imports = source.index.imports.get(&call.name).map(Vec::as_slice);
        let (Some([(scope, place)]), []) = (imports, &*call.path) else { return false };
        let [name, own] = &*source.scopes[*scope].imports[*place].path else { return false };
        let mut blocks = around(&source.scopes, call.scope).take_while(|number| number != scope);
        if blocks.any(|number| source.scopes[number].module.is_some()) {
            return false;
        }
        has(name) && called(own) == Some(call.of) && !source.index.defines(&call.name)
    }

    /// Looks up a macro that is called without a path.
    fn named(&mut self, spot: &Spot, name: &str) -> BTreeSet<Found> {
        let Some(source) = self.source(&spot.0) else { return BTreeSet::new() };
        // Macros are visible in textual order, also from surrounding modules.
        if around(&source.scopes, spot.1).any(|scope| source.scopes[scope].definitions.contains(name)) {
            return BTreeSet::from([Found::TheirMacro]);
        }
        let mut found = self.in_blocks(spot, name);
        found.retain(|found| matches!(found, Found::Macro(_) | Found::TheirMacro | Found::Foreign));
        let defines = |source: Rc<Source>| source.definitions.iter().any(|definition| definition.name == name);
        if found.is_empty()
            && self.files_around(&spot.0).iter().skip(1).any(|parent| self.source(parent).is_some_and(defines))
        {
            found.insert(Found::TheirMacro);
        }
        found
    }

    /// Returns a file and those that declare it, nearest first.
    fn files_around(&mut self, file: &Path) -> Vec<PathBuf> {
        const MOST: usize = 64;
        let mut files = vec![file.to_owned()];
        while files.len() <= MOST
            && let Some((parent, _)) = self.parent(&files[files.len() - 1])
        {
            files.push(parent);
        }
        files
    }

    /// Looks up a name in a block and the blocks around it, up to the module.
    fn in_blocks(&mut self, (file, scope): &Spot, name: &str) -> BTreeSet<Found> {
        let Some(source) = self.source(file) else { return BTreeSet::new() };
        let module = module_of(&source.scopes, *scope);
        for scope in around(&source.scopes, *scope) {
            let found = self.within(&(file.clone(), scope), name);
            if !found.is_empty() || scope == module {
                return found;
            }
        }
        BTreeSet::new()
    }

    /// Looks up a path.
    fn at_path(&mut self, spot: &Spot, path: &[String]) -> BTreeSet<Found> {
        let Some((first, mut rest)) = path.split_first() else { return BTreeSet::new() };
        let mut found = match &**first {
            "crate" | "$crate" => self.roots(&spot.0),
            "self" => self.module(spot).into_iter().collect(),
            "super" => self.outer(spot).into_iter().collect(),
            name => self.first(spot, name),
        };
        while let Some((next, others)) = rest.split_first() {
            self.steps += 1;
            if self.steps >= MOST_STEPS {
                return BTreeSet::new();
            }
            rest = others;
            for place in std::mem::take(&mut found) {
                match (place, &**next) {
                    (Found::Module(spot), "super") => found.extend(self.outer(&spot)),
                    (place @ Found::Module(_), "self") => _ = found.insert(place),
                    (Found::Module(spot), name) => found.extend(self.within(&spot, name)),
                    (Found::Ours, name) => _ = found.insert(Self::ours(name)),
                    (Found::Foreign, _) => _ = found.insert(Found::Foreign),
                    (Found::Macro(_) | Found::TheirMacro, _) => {}
                }
            }
        }
        found
    }

    /// Returns the meaning of a name in our crate.
    fn ours(name: &str) -> Found {
        match Macro::named(name) {
            Some(Macro::Catalog) => Found::TheirMacro,
            Some(of) => Found::Macro(of),
            None => Found::Ours,
        }
    }

    /// Looks up the first segment of a path.
    fn first(&mut self, spot: &Spot, name: &str) -> BTreeSet<Found> {
        let found = self.in_blocks(spot, name);
        if !found.is_empty() {
            return found;
        }
        let package = self.package_of(&spot.0);
        if let Some(root) = package.libraries.get(name) {
            self.parents.entry(root.clone()).or_insert(None);
            return BTreeSet::from([Found::Module((root.clone(), 0))]);
        }
        if package.crates.contains(name) {
            return BTreeSet::from([Found::Ours]);
        }
        // In the 2015 edition, imports start at the root. A crate that the root renames is known everywhere.
        let mut found = BTreeSet::new();
        for root in self.roots(&spot.0) {
            if let Found::Module(root) = root
                && root != *spot
            {
                found.extend(self.within(&root, name));
            }
        }
        if found.is_empty() && (package.others.contains(name) || matches!(name, "std" | "core" | "alloc")) {
            found.insert(Found::Foreign);
        }
        found
    }

    /// Looks up a name directly in a module or block.
    fn within(&mut self, spot: &Spot, name: &str) -> BTreeSet<Found> {
        self.steps += 1;
        let key = (spot.clone(), name.to_owned());
        if self.steps >= MOST_STEPS || !self.open.insert(key.clone()) {
            return BTreeSet::new();
        }
        let mut found = self.declared_in(spot, name);
        if found.is_empty() {
            found = self.by_globs(spot, name);
        }
        self.open.remove(&key);
        found
    }

    fn declared_in(&mut self, spot: &Spot, name: &str) -> BTreeSet<Found> {
        let Some(source) = self.source(&spot.0) else { return BTreeSet::new() };
        let Some(scope) = source.scopes.get(spot.1) else { return BTreeSet::new() };
        let mut found = BTreeSet::new();
        for &(_, place) in source.index.imports.get(name).into_iter().flatten().filter(|(at, _)| *at == spot.1) {
            found.extend(self.at_path(spot, &scope.imports[place].path));
        }
        let inner =
            source.index.inner.get(name).into_iter().flatten().filter(|&&inner| source.scopes[inner].parent == spot.1);
        found.extend(inner.map(|&number| Found::Module((spot.0.clone(), number))));
        for &(_, place) in source.index.outer.get(name).into_iter().flatten().filter(|(at, _)| *at == spot.1) {
            if let Some(file) = self.file_of(&source, spot, &scope.modules[place]) {
                self.parents.entry(file.clone()).or_insert_with(|| Some(spot.clone()));
                found.insert(Found::Module((file, 0)));
            }
        }
        if scope.definitions.contains(name) {
            found.insert(Found::TheirMacro);
        }
        found
    }

    fn by_globs(&mut self, spot: &Spot, name: &str) -> BTreeSet<Found> {
        let Some(source) = self.source(&spot.0) else { return BTreeSet::new() };
        let mut found = BTreeSet::new();
        for &place in source.index.globs.get(&spot.1).into_iter().flatten() {
            let path = &source.scopes[spot.1].imports[place].path;
            for place in self.at_path(spot, path) {
                match place {
                    Found::Module(spot) => found.extend(self.within(&spot, name)),
                    Found::Ours if called(name).is_some() => _ = found.insert(Self::ours(name)),
                    Found::Foreign => {
                        self.may_be_foreign |= !matches!(&*path[0], "std" | "core" | "alloc");
                    }
                    _ => {}
                }
            }
        }
        found
    }

    /// Returns the module that contains a scope.
    fn module(&mut self, (file, scope): &Spot) -> Option<Found> {
        let source = self.source(file)?;
        Some(Found::Module((file.clone(), module_of(&source.scopes, *scope))))
    }

    /// Returns the parent of the module that contains a scope.
    fn outer(&mut self, (file, scope): &Spot) -> Option<Found> {
        let source = self.source(file)?;
        match module_of(&source.scopes, *scope) {
            0 => {
                let parent = self.parent(file)?;
                self.module(&parent)
            }
            module => self.module(&(file.clone(), source.scopes[module].parent)),
        }
    }

    /// Returns the roots of the targets that contain a file.
    fn roots(&mut self, file: &Path) -> BTreeSet<Found> {
        let file = self.files_around(file).pop().unwrap_or_default();
        let package = self.package_of(&file);
        let roots = if package.roots.contains(&file) { vec![file] } else { package.roots.iter().cloned().collect() };
        roots.into_iter().map(|root| Found::Module((root, 0))).collect()
    }

    /// Returns the package of a file. It may be another one if a library of the workspace is used.
    fn package_of(&self, file: &Path) -> &'p Package {
        if file.starts_with(&self.package.folder) && self.workspace.members.len() < 2 {
            return self.package;
        }
        let name = self.workspace.owner(file);
        self.workspace.members.iter().find(|member| Some(&member.name) == name).unwrap_or(self.package)
    }

    /// Returns the module or block that declares a file.
    fn parent(&mut self, file: &Path) -> Option<Spot> {
        if let Some(known) = self.parents.get(file) {
            return known.clone();
        }
        // If a file leads back to itself, it is not declared anywhere.
        self.parents.insert(file.to_owned(), None);
        if self.package.roots.contains(file) {
            return None;
        }
        let found = self.modules.declaring(file).into_iter().find_map(|parent| {
            self.parent(&parent);
            let source = self.source(&parent)?;
            let declares = |(number, module): &(usize, &Module)| {
                self.file_of(&source, &(parent.clone(), *number), module).is_some_and(|declared| declared == file)
            };
            let mut all = source
                .scopes
                .iter()
                .enumerate()
                .flat_map(|(number, scope)| scope.modules.iter().map(move |module| (number, module)));
            let number = all.find(declares).map(|(number, _)| number);
            // An included file is part of the scope that includes it.
            number.map(|number| (parent.clone(), number))
        });
        self.parents.insert(file.to_owned(), found.clone());
        found
    }

    /// The file of a module.
    fn file_of(&self, source: &Source, (file, scope): &Spot, module: &Module) -> Option<PathBuf> {
        let is_root = self.parents.get(file).is_none_or(Option::is_none);
        let modules = around(&source.scopes, *scope).take_while(|scope| *scope > 0);
        let names: Vec<&String> = modules.filter_map(|scope| source.scopes[scope].module.as_ref()).collect();
        let is_nested = !names.is_empty();
        let mut folder = below(file, is_root);
        folder.extend(names.iter().rev());
        let candidates = match &module.path {
            Some(path) if is_nested => vec![folder.join(path)],
            Some(path) => vec![file.parent()?.join(path)],
            None => vec![folder.join(format!("{}.rs", module.name)), folder.join(&module.name).join("mod.rs")],
        };
        candidates.into_iter().map(|path| plain(&path)).find(|path| path.is_file())
    }

    fn source(&mut self, file: &Path) -> Option<Rc<Source>> {
        if let Some(known) = self.sources.get(file) {
            return known.clone();
        }
        let text = self.workspace.roots.admit(file).and_then(|()| self.texts.read(file));
        let source = text.ok().and_then(|text| read(&text, &self.aliases).ok()).map(Rc::new);
        self.sources.insert(file.to_owned(), source.clone());
        source
    }
}
