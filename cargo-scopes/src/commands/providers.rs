//! `cargo scopes providers`

use scope_catalog::load::load_provider;
use scope_catalog::{Catalog, Coverage};
use serde_json::{Value, json};

use crate::cli::Format;
use crate::error::{Failure, Outcome};
use crate::output::{VERSION, answer};

pub(crate) fn run(format: Format) -> Result<Outcome, Failure> {
    let loaded = || scope_providers::NAMES.iter().filter_map(|&name| Some((name, load_provider(name).ok()?.catalog)));
    let text = || loaded().map(|(name, catalog)| line(name, &catalog)).collect::<Vec<_>>().join("\n");
    let rows = || loaded().map(|(name, catalog)| row(name, &catalog)).collect::<Vec<_>>();
    answer(format, text, || json!({ "version": VERSION, "providers": rows() }))?;
    Ok(Outcome::Clean)
}

fn line(name: &str, catalog: &Catalog) -> String {
    let remark = if catalog.no_scopes().is_some() { "takes none" } else { catalog.coverage().as_str() };
    format!("{name:24} {:5} scopes  {remark:20} {}", catalog.scopes().len(), catalog.name())
}

fn row(name: &str, catalog: &Catalog) -> Value {
    json!({
        "provider": name,
        "name": catalog.name(),
        "scopes": catalog.scopes().len(),
        "retired": catalog.retired_names().len(),
        "delimiter": catalog.delimiter().as_str(),
        "complete": catalog.coverage() == Coverage::Complete,
        "no_scopes": catalog.no_scopes(),
        "source": catalog.documentation(),
        "checked": catalog.checked(),
    })
}
