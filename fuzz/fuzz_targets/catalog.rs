//! Reads any text as a catalog: it is read or rejected, and a catalog contains its own names.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scope_catalog::{Catalog, CatalogSource, Pattern, Problem, Request, check, is_token};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    merged(&text);
    match Catalog::from_text(&text) {
        Ok(catalog) => knows_its_names(&catalog),
        Err(problems) => lie_in(&text, &problems),
    }
});

/// Merges the text with itself: layers are merged even if they have mistakes.
fn merged(text: &str) {
    let mut problems = Vec::new();
    let layers = (0..2).map(|source| CatalogSource::parse(source, text, &mut problems)).collect();
    let _ = Catalog::assemble(Some("other"), layers, &mut problems);
    lie_in(text, &problems);
}

fn lie_in(text: &str, problems: &[Problem]) {
    for problem in problems {
        assert!(text.get(problem.span.range()).is_some(), "a place outside the text: {problem:?}");
    }
}

fn knows_its_names(catalog: &Catalog) {
    let names = catalog.scopes().iter().map(|scope| &*scope.name);
    for name in names.filter(|name| !Pattern::is_pattern(name) && is_token(name)) {
        let report = check(&Request { catalog, others: &[], texts: &[name], client: None, operations: &[] });
        let unknown = report.findings.iter().find(|finding| finding.rule.id == "unknown-scope");
        assert!(unknown.is_none(), "a catalog that does not know its own `{name}`: {unknown:?}");
    }
}
