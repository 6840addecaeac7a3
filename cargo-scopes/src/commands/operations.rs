//! `cargo scopes operations`

use std::io::{self, Write};

use scope_catalog::load::Loaded;
use scope_catalog::{Catalog, Operation};
use serde_json::{Value, json};

use crate::catalogs::open_each;
use crate::cli::{Format, Operations};
use crate::error::{Failure, Outcome};
use crate::output::{VERSION, on_one_line, pluralize};

pub(crate) fn run(arguments: &Operations) -> Result<Outcome, Failure> {
    let words = arguments.words.join(" ");
    let catalogs = open_each(&arguments.catalog)?;
    let limit = if arguments.all { usize::MAX } else { arguments.limit };
    let found = Found::in_catalogs(&catalogs, &words, limit);
    let mut output = io::BufWriter::new(crate::output::stdout());
    match arguments.format {
        Format::Human => human(&mut output, &found, &words, catalogs.len() > 1)?,
        Format::Json => writeln!(output, "{}", found.value())?,
    }
    output.flush()?;
    Ok(Outcome::Clean)
}

/// What an address without a method may be called with.
const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// What a search gives.
struct Found<'l> {
    operations: Vec<(&'l Catalog, Operation)>,
    /// How many more there are.
    left_out: usize,
    /// Whether they only resemble what was searched for.
    is_alike: bool,
}

impl<'l> Found<'l> {
    fn in_catalogs(catalogs: &'l [Loaded], words: &str, limit: usize) -> Self {
        let all = || catalogs.iter().flat_map(Loaded::catalogs);
        let meant_by = |name: &str| -> Vec<_> {
            all().filter_map(|catalog| Some((catalog, catalog.operation_meant(name).ok()?.into_owned()))).collect()
        };
        let mut operations = meant_by(words);
        if operations.is_empty() && words.contains('/') && !words.contains(char::is_whitespace) {
            operations = METHODS.iter().flat_map(|method| meant_by(&format!("{method} {words}"))).collect();
        }
        if operations.is_empty() {
            let search = |catalog: &'l Catalog| {
                catalog.search_operations(words).into_iter().map(move |operation| (catalog, operation.into_owned()))
            };
            operations = all().flat_map(search).collect();
            if catalogs.len() > 1 {
                operations.sort_by_key(|(_, operation)| operation.name.text.len());
            }
        }
        // In the catalogs of all providers, something is always a little alike.
        let is_alike = operations.is_empty() && catalogs.len() == 1;
        if is_alike {
            let alike = all().flat_map(|catalog| {
                let similar = catalog.find_operations(words).names.into_iter();
                similar.filter_map(move |name| Some((catalog, catalog.operation(&name).ok()?.into_owned())))
            });
            operations = alike.collect();
        }
        let left_out = operations.len().saturating_sub(limit);
        operations.truncate(limit);
        Self { operations, left_out, is_alike }
    }

    fn value(&self) -> Value {
        let rows = self.operations.iter().map(|(catalog, operation)| value(catalog, operation));
        json!({
            "version": VERSION,
            "is_alike": self.is_alike,
            "left_out": self.left_out,
            "operations": rows.collect::<Vec<_>>(),
        })
    }
}

fn human(output: &mut impl Write, found: &Found<'_>, words: &str, is_of_many: bool) -> io::Result<()> {
    let words = on_one_line(words);
    if found.operations.is_empty() {
        let nothing = if words.is_empty() {
            "no operations are listed".to_owned()
        } else {
            format!("no operation matches `{words}`")
        };
        crate::output::tell(format_args!("note: {nothing}"));
    } else if found.is_alike {
        crate::output::tell(format_args!("note: no operation is called `{words}`; these are similar"));
    }
    for (catalog, operation) in &found.operations {
        let owner = if is_of_many { format!(" ({})", catalog.name()) } else { String::new() };
        writeln!(output, "{}{owner}\n  needs {}", operation.name.text, needs(operation))?;
    }
    if found.left_out > 0 {
        let more = pluralize(found.left_out, "more operation");
        writeln!(output, "note: {more}; add a word, or use `--all`")?;
    }
    Ok(())
}

/// What an operation needs, in words.
pub(crate) fn needs(operation: &Operation) -> String {
    let when = operation.when().map_or_else(String::new, |when| format!(" ({when})"));
    format!("{}{when}", operation.needs.describe())
}

/// An operation for programs.
pub(super) fn value(catalog: &Catalog, operation: &Operation) -> Value {
    json!({
        "catalog": catalog.name(),
        "name": operation.name.text,
        "needs": operation.needs.describe(),
        "scopes": operation.needs.scopes().iter().map(|name| name.text.to_string()).collect::<Vec<_>>(),
        "when": operation.when(),
        "aliases": operation.aliases,
    })
}
