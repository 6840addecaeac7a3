//! Evaluates whether importing the documents of providers gives the names and needs of the bundled catalogs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use scope_catalog::{Catalog, Lookup, Operation};
use scope_import::{DescribedOperation, Description, ReadOptions, merge, read};

use crate::providers::Providers;
use crate::table::Table;

/// The results for the documents of a provider.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) documents: usize,
    pub(crate) scopes: usize,
    pub(crate) retired: Vec<String>,
    pub(crate) unknown: Vec<String>,
    /// Names that are in the catalog, but in no document of the folder.
    pub(crate) only_in_catalog: usize,
    pub(crate) operations: usize,
    pub(crate) different: Vec<String>,
    pub(crate) absent: Vec<String>,
}

/// The table, and the names and operations that are not in the catalogs.
///
/// # Errors
///
/// If the folder cannot be read, or has no document of a provider with a catalog.
pub(crate) fn report(providers: &Providers, folder: &Path) -> Result<String, String> {
    let (mut by_provider, mut notes) = (BTreeMap::<String, Vec<Description>>::new(), String::new());
    let manifest = std::fs::read_to_string(folder.join("MANIFEST.tsv")).unwrap_or_default();
    for path in documents(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match std::fs::read_to_string(&path).map_err(|error| error.to_string()).and_then(|text| described(&text)) {
            Ok(description) => match provider(providers, &manifest, &name, &description) {
                Some(provider) => by_provider.entry(provider).or_default().push(description),
                None => {
                    let _ = writeln!(notes, "no catalog\t{name}\t{}", description.provider.unwrap_or_default());
                }
            },
            Err(error) => {
                let _ = writeln!(notes, "not read\t{name}\t{error}");
            }
        }
    }
    if by_provider.is_empty() {
        return Err(format!("{}: no document of a provider that has a catalog\n{notes}", folder.display()));
    }
    let mut table = Table::new([
        "provider", "documents", "scopes", "retired", "unknown", "only in catalog", "operations", "other need",
        "absent",
    ]);
    let mut listed = String::new();
    for (provider, descriptions) in by_provider {
        let Some(known) = providers.of_label(&provider) else { continue };
        let outcome = outcome(&known.catalog, descriptions);
        let counts = [
            outcome.documents,
            outcome.scopes,
            outcome.retired.len(),
            outcome.unknown.len(),
            outcome.only_in_catalog,
            outcome.operations,
            outcome.different.len(),
            outcome.absent.len(),
        ];
        table.row(&provider, counts.map(|count| count.to_string()));
        let lists = [("retired", &outcome.retired), ("unknown", &outcome.unknown), ("other need", &outcome.different)];
        for (what, names) in lists {
            for name in names {
                let _ = writeln!(listed, "{what}\t{provider}\t{name}");
            }
        }
    }
    Ok(format!("{table}\n{listed}{notes}"))
}

/// The files of a folder and its subfolders, without manifests.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        if path.is_dir() {
            paths.extend(documents(&path)?);
        } else if path.file_name().is_some_and(|name| name != "MANIFEST.tsv") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn described(text: &str) -> Result<Description, String> {
    // Bundled needs are those of a client that has only a token.
    read(text, &ReadOptions { other_credentials: true, ..ReadOptions::default() }).map_err(|error| error.message)
}

/// The provider of a document: from the manifest, the start of the file's name, or the document.
fn provider(providers: &Providers, manifest: &str, file: &str, description: &Description) -> Option<String> {
    let rows = manifest.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let stated = rows.filter(|row| row.first() == Some(&file)).find_map(|row| row.get(2).copied());
    let begins = |name: &str| {
        file.strip_prefix(name).is_some_and(|rest| rest.starts_with(|char: char| !char.is_ascii_alphanumeric()))
    };
    let by_name = providers.all.iter().map(|provider| &*provider.name).filter(|name| begins(name));
    let by_name = by_name.max_by_key(|name| name.len());
    let label = stated.or(by_name).or(description.provider.as_deref())?;
    providers.of_label(label).map(|provider| provider.name.clone())
}

