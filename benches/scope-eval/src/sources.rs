//! Evaluates whether the hand-written scopes of Rust sources are found, and their provider. The files are real ones,
//! and a manifest states what is in them. Each file is checked as its own package.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use scope_sources::{FileUsage, Kind, Owner, Providers, package_lists};
use serde::Deserialize;

use crate::manifest;
use crate::table::{Table, Tally};

/// An entry of the manifest about a file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Item {
    file: String,
    id: String,
    /// The original path of the file, since the path can show that it is a test.
    path: Option<String>,
    provider: String,
    scopes: Vec<String>,
    typed_scopes: Vec<String>,
    by_provider: BTreeMap<String, Vec<String>>,
}

/// Reads the manifest and the files of a folder.
///
/// # Errors
///
/// If one of them cannot be read.
pub(crate) fn read(folder: &Path) -> Result<Vec<(Item, String)>, String> {
    manifest::read(folder, |item: &Item| &item.file)
}

/// What is found in a file.
#[derive(Debug, Default)]
struct Found {
    /// The scopes that the code requests, in order.
    live: Vec<String>,
    /// The scopes that only tests request.
    in_tests: Vec<String>,
    /// The variants that stand for scopes.
    variants: usize,
    /// The providers, with the scopes of each.
    providers: BTreeMap<String, Vec<String>>,
    /// Why it could not be read completely.
    broken: Option<String>,
}

fn found(item: &Item, text: &str, providers: &Providers) -> Found {
    let mut found = Found::default();
    let usage = match scope_sources::read(text, &BTreeSet::new()) {
        Ok(usage) => usage.named(Path::new(item.path.as_ref().unwrap_or(&item.file))),
        Err((_, reason)) => return Found { broken: Some(reason), ..found },
    };
    found.broken = usage.broken.as_ref().map(|(_, reason)| reason.clone());
    found.in_tests = in_tests(&usage);
    found.in_tests.extend(defined(&usage, text, true));
    found.live.extend(defined(&usage, text, false));
    let (comments, _) = scope_sources::comments(text);
    let mut usages = [usage];
    for list in package_lists(&mut usages, &[comments], providers).lists {
        let provider = match &list.ownership.owner {
            Owner::Provider(provider) => (*provider).to_owned(),
            // If several providers match equally well, none is chosen.
            Owner::Tie(_) | Owner::Nobody => "custom".to_owned(),
        };
        for text in &list.group.texts {
            let names = text.names().into_iter().map(str::to_owned);
            if text.kind == Kind::Variant {
                found.variants += 1;
            } else {
                found.live.extend(names.clone());
            }
            found.providers.entry(provider.clone()).or_default().extend(names);
        }
    }
    let is_test =
        item.path.as_ref().is_some_and(|path| path.split('/').any(|part| matches!(part, "tests" | "benches")));
    if is_test {
        found.in_tests.append(&mut found.live);
    }
    found
}

fn in_tests(usage: &FileUsage) -> Vec<String> {
    let groups = usage.groups.iter().filter(|group| group.is_of_tests);
    let names = groups.flat_map(|group| group.texts.iter().flat_map(|text| text.names()));
    names.map(str::to_owned).collect()
}

/// The names that a server defines in literals, in tests or outside of them.
fn defined(usage: &FileUsage, text: &str, in_tests: bool) -> Vec<String> {
    let is_literal = |span: &Range<usize>| text[span.clone()].contains('"');
    let mine = usage.definitions.iter().filter(|one| one.is_of_tests == in_tests && is_literal(&one.span));
    mine.map(|one| one.name.clone()).collect()
}

/// The items of the first list that are not in the second, or less often.
fn without(list: &[String], other: &[String]) -> Vec<String> {
    let mut other = other.to_vec();
    let mut rest = list.to_vec();
    rest.retain(|name| match other.iter().position(|one| one == name) {
        Some(at) => {
            other.remove(at);
            false
        }
        None => true,
    });
    rest
}

/// The bundled name of a provider in the manifest.
fn bundled(name: &str) -> String {
    match name {
        "oidc" => "openid-connect".to_owned(),
        "microsoft" | "azure" => "microsoft-graph".to_owned(),
        "" | "none" | "custom" | "own" | "other" => "custom".to_owned(),
        name if scope_providers::NAMES.contains(&name) => name.to_owned(),
        name => scope_providers::aliased(name).first().map_or_else(|| "custom".to_owned(), |&known| known.to_owned()),
    }
}

/// Whether a bundled provider is the one in the manifest. Microsoft has several catalogs.
fn is_of(name: &str, provider: &str) -> bool {
    let is_azure = provider == "azure-resources" && matches!(name, "microsoft" | "azure");
    is_azure || bundled(name) == provider
}

