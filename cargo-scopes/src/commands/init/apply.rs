//! Writes the calls, the catalog and the dependency.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use cargo_metadata::DependencyKind;
use scope_catalog::load::read_text_file;

use super::super::uncommitted::allowed;
use super::manifest::{Origin, folder_from, takes_from_workspace, with_dependency, with_shared_dependency};
use super::plan::{Plan, PlannedCall};
use super::replacement::Replacement;
use super::sources::{Call, Source};
use super::targets::lacking;
use super::trial::{Change, Changes};
use crate::cli::Init;
use crate::error::{Failure, Outcome};
use crate::file_change::FileChange;
use crate::output::pluralize;
use crate::rust::MOST_BYTES;
use crate::workspace::{MOST_OF_MANIFEST, Package, Workspace};

pub(super) fn run(arguments: &Init, workspace: &Workspace, plans: &[Plan<'_>]) -> Result<Outcome, Failure> {
    let folder = arguments.path.as_deref();
    let mut changes = Changes { sources: Vec::new(), others: Vec::new(), workspace, folder };
    for plan in plans {
        plan_changes(plan, &mut changes)?;
    }
    changes.others.retain(|change| change.file.is_needed());
    let mut output = crate::output::stdout();
    if arguments.dry_run {
        for file in changes.files() {
            write!(output, "{}", file.difference())?;
        }
        left(&mut output, plans, &changes)?;
        return Ok(Outcome::Clean);
    }
    let existing = changes.files().filter(|file| file.before.is_some());
    allowed(arguments.uncommitted, &workspace.root, existing)?;
    changes.write()?;
    let packages: Vec<&Package> = plans.iter().map(|plan| plan.package).collect();
    let is_known = workspace.unknown_to_cargo.is_none();
    let built = match is_known.then(|| changes.build(&packages)).transpose() {
        Ok(built) => built,
        Err(failure) => {
            changes.undo()?;
            return Err(failure);
        }
    };
    for source in changes.sources.iter().filter(|source| source.is_rewritten()) {
        let written = source.calls.iter().filter(|call| call.is_written()).count();
        writeln!(output, "rewrote {} in {}", pluralize(written, "list"), source.file.shown)?;
    }
    for change in &changes.others {
        writeln!(output, "{} {}", change.what, change.file.shown)?;
    }
    left(&mut output, plans, &changes)?;
    let Some(built) = built else { return Ok(Outcome::Clean) };
    let (Ok(text) | Err(text)) = &built;
    writeln!(output, "{text}")?;
    if built.is_err() && arguments.path.is_none() && text.contains("`oauth-scopes") {
        writeln!(output, "help: write `--path DIR` with the folder of a clone of oauth-scopes")?;
    }
    Ok(Outcome::of(built.is_err()))
}

/// What is changed for a package.
fn plan_changes(plan: &Plan<'_>, changes: &mut Changes<'_>) -> Result<(), Failure> {
    let (package, workspace) = (plan.package, changes.workspace);
    let calls = || plan.calls.iter().filter(|call| reason(call, workspace).is_none());
    let mut by_file: BTreeMap<&Path, Vec<Replacement>> = BTreeMap::new();
    for call in calls() {
        by_file.entry(&call.path).or_default().push(call.replacement.clone());
    }
    let edition = package.targets.first().map_or_else(|| "2021".to_owned(), |target| target.edition.to_string());
    for (path, replacements) in by_file {
        let shown = workspace.shown(path);
        let before = read_text_file(path, MOST_BYTES).map_err(|error| Failure::new(format!("`{shown}` {error}")))?;
        let file = FileChange { shown, path: path.to_owned(), before: Some(before), after: String::new() };
        changes.sources.push(Source::new(file, &package.name, replacements, &plan.facade, &edition));
    }
    let needs_oauth2 = calls().any(|call| call.replacement.needs_oauth2);
    for kind in lacking(package, &calls().map(|call| call.kind).collect::<Vec<_>>()) {
        depend(changes, package, kind, needs_oauth2)?;
    }
    if plan.file.is_present() {
        return Ok(());
    }
    let (shown, path) = (plan.file.shown().to_owned(), package.folder.join(scope_catalog::FILE_NAME));
    let file = FileChange { shown, path, before: None, after: plan.file.text() };
    changes.others.push(Change { file, what: "created", packages: Vec::new() });
    Ok(())
}

/// Adds the dependency to the manifest of a package, in the same way as its other dependencies.
fn depend(changes: &mut Changes<'_>, package: &Package, kind: DependencyKind, oauth2: bool) -> Result<(), Failure> {
    let root = changes.workspace.root.clone();
    let (own, shared) = (package.folder.join("Cargo.toml"), root.join("Cargo.toml"));
    let of_workspace = manifest(changes, &shared)?.file.after.clone();
    let is_shared = takes_from_workspace(&manifest(changes, &own)?.file.after, &of_workspace, kind);
    let path = changes.folder.map(|folder| folder_from(folder, if is_shared { &root } else { &package.folder }));
    let mut origin = path.as_deref().map_or(Origin::Version, Origin::Folder);
    if is_shared {
        edit(changes, &shared, package, |text| with_shared_dependency(text, origin))?;
        origin = Origin::Workspace;
    }
    edit(changes, &own, package, |text| with_dependency(text, kind, origin, oauth2))
}

/// A manifest, with the changes so far.
fn manifest<'c>(changes: &'c mut Changes<'_>, path: &Path) -> Result<&'c mut Change, Failure> {
    let Changes { others, workspace, .. } = changes;
    let known = others.iter().position(|change| change.file.path == path);
    if known.is_none() {
        let shown = workspace.shown(path);
        let text =
            read_text_file(path, MOST_OF_MANIFEST).map_err(|error| Failure::new(format!("`{shown}` {error}")))?;
        let file = FileChange { shown, path: path.to_owned(), before: Some(text.clone()), after: text };
        others.push(Change { file, what: "added the dependency `oauth-scopes` to", packages: Vec::new() });
    }
    let at = known.unwrap_or(others.len() - 1);
    Ok(&mut others[at])
}

fn edit(
    changes: &mut Changes<'_>,
    path: &Path,
    package: &Package,
    change: impl FnOnce(&str) -> Result<String, String>,
) -> Result<(), Failure> {
    let Change { file, packages, .. } = manifest(changes, path)?;
    file.after = change(&file.after)
        .map_err(|error| Failure::new(format!("`{}` is not a valid manifest: {error}", file.shown)))?;
    packages.push(package.name.clone());
    Ok(())
}

/// Why a call is not written.
fn reason(call: &PlannedCall, workspace: &Workspace) -> Option<String> {
    let because = |is_so: bool, reason: &str| is_so.then(|| reason.to_owned());
    let finding = call.finding.clone();
    let reason = finding.or_else(|| because(!call.replacement.fits, "the code around it has to change"));
    // It is not known whether the result builds.
    let is_unknown = workspace.unknown_to_cargo.is_some();
    reason.or_else(|| because(is_unknown, "there is no `Cargo.toml` to build it with"))
}

/// What is left to do by hand.
fn left(output: &mut impl Write, plans: &[Plan<'_>], changes: &Changes<'_>) -> std::io::Result<()> {
    let undone = |call: &PlannedCall| {
        let source = changes.sources.iter().find(|source| source.is_at(&call.path))?;
        let is_same = |one: &&Call| one.replacement.span == call.replacement.span;
        source.calls.iter().find(is_same)?.reason.clone()
    };
    let calls = plans.iter().flat_map(|plan| &plan.calls);
    let why = |call: &PlannedCall| reason(call, changes.workspace).or_else(|| undone(call));
    let open: Vec<String> = calls.filter_map(|call| Some(format!("{}: {}", call.place, why(call)?))).collect();
    if !open.is_empty() {
        let lists = pluralize(open.len(), "list");
        writeln!(output, "\n{lists} left as written:\n\n{}\n", open.join("\n"))?;
    }
    let notes: std::collections::BTreeSet<&String> = plans.iter().flat_map(|plan| &plan.notes).collect();
    notes.into_iter().try_for_each(|note| writeln!(output, "note: {note}"))
}
