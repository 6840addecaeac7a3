//! Evaluates reading what operations need, and finding the smallest set of scopes for it.

use std::time::{Duration, Instant};

use scope_audit::{MinimalSet, minimal_set};
use scope_catalog::{Catalog, Operation};

use crate::providers::{Provider, Providers};
use crate::random::Random;
use crate::table::Table;

/// How many operations are drawn at a time, if a provider has enough.
const DRAWN: usize = 1000;
/// How often they are drawn; the longest time is shown.
const DRAWS: usize = 10;

/// The results for the operations of a provider.
struct Outcome {
    operations: usize,
    reading: Duration,
    all: Solved,
    /// For all draws: the largest number of scopes, the longest time, and whether all results are exact.
    drawn: Solved,
}

/// The result of a search.
#[derive(Clone, Copy)]
struct Solved {
    scopes: usize,
    unserved: usize,
    is_exact: bool,
    time: Duration,
}

/// The table.
pub(crate) fn report(providers: &Providers, seed: u64) -> String {
    let mut random = Random(seed);
    let drawn = format!("of {DRAWN}");
    let header = ["provider", "operations", "read, ms", "scopes", "unserved", "exact", "ms", &drawn, "exact", "ms"];
    let mut table = Table::new(header);
    let mut total = 0;
    for provider in &providers.all {
        if let Some(outcome) = measure(provider, &mut random) {
            total += outcome.operations;
            table.row(&provider.name, outcome.cells());
        }
    }
    table.row("total", [total.to_string()]);
    format!("seed {seed}\n\n{table}\n{DEFINITIONS}")
}

const DEFINITIONS: &str = "\
  scopes    in the smallest set that serves every operation of the provider
  of 1000   the most scopes in the smallest set for this number of random operations, of ten draws; the longest time
  exact     whether it is proved that no smaller set serves
";

fn measure(provider: &Provider, random: &mut Random) -> Option<Outcome> {
    let start = Instant::now();
    let operations = provider.catalog.search_operations("");
    let reading = start.elapsed();
    if operations.is_empty() {
        return None;
    }
    let all: Vec<&Operation> = operations.iter().map(|operation| &**operation).collect();
    let mut drawn = solved(&provider.catalog, &[]);
    for _ in 0..DRAWS {
        let some: Vec<&Operation> = (0..DRAWN.min(all.len())).map(|_| all[random.below(all.len())]).collect();
        drawn = drawn.worse(solved(&provider.catalog, &some));
    }
    Some(Outcome { operations: all.len(), reading, all: solved(&provider.catalog, &all), drawn })
}

fn solved<'a>(catalog: &'a Catalog, operations: &[&'a Operation]) -> Solved {
    let start = Instant::now();
    let MinimalSet { scopes, unserved, is_exact, .. } = minimal_set(catalog, operations);
    Solved { scopes: scopes.len(), unserved: unserved.len(), is_exact, time: start.elapsed() }
}

impl Solved {
    fn worse(self, other: Self) -> Self {
        Self {
            scopes: self.scopes.max(other.scopes),
            unserved: self.unserved.max(other.unserved),
            is_exact: self.is_exact && other.is_exact,
            time: self.time.max(other.time),
        }
    }
}

impl Outcome {
    fn cells(&self) -> Vec<String> {
        let exact = |solved: Solved| if solved.is_exact { "yes" } else { "no" }.to_owned();
        vec![
            self.operations.to_string(),
            milliseconds(self.reading),
            self.all.scopes.to_string(),
            self.all.unserved.to_string(),
            exact(self.all),
            milliseconds(self.all.time),
            self.drawn.scopes.to_string(),
            exact(self.drawn),
            milliseconds(self.drawn.time),
        ]
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOG: &str =
        "scopes = ['a', 'b']\n[operations]\nx = { needs = 'a' }\ny = { needs = { any = ['a', 'b'] } }";

    #[test]
    fn every_operation_is_read_and_served() {
        let providers = Providers::with("p", CATALOG);
        let outcome = measure(&providers.all[0], &mut Random(1)).expect("operations");
        let Outcome { operations, all, drawn, .. } = outcome;
        assert_eq!((operations, all.scopes, all.unserved, all.is_exact), (2, 1, 0, true));
        assert!(drawn.scopes <= 1 && drawn.is_exact);
        assert!(report(&providers, 1).contains("total"));
    }

    #[test]
    fn a_provider_without_operations_has_no_row() {
        assert!(measure(&Providers::with("p", "scopes = ['a']").all[0], &mut Random(1)).is_none());
    }
}
