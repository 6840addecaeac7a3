//! The command `cargo scopes`, which uses the catalogs of `oauth-scopes` without compiling anything.
//!
//! Exit codes: 0 if nothing was denied, 1 if something was, 101 if the command could not run.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::Parser;

mod atomic_write;
mod catalog_file;
mod catalogs;
mod check_workspace;
mod cli;
mod commands;
mod date;
mod document;
mod error;
mod file_change;
mod file_lock;
mod fnv;
mod git;
mod handwritten;
mod imported;
mod levels;
mod output;
mod parallel;
mod paths;
mod report;
mod requested_scopes;
mod roots;
mod rust;
mod seen_operations;
mod snapshot;
mod sources;
mod temporary;
mod walk;
mod workspace;

use error::{Failure, Outcome};

/// The exit code if a command could not run, since 1 is a result.
const COULD_NOT_RUN: u8 = 101;

fn main() -> ExitCode {
    let arguments = match cli::Arguments::try_parse_from(cli::without_subcommand(std::env::args_os())) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(COULD_NOT_RUN) } else { ExitCode::SUCCESS };
        }
    };
    match commands::run(arguments.command) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Denied) => ExitCode::from(1),
        // The reader closed the pipe because it has seen enough.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            crate::output::tell(format_args!("error: {failure}"));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}
