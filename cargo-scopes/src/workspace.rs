//! Finds the packages of a workspace, and how each of them depends on `oauth-scopes`.

mod examined;
mod manifests;
mod package;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::ops::Bound;
use std::path::{Path, PathBuf};

use cargo_metadata::MetadataCommand;
use scope_catalog::load::{Roots, read_text_file};
use scope_catalog::{FILE_NAME, did_you_mean};
use toml::{Table, Value};

use crate::cli::PackageOptions;
use crate::error::Failure;
use crate::output::on_one_line;
use crate::paths::{direct, plain, real_path, with_slashes};
use crate::roots;
use crate::walk;
pub(crate) use package::MOST_OF_MANIFEST;
pub(crate) use package::Package;
use package::carriers;

/// A workspace, or the selected part of it.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The root folder.
    pub(crate) root: PathBuf,
    /// The target directory of cargo.
    pub(crate) target: PathBuf,
    /// The selected packages, sorted by name.
    pub(crate) packages: Vec<Package>,
    /// All packages; none if cargo does not know them.
    pub(crate) members: Vec<Package>,
    /// The folders of all packages, selected or not.
    pub(crate) folders: BTreeMap<PathBuf, String>,
    /// The value of `SCOPES_CATALOG` in a build by cargo.
    pub(crate) fallback: Option<OsString>,
    /// Whether scopes without a macro are checked.
    pub(crate) literals: bool,
    /// Why cargo does not know the packages. If this is set, only their folders are known.
    pub(crate) unknown_to_cargo: Option<String>,
    /// The folders in which files may be read and written.
    pub(crate) roots: Roots,
}

/// Which packages are selected.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    pub(crate) options: PackageOptions,
    /// Whether scopes without a macro are checked.
    pub(crate) literals: bool,
    /// Whether the names, folders and source files of packages are sufficient, so that cargo may not be needed.
    pub(crate) by_manifests: bool,
}

impl From<&PackageOptions> for Selection {
    fn from(options: &PackageOptions) -> Self {
        Self { options: options.clone(), ..Self::default() }
    }
}

impl Selection {
    /// Selects packages by name.
    pub(crate) fn named(packages: &[String], manifest: Option<&Path>) -> Self {
        let (packages, manifest_path) = (packages.to_vec(), manifest.map(Path::to_owned));
        Self::from(&PackageOptions { packages, manifest_path, all: false })
    }

    /// Selects all packages of a workspace.
    pub(crate) fn all(manifest: Option<&Path>) -> Self {
        Self::from(&PackageOptions { packages: Vec::new(), manifest_path: manifest.map(Path::to_owned), all: true })
    }

    /// Sets whether scopes without a macro are checked.
    pub(crate) fn with_literals(self, literals: bool) -> Self {
        Self { literals, ..self }
    }

    /// Returns the folder of the manifest to start from. Like cargo, it does not resolve symbolic links, so the folders
    /// of packages contain them, too.
    fn folder(&self) -> std::io::Result<PathBuf> {
        let here =
            self.options.manifest_path.as_deref().and_then(Path::parent).filter(|here| !here.as_os_str().is_empty());
        let here = here.map_or_else(std::env::current_dir, |here| Ok(here.to_owned()))?;
        Ok(plain(&std::path::absolute(here)?))
    }
}

impl Workspace {
    /// Finds the packages, by asking cargo unless the manifests leave no doubt.
    pub(crate) fn find(selection: &Selection) -> Result<Self, Failure> {
        let here = selection.folder()?;
        if selection.by_manifests
            && selection.options.packages.is_empty()
            && selection.options.manifest_path.as_deref().is_none_or(|manifest| manifest.ends_with("Cargo.toml"))
            && let Some(packages) = manifests::packages(&here)
        {
            let workspace = Self::with(packages, here.clone(), here.join("target"), &here);
            return Self { literals: selection.literals, ..workspace }.admitted();
        }
        examined::examine(&here)?;
        let mut command = MetadataCommand::new();
        command.no_deps();
        if let Some(manifest) = &selection.options.manifest_path {
            command.manifest_path(manifest);
        }
        let metadata = match command.exec() {
            Ok(metadata) => metadata,
            Err(error) if selection.literals || is_without_manifest(selection) => {
                return Self::of_folder(selection, &no_workspace(&error));
            }
            Err(error) => return Err(no_workspace(&error)),
        };
        let members = metadata.workspace_packages();
        let carriers = carriers(&members);
        let packages = members.iter().map(|package| Package::of(package, &members, &carriers)).collect();
        let (root, target) = (metadata.workspace_root.clone(), metadata.target_directory.clone());
        let mut workspace = Self::with(packages, root.into(), target.into(), &here);
        workspace.literals = selection.literals;
        workspace.select(selection, &here)?;
        workspace.admitted()
    }

