//! Makes a catalog of the scopes that a server's own Rust sources define.

use std::collections::BTreeMap;

use crate::error::Failure;
use crate::handwritten::read_files;
use crate::workspace::{Selection, Workspace};

/// Returns the text of a catalog with the scopes that the sources of the packages define, and their descriptions.
///
/// # Errors
///
/// If there is no workspace, if no scopes are defined, or if two descriptions of one scope differ.
pub(super) fn catalog_of_sources() -> Result<String, Failure> {
    let workspace = Workspace::find(&Selection::default().with_literals(true))?;
    let (mut files, _) = read_files(&workspace);
    let mut scopes: BTreeMap<String, (String, String)> = BTreeMap::new();
    for package in &workspace.packages {
        let files = files.of(package);
        for (path, usage) in files.paths.iter().zip(&files.usages) {
            for defined in usage.definitions.iter().filter(|defined| !defined.is_of_tests) {
                let (name, description) = (&defined.name, scope_import::one_line(&defined.description));
                let known = scopes.entry(name.clone()).or_insert_with(|| (description.clone(), workspace.shown(path)));
                if known.0.is_empty() {
                    known.0.clone_from(&description);
                }
                if !description.is_empty() && known.0 != description {
                    let message =
                        format!("`{name}` has two descriptions: in {} and in {}", known.1, workspace.shown(path));
                    return Err(Failure::new(message).help("write the same in both places"));
                }
            }
        }
    }
    if scopes.is_empty() {
        let help =
            "definitions are tables of flows of utoipa, aide and rocket_okapi, and `OAuthScopes` of poem-openapi";
        return Err(Failure::new("the sources define no scopes".to_owned()).help(help));
    }
    let mut document = toml_edit::DocumentMut::new();
    for (name, (description, _)) in &scopes {
        document["scopes"].or_insert(toml_edit::table())[name.as_str()] = toml_edit::value(description.as_str());
    }
    let files: std::collections::BTreeSet<&str> = scopes.values().map(|(_, file)| &**file).collect();
    let files: Vec<&str> = files.into_iter().collect();
    Ok(format!("# The scopes that these sources define: {}.\n{document}", files.join(", ")))
}
