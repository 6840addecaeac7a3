//! What is measured, in order.

use anyhow::Result;

use crate::options::Options;
use crate::table::Table;
use crate::workshop::Workshop;
use crate::{calls, cold, modules, peers, reading, scan, wrong};

/// Measures something and puts it into tables.
type Section = fn(&Workshop) -> Result<Vec<Table>>;

/// The sections by the names that `--only` takes.
pub(crate) const ALL: [(&str, Section); 8] = [
    ("call", calls::one_call),
    ("many", calls::many_calls),
    ("reading", reading::section),
    ("modules", modules::section),
    ("cold", cold::section),
    ("peers", peers::section),
    ("wrong", wrong::section),
    ("scan", scan::section),
];

/// Runs the sections that are wanted and prints their tables; whether all of them could be measured.
///
/// # Errors
///
/// Where there is no folder to work in, or no compiler.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let workshop = Workshop::open(options)?;
    let mut is_complete = true;
    let mut missed = Vec::new();
    for (name, section) in ALL.into_iter().filter(|(name, _)| options.wants(name)) {
        match section(&workshop) {
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
