//! Tests wrong calls, the compiler's messages, and that each call compiles after it is corrected according to the help.

mod cargo;

use cargo::{Message, Project, Run, manifest};

const CATALOG: &str = r#"name = "multipass"
[scopes]
read_profile = "Read the signed-in person's profile"
write_multipass = "Issue multipass logins"
"api.read_orders" = "Read orders"
[retired.multipass_write]
since = "2025-03"
replaced_by = ["write_multipass"]
[clients.web]
allow = ["read_profile"]
[operations]
"PUT /multipass" = { needs = "write_multipass" }
[levels]
duplicate-scope = "warn"
[catalogs.github]
provider = "github"
"#;

/// A row: the arguments of a call, parts of the message's first line and of the help, and the right arguments.
struct Row {
    written: &'static str,
    says: &'static [&'static str],
    helps: &'static [&'static str],
    right: &'static str,
}

const fn row(
    written: &'static str,
    says: &'static [&'static str],
    helps: &'static [&'static str],
    right: &'static str,
) -> Row {
    Row { written, says, helps, right }
}

const BOTH: &str = r#""read_profile write_multipass""#;
const WRITE_BOTH: &[&str] = &["write `read_profile write_multipass`"];
const WRITE: &str = r#""write_multipass""#;

static TABLE: [Row; 17] = [
    row(r#""read_profile,write_multipass""#, &["comma", "multipass separates scopes with a space"], WRITE_BOTH, BOTH),
    row(
        r#""read_profile write_multipas""#,
        &["unknown scope `write_multipas` (2nd of 2)"],
        &["did you mean `write_multipass`?"],
        BOTH,
    ),
    row(r#""Write_multipass""#, &["unknown", "names are case-sensitive"], &["write `write_multipass`"], WRITE),
    row(r#""multipass_write""#, &["was removed", "2025-03"], &["write `write_multipass` instead"], WRITE),
    row(r#""read_orders""#, &["missing prefix"], &["write `api.read_orders`"], r#""api.read_orders""#),
    row(
        r#"" read_profile  write_multipass""#,
        &["stray whitespace", "`·read_profile··write_multipass`"],
        WRITE_BOTH,
        BOTH,
    ),
    row(r#""read_profile%20write_multipass""#, &["already URL-encoded", "`%20`"], WRITE_BOTH, BOTH),
    row(r#""read_profile+write_multipass""#, &["already URL-encoded", "`+`"], WRITE_BOTH, BOTH),
    row(r##"r#"["read_profile","write_multipass"]"#"##, &["contains quotes or brackets"], WRITE_BOTH, BOTH),
    row("\"write_multip\u{430}ss\"", &["U+0430", "looks like `a`"], &["write `write_multipass`"], WRITE),
    row(r#""write_\u{200B}multipass""#, &["U+200B", "invisible character"], &["write `write_multipass`"], WRITE),
    row("\"read_profile\u{A0}write_multipass\"", &["U+00A0", "no-break space"], WRITE_BOTH, BOTH),
    row(r#""profile_read""#, &["wrong word order"], &["write `read_profile`"], r#""read_profile""#),
    row(
        r#""write_multipass", client = "web""#,
        &["is a scope of multipass", "it is not enabled for the client `web`"],
        &["enable it", "[clients.web]"],
        r#""read_profile", client = "web""#,
    ),
    row(
        r#""read_profile", operations = ["PUT /multipass"]"#,
        &["`PUT /multipass` needs `write_multipass`"],
        &["add `write_multipass`"],
        r#""read_profile write_multipass", operations = ["PUT /multipass"]"#,
    ),
    row(r#""repo""#, &["is a scope of GitHub"], &["scopes!(github: \"repo\")"], r#"github: "repo""#),
    row(r#""read_profile read_profile""#, &["duplicate scope"], &["remove it"], r#""read_profile""#),
];

/// The line of the call.
const LINE: u64 = 4;

/// A crate with one call between two right calls.
fn source(call: &str) -> String {
    format!(
        "use oauth_scopes::{{Scopes, scopes}};\n\n\
         pub const BEFORE: Scopes = scopes!(\"read_profile\");\n\
         pub const SCOPES: Scopes = scopes!({call});\n\
         pub const AFTER: Scopes = scopes!(\"api.read_orders\", \"write_multipass\");\n"
    )
}

/// A crate for each call, all in one workspace outside of this one.
fn crates(calls: &[&str]) -> (Project, Vec<String>) {
    let names: Vec<String> = (1..=calls.len()).map(|number| format!("row{number}")).collect();
    let project = Project::workspace("corrections", names.iter().map(String::as_str));
    for (name, call) in names.iter().zip(calls) {
        project.write(&format!("{name}/Cargo.toml"), manifest(name, ""));
        project.write(&format!("{name}/scopes.toml"), CATALOG);
        project.write(&format!("{name}/src/lib.rs"), source(call));
    }
    (project, names)
}

fn check(project: &Project) -> Run {
    project.cargo(["check", "--workspace", "--keep-going"]).run()
}

fn about<'r>(run: &'r Run, name: &str) -> Vec<&'r Message> {
    run.messages.iter().filter(|message| message.target == name).collect()
}

#[test]
fn every_row_says_what_it_should_and_compiles_once_it_is_right() {
    let written: Vec<&str> = TABLE.iter().map(|row| row.written).collect();
    let (project, names) = crates(&written);
    let run = check(&project);
    for (row, name) in TABLE.iter().zip(&names) {
        let [message] = *about(&run, name) else { panic!("not one message for {}\n{run}", row.written) };
        let column = source("").lines().nth(3).and_then(|line| line.find("!(")).map_or(0, |at| at + 3) as u64;
        assert_eq!(message.place, Some((LINE, column)), "not at the literal\n{}", message.rendered);
        for text in row.says {
            assert!(message.headline().contains(text), "not in the first line: {text}\n{}", message.rendered);
        }
        for text in row.helps {
            assert!(message.help().contains(text), "not in the help: {text}\n{}", message.rendered);
        }
        project.edit(&format!("{name}/src/lib.rs"), source(row.right));
    }
    check(&project).is_silent();
}

#[test]
fn five_wrong_names_in_three_literals_are_five_errors() {
    let (project, _) = crates(&[r#""read_profil write_multipas", "nothing", "api.read_order openid read_profile""#]);
    let run = check(&project);
    run.fails_with(&[
        "unknown scope `read_profil` (1st of 2)",
        "unknown scope `write_multipas` (2nd of 2)",
        "unknown scope `nothing`",
        "unknown scope `api.read_order` (1st of 3)",
        "unknown scope `openid` (2nd of 3)",
    ]);
    assert_eq!(run.messages.len(), 5, "{run}");
}
