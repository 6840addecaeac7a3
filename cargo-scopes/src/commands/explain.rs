//! `cargo scopes explain`

use scope_catalog::load::Loaded;
use scope_catalog::{
    Catalog, Certainty, Lookup, Operation, Request, Retired, Risk, Rule, Scope, Spanned, check_names, did_you_mean,
    rules,
};
use serde_json::{Value, json};

use crate::catalogs::open;
use crate::cli::{CatalogOption, Format};
use crate::error::{Failure, Outcome};
use crate::output::{VERSION, answer};

pub(crate) fn run(name: &str, option: &CatalogOption, format: Format) -> Result<Outcome, Failure> {
    let (text, mut value) = match rules::find(&name.replace('_', "-")) {
        Some(rule) => {
            let (Rule { id, summary, default_level, .. }, docs) = (rule, rule.docs());
            let text = format!("{id}: {summary}\n\nDefault level: {default_level}\n\n{docs}");
            (text, json!({ "rule": id, "level": default_level.as_str(), "summary": summary, "docs": docs }))
        }
        None => of_catalog(name, option)?,
    };
    value["version"] = VERSION.into();
    answer(format, || text, || value)?;
    Ok(Outcome::Clean)
}

fn of_catalog(name: &str, option: &CatalogOption) -> Result<(String, Value), Failure> {
    let loaded = open(option)?;
    let catalog = knowing(&loaded, name);
    match catalog.lookup(name) {
        Lookup::Known(id) => {
            let scope = catalog.scope(id);
            Ok((described(catalog, name, scope), scope_value(name, scope)))
        }
        Lookup::Retired(id) => {
            let retired = catalog.retired(id);
            Ok((retirement(catalog, retired), retired_value(retired)))
        }
        Lookup::Unknown => {
            let operation = catalog.operation_meant(name).map_err(|_| {
                let message = format!("`{name}` is not a rule, a scope or an operation of {}", catalog.name());
                Failure::new(message).help(similar(catalog, name))
            })?;
            Ok((operation_text(catalog, &operation), super::operations::value(catalog, &operation)))
        }
    }
}

/// The first catalog of a file that knows a name, or else the main one.
fn knowing<'l>(loaded: &'l Loaded, name: &str) -> &'l Catalog {
    let knows = |catalog: &Catalog| catalog.lookup(name) != Lookup::Unknown || catalog.operation_meant(name).is_ok();
    loaded.catalogs().find(|catalog| knows(catalog)).unwrap_or(&loaded.catalog)
}

/// A rule or a scope that may have been meant.
fn similar(catalog: &Catalog, name: &str) -> String {
    if let Some(help) = did_you_mean(name, rules::ALL.map(|rule| rule.id)) {
        return help;
    }
    let report = check_names(&Request { catalog, others: &[], texts: &[name], client: None, operations: &[] });
    let operations = catalog.find_operations(name);
    // A bare word is a misspelled scope.
    let is_operation = name.contains(['/', ' ']) || operations.certainty <= Certainty::Likely && name.contains('.');
    if let Some(operation) = operations.names.first().filter(|_| is_operation) {
        return format!("did you mean the operation `{operation}`?");
    }
    let help = report.findings.first().and_then(|finding| finding.help_lines().next());
    help.unwrap_or("run `cargo scopes list` for all scopes").to_owned()
}

