//! Tests what happens after a mistake: there are no consecutive errors, and `SCOPES_CHECK` changes what is reported but
//! not the value.

mod cargo;

use cargo::{Message, Project, Run, manifest};

const CATALOG: &str = include_str!("compile_pass/scopes.toml");

/// A workspace of packages with these sources and the same catalog.
fn packages(name: &str, packages: &[(String, String)]) -> Project {
    let project = Project::workspace(name, packages.iter().map(|(name, _)| &**name));
    for (name, source) in packages {
        let file = if source.contains("fn main()") { "main" } else { "lib" };
        project.write(&format!("{name}/Cargo.toml"), manifest(name, "").replace("oauth-scopes = {", FACADE));
        project.write(&format!("{name}/src/{file}.rs"), source);
        project.write(&format!("{name}/scopes.toml"), CATALOG);
    }
    project
}

/// `Granted` requires a feature.
const FACADE: &str = "oauth-scopes = { features = [\"alloc\"],";

/// The arguments of `scopes!`. After the error, the value has the right type and as much of the content as possible.
const CALLS: [&str; 14] = [
    r#""write_multipas""#,
    r#""read_profile,write_multipass""#,
    "TEXT",
    r#""read_profile", clinet = "web""#,
    r#"githup: "repo""#,
    r#""read_profile", client = "nobody""#,
    r#""read_profile", operations = ["none"]"#,
    r#""read_profile" "write_multipass""#,
    r#""" , github::x"#,
    r#"= "read_profile""#,
    r#""read_profile", client"#,
    r#""read_profile"x"#,
    r#"c"read_profile""#,
    r#"shop: shop: "read_orders""#,
];

/// Sources with a mistake in another macro, and code that uses what the macro would have generated.
const SOURCES: [&str; 11] = [
    "oauth_scopes::catalog!(pub mod m);\noauth_scopes::scope_set!(pub struct S: m = \"admim\");\n\
         pub fn list(_: impl m::grants::ReadMultipass) {}\npub fn run() { list(S) }",
    "pub const GET: oauth_scopes::Operation = oauth_scopes::operation!(\"GOT /multipass\");\n\
         pub const NAME: &str = GET.name;\npub fn met() -> bool { GET.needs.is_met(&|_| false) }",
    "#[oauth_scopes::performs(\"GOT /multipass\")]\npub fn get() -> usize { 1 }\npub fn run() -> usize { get() }",
    "#[oauth_scopes::performs(GET)]\npub fn get() -> usize { 1 }\npub fn run() -> usize { get() }",
    "oauth_scopes::catalog!(pub mod m, shop);",
    "oauth_scopes::catalog!(nothing: pub mod m);",
    "oauth_scopes::performs_here!(1);",
    "oauth_scopes::assert_covers!(oauth_scopes::scopes!(\"admin\") \"admin\");",
    "oauth_scopes::assert_covers!(oauth_scopes::scopes!(\"admin\"), nothing: \"admin\");",
    "oauth_scopes::scope_set!();",
    "oauth_scopes::catalog!();",
];

#[test]
fn no_second_error_follows() {
    let calls = CALLS.iter().enumerate().map(|(number, call)| {
        let source = format!(
            "const TEXT: &str = \"read_profile\";\n\
             const SCOPES: oauth_scopes::Scopes = oauth_scopes::scopes!({call});\n\
             const COUNT: usize = SCOPES.len();\n\
             fn main() {{ println!(\"{{TEXT}} {{COUNT}} {{}}\", SCOPES.as_str()); }}\n"
        );
        (format!("call{number}"), source)
    });
    let sources = SOURCES.iter().enumerate().map(|(number, source)| (format!("source{number}"), (*source).to_owned()));
    let (cases, denied) = (calls.chain(sources).collect::<Vec<_>>(), denied());
    let project = packages("second", &[&cases[..], &denied[..], &[not_a_requirement()]].concat());
    let file = "denied_by_manifest/Cargo.toml";
    project.write(file, project.read(file) + "[lints.rust]\ndeprecated = \"deny\"\n");
    let run = project.cargo(["check", "--workspace", "--keep-going"]).run();
    let messages = |name: &str| -> Vec<&str> {
        run.messages.iter().filter(|message| message.target == name).map(Message::headline).collect()
    };
    let is_one_error = |name: &str| messages(name).len() == 1 && run.errors().iter().any(|error| error.target == name);
    let wrong = cases.iter().filter(|(name, _)| !is_one_error(name));
    let wrong: Vec<String> = wrong.map(|(name, source)| format!("{source}\n{}", run.rendered(name))).collect();
    assert!(wrong.is_empty(), "not one error:\n{}", wrong.join("\n\n"));
    assert_eq!(own_crates(&run), [""; 0], "{run}");
    for (name, _) in &denied {
        assert!(is_one_error(name) && messages(name)[0].starts_with("use of deprecated constant"), "{name}\n{run}");
    }
    let mut messages = messages("not_a_requirement");
    messages.sort_unstable();
    let expected = [
        "`str` does not implement `RequestedScopes`; expected `Scopes` or `ScopesBuf`",
        "`str` does not implement `Requirement`; expected `Scopes`, `Need`, `Operation`, or a slice of them",
    ];
    assert_eq!(messages, expected, "{run}");
}

