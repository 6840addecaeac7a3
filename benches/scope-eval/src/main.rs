//! Measures how right the diagnoses are: on real mistakes, and on made ones.
//!
//! `scope-eval FILE` holds the engine against a file of mistakes that people have made, one JSON object a line, and
//! prints what was seen, what was fixed and what was missed, beside what two simpler ways of guessing make of the
//! same mistakes. `scope-eval edits` asks whether every scope of every provider passes, and whether it is found again
//! after one random edit. `scope-eval needs` finds the smallest set of scopes for the operations of every provider.
//! `scope-eval names FILE` lists the real names of a file that are called unknown.
//! `scope-eval specs DIR` counts what API descriptions say, next to a manifest of what is in them.
//! `scope-eval roundtrip DIR` imports documents of providers and compares names and needs with the bundled catalogs.
//! `scope-eval provenance DIR` prints what each bundled catalog was made from, and compares it with its current documents.
//! `scope-eval configs DIR` asks whether the scope lists of real configuration files are found.
//! `scope-eval documents` compares the readers of JSON and YAML with other parsers, on random documents.
//! `scope-eval sources DIR` asks whether scopes that real programs write by hand are found, and their provider.
//! `scope-eval verdicts FILE` judges mistakes whose right text is given in words: see [`verdict`].
//! `scope-eval operations FILE` asks whether operations are found by the names that people use.
//! `scope-eval lists FILE` asks which lists of programs in use are refused.
//! `scope-eval kills PROGRAM` kills `cargo-scopes` while it writes, edits files meanwhile, and runs it several times at once.
//! `scope-eval answers FILE` asks whether recorded error responses are understood.

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

/// What the program ends with where something cannot be read: a file, or the command line.
const UNREADABLE: u8 = 101;

fn main() -> ExitCode {
    match run() {
        Ok(text) => {
            // Whoever reads may stop before the end.
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
