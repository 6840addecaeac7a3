//! The command `cargo scopes audit`.

mod accounts;
mod infer;

use std::collections::BTreeSet;
use std::io::{self, Write};

use scope_audit::{MinimalSet, ServedOperation};
use scope_catalog::{Finding, Level, Operation, quoted, rules};
use serde_json::{Value, json};

use crate::check_workspace::check_workspace;
use crate::cli::{Audit, ReportFormat};
use crate::error::{Failure, Outcome};
use crate::levels::Levels;
use crate::output;
use crate::output::{on_one_line, pluralize};
use crate::report::LocatedFinding;
use crate::workspace::{Selection, Workspace};
use accounts::{Account, Accounts, accounts, findings, replace_findings};

pub(crate) fn run(arguments: &Audit) -> Result<Outcome, Failure> {
    arguments.format.without_compiler()?;
    if arguments.infer {
        return infer::run(arguments);
    }
    let mut levels = Levels::new(&arguments.levels)?;
    // `check` allows scopes that need approval, but `audit` warns about them.
    let approval =
        Some(&rules::approval_needed::RULE).filter(|rule| levels.rules.iter().all(|(known, _)| known != rule));
    levels.rules.splice(0..0, approval.map(|rule| (rule, Level::Warn)));
    let workspace = Workspace::find(&Selection::from(&arguments.packages))?;
    let mut checked = check_workspace(&workspace, &levels);
    // If a catalog is missing or invalid, the requested scopes are not known.
    let is_unread = checked.report.findings.iter().any(|finding| *finding.finding.rule == rules::catalog::RULE);
    let Accounts { all: accounts, unclaimed } = accounts(&checked, &workspace);
    let mut found: Vec<_> = accounts.iter().flat_map(findings).collect();
    for located in found.iter_mut().filter(|located| levels.deny_warnings && located.finding.level == Level::Warn) {
        located.finding.level = Level::Deny;
    }
    let (texts, values): (Vec<String>, Vec<Value>) =
        accounts.iter().map(|account| row(account, arguments.explain)).unzip();
    let left_out = replace_findings(&mut checked.report, found);
    let mut stdout = io::BufWriter::new(crate::output::stdout_of(arguments.format == ReportFormat::Github));
    match arguments.format {
        ReportFormat::Human => {
            output::human::findings(&mut stdout, &checked.report)?;
            for text in &texts {
                writeln!(stdout, "{text}")?;
            }
            match (&*texts, is_unread) {
                ([], true) => writeln!(stdout, "no requested scopes can be compared with operations")?,
                ([], false) => writeln!(stdout, "no scopes are requested")?,
                _ => {}
            }
            for (catalog, operations) in &unclaimed {
                let operations = shown(operations.iter().map(String::as_str));
                writeln!(stdout, "note: no scopes of {catalog} are requested, but the code performs {operations}")?;
            }
            left_out_note(&mut stdout, &left_out)?;
        }
        ReportFormat::Json => {
            let extra = json!({ "accounts": values, "unclaimed": unclaimed, "left_out": left_out.len() });
            output::json::report(&mut stdout, &checked.report, Some(extra))?;
        }
        other => output::write_report(&mut stdout, &checked.report, other)?,
    }
    stdout.flush()?;
    let is_denied = checked.report.is_denied() || left_out.iter().any(LocatedFinding::is_denied);
    Ok(Outcome::of(is_denied))
}

/// Formats an account for people, and as JSON.
fn row(account: &Account<'_>, explain: bool) -> (String, Value) {
    let smallest = account.minimal_set();
    let requested = pluralize(account.asked.len(), "scope");
    let in_use = pluralize(account.operations.len(), "operation");
    let mut text = format!("{}: {requested} requested, {in_use} in use", account.title());
    if !account.unknown.is_empty() {
        let unknown = shown(account.unknown.iter().copied());
        text.push_str(&format!("\n  not known, so no scope is called unneeded: {unknown}"));
    }
    if account.operations.is_empty() && account.unknown.is_empty() {
        text.push_str("\n  no operations in use: name them with `#[performs(\"…\")]` or `performs_here!(\"…\")`");
    } else if explain {
        text.push_str(&explained(account, &smallest));
    }
    (text, value(account, &smallest))
}

