//! Tests invalid and extreme catalogs: each leads to a clear error or to success, never to a panic or an endless run.

mod cargo;

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use cargo::{Project, Run};

/// Two calls: a mistake in the catalog is only reported once.
const SOURCE: &str = "\
use oauth_scopes::{Scopes, scopes};
pub const ONE: Scopes = scopes!(\"read_profile\");
pub const TWO: Scopes = scopes!(\"read_profile\");
";

/// A run that takes longer counts as endless.
const BOUND: Duration = Duration::from_secs(120);

fn project(name: &str) -> Project {
    Project::library(name, SOURCE)
}

fn check(project: &Project) -> Run {
    let run = project.cargo(["check"]).bound(BOUND).run();
    let text = run.to_string();
    for sign in ["panicked", "overflow", "SIG", "internal compiler error"] {
        assert!(!text.contains(sign), "{sign}\n{text}");
    }
    run
}

fn with(name: &str, catalog: impl AsRef<[u8]>) -> Run {
    let project = project(name);
    project.write("scopes.toml", catalog);
    check(&project)
}

/// Fails unless this is the only error, even though there are two calls.
#[track_caller]
fn says(run: &Run, headline: &str) {
    run.fails_with(&[headline]);
    let longest = run.messages[0].rendered.lines().map(|line| line.chars().count()).max();
    assert!(longest.is_some_and(|longest| longest < 400), "a line of {longest:?} characters");
}

#[test]
fn an_empty_file() {
    for catalog in ["", "\u{FEFF}# nothing\r\n", "[scopes]\n"] {
        let unknown = "unknown scope `read_profile`";
        with("empty", catalog).fails_with(&[unknown, unknown]);
    }
}

#[test]
fn ten_megabytes_on_one_line() {
    let mut catalog = "scopes = ['read_profile'".to_owned();
    for number in 0.. {
        if catalog.len() > 10_000_000 {
            break;
        }
        write!(catalog, ", 'a_scope_with_a_long_name_{number}'").expect("a string");
    }
    catalog.push(']');
    with("long line", catalog).is_silent();
}

#[test]
fn ten_megabytes_of_nonsense_on_one_line() {
    says(&with("long nonsense", "x".repeat(10_000_000)), "scopes.toml:1:");
    says(&with("long string", format!("name = \"{}", "x".repeat(10_000_000))), "scopes.toml:1:");
}

#[test]
fn bytes_that_are_no_text() {
    says(&with("not utf-8", b"name = 'x'\nscopes = ['\xFF']\n"), "[ROOT]");
    let run = with("not utf-8", b"name = 'x'\nscopes = ['\xFF']\n");
    assert!(
        run.messages[0].headline().contains("is not valid UTF-8") && run.messages[0].headline().contains("2:12"),
        "{run}"
    );
    says(&with("nul", b"name = 'x\0'\n"), "scopes.toml:1:");
}

#[test]
fn a_folder() {
    let project = project("folder");
    fs::create_dir(project.path("scopes.toml")).expect("a folder");
    let run = check(&project);
    says(&run, "");
    assert!(run.messages[0].headline().ends_with("scopes.toml is a directory, not a file"), "{run}");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere() {
    let project = project("broken link");
    std::os::unix::fs::symlink("nowhere.toml", project.path("scopes.toml")).expect("a link");
    says(&check(&project), "");
}

#[test]
fn a_file_that_extends_itself() {
    says(
        &with("itself", "extends = 'scopes.toml'\nscopes = ['read_profile']"),
        "scopes.toml:1:11: `scopes.toml` extends itself",
    );
}

#[test]
fn files_that_extend_one_another() {
    let project = project("cycle");
    project.write("scopes.toml", "extends = 'other/one.toml'\nscopes = ['read_profile']");
    project.write("other/one.toml", "extends = '../scopes.toml'\n");
    says(&check(&project), "other/one.toml:1:11: `../scopes.toml` extends itself");
}

/// Each file extends the next one twice: following every path through them would take forever.
#[test]
fn a_ladder_of_extends() {
    let project = project("ladder");
    project.write("scopes.toml", "extends = ['0.toml', '0.toml']\nscopes = ['read_profile']");
    for number in 0..40 {
        let next = number + 1;
        project.write(&format!("{number}.toml"), format!("extends = ['{next}.toml', '{next}.toml']\n"));
    }
    project.write("40.toml", "");
    check(&project);
}

#[test]
fn a_file_that_does_not_exist() {
    says(
        &with("missing", "extends = 'nowhere.toml'\nscopes = ['read_profile']"),
        "scopes.toml:1:11: `nowhere.toml` does not exist",
    );
}

#[test]
fn a_provider_that_does_not_exist() {
    let run = with("provider", "provider = 'githup'\nscopes = ['read_profile']");
    says(&run, "scopes.toml:1:12: unknown provider `githup`");
    assert_eq!(run.messages[0].help(), "did you mean `github`?", "{run}");
}

#[test]
fn a_hundred_thousand_names() {
    let mut catalog = "[scopes]\nread_profile = ''\n".to_owned();
    for number in 0..100_000 {
        writeln!(catalog, "scope_{number} = 'number {number}'").expect("a string");
    }
    with("many names", &catalog).is_silent();
    let without = catalog.replacen("read_profile", "scope_x", 1);
    let unknown = "unknown scope `read_profile`";
    with("many names less one", without).fails_with(&[unknown, unknown]);
}

#[test]
fn a_hundred_thousand_brackets() {
    says_at_least(&with("brackets", format!("scopes = {}", "[".repeat(100_000))));
    says_at_least(&with("braces", format!("a = {}", "{a=".repeat(100_000))));
    says_at_least(&with("dots", format!("a{} = 1", ".a".repeat(100_000))));
    says_at_least(&with("closed", format!("scopes = {}{}", "[".repeat(100_000), "]".repeat(100_000))));
    says_at_least(&with(
        "needs",
        format!("[operations]\na.needs = {}'x'{}", "{ any = [".repeat(20_000), "] }".repeat(20_000)),
    ));
}

/// Some errors with a location, but not a hundred thousand.
#[track_caller]
fn says_at_least(run: &Run) {
    let errors = run.errors();
    let is_located = errors
        .iter()
        .all(|error| error.text.starts_with("scopes.toml:") || error.text.ends_with(" more problems in scopes.toml"));
    assert!(!run.success && is_located && (1..=20).contains(&errors.len()), "{} errors\n{run}", errors.len());
}

/// The same mistake many times.
#[test]
fn a_hundred_thousand_mistakes() {
    let mut catalog = "[scopes]\nread_profile = ''\n".to_owned();
    for number in 0..100_000 {
        writeln!(catalog, "a.b{number} = ''").expect("a string");
    }
    says_at_least(&with("many mistakes", catalog));
}

/// A chain of implications as long as the catalog.
#[test]
fn a_long_chain() {
    let mut catalog = "[scopes]\nread_profile = { implies = ['s0'] }\n".to_owned();
    for number in 0..20_000 {
        writeln!(catalog, "s{number} = {{ implies = ['s{}'] }}", number + 1).expect("a string");
    }
    catalog.push_str("s20000 = ''\n");
    with("chain", catalog).is_silent();
}

#[test]
fn a_circle_of_implications() {
    let run = with("circle", "[scopes]\nread_profile = { implies = ['b'] }\nb = { implies = ['read_profile'] }\n");
    says(&run, "scopes.toml:3:18: ");
    assert!(run.messages[0].headline().contains("implies itself"), "{run}");
}

/// A literal can be long or unusual, too.
#[test]
fn literals_of_every_kind() {
    let project = project("literals");
    project.write("scopes.toml", "scopes = ['read_profile']");
    let long = "read_profile ".repeat(20_000);
    let word = "x".repeat(1_000_000);
    let strange = "\\u{0}\\u{1F600}\\u{202E}\\u{E000}\\u{10FFFF}\\r\\n\\t";
    let source = format!(
        "use oauth_scopes::{{Scopes, scopes}};\n\
         pub const A: Scopes = scopes!(\"{long}\");\n\
         pub const B: Scopes = scopes!(\"{word}\");\n\
         pub const C: Scopes = scopes!(\"{strange}\");\n\
         pub const D: Scopes = scopes!(\"%%%20%2\", \"+\", \",,,\", \"[\", \"'\", \"\\\"\");\n\
         pub const E: Scopes = scopes!(r###\"\"#\"##\"###, \"\\\n   \", \"\\\\\");\n"
    );
    project.edit("src/lib.rs", source);
    let run = check(&project);
    assert!(!run.success, "{run}");
}
