//! Measures what `oauth-scopes` costs those who build with it, and holds it against its budgets.
//!
//! Throw-away crates are generated in a temporary folder and compiled. What is printed is measured in this very run,
//! beside what the same machine takes for the least that could be done, so that the ratios mean something elsewhere.

mod callgrind;
mod calls;
mod catalog;
mod cold;
mod compiler;
mod measure;
mod options;
mod peers;
mod program;
mod reading;
mod table;
mod workshop;
mod wrong;

use std::process::ExitCode;

use anyhow::Result;

use crate::options::Options;
use crate::table::Table;
use crate::workshop::Workshop;

/// A section of the report.
type Section = fn(&Workshop) -> Result<Vec<Table>>;

/// The sections by the names that `--only` takes.
const SECTIONS: [(&str, Section); 6] = [
    ("call", calls::one_call),
    ("many", calls::many_calls),
    ("reading", reading::section),
    ("cold", cold::section),
    ("peers", peers::section),
    ("wrong", wrong::section),
];

fn main() -> ExitCode {
    match Options::parse(std::env::args().skip(1)).and_then(|options| run(&options)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the sections; whether all of them could be measured.
fn run(options: &Options) -> Result<bool> {
    let workshop = Workshop::open(options)?;
    let mut complete = true;
    let mut missed = Vec::new();
    for (name, section) in SECTIONS {
        if !options.wants(name) {
            continue;
        }
        match section(&workshop) {
            Ok(tables) => tables.iter().for_each(|table| {
                println!("{table}");
                missed.extend(table.missed());
            }),
            Err(error) => {
                println!("{name}: could not be measured: {error:#}\n");
                complete = false;
            }
        }
    }
    println!("budgets missed: {}", if missed.is_empty() { "none".to_owned() } else { missed.join("; ") });
    Ok(complete)
}
