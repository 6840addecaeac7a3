//! Generates the tables of the pages from the current state of the project.

use std::process::Command;

use scope_catalog::{Catalog, Delimiter};
use serde_json::Value;

use super::read;
use crate::cargo::programs::cargo_scopes;
use crate::cargo::{Project, Seed, manifest};

/// A generated part of a page, by its name. `old` is its current text.
pub(crate) fn generated(name: &str, old: &str) -> String {
    match name {
        "mistakes" => mistakes(old),
        "counts" => counts(),
        "providers" => providers(),
        "features" => features(),
        _ => panic!("no part is called `{name}`"),
    }
}

/// The findings for each of the calls in the first column.
fn mistakes(old: &str) -> String {
    let rows = old.lines().skip(2).filter_map(|line| line.strip_prefix("| `"));
    let calls: Vec<&str> = rows.filter_map(|row| row.split("` |").next()).collect();
    let project = Project::planted("docs", Seed::Macro);
    let source: String =
        calls.iter().map(|call| format!("const _: &str = oauth_scopes::scopes!({call}).as_str();\n")).collect();
    project.write("Cargo.toml", format!("{}[workspace]\n", manifest("app", "")));
    project.write("scopes.toml", format!("{}\n[catalogs.github]\nprovider = 'github'\n", read("scopes.toml")));
    project.write("src/lib.rs", source);
    let arguments = ["scopes", "check", "--format=json"];
    let output =
        Command::new(cargo_scopes()).args(arguments).current_dir(project.path("")).output().expect("cargo-scopes");
    let report: Value = serde_json::from_slice(&output.stdout).expect("an answer in JSON");
    let findings = report["findings"].as_array().expect("findings");
    let mut table = "| `scopes!(…)` | error | help |\n| --- | --- | --- |\n".to_owned();
    for (number, call) in calls.iter().enumerate() {
        let finding = findings.iter().find(|finding| finding["line"] == number + 1);
        let finding = finding.unwrap_or_else(|| panic!("nothing is found in `{call}`"));
        let line = |field: &str| finding[field].as_str().and_then(|text| text.lines().next()).unwrap_or_default();
        table.push_str(&format!("| `{call}` | {} | {} |\n", line("message"), line("help")));
    }
    table
}

/// The features, copied from the front page of the documentation.
fn features() -> String {
    let page = read("src/lib.rs");
    let lines = page.lines().filter_map(|line| line.strip_prefix("//! "));
    let table = lines.skip_while(|line| !line.starts_with("| feature |")).take_while(|line| line.starts_with('|'));
    table.map(|line| format!("{line}\n")).collect()
}

fn bundled() -> impl Iterator<Item = (&'static str, Catalog)> {
    scope_providers::NAMES.iter().map(|name| {
        let text = scope_providers::text(name).expect("a bundled catalog");
        (*name, Catalog::from_text(text).expect("a sound catalog"))
    })
}

fn operations(provider: &str) -> usize {
    let text = scope_providers::operations(provider).unwrap_or_default();
    text.lines().filter(|line| !line.starts_with(['#', '='])).count()
}

/// The number of bundled names and needs, as a sentence.
fn counts() -> String {
    let [mut scopes, mut retired, mut needs, mut with_needs] = [0; 4];
    for (name, catalog) in bundled() {
        scopes += catalog.scopes().len();
        retired += catalog.retired_names().len();
        needs += operations(name);
        with_needs += usize::from(operations(name) > 0);
    }
    format!(
        "There are {} bundled catalogs, with {} scopes and {} retired names. {with_needs} of them also say what operations \
         need ({} operations).\n",
        scope_providers::NAMES.len(),
        grouped(scopes),
        grouped(retired),
        grouped(needs)
    )
}

/// A number with a comma before each three digits: `12,345`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let (head, tail) = digits.split_at((digits.len() - 1) % 3 + 1);
    let groups = tail.as_bytes().chunks(3).map(|group| format!(",{}", String::from_utf8_lossy(group)));
    head.to_owned() + &groups.collect::<String>()
}

/// A table of the bundled catalogs.
fn providers() -> String {
    let mut table = "| `provider` | scopes | retired | operations | delimiter | coverage | checked |\n".to_owned();
    table.push_str("| --- | ---: | ---: | ---: | --- | --- | --- |\n");
    for (name, catalog) in bundled() {
        let row = [
            format!("`{name}`"),
            catalog.scopes().len().to_string(),
            catalog.retired_names().len().to_string(),
            operations(name).to_string(),
            if catalog.no_scopes().is_some() { "no `scope`" } else { delimiter(catalog.delimiter()) }.to_owned(),
            catalog.coverage().as_str().to_owned(),
            catalog.checked().expect("a date").to_owned(),
        ];
        table.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    table
}

fn delimiter(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Space => "space",
        Delimiter::Comma => "comma",
        Delimiter::SpaceOrComma => "space or comma",
        Delimiter::Single => "one scope per request",
    }
}
