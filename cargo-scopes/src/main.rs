//! `cargo scopes`: asks the catalogues of `oauth-scopes` without compiling anything.
//!
//! Exit codes: 0, nothing was denied; 1, something was; 101, the question could not be answered.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::Parser;

mod catalogs;
mod cli;
mod command;
mod output;

/// What a command comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing was denied.
    Clean,
    /// Something was.
    Denied,
}

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse_from(cli::without_subcommand(std::env::args_os()));
    match command::run(arguments.command) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Denied) => ExitCode::from(1),
        // Whoever reads the output has seen enough.
        Err(command::Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            anstream::eprintln!("error: {failure}");
            ExitCode::from(101)
        }
    }
}
