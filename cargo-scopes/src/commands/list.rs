//! `cargo scopes list`

use std::io::Write;

use scope_catalog::load::load_provider;
use scope_catalog::{Catalog, Scope};

use crate::catalogs::open;
use crate::cli::{CatalogOption, Format};
use crate::error::{Failure, Outcome};
use crate::output::{VERSION, on_one_line, stdout, tell};

pub(crate) fn run(option: &CatalogOption, filter: Option<&str>, format: Format) -> Result<Outcome, Failure> {
    let loaded = open(option)?;
    let catalog = &loaded.catalog;
    let fits =
        |name: &str| filter.is_none_or(|filter| name.to_ascii_lowercase().contains(&filter.to_ascii_lowercase()));
    let scopes: Vec<&Scope> = catalog.scopes().iter().filter(|scope| fits(&scope.name)).collect();
    let mut output = stdout();
    if format == Format::Json {
        writeln!(output, "{}", value(catalog, &scopes))?;
        return Ok(Outcome::Clean);
    }
    if scopes.is_empty() {
        let name = catalog.name();
        let what = match (filter, catalog.no_scopes()) {
            (Some(filter), _) => format!("no scope contains `{}`", on_one_line(filter)),
            (None, Some(note)) => format!("{name} takes no `scope` parameter: {note}"),
            (None, None) => format!("{name} has no scopes"),
        };
        tell(format_args!("note: {what}"));
        if let Some(provider) = filter.filter(|filter| load_provider(filter).is_ok()) {
            tell(format_args!("help: `cargo scopes list --provider {provider}` lists its scopes"));
        }
    }
    let width = scopes.iter().map(|scope| scope.name.len()).max().unwrap_or(0).min(60);
    for scope in scopes {
        writeln!(output, "{}", format!("{:width$}  {}", scope.name, scope.description).trim_end())?;
    }
    for retired in catalog.retired_names().iter().filter(|retired| fits(&retired.name)) {
        let what = if retired.still_works { "deprecated" } else { "removed" };
        writeln!(output, "{:width$}  ({what})", retired.name)?;
    }
    Ok(Outcome::Clean)
}

fn value(catalog: &Catalog, scopes: &[&Scope]) -> serde_json::Value {
    let rows = scopes.iter().map(|scope| serde_json::json!({ "name": scope.name, "description": scope.description }));
    serde_json::json!({ "version": VERSION, "catalog": catalog.name(), "scopes": rows.collect::<Vec<_>>() })
}
