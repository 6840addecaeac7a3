//! The rebuild contract: what an edit rebuilds, and what it leaves alone.

mod cargo;

use std::fs;

use cargo::{Project, WORKSPACE, facade, manifest, package};

/// A library of one call.
const SOURCE: &str = "pub const SCOPES: oauth_scopes::Scopes = oauth_scopes::scopes!(\"read_profile\");\n";
/// A catalog that has what the call asks for.
const GOOD: &str = "name = 'multipass'\nscopes = ['read_profile', 'write_multipass']\n";
/// Another one that has it.
const LARGER: &str = "name = 'multipass'\nscopes = ['read_profile', 'write_multipass', 'admin']\n";
/// A catalog that lacks it.
const LACKING: &str = "name = 'multipass'\nscopes = ['write_multipass']\n";

const MISSING: &str = "no catalog of scopes";
const UNKNOWN: &str = "unknown scope `read_profile`";

/// `app`, compiled against a good catalog.
fn built(name: &str) -> Project {
    let project = Project::library(name, SOURCE);
    project.write("scopes.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
    project.check().is_silent().compiles([]);
    project
}

#[test]
fn an_edit_rebuilds_once() {
    let project = built("edit");
    project.edit("scopes.toml", LARGER);
    project.check().is_silent().compiles(["app"]);
    project.check().is_silent().compiles([]);
}

#[test]
fn an_edit_is_judged_anew() {
    let project = built("judge");
    project.edit("scopes.toml", LACKING);
    project.check().fails_with(&[UNKNOWN]).compiles([]);
    project.check().fails_with(&[UNKNOWN]).compiles([]);
    project.edit("scopes.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
}

#[test]
fn a_deleted_catalog_is_missed_and_one_that_comes_back_is_seen() {
    let project = built("delete");
    project.delete("scopes.toml");
    let run = project.check();
    run.fails_with(&[MISSING]);
    assert!(run.messages[0].text.contains("[ROOT]/scopes.toml"), "{run}");
    // With its old stamp, as a backup or version control may put it.
    project.write("scopes.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
    project.check().is_silent().compiles([]);
}

#[test]
fn a_new_catalog_is_seen() {
    let project = Project::library("create", SOURCE);
    project.check().fails_with(&[MISSING]);
    project.write("scopes.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
}

/// `app` in a folder beside the catalog that its own one extends.
fn extending(name: &str) -> Project {
    let project = Project::workspace(name, ["app"]);
    project.write("app/Cargo.toml", manifest("app", ""));
    project.write("app/src/lib.rs", SOURCE);
    project.write("app/scopes.toml", "extends = '../shared/scopes.toml'\n");
    project
}

#[test]
fn what_a_catalog_extends_is_a_part_of_it() {
    let project = extending("extends");
    project.write("shared/scopes.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
    project.check().is_silent().compiles([]);

    project.edit("shared/scopes.toml", LARGER);
    project.check().is_silent().compiles(["app"]);
    project.edit("shared/scopes.toml", LACKING);
    project.check().fails_with(&[UNKNOWN]);

    project.delete("shared/scopes.toml");
    let run = project.check();
    run.fails_with(&["app/scopes.toml:1:11: `../shared/scopes.toml` does not exist"]);
    project.write("shared/scopes.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
    project.check().is_silent().compiles([]);
}

#[test]
fn an_extended_file_is_seen_when_it_comes() {
    let project = extending("extends new");
    let run = project.check();
    run.fails_with(&["app/scopes.toml:1:11: `../shared/scopes.toml` does not exist"]);
    project.write("shared/scopes.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
}

#[test]
fn a_chain_of_extends_is_followed() {
    let project = extending("chain");
    project.write("shared/scopes.toml", "extends = ['base/one.toml', 'base/two.toml']\n");
    project.write("shared/base/one.toml", "scopes = ['write_multipass']\n");
    project.write("shared/base/two.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
    project.edit("shared/base/two.toml", "name = 'multipass'\n");
    project.check().fails_with(&[UNKNOWN]);
    project.edit("shared/base/one.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
    project.check().is_silent().compiles([]);
}

#[test]
fn a_named_catalog_extends_files_too() {
    let project =
        Project::library("named", "pub const S: &[&str] = oauth_scopes::scope_list!(other: \"read_profile\");");
    project.write("scopes.toml", "[catalogs.other]\nextends = 'other.toml'\n");
    project.write("other.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
    project.edit("other.toml", LACKING);
    project.check().fails_with(&[UNKNOWN]);
}

#[cfg(unix)]
#[test]
fn a_linked_catalog_is_followed() {
    let project = Project::library("link", SOURCE);
    project.write("elsewhere/all.toml", GOOD);
    std::os::unix::fs::symlink("elsewhere/all.toml", project.path("scopes.toml")).expect("a link");
    project.check().is_silent().compiles(["app"]);
    project.edit("elsewhere/all.toml", LACKING);
    project.check().fails_with(&[UNKNOWN]);
}

#[test]
fn folders_may_have_any_name() {
    let project = Project::workspace("spaces", ["a b/ä [x]"]);
    project.write("a b/ä [x]/Cargo.toml", manifest("app", ""));
    project.write("a b/ä [x]/src/lib.rs", SOURCE);
    project.write("a b/ä [x]/scopes.toml", "extends = \"../$y #.toml\"\n");
    project.write("a b/$y #.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
    project.check().is_silent().compiles([]);
    project.edit("a b/$y #.toml", LARGER);
    project.check().is_silent().compiles(["app"]);
    project.edit("a b/ä [x]/scopes.toml", "extends = '../$y #.toml'\n");
    project.check().is_silent().compiles(["app"]);
    project.check().is_silent().compiles([]);
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

/// The one hole in the contract: with stable Rust a crate can depend on a file, and not on the absence of one. Touch a
/// source of the package after such a change.
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

/// A file that is not there cannot be tracked: were its absence let pass, nobody would see it come.
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
fn what_has_nothing_to_do_with_it_rebuilds_nothing() {
    let project = built("unrelated");
    project.edit("README.md", "# New\n");
    project.edit("other.toml", LACKING);
    project.edit("config/scopes.toml", LACKING);
    project.check().is_silent().compiles([]);
    project.check_with("SCOPES_OTHER", "x").is_silent().compiles([]);
}

/// `uses` calls the macro, `dependent` depends on it, `other` has nothing to do with either, `alike` calls the macro
/// with a catalog of its own.
fn several(name: &str) -> Project {
    let project = Project::workspace(name, ["uses", "dependent", "other", "alike"]);
    for name in ["uses", "alike"] {
        project.write(&format!("{name}/Cargo.toml"), manifest(name, ""));
        project.write(&format!("{name}/src/lib.rs"), SOURCE);
        project.write(&format!("{name}/scopes.toml"), GOOD);
    }
    project.write("dependent/Cargo.toml", format!("{}uses = {{ path = '../uses' }}\n", package("dependent")));
    project.write("dependent/src/lib.rs", "pub fn scopes() -> &'static str { uses::SCOPES.as_str() }\n");
    project.write("other/Cargo.toml", package("other"));
    project.write("other/src/lib.rs", "pub fn other() {}\n");
    project.check().is_silent().compiles(["uses", "dependent", "other", "alike"]);
    project.check().is_silent().compiles([]);
    project
}

#[test]
fn only_the_crates_that_use_a_catalog_and_their_dependents_are_rebuilt() {
    let project = several("several");
    project.edit("uses/scopes.toml", LARGER);
    project.check().is_silent().compiles(["uses", "dependent"]);
    project.edit("other/src/lib.rs", "pub fn another() {}\n");
    project.check().is_silent().compiles(["other"]);
    project.edit("dependent/src/lib.rs", "pub use uses::SCOPES;\n");
    project.check().is_silent().compiles(["dependent"]);
    project.check().is_silent().compiles([]);
}

#[test]
fn the_variables_rebuild_the_crates_that_use_the_macro_and_their_dependents() {
    let project = several("variables");
    project.check_with("SCOPES_CHECK", "warn").is_silent().compiles(["uses", "alike", "dependent"]);
    project.check_with("SCOPES_CHECK", "warn").is_silent().compiles([]);
    project.check().is_silent().compiles(["uses", "alike", "dependent"]);
    project.check_with("SCOPES_CATALOG", "../nowhere.toml").is_silent().compiles(["uses", "alike", "dependent"]);
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
    // The example depends on the library, as all targets of a package do.
    check().is_silent().compiles(["app", "it", "ex"]);
}

/// Nothing on stable shows an expansion, but the compiler writes down what became of it: a constant of bytes for each
/// time that the catalog is included.
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
fn a_renamed_dependency_works() {
    let project = Project::new("renamed");
    project.write("Cargo.toml", format!("{}{}[workspace]\n", package("app"), facade("os")));
    project.write(
        "src/lib.rs",
        "use os::Scopes;\npub const SCOPES: Scopes = os::scopes!(\"read_profile\");\n\
         pub const LIST: &[&str] = os::scope_list!(\"read_profile\");\n",
    );
    project.write("scopes.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
    project.edit("scopes.toml", LACKING);
    project.check().fails_with(&[UNKNOWN, UNKNOWN]);
}

#[test]
fn a_renamed_import_works() {
    let source = "\
use oauth_scopes as os;
pub mod again { pub use oauth_scopes as hidden; }
pub const SCOPES: os::Scopes = os::scopes!(\"read_profile\");
pub const HIDDEN: os::Scopes = again::hidden::scopes!(\"read_profile\", \"write_multipass\");
";
    let project = Project::library("import", source);
    project.write("scopes.toml", GOOD);
    project.check().is_silent().compiles(["app"]);
}

/// A crate that hands the macro on works for those who do not know where it comes from.
#[test]
fn a_re_exported_macro_works() {
    let project = Project::workspace("re-export", ["middle", "app"]);
    project.write("middle/Cargo.toml", manifest("middle", ""));
    project.write("middle/src/lib.rs", "pub use oauth_scopes::{Scopes, scopes};\n");
    project.write("app/Cargo.toml", format!("{}middle = {{ path = '../middle' }}\n", package("app")));
    project.write("app/src/lib.rs", "pub const S: middle::Scopes = middle::scopes!(\"read_profile\");\n");
    project.write("app/scopes.toml", GOOD);
    project.check().is_silent().compiles(["app", "middle"]);
    project.edit("app/scopes.toml", LARGER);
    project.check().is_silent().compiles(["app"]);
}

#[test]
fn the_catalog_is_packaged() {
    let project = built("package");
    let run = project.cargo(["package", "--list", "--allow-dirty"]).run();
    let files: Vec<&str> = run.succeeds().stdout.lines().collect();
    assert!(files.contains(&"scopes.toml"), "{run}");
}

/// A registry's or vendored crate: cargo keeps its warnings to itself, and a mistake in it must not break the build of
/// somebody who can do nothing about it.
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

/// One target folder for both: the second replaces what the first has left.
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
        // Incremental compilation gives the parts of a library random names.
        let run = build.env("CARGO_INCREMENTAL", "0").run();
        assert!(run.is_silent().compiled.contains("app"), "{run}");
        let own = run.files.iter().filter(|file| file.contains("libapp"));
        own.map(|file| fs::read(file).expect("an output")).collect::<Vec<_>>()
    });
    assert_eq!(outputs[0].len(), 2, "an .rlib and an .rmeta");
    assert!(outputs[0] == outputs[1], "the outputs differ");
}

/// Cargo makes an absolute path of it, another one in each checkout.
const RELATIVE_VARIABLE: &str = "[env]\nSCOPES_CATALOG = { value = 'base.toml', relative = true }\n";
