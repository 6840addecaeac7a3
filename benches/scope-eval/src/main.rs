//! Measures the quality of the diagnoses, on real mistakes and on generated ones.
//!
//! - `scope-eval FILE` checks mistakes that people have made, and prints what was found, corrected and missed, compared
//!   with two simpler ways of suggesting names. The file has one JSON object per line.
//! - `scope-eval edits` checks whether every scope of every provider is accepted, and is suggested after one random
//!   edit.
//! - `scope-eval needs` finds the smallest set of scopes for the operations of every provider.
//! - `scope-eval names FILE` lists the real names that are unknown to the catalogs.
//! - `scope-eval specs DIR` counts what is read from API descriptions, and compares it with a manifest.
//! - `scope-eval roundtrip DIR` imports documents of providers, and compares names and needs with the bundled catalogs.
//! - `scope-eval provenance DIR` prints what each bundled catalog was made from, and compares it with its current
//!   documents.
//! - `scope-eval configs DIR` checks whether the scope lists of real configuration files are found.
//! - `scope-eval documents` compares the readers of JSON and YAML with other parsers, on random documents.
//! - `scope-eval sources DIR` checks whether hand-written scopes of real programs are found, and their provider.
//! - `scope-eval verdicts FILE` judges mistakes whose right text is described in words: see [`verdict`].
//! - `scope-eval operations FILE` checks whether operations are found by the names that people use.
//! - `scope-eval lists FILE` prints which lists of programs in use are rejected.
//! - `scope-eval kills PROGRAM` kills `cargo-scopes` while it writes, edits files meanwhile, and runs it several times
//!   at once.
//! - `scope-eval answers FILE` checks whether recorded error responses are understood.

#![forbid(unsafe_code)]

mod answers;
mod baselines;
mod cases;
mod configs;
mod diagnosis;
mod documents;
mod edits;
mod kills;
mod lists;
mod manifest;
mod names;
mod needs;
mod operations;
mod options;
mod provenance;
mod providers;
mod random;
mod report;
mod roundtrip;
mod score;
mod sources;
mod specs;
mod table;
mod told;
mod verdict;

use std::io::Write;
use std::process::ExitCode;

use crate::options::{Mode, Options};
use crate::providers::Providers;

/// The exit code if the command line is wrong, or a file cannot be read.
const UNREADABLE: u8 = 101;

fn main() -> ExitCode {
    match run() {
        Ok(text) => {
            // The reader of a pipe may stop before the end.
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("scope-eval: {message}");
            ExitCode::from(UNREADABLE)
        }
    }
}

fn run() -> Result<String, String> {
    let options = Options::parse(std::env::args().skip(1))?;
    match &options.mode {
        Mode::Cases(file) => Ok(report::on_cases(&providers(&options)?, &cases::read(file)?)),
        Mode::Verdicts(file) => Ok(verdict::report(&providers(&options)?, &cases::read(file)?)),
        Mode::Answers(file) => Ok(answers::report(&cases::read(file)?)),
        Mode::Lists(file) => Ok(lists::report(&providers(&options)?, &cases::read(file)?)),
        Mode::Edits { seed } => Ok(edits::report(&providers(&options)?, *seed)),
        Mode::Needs { seed } => Ok(needs::report(&providers(&options)?, *seed)),
        Mode::Names(file) => Ok(names::report(&providers(&options)?, &names::read(file)?)),
        Mode::Sources(folder) => Ok(sources::report(&sources::read(folder)?)),
        Mode::Operations(file) => Ok(operations::report(&providers(&options)?, &operations::read(file)?)),
        Mode::RoundTrip(folder) => roundtrip::report(&providers(&options)?, folder),
        Mode::Provenance(folder) => provenance::report(&providers(&options)?, folder),
        Mode::Specs(folder) => specs::report(folder),
        Mode::Kills { program, seed } => kills::report(program, *seed),
        Mode::Documents { seed } => Ok(documents::report(*seed)),
        Mode::Configs(folder) => Ok(configs::report(&configs::read(folder)?)),
    }
}

fn providers(options: &Options) -> Result<Providers, String> {
    let providers = Providers::read(options.catalogs.as_deref())?;
    for problem in &providers.problems {
        eprintln!("scope-eval: {problem}");
    }
    Ok(providers)
}
