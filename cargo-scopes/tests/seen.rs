//! Tests that `cargo scopes check` finds the same calls as the compiler, whatever path or import they use.

mod project;

use project::Project;
use serde_json::Value;

const CATALOG: &str = "name = \"multipass\"\n\n[scopes]\nread_profile = \"x\"\n";

/// A package with these files.
fn package(test: &str, files: &[(&str, &str)]) -> Project {
    let project =
        Project::new(test).package("demo", "oauth-scopes = \"0.1\"\nrspotify = \"0.15\"").file("scopes.toml", CATALOG);
    files.iter().fold(project, |project, (path, text)| project.file(path, text))
}

/// The words in the findings with their levels, and the reasons why calls were not checked.
fn seen(project: &Project) -> (Vec<String>, Vec<String>) {
    let report = project.json(&["check"]);
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().expect("findings").iter();
    let unseen = report["macro_generated"].as_array().expect("calls").iter();
    (
        findings.map(|finding| format!("{} {}", text(finding, "level"), text(finding, "token"))).collect(),
        unseen.map(|call| text(call, "reason")).collect(),
    )
}

/// Checks each file alone: the words in the findings, and the reasons why calls are not checked.
fn table(test: &str, rows: &[(&str, &[&str], &[&str])]) {
    for (number, (source, words, reasons)) in rows.iter().enumerate() {
        let project = package(&format!("{test}-{number}"), &[("src/lib.rs", source)]);
        let (found, unseen) = seen(&project);
        assert_eq!((&*found, &*unseen), (&*strings(words), &*strings(reasons)), "{source}");
    }
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

#[test]
fn calls_that_are_reached_by_a_path() {
    table(
        "paths",
        &[
            ("mod prelude { pub use oauth_scopes::*; }\nfn f() { prelude::scopes!(\"a\"); }", &["deny a"], &[]),
            ("mod i { pub use oauth_scopes::scopes; }\nfn f() { i::scopes!(\"a\"); }", &["deny a"], &[]),
            (
                "mod i { pub mod j { pub use oauth_scopes::scopes; } }\nfn f() { i::j::scopes!(\"a\"); }",
                &["deny a"],
                &[],
            ),
            (
                "mod prelude { pub use oauth_scopes; }\nfn f() { prelude::oauth_scopes::scopes!(\"a\"); }",
                &["deny a"],
                &[],
            ),
            ("mod prelude { pub use oauth_scopes as os; }\nfn f() { prelude::os::scopes!(\"a\"); }", &["deny a"], &[]),
            ("mod i { pub use oauth_scopes::scopes as re; }\nfn f() { i::re!(\"a\"); }", &["deny a"], &[]),
            (
                "mod i { pub use oauth_scopes::scopes as re; }\nuse i::re as rr;\nfn f() { rr!(\"a\"); }",
                &["deny a"],
                &[],
            ),
            ("use oauth_scopes as o; use o as p;\nfn f() { p::scopes!(\"a\"); }", &["deny a"], &[]),
            ("extern crate oauth_scopes as o;\nmod m { pub fn f() { o::scopes!(\"a\"); } }", &["deny a"], &[]),
            (
                "fn f() { use oauth_scopes::scopes as s; s!(\"a\"); }\nfn g() { r#oauth_scopes::r#scopes!(\"b\"); }",
                &["deny a", "deny b"],
                &[],
            ),
            ("mod i { pub use oauth_scopes::scope_list as scopes; }\nfn f() { i::scopes!(\"a\"); }", &["deny a"], &[]),
            ("use oauth_scopes::scopes;\nmod m { use super::*; pub fn f() { scopes!(\"a\"); } }", &["deny a"], &[]),
            (
                "mod a { pub use super::b::*; } mod b { pub use super::a::*; pub use oauth_scopes::scopes; }\nfn f() { a::scopes!(\"a\"); }",
                &["deny a"],
                &[],
            ),
        ],
    );
}

#[test]
fn calls_of_others_are_not_ours() {
    table(
        "others",
        &[
            ("mod prelude { pub use rspotify::*; }\nfn f() { prelude::scopes!(\"a\"); }", &[], &["owner"]),
            ("mod prelude { pub use rspotify::scopes; }\nfn f() { prelude::scopes!(\"a\"); }", &[], &[]),
            ("use rspotify as r; use r as s;\nfn f() { s::scopes!(\"a\"); }", &[], &[]),
            (
                "mod i { macro_rules! scopes { ($t:tt) => {} } pub(crate) use scopes; }\nfn f() { i::scopes!(\"a\"); }",
                &[],
                &[],
            ),
            (
                "mod ours { pub use oauth_scopes::*; } mod theirs { pub use rspotify::scopes; }\nfn f() { theirs::scopes!(\"a\"); ours::scopes!(\"b\"); }",
                &["deny b"],
                &[],
            ),
        ],
    );
}

#[test]
fn what_is_not_certain_is_listed() {
    table(
        "unseen",
        &[
            ("fn f() { generated::scopes!(\"a\"); }", &[], &["owner"]),
            (
                "macro_rules! m { ($m:ident, $s:literal) => { oauth_scopes::$m!($s) } }\nfn f() { m!(scopes, \"a\"); }",
                &[],
                &["arguments"],
            ),
            (
                "#[cfg(unix)] use oauth_scopes::scopes; #[cfg(not(unix))] use rspotify::scopes;\nfn f() { scopes!(\"a\"); }",
                &[],
                &["owner"],
            ),
            ("fn f() { quote! { oauth_scopes::scopes!(\"a\") }; }", &[], &["generated"]),
            (
                "macro_rules! w { ($m:path) => { $m!(\"a\") } }\nfn f() { w!(oauth_scopes::scopes); }",
                &[],
                &["handed-on"],
            ),
            ("use oauth_scopes::scopes;\nfn f() { elsewhere::w!(oauth_scopes::scopes, \"a\"); }", &[], &["handed-on"]),
            (
                "use oauth_scopes::scopes;\nmacro_rules! w { ($m:ident) => { $m!(\"a\") } }\nfn f() { w!(scopes); }",
                &[],
                &["handed-on"],
            ),
            // A variable of the same name.
            (
                "use oauth_scopes::scopes;\nmacro_rules! w { ($a:expr) => { drop($a) } }\nfn f() { let scopes = 1; w!(scopes); dbg!(scopes); }",
                &[],
                &[],
            ),
            ("macro_rules! w { ($m:path) => { $m!(\"a\") } }\nfn f() { w!(rspotify::scopes); }", &[], &[]),
        ],
    );
}

#[test]
fn calls_that_the_compiler_does_not_see() {
    table(
        "not-seen",
        &[
            ("fn f() { stringify!(oauth_scopes::scopes!(\"a\")); }", &[], &[]),
            (
                "#[cfg(any())]\nfn f() { oauth_scopes::scopes!(\"a\"); }\nfn g() { oauth_scopes::scopes!(\"b\"); }",
                &["deny b"],
                &[],
            ),
            ("#[cfg(unix)]\nfn f() { oauth_scopes::scopes!(\"a\"); }", &["deny a"], &[]),
            ("macro_rules! never { () => { oauth_scopes::scopes!(\"a\") } }", &[], &["uncalled"]),
            ("macro_rules! once { () => { oauth_scopes::scopes!(\"a\") } }\nfn f() { once!(); }", &["deny a"], &[]),
            (
                "macro_rules! m { (a) => { oauth_scopes::scopes!(\"a\") }; () => {} }\nfn f() { m!(); }",
                &["warn a"],
                &[],
            ),
            (
                "macro_rules! gone { ($($t:tt)*) => {} }\ngone! { const A: S = oauth_scopes::scopes!(\"a\"); }",
                &["warn a"],
                &[],
            ),
            (
                "macro_rules! kept { ($($t:tt)*) => { $($t)* } }\nkept! { const A: S = oauth_scopes::scopes!(\"a\"); }",
                &["deny a"],
                &[],
            ),
            (
                "macro_rules! inner { ($t:expr) => {} } macro_rules! outer { ($t:expr) => { inner!($t) } }\nfn f() { outer!(oauth_scopes::scopes!(\"a\")); }",
                &["warn a"],
                &[],
            ),
            (
                "fn f() { json!({ \"scope\": oauth_scopes::scopes!(\"a\") }); vec![oauth_scopes::scopes!(\"b\")]; }",
                &["deny a", "deny b"],
                &[],
            ),
        ],
    );
}

#[test]
fn calls_that_other_files_make_known() {
    let project = package(
        "files",
        &[
            ("src/lib.rs", "mod prelude;\npub mod a;\nmod deep;\npub use crate::prelude::inner::sc as other;\n"),
            (
                "src/prelude/mod.rs",
                "pub mod inner { pub use oauth_scopes::scopes as sc; }\npub use self::inner::*;\npub use rspotify::scopes;\n",
            ),
            ("src/a.rs", "use crate::prelude::*;\nfn f() { sc!(\"one\"); scopes!(\"theirs\"); }\nmod b;\n"),
            ("src/a/b.rs", "fn f() { super::super::prelude::inner::sc!(\"two\"); crate::other!(\"three\"); }\n"),
            (
                "src/deep.rs",
                "use crate::other as mine;\nfn f() { mine!(\"four\"); gone!(mine!(\"five\")); never!(); }\n",
            ),
            (
                "src/main.rs",
                "macro_rules! never { () => { demo::other!(\"seven\") } }\nfn main() { demo::other!(\"six\"); demo::prelude::scopes!(\"theirs\"); }\n",
            ),
            ("src/macros.rs", "macro_rules! gone { ($($t:tt)*) => {} }\n"),
        ],
    );
    let (mut found, unseen) = seen(&project);
    found.sort();
    let expected = ["deny four", "deny one", "deny seven", "deny six", "deny three", "deny two", "warn five"];
    assert_eq!((found, unseen), (strings(&expected), Vec::new()));
}

#[test]
fn libraries_of_the_workspace_hand_macros_on() {
    let project = Project::new("libraries")
        .file("Cargo.toml", "[workspace]\nmembers = [\"app\", \"common\"]\nresolver = \"3\"\n")
        .member("common", "oauth-scopes = \"0.1\"\nrspotify = \"0.15\"")
        .member("app", "common = { path = \"../common\" }")
        .file("app/scopes.toml", CATALOG)
        .file("common/src/lib.rs", "pub mod ours { pub use oauth_scopes::scopes as sc; }\npub use rspotify::scopes;\n")
        .file("app/src/lib.rs", "fn f() { common::ours::sc!(\"one\"); common::scopes!(\"theirs\"); }\n");
    assert_eq!(seen(&project), (strings(&["deny one"]), Vec::new()));
}

#[test]
#[cfg(unix)]
fn a_member_is_found_through_a_link() {
    let call = "fn f() { oauth_scopes::scopes!(\"read_profile\"); }\n";
    let project =
        Project::new("links").file("work/Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\nresolver = \"3\"\n");
    let project = ["one", "two"].into_iter().fold(project, |project, name| {
        let manifest = project::MANIFEST.replace("demo", name).replace("\n[workspace]\n", "");
        let file = |name: &str, file: &str| format!("work/{name}/{file}");
        let project = project.file(&file(name, "Cargo.toml"), &manifest).file(&file(name, "scopes.toml"), CATALOG);
        project.file(&file(name, "src/lib.rs"), call)
    });
    std::os::unix::fs::symlink(project.path("work"), project.path("link")).expect("a link");
    for manifest in ["work/one/Cargo.toml", "link/one/Cargo.toml"] {
        let manifest = project.path(manifest);
        let report = project.json(&["check", "--manifest-path", manifest.to_str().expect("UTF-8")]);
        assert_eq!(report["calls"], 1, "{}", manifest.display());
    }
    let whole = project.path("link/Cargo.toml");
    assert_eq!(project.json(&["check", "--manifest-path", whole.to_str().expect("UTF-8")])["calls"], 2);
}
