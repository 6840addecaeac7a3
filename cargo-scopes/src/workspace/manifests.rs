//! Reads the packages of a workspace from their manifests.
//!
//! Running cargo takes longer than searching a workspace. It is not needed if the manifests leave no doubt: nothing
//! depends on the macros, and packages and targets are at their default locations or at stated paths. In any doubt,
//! cargo decides, which also reports what is wrong in a manifest.

use std::collections::BTreeSet;
use std::env;
use std::fs::read_dir;
use std::path::{Component, Path, PathBuf};

use scope_catalog::load::{FileError, read_text_file};
use toml::{Table, Value};

use super::package::{FACADE, MOST_OF_MANIFEST, Package};
use crate::paths::plain;

/// The kinds of targets that a package can have several of: the key of a target, the default folder, and the key that
/// disables the default.
const KINDS: [(&str, &str, &str); 4] = [
    ("bin", "src/bin", "autobins"),
    ("example", "examples", "autoexamples"),
    ("test", "tests", "autotests"),
    ("bench", "benches", "autobenches"),
];

/// Returns the packages of the workspace whose root is in a folder; `None` if cargo must be asked.
pub(super) fn packages(root: &Path) -> Option<Vec<Package>> {
    builds_in_target(root).then(|| stated(root)).flatten()
}

/// Like [`packages`], for any target directory.
fn stated(root: &Path) -> Option<Vec<Package>> {
    let manifest = manifest(root)?;
    let Some(workspace) = manifest.get("workspace") else {
        // It may belong to a workspace in a parent folder.
        let is_alone = root.ancestors().skip(1).all(|folder| !folder.join("Cargo.toml").exists());
        return is_alone.then(|| package(root, &manifest, &Table::new())).flatten().map(|package| vec![package]);
    };
    let workspace = workspace.as_table()?;
    let folders = members(root, workspace)?;
    let mut members: Vec<(&Path, Table)> = Vec::new();
    for folder in folders.iter().filter(|folder| *folder != root) {
        members.push((folder, self::manifest(folder).filter(|manifest| !manifest.contains_key("workspace"))?));
    }
    if manifest.contains_key("package") {
        members.push((root, manifest.clone()));
    }
    let folders: BTreeSet<&Path> = members.iter().map(|(folder, _)| *folder).collect();
    let are_members = |folder: &Path, tables: &Table| {
        paths_of_dependencies(tables).all(|path| folders.contains(&*plain(&folder.join(path))))
    };
    if !are_members(root, workspace) || !members.iter().all(|(folder, manifest)| are_members(folder, manifest)) {
        return None;
    }
    let shared = workspace.get("package").and_then(Value::as_table).cloned().unwrap_or_default();
    let packages = members.iter().map(|(folder, manifest)| package(folder, manifest, &shared));
    let packages = packages.collect::<Option<Vec<Package>>>()?;
    let names: BTreeSet<&str> = packages.iter().map(|package| &*package.name).collect();
    (names.len() == packages.len() && !packages.is_empty()).then_some(packages)
}

/// Returns the manifest in a folder, unless it may involve the macros or unstable features of cargo.
fn manifest(folder: &Path) -> Option<Table> {
    let text = read_text_file(&folder.join("Cargo.toml"), MOST_OF_MANIFEST).ok()?;
    let is_usual = |manifest: &Table| !manifest.contains_key("cargo-features");
    (!text.contains(FACADE)).then(|| text.parse().ok().filter(is_usual)).flatten()
}

/// Whether cargo builds in the folder `target`, because no variable or configuration sets another one.
fn builds_in_target(root: &Path) -> bool {
    let variables = ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"];
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let folders = root.ancestors().map(|folder| folder.join(".cargo")).chain(home);
    let mut files = folders.flat_map(|folder| [folder.join("config.toml"), folder.join("config")]);
    variables.iter().all(|variable| env::var_os(variable).is_none()) && files.all(|file| leaves_target(&file))
}

/// Whether a configuration of cargo does not exist, or is valid and does not set a target directory.
fn leaves_target(file: &Path) -> bool {
    match read_text_file(file, MOST_OF_MANIFEST) {
        Ok(text) => !text.contains("target-dir") && !text.contains("include") && text.parse::<Table>().is_ok(),
        Err(error) => error == FileError::Missing,
    }
}

