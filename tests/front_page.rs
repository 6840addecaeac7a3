//! Tests that the front page of the documentation (`src/lib.rs`) shows real output.

use std::fs;
use std::path::Path;

use oauth_scopes::check::Checker;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const REPOSITORY: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/");

/// The front page, without its comment marks.
fn front_page() -> String {
    let lines = include_str!("../src/lib.rs").lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
}

fn block<'p>(page: &'p str, language: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("```{language}\n")).unwrap_or_else(|| panic!("no block of {language}"));
    rest.split("```").next().unwrap_or_default()
}

#[test]
fn the_error_is_the_one_of_the_check() {
    let page = front_page();
    let checker = Checker::from_text(block(&page, "toml")).expect("a valid catalog");
    let findings = checker.check("read_profile write_multipas").expect_err("a mistake");
    let finding = findings.iter().next().expect("a finding");
    let error = block(&page, "text");
    assert!(error.starts_with(&format!("error: {}\n", finding.message)), "{finding}");
    let column = block(&page, "compile_fail").find("write_multipas").expect("the mistake") + 1;
    assert!(error.contains(&format!("--> src/main.rs:1:{column}\n")), "{column}");
    let help = finding.help.as_deref().and_then(|help| help.lines().next()).expect("a suggestion");
    assert!(error.ends_with(&format!(" help: {help}\n")), "{finding}");
}

#[test]
fn every_feature_is_listed() {
    let manifest = fs::read_to_string(Path::new(ROOT).join("Cargo.toml")).expect("a manifest");
    let (_, features) = manifest.split_once("\n[features]").expect("features");
    let lines = features.split("\n[").next().unwrap_or_default().lines();
    let names: Vec<&str> = lines.filter_map(|line| line.split_once(" = [")).map(|(name, _)| name).collect();
    assert!(names.contains(&"build"), "{names:?}");
    let page = front_page();
    for name in names {
        assert!(page.contains(&format!("| `{name}` |")), "the feature `{name}` is not listed");
    }
}

#[test]
fn every_link_leads_to_a_file() {
    let page = front_page();
    let files: Vec<&str> = page.lines().filter_map(|line| line.split_once(REPOSITORY)).map(|(_, file)| file).collect();
    assert!(files.contains(&"docs/tutorial.md"), "{files:?}");
    for file in files {
        assert!(Path::new(ROOT).join(file).is_file(), "{file} is not a file");
    }
}
