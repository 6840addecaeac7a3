//! Tests that a typo in a bundled name is fixed to a name that can be requested, and that grants no more than the name
//! that was meant, unless it is more similar to what was written.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use scope_catalog::{Catalog, CatalogSource, Certainty, Finding, Lookup, Operation, Request, check, is_token};

/// About this many names of each provider are tested.
const NAMES: usize = 2;

fn catalogs() -> impl Iterator<Item = (&'static str, Catalog)> {
    scope_providers::NAMES.iter().map(|name| {
        let mut problems = Vec::new();
        let source = CatalogSource::parse(0, scope_providers::text(name).expect("a listed provider"), &mut problems);
        let source = source.with_operation_text(scope_providers::operations(name));
        (*name, Catalog::assemble(None, vec![source], &mut problems))
    })
}

/// The operations for which a scope is sufficient, including what it implies.
struct Served<'c> {
    catalog: &'c Catalog,
    operations: Vec<Operation>,
    of: BTreeMap<String, BTreeSet<usize>>,
}

impl<'c> Served<'c> {
    fn new(catalog: &'c Catalog) -> Self {
        Self {
            catalog,
            operations: catalog.search_operations("").into_iter().map(Cow::into_owned).collect(),
            of: BTreeMap::new(),
        }
    }

    fn by(&mut self, name: &str) -> &BTreeSet<usize> {
        self.of.entry(name.to_owned()).or_insert_with(|| {
            let catalog = self.catalog;
            let holds = |needed: &str| match (catalog.lookup(name), catalog.lookup(needed)) {
                (Lookup::Known(held), Lookup::Known(needed)) => catalog.covers(held, needed),
                _ => name == needed,
            };
            let operations = self.operations.iter().enumerate();
            operations.filter(|(_, operation)| operation.needs.is_met(&holds)).map(|(at, _)| at).collect()
        })
    }

    /// Whether one name grants everything that another one does, and more, as far as the catalog shows.
    fn is_more(&mut self, one: &str, other: &str) -> bool {
        if let (Lookup::Known(one), Lookup::Known(other)) = (self.catalog.lookup(one), self.catalog.lookup(other)) {
            if self.catalog.covers(one, other) {
                return !self.catalog.covers(other, one);
            }
        }
        let (of_one, of_other) = (self.by(one).clone(), self.by(other));
        !of_other.is_empty() && of_one.len() > of_other.len() && of_one.is_superset(of_other)
    }
}

/// Returns typical typos of a name.
fn slips(name: &str) -> Vec<String> {
    let is_separator = |char: char| !char.is_ascii_alphanumeric();
    let middle = name.len() / 2;
    let letters = || name.char_indices().filter(|(_, char)| char.is_ascii_alphabetic());
    let end = name.rfind(is_separator).map_or(0, |at| at + 1);
    let start = name.find(is_separator).map_or(name.len(), |at| at + 1);
    let (beginning, last) = name.split_at(end);
    let mut slips = vec![
        format!("{}{}", &name[..middle], &name[middle + 1..]),
        name.replacen(is_separator, "_", 1),
        name.replacen(is_separator, ":", 1),
        name.to_ascii_uppercase(),
        name.strip_suffix('s').map_or_else(|| format!("{name}s"), str::to_owned),
        beginning.trim_end_matches(is_separator).to_owned(),
        name[start..].to_owned(),
        format!("{name}.read"),
        format!("{name}.all"),
        format!(
            "{last}{}",
            name[..end]
                .trim_end_matches(is_separator)
                .rsplit(is_separator)
                .next()
                .map_or_else(String::new, |word| format!(":{word}"))
        ),
    ];
    let swapped = letters().zip(letters().skip(1)).filter(|((at, _), (next, _))| at + 1 == *next).nth(middle / 2);
    slips.extend(swapped.map(|((at, one), (_, other))| format!("{}{other}{one}{}", &name[..at], &name[at + 2..])));
    for (word, other) in [
        ("readonly", "read"),
        ("read", "view"),
        ("write", "edit"),
        ("read", "write"),
        ("write", "manage"),
        ("admin", "write"),
        ("list", "read"),
    ] {
        if name.contains(word) {
            slips.push(name.replacen(word, other, 1));
        }
    }
    slips.retain(|slip| !slip.is_empty() && is_token(slip));
    slips
}

fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, char) in one.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], at + 1);
        for (column, wanted) in other.iter().enumerate() {
            let least = (before + usize::from(char != *wanted)).min(row[column] + 1).min(row[column + 1] + 1);
            before = std::mem::replace(&mut row[column + 1], least);
        }
    }
    row[other.len()]
}

const ACTIONS: [&str; 10] =
    ["admin", "all", "create", "delete", "edit", "full", "manage", "read", "readwrite", "write"];

/// Returns the words of a name, in lower case and without a plural s.
fn words(name: &str) -> BTreeSet<String> {
    let mut apart = String::new();
    for char in name.chars() {
        if char.is_ascii_uppercase() {
            apart.push(' ');
        }
        apart.push(if char.is_ascii_alphanumeric() { char.to_ascii_lowercase() } else { ' ' });
    }
    apart.split_whitespace().map(|word| word.trim_end_matches('s').to_owned()).collect()
}

fn repairs(finding: &Finding) -> impl Iterator<Item = &str> {
    let is_repair = finding.certainty <= Certainty::Likely;
    finding
        .suggestions
        .iter()
        .take(1)
        .filter(move |_| is_repair)
        .flat_map(|text| text.split([' ', ',']))
        .filter(|name| !name.is_empty())
}

fn can_be_written(catalog: &Catalog, name: &str) -> bool {
    is_token(name) && !name.contains('{') && !catalog.is_denied(name)
}

/// Whether the fix for a typo cannot be requested, or grants more than an equally similar name.
fn is_wrong(served: &mut Served<'_>, name: &str, written: &str, repaired: &str) -> bool {
    let is_usable = matches!(served.catalog.lookup(repaired), Lookup::Known(_)) && !served.catalog.is_denied(repaired);
    // A name with all the written words and no other action grants no more.
    let (given, meant) = (words(written), words(repaired));
    let grants_that = meant.is_superset(&given) && !meant.difference(&given).any(|word| ACTIONS.contains(&&**word));
    let is_nearer = distance(written, repaired) < distance(written, name);
    !is_usable || !grants_that && !is_nearer && served.is_more(repaired, name)
}

#[test]
fn a_repair_could_have_worked_and_grants_no_more_than_a_nearer_name() {
    let mut wrong = Vec::new();
    for (provider, catalog) in catalogs() {
        let mut served = Served::new(&catalog);
        let names = || catalog.scopes().iter().filter(|scope| can_be_written(&catalog, &scope.name));
        let step = (names().count() / NAMES).max(1);
        let slips =
            names().step_by(step).flat_map(|scope| slips(&scope.name).into_iter().map(|slip| (&*scope.name, slip)));
        for (name, written) in slips {
            let texts = [&*written];
            let request = Request { catalog: &catalog, others: &[], texts: &texts, client: None, operations: &[] };
            let findings = check(&request).findings;
            let repairs = findings.iter().flat_map(repairs).filter(|repaired| *repaired != name);
            let found = repairs.filter(|repaired| is_wrong(&mut served, name, &written, repaired));
            wrong.extend(found.map(|repaired| format!("{provider}: `{written}` for `{name}` -> `{repaired}`")));
        }
    }
    assert!(wrong.is_empty(), "{} repairs\n{}", wrong.len(), wrong.join("\n"));
}