    /// Returns the workspace, or an error if a selected package is outside the permitted folders.
    fn admitted(self) -> Result<Self, Failure> {
        match self.packages.iter().find(|package| self.roots.admit(&package.folder).is_err()) {
            None => Ok(self),
            Some(Package { name, folder, .. }) => {
                let message = format!("package `{name}` in {} is outside of the workspace", self.shown(folder));
                Err(Failure::new(message).help(roots::HELP))
            }
        }
    }

    /// Returns the folder in which [`find`](Self::find) will most likely find a workspace: that of the manifest, if the
    /// whole workspace is selected.
    pub(crate) fn likely_folder(selection: &Selection) -> Option<PathBuf> {
        let folder = selection.folder().ok()?;
        let manifest = read_text_file(&folder.join("Cargo.toml"), MOST_OF_MANIFEST).ok()?;
        let is_workspace = manifest.lines().any(|line| line.trim_start().starts_with("[workspace"));
        (selection.options.packages.is_empty() && is_workspace).then_some(folder)
    }

    /// Creates a workspace from a folder without cargo: each `Cargo.toml` starts a package.
    fn of_folder(selection: &Selection, reason: &Failure) -> Result<Self, Failure> {
        let root = real_path(&selection.folder()?)?;
        let mut folders: BTreeSet<PathBuf> = BTreeSet::from([root.clone()]);
        let paths = walk::paths(&mut walk::walk(&[&root], |_| false));
        let manifests = paths.iter().filter(|path| path.ends_with("Cargo.toml"));
        folders.extend(manifests.filter_map(|path| path.parent().map(Path::to_owned)));
        // The name of a package is its path, which is unique.
        let package = |folder: PathBuf| {
            let way = folder.strip_prefix(&root).ok().filter(|way| !way.as_os_str().is_empty());
            let name = way.map_or_else(|| folder.file_name().unwrap_or(OsStr::new(".")), Path::as_os_str);
            let name = on_one_line(&with_slashes(&name.to_string_lossy())).into_owned();
            Package::of_folder(folder, name)
        };
        let packages = folders.into_iter().map(package).collect();
        let mut workspace = Self {
            members: Vec::new(),
            fallback: None,
            roots: roots::around(&root, None),
            literals: selection.literals,
            unknown_to_cargo: Some(reason.to_string()),
            ..Self::with(packages, root.clone(), root.join("target"), &root)
        };
        workspace.select(selection, &root)?;
        Ok(workspace)
    }

    /// Names the package at the root after the folder that it is a copy of, if cargo does not know the packages.
    pub(crate) fn name_root_after(&mut self, folder: &Path) {
        let Some(name) = folder.file_name().filter(|_| self.unknown_to_cargo.is_some()) else { return };
        let name = name.to_string_lossy().into_owned();
        for package in self.packages.iter_mut().filter(|package| package.folder == self.root) {
            package.name.clone_from(&name);
        }
        self.folders.entry(self.root.clone()).and_modify(|known| *known = name);
    }

    /// Creates a workspace with these packages.
    fn with(mut packages: Vec<Package>, root: PathBuf, target: PathBuf, here: &Path) -> Self {
        packages.sort_by(|one, other| one.name.cmp(&other.name));
        let folders = packages.iter().map(|package| (package.folder.clone(), package.name.clone())).collect();
        let folders: BTreeMap<PathBuf, String> = folders;
        let (fallback, set_by) = fallback(here).unzip();
        let trusted = match set_by.flatten() {
            Some(set_by) => trusted_folder(&root, fallback.as_deref(), &set_by).into_iter().collect(),
            None => related_folders(fallback.as_deref(), folders.keys()),
        };
        // A member outside the root declares its workspace itself, unless a symbolic link makes it look like it is
        // inside.
        let elsewhere = folders.keys().filter(|folder| !folder.starts_with(&root)).cloned();
        let roots = roots::around(&root, elsewhere.chain(trusted));
        Self {
            root,
            target,
            members: packages.clone(),
            packages,
            folders,
            fallback,
            roots,
            literals: false,
            unknown_to_cargo: None,
        }
    }

