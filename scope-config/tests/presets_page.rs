//! Tests that `docs/reference/presets.md` matches the presets;
//! `UPDATE=1 cargo test -p scope-config --test presets_page` writes it.

use std::fmt::Write as _;

use scope_config::{Preset, Role, Rule};

const HEAD: &str = "# Presets

A preset describes a known kind of configuration file, and where its scopes are. In a catalog's `[[config]]`, `preset = \"…\"` names one. You do not
have to name it if the file has one of the names below, in which `*` matches any characters; the folder does not matter. If several presets share a
name, those apply whose paths match something in the file. If two paths lead to the same list, the first one applies.

*Role* says what a list is for. Only lists that *request* scopes are checked. Lists that *define* scopes, *require* them from callers or *map* them to
something else are only found and shown.

*Provider* is the provider whose catalog a list is checked against:

- A `catalog` in the `[[config]]` overrides it.
- If the preset names no provider, the project's own catalog applies. It also applies if it has the scopes of the list and does not start from a
  bundled provider.
- If there is no bundled catalog for the provider, the list is not checked.
- `own` means that the names are those of the system itself, or of an API of its user's. A bundled catalog never judges them.

*Delimiter* is how the program that reads the file splits a string into scopes. If it is not known, spaces and commas are both accepted.
`delimiter = \"…\"` in the `[[config]]` overrides it. It does not apply to lists of strings.

This page is generated from the presets.

";

fn document() -> String {
    let mut text = HEAD.to_owned();
    text.push_str("| preset | files | provider | roles |\n| --- | --- | --- | --- |\n");
    for &preset in Preset::ALL {
        let files = if preset.files().is_empty() { "to be named".to_owned() } else { listed(preset.files()) };
        let providers: Vec<&str> = preset.rules().iter().filter_map(provider).collect();
        let roles: Vec<&str> = preset.rules().iter().map(|rule| rule.role.as_str()).collect();
        let (providers, roles) = (distinct(providers).join(", "), distinct(roles).join(", "));
        writeln!(text, "| [`{0}`](#{0}) | {files} | {providers} | {roles} |", preset.name()).expect("text");
    }
    for &preset in Preset::ALL {
        text.push_str(&section(preset));
    }
    text
}

fn section(preset: Preset) -> String {
    let mut text =
        format!("\n## `{}`\n\n| path | role | provider | delimiter |\n| --- | --- | --- | --- |\n", preset.name());
    for rule @ Rule { path, role, delimiter, .. } in preset.rules() {
        let path = path.replace('|', "\\|");
        let delimiter = delimiter.map_or("", |delimiter| delimiter.as_str());
        writeln!(text, "| `{path}` | {} | {} | {delimiter} |", role.as_str(), provider(rule).unwrap_or_default())
            .expect("text");
    }
    text
}

fn provider(rule: &Rule) -> Option<&'static str> {
    if rule.has_own_names { Some("own") } else { rule.provider }
}

fn listed(files: &[String]) -> String {
    files.iter().map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ")
}

fn distinct(mut words: Vec<&str>) -> Vec<&str> {
    let mut seen = Vec::new();
    words.retain(|word| {
        let is_new = !seen.contains(word);
        seen.push(*word);
        is_new
    });
    words
}

#[test]
fn the_page_says_what_the_presets_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/presets.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, document()).expect("docs/reference/presets.md can be written");
    }
    let page = std::fs::read_to_string(path).expect("docs/reference/presets.md");
    assert!(page.replace("\r\n", "\n") == document(), "docs/reference/presets.md is out of date: run with UPDATE=1");
}

#[test]
fn what_is_not_requested_has_no_provider() {
    for &preset in Preset::ALL {
        for rule in preset.rules() {
            assert!(rule.role == Role::Requests || rule.provider.is_none(), "{}: {}", preset.name(), rule.path);
        }
    }
}
