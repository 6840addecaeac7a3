//! Reports what each bundled catalog was made from, its date, and how its current documents differ.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use scope_catalog::{Catalog, Import, ImportSource};
use scope_import::{Description, ReadOptions, read};

use crate::providers::{Provider, Providers};
use crate::roundtrip::{Outcome, outcome};
use crate::table::Table;

/// The folder of the catalogs. Lists of documents are named relative to it.
const CATALOGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scope-providers/catalogs");

/// What a catalog was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// A document that `cargo scopes import` reads.
    Document,
    /// Files of a repository, such as a table in the provider's documentation.
    Repository,
    /// A page.
    Page,
    /// The provider has no scopes.
    NoScopes,
    /// The catalog names no source.
    Unknown,
}

impl Origin {
    const ALL: [Self; 5] = [Self::Document, Self::Repository, Self::Page, Self::NoScopes, Self::Unknown];

    fn of(catalog: &Catalog) -> Self {
        match catalog.documentation() {
            _ if catalog.import().is_some() => Self::Document,
            _ if catalog.no_scopes().is_some() => Self::NoScopes,
            Some(source) if source.starts_with("https://github.com/") => Self::Repository,
            Some(_) => Self::Page,
            None => Self::Unknown,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Repository => "repository",
            Self::Page => "page",
            Self::NoScopes => "no scopes",
            Self::Unknown => "unknown",
        }
    }
}

/// The table of all catalogs, compared with the documents in a folder: `https://host/path` is the file `host/path`.
///
/// # Errors
///
/// If a catalog names a list of documents that does not exist.
pub(crate) fn report(providers: &Providers, folder: &Path) -> Result<String, String> {
    let header = [
        "provider", "made from", "checked", "names", "own source", "documents", "here", "names in them", "unknown",
        "retired", "operations", "other need", "absent",
    ];
    let (mut table, mut listed) = (Table::new(header), String::new());
    let mut counts = [0; Origin::ALL.len()];
    for provider in &providers.all {
        let catalog = &provider.catalog;
        let origin = Origin::of(catalog);
        counts[origin as usize] += 1;
        let documents = catalog.import().map(documents).transpose()?.unwrap_or_default();
        let (described, problems) = described(&documents, folder);
        for problem in problems {
            let _ = writeln!(listed, "not read\t{}\t{problem}", provider.name);
        }
        let here = described.len();
        let outcome = if described.is_empty() { Outcome::default() } else { outcome(catalog, described) };
        list(provider, &outcome, &mut listed);
        let own =
            catalog.scopes().iter().filter(|scope| scope.details.as_deref().is_some_and(|it| it.source.is_some()));
        let counts = [
            catalog.scopes().len(),
            own.count(),
            documents.len(),
            here,
            outcome.scopes,
            outcome.unknown.len(),
            outcome.retired.len(),
            outcome.operations,
            outcome.different.len(),
            outcome.absent.len(),
        ];
        let first = [origin.as_str().to_owned(), catalog.checked().unwrap_or("-").to_owned()];
        table.row(&provider.name, first.into_iter().chain(counts.map(|count| count.to_string())));
    }
    let totals = Origin::ALL.map(|origin| format!("{}: {}", origin.as_str(), counts[origin as usize]));
    Ok(format!("{table}\n{}\n\n{listed}", totals.join(", ")))
}

fn list(provider: &Provider, outcome: &Outcome, listed: &mut String) {
    let kinds = [("unknown", &outcome.unknown), ("retired", &outcome.retired), ("other need", &outcome.different)];
    for (kind, names) in kinds {
        for name in names {
            let _ = writeln!(listed, "{kind}\t{}\t{name}", provider.name);
        }
    }
}

/// The URLs of the documents that a catalog names, including those in lists.
fn documents(import: &Import) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    for from in &import.from {
        match (ImportSource::parse(&from.text), from.text.strip_prefix('@')) {
            (Ok(ImportSource::File(_)), Some(list)) => {
                let path = Path::new(CATALOGS).join(list);
                let text = std::fs::read_to_string(&path).map_err(|error| format!("{list}: {error}"))?;
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
                all.extend(lines.map(str::to_owned));
            }
            _ => all.push(from.text.to_string()),
        }
    }
    Ok(all)
}

/// The documents that are in the folder and can be read, and the problems with others.
fn described(documents: &[String], folder: &Path) -> (Vec<Description>, Vec<String>) {
    let (mut described, mut problems) = (Vec::new(), Vec::new());
    for document in documents {
        let Ok(text) = std::fs::read_to_string(file(folder, document)) else { continue };
        // Bundled needs are those of a client that has only a token.
        match read(&text, &ReadOptions { other_credentials: true, ..ReadOptions::default() }) {
            Ok(description) => described.push(description),
            Err(error) => problems.push(format!("{document}: {}", error.message)),
        }
    }
    (described, problems)
}

/// The file of a document, which may have a space in its name.
fn file(folder: &Path, document: &str) -> PathBuf {
    folder.join(document.trim_start_matches("https://").replace("%20", " "))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_a_catalog_was_made_from() {
        let origin = |text: &str| Origin::of(&Catalog::from_text(text).expect("a sound catalog"));
        assert_eq!(origin("scopes = ['a']\n[import]\nfrom = 'api.json'\n"), Origin::Document);
        assert_eq!(origin("scopes = ['a']\nsource = 'https://github.com/cups/api'\n"), Origin::Repository);
        assert_eq!(origin("scopes = ['a']\nsource = 'https://cups.example/scopes'\n"), Origin::Page);
        assert_eq!(origin("no_scopes = 'all of it'\ncoverage = 'partial'\n"), Origin::NoScopes);
        assert_eq!(origin("scopes = ['a']\n"), Origin::Unknown);
        assert_eq!(file(Path::new("d"), "https://cups.example/a%20b.json"), Path::new("d/cups.example/a b.json"));
    }

    #[test]
    fn every_list_of_documents_is_there_and_names_addresses() {
        let providers = Providers::read(None).expect("they are there");
        let mut of_documents = BTreeSet::new();
        for provider in &providers.all {
            let Some(import) = provider.catalog.import() else { continue };
            of_documents.insert(&*provider.name);
            for document in documents(import).expect("the lists are there") {
                let is_address = matches!(ImportSource::parse(&document), Ok(ImportSource::Address(_)));
                assert!(is_address, "{}: {document}", provider.name);
            }
        }
        assert!(of_documents.len() >= 30, "{of_documents:?}");
    }
}
