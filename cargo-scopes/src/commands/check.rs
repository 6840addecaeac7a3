//! The command `cargo scopes check`.

mod compile;

use std::io::Write;

use super::lock::{NAME, compared, present};
use crate::check_workspace::find_and_check;
use crate::cli::{Check, ReportFormat};
use crate::error::{Failure, Outcome};
use crate::levels::Levels;
use crate::output::github::command;
use crate::output::repository::Repository;
use crate::output::{self, stdout_of};
use crate::requested_scopes::unreadable;
use crate::workspace::Selection;

pub(crate) fn run(arguments: &Check) -> Result<Outcome, Failure> {
    if !arguments.cargo.is_empty() && arguments.format != ReportFormat::Rustc {
        return Err(Failure::new("arguments after `--` require `--format rustc`".to_owned()));
    }
    let levels = Levels::new(&arguments.levels)?;
    let selection = Selection {
        // Only cargo's messages need the names that cargo uses.
        by_manifests: arguments.format != ReportFormat::Rustc,
        ..Selection::from(&arguments.packages).with_literals(arguments.literals)
    };
    let (workspace, checked) = find_and_check(&selection, &levels, arguments.locked)?;
    let locked = arguments.locked.then(|| present(&workspace.root)).transpose()?;
    if arguments.format == ReportFormat::Rustc {
        return compile::run(arguments, &workspace, &checked.report);
    }
    let mut stdout = std::io::BufWriter::new(stdout_of(arguments.format == ReportFormat::Github));
    output::write_report(&mut stdout, &checked.report, arguments.format)?;
    stdout.flush()?;
    let outcome = Outcome::of(checked.report.is_denied());
    match locked {
        // If something cannot be read, that is among the findings already.
        Some(locked) if unreadable(&checked).is_empty() => {
            let of_lock = compared(&workspace, &checked, &locked, arguments.literals)?;
            if of_lock == Outcome::Denied && arguments.format == ReportFormat::Github {
                let (name, what) = (Repository::of(&workspace.root).name(NAME), locked.command());
                let message = format!("{NAME} is out of date: run `{what}`");
                writeln!(stdout, "{}", command("error", &name, None, NAME, &message))?;
                stdout.flush()?;
            }
            Ok(outcome.max(of_lock))
        }
        _ => Ok(outcome),
    }
}
