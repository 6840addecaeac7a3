//! Runs the commands.

use std::io;

use clap::CommandFactory;

use crate::cli::{Arguments, Command};
use crate::error::{Failure, Outcome};

mod add;
mod audit;
mod check;
mod diff;
mod drift;
mod explain;
mod extract;
mod fix;
mod import;
mod init;
mod lint;
mod list;
mod lock;
mod operations;
mod providers;
mod uncommitted;

pub(crate) fn run(command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Audit(arguments) => audit::run(&arguments),
        Command::Fix(arguments) => fix::run(&arguments),
        Command::Lock(arguments) => lock::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Drift(arguments) => drift::run(&arguments),
        Command::Add(arguments) => add::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Providers { format } => providers::run(format),
        Command::List { catalog, filter, format } => list::run(&catalog, filter.as_deref(), format),
        Command::Operations(arguments) => operations::run(&arguments),
        Command::Explain { name, catalog, format } => explain::run(&name, &catalog, format),
        Command::Completions { shell } => {
            // Generated in memory first, because writing to a closed pipe would panic.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "cargo-scopes", &mut script);
            io::Write::write_all(&mut crate::output::stdout(), &script)?;
            Ok(Outcome::Clean)
        }
    }
}
