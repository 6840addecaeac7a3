//! The message of a package without a catalog: it has one to paste.

use scope_catalog::load::Failure;
use scope_catalog::{Catalog, FILE_NAME, Lookup, Request, check, toml_key};
use scope_syntax::ScopesCall;

use crate::diagnostics::with_help;
use crate::environment::Package;

/// Why there is no catalog; if the file does not exist, with the text of one for the scopes of a call.
pub(crate) fn message(failure: &Failure, package: &Package, call: &ScopesCall) -> String {
    let Failure::Missing(tried) = failure else {
        return with_help(&failure.to_string(), "the catalog is a TOML file of UTF-8 text");
    };
    let mut lines = vec![format!("no catalog of scopes: `{FILE_NAME}` not found"), "looked for".to_owned()];
    for path in tried {
        lines.push(format!("    {}", path.display()));
    }
    let fallback = package.fallback.as_ref().filter(|value| !value.is_empty()).map(|value| value.to_string_lossy());
    let (state, file) = match fallback {
        Some(value) => (format!("`{value}`"), format!("`{value}`")),
        None => ("not set".to_owned(), format!("`{FILE_NAME}` next to Cargo.toml")),
    };
    lines.push(format!("    (SCOPES_CATALOG is {state})"));
    if let Some(help) = failure.help() {
        lines.push(format!("help: {help}"));
        return lines.join("\n");
    }
    lines.push(format!("help: write this to {file}, and compare it with the provider's documentation:"));
    lines.push(String::new());
    for line in starter(call).lines() {
        lines.push(format!("    {line}").trim_end().to_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A catalog for the scopes of a call.
fn starter(call: &ScopesCall) -> String {
    let Ok(nothing) = Catalog::from_text("") else { return String::new() };
    let texts = call.values();
    let report = check(&Request { catalog: &nothing, others: &[], texts: &texts, client: None, operations: &[] });
    let mut names: Vec<&str> = Vec::new();
    for name in &report.scopes {
        if let (true, Err(place)) = (scope_catalog::is_token(name), names.binary_search(&&**name)) {
            names.insert(place, name);
        }
    }
    if let Some(provider) = provider_of(&names) {
        return format!("provider = \"{provider}\"");
    }
    let mut text = "name = \"the provider\"\n\n[scopes]".to_owned();
    for name in names {
        text.push_str(&format!("\n{} = \"what it permits\"", toml_key(name)));
    }
    text
}

/// The only bundled provider that has all these names, or the one that the others are built on.
fn provider_of(names: &[&str]) -> Option<&'static str> {
    const BASE: &str = "openid-connect";
    if names.is_empty() {
        return None;
    }
    let knows_all = |provider: &str| {
        let catalog = scope_providers::text(provider).and_then(|text| Catalog::from_text(text).ok());
        catalog.is_some_and(|catalog| names.iter().all(|name| catalog.lookup(name) != Lookup::Unknown))
    };
    let mut found = Vec::new();
    for &provider in scope_providers::NAMES {
        if !scope_providers::IN_FILES_ALONE.contains(&provider) && knows_all(provider) {
            found.push(provider);
        }
    }
    match *found {
        [one] => Some(one),
        _ if found.contains(&BASE) => Some(BASE),
        _ => None,
    }
}
