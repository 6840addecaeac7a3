//! Adds the dependency to the manifest of a package, or to that of its workspace.

use std::path::Path;

use cargo_metadata::DependencyKind;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};

use crate::catalog_file::inline_table;
use crate::paths::{plain, way, with_slashes};

/// The name of the dependency.
const FACADE: &str = "oauth-scopes";

/// The source of the dependency.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin<'o> {
    /// The same version as this program.
    Version,
    /// A local folder, as written in the manifest.
    Folder(&'o str),
    /// The workspace's own dependencies.
    Workspace,
}

/// Returns the path of a folder as written in the manifest of another one. A relative path is made relative to that.
pub(super) fn folder_from(folder: &Path, manifest: &Path) -> String {
    let from_here = if folder.is_absolute() { None } else { std::path::absolute(folder).ok() };
    let way =
        from_here.map(|from_here| plain(&from_here)).map(|from_here| way(&from_here, manifest).unwrap_or(from_here));
    with_slashes(&way.as_deref().unwrap_or(folder).to_string_lossy())
}

/// Whether a package inherits its dependencies from the workspace, according to the two manifests.
pub(super) fn takes_from_workspace(manifest: &str, workspace: &str, kind: DependencyKind) -> bool {
    let (Ok(package), Ok(workspace)) = (manifest.parse::<DocumentMut>(), workspace.parse::<DocumentMut>()) else {
        return false;
    };
    let shared = workspace.get("workspace").and_then(|table| table.get("dependencies"));
    let names = [section(kind), "dependencies"];
    let tables = names.iter().filter_map(|name| package.get(name)?.as_table_like());
    let is_taken = |(_, item): (&str, &Item)| item.get("workspace").and_then(Item::as_bool) == Some(true);
    shared.is_some_and(Item::is_table_like) && tables.into_iter().any(|table| table.iter().any(is_taken))
}

/// Adds the dependency to the manifest of a workspace, for all of its packages.
///
/// # Errors
///
/// If the manifest is not valid.
pub(super) fn with_shared_dependency(manifest: &str, origin: Origin<'_>) -> Result<String, String> {
    edited(manifest, |document| {
        let table = document.get_mut("workspace").and_then(|table| table.get_mut("dependencies"));
        let table = table.and_then(Item::as_table_like_mut).ok_or("`workspace.dependencies` is not a table")?;
        insert(table, Item::Value(dependency(origin, false)));
        Ok(())
    })
}

/// Adds the dependency to a manifest, if it does not have it yet.
///
/// # Errors
///
/// If the manifest is not valid.
pub(super) fn with_dependency(
    manifest: &str,
    kind: DependencyKind,
    origin: Origin<'_>,
    with_oauth2: bool,
) -> Result<String, String> {
    edited(manifest, |document| {
        let name = section(kind);
        let table = document.entry(name).or_insert(Item::Table(Table::new()));
        let table = table.as_table_like_mut().ok_or_else(|| format!("`{name}` is not a table"))?;
        let is_dotted = table.iter().any(|(_, item)| item.as_table().is_some_and(Table::is_dotted));
        let mut item = Item::Value(dependency(origin, with_oauth2));
        if is_dotted && matches!(origin, Origin::Workspace) && !with_oauth2 {
            let mut dotted = Table::new();
            dotted.insert("workspace", toml_edit::value(true));
            dotted.set_dotted(true);
            item = Item::Table(dotted);
        }
        insert(table, item);
        Ok(())
    })
}

/// Edits a manifest, and preserves its line endings.
fn edited(manifest: &str, edit: impl FnOnce(&mut DocumentMut) -> Result<(), String>) -> Result<String, String> {
    let mut document: DocumentMut = manifest.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    edit(&mut document)?;
    let text = document.to_string();
    let is_windows = manifest.contains("\r\n");
    Ok(if is_windows { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text })
}

fn section(kind: DependencyKind) -> &'static str {
    match kind {
        DependencyKind::Development => "dev-dependencies",
        DependencyKind::Build => "build-dependencies",
        _ => "dependencies",
    }
}

/// Adds the dependency to a table. If the table is sorted, it stays sorted.
fn insert(table: &mut dyn TableLike, dependency: Item) {
    if table.contains_key(FACADE) {
        return;
    }
    let is_sorted = table.iter().map(|(name, _)| name).is_sorted();
    table.insert(FACADE, dependency);
    if is_sorted {
        table.sort_values();
    }
}

