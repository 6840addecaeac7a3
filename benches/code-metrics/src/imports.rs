//! Finds which file of a crate imports something from which other file.

use std::collections::{BTreeMap, BTreeSet};

use crate::module_tree::{Module, ModuleTree, Use};

/// An import between files of a crate, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Import {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Module(usize),
    /// Something that this module defines.
    Item(usize),
}

/// The imports between the files of a crate, with the line and the name of each import.
///
/// A name comes from the module that defines it, even if other modules reexport it. Declaring a module or reexporting
/// its items is not an import.
pub(crate) fn imports(tree: &ModuleTree) -> BTreeMap<Import, BTreeSet<(usize, String)>> {
    let resolver = Resolver { tree };
    let mut imports: BTreeMap<Import, BTreeSet<(usize, String)>> = BTreeMap::new();
    let mut add = |module: &Module, target: Option<Target>, line: usize, name: &str| {
        let Some(Target::Item(target)) = target else { return };
        let import = Import { from: module.file, to: tree.modules[target].file };
        if import.from != import.to {
            imports.entry(import).or_default().insert((line, name.to_owned()));
        }
    };
    for (number, module) in tree.modules.iter().enumerate() {
        for import in &module.uses {
            let line = import.mention.line;
            if import.name == "*" {
                for word in module.words.iter().filter(|word| !module.defines(word)) {
                    add(module, resolver.by_glob(number, import, word, &mut Vec::new()), line, word);
                }
            } else if !import.is_public || module.words.contains(&import.name) {
                add(module, resolver.path(number, &import.mention.path, false, &mut Vec::new()), line, &import.name);
            }
        }
        for mention in &module.paths {
            let target = resolver.path(number, &mention.path, false, &mut Vec::new());
            add(module, target, mention.line, &mention.path.join("::"));
        }
    }
    imports
}

impl Module {
    fn defines(&self, name: &str) -> bool {
        self.items.contains(name)
            || self.children.contains_key(name)
            || self.uses.iter().any(|import| import.name == name)
    }
}

struct Resolver<'t> {
    tree: &'t ModuleTree,
}

/// The names that are being resolved, so that a name that leads to itself is not followed forever.
type Visited = Vec<(usize, String)>;

impl Resolver<'_> {
    /// What a path leads to from a module; `None` for another crate.
    fn path(&self, from: usize, path: &[String], wants_module: bool, visited: &mut Visited) -> Option<Target> {
        let mut current = from;
        for (at, segment) in path.iter().enumerate() {
            let is_last = at + 1 == path.len();
            let target = match &**segment {
                "crate" => Target::Module(0),
                "self" => Target::Module(current),
                "super" => Target::Module(self.tree.modules[current].parent?),
                name => {
                    let found = self.name(current, name, wants_module || !is_last, visited);
                    // In a module of this crate, it is an item of this crate, even if a macro makes it.
                    if at == 0 { found? } else { found.unwrap_or(Target::Item(current)) }
                }
            };
            match target {
                Target::Module(module) => current = module,
                // What follows is a variant or an associated item.
                Target::Item(_) => return Some(target),
            }
        }
        Some(Target::Module(current))
    }

    /// What a name means in a module. A module and an item can have the same name.
    fn name(&self, module: usize, name: &str, wants_module: bool, visited: &mut Visited) -> Option<Target> {
        let step = (module, name.to_owned());
        if visited.contains(&step) {
            return None;
        }
        visited.push(step);
        let own = &self.tree.modules[module];
        let child = own.children.get(name).map(|&child| Target::Module(child));
        let item = own.items.contains(name).then_some(Target::Item(module));
        let mut found = if wants_module { child.or(item) } else { item };
        if found.is_none() {
            let mut named = own.uses.iter().filter(|import| import.name == name);
            found = named.find_map(|import| self.path(module, &import.mention.path, wants_module, visited)).or(child);
        }
        if found.is_none() {
            let mut globs = own.uses.iter().filter(|import| import.name == "*");
            found = globs.find_map(|import| self.by_glob(module, import, name, visited));
        }
        visited.pop();
        found
    }

    /// What a name means if `use …::*` could bring it into a module.
    fn by_glob(&self, module: usize, import: &Use, name: &str, visited: &mut Visited) -> Option<Target> {
        match self.path(module, &import.mention.path, true, visited)? {
            Target::Module(target) => self.name(target, name, false, visited),
            Target::Item(_) => None,
        }
    }
}
