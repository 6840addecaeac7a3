//! Tests `cargo scopes check` on generated workspaces.

mod project;

use project::Project;
use serde_json::Value;

const CATALOG: &str = "name = \"multipass\"\nscopes = [\"read_profile\", \"write_multipass\"]\n";

/// A package with one source file.
fn package(test: &str, main: &str) -> Project {
    Project::new(test).package("app", "oauth-scopes = \"0.1\"").file("scopes.toml", CATALOG).file("src/main.rs", main)
}

/// The findings as `file:line:column rule`.
fn findings(project: &Project, arguments: &[&str]) -> Vec<String> {
    let value = project.json(arguments);
    let rows = value["findings"].as_array().expect("findings").iter();
    rows.map(|row| {
        let text = |key: &str| row[key].as_str().expect("a text").to_owned();
        format!("{}:{}:{} {}", text("file"), row["line"], row["column"], text("rule"))
    })
    .collect()
}

#[test]
fn every_call_and_every_file_is_checked() {
    let project = package("everything", "mod inner;\nfn main() { inner::f(oauth_scopes::scopes!(\"read_profil\")) }\n")
        .file(
            "src/inner.rs",
            "use oauth_scopes::scopes as s;\npub fn f() { dbg!(s![\"read_profile\", \"write_multipas\"]); }\n",
        )
        .file("tests/it.rs", "#[test] fn t() { oauth_scopes::scope_list!(\"read_profile,write_multipass\"); }\n")
        .file("examples/e.rs", "fn main() { oauth_scopes::scopes!(r#\"a\"#); }\n")
        .file("build.rs", "fn main() { oauth_scopes::scopes!(\"b\"); }\n")
        .file("login.json", "{\"scope\": \"read_profile  write_multipass\"}\n")
        .append("scopes.toml", "[[config]]\nfile = \"src/../*.json\"\npath = \"scope\"\n");
    assert_eq!(
        findings(&project, &["check"]),
        [
            "build.rs:1:36 unknown-scope",
            "examples/e.rs:1:38 unknown-scope",
            "login.json:1:12 stray-whitespace",
            "src/inner.rs:2:39 unknown-scope",
            "src/main.rs:2:45 unknown-scope",
            "tests/it.rs:1:45 wrong-delimiter",
        ]
    );
    assert_eq!(project.run(&["check"]).0, 1);
}

#[test]
fn a_sound_workspace_is_said_to_be() {
    let project = package("sound", "fn main() { oauth_scopes::scopes!(\"read_profile\"); }\n");
    let expected = "no findings in 1 call and 0 configuration files\n";
    assert_eq!(project.run(&["check"]), (0, expected.to_owned(), String::new()));
    assert_eq!(project.run(&["scopes", "check"]).0, 0, "as cargo calls it");
}

#[test]
fn who_uses_no_macro_hears_of_literals() {
    let project = package("without_macros", "fn main() {}\n");
    let (code, output, _) = project.run(&["check"]);
    let expected = "no findings in 0 calls and 0 configuration files\n\
                    help: `cargo scopes check --literals` checks scopes that are written without the macros\n";
    assert_eq!((code, output.as_str()), (0, expected));
    let (_, output, _) = project.run(&["check", "--literals"]);
    assert!(!output.contains("help:"), "{output}");
}

#[test]
fn the_word_is_underlined() {
    let project = package(
        "underlined",
        "fn main() {\n    let s = oauth_scopes::scopes!(\"read_profile \\\n        write_multipas\");\n}\n",
    );
    let expected = "\
error[unknown-scope]: unknown scope `write_multipas` (2nd of 2)
 --> src/main.rs:3:9
  |
3 |         write_multipas\");
  |         ^^^^^^^^^^^^^^
  |
  = help: did you mean `write_multipass`?
  = help: if multipass has this scope, add `write_multipas = \"description\"` under `[scopes]` in scopes.toml

1 error in 1 call and 0 configuration files
";
    assert_eq!(project.run(&["check"]), (1, expected.to_owned(), String::new()));
}