/// Joins names for a sentence.
fn shown<'n>(names: impl Iterator<Item = &'n str>) -> String {
    quoted(names.map(on_one_line), ", ")
}

/// Notes that `check` has other findings. Problems in catalogs are counted separately.
fn left_out_note(output: &mut impl Write, left_out: &[LocatedFinding]) -> io::Result<()> {
    if left_out.is_empty() {
        return Ok(());
    }
    let of_catalogs = left_out.iter().filter(|located| *located.finding.rule == rules::catalog::RULE);
    let mut told = BTreeSet::new();
    for Finding { message, .. } in of_catalogs.map(|located| &located.finding) {
        if told.insert(message) {
            writeln!(output, "note: {}", on_one_line(message))?;
        }
    }
    writeln!(output, "note: {}; run `cargo scopes check` first", pluralize(left_out.len(), "other finding"))
}

/// Describes the smallest set, and why each scope is in it.
fn explained(account: &Account<'_>, smallest: &MinimalSet<'_>) -> String {
    let names: Vec<&str> = smallest.scopes.iter().map(|scope| scope.name).collect();
    let about = if smallest.is_exact { "minimal set" } else { "small set (search limit reached)" };
    let delimiter = account.catalog.delimiter().character().to_string();
    let names = match &*names {
        [] if smallest.undecided.is_empty() => "none".to_owned(),
        [] => "depends on the call".to_owned(),
        names => names.join(&delimiter),
    };
    let name = |operation: &Operation| on_one_line(&operation.name.text).into_owned();
    let operation_at = |at: usize| name(&account.operations[at].0);
    let mut lines = vec![format!("{about}: {names}")];
    for (position, scope) in smallest.scopes.iter().enumerate() {
        lines.push(scope.name.to_owned());
        lines.extend(scope.serves.iter().map(|&at| {
            let way = smallest.served.iter().find(|served| served.operation == at);
            let way = way.map_or_else(String::new, |way| covering(way, position, scope.name));
            format!("  {}{way}", operation_at(at))
        }));
    }
    lines.extend(smallest.unserved.iter().map(|&at| format!("no allowed scope is enough for {}", operation_at(at))));
    // The alternatives are for different purposes.
    lines.extend(smallest.undecided.iter().map(|&at| {
        let parts = account.operations[at].0.needs.scopes();
        let parts = shown(parts.iter().map(|name| &*name.text));
        format!("{}: depending on the call, at least one of {parts}", operation_at(at))
    }));
    // Some needs depend on a condition that the code does not show.
    let operations = account.operations.iter().map(|(operation, _)| operation);
    let conditions = operations.filter_map(|one| Some(format!("  {}: {}", name(one), on_one_line(&one.when()?))));
    let conditions: Vec<String> = conditions.collect();
    lines.extend(conditions.first().map(|_| "depending on the call".to_owned()));
    lines.extend(conditions);
    lines.iter().map(|line| format!("\n  {line}")).collect()
}

/// Returns `, which needs x` if a scope is used in place of another one.
fn covering(served: &ServedOperation<'_>, position: usize, name: &str) -> String {
    let others = served.way.iter().filter(|met| met.by == position && met.needed != name);
    let others = quoted(others.map(|met| met.needed), " and ");
    if others.is_empty() { others } else { format!(", which needs {others}") }
}

fn value(account: &Account<'_>, smallest: &MinimalSet<'_>) -> Value {
    let name = |operation: usize| account.operations[operation].0.name.text.to_string();
    let scopes = smallest.scopes.iter().map(|scope| {
        json!({ "scope": scope.name, "operations": scope.serves.iter().map(|&at| name(at)).collect::<Vec<_>>() })
    });
    json!({
        "package": account.key.package,
        "catalog": account.catalog.name(),
        "client": account.client.map(|client| &client.name.text),
        "asked": account.asked.iter().map(|spot| &spot.name).collect::<Vec<_>>(),
        "operations": account.operations.iter().map(|(operation, _)| &operation.name.text).collect::<Vec<_>>(),
        "smallest": scopes.collect::<Vec<_>>(),
        "undecided": smallest.undecided.iter().map(|&at| name(at)).collect::<Vec<_>>(),
        "unknown": account.unknown,
        "unserved": smallest.unserved.iter().map(|&at| name(at)).collect::<Vec<_>>(),
        "is_exact": smallest.is_exact,
    })
}
