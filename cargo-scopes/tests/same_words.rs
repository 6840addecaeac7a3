//! The check says what the compiler says: the cases of `tests/must_fail` hold the words of the one, and are given to the
//! other.

mod project;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use project::Project;
use serde_json::Value;

/// What is said of a place: a rule where it is known, `error` or `warning`, the first line, and where in the source that
/// is, where it is reported: the compiler draws the first mark, the check gives the whole text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    level: String,
    message: String,
    rule: Option<String>,
    places: Option<[(u64, u64); 2]>,
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/must_fail")
}

/// Cases whose calls are all of `scopes!` and `scope_list!`, and whose environment says nothing: what a macro by example
/// hands on, and the environment of the compiler are not known to a check of sources.
fn comparable() -> Vec<String> {
    let entries = fs::read_dir(cases()).expect("the cases");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("a case").file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| {
        let source = fs::read_to_string(cases().join(name).join("main.rs")).expect("a source");
        let words =
            source.split('!').map(|before| before.rsplit(|char: char| !is_word(char)).next().unwrap_or_default());
        let calls: BTreeSet<&str> = words.clone().take(words.count() - 1).filter(|word| !word.is_empty()).collect();
        let is_plain = calls.iter().all(|call| ["scopes", "scope_list", "concat"].contains(call));
        is_plain && !cases().join(name).join("environment").exists()
    });
    names.sort();
    names
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// What the compiler says in an expected text.
fn compiled(name: &str) -> Vec<Said> {
    let text = fs::read_to_string(cases().join(name).join("expected.txt")).expect("an expected text");
    let mut all: Vec<Said> = Vec::new();
    for line in text.lines() {
        if let Some(message) = line.strip_prefix("error: ") {
            all.push(Said { level: "error".to_owned(), message: message.to_owned(), rule: None, places: None });
        } else if let Some(warning) = line.strip_prefix("warning: use of deprecated constant `") {
            // `SCOPES::scopes::UNKNOWN_SCOPE`: what is wrong
            let (constant, message) = warning.split_once("`: ").expect("a constant and a message");
            let rule = constant.rsplit("::").next().map(|rule| rule.to_lowercase().replace('_', "-"));
            all.push(Said { level: "warning".to_owned(), message: message.to_owned(), rule, places: None });
        } else if let Some(place) = line.trim_start().strip_prefix("--> ").filter(|_| line.starts_with("      ")) {
            let mut numbers = place.rsplit(':').map(|number| number.parse().expect("a number"));
            let (column, line) = (numbers.next(), numbers.next());
            all.last_mut().expect("a message").places = line.zip(column).map(|place| [place; 2]);
        }
    }
    all
}

/// What the check says.
fn checked(name: &str) -> Vec<Said> {
    let binary = "\n[[bin]]\nname = \"app\"\npath = \"main.rs\"\n";
    let project = Project::new(name).package("app", "oauth-scopes = \"0.1\"").append("Cargo.toml", binary);
    for file in ["main.rs", "scopes.toml"] {
        if let Ok(bytes) = fs::read(cases().join(name).join(file)) {
            fs::write(project.path(file), bytes).expect("a file");
        }
    }
    let report = project.json(&["check"]);
    let said = |finding: &Value| {
        let text = |key: &str| finding[key].as_str().expect(key).to_owned();
        let number = |key: &str| finding[key].as_u64().expect(key);
        // The compiler has no span in a catalog: it says the place.
        let is_in_source = text("file") == "main.rs";
        let place = format!("{name}/{}:{}:{}: ", text("file"), number("line"), number("column"));
        Said {
            level: if finding["level"] == "deny" { "error" } else { "warning" }.to_owned(),
            message: if is_in_source { String::new() } else { place } + &text("message"),
            rule: Some(text("rule")),
            places: Some([(number("line"), number("column")), (number("end_line"), number("end_column"))]),
        }
    };
    report["findings"].as_array().expect("findings").iter().map(said).collect()
}

#[test]
fn the_check_says_what_the_compiler_says() {
    let mut differences = Vec::new();
    for name in comparable() {
        let (mut expected, mut found) = (compiled(&name), checked(&name));
        let is_rule = scope_catalog::rules::find(&name).is_some();
        let is_broken = found.iter().any(|said| said.rule.as_ref() == Some(&name));
        assert!(is_broken || !is_rule, "a case is named after the rule that it breaks: {name}: {found:#?}");
        expected.sort();
        found.sort();
        let is_same = |one: &Said, other: &Said| {
            let is_same_rule = one.rule.is_none() || one.rule == other.rule;
            let is_same_place =
                one.places.zip(other.places).is_none_or(|([mark, _], [start, end])| (start..end).contains(&mark));
            (&one.level, &one.message) == (&other.level, &other.message) && is_same_rule && is_same_place
        };
        let is_equal =
            expected.len() == found.len() && expected.iter().zip(&found).all(|(one, other)| is_same(one, other));
        if !is_equal {
            differences.push(format!("== {name}: the compiler\n{expected:#?}\n== {name}: the check\n{found:#?}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