#[test]
fn what_only_the_compiler_sees_is_said() {
    let project = package(
        "macro_generated",
        "macro_rules! m { ($s:literal) => { oauth_scopes::scopes!($s) } }\nfn main() { m!(\"nonsense\"); }\n",
    )
    .file("tests/ui/fixture.rs", "fn main() { oauth_scopes::scopes!(\"nonsense\"); }\n");
    let (code, output, _) = project.run(&["check"]);
    let expected = "\
note: src/main.rs:1:50: arguments come from a macro; checked only by the compiler
note: tests/ui/fixture.rs: not part of any target; not checked
no findings in 0 calls and 0 configuration files
";
    assert_eq!((code, output.as_str()), (0, expected));
}

#[test]
fn files_of_targets_are_found_wherever_they_are() {
    let wrong = "pub fn f() { oauth_scopes::scopes!(\"x\"); }\n";
    let project = package(
        "modules",
        "#[path = \"far/off.rs\"] mod one;\nmod two { mod three; }\nmod four;\ninclude!(\"five.rs\");\nfn main() {}\n",
    )
    .file("src/far/off.rs", wrong)
    .file("src/two/three.rs", wrong)
    .file("src/four/mod.rs", "mod deep;\n")
    .file("src/four/deep.rs", wrong)
    .file("src/five.rs", wrong)
    .file("src/left_over.rs", wrong)
    .file("src/bin/tool/main.rs", "mod part; fn main() {}\n")
    .file("src/bin/tool/part.rs", wrong)
    .file("tests/common/mod.rs", wrong)
    .file("tests/one.rs", "mod common;\n");
    let value = project.json(&["check"]);
    let mut files: Vec<&str> =
        value["findings"].as_array().expect("findings").iter().filter_map(|row| row["file"].as_str()).collect();
    files.dedup();
    let expected = [
        "src/bin/tool/part.rs", "src/far/off.rs", "src/five.rs", "src/four/deep.rs", "src/two/three.rs",
        "tests/common/mod.rs",
    ];
    assert_eq!(files, expected);
    assert_eq!(value["orphan_files"], serde_json::json!(["src/left_over.rs"]));
}

#[test]
fn the_packages_that_are_asked_about() {
    let wrong = "pub fn f() { oauth_scopes::scopes!(\"x\"); }\n";
    let project = Project::new("packages")
        .file("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\", \"three\"]\nresolver = \"3\"\n")
        .member("one", "oauth-scopes = \"0.1\"")
        .member("two", "scoped = { package = \"oauth-scopes\", version = \"0.1\" }")
        .member("three", "one = { path = \"../one\" }")
        .file("one/scopes.toml", CATALOG)
        .file("two/scopes.toml", CATALOG)
        .file("three/scopes.toml", CATALOG)
        .file("one/src/lib.rs", wrong)
        .file("two/src/lib.rs", "pub fn f() { scoped::scopes!(\"x\"); other::scopes!(\"y\"); }\n")
        .file("three/src/lib.rs", "pub fn f() { one::scopes!(\"x\"); }\n");
    let all = [
        "one/src/lib.rs:1:37 unknown-scope",
        "three/src/lib.rs:1:28 unknown-scope",
        "two/src/lib.rs:1:31 unknown-scope",
    ];
    assert_eq!(findings(&project, &["check"]), all);
    assert_eq!(findings(&project, &["check", "-p", "two"]), all[2..]);
    assert_eq!(findings(&project, &["check", "-p", "two", "--package", "one"]), [all[0], all[2]]);
    let inside = project.inside("three");
    assert_eq!(findings(&inside, &["check"]), all[1..2]);
    assert_eq!(findings(&inside, &["check", "--all"]), all);
    assert_eq!(findings(&inside, &["check", "--manifest-path", "../two/Cargo.toml"]), all[2..]);
    let (code, _, error) = project.run(&["check", "-p", "tow"]);
    assert_eq!((code, &*error), (101, "error: unknown package `tow`\nhelp: did you mean `two`?\n"));
}

