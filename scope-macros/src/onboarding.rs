//! The first message of all: there is no catalog yet, and here is one.

use scope_catalog::load::Failure;
use scope_catalog::{Catalog, FILE_NAME, Lookup, Request, check};

use crate::catalogs::Package;
use crate::input::Input;

/// Why there is no catalog; where there is none at all, with a file to paste.
pub(crate) fn message(failure: &Failure, package: &Package, input: &Input) -> String {
    let Failure::Missing(tried) = failure else {
        return format!("{failure}\nhelp: the catalog is a TOML file of UTF-8 text");
    };
    let mut lines =
        vec![format!("no catalog says which scopes there are: `{FILE_NAME}` is missing"), "looked for".to_owned()];
    for path in tried {
        lines.push(format!("    {}", path.display()));
    }
    match &package.fallback {
        Some(value) if !value.is_empty() => {
            lines.push(format!("    (SCOPES_CATALOG is `{}`)", value.to_string_lossy()));
        }
        _ => lines.push("    (SCOPES_CATALOG is not set)".to_owned()),
    }
    let file = match &package.fallback {
        Some(value) if !value.is_empty() => format!("`{}`", value.to_string_lossy()),
        _ => format!("`{FILE_NAME}` beside Cargo.toml"),
    };
    lines.push(format!("help: put this into {file}, and hold it against the provider's documentation:"));
    lines.push(String::new());
    for line in starter(input).lines() {
        lines.push(format!("    {line}").trim_end().to_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A catalog made from the names of a call.
fn starter(input: &Input) -> String {
    let nothing = Catalog::default();
    let uses = input.uses();
    let report = check(&Request { catalog: &nothing, others: &[], texts: &uses, client: None, operations: &[] });
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
        let is_bare = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        let key = if is_bare { name.to_owned() } else { format!("\"{name}\"") };
        text.push_str(&format!("\n{key} = \"what it permits\""));
    }
    text
}

/// The one bundled provider that has all these names; of several, only the base of them all.
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
        if knows_all(provider) {
            found.push(provider);
        }
    }
    match *found {
        [one] => Some(one),
        _ if found.contains(&BASE) => Some(BASE),
        _ => None,
    }
}
