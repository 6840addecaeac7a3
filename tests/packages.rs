//! Tests that published packages have everything that a registry, docs.rs and a release need.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The published packages, from cargo's metadata.
fn published() -> Vec<Value> {
    let arguments = ["metadata", "--no-deps", "--format-version=1", "--offline"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(ROOT).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    packages.iter().filter(|package| package["publish"].is_null()).cloned().collect()
}

fn text<'v>(package: &'v Value, key: &str) -> &'v str {
    package[key].as_str().unwrap_or_else(|| panic!("{} has no {key}", package["name"]))
}

fn folder(package: &Value) -> PathBuf {
    Path::new(text(package, "manifest_path")).parent().expect("a folder").to_owned()
}

#[test]
fn every_package_says_what_it_is() {
    let packages = published();
    assert!(packages.len() >= 10, "{}", packages.len());
    for package in &packages {
        let name = text(package, "name");
        for key in ["description", "license", "repository", "homepage", "rust_version"] {
            assert!(!text(package, key).is_empty(), "{name}: {key}");
        }
        assert_eq!(text(package, "documentation"), format!("https://docs.rs/{name}"));
        let readme = fs::read_to_string(folder(package).join(text(package, "readme"))).expect("a readme");
        assert!(readme.starts_with(&format!("# {name}\n")), "{name}: the readme has another heading");
        for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
            let own = fs::read_to_string(folder(package).join(license));
            assert_eq!(own.ok().as_deref(), Some(&*read(license)), "{name}: {license}");
        }
    }
}

/// A relative link only works in the repository, so other pages need absolute links.
#[test]
fn the_links_of_a_readme_lead_somewhere_from_a_registry() {
    for package in published().iter().filter(|package| package["name"] != "oauth-scopes") {
        let readme = fs::read_to_string(folder(package).join("README.md")).expect("a readme");
        for link in readme.split("](").skip(1) {
            assert!(
                link.starts_with("https://"),
                "{}: {}",
                package["name"],
                link.split(')').next().unwrap_or_default()
            );
        }
    }
}

#[test]
fn no_std_is_claimed_where_it_is_true() {
    for package in published() {
        let categories = package["categories"].as_array().expect("categories");
        let library = fs::read_to_string(folder(&package).join("src/lib.rs")).unwrap_or_default();
        let is_no_std = library.lines().any(|line| line == "#![no_std]");
        assert_eq!(categories.iter().any(|category| category == "no-std"), is_no_std, "{}", package["name"]);
    }
}

/// The words after a `-p` in the list `NAME=( … )` of a script.
fn listed(script: &str, name: &str) -> BTreeSet<String> {
    let (_, list) = script.split_once(&format!("\n{name}=(")).unwrap_or_else(|| panic!("no list {name}"));
    let words = list.split(')').next().unwrap_or_default().split_whitespace();
    words.filter(|word| *word != "-p").map(str::to_owned).collect()
}

#[test]
fn every_package_is_tested_with_its_oldest_rust() {
    let script = read(".ci/msrv");
    for (version, list) in [("1.85", "crates_1_85"), ("1.88", "crates_1_88")] {
        let packages = published();
        let with_it = packages.iter().filter(|package| text(package, "rust_version") == version);
        let names: BTreeSet<String> = with_it.map(|package| text(package, "name").to_owned()).collect();
        assert_eq!(listed(&script, list), names, "{version}");
    }
}

#[test]
fn every_package_is_tested_as_it_is_published() {
    let names: BTreeSet<String> = published().iter().map(|package| text(package, "name").to_owned()).collect();
    assert_eq!(listed(&read(".ci/packages"), "crates"), names);
}

/// A tag can be moved, but a commit cannot.
#[test]
fn actions_of_others_are_pinned() {
    let workflows = fs::read_dir(Path::new(ROOT).join(".github/workflows")).expect("workflows");
    let files = workflows.map(|entry| entry.expect("a workflow").path());
    let mut seen = 0;
    for file in files.chain([Path::new(ROOT).join("action.yml")]) {
        let text = fs::read_to_string(&file).expect("text");
        for line in text.lines().filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("uses: ")) {
            let (_, pin) = line.split_once('@').unwrap_or_else(|| panic!("{}: {line}", file.display()));
            let (commit, version) = pin.split_once(" # v").unwrap_or_else(|| panic!("{}: {line}", file.display()));
            let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_commit && !version.is_empty(), "{}: {line}", file.display());
            seen += 1;
        }
    }
    assert!(seen > 5, "{seen}");
}

/// The example that does not compile is outside of the workspace. It must have the same versions as the tested
/// examples.
#[test]
fn the_example_with_a_mistake_has_the_same_versions() {
    let packages = |lock: &str| -> BTreeSet<String> {
        let entries = lock.split("\n[[package]]\n").skip(1);
        let own = entries.filter(|entry| entry.contains("\nsource = "));
        own.map(|entry| entry.lines().take(2).collect::<Vec<_>>().join(" ")).collect()
    };
    let (own, all) = (packages(&read("examples/typo/Cargo.lock")), packages(&read("Cargo.lock")));
    assert!(!own.is_empty() && own.is_subset(&all), "{:?}", own.difference(&all));
}
