//! `cargo scopes drift`

mod comparison;
mod output;
mod renames;
mod report;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use scope_catalog::load::Loaded;
use scope_catalog::{Catalog, Coverage, Import, Spanned};
use scope_import::write::ImportTable;

use crate::catalog_file::{CatalogFile, CatalogPath};
use crate::check_workspace::used_names;
use crate::cli::{Drift, DriftFormat};
use crate::date::today;
use crate::document::{Document, Fetching};
use crate::error::{Failure, Outcome};
use crate::imported::Imported;
use crate::output::json::{versioned, write_value};
use crate::output::line_index::LineIndex;
use crate::report::File;
use crate::snapshot::Snapshot;
use crate::workspace::{Selection, Workspace};
use comparison::compare;
use report::Report;
use update::Update;

pub(crate) fn run(arguments: &Drift) -> Result<Outcome, Failure> {
    let documents: Vec<Document> =
        arguments.sources.iter().map(|source| Document::named(source, None)).collect::<Result<_, _>>()?;
    let targets = targets(arguments)?;
    let mut reports = Vec::new();
    for target in &targets {
        reports.extend(compare_file(arguments, target, &documents)?);
    }
    if reports.is_empty() {
        return Err(nothing_to_compare(&targets));
    }
    let mut stdout = std::io::BufWriter::new(crate::output::stdout_of(arguments.format == DriftFormat::Github));
    match arguments.format {
        DriftFormat::Human => output::human(&mut stdout, &reports)?,
        DriftFormat::Json => write_value(&mut stdout, &versioned(BTreeMap::from([("catalogs", &reports)])))?,
        DriftFormat::Markdown => output::markdown(&mut stdout, &reports)?,
        DriftFormat::Github => output::github(&mut stdout, &reports)?,
    }
    stdout.flush()?;
    // What is written is not a difference any more.
    Ok(Outcome::of(!arguments.write && reports.iter().any(|report| !report.changes.is_empty())))
}

/// The file that is named, or those of the packages that are asked about.
fn targets(arguments: &Drift) -> Result<Vec<CatalogPath>, Failure> {
    if let Some(path) = &arguments.catalog {
        return Ok(vec![CatalogPath::named(path)]);
    }
    let workspace = workspace(arguments)?;
    let paths: BTreeSet<PathBuf> = workspace.packages.iter().map(|package| workspace.catalog_of(package)).collect();
    let present = paths.into_iter().filter(|path| path.exists());
    Ok(present.map(|path| CatalogPath::of(path, &workspace)).collect())
}

fn workspace(arguments: &Drift) -> Result<Workspace, Failure> {
    Workspace::find(&Selection::named(&arguments.packages, arguments.manifest_path.as_deref()))
}

fn nothing_to_compare(targets: &[CatalogPath]) -> Failure {
    if targets.is_empty() {
        return Failure::new("scopes.toml was not found")
            .help("run `cargo scopes import SOURCE… --output scopes.toml`");
    }
    let shown: Vec<&str> = targets.iter().map(|target| &*target.shown).collect();
    Failure::new(format!("{}: no `[import]` says what it was made from", shown.join(", ")))
        .help("write `[import]` with `from = \"openapi.yaml\"`, or run `cargo scopes drift SOURCE…`")
}

/// Compares the catalogs of a file that name their documents, or the one that arguments are for.
fn compare_file(arguments: &Drift, target: &CatalogPath, documents: &[Document]) -> Result<Vec<Report>, Failure> {
    if !target.path.exists() {
        return Err(
            Failure::new(format!("{} does not exist", target.shown)).help("`cargo scopes import` makes a catalog")
        );
    }
    let mut file = CatalogFile::open(target.clone())?;
    let loaded = file.loaded();
    let before = File { name: target.shown.clone(), path: target.path.clone(), text: file.text() };
    let lines = LineIndex::new(&before);
    let mut reports = Vec::new();
    for catalog in chosen(&loaded, !documents.is_empty()) {
        reports.push(compare_catalog(arguments, target, documents, catalog, &mut file, &lines)?);
    }
    if arguments.write && file.is_changed() {
        file.verify()?;
        file.save()?;
        for report in &mut reports {
            report.is_written = true;
        }
    }
    Ok(reports)
}

/// The catalogs of a file to compare: those with `[import]`; with documents as arguments, the one that these are for.
fn chosen(loaded: &Loaded, has_documents: bool) -> Vec<&Catalog> {
    let mut named: Vec<&Catalog> = loaded.catalogs().filter(|catalog| catalog.import().is_some()).collect();
    if has_documents {
        named.truncate(1);
        if named.is_empty() {
            named.push(&loaded.catalog);
        }
    }
    named
}

fn compare_catalog(
    arguments: &Drift,
    target: &CatalogPath,
    documents: &[Document],
    catalog: &Catalog,
    file: &mut CatalogFile,
    lines: &LineIndex<'_>,
) -> Result<Report, Failure> {
    let folder = target.path.parent().unwrap_or(Path::new(""));
    let import = catalog.import();
    let documents = match import {
        Some(import) if documents.is_empty() => {
            let from = import.from.iter().map(|from| Document::named(&from.text, Some((folder, &target.roots))));
            from.collect::<Result<Vec<_>, _>>()?
        }
        _ => documents.to_vec(),
    };
    let snapshot = import.and_then(|import| import.snapshot.as_ref()).map(|snapshot| snapshot.text.parse());
    let snapshot: Option<Snapshot> = snapshot.transpose().map_err(|()| {
        Failure::new(format!("`snapshot` under `[import]` in {} is damaged", target.shown))
            .help("restore it, or delete it: what was written by hand is then no longer known")
    })?;
    let options = options(arguments, import)?;
    let used = if options.only_used { Some(used_names(&workspace(arguments)?)) } else { None };
    let imported = Imported::read(&documents, &options, used.as_ref(), Fetching::new(arguments.fetch))?;
    let key = catalog.key();
    let entries = file.entries(key, "scopes");
    let now = &imported.description;
    let mut report = Report {
        root: target.root.clone(),
        file: target.shown.clone(),
        key: key.map(str::to_owned),
        sources: documents.iter().map(|document| document.shown().to_owned()).collect(),
        scopes: now.scopes.len(),
        operations: now.operations.len(),
        changes: compare(catalog, lines, &|name| entries.contains(name), snapshot.as_ref(), now),
        notes: Vec::new(),
        is_written: false,
        could_be_complete: now.complete && catalog.coverage() == Coverage::Partial,
    };
    if arguments.write && (snapshot.is_none() || !report.changes.is_empty()) {
        let from: Vec<String> = documents.iter().filter_map(|document| document.in_catalog(Some(folder))).collect();
        let date = arguments.date.unwrap_or_else(today);
        report.notes = Update { key, catalog, report: &report, now, from: &from, date }.write(file)?;
    }
    Ok(report)
}

/// How the documents are read, and what is picked out of them.
fn options(arguments: &Drift, import: Option<&Import>) -> Result<ImportTable, Failure> {
    let text = |text: &Option<Spanned>| text.as_ref().map(|text| text.text.to_string());
    let in_catalog = import.and_then(|import| text(&import.format));
    let format = arguments.source_format.clone().or(in_catalog);
    let format = format.as_deref().map(super::import::source_format).transpose()?;
    let Some(import) = import else { return Ok(ImportTable { format, ..ImportTable::default() }) };
    Ok(ImportTable {
        provider: text(&import.provider),
        prefix: text(&import.prefix),
        only_used: import.only_used,
        without_operations: !import.operations,
        other_credentials: import.other_credentials,
        format,
        ..ImportTable::default()
    })
}
