//! Tests that the README and the book show the real output, and that the examples print what they should.
//!
//! `UPDATE=1 cargo test --test docs` writes everything that is generated: outputs of commands, tables, and
//! `expected.txt` of the examples. `tests/book/mod.rs` describes how a page is followed.

mod book;
mod cargo;

use std::env::consts::EXE_EXTENSION;
use std::fs;
use std::path::Path;
use std::process::Command;

use book::page::Page;
use book::{links, read, root, session, snippets};
use cargo::programs::{self, cargo_scopes};
use scope_catalog::Catalog;
use scope_catalog::load::{Environment, load};

#[test]
fn every_page_shows_what_its_commands_print() {
    for page in Page::all() {
        book::is_current(&page.path, &session::followed(&page));
    }
}

#[test]
fn every_example_prints_what_is_expected() {
    let programs = programs::build(&[&EXAMPLES[..], &["run-time"]].concat());
    for file in expected() {
        let (folder, name) = file.rsplit_once('/').expect("a folder");
        let name = if name == "expected.txt" { folder.rsplit('/').next() } else { name.strip_suffix(".txt") };
        let program = programs.join(name.expect("the name of a program")).with_extension(EXE_EXTENSION);
        let output = Command::new(program).output().expect("an example");
        assert!(output.status.success(), "{file}: {}", String::from_utf8_lossy(&output.stderr));
        book::is_current(&file, &String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"));
    }
}

/// The examples with one program each.
const EXAMPLES: [&str; 6] = ["multipass", "github-device-flow", "google-drive", "shopify-app", "loopback", "server"];

/// The files with the expected output of the examples: `expected.txt`, or one file for each of several programs.
fn expected() -> Vec<String> {
    let mut files: Vec<String> = EXAMPLES.iter().map(|name| format!("examples/{name}/expected.txt")).collect();
    for entry in fs::read_dir(root("examples/run-time/src/bin")).expect("programs") {
        let path = entry.expect("a program").path();
        let name = path.file_stem().expect("a name").to_string_lossy();
        files.push(format!("examples/run-time/expected/{name}.txt"));
    }
    files
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let more = ["CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md"].map(|path| Page::read(path.to_owned()));
    for page in Page::all().iter().chain(&more) {
        let broken = links::broken(page);
        assert!(broken.is_empty(), "{}: {broken:?}", page.path);
    }
}

#[test]
fn the_summary_has_every_page() {
    let summary = read("docs/SUMMARY.md");
    for page in Page::all() {
        if let Some(path) = page.path.strip_prefix("docs/").filter(|path| *path != "SUMMARY.md") {
            assert!(summary.contains(&format!("({path})")), "docs/SUMMARY.md has no {path}");
        }
    }
}

/// The package `book` compiles and runs the Rust code of each page as documentation tests.
#[test]
fn the_rust_of_every_page_is_compiled() {
    let list = read("examples/book/src/lib.rs");
    for page in Page::all() {
        let has_rust = !page.fences(|language| language.split(',').next() == Some("rust")).is_empty();
        assert!(
            !has_rust || list.contains(&format!("\"{}\"", page.path)),
            "examples/book/src/lib.rs has no {}",
            page.path
        );
        let ignored = page.fences(|language| language.contains("ignore"));
        assert!(ignored.is_empty(), "{}: nothing looks at {ignored:?}", page.path);
    }
}

/// The tests above use everything on a page. Here, a snippet only has the catalog before it and the features that the
/// page names.
#[test]
fn every_snippet_compiles_in_a_crate_of_a_reader() {
    let run = snippets::compiled();
    let errors: Vec<_> = run.messages.iter().filter(|message| message.level == "error").collect();
    let shown: String = errors.iter().map(|error| format!("{}\n{}\n", error.target, error.rendered)).collect();
    assert!(run.success, "{shown}{}", run.stderr);
}

#[test]
fn every_catalog_and_setting_in_the_pages_is_sound() {
    for page in Page::all() {
        for text in page.fences(|language| language == "json") {
            let value = text.lines().skip(usize::from(session::label(&text).is_some())).collect::<String>();
            assert!(serde_json::from_str::<serde_json::Value>(&value).is_ok(), "{}:\n{text}", page.path);
        }
        for (number, text) in page.fences(|language| language == "toml").iter().enumerate() {
            let file = session::label(text).unwrap_or_else(|| panic!("{}: which file is this?\n{text}", page.path));
            if file == "scopes.toml" {
                let problems = problems(&format!("{} {number}", page.path.replace('/', " ")), text);
                assert!(problems.is_empty(), "{}:\n{text}\n{problems}", page.path);
            }
        }
    }
}

/// The problems that the engine finds in a catalog.
fn problems(name: &str, text: &str) -> String {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs").join(name);
    fs::create_dir_all(&package).expect("a folder for the catalog");
    fs::write(package.join(scope_catalog::FILE_NAME), text).expect("a catalog");
    let loaded = load(&Environment { package: &package, fallback: None, roots: None }).expect("a catalog");
    loaded.problems.iter().map(|problem| format!("{problem:?}\n")).collect()
}

#[test]
fn the_readme_is_short_and_its_catalog_is_that_of_the_repository() {
    let readme = Page::read("README.md".to_owned());
    let (lines, words) = (readme.text.lines().count(), readme.text.split_whitespace().count());
    assert!(lines <= 250 && words <= 1_600, "{lines} lines, {words} words");
    let own = read("scopes.toml");
    let (shown, _) = own.split_once("\n# Below: ").expect("the end of what the README shows");
    let catalogs = readme.fences(|language| language == "toml");
    let catalog = catalogs.iter().find(|text| text.contains("\n[scopes]\n")).expect("a catalog");
    assert_eq!(catalog.trim_end(), format!("# scopes.toml\n{}", shown.trim_end()));
}

#[test]
fn the_reference_has_every_command() {
    let page = read("docs/reference/command-line.md");
    let help = Command::new(cargo_scopes()).args(["scopes", "--help"]).output().expect("cargo-scopes");
    let help = String::from_utf8_lossy(&help.stdout);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<&str> = listed.filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next()).collect();
    assert!(names.contains(&"lint"), "{help}");
    for name in names.into_iter().filter(|name| *name != "help") {
        assert!(page.contains(&format!("\n## `cargo scopes {name}`\n")), "the reference does not have {name}");
    }
}

