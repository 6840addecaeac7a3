//! `cargo scopes audit --infer`: the operations that a program seems to perform, as a start.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use scope_audit::minimal_set;
use scope_catalog::load::{Loaded, load_provider, read_text_file};
use scope_catalog::{Catalog, Certainty, LineColumn, Operation, quoted};
use serde_json::{Value, json};

use crate::cli::{Audit, ReportFormat};
use crate::commands::operations::needs;
use crate::error::{Failure, Outcome};
use crate::output::{VERSION, pluralize};
use crate::parallel;
use crate::rust::{MOST_BYTES, Modules};
use crate::seen_operations::{Seen, read};
use crate::sources::{Search, Texts};
use crate::workspace::{Selection, Workspace};

/// Prints what is seen, which is never an error.
pub(super) fn run(arguments: &Audit) -> Result<Outcome, Failure> {
    if !matches!(arguments.format, ReportFormat::Human | ReportFormat::Json) {
        return Err(Failure::new("`--infer` is printed as `human` or `json`"));
    }
    let workspace = Workspace::find(&Selection::from(&arguments.packages))?;
    let places = places(&workspace);
    let catalogs = catalogs(&places)?;
    let rows: Vec<Row<'_>> = places.iter().filter_map(|place| Row::of(place, &catalogs)).collect();
    let mut output = io::BufWriter::new(crate::output::stdout());
    match arguments.format {
        ReportFormat::Json => writeln!(output, "{}", value(&rows, &catalogs))?,
        _ => human(&mut output, &rows, &catalogs)?,
    }
    output.flush()?;
    Ok(Outcome::Clean)
}

/// What is seen somewhere.
struct Place {
    package: String,
    file: String,
    position: LineColumn,
    seen: Seen,
}

/// What is seen in the targets of each package, less their tests.
fn places(workspace: &Workspace) -> Vec<Place> {
    let hints = ["\"", "google_", "slack_morphism", "graph_rs_sdk", "octocrab"];
    let search = Search { words: &[], hints: &hints, texts: &Texts::default(), on_file: &|| () };
    let hinted = parallel::map(search.run(workspace).hinted, |path| {
        let places = seen_in(workspace, &path);
        (path, places)
    });
    let mut hinted: BTreeMap<PathBuf, Vec<Place>> = hinted.into_iter().collect();
    let mut places = Vec::new();
    for package in &workspace.packages {
        let mut modules = Modules::new(package);
        let is_mine = |path: &Path| {
            workspace.owner(path) == Some(&package.name) && !crate::handwritten::is_of_tests(path, &package.folder)
        };
        for (path, seen) in hinted.iter_mut().filter(|(path, seen)| !seen.is_empty() && is_mine(path)) {
            if modules.contain(path) {
                places.append(seen);
            }
        }
    }
    places
}

/// What a file does.
fn seen_in(workspace: &Workspace, path: &Path) -> Vec<Place> {
    let (Some(package), Ok(text)) = (workspace.package_of(path), read_text_file(path, MOST_BYTES)) else {
        return Vec::new();
    };
    let place = |seen: Seen| Place {
        package: package.name.clone(),
        file: workspace.shown(path),
        position: LineColumn::at(&text, seen.span.start),
        seen,
    };
    read(&text).into_iter().map(place).collect()
}

type Catalogs = BTreeMap<&'static str, Loaded>;

fn catalogs(places: &[Place]) -> Result<Catalogs, Failure> {
    let providers: BTreeSet<&'static str> = places.iter().map(|place| place.seen.provider).collect();
    providers.into_iter().map(|provider| Ok((provider, load_provider(provider)?))).collect()
}

/// What is seen somewhere, and which operation it is.
struct Row<'c> {
    place: &'c Place,
    catalog: &'c Catalog,
    /// The operation, and whether that is certain.
    operation: Option<(Operation, bool)>,
}

impl<'c> Row<'c> {
    fn of(place: &'c Place, catalogs: &'c Catalogs) -> Option<Self> {
        let catalog = &catalogs.get(place.seen.provider)?.catalog;
        let found = catalog.find_operations(&place.seen.written);
        let is_certain = found.certainty == Certainty::Certain;
        let is_meant = is_certain || place.seen.is_address && found.certainty == Certainty::Likely;
        let name = found.names.first().filter(|_| is_meant);
        let operation = name.and_then(|name| Some((catalog.operation(name).ok()?.into_owned(), is_certain)));
        // A method that is called like no operation is somebody else's.
        (operation.is_some() || place.seen.is_address).then_some(Self { place, catalog, operation })
    }

