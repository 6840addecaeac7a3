//! `cargo scopes providers`

use std::io::Write;

use scope_catalog::load::load_provider;
use scope_catalog::{Catalog, Coverage};

use crate::cli::Format;
use crate::error::{Failure, Outcome};
use crate::output::json::VERSION;

pub(crate) fn run(format: Format) -> Result<Outcome, Failure> {
    let mut output = crate::output::stdout();
    let loaded = scope_providers::NAMES.iter().filter_map(|&name| Some((name, load_provider(name).ok()?.catalog)));
    match format {
        Format::Human => {
            for (name, catalog) in loaded {
                writeln!(
                    output,
                    "{name:24} {:5} scopes  {:20} {}",
                    catalog.scopes().len(),
                    remark(&catalog),
                    catalog.name()
                )?;
            }
        }
        Format::Json => {
            let list: Vec<serde_json::Value> = loaded.map(|(name, catalog)| row(name, &catalog)).collect();
            writeln!(output, "{}", serde_json::json!({ "version": VERSION, "providers": list }))?;
        }
    }
    Ok(Outcome::Clean)
}

fn remark(catalog: &Catalog) -> &'static str {
    if catalog.no_scopes().is_some() { "takes none" } else { catalog.coverage().as_str() }
}

fn row(name: &str, catalog: &Catalog) -> serde_json::Value {
    serde_json::json!({
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
