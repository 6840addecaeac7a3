//! Writes the calls, the catalog and the dependency, and sees to it that the package builds as before.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::super::uncommitted::allowed;
use super::edits::rewritten;
use super::manifest::with_dependency;
use super::plan::{Plan, PlannedCall};
use super::replacement::Replacement;
use crate::atomic_write::write_whole;
use crate::cli::Init;
use crate::error::{Failure, Outcome};
use crate::output::human::pluralize;
use crate::workspace::{Package, Workspace};
use scope_catalog::load::Roots;

/// A file that is changed, or made.
struct Change {
    shown: String,
    path: PathBuf,
    /// What it held; `None` if there was no such file.
    before: Option<String>,
    after: String,
    /// What is said of it.
    what: String,
}

pub(super) fn run(arguments: &Init, workspace: &Workspace, plans: &[Plan<'_>]) -> Result<Outcome, Failure> {
    let mut changes = Vec::new();
    for plan in plans {
        changes.extend(of_plan(plan, workspace, arguments.path.as_deref())?);
    }
    let existing: Vec<(&str, &Path)> =
        changes.iter().filter(|change| change.before.is_some()).map(|change| (&*change.shown, &*change.path)).collect();
    let mut output = crate::output::stdout();
    if arguments.dry_run {
        for change in &changes {
            write!(output, "{}", diff(change))?;
        }
        left(&mut output, plans, &BTreeMap::new())?;
        return Ok(Outcome::Clean);
    }
    allowed(arguments.uncommitted, &workspace.root, &existing)?;
    for change in &changes {
        let before = change.before.as_deref().map(str::as_bytes);
        write_whole(&change.path, &workspace.roots, before, change.after.as_bytes())
            .map_err(|error| Failure::new(format!("`{}` could not be written: {error}", change.shown)))?;
    }
    let packages: Vec<&Package> = plans.iter().map(|plan| plan.package).collect();
    let built = build(&mut changes, &packages, workspace)?;
    for change in &changes {
        writeln!(output, "{} {}", change.what, change.shown)?;
    }
    left(&mut output, plans, &built.undone)?;
    for line in &built.lines {
        writeln!(output, "{line}")?;
    }
    Ok(Outcome::of(!built.is_green))
}

/// What is changed for a package.
fn of_plan(plan: &Plan<'_>, workspace: &Workspace, folder: Option<&Path>) -> Result<Vec<Change>, Failure> {
    let mut by_file: BTreeMap<&Path, Vec<&Replacement>> = BTreeMap::new();
    for call in plan.calls.iter().filter(|call| reason(call).is_none()) {
        by_file.entry(&call.path).or_default().push(&call.replacement);
    }
    let mut changes = Vec::new();
    let needs_oauth2 = by_file.values().flatten().any(|call| call.needs_oauth2);
    let has_calls = !by_file.is_empty();
    for (path, calls) in by_file {
        let shown = workspace.shown(path);
        let before = std::fs::read_to_string(path)
            .map_err(|error| Failure::new(format!("`{shown}` cannot be read: {error}")))?;
        let Some(after) = rewritten(&before, calls.iter().copied()) else { continue };
        let after = formatted_as_before(&before, after, path, plan.package);
        let what = format!("rewrote {} in", pluralize(calls.len(), "list"));
        changes.push(Change { shown, path: path.to_owned(), before: Some(before), after, what });
    }
    if has_calls && plan.package.crates.is_empty() {
        let path = plan.package.folder.join("Cargo.toml");
        let shown = workspace.shown(&path);
        let before = std::fs::read_to_string(&path)
            .map_err(|error| Failure::new(format!("`{shown}` cannot be read: {error}")))?;
        let after = with_dependency(&before, folder, needs_oauth2)
            .map_err(|error| Failure::new(format!("`{shown}` is not understood: {error}")))?;
        let what = "added the dependency `oauth-scopes` to".to_owned();
        changes.push(Change { shown, path, before: Some(before), after, what });
    }
    let (shown, path) = (plan.file.shown().to_owned(), plan.package.folder.join(scope_catalog::FILE_NAME));
    changes.push(Change { shown, path, before: None, after: plan.file.text(), what: "created".to_owned() });
    Ok(changes)
}

fn diff(change: &Change) -> String {
    let before = change.before.as_deref().unwrap_or_default();
    let diff = similar::TextDiff::from_lines(before, &change.after);
    let old = if change.before.is_some() { format!("a/{}", change.shown) } else { "/dev/null".to_owned() };
    diff.unified_diff().header(&old, &format!("b/{}", change.shown)).to_string()
}

/// Why a call is not written.
fn reason(call: &PlannedCall) -> Option<String> {
    match &call.finding {
        Some(finding) => Some(finding.clone()),
        None if !call.replacement.fits => Some("the code around it has to change".to_owned()),
        None => None,
    }
}

/// What is left to do by hand.
fn left(output: &mut impl Write, plans: &[Plan<'_>], undone: &BTreeMap<PathBuf, String>) -> std::io::Result<()> {
    let calls = plans.iter().flat_map(|plan| &plan.calls);
    let open: Vec<(&PlannedCall, String)> =
        calls.filter_map(|call| Some((call, reason(call).or_else(|| undone.get(&call.path).cloned())?))).collect();
    if !open.is_empty() {
        writeln!(output, "\n{} left as written:\n", pluralize(open.len(), "list"))?;
        for (call, reason) in &open {
            writeln!(output, "{}: {reason}", call.place)?;
        }
        writeln!(output)?;
    }
    let notes: BTreeSet<&String> = plans.iter().flat_map(|plan| &plan.notes).collect();
    notes.into_iter().try_for_each(|note| writeln!(output, "note: {note}"))
}

/// How a build ended.
struct Built {
    is_green: bool,
    /// The files that were put back, and why.
    undone: BTreeMap<PathBuf, String>,
    lines: Vec<String>,
}

/// Builds the packages. A file with errors is put back as it was; where that does not help, all of them are.
fn build(changes: &mut Vec<Change>, packages: &[&Package], workspace: &Workspace) -> Result<Built, Failure> {
    let mut undone = BTreeMap::new();
    loop {
        let errors = check(packages, workspace)?;
        let Some(first) = errors.first().map(|error| error.message.clone()) else {
            return Ok(Built { is_green: true, undone, lines: vec!["`cargo check` finds no errors".to_owned()] });
        };
        let is_source = |change: &Change| change.path.extension().is_some_and(|extension| extension == "rs");
        let (mut faulty, kept): (Vec<Change>, Vec<Change>) = std::mem::take(changes)
            .into_iter()
            .partition(|change| is_source(change) && errors.iter().any(|error| error.files.contains(&change.path)));
        *changes = kept;
        let is_last = faulty.is_empty();
        if is_last {
            faulty = std::mem::take(changes);
        }
        for change in faulty {
            restore(&change, &workspace.roots)?;
            let message = errors.iter().find(|error| error.files.contains(&change.path));
            let message = message.map_or(&first, |error| &error.message);
            undone.insert(change.path, format!("the new code does not build: {message}"));
        }
        if !changes.iter().any(is_source) && !is_last {
            // Without a call there is no need for the rest.
            let rest: Vec<Change> = std::mem::take(changes);
            for change in rest {
                if change.before.is_some() { restore(&change, &workspace.roots)? } else { changes.push(change) }
            }
        }
        if is_last {
            let lines = vec![
                format!("`cargo check` fails: {first}"),
                "nothing was changed; see `cargo check`, or use `cargo scopes init` without `--apply`".to_owned(),
            ];
            return Ok(Built { is_green: false, undone, lines });
        }
    }
}

fn restore(change: &Change, roots: &Roots) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::new(format!("`{}` could not be put back: {error}", change.shown));
    match &change.before {
        Some(before) => {
            write_whole(&change.path, roots, Some(change.after.as_bytes()), before.as_bytes()).map_err(failed)
        }
        None => std::fs::remove_file(&change.path).map_err(failed),
    }
}

/// An error of the compiler, and the files that it names.
struct CompileError {
    message: String,
    files: BTreeSet<PathBuf>,
}

/// Runs `cargo check` for some packages: the errors.
fn check(packages: &[&Package], workspace: &Workspace) -> Result<Vec<CompileError>, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["check", "--all-targets", "--quiet", "--message-format", "json"]).current_dir(&workspace.root);
    for package in packages {
        command.args(["--package", &package.name]);
    }
    let failed = |error: std::io::Error| Failure::new(format!("failed to run cargo: {error}"));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(failed)?;
    let stderr = child.stderr.take();
    let complaints = std::thread::spawn(move || {
        let mut text = String::new();
        if let Some(mut stderr) = stderr {
            let _ = std::io::Read::read_to_string(&mut stderr, &mut text);
        }
        text
    });
    let mut errors = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            errors.extend(compile_error(&line, &workspace.root));
        }
    }
    let status = child.wait().map_err(failed)?;
    let complaints = complaints.join().unwrap_or_default();
    if !status.success() && errors.is_empty() {
        let line = complaints.lines().find(|line| !line.trim().is_empty()).unwrap_or("cargo failed");
        let message = line.trim_start_matches("error: ").to_owned();
        errors.push(CompileError { message, files: BTreeSet::new() });
    }
    Ok(errors)
}

