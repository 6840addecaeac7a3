//! The command `cargo scopes diff`.

mod comparison;
mod output;
mod revision;

use std::io::Write;

use crate::cli::{Denied, Diff, DiffFormat};
use crate::error::{Failure, Outcome};
use crate::output::json::{versioned, write_value};
use comparison::{Change, Kind};
use revision::Revisions;

pub(crate) fn run(arguments: &Diff) -> Result<Outcome, Failure> {
    let revisions = Revisions::parse(&arguments.revisions, arguments.literals)?;
    let comparison = revisions.compare(arguments.manifest_path.as_deref(), &arguments.packages)?;
    let mut stdout = std::io::BufWriter::new(crate::output::stdout());
    match arguments.format {
        DiffFormat::Human => {
            for note in &comparison.notes {
                crate::output::tell(format_args!("note: {note}"));
            }
            output::human(&mut stdout, &comparison)?;
        }
        DiffFormat::Json => write_value(&mut stdout, &versioned(&comparison))?,
        DiffFormat::Markdown => output::markdown(&mut stdout, &comparison)?,
    }
    stdout.flush()?;
    let is_denied = comparison.changes().any(|change| arguments.deny.iter().any(|denied| denies(*denied, change)));
    Ok(Outcome::of(is_denied))
}

fn denies(denied: Denied, change: &Change) -> bool {
    match denied {
        Denied::Added => matches!(change.kind, Kind::Added | Kind::Widened),
        Denied::Widened => change.kind == Kind::Widened,
        Denied::Sensitive => change.newly_sensitive,
        Denied::Retired => change.retired.is_some(),
    }
}
