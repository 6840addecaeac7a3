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
mod modules;
mod options;
mod peers;
mod program;
mod reading;
mod scan;
mod sections;
mod table;
mod workshop;
mod wrong;

use std::process::ExitCode;

use crate::options::Options;

fn main() -> ExitCode {
    match Options::parse(std::env::args().skip(1)).and_then(|options| sections::run(&options)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
