//! `cargo scopes lock`

mod line;
mod lock_file;
mod read;

use std::io::Write;

use crate::check_workspace::{CheckedWorkspace, check_workspace};
use crate::cli::Lock as Arguments;
use crate::error::{Failure, Outcome};
use crate::levels::Levels;
use crate::requested_scopes::{macro_generated, requested_scopes, undetermined, unreadable};
use lock_file::Lock;
pub(super) use lock_file::NAME;
use read::{MOST_BYTES, Unread, read};
use scope_catalog::load::read_file_bytes;

use crate::atomic_write::save;
use crate::file_lock::lock_folder;
use crate::output::pluralize;
use crate::workspace::{Selection, Workspace};
pub(super) use read::present;

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let selection = Selection::all(arguments.manifest_path.as_deref()).with_literals(arguments.literals);
    let workspace = Workspace::find(&selection)?;
    let locked = arguments.check.then(|| present(&workspace.root)).transpose()?;
    let checked = check_workspace(&workspace, &Levels::default());
    if let Some(locked) = locked {
        return compared(&workspace, &checked, &locked, arguments.literals);
    }
    write(&workspace, &told(&checked, arguments.literals)?)?;
    for note in macro_generated(&checked) {
        crate::output::tell(format_args!("note: {note}"));
    }
    Ok(Outcome::Clean)
}

/// Holds what the packages that are asked about ask for against a lock; what differs is an error.
///
/// A lock of calls and configuration files alone is compared with these alone.
///
/// # Errors
///
/// If something cannot be told, or if the lock has literals and they were not looked for.
pub(super) fn compared(
    workspace: &Workspace,
    checked: &CheckedWorkspace,
    locked: &Lock,
    has_literals: bool,
) -> Result<Outcome, Failure> {
    if locked.has_literals && !has_literals {
        return Err(Failure::new(format!("{NAME} includes scopes that are written without a macro"))
            .help("add `--literals`, which looks for them"));
    }
    let lock = told(checked, locked.has_literals)?;
    let is_asked_about = |package: &str| {
        let is_member = workspace.folders.values().any(|name| name == package);
        !is_member || workspace.packages.iter().any(|one| one.name == package)
    };
    let facts = locked.facts.iter().filter(|fact| is_asked_about(&fact.package)).cloned().collect();
    let asked_about = Lock { facts, ..*locked };
    let changes = lock.changes(&asked_about);
    if changes.is_empty() {
        return Ok(Outcome::Clean);
    }
    crate::output::tell(format_args!("error: {NAME} is out of date"));
    for sentence in changes.sentences() {
        crate::output::tell(format_args!("  {sentence}"));
    }
    crate::output::tell(format_args!("help: run `{}` to update it", locked.command()));
    Ok(Outcome::Denied)
}

/// What a report has found, unless it cannot be told: a lock must not leave anything out.
fn told(checked: &CheckedWorkspace, has_literals: bool) -> Result<Lock, Failure> {
    match &*unreadable(checked) {
        [] => Ok(Lock { facts: requested_scopes(checked, has_literals), has_literals }),
        reasons => Err(Failure::new(undetermined(reasons)).help("run `cargo scopes check` for details")),
    }
}

fn write(workspace: &Workspace, lock: &Lock) -> Result<(), Failure> {
    let path = workspace.root.join(NAME);
    let _alone = lock_folder(&path);
    let text = lock.text();
    let scopes = pluralize(lock.facts.len(), "line");
    let before = match read(&path) {
        Ok(before) => before,
        Err(Unread { lock: Some(before), .. }) => {
            crate::output::tell(format_args!("note: {NAME} had invalid lines; they were removed"));
            Some(before)
        }
        Err(Unread { message, .. }) => {
            return Err(Failure::new(message).help("to create a new one, move or remove the file"));
        }
    };
    let mut stdout = crate::output::stdout();
    // A lock with the line ends of Windows is still the same lock.
    let old = read_file_bytes(&path, MOST_BYTES).ok();
    if old.as_deref().is_some_and(|old| String::from_utf8_lossy(old).replace("\r\n", "\n") == text) {
        writeln!(stdout, "{NAME} is up to date: {scopes}")?;
        return Ok(());
    }
    save(&path, &path.display().to_string(), &workspace.roots, old.as_deref(), &text)?;
    match before.as_ref().map(|before| lock.changes(before)) {
        None => writeln!(stdout, "created {NAME}: {scopes}"),
        Some(changes) if changes.is_empty() => writeln!(stdout, "{NAME} was sorted: {scopes}"),
        Some(changes) => writeln!(stdout, "{NAME}: {}: {scopes}", changes.summary()),
    }?;
    Ok(())
}
