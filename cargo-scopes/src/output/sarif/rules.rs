//! What SARIF says of the rules.

use scope_catalog::{Level, rules};
use serde_json::{Value, json};

use crate::report::{CALL, CATALOG};

/// A rule as it is described to those who look at its findings.
struct Description<'r> {
    id: &'r str,
    level: Level,
    summary: &'r str,
    docs: &'r str,
    page: &'r str,
}

/// What is wrong before a rule is asked.
const BEFORE: [Description<'static>; 2] = [
    Description {
        id: CATALOG,
        level: Level::Deny,
        summary: "an error in the catalog, a name that the catalog does not have, or no catalog at all",
        docs: "\
The catalog that scopes are checked against is missing or has an error, or it does not have the client, the operation or \
the other catalog that a call or a `[[config]]` names. Nothing can be checked until that is fixed.",
        page: "formats.md",
    },
    Description {
        id: CALL,
        level: Level::Deny,
        summary: "a macro call that cannot be parsed",
        docs: "\
An argument of the macro is not a string literal, or the file that contains the call cannot be read. The scopes must be \
written in the call: a value that is only known at run time cannot be checked at compile time.",
        page: "formats.md",
    },
];

fn all() -> impl Iterator<Item = Description<'static>> {
    let rules = rules::ALL.into_iter().map(|rule| Description {
        id: rule.id,
        level: rule.default_level,
        summary: rule.summary,
        docs: rule.docs,
        page: "rules.md",
    });
    rules.chain(BEFORE)
}

/// The place of a rule in the list.
pub(super) fn index(id: &str) -> Option<usize> {
    all().position(|rule| rule.id == id)
}

/// All rules, in the order of the documentation.
pub(super) fn descriptors() -> Vec<Value> {
    all().map(|rule| descriptor(&rule)).collect()
}

fn descriptor(rule: &Description<'_>) -> Value {
    let (enabled, level) = match rule.level {
        Level::Allow => (false, "note"),
        Level::Warn => (true, "warning"),
        Level::Deny => (true, "error"),
    };
    let first = rule.docs.split("\n\n").next().unwrap_or(rule.docs);
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": first },
        "help": { "text": rule.docs, "markdown": rule.docs },
        "helpUri": format!("{}/blob/main/docs/reference/{}#{}", env!("CARGO_PKG_REPOSITORY"), rule.page, rule.id),
        "defaultConfiguration": { "enabled": enabled, "level": level },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_its_heading() {
        for rule in all() {
            let page = format!("{}/../docs/reference/{}", env!("CARGO_MANIFEST_DIR"), rule.page);
            let page = std::fs::read_to_string(&page).unwrap_or_else(|error| panic!("{page}: {error}"));
            let is_heading = |line: &str| line.trim_start_matches('#').trim().trim_matches('`') == rule.id;
            assert!(page.lines().any(|line| line.starts_with("##") && is_heading(line)), "no heading for {}", rule.id);
        }
    }
}