#[test]
fn levels_are_given() {
    let project = package("levels", "fn main() { oauth_scopes::scopes!(\"read_profile read_profile\"); }\n");
    let level = |arguments: &[&str]| {
        let value = project.json(arguments);
        (project.run(arguments).0, value["findings"][0]["level"].as_str().map(str::to_owned))
    };
    let expected = |code, level: Option<&str>| (code, level.map(str::to_owned));
    assert_eq!(level(&["check"]), expected(0, Some("warn")));
    assert_eq!(level(&["check", "--deny", "duplicate-scope"]), expected(1, Some("deny")));
    assert_eq!(level(&["check", "-D", "warnings"]), expected(1, Some("deny")));
    assert_eq!(level(&["check", "-A", "duplicate_scope"]), expected(0, None));
    // The last option applies.
    assert_eq!(level(&["check", "-D", "duplicate-scope", "-A", "duplicate-scope"]), expected(0, None));
    assert_eq!(level(&["check", "-A", "duplicate-scope", "-D", "duplicate-scope"]), expected(1, Some("deny")));
    let (code, _, error) = project.run(&["check", "-W", "duplicate"]);
    assert_eq!(code, 101);
    assert!(error.starts_with("error: unknown rule `duplicate`\nhelp: "), "{error}");
}

#[test]
fn a_catalog_for_the_whole_workspace() {
    let project = Project::new("fallback")
        .package("app", "oauth-scopes = \"0.1\"")
        .file("src/main.rs", "fn main() { oauth_scopes::scopes!(\"read_profil\"); }\n");
    let (code, output, _) = project.run(&["check"]);
    assert_eq!(code, 1);
    assert!(
        output.starts_with("error[catalog]: no catalog of scopes: `scopes.toml` not found\n --> src/main.rs:1:27\n"),
        "{output}"
    );
    let project = project
        .file("shared/all.toml", CATALOG)
        .file(".cargo/config.toml", "[env]\nSCOPES_CATALOG = { value = \"shared/all.toml\", relative = true }\n");
    assert_eq!(findings(&project, &["check"]), ["src/main.rs:1:36 unknown-scope"]);
}

#[test]
fn mistakes_before_there_is_anything_to_check() {
    let project = package(
        "mistakes",
        "fn main() { oauth_scopes::scopes!(NAME); oauth_scopes::scopes!(hub: \"a\"); oauth_scopes::scopes!(\"read_profile\", client = \"web\"); }\n",
    );
    assert_eq!(
        findings(&project, &["check"]),
        ["src/main.rs:1:35 call", "src/main.rs:1:64 catalog", "src/main.rs:1:122 catalog"]
    );
    let broken = package("broken", "fn main() { oauth_scopes::scopes!(\"x\"); }\n")
        .file("scopes.toml", "nam = 1\nscopes = [\"a b\"]\n");
    let files = ["scopes.toml:1:1 catalog", "scopes.toml:2:11 catalog"];
    assert_eq!(findings(&broken, &["check"]), files, "a catalog with mistakes judges nothing");
    let unended = package("unended", "fn main() { oauth_scopes::scopes!(\"x\" }\n");
    assert_eq!(findings(&unended, &["check"]), ["src/main.rs:1:27 call"]);
}

#[test]
fn a_file_that_agrees_with_calls() {
    let project = package("agreement", "fn main() { oauth_scopes::scopes!(\"read_profile\"); }\n")
        .file("login.json", "{\"scope\": \"write_multipass\"}\n")
        .append("scopes.toml", "[[config]]\nfile = \"login.json\"\npath = \"scope\"\nmatches = \"scopes!\"\n");
    assert_eq!(findings(&project, &["check"]), ["src/main.rs:1:35 config-differs"]);
}

