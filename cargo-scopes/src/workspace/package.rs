//! A package of a workspace, and how it knows `oauth-scopes`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use cargo_metadata::DependencyKind;

/// A larger manifest is not read before cargo reads it.
pub(crate) const MOST_OF_MANIFEST: u64 = 1 << 20;

/// The package that has the macros.
pub(super) const FACADE: &str = "oauth-scopes";

/// A package.
#[derive(Clone, Debug, Default)]
pub(crate) struct Package {
    pub(crate) name: String,
    /// What cargo calls it in its messages.
    pub(crate) id: String,
    /// What is compiled of it.
    pub(crate) targets: Vec<cargo_metadata::Target>,
    /// The folder of its `Cargo.toml`.
    pub(crate) folder: PathBuf,
    /// The file that each of its targets begins with.
    pub(crate) roots: BTreeSet<PathBuf>,
    /// The packages of the workspace that it depends on, directly or through one another.
    pub(crate) depends_on: BTreeSet<String>,
    /// The names of crates by which the macros can be reached; empty where they cannot.
    pub(crate) crates: BTreeSet<String>,
    /// The libraries of the workspace by which the macros can be reached, with the files that they begin with, by the names
    /// of their crates here.
    pub(crate) libraries: BTreeMap<String, PathBuf>,
    /// The names of the other crates that it depends on.
    pub(crate) others: BTreeSet<String>,
    /// Each dependency in its manifest.
    pub(crate) dependencies: Vec<cargo_metadata::Dependency>,
}

impl Package {
    /// A package of which its folder alone is known.
    pub(super) fn of_folder(folder: PathBuf, name: String) -> Self {
        Self { id: name.clone(), name, folder, ..Self::default() }
    }

    pub(super) fn of(
        package: &cargo_metadata::Package,
        members: &[&cargo_metadata::Package],
        carriers: &BTreeSet<&str>,
    ) -> Self {
        let crate_name = |name: &str| name.replace('-', "_");
        let library = |name: &str| {
            let member = members.iter().find(|member| **member.name == *name).filter(|_| name != FACADE)?;
            let target = member.targets.iter().find(|target| is_library(target))?;
            Some((crate_name(&target.name), PathBuf::from(target.src_path.clone())))
        };
        let (mut crates, mut others, mut libraries) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
        for dependency in &package.dependencies {
            let name = crate_name(dependency.rename.as_deref().unwrap_or(&dependency.name));
            if !carriers.contains(&*dependency.name) {
                others.insert(name);
                continue;
            }
            if let Some((own, root)) = library(&dependency.name) {
                libraries.insert(if dependency.rename.is_some() { name.clone() } else { own }, root);
            }
            crates.insert(name);
        }
        if carriers.contains(&**package.name) {
            crates.insert(crate_name(&package.name));
        }
        libraries.extend(library(&package.name));
        Self {
            name: package.name.to_string(),
            id: package.id.repr.clone(),
            targets: package.targets.clone(),
            folder: package.manifest_path.parent().map(Into::into).unwrap_or_default(),
            depends_on: reachable(members, &package.name),
            roots: package.targets.iter().map(|target| target.src_path.clone().into()).collect(),
            crates,
            libraries,
            others,
            dependencies: package.dependencies.clone(),
        }
    }

    /// What its manifest says of `oauth-scopes`, once for each kind of dependency.
    pub(crate) fn facade(&self) -> impl Iterator<Item = &cargo_metadata::Dependency> {
        self.dependencies.iter().filter(|dependency| dependency.name == FACADE)
    }
}

/// Whether other crates can use a target.
fn is_library(target: &cargo_metadata::Target) -> bool {
    target.kind.iter().any(|kind| matches!(&*kind.to_string(), "lib" | "rlib" | "dylib" | "proc-macro"))
}

/// The packages of the workspace by which the macros can be reached, directly or through one another.
pub(super) fn carriers<'m>(members: &[&'m cargo_metadata::Package]) -> BTreeSet<&'m str> {
    let needs = |package: &cargo_metadata::Package, name: &str| {
        package.dependencies.iter().any(|other| other.kind == DependencyKind::Normal && other.name == name)
    };
    let (mut carriers, mut open) = (BTreeSet::from([FACADE]), vec![FACADE]);
    while let Some(next) = open.pop() {
        let users = members.iter().filter(|package| needs(package, next)).map(|package| &**package.name);
        open.extend(users.filter(|name| carriers.insert(name)));
    }
    carriers
}

/// The packages of the workspace that one depends on.
fn reachable(members: &[&cargo_metadata::Package], name: &str) -> BTreeSet<String> {
    let member = |name: &str| members.iter().find(|package| **package.name == *name);
    let (mut found, mut open) = (BTreeSet::new(), vec![name]);
    while let Some(package) = open.pop().and_then(member) {
        let normal = package.dependencies.iter().filter(|other| other.kind == DependencyKind::Normal);
        let known = normal.map(|other| &*other.name).filter(|name| member(name).is_some());
        open.extend(known.filter(|name| found.insert((*name).to_owned())));
    }
    found.remove(name);
    found
}
