//! `cargo scopes init`

mod apply;
mod asked;
mod compiler;
mod manifest;
mod plan;
mod replacement;
mod rustfmt;
mod sources;
mod targets;
mod trial;

use std::io::Write;

use scope_catalog::FILE_NAME;
use scope_catalog::load::read_text_file;
use scope_sources::Providers;

use crate::catalog_file::MOST_BYTES;
use crate::cli::Init;
use crate::error::Failure;
use crate::error::Outcome;
use crate::handwritten::read_files;
use crate::output::pluralize;
use crate::workspace::{Package, Selection, Workspace};
use asked::{Asked, Situation};
use plan::Plan;

pub(crate) fn run(arguments: &Init) -> Result<Outcome, Failure> {
    let workspace = workspace(arguments)?;
    let (mut files, sources) = read_files(&workspace);
    let providers = Providers::bundled();
    let (mut present, mut found) = (Vec::new(), Vec::new());
    let mut situation = Situation { rust_files: files.count, ..Situation::default() };
    for package in &workspace.packages {
        let catalog = catalog_of(package, &workspace)?;
        if let Some((shown, _)) = catalog.filter(|(_, is_own)| !(arguments.apply && *is_own)) {
            present.push(shown);
            continue;
        }
        let asked = Asked::by(package, &workspace, files.of(package), &sources, &providers, &mut situation);
        if !asked.lists.is_empty() {
            found.push((package, asked));
        }
    }
    let mut plans = Vec::new();
    for (package, asked) in &found {
        let plan = Plan::new(package, asked, &workspace, &providers)?;
        if plan.file.is_present() && plan.calls.is_empty() && plan.notes.is_empty() {
            present.push(plan.file.shown().to_owned());
        } else {
            plans.push(plan);
        }
    }
    if plans.is_empty() {
        return Err(nothing(&present, &situation, arguments.apply, &workspace));
    }
    for plan in &plans {
        plan.file.verify()?;
    }
    if arguments.apply {
        return apply::run(arguments, &workspace, &plans);
    }
    let mut output = crate::output::stdout();
    for plan in &plans {
        if !arguments.dry_run {
            plan.file.save()?;
        }
        plan.print(&mut output, arguments.dry_run)?;
    }
    for place in &situation.composed {
        writeln!(output, "note: {place}: scopes are built at run time")?;
    }
    for catalog in &present {
        writeln!(output, "note: {catalog} already exists; not changed")?;
    }
    Ok(Outcome::Clean)
}

/// The packages, or, if there is no `Cargo.toml`, the folder, which may have configuration files.
fn workspace(arguments: &Init) -> Result<Workspace, Failure> {
    let selection = Selection::from(&arguments.packages);
    let here = std::env::current_dir()?;
    let has_manifest = arguments.packages.manifest_path.is_some()
        || here.ancestors().any(|folder| folder.join("Cargo.toml").symlink_metadata().is_ok());
    Workspace::find(&selection.with_literals(!has_manifest))
}

/// The catalog that a package has already, and whether it is the file of the package itself, so that calls can be written
/// for it.
fn catalog_of(package: &Package, workspace: &Workspace) -> Result<Option<(String, bool)>, Failure> {
    let own = package.folder.join(FILE_NAME);
    // A broken link is the user's, too.
    if own.symlink_metadata().is_ok() {
        let shown = workspace.shown(&own);
        if own.is_dir() {
            let message = format!("{shown} is a directory, not a file");
            return Err(Failure::new(message).help("the catalog is a file of this name: rename the directory"));
        }
        let is_blank = read_text_file(&own, MOST_BYTES).is_ok_and(|text| text.trim().is_empty());
        if is_blank {
            return Err(Failure::new(format!("{shown} is empty")).help("remove it, and run the command again"));
        }
        return Ok(Some((shown, true)));
    }
    let Some(fallback) = workspace.fallback.as_deref().filter(|path| !path.is_empty()) else { return Ok(None) };
    let path = package.folder.join(fallback);
    Ok(path.exists().then(|| (workspace.shown(&path), false)))
}

fn nothing(present: &[String], situation: &Situation, is_applied: bool, workspace: &Workspace) -> Failure {
    let rest = if is_applied { ", and there are no calls to write" } else { "" };
    let mut lines = vec![match present {
        [] => situation.sentence(),
        [one] => format!("{one} already exists{rest}"),
        [first, ..] => format!("{first} and other catalogs already exist{rest}"),
    }];
    lines.extend(situation.composed.iter().map(|place| format!("{place}: scopes are built at run time")));
    lines.extend(situation.unreadable.iter().chain(&situation.unread).cloned());
    let help = if present.is_empty() { "create a catalog" } else { "add to it" };
    // Without cargo, there is no package whose catalog it could be.
    let option = if workspace.unknown_to_cargo.is_some() { "--catalog scopes.toml " } else { "" };
    let help = format!("to {help}, run `cargo scopes add {option}PROVIDER SCOPE…`");
    let mut failure = Failure::new(lines.join("\n")).help(help);
    if let Some(workflow) = situation.workflow.as_ref().filter(|_| present.is_empty()) {
        let entry = format!("`[[config]]` with `file = \"{workflow}\"`");
        failure = failure.help(format!("to check the permissions of a workflow, write a {entry} in scopes.toml"));
    }
    if present.is_empty() || is_applied {
        return failure;
    }
    failure.help("to write calls of the macros, run `cargo scopes init --apply`")
}

impl Situation {
    /// Why there is nothing to write, in a sentence.
    fn sentence(&self) -> String {
        if !self.in_tests.is_empty() {
            let files = self.in_tests.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            format!("scopes are only in tests, which request nothing: {files}")
        } else if !self.composed.is_empty() {
            "no scopes are written in the sources: they are built at run time".to_owned()
        } else if !self.unreadable.is_empty() || !self.unread.is_empty() {
            "no scopes found in the files that can be read".to_owned()
        } else if self.about_oauth > 0 {
            let files = pluralize(self.about_oauth, "file");
            format!("no scopes found in the sources: {files} for OAuth, but no scopes recognized in them")
        } else {
            format!("no scopes found in the sources: {} read", pluralize(self.rust_files, "Rust file"))
        }
    }
}
