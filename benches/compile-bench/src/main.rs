//! Measures what `oauth-scopes` costs those who build with it, and compares it with its budgets.
//!
//! Temporary crates are generated in a temporary folder and compiled. All printed figures are measured in this run, and
//! so is the minimum cost on the same machine, so that the ratios are also meaningful for other machines.

mod benchmarks;
mod build_dir;
mod callgrind;
mod calls;
mod catalog;
mod cold;
mod compiler;
mod measure;
mod modules;
mod options;
mod packages;
mod peers;
mod program;
mod reading;
mod rustc_timer;
mod scale;
mod scan;
mod table;
mod wrong;

use std::process::ExitCode;

fn main() -> ExitCode {
    let result = match rustc_timer::log() {
        Some(log) => rustc_timer::run(&log, std::env::args_os().skip(1)),
        None => benchmarks::run(std::env::args().skip(1)),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