fn described(catalog: &Catalog, name: &str, scope: &Scope) -> String {
    let mut lines = vec![format!("{name} ({})", catalog.name()), format!("  {}", scope.description)];
    if *scope.name != *name {
        lines.push(format!("  alias or instance of: {}", scope.name));
    }
    if let Some(details) = scope.details.as_deref() {
        let lists = [
            ("implies", &details.implies),
            ("aliases", &details.aliases),
            ("requires", &details.requires),
            ("conflicts with", &details.conflicts),
            ("only for", &details.kinds),
        ];
        for (what, names) in lists.into_iter().filter(|(_, names)| !names.is_empty()) {
            lines.push(format!("  {what}: {}", joined(names)));
        }
        let remarks = [
            (details.exclusive, "cannot be combined with other scopes"),
            (details.is_special, "does less than the operations that accept it suggest"),
            (details.serves_more, "may serve operations that do not name it"),
            (details.is_recommended, "recommended by the provider"),
        ];
        lines.extend(remarks.iter().filter(|(is_so, _)| *is_so).map(|(_, remark)| format!("  {remark}")));
        lines.extend(details.approval.iter().map(|approval| format!("  approval: {}", approval.text)));
        let origins = [("source", &details.source), ("checked", &details.checked), ("tier", &details.tier)];
        for (key, text) in origins {
            lines.extend(text.iter().map(|text| format!("  {key}: {text}")));
        }
        if details.risk != Risk::Normal {
            lines.push(format!("  risk: {}", details.risk.as_str()));
        }
    }
    if catalog.is_denied(name) {
        let note = catalog.deny_note().map_or_else(String::new, |note| format!(": {note}"));
        lines.push(format!("  no request may have it{note}"));
    }
    lines.extend(catalog.documentation().map(|source| format!("  see {source}")));
    lines.join("\n")
}

fn operation_text(catalog: &Catalog, operation: &Operation) -> String {
    let mut lines = vec![
        format!("{} ({})", operation.name.text, catalog.name()),
        format!("  needs: {}", super::operations::needs(operation)),
    ];
    if !operation.aliases.is_empty() {
        lines.push(format!("  also called: {}", operation.aliases.join(", ")));
    }
    lines.join("\n")
}

fn retirement(catalog: &Catalog, retired: &Retired) -> String {
    let what = if retired.still_works { "deprecated" } else { "removed" };
    let since = retired.since.as_ref().map_or_else(String::new, |since| format!(" since {since}"));
    let end = retired.until.as_ref().map_or_else(String::new, |until| format!(", supported until {until}"));
    let mut lines = vec![format!("{} ({}): {what}{since}{end}", retired.name, catalog.name())];
    match &*retired.replaced_by {
        [] => lines.push("  no replacement".to_owned()),
        names => lines.push(format!("  replaced by: {}", joined(names))),
    }
    lines.extend(retired.note.iter().map(|note| format!("  {note}")));
    lines.join("\n")
}

fn joined(names: &[Spanned]) -> String {
    names.iter().map(|name| &*name.text).collect::<Vec<_>>().join(", ")
}

fn scope_value(name: &str, scope: &Scope) -> Value {
    let details = scope.details.as_deref().cloned().unwrap_or_default();
    let texts = |names: &[Spanned]| names.iter().map(|name| name.text.to_string()).collect::<Vec<_>>();
    json!({
        "name": name,
        "scope": scope.name,
        "description": scope.description,
        "implies": texts(&details.implies),
        "aliases": texts(&details.aliases),
        "requires": texts(&details.requires),
        "conflicts": texts(&details.conflicts),
        "exclusive": details.exclusive,
        "kinds": texts(&details.kinds),
        "approval": details.approval.map(|approval| approval.text),
        "risk": details.risk.as_str(),
    })
}

fn retired_value(retired: &Retired) -> Value {
    json!({
        "name": retired.name,
        "status": if retired.still_works { "deprecated" } else { "removed" },
        "since": retired.since,
        "until": retired.until,
        "replaced_by": retired.replaced_by.iter().map(|name| name.text.to_string()).collect::<Vec<_>>(),
        "note": retired.note,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use scope_catalog::load::load_text;

    use super::*;

    #[test]
    fn a_name_is_looked_for_in_each_catalog_of_the_file() {
        let text = "name = 'own'\nscopes = ['a']\n[catalogs.other]\nscopes = ['a', 'b']\n[catalogs.other.operations]\nget = { needs = 'b' }";
        let loaded = load_text(Path::new("scopes.toml"), text.to_owned(), None);
        let found = |name| knowing(&loaded, name).name();
        assert_eq!(["a", "b", "get", "c"].map(found), ["own", "other", "other", "own"]);
    }
}
