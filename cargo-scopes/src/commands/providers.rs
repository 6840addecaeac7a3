//! The command `cargo scopes providers`.

use scope_catalog::load::load_provider;
use scope_catalog::{Catalog, Coverage};
use serde_json::{Value, json};

use crate::cli::Format;
use crate::error::{Failure, Outcome};
use crate::output::{VERSION, answer};

pub(crate) fn run(format: Format) -> Result<Outcome, Failure> {
    let loaded = || scope_providers::NAMES.iter().filter_map(|&name| Some((name, load_provider(name).ok()?.catalog)));
    let line = |(name, catalog): (&str, Catalog)| {
        let (count, remark) = (catalog.scopes().len(), remark(&catalog));
        format!("{name:24} {count:5} scopes  {remark:20} {}", catalog.name())
    };
    let text = || loaded().map(line).collect::<Vec<_>>().join("\n");
    let rows = || loaded().map(|(name, catalog)| row(name, &catalog)).collect::<Vec<_>>();
    answer(format, text, || json!({ "version": VERSION, "providers": rows() }))?;
    Ok(Outcome::Clean)
}

fn remark(catalog: &Catalog) -> &'static str {
    if catalog.no_scopes().is_some() { "takes none" } else { catalog.coverage().as_str() }
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