#[test]
fn bad_input_is_an_answer() {
    let project = package("bad", "fn main() { oauth_scopes::scopes!(\"read_profile\"); }\n");
    std::fs::write(project.path("src/main.rs"), b"fn main() { oauth_scopes::scopes!(\"\xff\"); }").expect("a file");
    let (code, output, error) = project.run(&["check"]);
    assert_eq!((code, &*error), (1, ""));
    assert!(
        output.starts_with("error[call]: `src/main.rs` is not valid UTF-8: the first invalid byte is at 1:36\n"),
        "{output}"
    );
    let empty = Project::new("no-workspace");
    let (code, _, error) = empty.inside("..").run(&["check", "--manifest-path", "no-workspace/Cargo.toml"]);
    assert_eq!(code, 101);
    assert!(error.starts_with("error: `cargo metadata` failed: "), "{error}");
}

#[test]
fn a_catalog_without_a_package_is_checked_with_its_files() {
    let outside = std::env::temp_dir().join(format!("scopes-check-{}", std::process::id()));
    let folder = Project::at(&outside);
    let alone = folder.run(&["check"]);
    let folder = folder
        .file("scopes.toml", "scopes = ['orders:read']\n[[config]]\nfile = 'app.json'\npath = 'scopes'\n")
        .file("app.json", "{\"scopes\": \"orders:raed\"}\n");
    let checked = folder.run(&["check"]);
    let fixed = folder.run(&["fix", "--allow-no-vcs", "--likely"]);
    let (text, locked) = (folder.text("app.json"), folder.run(&["lock"]));
    std::fs::remove_dir_all(&outside).expect("the folder");
    assert!(checked.0 == 1 && checked.1.contains("unknown scope `orders:raed`"), "{checked:?}");
    assert_eq!((fixed.0, &*text), (0, "{\"scopes\": \"orders:read\"}\n"), "{fixed:?}");
    assert_eq!(locked.0, 0, "{locked:?}");
    assert!(alone.0 == 101 && alone.2.contains("could not find `Cargo.toml`"), "{alone:?}");
    assert!(
        alone.2.contains("help: name a package with `--manifest-path`, or use `cargo scopes check --literals`"),
        "{alone:?}"
    );
}

#[test]
fn a_secret_in_a_catalog_is_not_shown() {
    let project = package("secret", "fn main() {}\n")
        .append("scopes.toml", "[clients.web]\nallow = []\nclient_secret = \"s3cr3t\"\n");
    let (code, output, _) = project.run(&["check"]);
    assert_eq!(code, 1);
    assert!(output.contains("--> scopes.toml:") && !output.contains("s3cr3t"), "{output}");
    let value: Value = project.json(&["check"]);
    assert!(!value.to_string().contains("s3cr3t"));
}

#[test]
fn the_same_bytes_in_any_folder() {
    let outputs = ["here", "there"].map(|test| {
        let project = package(test, "mod a; mod b; fn main() {}\n")
            .file("src/b.rs", "fn f() { oauth_scopes::scopes!(\"y\"); }\n")
            .file("src/a.rs", "fn f() { oauth_scopes::scopes!(\"x z\"); }\n");
        (project.run(&["check"]), project.json(&["check"]))
    });
    assert_eq!(outputs[0], outputs[1]);
}

#[test]
fn sets_and_assertions_are_calls_too() {
    let catalog = format!("{CATALOG}[operations]\n\"GET /a\" = {{ needs = \"read_profile\" }}\n");
    let project = package(
        "sets",
        "oauth_scopes::catalog!(mod multipass);\noauth_scopes::scope_set!(pub struct A: multipass = \"read_profil\");\n\
         oauth_scopes::assert_covers!(SCOPES, \"write_multipas\", operations = [\"GET /b\"]);\n\
         oauth_scopes::performs_here!(\"GET /c\");\nfn main() {}\n",
    )
    .file("scopes.toml", &catalog);
    let expected = [
        "src/main.rs:2:53 unknown-scope",
        "src/main.rs:3:39 unknown-scope",
        "src/main.rs:3:70 catalog",
        "src/main.rs:4:30 catalog",
    ];
    assert_eq!(findings(&project, &["check"]), expected);
}