/// A warning is an error if the lint is denied.
fn denied() -> [(String, String); 4] {
    let old = "pub const OLD: oauth_scopes::Scopes = oauth_scopes::scopes!(\"old_profile\");\n";
    [
        ("denied", "#![deny(deprecated)]\n"),
        ("denied_warnings", "#![deny(warnings)]\n"),
        ("forbidden", "#![forbid(deprecated)]\n"),
        ("denied_by_manifest", ""),
    ]
    .map(|(name, lint)| (name.to_owned(), format!("{lint}{old}")))
}

/// The errors for types that cannot be used as a need or a request explain which types can be used.
fn not_a_requirement() -> (String, String) {
    let source = "pub fn covers(granted: &oauth_scopes::Granted, name: &str) -> bool { granted.covers(name) }\n\
        pub fn granted(name: &str) -> oauth_scopes::Granted { oauth_scopes::Granted::from_response(name, None) }\n";
    ("not_a_requirement".to_owned(), source.to_owned())
}

/// Calls with mistakes, the resulting value, and the number of findings.
const WRONG_CALLS: [(&str, &str, usize); 4] = [
    (r#""read_profile,write_multipas""#, "read_profile write_multipas", 2),
    (r#"shop: "read_orders write_order""#, "read_orders,write_order", 2),
    (r#"" old_profile  read_profile""#, "old_profile read_profile", 2),
    (r#""nothing", client = "nobody""#, "nothing", 2),
];

/// A mistake in each of the other macros.
const WRONG_PROOFS: &str = "\
oauth_scopes::catalog!(pub mod multipass);
oauth_scopes::scope_set!(pub struct Session: multipass = \"read_multipas\");
pub const GET: oauth_scopes::Operation = oauth_scopes::operation!(\"GOT /multipass\");
#[oauth_scopes::performs(\"PAT /multipass\")]
pub fn get() { oauth_scopes::performs_here!(\"PUTT /multipass\"); }
oauth_scopes::assert_covers!(oauth_scopes::scopes!(\"admin\"), \"read_multipas\");
oauth_scopes::assert_covers!(oauth_scopes::scopes!(\"read_profile\"), \"read_profile\", \"admin\");
pub fn list(_: &impl multipass::grants::ReadMultipass) {}
";

const PROOFS: &str = "proofs";

/// The project with all of these; `right` has no mistake.
fn mistakes() -> Project {
    let printing = |call: &str| {
        format!(
            "fn main() {{ print!(\"{{}}|{{:?}}\", oauth_scopes::scopes!({call}), oauth_scopes::scope_list!({call})); }}\n"
        )
    };
    let wrong = WRONG_CALLS.iter().enumerate().map(|(number, (call, ..))| (call_name(number), printing(call)));
    let others = [("right", printing("\"read_profile\"")), (PROOFS, WRONG_PROOFS.to_owned())];
    let others = others.map(|(name, source)| (name.to_owned(), source));
    packages("modes", &wrong.chain(others).collect::<Vec<_>>())
}

fn call_name(number: usize) -> String {
    format!("call{number}")
}

fn build(project: &Project, mode: &str) -> Run {
    project.cargo(["build", "--workspace", "--keep-going"]).env("SCOPES_CHECK", mode).run()
}

fn headlines<'r>(run: &'r Run, name: &str) -> Vec<&'r str> {
    let own = run.messages.iter().filter(|message| message.target == name);
    own.map(|message| message.headline().split("`: ").last().unwrap_or_default()).collect()
}

/// The crates of the workspace that were compiled.
fn own_crates(run: &Run) -> Vec<&str> {
    run.compiled.iter().map(String::as_str).filter(|name| *name != "oauth_scopes").collect()
}

/// Fails unless the program of each wrong call has the expected value.
#[track_caller]
fn values_stay(project: &Project) {
    for (number, (_, value, _)) in WRONG_CALLS.iter().enumerate() {
        let output = project.program(&call_name(number)).output().expect("a program that was built");
        let list: Vec<&str> = value.split([' ', ',']).collect();
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim_end(), format!("{value}|{list:?}"));
    }
}

#[test]
fn the_mode_changes_what_is_reported_and_not_the_value() {
    let project = mistakes();
    let in_proofs = [
        "unknown scope `read_multipas`",
        "multipass has no operation `GOT /multipass`",
        "multipass has no operation `PAT /multipass`",
        "multipass has no operation `PUTT /multipass`",
        "unknown scope `read_multipas`",
    ];
    let run = project.check();
    assert!(!run.success);

    let warned = build(&project, "warn");
    values_stay(&project);
    for (number, (.., findings)) in WRONG_CALLS.iter().enumerate() {
        assert_eq!(headlines(warned.succeeds(), &call_name(number)).len(), 2 * findings, "{warned}");
    }
    let mut expected = [&in_proofs[..], &["missing OAuth scope `admin`"]].concat();
    let mut warnings = headlines(&warned, PROOFS);
    warnings.sort_unstable();
    expected.sort_unstable();
    assert_eq!(warnings, expected, "{warned}");
    assert!(warned.errors().is_empty(), "{warned}");

    build(&project, "off").is_silent();
    values_stay(&project);

    for mode in ["deny", ""] {
        let run = project.cargo(["check", "--workspace", "--keep-going"]).env("SCOPES_CHECK", mode).run();
        let expected = [&in_proofs[..], &["evaluation panicked: missing OAuth scope `admin`"]].concat();
        assert_eq!(headlines(&run, PROOFS), expected, "{run}");
        for number in 0..WRONG_CALLS.len() {
            assert!(run.errors().iter().any(|error| error.target == call_name(number)), "`{mode}`\n{run}");
        }
        assert_eq!(own_crates(&run), ["right"], "`{mode}`\n{run}");
    }
    for mode in ["loud", "OFF", "0", "warn "] {
        let run = project.cargo(["check", "-p", "right"]).env("SCOPES_CHECK", mode).run();
        run.fails_with(&[&format!("invalid value `{mode}` for `SCOPES_CHECK`: write `warn` or `off`")]);
    }

    // A scope that is not in the catalog keeps its name, and any set of scopes satisfies it.
    let value = "const VALUE: &[u8] = GET.name.as_bytes();\nconst _: [(); 14] = [(); VALUE.len()];\n";
    project.edit("proofs/src/lib.rs", format!("{WRONG_PROOFS}{value}"));
    project.cargo(["check", "-p", PROOFS]).env("SCOPES_CHECK", "off").run().is_silent();
    project.cargo(["rustc", "-p", PROOFS, "--", "--cap-lints", "allow"]).run().is_silent();
}

#[test]
fn a_catalog_that_is_missing_or_wrong_is_reported_once() {
    let source = "oauth_scopes::catalog!(pub mod m);\noauth_scopes::performs_here!(\"GET /x\");\n";
    let project = Project::library("absent", source);
    project.check().fails_with(&["no catalog of scopes"]);
    project.edit("scopes.toml", "scopes = 7");
    project.check().fails_with(&["scopes.toml:1:10"]);
    // A circle of implications does not result in a circle of traits.
    project.edit("scopes.toml", "[scopes]\na = { implies = ['b'] }\nb = { implies = ['a'] }\n");
    project.check().fails_with(&["scopes.toml:3:18"]);
}
