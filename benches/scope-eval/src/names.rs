//! Evaluates which real names of providers are unknown to the catalogs, and whether that is an error or a warning.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use scope_catalog::{Catalog, Level, Request, check};

use crate::providers::Providers;
use crate::table::Table;

/// A name of a provider. The line has a tab after the provider, and one after the name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RealName {
    provider: String,
    name: String,
}

/// How many names of a provider there are, and the results for them.
#[derive(Debug, Default)]
struct Outcome {
    names: usize,
    errors: Vec<String>,
    warnings: Vec<String>,
}

/// Reads a file of names: a heading, and then one name per line.
///
/// # Errors
///
/// If the file cannot be read, or a line has no tab.
pub(crate) fn read(file: &Path) -> Result<Vec<RealName>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    parse(&text).map_err(|line| format!("{}: line {line} is not a provider, a tab and a name", file.display()))
}

fn parse(text: &str) -> Result<Vec<RealName>, usize> {
    let mut names = Vec::new();
    for (at, line) in text.lines().enumerate().skip(1) {
        let mut fields = line.split('\t').map(str::to_owned);
        let (Some(provider), Some(name)) = (fields.next(), fields.next()) else { return Err(at + 1) };
        names.push(RealName { provider, name });
    }
    Ok(names)
}

/// The table, and the names that are unknown.
pub(crate) fn report(providers: &Providers, names: &[RealName]) -> String {
    let mut outcomes: BTreeMap<&str, Outcome> = BTreeMap::new();
    for real in names {
        let Some(provider) = providers.of_label(&real.provider) else { continue };
        let outcome = outcomes.entry(&real.provider).or_default();
        outcome.names += 1;
        match level(&provider.catalog, &real.name) {
            Some(Level::Deny) => outcome.errors.push(real.name.clone()),
            Some(_) => outcome.warnings.push(real.name.clone()),
            None => {}
        }
    }
    let mut table = Table::new(["provider", "names", "unknown: errors", "unknown: warnings"]);
    let mut listed = String::new();
    let (mut errors, mut warnings) = (0, 0);
    for (provider, outcome) in &outcomes {
        let counts = [outcome.names, outcome.errors.len(), outcome.warnings.len()];
        table.row(provider, counts.map(|count| count.to_string()));
        (errors, warnings) = (errors + counts[1], warnings + counts[2]);
        for (level, names) in [("error", &outcome.errors), ("warning", &outcome.warnings)] {
            for name in names {
                let _ = writeln!(listed, "{level}\t{provider}\t{name}");
            }
        }
    }
    table.row("total", [names.len(), errors, warnings].map(|count| count.to_string()));
    format!("{table}\n{listed}")
}

/// The level of the finding that a name is unknown, if there is one.
fn level(catalog: &Catalog, name: &str) -> Option<Level> {
    let request = Request { catalog, others: &[], texts: &[name], client: None, operations: &[] };
    let findings = check(&request).findings;
    findings.iter().find(|finding| finding.rule.id == "unknown-scope").map(|finding| finding.level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_names_that_are_called_unknown_are_listed() {
        let names =
            parse("provider\tname\tkind\nx\ta.read\tofficial\nx\tb.red\tofficial\nx\tc\t\nnone\tc\t").expect("lines");
        let providers =
            Providers::with("x", "coverage = 'partial'\ncomplete = ['b.{x:*}']\nscopes = ['a.read', 'b.read']");
        let report = report(&providers, &names);
        assert!(report.ends_with("\nerror\tx\tb.red\nwarning\tx\tc\n"), "{report}");
        assert_eq!(parse("heading\nx"), Err(2));
    }
}