/// Whether the providers of a file are those in the manifest.
fn is_right(item: &Item, found: &Found) -> bool {
    if item.by_provider.is_empty() {
        return found.providers.keys().all(|provider| is_of(&item.provider, provider));
    }
    // Several providers can have the same name: each scope must be where the manifest has it.
    let expected = |provider: &str, name: &String| {
        item.by_provider.iter().any(|(one, names)| is_of(one, provider) && names.contains(name))
    };
    found.providers.iter().all(|(provider, names)| names.iter().all(|name| expected(provider, name)))
}

/// The table and the differences.
pub(crate) fn report(items: &[(Item, String)]) -> String {
    let providers = Providers::bundled();
    let mut table = Table::new(["file", "scopes", "found", "in tests", "false", "provider"]);
    let (mut all, mut outside, mut right) = (Tally::default(), Tally::default(), Tally::default());
    let (mut wrong, mut tested, mut differences) = (0, 0, String::new());
    for (item, text) in items {
        let found = found(item, text, &providers);
        let missed = without(&item.scopes, &found.live);
        let missed_outside = without(&missed, &found.in_tests);
        let of_tests = missed.len() - missed_outside.len();
        let others = without(&found.live, &item.scopes);
        let count = item.scopes.len();
        for at in 0..count {
            all.add(at >= missed.len());
            if at >= of_tests {
                outside.add(at >= missed.len());
            }
        }
        (wrong, tested) = (wrong + others.len(), tested + of_tests);
        let is_asked = !found.providers.is_empty();
        let is_right = is_right(item, &found);
        if is_asked {
            right.add(is_right);
        }
        let provider = match (is_asked, is_right) {
            (false, _) => "-".to_owned(),
            (true, true) => "ok".to_owned(),
            (true, false) => found.providers.keys().cloned().collect::<Vec<_>>().join(", "),
        };
        let cells = [count, count - missed.len(), of_tests, others.len()].map(|number| number.to_string());
        table.row(&item.id, cells.into_iter().chain([provider.clone()]));
        let mut tell = |what: &str, names: &[String]| {
            if !names.is_empty() {
                differences.push_str(&format!("  {}: {what} {}\n", item.id, names.join(" ")));
            }
        };
        tell("missed", &missed_outside);
        tell("false", &others);
        if is_asked && !is_right {
            let expected = if item.by_provider.is_empty() {
                item.provider.clone()
            } else {
                item.by_provider.keys().cloned().collect::<Vec<_>>().join(", ")
            };
            tell("provider", &[format!("{provider}, not {expected}")]);
        }
        if let Some(reason) = &found.broken {
            tell("not read to its end:", std::slice::from_ref(reason));
        }
        if found.variants != item.typed_scopes.len() {
            let counts = format!("{} found, {} there", found.variants, item.typed_scopes.len());
            tell("variants:", &[counts]);
        }
    }
    let differences = if differences.is_empty() { "  none\n".to_owned() } else { differences };
    let summary =
        format!("found {all}, outside of tests {outside} ({tested} in tests), false {wrong}, provider right {right}\n");
    [format!("{} files\n", items.len()), table.to_string(), summary, DEFINITIONS.to_owned(), differences].join("\n")
}

const DEFINITIONS: &str = "  \
  found     scopes of the manifest, each as often as it is written
  in tests  scopes of the manifest that are found in code for tests, where nothing is asked for
  false     scopes that are found and not in the manifest
  provider  whether the lists of the file are said to be of the manifest's provider: of none, if the project has its own or if
            several have them all; - where none is found

what differs
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_beside_this_test() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sources");
        let report = report(&read(&folder).expect("files"));
        let summary = report.lines().find(|line| line.starts_with("found ")).expect("a summary");
        assert!(summary.contains("false 0"), "{report}");
        let missed: Vec<&str> = report.lines().filter(|line| line.contains(": missed ")).collect();
        let providers: Vec<&str> = report.lines().filter(|line| line.contains(": provider ")).collect();
        assert_eq!((missed, providers), (Vec::new(), Vec::new()), "{report}");
    }

    #[test]
    fn each_as_often_as_it_is_there() {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        assert_eq!(without(&names(&["a", "b", "a"]), &names(&["a"])), names(&["b", "a"]));
    }

    #[test]
    fn names_of_providers() {
        for (name, expected) in [("microsoft", "microsoft-graph"), ("twitter", "x"), ("oidc", "openid-connect")] {
            assert_eq!(bundled(name), expected);
        }
        assert_eq!(bundled("custom"), "custom");
    }
}
