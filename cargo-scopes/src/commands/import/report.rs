//! What is said of an import.

use std::collections::BTreeMap;

use scope_import::{DescribedOperation, DescribedScope, Subject};
use serde_json::json;

use crate::imported::{Imported, Omitted, ReadDocument};
use crate::output::{VERSION, on_one_line, pluralize, size};

/// How many names are printed for a reason, unless all are asked for.
const MOST_NAMES: usize = 20;

/// Tells what was read and what is left out, on standard error.
pub(super) fn tell(imported: &Imported, is_verbose: bool) {
    for line in lines(imported, is_verbose) {
        crate::output::tell(format_args!("{}", on_one_line(&line)));
    }
}

fn lines(imported: &Imported, is_verbose: bool) -> Vec<String> {
    let mut lines: Vec<String> = imported.read.iter().map(document).collect();
    let description = &imported.description;
    let undescribed = description.scopes.iter().filter(|scope| scope.description.is_none()).count();
    let coverage = if description.complete { "complete" } else { "partial" };
    let size = size(description.scopes.len(), description.operations.len());
    lines.push(format!("{coverage} catalog: {size}"));
    if let Some(reason) = description.partial_because.as_ref().filter(|_| !description.complete) {
        lines.push(format!("note: it is partial: {reason}"));
    }
    if undescribed > 0 {
        lines.push(format!("note: {} without a description", pluralize(undescribed, "scope")));
    }
    let mut reasons: BTreeMap<(bool, Subject, &str), Vec<&Omitted>> = BTreeMap::new();
    for omitted in &imported.left_out {
        reasons.entry((omitted.is_unremarkable, omitted.subject, &omitted.reason)).or_default().push(omitted);
    }
    for ((is_unremarkable, subject, reason), all) in reasons {
        let what = pluralize(all.len(), word(subject));
        lines.push(format!("left out: {what}: {reason}"));
        let shown = match (is_verbose, is_unremarkable) {
            (true, _) => all.len(),
            (false, true) => 0,
            (false, false) => all.len().min(MOST_NAMES),
        };
        lines.extend(all.iter().take(shown).map(|omitted| format!("  {}", omitted.what)));
        if shown > 0 && shown < all.len() {
            lines.push(format!("  … and {} more; `--verbose` prints all", all.len() - shown));
        }
    }
    if imported.has_other_credentials {
        let option = "`--other-credentials`";
        lines.push(format!("help: {option} keeps operations that also accept another credential, such as an API key"));
    }
    lines
}

fn document(document: &ReadDocument) -> String {
    let ReadDocument { shown, format, version, provider, scopes, operations, is_other, .. } = document;
    let version = version.as_deref().map_or_else(String::new, |version| format!(" {version}"));
    if *is_other {
        return format!("{shown}: left out: it is of `{}`", provider.as_deref().unwrap_or_default());
    }
    format!("{shown}: {format}{version}: {}", size(*scopes, *operations))
}

fn word(subject: Subject) -> &'static str {
    if subject == Subject::Scope { "scope" } else { "operation" }
}

/// The import as one JSON value.
pub(super) fn json(imported: &Imported) -> String {
    let description = &imported.description;
    let scopes = description.scopes.iter().map(|DescribedScope { name, description, deprecated, kinds, .. }| {
        json!({ "name": name, "description": description, "deprecated": deprecated, "kinds": kinds })
    });
    let operations = description.operations.iter().map(|operation| {
        let DescribedOperation { key, needs, operation_id, description, .. } = operation;
        json!({ "name": key, "needs": needs, "operation_id": operation_id, "description": description })
    });
    let left_out = imported
        .left_out
        .iter()
        .map(|Omitted { subject, what, reason, .. }| json!({ "kind": word(*subject), "name": what, "reason": reason }));
    let value = json!({
        "version": VERSION,
        "documents": imported.read,
        "title": description.title,
        "complete": description.complete,
        "scopes": scopes.collect::<Vec<_>>(),
        "operations": operations.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}
