//! Evaluates operations by the names that people use: are they found, or is the right key the first suggestion?
//!
//! A line of the file is `{"provider": …, "op": …, "key": …, "spellings": [[KIND, TEXT], …]}`. A key that the catalog
//! does not have is counted as absent, whatever the result is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use scope_catalog::{Catalog, Certainty};
use serde_json::Value;

use crate::providers::Providers;
use crate::table::Table;

/// An operation, and how it is written.
#[derive(Debug)]
pub(crate) struct Case {
    provider: String,
    key: String,
    /// Each spelling with its kind.
    spellings: Vec<(String, String)>,
}

/// The result for a spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// The right operation was found.
    Found,
    /// The right key is the first suggestion.
    First,
    /// The right key is among the suggestions with the same path: the text has no verb.
    Verb,
    /// The right key is a later suggestion.
    Among,
    /// There are suggestions, but the right key is not among them.
    Wrong,
    /// Another operation was found.
    False,
    Nothing,
}

const OUTCOMES: [Outcome; 7] =
    [Outcome::Found, Outcome::First, Outcome::Verb, Outcome::Among, Outcome::Wrong, Outcome::False, Outcome::Nothing];

/// Reads the cases of a file.
///
/// # Errors
///
/// If it cannot be read, or a line is not such a case.
pub(crate) fn read(file: &Path) -> Result<Vec<Case>, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| case(line).ok_or_else(|| format!("line {}: not a case", number + 1))).collect()
}

fn case(line: &str) -> Option<Case> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let spellings = value["spellings"].as_array()?.iter();
    let spellings = spellings.map(|pair| Some((text(&pair[0])?, text(&pair[1])?))).collect::<Option<_>>()?;
    Some(Case { provider: text(&value["provider"])?, key: text(&value["key"])?, spellings })
}

/// The tables by provider and kind, and by kind, and what was not found.
pub(crate) fn report(providers: &Providers, cases: &[Case]) -> String {
    let mut by_kind: BTreeMap<String, [usize; 7]> = BTreeMap::new();
    let (mut absent, mut misses) = (Vec::new(), Vec::new());
    for case in cases {
        let Some(provider) = providers.all.iter().find(|provider| provider.name == case.provider) else {
            absent.push(format!("{} (no such provider)", case.provider));
            continue;
        };
        if !has(&provider.catalog, &case.key) {
            absent.push(format!("{} {}", case.provider, case.key));
            continue;
        }
        for (kind, text) in &case.spellings {
            let (outcome, told) = outcome(&provider.catalog, &case.key, text);
            let position = OUTCOMES.iter().position(|known| *known == outcome).unwrap_or_default();
            for row in [format!("{} {kind}", case.provider), format!("all {kind}"), "total".to_owned()] {
                by_kind.entry(row).or_default()[position] += 1;
            }
            if !matches!(outcome, Outcome::Found | Outcome::First | Outcome::Verb) {
                misses.push(format!("{outcome:?} {} {kind} `{text}`: {told}, not {}", case.provider, case.key));
            }
        }
    }
    let mut table = Table::new(["spelling", "found", "first", "verb", "among", "wrong", "false", "nothing", "told, %"]);
    for (name, counts) in &by_kind {
        let all: usize = counts.iter().sum();
        let mut cells: Vec<String> = counts.iter().map(usize::to_string).collect();
        cells.push(((counts[0] + counts[1] + counts[2]) * 100 / all.max(1)).to_string());
        table.row(name, cells);
    }
    let mut text = format!("{table}\n{DEFINITIONS}\nabsent: {}\n", absent.len());
    for line in absent.iter().chain(&misses) {
        text.push_str(&format!("  {line}\n"));
    }
    text
}

const DEFINITIONS: &str = "\
  found     taken for the right operation
  first     the right key is reported first
  verb      it is reported with others of the same path, where no verb was written
  among     it is reported after others
  wrong     other keys are reported
  false     taken for another operation
";

fn has(catalog: &Catalog, key: &str) -> bool {
    catalog.operation(key).is_ok()
}

fn outcome(catalog: &Catalog, key: &str, text: &str) -> (Outcome, String) {
    let found = catalog.find_operations(text);
    let told = format!("{} {}", found.certainty.as_str(), found.names.join(", "));
    let position = found.names.iter().position(|name| name == key);
    let outcome = match (found.certainty, position) {
        (Certainty::Certain, Some(0)) => Outcome::Found,
        (Certainty::Certain, _) => Outcome::False,
        (_, Some(0)) => Outcome::First,
        (_, Some(_)) if !has_verb(text) && found.names.iter().all(|name| path(name) == path(key)) => Outcome::Verb,
        (_, Some(_)) => Outcome::Among,
        (Certainty::None, None) => Outcome::Nothing,
        (_, None) => Outcome::Wrong,
    };
    (outcome, told)
}

/// Whether an HTTP verb comes before the path.
fn has_verb(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(verb, _)| verb.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn path(name: &str) -> &str {
    name.split_once(' ').map_or(name, |(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOG: &str =
        "scopes = ['a']\n[operations]\n'GET /shops/{id}' = { needs = 'a' }\n'PUT /shops/{id}' = { needs = 'a' }";

    #[test]
    fn what_is_told_is_counted() {
        let providers = Providers::with("p", CATALOG);
        let line = r#"{"provider": "p", "key": "GET /shops/{id}", "spellings": [["url", "GET https://a.example/shops/1"], ["path", "/shops/{x}"], ["none", "zzz"], ["other", "PUT /shops/1"]]}"#;
        let text = report(&providers, &[case(line).expect("a case")]);
        assert!(text.contains("absent: 0"), "{text}");
        let row = |name: &str| {
            let line = text.lines().find(|line| line.trim_start().starts_with(name)).expect("a row");
            line.split_whitespace().skip(2).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(row("p url"), "1 0 0 0 0 0 0 100");
        assert_eq!(row("p path"), "0 1 0 0 0 0 0 100");
        assert_eq!(row("p none"), "0 0 0 0 0 0 1 0");
        assert_eq!(row("p other"), "0 0 0 0 0 1 0 0");
    }
}
