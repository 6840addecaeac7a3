//! No text of a checkout begins a line of its own or reaches a terminal as an instruction.

use super::checkout::{CATALOG, Checkout, MAIN};

const ESCAPES: &str = "\u{1b}]0;x\u{7}\u{1b}[2J\u{9b}2J\u{202e}";

/// Every command that shows something of a checkout, for people.
const COMMANDS: &[&[&str]] = &[
    &["check"],
    &["audit"],
    &["list"],
    &["lock"],
    &["lock", "--check"],
    &["diff"],
    &["fix"],
    &["fix", "--dry-run"],
    &["explain", "read_profile"],
    &["extract", "a.env", "--path", "SCOPES"],
    &["add", "slack", "--dry-run"],
    &["lint", "read_profle"],
];

fn assert_harmless(checkout: &Checkout, what: &str) {
    for arguments in COMMANDS {
        let (_, output, errors) = checkout.run(arguments);
        for line in output.lines().chain(errors.lines()) {
            assert!(!line.trim_start().starts_with("::"), "{arguments:?} with {what}: {line}");
            let is_instruction = |c: char| c.is_control() && c != '\t' || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!line.contains(is_instruction), "{arguments:?} with {what}: {line:?}");
        }
    }
}

#[test]
fn names_of_files() {
    let checkout = Checkout::new();
    let name = format!("x\n::stop-commands::t\n{ESCAPES}");
    checkout.write(&format!("work/src/{name}.rs"), "fn f() { oauth_scopes::scopes!(\"read_profle\"); }\n");
    checkout.write(&format!("work/src/{name}/mod.rs"), "fn f() { oauth_scopes::scopes!(\"Read_profile\"); }\n");
    checkout.write("work/src/main.rs", &format!("#[path = {:?}]\nmod x;\n{MAIN}", format!("{name}.rs")));
    checkout.write(&format!("work/cfg/{name}.toml"), "scope = 'Read_profile'\n");
    checkout.write("work/a.env", "SCOPES=read_profle\n");
    checkout.write("work/scopes.toml", &format!("{CATALOG}[[config]]\nfile = \"cfg/*.toml\"\npath = \"scope\"\n"));
    checkout.commit();
    checkout.write("work/src/main.rs", "fn main() {}\n");
    assert_harmless(&checkout, "files");
}

#[test]
fn texts_of_catalogs() {
    let bad = "x\\n::stop-commands::t\\n\\u001b]0;x\\u0007\\u009b2J\\u202e";
    for catalog in [
        format!("name = \"{bad}\"\n[scopes]\nread_profile = \"x\"\n"),
        format!("{CATALOG}write = \"{bad}\"\n"),
        format!("{CATALOG}\"{bad}\" = \"x\"\n"),
        format!("\"{bad}\" = 1\n{CATALOG}"),
        format!("extends = \"{bad}\"\n{CATALOG}"),
        format!("provider = \"{bad}\"\n{CATALOG}"),
        format!("{CATALOG}[retired]\nold = {{ note = \"{bad}\" }}\n"),
        format!("{CATALOG}[clients.\"{bad}\"]\nallow = [\"read_profile\"]\n"),
        format!("{CATALOG}[clients.web]\nallow = [\"{bad}\"]\n"),
        format!("{CATALOG}[operations]\n\"{bad}\" = \"read_profile\"\n"),
        format!("{CATALOG}[[config]]\nfile = \"{bad}\"\n"),
        format!("{CATALOG}[misnomers]\nread_profle = {{ note = \"{bad}\" }}\n"),
        format!("{CATALOG}[catalogs.\"{bad}\"]\nscopes = [\"x\"]\n"),
    ] {
        let checkout = Checkout::new();
        checkout.write("work/a.env", "SCOPES=read_profle\n");
        checkout.write("work/scopes.toml", &catalog);
        checkout.commit();
        checkout.write("work/scopes.toml", &format!("{catalog}\n# more\n"));
        assert_harmless(&checkout, &catalog);
    }
}

#[test]
fn values_of_configuration_files() {
    for text in [
        format!("SCOPES=\"read_profle{ESCAPES}\"\n"),
        "SCOPES=\"read_profle\\n::error::x\"\n".to_owned(),
        "SCOPES=\"${X:-read_profle\\n::error::x}\"\n".to_owned(),
        format!("SCOPES=${{X{ESCAPES}}}\n"),
    ] {
        let checkout = Checkout::new();
        checkout.write(
            "work/scopes.toml",
            &format!(
                "{CATALOG}[[config]]\nfile = \"a.env\"\npath = \"SCOPES\"\n[levels]\nunresolved-value = \"warn\"\n"
            ),
        );
        checkout.write("work/a.env", &text);
        checkout.write("work/src/main.rs", &format!("fn main() {{ oauth_scopes::scopes!({text:?}); }}\n"));
        checkout.commit();
        assert_harmless(&checkout, &text);
    }
}
