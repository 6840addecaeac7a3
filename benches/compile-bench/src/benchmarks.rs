//! Lists the benchmarks in order, and runs them.

use anyhow::Result;

use crate::build_dir::BuildDir;
use crate::options::Options;
use crate::table::Table;
use crate::{calls, cold, modules, packages, peers, reading, scale, scan, wrong};

/// Measures something and puts it into tables.
type Benchmark = fn(&BuildDir) -> Result<Vec<Table>>;

/// The benchmarks by the names that `--only` takes.
const ALL: [(&str, Benchmark); 10] = [
    ("call", calls::one_call),
    ("many", calls::many_calls),
    ("reading", reading::benchmark),
    ("modules", modules::benchmark),
    ("cold", cold::benchmark),
    ("packages", packages::benchmark),
    ("peers", peers::benchmark),
    ("wrong", wrong::benchmark),
    ("scan", scan::benchmark),
    ("scale", scale::benchmark),
];

/// Runs the benchmarks that the arguments select, and prints their tables. Returns whether all of them could be
/// measured.
///
/// # Errors
///
/// If an argument is unknown, or there is no folder to work in, or no compiler.
pub(crate) fn run(arguments: impl IntoIterator<Item = String>) -> Result<bool> {
    let options = Options::parse(arguments, &ALL.map(|(name, _)| name))?;
    let build_dir = BuildDir::open(&options)?;
    let mut is_complete = true;
    let mut missed = Vec::new();
    for (name, benchmark) in ALL.into_iter().filter(|(name, _)| options.wants(name)) {
        match benchmark(&build_dir) {
            Ok(tables) => tables.iter().for_each(|table| {
                println!("{table}");
                missed.extend(table.missed());
            }),
            Err(error) => {
                println!("{name}: could not be measured: {error:#}\n");
                is_complete = false;
            }
        }
    }
    println!("budgets missed: {}", missed.len());
    for missed in missed {
        println!("  {missed}");
    }
    Ok(is_complete)
}