fn dependency(origin: Origin<'_>, with_oauth2: bool) -> Value {
    let version = env!("CARGO_PKG_VERSION").rsplit_once('.').map_or(env!("CARGO_PKG_VERSION"), |(minor, _)| minor);
    let (key, value) = match origin {
        Origin::Version if !with_oauth2 => return version.into(),
        Origin::Version => ("version", version.into()),
        Origin::Folder(folder) => ("path", folder.into()),
        Origin::Workspace => ("workspace", true.into()),
    };
    let features = with_oauth2.then(|| Array::from_iter(["oauth2"]).into());
    Value::InlineTable(inline_table([(key, Some(value)), ("features", features)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORMAL: DependencyKind = DependencyKind::Normal;

    #[test]
    fn the_dependency_is_added_once() {
        let before = "[package]\nname = \"a\"\n\n# A comment.\n[dependencies]\nzero = \"1\"\noauth2 = \"5\"\n";
        let after = with_dependency(before, NORMAL, Origin::Version, true).expect("a manifest");
        assert_eq!(after, format!("{before}oauth-scopes = {{ version = \"0.1\", features = [\"oauth2\"] }}\n"));
        assert_eq!(with_dependency(&after, NORMAL, Origin::Version, false), Ok(after.clone()));
        let short = "[package]\nname = \"a\"\n";
        let after = with_dependency(short, NORMAL, Origin::Version, false).expect("a manifest");
        assert_eq!(after, "[package]\nname = \"a\"\n\n[dependencies]\noauth-scopes = \"0.1\"\n");
        let after = with_dependency(short, DependencyKind::Development, Origin::Folder("../a"), false);
        let expected = "[package]\nname = \"a\"\n\n[dev-dependencies]\noauth-scopes = { path = \"../a\" }\n";
        assert_eq!(after.as_deref(), Ok(expected));
        assert!(with_dependency("[", NORMAL, Origin::Version, false).is_err());
    }

    #[test]
    fn the_order_and_the_ends_of_lines_stay() {
        let before = "[dependencies]\r\nhttp = \"1\"\r\n# Requests.\r\nreqwest = \"0.12\"\r\n\r\n[features]\r\n";
        let after = with_dependency(before, NORMAL, Origin::Version, false).expect("a manifest");
        let expected = "[dependencies]\r\nhttp = \"1\"\r\noauth-scopes = \"0.1\"\r\n# Requests.\r\nreqwest = \"0.12\"\r\n\r\n[features]\r\n";
        assert_eq!(after, expected);
        let tables = "[dependencies.http]\nversion = \"1\"\n";
        let after = with_dependency(tables, NORMAL, Origin::Version, false).expect("a manifest");
        assert_eq!(after, "[dependencies]\noauth-scopes = \"0.1\"\n[dependencies.http]\nversion = \"1\"\n");
    }

    #[test]
    fn a_package_takes_it_from_the_workspace_as_it_takes_the_others() {
        let workspace = "[workspace]\nmembers = [\"a\"]\n\n[workspace.dependencies]\nhttp = \"1\"\n";
        for (manifest, expected) in [
            ("[dependencies]\nhttp.workspace = true\n", "http.workspace = true\noauth-scopes.workspace = true\n"),
            (
                "[dependencies]\nhttp = { workspace = true }\n",
                "http = { workspace = true }\noauth-scopes = { workspace = true }\n",
            ),
        ] {
            assert!(takes_from_workspace(manifest, workspace, NORMAL));
            let after = with_dependency(manifest, NORMAL, Origin::Workspace, false).expect("a manifest");
            assert_eq!(after, format!("[dependencies]\n{expected}"));
        }
        assert!(!takes_from_workspace("[dependencies]\nhttp = \"1\"\n", workspace, NORMAL));
        assert!(!takes_from_workspace("[dependencies]\nhttp.workspace = true\n", "[workspace]\n", NORMAL));
        let after = with_shared_dependency(workspace, Origin::Folder("../s")).expect("a manifest");
        assert_eq!(after, format!("{workspace}oauth-scopes = {{ path = \"../s\" }}\n"));
    }

    #[test]
    fn folders_are_named_from_the_manifest() {
        let here = std::env::current_dir().expect("a folder");
        assert_eq!(folder_from(Path::new("a"), &here.join("b/c")), "../../a");
        assert_eq!(folder_from(Path::new("./a/../b"), &here.join("b")), ".");
        let absolute = if cfg!(windows) { "C:/a/b" } else { "/a/b" };
        assert_eq!(folder_from(Path::new(absolute), Path::new("/c")), absolute);
    }
}