pub(crate) fn outcome(catalog: &Catalog, descriptions: Vec<Description>) -> Outcome {
    let mut outcome = Outcome { documents: descriptions.len(), ..Outcome::default() };
    let all = merge(descriptions);
    outcome.scopes = all.scopes.len();
    for scope in &all.scopes {
        match catalog.lookup(&scope.name) {
            Lookup::Known(_) => {}
            Lookup::Retired(_) => outcome.retired.push(scope.name.clone()),
            Lookup::Unknown => outcome.unknown.push(scope.name.clone()),
        }
    }
    let listed: BTreeSet<&str> = all.scopes.iter().map(|scope| &*scope.name).collect();
    outcome.only_in_catalog = catalog.scopes().iter().filter(|scope| !listed.contains(&*scope.name)).count();
    outcome.operations = all.operations.len();
    let known = catalog.search_operations("");
    let known: BTreeMap<&str, &Operation> = known.iter().map(|known| (&*known.name.text, &**known)).collect();
    for operation in &all.operations {
        match known.get(&*operation.key).map(|known| is_same(known, operation)) {
            None => outcome.absent.push(operation.key.clone()),
            Some(false) => outcome.different.push(operation.key.clone()),
            Some(true) => {}
        }
    }
    outcome
}

/// Whether the catalog states the same need for an operation: each alternative is enough, and the need has no other
/// scope.
fn is_same(known: &Operation, operation: &DescribedOperation) -> bool {
    let named: BTreeSet<&str> = known.needs.scopes().iter().map(|name| &*name.text).collect();
    let stated: BTreeSet<&str> = operation.needs.iter().flatten().map(String::as_str).collect();
    let is_enough = |way: &Vec<String>| known.needs.is_met(&|name| way.iter().any(|held| held == name));
    named == stated && operation.needs.iter().all(is_enough)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOG: &str =
        "[scopes]\n'read:cups' = ''\nmore = ''\n[retired.old]\n[operations]\n'GET /cups' = { needs = 'read:cups' }\n";

    fn document(scopes: &str, security: &str) -> Description {
        let text = format!(
            r#"{{ "swagger": "2.0", "info": {{ "title": "Cups", "version": "1" }},
            "securityDefinitions": {{ "login": {{ "type": "oauth2", "flow": "implicit",
            "authorizationUrl": "https://cups.example/a", "scopes": {{ {scopes} }} }} }},
            "paths": {{ "/cups": {{ "get": {{ "security": [{security}], "responses": {{}} }} }} }} }}"#
        );
        described(&text).expect("a description")
    }

    #[test]
    fn names_and_needs() {
        let providers = Providers::with("cups", CATALOG);
        let catalog = &providers.all[0].catalog;
        let scopes = r#""read:cups": "", "old": "", "new": """#;
        let same = outcome(catalog, vec![document(scopes, r#"{ "login": ["read:cups"] }"#)]);
        assert_eq!((same.scopes, same.retired, same.unknown), (3, vec!["old".to_owned()], vec!["new".to_owned()]));
        assert_eq!((same.only_in_catalog, same.operations, same.different.len(), same.absent.len()), (1, 1, 0, 0));
        let other = outcome(catalog, vec![document(scopes, r#"{ "login": ["new"] }"#)]);
        assert_eq!(other.different, ["GET /cups"]);
    }

    #[test]
    fn whose_a_document_is() {
        let providers = Providers::with("cups", CATALOG);
        let description = Description::default();
        let found = |manifest: &str, file: &str| provider(&providers, manifest, file, &description);
        assert_eq!(found("", "cups_api.json").as_deref(), Some("cups"));
        assert_eq!(found("file\tformat\tprovider\na.json\tx\tcups\n", "a.json").as_deref(), Some("cups"));
        assert_eq!(found("", "cupsapi.json"), None);
    }
}
