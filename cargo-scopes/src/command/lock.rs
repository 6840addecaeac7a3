//! `cargo scopes lock`

use std::io::Write;
use std::path::Path;

use super::Failure;
use crate::Outcome;
use crate::asked::{unseen, untold};
use crate::cli::Lock as Arguments;
use crate::inspect::{Inspected, Levels, inspect};
use crate::lock::{Lock, NAME, Unread, present, read};
use crate::output::human::counted;
use crate::workspace::{Selection, Workspace};
use crate::write::write_whole;

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let manifest = arguments.manifest_path.clone();
    let workspace = Workspace::find(&Selection { manifest, all: true, ..Selection::default() })?;
    if arguments.check {
        let locked = present(&workspace.root)?;
        return compared(&workspace, &inspect(&workspace, &Levels::default()), &locked);
    }
    let inspected = inspect(&workspace, &Levels::default());
    write(&workspace.root, &told(&inspected)?)?;
    for note in unseen(&inspected) {
        crate::output::tell(format_args!("note: {note}"));
    }
    Ok(Outcome::Clean)
}

/// Holds what the packages that are asked about ask for against a lock; what differs is an error.
pub(super) fn compared(workspace: &Workspace, inspected: &Inspected, locked: &Lock) -> Result<Outcome, Failure> {
    let lock = told(inspected)?;
    let is_asked_about = |package: &str| {
        let is_member = workspace.folders.values().any(|name| name == package);
        !is_member || workspace.packages.iter().any(|one| one.name == package)
    };
    let locked = locked.facts.iter().filter(|fact| is_asked_about(&fact.package)).cloned().collect();
    let changes = lock.changes(&Lock { facts: locked });
    if changes.is_empty() {
        return Ok(Outcome::Clean);
    }
    crate::output::tell(format_args!("error: {NAME} says something else than the workspace"));
    for sentence in changes.sentences() {
        crate::output::tell(format_args!("  {sentence}"));
    }
    crate::output::tell(format_args!("help: where that is meant, `cargo scopes lock` writes it down for review"));
    Ok(Outcome::Denied)
}

/// What an inspection has found, unless it cannot be told: a lock must not leave anything out.
fn told(inspected: &Inspected) -> Result<Lock, Failure> {
    let untold = untold(inspected);
    if untold.is_empty() {
        return Ok(Lock::of(inspected));
    }
    let lines = untold.join("\n  ");
    Err(Failure::Question(format!(
        "what the workspace asks for cannot be told\n  {lines}\nhelp: `cargo scopes check` shows the places"
    )))
}

fn write(root: &Path, lock: &Lock) -> Result<(), Failure> {
    let path = Lock::path(root);
    let text = lock.text();
    let scopes = counted(lock.facts.len(), "line");
    let before = match read(&path) {
        Ok(before) => before,
        Err(Unread::Wrong(_, before)) => {
            crate::output::tell(format_args!("note: {NAME} had lines that are no lines of a lock; it is written anew"));
            Some(before)
        }
        Err(foreign @ Unread::Foreign(_)) => {
            let help = format!("{NAME} is not written over; move it away, or remove it");
            return Err(Failure::Question(format!("{foreign}\nhelp: {help}")));
        }
    };
    let mut stdout = crate::output::stdout();
    // A lock with the line ends of Windows is still the same lock.
    if std::fs::read_to_string(&path).is_ok_and(|old| old.replace("\r\n", "\n") == text) {
        writeln!(stdout, "{NAME} is up to date: {scopes}")?;
        return Ok(());
    }
    write_whole(&path, text.as_bytes())
        .map_err(|error| Failure::Question(format!("{} cannot be written: {error}", path.display())))?;
    match before.map(|before| lock.changes(&before)) {
        None => writeln!(stdout, "{NAME} is new: {scopes}"),
        Some(changes) if changes.is_empty() => writeln!(stdout, "{NAME} is put in order: {scopes}"),
        Some(changes) => writeln!(stdout, "{NAME}: {}: {scopes}", changes.counted()),
    }?;
    Ok(())
}