    fn value(&self) -> Value {
        let Self { place, catalog, operation } = self;
        json!({
            "package": place.package,
            "file": place.file,
            "line": place.position.line,
            "column": place.position.column,
            "catalog": catalog.name(),
            "written": place.seen.written,
            "operation": operation.as_ref().map(|(operation, _)| &operation.name.text),
            "certain": operation.as_ref().is_some_and(|(_, is_certain)| *is_certain),
            "needs": operation.as_ref().map(|(operation, _)| needs(operation)),
        })
    }
}

/// What is needed for what is seen of a provider: the scopes, and the operations for which no scope is chosen, each once.
fn needed<'c>(rows: &'c [Row<'_>], catalog: &'c Catalog) -> (Vec<&'c str>, BTreeSet<&'c str>) {
    let operations: Vec<&Operation> = of_catalog(rows, catalog).collect();
    let smallest = minimal_set(catalog, &operations);
    let undecided = smallest.undecided.iter().map(|&at| &*operations[at].name.text).collect();
    (smallest.scopes.iter().map(|scope| scope.name).collect(), undecided)
}

fn of_catalog<'c>(rows: &'c [Row<'_>], catalog: &Catalog) -> impl Iterator<Item = &'c Operation> {
    let mine = rows.iter().filter(|row| row.catalog.name() == catalog.name());
    mine.filter_map(|row| Some(&row.operation.as_ref()?.0))
}

/// What is needed, in words. What operations need at times comes on top, and their own lines say it.
fn in_words(rows: &[Row<'_>], catalog: &Catalog) -> String {
    let (scopes, undecided) = needed(rows, catalog);
    let depends = of_catalog(rows, catalog).any(|operation| !operation.sometimes.is_empty());
    let mut text = String::new();
    if !scopes.is_empty() || undecided.is_empty() {
        let scopes = if scopes.is_empty() { "no scope".to_owned() } else { scopes.join(", ") };
        let and_more = if depends { ", and what depends on the call" } else { "" };
        text.push_str(&format!("; enough for what is seen: {scopes}{and_more}"));
    }
    if !undecided.is_empty() {
        text.push_str(&format!("; it depends on the call what {} needs", quoted(undecided, ", ")));
    }
    text
}

fn human(output: &mut impl Write, rows: &[Row<'_>], catalogs: &Catalogs) -> io::Result<()> {
    if rows.is_empty() {
        return writeln!(output, "no operations of known providers are seen in the sources");
    }
    for Row { place, catalog, operation } in rows {
        let at = format!("{}:{}", place.file, place.position);
        match operation {
            Some((operation, is_certain)) => {
                let perhaps = if *is_certain { "" } else { "perhaps " };
                let (name, needs) = (&operation.name.text, needs(operation));
                writeln!(output, "{at}: {perhaps}`{name}` ({})\n  needs {needs}", catalog.name())?;
            }
            None => writeln!(output, "{at}: unknown operation `{}` ({})", place.seen.written, catalog.name())?,
        }
    }
    for loaded in catalogs.values() {
        let catalog = &loaded.catalog;
        let count = of_catalog(rows, catalog).count();
        if count > 0 {
            let needed = in_words(rows, catalog);
            writeln!(output, "{}: {} seen{needed}", catalog.name(), pluralize(count, "call"))?;
        }
    }
    writeln!(output, "note: this is a guess; confirm an operation with `#[performs(\"…\")]` or `performs_here!(\"…\")`")
}

fn value(rows: &[Row<'_>], catalogs: &Catalogs) -> Value {
    let enough = catalogs.values().map(|loaded| {
        let (scopes, undecided) = needed(rows, &loaded.catalog);
        json!({ "catalog": loaded.catalog.name(), "scopes": scopes, "undecided": undecided })
    });
    json!({
        "version": VERSION,
        "seen": rows.iter().map(Row::value).collect::<Vec<_>>(),
        "smallest": enough.collect::<Vec<_>>(),
    })
}
