//! Tests every mistake that the compiler reports, with the exact text that it prints.
//!
//! A case is a folder of `must_fail/`: `main.rs`, its catalog `scopes.toml` (or none), an optional `environment` with
//! lines `VARIABLE=value`, and `expected.txt`. `UPDATE=1 cargo test --test must_fail` writes the expected texts; read
//! them before you commit them.

mod cargo;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use cargo::{Project, Run, WORKSPACE, facade, package};

/// The version of Rust that wrote the expected texts. Other versions may format them differently.
const WRITTEN_WITH: &str = "rustc 1.95.";

fn folder() -> PathBuf {
    Path::new(WORKSPACE).join("tests/must_fail")
}

/// The names of the files in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The cases by their environment: cargo runs once for each environment.
fn cases() -> BTreeMap<String, Vec<String>> {
    let mut cases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in names(&folder()) {
        let environment = fs::read_to_string(folder().join(&name).join("environment")).unwrap_or_default();
        cases.entry(environment).or_default().push(name);
    }
    cases
}

/// One workspace of all these cases, each a package with its own catalog, checked in one run.
fn run(environment: &str, names: &[String]) -> (Project, Run) {
    let project = Project::workspace("must fail", names.iter().map(String::as_str));
    for name in names {
        let binary = format!("[[bin]]\nname = \"{name}\"\npath = \"main.rs\"\n");
        project.write(&format!("{name}/Cargo.toml"), format!("{}{}{binary}", package(name), facade("oauth-scopes")));
        for file in ["main.rs", "scopes.toml"] {
            if let Ok(text) = fs::read(folder().join(name).join(file)) {
                project.write(&format!("{name}/{file}"), text);
            }
        }
    }
    let mut cargo = project.cargo(["check", "--workspace", "--keep-going"]);
    for (variable, value) in environment.lines().filter_map(|line| line.split_once('=')) {
        cargo = cargo.env(variable, value);
    }
    let run = cargo.run();
    (project, run)
}

fn is_exact() -> bool {
    let version = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("-V").output();
    version.is_ok_and(|output| output.stdout.starts_with(WRITTEN_WITH.as_bytes()))
}

/// The first line of each message. If a constant panics, only the part that is the same for all compilers.
fn headlines(text: &str) -> Vec<&str> {
    const PANIC: &str = "error[E0080]";
    let lines = text.lines().filter(|line| line.starts_with("error") || line.starts_with("warning"));
    lines.map(|line| if line.starts_with(PANIC) { PANIC } else { line }).collect()
}

#[test]
fn every_message_is_as_written() {
    let is_exact = is_exact();
    if !is_exact {
        println!("the texts are those of {WRITTEN_WITH}*: of this compiler's, only the first lines are compared");
    }
    let mut differences = Vec::new();
    for (environment, names) in cases() {
        let (_project, run) = run(&environment, &names);
        for name in &names {
            let printed = run.rendered(name) + "\n";
            let file = folder().join(name).join("expected.txt");
            if env::var_os("UPDATE").is_some() {
                fs::write(&file, &printed).expect("an expected text");
            }
            let expected = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
            let is_same = if is_exact { printed == expected } else { headlines(&printed) == headlines(&expected) };
            if !is_same {
                differences.push(format!("== {name}: expected\n{expected}\n== {name}: printed\n{printed}"));
            }
            let has_errors = printed.lines().any(|line| line.starts_with("error"));
            assert_eq!(run.compiled.contains(name), !has_errors, "{name} compiles unless it has errors\n{run}");
            assert!(run.messages.iter().any(|message| message.target == *name), "{name} has no message\n{run}");
        }
        assert!(!run.stderr.contains("panicked"), "{run}");
    }
    assert!(differences.is_empty(), "UPDATE=1 writes these texts\n{}", differences.join("\n"));
}

#[test]
fn every_rule_has_a_case() {
    // The rules for configuration files are tested in `tests/build_script.rs`, and those of `audit` in `cargo-scopes`.
    // The cases of `call` and `catalog` are named after the mistakes.
    let shared = [
        "call", "collector", "catalog", "context", "form", "retirement", "unreadable_config", "unresolved_value",
        "config_without_scopes", "config_differs", "broader_scope",
    ];
    let files = names(&Path::new(WORKSPACE).join("scope-catalog/src/rules"));
    let rules = files.iter().filter_map(|file| file.strip_suffix(".rs")).filter(|name| !shared.contains(name));
    let without: Vec<String> =
        rules.map(|name| name.replace('_', "-")).filter(|name| !folder().join(name).is_dir()).collect();
    assert!(without.is_empty(), "no case in tests/must_fail for {without:?}");
}