    fn select(&mut self, selection: &Selection, here: &Path) -> Result<(), Failure> {
        for name in &selection.options.packages {
            if !self.packages.iter().any(|package| package.name == *name) {
                let known: Vec<&str> = self.packages.iter().map(|package| &*package.name).collect();
                let help = did_you_mean(name, known.iter().copied())
                    .unwrap_or_else(|| format!("the packages of the workspace are {}", known.join(", ")));
                return Err(Failure::new(format!("unknown package `{name}`")).help(help));
            }
        }
        if !selection.options.packages.is_empty() {
            self.packages.retain(|package| selection.options.packages.contains(&package.name));
        } else if !selection.options.all
            && let Some(name) = self.package_around(here)
        {
            self.packages.retain(|package| package.name == name);
        }
        Ok(())
    }

    /// Returns the path of a package's catalog, whether or not it exists.
    pub(crate) fn catalog_of(&self, package: &Package) -> PathBuf {
        let own = package.folder.join(FILE_NAME);
        match self.fallback.as_deref().filter(|path| !path.is_empty()) {
            Some(fallback) if own.symlink_metadata().is_err() => package.folder.join(fallback),
            _ => own,
        }
    }

    /// Returns the name of the innermost package that contains a path.
    pub(crate) fn owner(&self, path: &Path) -> Option<&String> {
        path.ancestors().find_map(|folder| self.folders.get(folder))
    }

    /// Returns the package that contains a path, if it is selected.
    pub(crate) fn package_of(&self, path: &Path) -> Option<&Package> {
        self.package_named(self.owner(path)?)
    }

    /// The package of a name, if it is asked about.
    pub(crate) fn package_named(&self, name: &str) -> Option<&Package> {
        let at = self.packages.binary_search_by(|package| (*package.name).cmp(name)).ok()?;
        self.packages.get(at)
    }

    /// Finds the package of one path after another, which is faster for several paths in one folder.
    pub(crate) fn finder<'w>(&'w self) -> impl FnMut(&Path) -> Option<&'w Package> {
        let (mut folder, mut package) = (OsString::new(), None);
        move |path| {
            let here = path.parent().unwrap_or(Path::new("")).as_os_str();
            if folder != here {
                (folder, package) = (here.to_owned(), self.package_of(path));
            }
            package
        }
    }

    /// Whether a folder is inside a package, or contains one.
    pub(crate) fn is_near(&self, folder: &Path) -> bool {
        let mut below = self.folders.range::<Path, _>((Bound::Included(folder), Bound::Unbounded));
        self.owner(folder).is_some() || below.next().is_some_and(|(package, _)| package.starts_with(folder))
    }

    /// The name of the package that a folder is in, if neither is at the root. Links on the way to either make no difference.
    fn package_around(&self, here: &Path) -> Option<String> {
        let real = |path: &Path| real_path(path).unwrap_or_else(|_| path.to_owned());
        let (here, root) = (real(here), real(&self.root));
        let folders: BTreeMap<PathBuf, &String> =
            self.folders.iter().map(|(folder, name)| (real(folder), name)).collect();
        let (folder, name) = here.ancestors().find_map(|folder| folders.get_key_value(folder))?;
        (here != root && *folder != root).then(|| (*name).clone())
    }

    /// Returns a path relative to the root of the workspace, with `/` as the separator, as reports name a file.
    pub(crate) fn name(&self, path: &Path) -> String {
        let path = direct(path);
        let path = path.strip_prefix(&self.root).unwrap_or(&path);
        with_slashes(&path.to_string_lossy())
    }

    /// Like [`name`](Self::name), for people.
    pub(crate) fn shown(&self, path: &Path) -> String {
        on_one_line(&self.name(path)).into_owned()
    }
}

/// The help for a folder without a `Cargo.toml`.
const WITHOUT_MANIFEST: &str = "name a package with `--manifest-path`, or use `cargo scopes check --literals`, which reads \
                                any folder with Rust in it, or `cargo scopes check` beside a `scopes.toml`";

/// Whether the current folder is not in a package, but has a catalog with files to check.
fn is_without_manifest(selection: &Selection) -> bool {
    let Ok(here) = std::env::current_dir() else { return false };
    let has_manifest = here.ancestors().any(|folder| folder.join("Cargo.toml").exists());
    selection.options.manifest_path.is_none() && !has_manifest && here.join(FILE_NAME).is_file()
}

