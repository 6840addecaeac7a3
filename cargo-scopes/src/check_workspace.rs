//! Checks a workspace: every call in its sources, every `[[config]]`, every catalog.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use scope_catalog::Catalog;
use scope_catalog::load::Loaded;

use crate::error::Failure;
use crate::handwritten::{PackageFiles, ReadFiles, search};
use crate::imported::Used;
use crate::levels::Levels;
use crate::parallel;
use crate::report::{CatalogKey, WorkspaceReport};
use crate::rust::WORDS;
use crate::sources::{Outcome, Texts, of_callers};
use crate::workspace::{Selection, Workspace};
use bundled::Bundled;
use package::PackageChecker;
use read_sources::{Read, all_sources};

mod bundled;
mod calls;
mod configs;
mod literals;
mod package;
mod read_sources;
mod standing;

/// A report, with the catalogs that it was made with.
#[derive(Debug)]
pub(crate) struct CheckedWorkspace {
    pub(crate) report: WorkspaceReport,
    /// By package; a package without calls, files and a catalog has none.
    pub(crate) catalogs: BTreeMap<String, Loaded>,
    /// The bundled catalogs that lists without a macro were checked against, by provider.
    pub(crate) bundled: BTreeMap<&'static str, Loaded>,
}

impl CheckedWorkspace {
    /// A catalog that a request was checked against.
    pub(crate) fn catalog(&self, key: &CatalogKey) -> Option<&Catalog> {
        if let Some(provider) = key.bundled {
            return self.bundled.get(provider).map(|loaded| &loaded.catalog);
        }
        let loaded = self.catalogs.get(&key.package)?;
        key.key.as_ref().map_or(Some(&loaded.catalog), |key| loaded.named(key).ok())
    }
}

/// The scopes and operations that calls of the packages name, whether or not a catalog has them.
pub(crate) fn used_names(workspace: &Workspace) -> Used {
    let mut used = Used::default();
    let texts = Texts::default();
    for Read { package, content, .. } in all_sources(workspace, &texts, of_callers(workspace, &WORDS, &texts)).0 {
        let Some(package) = workspace.package_named(&package) else { continue };
        let Ok((_, Ok(source))) = content else { continue };
        for call in source.calls(&package.crates) {
            let words = call.texts.iter().flat_map(|text| text.value.split([' ', ',', '\t', '\n', '\r']));
            used.scopes.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
            used.operations.extend(call.operations.iter().map(|operation| operation.value.clone()));
        }
    }
    used
}

/// Finds a workspace and checks the packages that are asked about. The catalogs of hundreds of packages take much memory: they
/// are kept only if they are needed for more.
///
/// # Errors
///
/// If there is no workspace.
pub(crate) fn find_and_check(
    selection: &Selection,
    levels: &Levels,
    keeps_catalogs: bool,
) -> Result<(Arc<Workspace>, CheckedWorkspace), Failure> {
    let (likely, texts) = (Workspace::likely_folder(selection), Texts::default());
    let (workspace, outcome) = search(selection.literals, &texts, |search| {
        search.run_meanwhile(likely.as_deref(), || Workspace::find(selection))
    })?;
    let checked = check_sources(&workspace, levels, &texts, outcome, keeps_catalogs);
    Ok((workspace, checked))
}

/// Checks the packages of a workspace that are asked about.
pub(crate) fn check_workspace(workspace: &Workspace, levels: &Levels) -> CheckedWorkspace {
    check_workspace_with(workspace, levels, &Texts::default())
}

/// The same, as if some files held other texts than they do.
pub(crate) fn check_workspace_with(workspace: &Workspace, levels: &Levels, texts: &Texts) -> CheckedWorkspace {
    let outcome = search(workspace.literals, texts, |search| search.run(workspace));
    check_sources(workspace, levels, texts, outcome, true)
}

fn check_sources(
    workspace: &Workspace,
    levels: &Levels,
    texts: &Texts,
    outcome: Outcome,
    keeps_catalogs: bool,
) -> CheckedWorkspace {
    let mut files = ReadFiles::new(workspace, &outcome, texts);
    let (read, aliases) = all_sources(workspace, texts, outcome.sources);
    let report = WorkspaceReport { root: workspace.root.clone(), ..WorkspaceReport::default() };
    let mut checked = CheckedWorkspace { report, catalogs: BTreeMap::new(), bundled: BTreeMap::new() };
    let bundled = Bundled::default();
    if workspace.literals {
        checked.report.literals = Some(0);
        checked.report.rust_files = files.count;
        // A folder that has nothing to do with cargo is as it should be.
        let has_manifest = workspace.packages.iter().any(|package| package.folder.join("Cargo.toml").exists());
        let reason = workspace.unknown_to_cargo.as_ref().filter(|_| has_manifest);
        let first_line = reason.map(|reason| reason.lines().next().unwrap_or_default());
        let note = |reason: &str| format!("every folder with a Cargo.toml is read as a package: {reason}");
        checked.report.notes.extend(first_line.map(note));
    }
    let packages = workspace.packages.iter().map(|package| (package, files.take(package))).collect();
    let of_packages = parallel::map(packages, |(package, files)| {
        let mut report = WorkspaceReport::default();
        let mut package_checker = PackageChecker {
            workspace,
            package,
            levels,
            texts,
            aliases: &aliases,
            bundled: &bundled,
            report: &mut report,
            positions: RefCell::default(),
        };
        let sources: Vec<&Read> = read.iter().filter(|source| source.package == package.name).collect();
        let loaded = package_checker.run(&sources);
        if workspace.literals {
            let files = PackageFiles::new(package, files);
            package_checker.literals(files, loaded.as_ref().filter(|loaded| loaded.problems.is_empty()));
        }
        (report, loaded.filter(|_| keeps_catalogs))
    });
    for (package, (report, loaded)) in workspace.packages.iter().zip(of_packages) {
        checked.report.absorb(report);
        checked.catalogs.extend(loaded.map(|loaded| (package.name.clone(), loaded)));
    }
    checked.bundled = bundled.loaded();
    checked.report.sort();
    checked
}
