//! Describes the rules in SARIF.

use scope_catalog::{Level, Rule, rules};
use serde_json::{Value, json};

/// Returns every rule with the page that describes it.
fn all() -> impl Iterator<Item = (&'static Rule, &'static str)> {
    let rules = rules::ALL.into_iter().map(|rule| (rule, "rules.md"));
    rules.chain(rules::FUNDAMENTAL.into_iter().map(|rule| (rule, "formats.md")))
}

/// Returns the index of a rule in the list.
pub(super) fn index(rule: &Rule) -> Option<usize> {
    all().position(|(known, _)| known == rule)
}

/// All rules, in the order of the documentation.
pub(super) fn descriptors() -> Vec<Value> {
    all().map(descriptor).collect()
}

fn descriptor((rule, page): (&'static Rule, &str)) -> Value {
    let (enabled, level) = match rule.default_level {
        Level::Allow => (false, "note"),
        Level::Warn => (true, "warning"),
        Level::Deny => (true, "error"),
    };
    let docs = rule.docs();
    let first = docs.split("\n\n").next().unwrap_or_default();
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": first },
        "help": { "text": docs, "markdown": docs },
        "helpUri": format!("{}/blob/main/docs/reference/{}#{}", env!("CARGO_PKG_REPOSITORY"), page, rule.id),
        "defaultConfiguration": { "enabled": enabled, "level": level },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_its_heading() {
        // A published package does not include the book.
        if !std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference").is_dir() {
            return;
        }
        for (rule, page) in all() {
            let page = format!("{}/../docs/reference/{}", env!("CARGO_MANIFEST_DIR"), page);
            let page = std::fs::read_to_string(&page).unwrap_or_else(|error| panic!("{page}: {error}"));
            let is_heading = |line: &str| line.trim_start_matches('#').trim().trim_matches('`') == rule.id;
            assert!(page.lines().any(|line| line.starts_with("##") && is_heading(line)), "no heading for {}", rule.id);
        }
    }
}