#[test]
fn a_catalog_that_packages_share_is_wrong_once() {
    let project = Project::new("shared")
        .file("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\nresolver = \"3\"\n")
        .member("one", "oauth-scopes = \"0.1\"")
        .member("two", "oauth-scopes = \"0.1\"")
        .file("all.toml", "nmae = \"x\"\n")
        .file("one/scopes.toml", "extends = \"../all.toml\"\n")
        .file("two/scopes.toml", "extends = \"../all.toml\"\n")
        .file("one/src/lib.rs", "")
        .file("two/src/lib.rs", "");
    assert_eq!(findings(&project, &["check"]).len(), 1);
}

#[test]
fn a_name_that_a_prelude_gives() {
    let project = package("prelude", "mod prelude; mod user; fn main() {}\n")
        .file("src/prelude.rs", "pub use oauth_scopes::scopes as ask;\n")
        .file("src/user.rs", "use crate::prelude::*;\nfn f() { ask!(\"read_profil\"); }\n");
    assert_eq!(findings(&project, &["check"]), ["src/user.rs:2:16 unknown-scope"]);
}

#[cfg(unix)]
#[test]
fn a_device_is_no_catalog() {
    let project = package("device", "fn main() { oauth_scopes::scopes!(\"read_profile\"); }\n")
        .file("scopes.toml", "extends = \"/dev/zero\"\n");
    let (code, output, _) = project.run(&["check"]);
    assert_eq!(code, 1);
    assert!(output.contains("`/dev/zero` is outside of the workspace"), "{output}");
}

#[cfg(unix)]
#[test]
fn a_module_is_checked_wherever_it_is() {
    let wrong = |name: &str| format!("pub fn f() {{ oauth_scopes::scopes!(\"{name}\"); }}\n");
    let main = "mod ignored;\nmod linked;\nmod folder;\nmod hidden;\nmod r#type;\n#[path = \"../../shared/far.rs\"]\nmod far;\n\
        mod inner { include!(\"part.in\"); }\nfn main() {}\n";
    let all = Project::new("wherever")
        .file(".git/HEAD", "")
        .file("shared/far.rs", &wrong("far"))
        .file("shared/linked.rs", &wrong("linked"))
        .file("shared/folder/mod.rs", &(wrong("folder") + "mod deep;\n"))
        .file("shared/folder/deep.rs", &wrong("deep"));
    let project = all
        .inside("app")
        .file("src/main.rs", main)
        .package("app", "oauth-scopes = \"0.1\"")
        .file("scopes.toml", CATALOG)
        .file(".gitignore", "ignored.rs\nunused.rs\n")
        .file("src/ignored.rs", &wrong("ignored"))
        .file("src/unused.rs", &wrong("unused"))
        .file("src/type.rs", &wrong("type"))
        .file("src/hidden.rs", "#[path = \".h/x.rs\"]\nmod x;\n")
        .file("src/.h/x.rs", &wrong("hidden"))
        .file("src/part.in", &wrong("included"));
    std::os::unix::fs::symlink("../../shared/linked.rs", project.path("src/linked.rs")).expect("a link");
    std::os::unix::fs::symlink("../../shared/folder", project.path("src/folder")).expect("a link");
    let report = project.json(&["check"]);
    let mut tokens: Vec<&str> =
        report["findings"].as_array().expect("findings").iter().filter_map(|row| row["token"].as_str()).collect();
    tokens.sort_unstable();
    assert_eq!(tokens, ["deep", "far", "folder", "hidden", "ignored", "included", "linked", "type"]);
    assert_eq!(report["orphan_files"].as_array().map(Vec::len), Some(0), "{report:#}");
}

#[test]
fn a_reader_that_goes_away_changes_no_answer() {
    let project = package("closed", "fn main() { oauth_scopes::scopes!(\"read_profil\"); }\n");
    let run = |arguments: &[&str]| project.run_unread(arguments);
    for arguments in [&["check"][..], &["check", "--format", "sarif"], &["audit"], &["fix", "--allow-no-vcs"]] {
        assert_eq!(run(arguments), 1, "{arguments:?}");
    }
    for arguments in [&["lock"][..], &["completions", "bash"], &["list", "--provider", "google"]] {
        assert_eq!(run(arguments), 0, "{arguments:?}");
    }
}
