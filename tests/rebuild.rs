//! Tests what an edit rebuilds, and what it does not rebuild.

mod cargo;

use std::collections::BTreeSet;
use std::fs;

use cargo::{Message, Project, Run, WORKSPACE, facade, manifest, package};

use Change::{Delete, Edit, Write};
use Outcome::{Compiled, Fails, Fresh};

/// A library with one call.
const SOURCE: &str = "pub const SCOPES: oauth_scopes::Scopes = oauth_scopes::scopes!(\"read_profile\");\n";
/// A catalog with the requested scope.
const GOOD: &str = "name = 'multipass'\nscopes = ['read_profile', 'write_multipass']\n";
/// Another catalog with the requested scope.
const LARGER: &str = "name = 'multipass'\nscopes = ['read_profile', 'write_multipass', 'admin']\n";
/// A catalog without it.
const LACKING: &str = "name = 'multipass'\nscopes = ['write_multipass']\n";

/// A catalog that extends another file.
const EXTENDING: &str = "extends = '../shared/scopes.toml'\n";

const MISSING: &str = "no catalog of scopes";
const NOT_THERE: &str = "app/scopes.toml:1:11: `../shared/scopes.toml` does not exist";
const UNKNOWN: &str = "unknown scope `read_profile`";

/// Packages in a folder of the workspace, and changes to them, step by step.
struct Scenario {
    folder: &'static str,
    /// The folders and names of the packages. All of them call the macro, unless `files` says otherwise.
    packages: &'static [(&'static str, &'static str)],
    files: Vec<(&'static str, String)>,
    steps: &'static [Step],
}

/// Changes, and the results of the next check for some crates.
type Step = (&'static [Change], &'static [(&'static str, Outcome)]);

enum Change {
    /// The file becomes newer than all build results.
    Edit(&'static str, &'static str),
    /// The file gets an old time, as a backup or version control may set it.
    Write(&'static str, &'static str),
    Delete(&'static str),
}

#[derive(Debug)]
enum Outcome {
    Compiled,
    Fresh,
    /// There are errors that contain these texts; `…` matches any text.
    Fails(&'static [&'static str]),
}

fn file(path: &'static str, text: &str) -> (&'static str, String) {
    (path, text.to_owned())
}

/// The manifest of a package that does not depend on `oauth-scopes`.
fn other_crate(path: &'static str, name: &str, dependencies: &str) -> (&'static str, String) {
    (path, format!("{}{dependencies}", package(name)))
}

fn scenarios() -> Vec<Scenario> {
    let mut scenarios = edits();
    scenarios.extend(extended_files());
    scenarios.extend(names_of_the_crate());
    scenarios
}

fn edits() -> Vec<Scenario> {
    vec![
        Scenario {
            folder: "edits",
            packages: &[("", "edits")],
            files: vec![file("scopes.toml", GOOD)],
            steps: &[
                (&[], &[("edits", Compiled)]),
                (&[], &[("edits", Fresh)]),
                (&[Edit("scopes.toml", LARGER)], &[("edits", Compiled)]),
                (&[], &[("edits", Fresh)]),
                (&[Edit("scopes.toml", LACKING)], &[("edits", Fails(&[UNKNOWN]))]),
                (&[], &[("edits", Fails(&[UNKNOWN]))]),
                (&[Edit("scopes.toml", GOOD)], &[("edits", Compiled)]),
                (&[Delete("scopes.toml")], &[("edits", Fails(&["no catalog of scopes…[ROOT]/edits/scopes.toml"]))]),
                (&[Write("scopes.toml", GOOD)], &[("edits", Compiled)]),
                (&[], &[("edits", Fresh)]),
                // Files that are not part of the catalog.
                (
                    &[Edit("README.md", "# New"), Edit("other.toml", LACKING), Edit("config/scopes.toml", LACKING)],
                    &[("edits", Fresh)],
                ),
            ],
        },
        Scenario {
            folder: "new",
            packages: &[("", "new")],
            files: vec![],
            steps: &[(&[], &[("new", Fails(&[MISSING]))]), (&[Write("scopes.toml", GOOD)], &[("new", Compiled)])],
        },
    ]
}

fn extended_files() -> Vec<Scenario> {
    vec![
        Scenario {
            folder: "extends",
            packages: &[("app", "extends")],
            files: vec![file("app/scopes.toml", EXTENDING), file("shared/scopes.toml", GOOD)],
            steps: &[
                (&[], &[("extends", Compiled)]),
                (&[], &[("extends", Fresh)]),
                (&[Edit("shared/scopes.toml", LARGER)], &[("extends", Compiled)]),
                (&[Edit("shared/scopes.toml", LACKING)], &[("extends", Fails(&[UNKNOWN]))]),
                (&[Delete("shared/scopes.toml")], &[("extends", Fails(&[NOT_THERE]))]),
                (&[Write("shared/scopes.toml", GOOD)], &[("extends", Compiled)]),
                (&[], &[("extends", Fresh)]),
            ],
        },
        Scenario {
            folder: "extends_new",
            packages: &[("app", "extends_new")],
            files: vec![file("app/scopes.toml", EXTENDING)],
            steps: &[
                (&[], &[("extends_new", Fails(&[NOT_THERE]))]),
                (&[Write("shared/scopes.toml", GOOD)], &[("extends_new", Compiled)]),
            ],
        },
        Scenario {
            folder: "chain",
            packages: &[("app", "chain")],
            files: vec![
                file("app/scopes.toml", EXTENDING),
                file("shared/scopes.toml", "extends = ['base/one.toml', 'base/two.toml']\n"),
                file("shared/base/one.toml", "scopes = ['write_multipass']\n"),
                file("shared/base/two.toml", GOOD),
            ],
            steps: &[
                (&[], &[("chain", Compiled)]),
                (&[Edit("shared/base/two.toml", "name = 'multipass'\n")], &[("chain", Fails(&[UNKNOWN]))]),
                (&[Edit("shared/base/one.toml", GOOD)], &[("chain", Compiled)]),
                (&[], &[("chain", Fresh)]),
            ],
        },
        Scenario {
            folder: "named",
            packages: &[("", "named")],
            files: vec![
                file("src/lib.rs", "pub const S: &[&str] = oauth_scopes::scope_list!(other: \"read_profile\");"),
                file("scopes.toml", "[catalogs.other]\nextends = 'other.toml'\n"),
                file("other.toml", GOOD),
            ],
            steps: &[
                (&[], &[("named", Compiled)]),
                (&[Edit("other.toml", LACKING)], &[("named", Fails(&[UNKNOWN]))]),
                (&[Edit("other.toml", GOOD)], &[("named", Compiled)]),
            ],
        },
        Scenario {
            folder: "any folder",
            packages: &[("a b/ä [x]", "any_folder")],
            files: vec![file("a b/ä [x]/scopes.toml", "extends = \"../$y #.toml\"\n"), file("a b/$y #.toml", GOOD)],
            steps: &[
                (&[], &[("any_folder", Compiled)]),
                (&[], &[("any_folder", Fresh)]),
                (&[Edit("a b/$y #.toml", LARGER)], &[("any_folder", Compiled)]),
                (&[Edit("a b/ä [x]/scopes.toml", "extends = '../$y #.toml'\n")], &[("any_folder", Compiled)]),
                (&[], &[("any_folder", Fresh)]),
            ],
        },
    ]
}

fn names_of_the_crate() -> Vec<Scenario> {
    vec![
        Scenario {
            folder: "renamed",
            packages: &[("", "renamed")],
            files: vec![
                ("Cargo.toml", format!("{}{}", package("renamed"), facade("os"))),
                file(
                    "src/lib.rs",
                    "use os::Scopes;\npub const SCOPES: Scopes = os::scopes!(\"read_profile\");\n\
                     pub const LIST: &[&str] = os::scope_list!(\"read_profile\");\n",
                ),
                file("scopes.toml", GOOD),
            ],
            steps: &[
                (&[], &[("renamed", Compiled)]),
                (&[Edit("scopes.toml", LACKING)], &[("renamed", Fails(&[UNKNOWN, UNKNOWN]))]),
                (&[Edit("scopes.toml", GOOD)], &[("renamed", Compiled)]),
            ],
        },
        Scenario {
            folder: "renamed_import",
            packages: &[("", "renamed_import")],
            files: vec![
                file(
                    "src/lib.rs",
                    "use oauth_scopes as os;\npub mod again { pub use oauth_scopes as hidden; }\n\
                     pub const SCOPES: os::Scopes = os::scopes!(\"read_profile\");\n\
                     pub const HIDDEN: os::Scopes = again::hidden::scopes!(\"read_profile\", \"write_multipass\");\n",
                ),
                file("scopes.toml", GOOD),
            ],
            steps: &[(&[], &[("renamed_import", Compiled)])],
        },
        // If a crate reexports the macro, its users do not need to know the original crate.
        Scenario {
            folder: "re_export",
            packages: &[("middle", "middle"), ("app", "re_export")],
            files: vec![
                file("middle/src/lib.rs", "pub use oauth_scopes::{Scopes, scopes};\n"),
                other_crate("app/Cargo.toml", "re_export", "middle = { path = '../middle' }\n"),
                file("app/src/lib.rs", "pub const S: middle::Scopes = middle::scopes!(\"read_profile\");\n"),
                file("app/scopes.toml", GOOD),
            ],
            steps: &[
                (&[], &[("middle", Compiled), ("re_export", Compiled)]),
                (&[Edit("app/scopes.toml", LARGER)], &[("middle", Fresh), ("re_export", Compiled)]),
            ],
        },
        // `alike` has its own catalog, and `other` uses no catalog.
        Scenario {
            folder: "several",
            packages: &[("uses", "uses"), ("dependent", "dependent"), ("other", "other"), ("alike", "alike")],
            files: vec![
                file("uses/scopes.toml", GOOD),
                file("alike/scopes.toml", GOOD),
                other_crate("dependent/Cargo.toml", "dependent", "uses = { path = '../uses' }\n"),
                file("dependent/src/lib.rs", "pub fn scopes() -> &'static str { uses::SCOPES.as_str() }\n"),
                other_crate("other/Cargo.toml", "other", ""),
                file("other/src/lib.rs", "pub fn other() {}\n"),
            ],
            steps: &[
                (&[], &[("uses", Compiled), ("dependent", Compiled), ("other", Compiled), ("alike", Compiled)]),
                (&[], &[("uses", Fresh), ("dependent", Fresh), ("other", Fresh), ("alike", Fresh)]),
                (&[Edit("uses/scopes.toml", LARGER)], &[("uses", Compiled), ("dependent", Compiled)]),
                (&[Edit("other/src/lib.rs", "pub fn another() {}\n")], &[("other", Compiled)]),
                (&[Edit("dependent/src/lib.rs", "pub use uses::SCOPES;\n")], &[("dependent", Compiled)]),
            ],
        },
        #[cfg(unix)]
        Scenario {
            folder: "link",
            packages: &[("", "link")],
            files: vec![file("elsewhere/all.toml", GOOD)],
            steps: &[
                (&[], &[("link", Compiled)]),
                (&[Edit("elsewhere/all.toml", LACKING)], &[("link", Fails(&[UNKNOWN]))]),
                (&[Edit("elsewhere/all.toml", GOOD)], &[("link", Compiled)]),
            ],
        },
    ]
}

impl Scenario {
    fn path(&self, path: &str) -> String {
        if path.is_empty() { self.folder.to_owned() } else { format!("{}/{path}", self.folder) }
    }

    fn write(&self, project: &Project) {
        for (folder, name) in self.packages {
            project.write(&format!("{}/Cargo.toml", self.path(folder)), manifest(name, ""));
            project.write(&format!("{}/src/lib.rs", self.path(folder)), SOURCE);
        }
        for (path, text) in &self.files {
            project.write(&self.path(path), text);
        }
        #[cfg(unix)]
        if self.folder == "link" {
            std::os::unix::fs::symlink("elsewhere/all.toml", project.path("link/scopes.toml")).expect("a link");
        }
    }

    fn change(&self, project: &Project, change: &Change) {
        match change {
            Edit(path, text) => project.edit(&self.path(path), text),
            Write(path, text) => project.write(&self.path(path), text),
            Delete(path) => project.delete(&self.path(path)),
        }
    }
}

/// How the result for a crate differs from the expected one.
fn judge(run: &Run, name: &str, outcome: &Outcome) -> Option<String> {
    let messages: Vec<&Message> = run.messages.iter().filter(|message| message.target == name).collect();
    let is_as_expected = match outcome {
        Compiled => messages.is_empty() && run.compiled.contains(name),
        Fresh => messages.is_empty() && run.fresh.contains(name),
        Fails(texts) => {
            let is_it = |(message, text): (&&Message, &&str)| {
                message.level == "error" && text.split('…').all(|part| message.text.contains(part))
            };
            messages.len() == texts.len() && messages.iter().zip(*texts).all(is_it) && !run.compiled.contains(name)
        }
    };
    (!is_as_expected).then(|| format!("{name}: not {outcome:?}\n{}", run.rendered(name)))
}

/// Fails unless exactly these crates were compiled.
#[track_caller]
fn compiles<'n>(run: &Run, crates: impl IntoIterator<Item = &'n str>) {
    let compiled: BTreeSet<&str> = run.compiled.iter().map(String::as_str).collect();
    assert_eq!(compiled, crates.into_iter().collect(), "{run}");
}

/// The scenarios are packages of one workspace, which is checked once for each step of the longest scenario.
#[test]
fn what_an_edit_rebuilds() {
    let scenarios = scenarios();
    let folders = |scenario: &Scenario| scenario.packages.iter().map(|(folder, _)| scenario.path(folder)).collect();
    let members: Vec<String> = scenarios.iter().flat_map::<Vec<String>, _>(folders).collect();
    let project = Project::workspace("rebuild", members.iter().map(String::as_str));
    for scenario in &scenarios {
        scenario.write(&project);
    }
    let longest = scenarios.iter().map(|scenario| scenario.steps.len()).max().unwrap_or_default();
    for step in 0..longest {
        let mut outcomes: Vec<&(&str, Outcome)> = Vec::new();
        for scenario in &scenarios {
            let Some((changes, expected)) = scenario.steps.get(step) else { continue };
            for change in *changes {
                scenario.change(&project, change);
            }
            outcomes.extend(*expected);
        }
        let run = project.cargo(["check", "--workspace", "--keep-going"]).run();
        let failures: Vec<String> = outcomes.iter().filter_map(|(name, outcome)| judge(&run, name, outcome)).collect();
        assert!(failures.is_empty(), "in step {step}:\n{}\n{run}", failures.join("\n"));
        compiles(&run, outcomes.iter().filter(|(_, outcome)| matches!(outcome, Compiled)).map(|(name, _)| *name));
    }
    what_a_variable_rebuilds(&project, &scenarios);
}

/// A call depends on the project's environment variables: each crate with a call is compiled again, and the crates that
/// depend on it, too.
fn what_a_variable_rebuilds(project: &Project, scenarios: &[Scenario]) {
    let all = scenarios.iter().flat_map(|scenario| scenario.packages).map(|(_, name)| *name);
    let with_calls: Vec<&str> = all.filter(|name| !["middle", "other"].contains(name)).collect();
    compiles(project.check_with("SCOPES_OTHER", "x").is_silent(), []);
    compiles(project.check_with("SCOPES_CHECK", "warn").is_silent(), with_calls.clone());
    compiles(project.check_with("SCOPES_CHECK", "warn").is_silent(), []);
    compiles(project.check().is_silent(), with_calls.clone());
    compiles(project.check_with("SCOPES_CATALOG", "../nowhere.toml").is_silent(), with_calls);
}

/// `app`, compiled with a good catalog.
fn built(name: &str) -> Project {
    let project = Project::library(name, SOURCE);
    project.write("scopes.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
    project
}

#[test]
fn the_variable_names_the_catalog_of_a_package_that_has_none() {
    let project = Project::library("variable", SOURCE);
    project.write("config/good.toml", GOOD);
    project.write("config/lacking.toml", LACKING);
    let with = |value: &str| project.check_with("SCOPES_CATALOG", value);

    project.check().fails_with(&[MISSING]);
    with("config/good.toml").is_silent().compiles(["app"]);
    with("config/good.toml").is_silent().compiles([]);
    with("config/lacking.toml").fails_with(&[UNKNOWN]);
    with("config/nowhere.toml").fails_with(&[MISSING]);
    let absolute = project.path("config/good.toml");
    with(absolute.to_str().expect("a path in UTF-8")).is_silent().compiles(["app"]);
    project.check().fails_with(&[MISSING]);

    with("config/good.toml").is_silent();
    project.edit("config/good.toml", LARGER);
    with("config/good.toml").is_silent().compiles(["app"]);
    project.delete("config/good.toml");
    with("config/good.toml").fails_with(&[MISSING]);
    project.write("config/good.toml", GOOD);
    with("config/good.toml").is_silent().compiles(["app"]);
}

#[test]
fn the_variable_may_stand_in_the_configuration_of_cargo() {
    let project = Project::workspace("configuration", ["one", "two"]);
    for name in ["one", "two"] {
        project.write(&format!("{name}/Cargo.toml"), manifest(name, ""));
        project.write(&format!("{name}/src/lib.rs"), SOURCE);
    }
    let setting = |file: &str| format!("[env]\nSCOPES_CATALOG = {{ value = '{file}', relative = true }}\n");
    project.write("good.toml", GOOD);
    project.write("larger.toml", LARGER);
    project.write(".cargo/config.toml", setting("good.toml"));
    project.check().is_silent().compiles(["one", "two"]);
    project.check().is_silent().compiles([]);
    project.edit("good.toml", LARGER);
    project.check().is_silent().compiles(["one", "two"]);
    project.edit(".cargo/config.toml", setting("larger.toml"));
    project.check().is_silent().compiles(["one", "two"]);
    project.delete(".cargo/config.toml");
    project.cargo(["check", "-p", "one"]).run().fails_with(&[MISSING]);
}

#[test]
fn the_package_s_own_catalog_wins() {
    let project = built("own");
    project.write("lacking.toml", LACKING);
    project.check_with("SCOPES_CATALOG", "lacking.toml").is_silent().compiles(["app"]);
    project.check_with("SCOPES_CATALOG", "lacking.toml").is_silent().compiles([]);
    project.delete("scopes.toml");
    project.check_with("SCOPES_CATALOG", "lacking.toml").fails_with(&[UNKNOWN]);
    project.write("scopes.toml", GOOD);
    project.check_with("SCOPES_CATALOG", "lacking.toml").is_silent().compiles(["app"]);
}

/// The only case where a change is not noticed: with stable Rust, a crate can depend on a file, but not on its absence.
/// Users have to touch a source of the package after such a change.
#[test]
#[ignore = "stable Rust cannot track a file that is not there"]
fn a_package_s_own_catalog_is_seen_when_it_comes_beside_the_variable_s() {
    let project = Project::library("own later", SOURCE);
    project.write("good.toml", GOOD);
    project.check_with("SCOPES_CATALOG", "good.toml").is_silent().compiles(["app"]);
    project.edit("scopes.toml", LACKING);
    project.check_with("SCOPES_CATALOG", "good.toml").fails_with(&[UNKNOWN]);
}

#[test]
fn the_mode_rebuilds() {
    let project = built("mode");
    let with = |value: &str| project.check_with("SCOPES_CHECK", value);
    project.edit("scopes.toml", LACKING);
    project.check().fails_with(&[UNKNOWN]);
    let warned = with("warn");
    warned.succeeds().compiles(["app"]);
    assert_eq!(warned.warnings().len(), 1, "{warned}");
    with("warn").succeeds().compiles([]);
    with("off").is_silent().compiles(["app"]);
    with("off").is_silent().compiles([]);
    with("deny").fails_with(&[UNKNOWN]);
    project.check().fails_with(&[UNKNOWN]);

    project.edit("scopes.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
    with("warn").is_silent().compiles(["app"]);
    project.check().is_silent().compiles(["app"]);
}

/// A missing file cannot be tracked: if it was ignored, nobody would notice when it is created.
#[test]
fn no_mode_lets_an_absence_pass() {
    for mode in ["warn", "off"] {
        let project = Project::library(mode, SOURCE);
        let check = || project.check_with("SCOPES_CHECK", mode);
        check().fails_with(&[MISSING]);
        project.write("scopes.toml", "extends = 'base.toml'\n");
        check().fails_with(&["scopes.toml:1:11: `base.toml` does not exist"]);
        project.write("base.toml", GOOD);
        check().is_silent().compiles(["app"]);
        project.edit("base.toml", LACKING);
        assert_eq!(check().succeeds().compiles(["app"]).warnings().len(), usize::from(mode == "warn"));
        check().succeeds().compiles([]);
        project.delete("base.toml");
        check().fails_with(&["scopes.toml:1:11: `base.toml` does not exist"]);
    }
}

#[test]
fn every_target_of_a_package_is_tracked() {
    let project = built("targets");
    project.write("src/main.rs", "fn main() { println!(\"{}\", oauth_scopes::scopes!(\"read_profile\")); }\n");
    project.write("tests/it.rs", "#[test] fn it() { assert_eq!(oauth_scopes::scopes!(\"read_profile\").len(), 1); }\n");
    project.write("examples/ex.rs", "fn main() {}\n");
    let check = || project.cargo(["check", "--all-targets"]).run();
    check().is_silent().compiles(["app", "it", "ex"]);
    check().is_silent().compiles([]);
    project.edit("scopes.toml", LARGER);
    // The example depends on the library, like all targets of a package.
    check().is_silent().compiles(["app", "it", "ex"]);
}

/// Stable Rust cannot show an expansion, but the compiled output has a constant of bytes for each time that the catalog
/// is included.
#[test]
fn tracking_costs_once_a_crate_and_not_once_a_call() {
    let source = "\
use oauth_scopes::{Scopes, scope_list, scopes};
pub const ONE: Scopes = scopes!(\"read_profile\");
pub static TWO: &[&str] = scope_list!(\"write_multipass\");
pub fn three() -> Scopes { scopes!(\"read_profile\", \"write_multipass\") }
pub mod inner { pub fn four() -> super::Scopes { super::scopes!(\"read_profile\") } }
";
    let inclusions = |source: &str| {
        let project = Project::library("once", source);
        project.write("scopes.toml", GOOD);
        project.cargo(["rustc", "--", "--emit=mir"]).run().is_silent();
        project.output("mir").matches("= const b\"name = ").count()
    };
    assert_eq!(inclusions(source), 1);
    let control = "pub const CONTROL: &[u8] = include_bytes!(\"../scopes.toml\");\n";
    assert_eq!(inclusions(&format!("{source}{control}")), 2);
}

#[test]
fn doc_tests_are_checked() {
    let source = "\
//! ```
//! assert_eq!(oauth_scopes::scopes!(\"read_profile\").as_str(), \"read_profile\");
//! ```
//!
//! ```compile_fail
//! oauth_scopes::scopes!(\"read_profil\");
//! ```
";
    let project = Project::library("doctest", source);
    project.write("scopes.toml", GOOD);
    let test = || project.cargo(["test", "--doc"]).run();
    let run = test();
    let passed = run.succeeds().stdout.matches("1 passed").count();
    assert_eq!(passed, 2, "{run}");
    project.edit("scopes.toml", LACKING);
    let run = test();
    assert!(!run.success && run.stdout.contains(UNKNOWN), "{run}");
}

#[test]
fn the_catalog_is_packaged() {
    let project = Project::library("package", SOURCE);
    project.write("scopes.toml", GOOD);
    let run = project.cargo(["package", "--list", "--allow-dirty"]).run();
    let files: Vec<&str> = run.succeeds().stdout.lines().collect();
    assert!(files.contains(&"scopes.toml"), "{run}");
}

/// A crate from a registry or a vendored crate: cargo does not show its warnings, and a mistake in it must not break
/// the build of users who cannot fix it.
#[test]
fn a_vendored_library_is_left_alone() {
    let project = Project::library("vendored", "");
    project.cargo(["vendor", "vendor"]).run().succeeds();
    let sources = "[source.crates-io]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"vendor\"\n";
    project.write(".cargo/config.toml", sources);

    project.write("vendor/library/.cargo-checksum.json", "{\"files\":{}}");
    project.write("vendor/library/Cargo.toml", format!("{}oauth-scopes = \"0.1\"\n", package("library")));
    project.write(
        "vendor/library/src/lib.rs",
        "pub const SCOPES: oauth_scopes::Scopes = oauth_scopes::scopes!(\"read_profile,write_multipas\");\n",
    );
    project.write("vendor/library/scopes.toml", GOOD);
    let patch = format!("[patch.crates-io]\noauth-scopes = {{ path = '{WORKSPACE}' }}\n[workspace]\n");
    project.write("Cargo.toml", format!("{}library = \"1\"\n{patch}", package("app")));
    project.write("src/main.rs", "fn main() { print!(\"{}\", library::SCOPES); }\n");

    let run = project.cargo(["run"]).run();
    assert_eq!(run.is_silent().stdout.trim_end(), "read_profile write_multipas", "{run}");

    fs::remove_file(project.path("vendor/library/scopes.toml")).expect("the catalog");
    project.edit("vendor/library/src/lib.rs", project.read("vendor/library/src/lib.rs") + "pub const MORE: u8 = 0;");
    project.cargo(["check"]).run().is_silent();
}

/// Both use the same target folder: the second replaces the output of the first.
#[test]
fn two_checkouts_are_equal_to_the_byte() {
    let project = Project::new("checkouts");
    let list =
        "pub fn list() -> &'static [&'static str] { oauth_scopes::scope_list!(\"write_multipass\", \"base\") }\n";
    let outputs = ["here", "some where else"].map(|folder| {
        project.write(&format!("{folder}/Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"app\"]\n");
        project.write(&format!("{folder}/Cargo.lock"), project.read("Cargo.lock"));
        project.write(&format!("{folder}/.cargo/config.toml"), RELATIVE_VARIABLE);
        project.write(&format!("{folder}/app/Cargo.toml"), manifest("app", ""));
        project.write(&format!("{folder}/app/src/lib.rs"), format!("{SOURCE}{list}"));
        project.write(&format!("{folder}/app/scopes.toml"), format!("extends = '../base.toml'\n{GOOD}"));
        project.write(&format!("{folder}/base.toml"), "scopes = ['base']\n");
        let from = project.path(folder);
        let remap = format!("--remap-path-prefix={}=/src", from.to_str().expect("a path in UTF-8"));
        let build = project.cargo(["rustc", "-p", "app", "--", &remap]).within(folder);
        // Incremental compilation gives parts of a library random names.
        let run = build.env("CARGO_INCREMENTAL", "0").run();
        assert!(run.is_silent().compiled.contains("app"), "{run}");
        let own = run.files.iter().filter(|file| file.contains("libapp"));
        own.map(|file| fs::read(file).expect("an output")).collect::<Vec<_>>()
    });
    assert_eq!(outputs[0].len(), 2, "an .rlib and an .rmeta");
    assert!(outputs[0] == outputs[1], "the outputs differ");
}

/// Cargo converts it to an absolute path, which differs between checkouts.
const RELATIVE_VARIABLE: &str = "[env]\nSCOPES_CATALOG = { value = 'base.toml', relative = true }\n";
