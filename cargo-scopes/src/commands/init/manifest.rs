//! The manifest of a package: which OAuth crate it has, and the dependency that it gets.

use std::path::Path;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use crate::workspace::Package;

/// The name of the dependency.
const FACADE: &str = "oauth-scopes";

/// The crate whose `Scope` is the one of `to_oauth2()`: `oauth2` 5, or `openidconnect` 4, which has the same.
pub(super) fn oauth2_of(package: &Package) -> Option<&'static str> {
    let text = std::fs::read_to_string(package.folder.join("Cargo.toml")).ok()?;
    let document: DocumentMut = text.parse().ok()?;
    let dependencies = document.get("dependencies")?;
    [("oauth2", "5"), ("openidconnect", "4")].into_iter().find_map(|(name, major)| {
        let version = match dependencies.get(name)? {
            Item::Value(Value::String(version)) => version.value().clone(),
            other => other.get("version")?.as_str()?.to_owned(),
        };
        let version = version.trim_start_matches(['^', '=', '~', ' ']);
        (version.split('.').next() == Some(major)).then_some(name)
    })
}

/// The manifest with the dependency, where it has none yet: from a folder, or of this version.
///
/// # Errors
///
/// If the manifest is not understood.
pub(super) fn with_dependency(manifest: &str, folder: Option<&Path>, with_oauth2: bool) -> Result<String, String> {
    let mut document: DocumentMut = manifest.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    let table = document.entry("dependencies").or_insert(Item::Table(Table::new()));
    let table = table.as_table_like_mut().ok_or("`dependencies` is not a table")?;
    if table.contains_key(FACADE) {
        return Ok(manifest.to_owned());
    }
    let version = env!("CARGO_PKG_VERSION").rsplit_once('.').map_or(env!("CARGO_PKG_VERSION"), |(minor, _)| minor);
    let mut dependency = InlineTable::new();
    match folder {
        Some(folder) => _ = dependency.insert("path", folder.to_string_lossy().replace('\\', "/").into()),
        None => _ = dependency.insert("version", version.into()),
    }
    if with_oauth2 {
        dependency.insert("features", Array::from_iter(["oauth2"]).into());
    }
    let item = match (folder, with_oauth2) {
        (None, false) => Value::from(version),
        _ => Value::InlineTable(dependency),
    };
    table.insert(FACADE, Item::Value(item));
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dependency_is_added_once() {
        let before = "[package]\nname = \"a\"\n\n# A comment.\n[dependencies]\noauth2 = \"5\"\n";
        let after = with_dependency(before, None, true).expect("a manifest");
        assert_eq!(after, format!("{before}oauth-scopes = {{ version = \"0.1\", features = [\"oauth2\"] }}\n"));
        assert_eq!(with_dependency(&after, None, false), Ok(after.clone()));
        let short = with_dependency("[package]\nname = \"a\"\n", None, false).expect("a manifest");
        assert_eq!(short, "[package]\nname = \"a\"\n\n[dependencies]\noauth-scopes = \"0.1\"\n");
        assert!(with_dependency("[", None, false).is_err());
    }
}