/// The folders of the members that a workspace lists.
fn members(root: &Path, workspace: &Table) -> Option<Vec<PathBuf>> {
    let list =
        |key| workspace.get(key).map_or(Some(Vec::new()), |list| list.as_array()?.iter().map(Value::as_str).collect());
    let mut folders = Vec::new();
    for member in list("members")? {
        match member.strip_suffix("/*") {
            None => folders.push(root.join(plain_path(member)?)),
            Some(parent) => {
                for entry in read_dir(root.join(plain_path(parent)?)).ok()? {
                    let entry = entry.ok()?;
                    let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
                    match entry.file_type().ok()? {
                        kind if kind.is_file() => {}
                        kind if kind.is_dir() && !is_hidden => folders.push(entry.path()),
                        _ => return None,
                    }
                }
            }
        }
    }
    folders.sort();
    folders.dedup();
    let mut excluded = list("exclude")?.into_iter();
    let is_in_none = |excluded: &str| !folders.iter().any(|folder| folder.starts_with(root.join(excluded)));
    excluded.all(is_in_none).then_some(folders)
}

/// The paths of the dependencies in a manifest, or of those that a workspace shares.
pub(super) fn paths_of_dependencies(manifest: &Table) -> impl Iterator<Item = &str> {
    const KEYS: [&str; 5] =
        ["dependencies", "dev-dependencies", "build-dependencies", "dev_dependencies", "build_dependencies"];
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flatten();
    let tables = targets.filter_map(|(_, target)| target.as_table()).chain([manifest]);
    let lists = tables.flat_map(|table| KEYS.iter().filter_map(|key| table.get(*key)?.as_table()));
    lists.flatten().filter_map(|(_, dependency)| dependency.as_table()?.get("path")?.as_str())
}

/// Creates a package from its manifest and the settings that the workspace shares.
fn package(folder: &Path, manifest: &Table, shared: &Table) -> Option<Package> {
    let stated = manifest.get("package")?.as_table()?;
    let edition = match stated.get("edition")? {
        Value::Table(_) => shared.get("edition")?,
        edition => edition,
    };
    // Older editions have other rules for finding targets.
    if stated.contains_key("workspace") || !matches!(edition.as_str()?, "2018" | "2021" | "2024") {
        return None;
    }
    let name = stated.get("name")?.as_str()?;
    let is_off = |switch| stated.get(switch) == Some(&Value::Boolean(false));
    let mut roots: BTreeSet<PathBuf> = BTreeSet::new();
    match manifest.get("lib").map(Value::as_table) {
        None if is_off("autolib") => {}
        None => roots.extend(file(folder, "src/lib.rs")),
        Some(library) => {
            let path = library?.get("path").map_or(Some("src/lib.rs"), Value::as_str)?;
            roots.insert(file(folder, path)?);
        }
    }
    match stated.get("build") {
        None => roots.extend(file(folder, "build.rs")),
        Some(Value::Boolean(false)) => {}
        Some(Value::Boolean(true)) => _ = roots.insert(file(folder, "build.rs")?),
        Some(path) => _ = roots.insert(file(folder, path.as_str()?)?),
    }
    for (key, place, switch) in KINDS {
        let mut found = found_targets(&folder.join(place))?;
        if key == "bin" {
            found.extend(file(folder, "src/main.rs").map(|path| (name.to_owned(), path)));
        }
        let targets = manifest.get(key).map_or(Some([].as_slice()), |list| list.as_array().map(Vec::as_slice))?;
        let targets = targets.iter().map(|target| target_at(folder, target.as_table()?, &found));
        let targets = targets.collect::<Option<Vec<_>>>()?;
        if !is_off(switch) {
            found.retain(|(name, _)| !targets.iter().any(|(stated, _)| *stated == name));
            roots.extend(found.iter().map(|(_, path)| path.clone()));
        }
        roots.extend(targets.into_iter().map(|(_, path)| path));
    }
    let package = Package::of_folder(folder.to_owned(), name.to_owned());
    (!roots.is_empty()).then_some(Package { roots, ..package })
}

/// Returns the path of a file in a folder, if it exists.
fn file(folder: &Path, path: &str) -> Option<PathBuf> {
    Some(folder.join(plain_path(path)?)).filter(|path| path.is_file())
}

