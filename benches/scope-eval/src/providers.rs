//! Loads the catalogs for checking, and finds the catalog for a label.

use std::path::{Path, PathBuf};

use scope_catalog::load::{self, Loaded};
use scope_catalog::{Catalog, Problem};

/// Labels that are not the name of a catalog, and the catalogs to use for them, best first.
const LABELS: &[(&str, &[&str])] = &[
    ("atlassian", &["atlassian-jira"]),
    ("jira", &["atlassian-jira"]),
    ("confluence", &["atlassian-confluence"]),
    ("microsoft", &["microsoft-graph"]),
    ("azure-devops", &["microsoft-graph"]),
    ("twitter", &["x"]),
    ("oidc-generic", OPENID_CONNECT),
    ("oauth-generic", OPENID_CONNECT),
    ("keycloak", OPENID_CONNECT),
    ("cognito", OPENID_CONNECT),
    ("authelia", OPENID_CONNECT),
    ("authentik", OPENID_CONNECT),
    ("dex", OPENID_CONNECT),
    ("kanidm", OPENID_CONNECT),
    ("indieauth", OPENID_CONNECT),
    ("frappe", OPENID_CONNECT),
    ("mixin", OPENID_CONNECT),
];

/// The protocol of servers that anybody can run.
const OPENID_CONNECT: &[&str] = &["openid-connect"];

/// The catalogs of one run.
#[derive(Debug, Default)]
pub(crate) struct Providers {
    /// All of them, by name.
    pub(crate) all: Vec<Provider>,
    /// What is wrong with them.
    pub(crate) problems: Vec<String>,
}

/// A catalog, and its name in this program.
#[derive(Debug)]
pub(crate) struct Provider {
    pub(crate) name: String,
    pub(crate) catalog: Catalog,
}

impl Providers {
    /// Reads the bundled catalogs, or every `*.toml` of a folder, with the file's name as the catalog's name.
    ///
    /// # Errors
    ///
    /// If the folder or one of its files cannot be read.
    pub(crate) fn read(folder: Option<&Path>) -> Result<Self, String> {
        folder.map_or_else(Self::bundled, Self::of_folder)
    }

    fn bundled() -> Result<Self, String> {
        let mut providers = Self::default();
        for name in scope_providers::NAMES {
            let loaded = load::load_provider(name).map_err(|error| error.message)?;
            providers.add(name, loaded);
        }
        Ok(providers)
    }

    fn of_folder(folder: &Path) -> Result<Self, String> {
        let mut providers = Self::default();
        for path in catalog_files(folder)? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let loaded = load::load_file(&path, None).map_err(|failure| failure.to_string())?;
            providers.add(&name, loaded);
        }
        Ok(providers)
    }

    fn add(&mut self, name: &str, loaded: Loaded) {
        let told = |problem: &Problem| format!("{name}: {}", problem.message);
        self.problems.extend(loaded.problems.iter().map(told));
        self.all.push(Provider { name: name.to_owned(), catalog: loaded.catalog });
    }

    /// The catalog for a label: the one of the same name, or otherwise the best one from `LABELS`.
    pub(crate) fn of_label(&self, label: &str) -> Option<&Provider> {
        let named = |name: &str| self.all.iter().find(|provider| provider.name == name);
        let others = LABELS.iter().find(|(known, _)| *known == label).map_or(&[][..], |(_, names)| names);
        named(label).or_else(|| others.iter().find_map(|name| named(name)))
    }

    /// A catalog of this text under a name.
    #[cfg(test)]
    pub(crate) fn with(name: &str, text: &str) -> Self {
        let catalog = Catalog::from_text(text).expect("a sound catalog");
        Self { all: vec![Provider { name: name.to_owned(), catalog }], problems: Vec::new() }
    }
}

fn catalog_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    let entries: Vec<_> = std::fs::read_dir(folder).map_err(told)?.collect::<Result<_, _>>().map_err(told)?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    if paths.is_empty() {
        return Err(format!("{}: no catalog is in it", folder.display()));
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_a_name_or_stands_for_one() {
        let providers = Providers::with("openid-connect", "scopes = ['openid']");
        let name = |label| providers.of_label(label).map(|provider| &*provider.name);
        assert_eq!(name("openid-connect"), Some("openid-connect"));
        assert_eq!(name("dex"), Some("openid-connect"));
        assert_eq!(name("twitter"), None);
    }

    #[test]
    fn every_bundled_catalog_is_sound() {
        let providers = Providers::read(None).expect("they are there");
        assert_eq!((providers.all.len(), &*providers.problems), (scope_providers::NAMES.len(), &[][..]));
    }
}