fn no_workspace(error: &cargo_metadata::Error) -> Failure {
    match error {
        cargo_metadata::Error::CargoMetadata { stderr } => {
            let reason = without_lines_of_files(stderr.trim().trim_start_matches("error: "));
            let failure = Failure::new(format!("`cargo metadata` failed: {reason}"));
            let is_nowhere = reason.starts_with("could not find `Cargo.toml`");
            if is_nowhere { failure.help(WITHOUT_MANIFEST) } else { failure }
        }
        cargo_metadata::Error::Io(error) => {
            Failure::new(format!("failed to run cargo: {error}")).help("add `cargo` to the PATH")
        }
        other => Failure::new(format!("`cargo metadata` failed: {other}")),
    }
}

/// Removes the lines of manifests and configurations from cargo's message, since they may contain a token.
fn without_lines_of_files(message: &str) -> String {
    let is_shown = |line: &&str| line.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()).starts_with('|');
    message.lines().filter(|line| !is_shown(line)).collect::<Vec<_>>().join("\n")
}

/// Returns the folder of a catalog that cargo's configuration names, if that configuration is the user's own, outside
/// the checkout.
fn trusted_folder(root: &Path, catalog: Option<&OsStr>, set_by: &Path) -> Option<PathBuf> {
    let is_foreign = roots::around(root, None).admit(set_by).is_err();
    Path::new(catalog?).parent().filter(|folder| is_foreign && folder.is_absolute()).map(Path::to_owned)
}

/// Returns the folders of a catalog that the user's environment names relative to each package.
pub(crate) fn related_folders<'p>(
    catalog: Option<&OsStr>,
    packages: impl Iterator<Item = &'p PathBuf>,
) -> Vec<PathBuf> {
    let parent = catalog.and_then(|catalog| Path::new(catalog).parent()).filter(|parent| parent.starts_with(".."));
    parent.map_or_else(Vec::new, |parent| packages.map(|package| package.join(parent)).collect())
}

/// Returns the value of `SCOPES_CATALOG` as cargo would set it for a build in a folder, since it does not set it for
/// other programs. Also returns the folder of the configuration that sets it.
fn fallback(here: &Path) -> Option<(OsString, Option<PathBuf>)> {
    let own = std::env::var_os("SCOPES_CATALOG").map(|own| (own, None));
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let mut folders: Vec<PathBuf> = here.ancestors().map(|folder| folder.join(".cargo")).collect();
    folders.extend(home);
    for folder in folders {
        let files = [folder.join("config.toml"), folder.join("config")];
        let Some(text) = files.iter().find_map(|file| read_text_file(file, MOST_OF_MANIFEST).ok()) else { continue };
        let Ok(configuration) = text.parse::<Table>() else { continue };
        let variable = configuration.get("env").and_then(|variables| variables.get("SCOPES_CATALOG"));
        let Some(variable) = variable else { continue };
        let is_set = |key| variable.get(key).and_then(Value::as_bool).unwrap_or_default();
        let value = variable.as_str().or_else(|| variable.get("value")?.as_str());
        return match value {
            _ if own.is_some() && !is_set("force") => own,
            Some(value) if is_set("relative") => Some((folder.parent()?.join(value).into(), Some(folder))),
            value => Some((value?.into(), Some(folder))),
        };
    }
    own
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::path::PathBuf;

    use super::related_folders;

    #[test]
    fn a_catalog_of_the_environment_is_relative_to_each_package() {
        let packages = ["/w/a", "/w/b"].map(PathBuf::from);
        let of = |catalog: &str| related_folders(Some(OsStr::new(catalog)), packages.iter());
        assert_eq!(of("../../scopes.toml"), ["/w/a/../..", "/w/b/../.."].map(PathBuf::from));
        // Absolute paths and paths inside the package need nothing more.
        for catalog in ["scopes.toml", "shared/scopes.toml", "/etc/scopes.toml"] {
            assert!(of(catalog).is_empty());
        }
    }

    #[test]
    fn lines_that_cargo_shows_are_left_out() {
        let message = "key with no value\n --> Cargo.toml:11:12\n   |\n11 | token = 'abc'\n   |   ^^^\n";
        assert_eq!(super::without_lines_of_files(message), "key with no value\n --> Cargo.toml:11:12");
    }
}