fn compile_error(line: &str, root: &Path) -> Option<CompileError> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    let message = value.get("message").filter(|message| message["level"] == "error")?;
    let spans = message["spans"].as_array()?;
    let mut files = BTreeSet::new();
    for span in spans {
        // A place in a macro leads to the call.
        let mut at = span;
        while let Some(file) = at["file_name"].as_str() {
            files.insert(root.join(file));
            at = &at["expansion"]["span"];
        }
    }
    Some(CompileError { message: message["message"].as_str()?.lines().next()?.to_owned(), files })
}

/// The new text, formatted, if the old one was.
fn formatted_as_before(before: &str, after: String, path: &Path, package: &Package) -> String {
    let edition = package.targets.first().map_or_else(|| "2021".to_owned(), |target| target.edition.to_string());
    let folder = path.parent().unwrap_or(Path::new("."));
    let format = |text: &str| formatted(text, &edition, folder);
    if format(before).as_deref() == Some(before) { format(&after).unwrap_or(after) } else { after }
}

/// A text as `rustfmt` would write it; `None` if it cannot.
fn formatted(text: &str, edition: &str, folder: &Path) -> Option<String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", edition, "--quiet", "--emit", "stdout", "--config-path"])
        .arg(folder)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let input = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok()).flatten()
}