/// Returns the targets that cargo finds in a folder, by name: files, and folders with a `main.rs`.
fn found_targets(folder: &Path) -> Option<Vec<(String, PathBuf)>> {
    let Ok(entries) = read_dir(folder) else { return Some(Vec::new()) };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.ok()?;
        let (path, name) = (entry.path(), entry.file_name().into_string().ok()?);
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type().ok()?.is_dir() {
            found.extend(file(&path, "main.rs").map(|main| (name, main)));
        } else if let Some(name) = name.strip_suffix(".rs") {
            found.push((name.to_owned(), path));
        }
    }
    Some(found)
}

/// Returns the name and the file of a target in a manifest: at its path, or the one found with its name.
fn target_at<'m>(folder: &Path, target: &'m Table, found: &[(String, PathBuf)]) -> Option<(&'m str, PathBuf)> {
    let name = target.get("name")?.as_str()?;
    if let Some(path) = target.get("path") {
        return Some((name, file(folder, path.as_str()?)?));
    }
    let mut found = found.iter().filter(|(other, _)| other == name);
    let (_, path) = found.next()?;
    found.next().is_none().then(|| (name, path.clone()))
}

/// Returns a path that consists of plain names without patterns.
fn plain_path(path: &str) -> Option<PathBuf> {
    let is_name = |component: &Component<'_>| matches!(component, Component::Normal(_));
    let is_plain =
        !path.contains(['*', '?', '[', ']', '{', '}']) && Path::new(path).components().all(|one| is_name(&one));
    is_plain.then(|| Path::new(path).components().collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use super::*;
    use crate::workspace::{Selection, Workspace};

    const MEMBERS: &str = "[workspace]\nmembers = [\"a\", \"more/*\"]\nexclude = [\"other\"]\n";

    /// Creates a manifest with additional lines.
    fn of(name: &str, more: &str) -> String {
        format!("[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n{more}")
    }

    /// The folders, names and source files of packages, as read from manifests or reported by cargo.
    type Known = Option<BTreeMap<PathBuf, (String, BTreeSet<PathBuf>)>>;

    fn known(files: &[(&str, String)]) -> (Known, Known) {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = crate::paths::real_path(folder.path()).map(|path| (folder, path)).expect("a path");
        for (path, text) in files {
            let path = folder.1.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let all =
            |packages: Vec<Package>| packages.into_iter().map(|one| (one.folder, (one.name, one.roots))).collect();
        let selection = Selection::all(Some(&folder.1.join("Cargo.toml")));
        (stated(&folder.1).map(all), Workspace::find(&selection).ok().map(|workspace| all(workspace.packages)))
    }

    fn rust(paths: &[&'static str]) -> Vec<(&'static str, String)> {
        paths.iter().map(|path| (*path, String::new())).collect()
    }

    #[test]
    fn plain_manifests_say_what_cargo_says() {
        let targets = "autoexamples = false\n[lib]\npath = \"src/all.rs\"\n[[bin]]\nname = \"a\"\npath = \"src/one.rs\"\n\
                       [[bin]]\nname = \"two\"\n[[bench]]\nname = \"b\"\nharness = false\n[[example]]\nname = \"e\"\n";
        let of_targets = [
            "src/all.rs", "src/lib.rs", "src/one.rs", "src/main.rs", "src/bin/two.rs", "src/bin/three/main.rs",
            "src/bin/four/x.rs", "benches/b.rs", "examples/e.rs", "examples/f.rs", "tests/t.rs", "tests/more/main.rs",
            "tests/common/mod.rs", "build.rs",
        ];
        let shared = "[workspace]\nmembers = [\"a\"]\n[workspace.package]\nedition = \"2021\"\n[workspace.dependencies]\n\
                      a = { path = \"a\" }\nserde = \"1\"\n";
        let inherits = "[package]\nname = \"a\"\nedition.workspace = true\n[dependencies]\nserde.workspace = true\n";
        for (files, count) in [
            (vec![("Cargo.toml", of("one", "")), ("src/main.rs", String::new()), ("build.rs", String::new())], 1),
            ([vec![("Cargo.toml", of("a", targets))], rust(&of_targets)].concat(), 1),
            (
                [
                    vec![("Cargo.toml", of("a", "build = false\nautolib = false\nautobins = false\n"))],
                    rust(&["build.rs", "src/lib.rs", "src/main.rs", "tests/a.rs"]),
                ]
                .concat(),
                1,
            ),
            (
                [
                    vec![("Cargo.toml", of("a", "build = \"make/it.rs\"\n"))],
                    rust(&["make/it.rs", "build.rs", "src/lib.rs"]),
                ]
                .concat(),
                1,
            ),
            (
                [
                    vec![
                        ("Cargo.toml", MEMBERS.to_owned()),
                        ("a/Cargo.toml", of("a", "[dev-dependencies]\nb = { path = \"../more/b\" }\n")),
                        ("more/b/Cargo.toml", of("b", "")),
                        ("other/Cargo.toml", of("other", "")),
                    ],
                    rust(&["a/src/lib.rs", "more/b/src/lib.rs", "more/notes.md", "other/src/lib.rs"]),
                ]
                .concat(),
                2,
            ),
            (
                [
                    vec![("Cargo.toml", shared.to_owned()), ("a/Cargo.toml", inherits.to_owned())],
                    rust(&["a/src/lib.rs"]),
                ]
                .concat(),
                1,
            ),
            (
                [
                    vec![("Cargo.toml", of("root", "[workspace]\nmembers = [\"a\"]\n")), ("a/Cargo.toml", of("a", ""))],
                    rust(&["src/lib.rs", "a/src/lib.rs"]),
                ]
                .concat(),
                2,
            ),
        ] {
            let (read, told) = known(&files);
            assert_eq!(read.as_ref().map(BTreeMap::len), Some(count), "{files:?}");
            assert_eq!(read, told, "{files:?}");
        }
    }

    #[test]
    fn what_is_not_plain_is_asked_of_cargo() {
        let a = |more: &str| {
            vec![
                ("Cargo.toml", MEMBERS.to_owned()),
                ("a/Cargo.toml", of("a", more)),
                ("a/src/lib.rs", String::new()),
                ("more/README", String::new()),
            ]
        };
        assert!(known(&a("")).0.is_some());
        for (what, more) in [
            ("a macro may be called", "[dependencies]\noauth-scopes = \"1\"\n"),
            ("a dependency that becomes a member", "[target.'cfg(unix)'.dependencies]\nb = { path = \"b\" }\n"),
            ("another workspace", "workspace = \"..\"\n"),
            ("a workspace of its own", "[workspace]\n"),
            ("a path outside", "build = \"../build.rs\"\n"),
            ("a library that is not there", "[lib]\npath = \"lib.rs\"\n"),
            ("a target that is not there", "[[test]]\nname = \"t\"\n"),
            ("several build scripts", "build = [\"a.rs\"]\n"),
            ("no target", "autolib = false\n"),
        ] {
            assert_eq!(known(&a(more)).0, None, "{what}");
        }
        let with = |path: &'static str, text: &str| [a(""), vec![(path, text.to_owned())]].concat();
        for (what, files) in [
            ("a folder without a manifest", with("more/b/src/lib.rs", "")),
            ("a hidden folder", with("more/.b/Cargo.toml", &of("b", ""))),
            ("an old edition", with("a/Cargo.toml", "[package]\nname = \"a\"\nversion = \"1.0.0\"\n")),
            (
                "two packages of one name",
                [with("more/b/Cargo.toml", &of("a", "")), rust(&["more/b/src/lib.rs"])].concat(),
            ),
            ("a member that is excluded", with("Cargo.toml", "[workspace]\nmembers = [\"a\"]\nexclude = [\"a\"]\n")),
            ("a pattern", with("Cargo.toml", "[workspace]\nmembers = [\"a*\"]\n")),
            ("no TOML", with("Cargo.toml", "[workspace")),
        ] {
            assert_eq!(known(&files).0, None, "{what}");
        }
    }

    #[test]
    fn a_configuration_may_say_where_to_build() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("config.toml");
        assert!(leaves_target(&file), "there is none");
        for (text, expected) in
            [("[net]\noffline = true\n", true), ("[build]\ntarget-dir = \"x\"\n", false), ("[net", false)]
        {
            fs::write(&file, text).expect("a file");
            assert_eq!(leaves_target(&file), expected, "{text}");
        }
    }
}