#[test]
fn every_option_in_the_pages_is_one_of_a_command() {
    // Options of cargo itself.
    const OTHERS: [&str; 4] = ["--workspace", "--all-targets", "--message-format", "--features"];
    let reference = read("docs/reference/command-line.md");
    for page in Page::all() {
        let prose = page.prose();
        let inline = prose.split('`').skip(1).step_by(2);
        let inline = inline.filter(|code| code.starts_with("--") || code.starts_with("cargo scopes "));
        let options = inline.flat_map(str::split_whitespace).filter(|word| word.starts_with("--") && word.len() > 2);
        for option in options.map(|word| word.split('=').next().unwrap_or(word)) {
            assert!(reference.contains(option) || OTHERS.contains(&option), "{}: `{option}`", page.path);
        }
    }
}

/// The engine lists its keys when it finds an unknown key.
#[test]
fn the_reference_has_every_key_of_a_catalog() {
    const UNKNOWN: &str = "qqqqqq = 1\n[scopes]\na = { qqqqqq = 1 }\n[retired.b]\nqqqqqq = 1\n[clients.c]\nqqqqqq = 1\n\
        [resources.r]\nuri = 'https://r'\nqqqqqq = 1\n[requests]\nqqqqqq = 1\n[consent]\nqqqqqq = 1\n[grants.g]\nqqqqqq = 1\n\
        [operations.d]\nneeds = 'a'\nqqqqqq = 1\n[[config]]\nfile = 'f'\nqqqqqq = 1\n";
    let problems = Catalog::from_text(UNKNOWN).expect_err("unknown keys");
    // The words in backticks.
    let help =
        problems.iter().filter(|problem| problem.message.contains("qqqqqq")).filter_map(|one| one.help.as_deref());
    let keys: Vec<&str> = help.flat_map(|help| help.split('`').skip(1).step_by(2)).collect();
    assert!(keys.len() > 30, "{problems:#?}");
    let page = Page::read("docs/reference/catalog.md".to_owned());
    let whole = page.fences(|language| language == "toml").into_iter().max_by_key(String::len).expect("a catalog");
    let is_word = |key: &str| whole.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == key);
    let missing: Vec<&str> = keys.into_iter().filter(|key| !is_word(key)).collect();
    assert!(missing.is_empty(), "the catalog with every key does not have {missing:?}");
}
