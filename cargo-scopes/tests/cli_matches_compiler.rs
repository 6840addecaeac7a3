//! Tests that `cargo scopes check` reports the same as the compiler: the cases of `tests/must_fail` have the compiler's
//! messages, and their sources are checked here.

mod project;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use project::Project;

/// A message: its line in the source, its level and first line, its rule if known, and the columns of an underlined
/// word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Message {
    line: u64,
    level: String,
    text: String,
    rule: Option<String>,
    columns: Option<(u64, u64)>,
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/must_fail")
}

/// The cases that do not depend on the environment. What a macro by example passes on is only known by compiling.
fn names() -> Vec<String> {
    let entries = fs::read_dir(cases()).expect("the cases");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("a case").file_name().to_string_lossy().into_owned()).collect();
    // The check does not know the enabled features of `oauth-scopes`.
    let is_of_compiler = |name: &str| ["by-macro", "checker-without-feature"].contains(&name);
    names.retain(|name| !is_of_compiler(name) && !cases().join(name).join("environment").exists());
    names.sort();
    names
}

/// The compiler's messages, read from the expected text.
fn compiled(name: &str, source: &str) -> Vec<Message> {
    let text = fs::read_to_string(cases().join(name).join("expected.txt")).expect("an expected text");
    let mut messages: Vec<Message> = Vec::new();
    for report in text.split("\n\n") {
        let Some(headline) = report.lines().next() else { continue };
        let (level, text, rule) = match headline.split_once(": ") {
            Some(("error", text)) => ("error", text, None),
            // use of deprecated constant `SCOPES::scopes::UNKNOWN_SCOPE`: the message
            Some(("warning", text)) => {
                let (constant, text) = text.split_once("`: ").expect("a constant");
                ("warning", text, constant.rsplit("::").next().map(|rule| rule.to_lowercase().replace('_', "-")))
            }
            _ => continue,
        };
        let places: Vec<(u64, u64)> = report.lines().filter_map(place).collect();
        let &(line, _) = places.last().expect("a place");
        let columns = (places.len() > 1).then(|| (places[0].1, places[0].1));
        messages.push(Message { line, level: level.to_owned(), text: text.to_owned(), rule, columns });
    }
    // A module of a catalog and the function of an attribute are only known by compiling.
    let lines: Vec<&str> = source.lines().collect();
    messages.retain(|message| {
        let line = lines[usize::try_from(message.line).expect("a line") - 1];
        !line.starts_with("catalog!") && !message.text.contains("can only be applied")
    });
    messages
}

/// `--> case/main.rs:3:34`
fn place(line: &str) -> Option<(u64, u64)> {
    let mut numbers = line.trim_start().strip_prefix("--> ")?.rsplit(':');
    let column = numbers.next()?.parse().expect("a column");
    Some((numbers.next()?.parse().expect("a line"), column))
}

/// The findings of the check for each case.
fn checked(names: &[String]) -> BTreeMap<String, Vec<Message>> {
    let mut project = Project::new("cases").file("Cargo.toml", "[workspace]\nmembers = [\"*\"]\nresolver = \"3\"\n");
    for name in names {
        let binary = format!("\n[[bin]]\nname = \"{name}\"\npath = \"main.rs\"\n");
        project = project.member(name, "oauth-scopes = \"0.1\"").append(&format!("{name}/Cargo.toml"), &binary);
        for file in ["main.rs", "scopes.toml"] {
            if let Ok(bytes) = fs::read(cases().join(name).join(file)) {
                fs::write(project.path(&format!("{name}/{file}")), bytes).expect("a file");
            }
        }
    }
    let report = project.json(&["check"]);
    let mut messages: BTreeMap<String, Vec<Message>> = BTreeMap::new();
    for finding in report["findings"].as_array().expect("findings") {
        let text = |key: &str| finding[key].as_str().expect(key).to_owned();
        let number = |key: &str| finding[key].as_u64().expect(key);
        let (file, line) = (text("file"), number("line"));
        let (name, path) = file.split_once('/').expect("a case");
        let level = if finding["level"] == "deny" { "error" } else { "warning" }.to_owned();
        let (start, end) = (number("column"), number("end_column"));
        let rule = Some(text("rule"));
        let message = if path == "main.rs" {
            let columns = Some((start, if number("end_line") == line { end } else { u64::MAX }));
            Message { line, level, text: text("message"), rule, columns }
        } else {
            // The compiler has no spans in a catalog: the message starts with the location, and is reported at the
            // first call.
            Message { line: 0, level, text: format!("{file}:{line}:{start}: {}", text("message")), rule, columns: None }
        };
        messages.entry(name.to_owned()).or_default().push(message);
    }
    messages
}

#[test]
fn the_check_reports_what_the_compiler_reports() {
    let names = names();
    let mut checked = checked(&names);
    for name in names {
        let source = fs::read_to_string(cases().join(&name).join("main.rs")).expect("a source");
        let (mut expected, mut found) = (compiled(&name, &source), checked.remove(&name).unwrap_or_default());
        let is_broken = found.iter().any(|message| message.rule.as_ref() == Some(&name));
        assert!(is_broken || scope_catalog::rules::find(&name).is_none(), "{name} does not break its rule: {found:#?}");
        for message in &mut expected {
            if found.iter().any(|found| found.line == 0 && found.text == message.text) {
                message.line = 0;
            }
        }
        // Advice that no build shows: a deprecated name without a known end date.
        found.retain(|message| {
            message.rule.as_deref() != Some("deprecated-scope") || message.text.contains("supported until")
        });
        expected.sort();
        found.sort();
        let is_same = |one: &Message, other: &Message| {
            let is_same_rule = one.rule.is_none() || one.rule == other.rule;
            let is_marked =
                one.columns.zip(other.columns).is_none_or(|((at, _), (start, end))| (start..end).contains(&at));
            (one.line, &one.level, &one.text) == (other.line, &other.level, &other.text) && is_same_rule && is_marked
        };
        let is_equal =
            expected.len() == found.len() && expected.iter().zip(&found).all(|(one, other)| is_same(one, other));
        assert!(is_equal, "{name}: the compiler\n{expected:#?}\n{name}: the check\n{found:#?}");
    }
}
