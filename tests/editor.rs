//! Tests what users of an editor see, with a real rust-analyzer: the permissions of each scope when hovering over the
//! literal, the catalog as its definition, and mistakes while they type. With `cargo scopes check` instead of
//! `cargo check`, the wrong word itself is underlined, with a quick fix.
//!
//! The test needs rust-analyzer, at `RUST_ANALYZER` or on the path, and the sources of the standard library, at
//! `RUST_SRC` or in the toolchain: `rustup component add rust-analyzer rust-src`. Otherwise, it prints that it is
//! skipped, and passes.

mod cargo;
mod language_server;

use std::fs;
use std::io::Write;
use std::path::Path;

use cargo::{Project, manifest};
use language_server::{Editor, FILE, Tools, part, uri};
use serde_json::{Value, json};

/// The tools for simulating an editor. If they are missing, it prints a message, bypassing the test harness, which
/// shows no output of a test that passes.
fn tools() -> Option<Tools> {
    let found = Tools::find();
    if let Err(reason) = &found {
        let _ = writeln!(std::io::stderr(), "tests/editor.rs: skipped: {reason}");
    }
    found.ok()
}

/// The project's catalog.
const CATALOG: &str = r#"name = "multipass"
extends = "shared/more.toml"

[scopes]
read_profile = "Read the signed-in person's <profile>"
read_multipass = "List multipass logins"
"account:{id}:read" = "Read an account"

[scopes.write_multipass]
description = "Issue multipass logins"
implies = ["read_multipass"]
aliases = ["multipass.write"]
approval = "enable it under API permissions"

[retired.multipass_write]
since = "2025-03"
replaced_by = ["write_multipass"]

[catalogs.github]
provider = "github"

[catalogs.local]
scopes = ["here"]
"#;

/// The catalog that it extends.
const MORE: &str = "[scopes]\nadmin = \"Everything\"\n";

/// Calls in all contexts where a constant can be.
const CALLS: &str = r#"use oauth_scopes::{Scopes, scope_list, scopes};

const TWO: Scopes = scopes!("read_profile write_multipass");
const WRONG: Scopes = scopes!("write_multipass read_profle");
const GONE: Scopes = scopes!("multipass_write");
const BUNDLED: Scopes = scopes!(github: "repo");
const NAMED: Scopes = scopes!(local: "here");
static LIST: &[&str] = scope_list!("read_multipass", "account:7:read", r"admin");
const ESCAPED: Scopes = scopes!("multip\u{61}ss.write");
const LENGTH: [u8; scopes!("read_profile").len()] = [0];

fn main() {
    let twice = scopes!("read_multipass read_multipass");
    println!("{TWO} {WRONG} {GONE} {BUNDLED} {NAMED} {LIST:?} {ESCAPED} {LENGTH:?} {twice}");
}
"#;

#[test]
fn an_editor_shows_what_scopes_are() {
    let Some(tools) = tools() else { return };
    let project = Project::new("editor");
    project.write("Cargo.toml", format!("{}[workspace]\n", manifest("app", "")));
    project.write("scopes.toml", CATALOG);
    project.write("shared/more.toml", MORE);
    project.write(FILE, CALLS);
    let mut editor = Editor::open(&tools, &project);
    hovering_shows_what_each_scope_permits(&mut editor);
    going_to_the_definition_opens_the_catalog(&mut editor);
    mistakes_are_underlined_without_a_build(&mut editor);
    typing_breaks_nothing(&mut editor);
    an_edited_catalog_is_read_again(&mut editor);
}

/// Items that are made from a catalog, sets of scopes and operations.
const ITEMS: &str = r#"use oauth_scopes::{Operation, ScopeSet, catalog, operation, performs, performs_here, scope_set};

catalog!(pub mod multipass);
scope_set!(pub struct Session: multipass = "write_multipass");

const LIST: Operation = operation!("GET /multipass");

#[performs("GET /multipass")]
fn list(_: &impl multipass::grants::ReadMultipass) {
    performs_here!("GET /multipass");
}

fn main() {
    list(&Session);
    let _texts = [multipass::WRITE_MULTIPASS, Session::SCOPES.as_str(), LIST.name];
    multipass::READ_MULTI;
}
"#;

#[test]
fn an_editor_knows_what_a_catalog_is_made_into() {
    let Some(tools) = tools() else { return };
    let project = Project::new("editor items");
    project.write("Cargo.toml", format!("{}[workspace]\n", manifest("app", "")));
    project.write(
        "scopes.toml",
        format!("{CATALOG}[operations]\n\"GET /multipass\" = {{ needs = \"read_multipass\" }}\n"),
    );
    project.write("shared/more.toml", MORE);
    project.write(FILE, ITEMS);
    let mut editor = Editor::open(&tools, &project);
    let expected: &[(&str, &[&str])] = &[
        ("multipass::WRITE|_", &["Issue multipass logins", "(scopes.toml:9)", "implies `read_multipass`"]),
        ("grants::Read|Multi", &["trait ReadMultipass", "Covers `read_multipass`"]),
        ("multipass = \"write|_", &["* `write_multipass`", "Issue multipass logins"]),
        ("operation!(\"GET| /", &["`GET /multipass` needs `read_multipass`", "List multipass logins"]),
        ("performs(\"GET| /", &["List multipass logins"]),
        ("performs_here!(\"GET| /", &["List multipass logins"]),
        ("fn li|st", &["Needed scopes", "`GET /multipass`: `read_multipass`"]),
    ];
    for (part, texts) in expected {
        let hover = editor.hover(part);
        for text in *texts {
            assert!(hover.contains(text), "no {text:?} at {part:?} in\n{hover}");
        }
    }
    assert!(editor.definitions("operation!(\"GET| /").contains(&"scopes.toml".to_owned()));
    assert_eq!(editor.completions("READ_MULTI|;"), ["READ_MULTIPASS"]);
    assert_eq!(editor.completions("grants::Read|Multi"), ["ReadMultipass", "ReadProfile"]);
    assert_eq!(editor.renames("struct Ses|sion", "Login"), 3, "the declaration and two uses");
    let mistakes = editor.mistakes();
    assert!(mistakes.iter().all(|(part, _)| part.contains("READ_MULTI")), "{mistakes:#?}");
}

fn hovering_shows_what_each_scope_permits(editor: &mut Editor<'_>) {
    let link = |file: &str, line: u32| {
        let name = file.rsplit('/').next().unwrap_or(file);
        format!("([{name}:{line}]({}#L{line}))", uri(&editor.project.path(file)))
    };
    let read_profile = format!(r"* `read_profile`: Read the signed-in person's \<profile\> {}", link("scopes.toml", 5));
    let write_multipass = format!(
        ": Issue multipass logins {}\n  * implies `read_multipass`\n  * approval: enable it under API permissions",
        link("scopes.toml", 9)
    );
    let read_multipass = format!("* `read_multipass`: List multipass logins {}", link("scopes.toml", 6));
    let account = format!("* `account:7:read` (`account:{{id}}:read`): Read an account {}", link("scopes.toml", 7));
    let gone = format!("* `multipass_write`: removed since 2025-03 {}", link("scopes.toml", 15));
    let admin = format!("* `admin`: Everything {}", link("shared/more.toml", 2));
    let here = format!("**local**\n\n* `here` {}", link("scopes.toml", 23));

    let two = ["**multipass**\n\n", &*read_profile, "\n* `write_multipass`", &*write_multipass];
    let expected: &[(&str, &[&str])] = &[
        ("TWO: Scopes = scopes!(\"|read", &two),
        ("TWO: Scopes = scopes!(\"read_profile write|_", &two),
        ("read_profle|", &["* `write_multipass`", &write_multipass]),
        ("multipass|_write", &[&gone, "\n  * replaced by `write_multipass`"]),
        (
            "re|po\"",
            &["**GitHub** ([documentation](https://", "* `repo`: Read, write", "\n  * implies `repo:status`, "],
        ),
        ("he|re\")", &[&here]),
        ("read|_multipass\",", &[&read_multipass]),
        ("account|:7", &[&account]),
        ("r\"ad|min", &[&admin]),
        ("multip\\u{|61}ss", &["* `multipass.write` (`write_multipass`)", &write_multipass]),
        ("read_multipass| read_multipass", &[&read_multipass]),
    ];
    for (part, texts) in expected {
        let hover = editor.hover(part);
        for text in *texts {
            assert!(hover.contains(text), "no {text:?} at {part:?} in\n{hover}");
        }
    }
    // The internal code that triggers messages of the compiler is not shown.
    for (part, noise) in [("read_profle|", "extern crate"), ("read_multipass| read_multipass", "deprecated")] {
        let hover = editor.hover(part);
        assert!(!hover.contains(noise), "at {part:?} there is {noise:?} in\n{hover}");
    }
    let list = editor.hover("account|:7");
    assert!(!list.contains("Everything") && !list.contains("List multipass"), "another literal's scopes:\n{list}");
    let twice = editor.hover("read_multipass| read_multipass");
    assert_eq!(twice.matches("List multipass logins").count(), 1, "one scope is shown twice:\n{twice}");
}

fn going_to_the_definition_opens_the_catalog(editor: &mut Editor<'_>) {
    let literals = ["\"|read_profile write", "read_profle|", "multipass|_write", "re|po\"", "he|re\")", "account|:7"];
    for part in literals {
        let definitions = editor.definitions(part);
        assert!(definitions.iter().any(|file| file == "scopes.toml"), "{part}: {definitions:?}");
    }
    // The literal itself is also a result, because it is the name of the constant with the documentation.
    assert_eq!(editor.definitions("re|po\""), [FILE, "scopes.toml"]);
    let admin = editor.definitions("r\"ad|min");
    for file in ["shared/more.toml", "scopes.toml"] {
        assert!(admin.iter().any(|target| target == file), "{admin:?}");
    }
}

fn mistakes_are_underlined_without_a_build(editor: &mut Editor<'_>) {
    let mistakes = editor.mistakes();
    let expected = [
        ("\"write_multipass read_profle\"", "unknown scope `read_profle` (2nd of 2)"),
        ("\"multipass_write\"", "scope `multipass_write` was removed"),
    ];
    let is_same = mistakes.len() == expected.len()
        && mistakes.iter().zip(expected).all(|(mistake, expected)| {
            // Only the editor shows the location.
            mistake.0 == expected.0 && mistake.1.starts_with(expected.1) && !mistake.1.contains("-->")
        });
    assert!(is_same, "{mistakes:#?}");
}

fn typing_breaks_nothing(editor: &mut Editor<'_>) {
    const LAST: &str = "const LAST: Scopes = scopes!(\"read_multipass\");";
    let is_closed = [
        ("scopes!()", true),
        ("scopes![]", true),
        ("scopes!{\"\"}", true),
        ("scopes!(\"", false),
        ("scopes!(\"read_pro", false),
        ("scopes!(\"read_pro\"", false),
        ("scopes!(\"read_profile\",", false),
        ("scopes!(\"\\\")", false),
        ("scopes!(\"\\u{5\")", true),
        ("scopes!(r#\"read_profile\")", false),
        ("scopes!(\"  \")", true),
        ("scopes!(read_pro)", true),
        ("scopes!(b\"read_profile\")", true),
        ("scopes!('r', 1, 2.5, -1, true)", true),
        ("scopes!(github: )", true),
        ("scopes!(github:)", true),
        ("scopes!(git: \"repo\")", true),
        ("scopes!(\"read_profile\", client)", true),
        ("scopes!(\"read_profile\", client = )", true),
        ("scopes!(\"read_profile\", client = \"\")", true),
        ("scopes!(\"read_profile\", operations = [\"\", ])", true),
        ("scopes!(,)", true),
        ("scopes!", true),
    ];
    for (call, is_closed) in is_closed {
        editor.change(&format!("use oauth_scopes::{{Scopes, scopes}};\nconst FIRST: Scopes = {call};\n{LAST}\n"));
        let mistakes = editor.mistakes();
        let has_panicked = mistakes.iter().any(|(_, message)| message.contains("panic"));
        assert!(!has_panicked, "{call}: {mistakes:#?}");
        if is_closed {
            let hover = editor.hover("LAST: Scopes = scopes!(\"read|");
            assert!(hover.contains("List multipass logins"), "after {call} there is\n{hover}\n{mistakes:#?}");
        }
    }
}

fn an_edited_catalog_is_read_again(editor: &mut Editor<'_>) {
    editor.project.edit("scopes.toml", CATALOG.replace("List multipass logins", "See multipass logins"));
    // Rust-analyzer expands a call again after it has changed.
    editor.change("const SEEN: oauth_scopes::Scopes = oauth_scopes::scopes!(\"read_multipass read_profile\");\n");
    let hover = editor.hover("read_multi|pass");
    assert!(hover.contains("See multipass logins"), "{hover}");
    assert_eq!(editor.mistakes().iter().filter(|(part, _)| part.contains("read")).count(), 0);
}

/// A call with a mistake that has one correction, a call with several possible corrections, and a mistake that is not
/// about scopes. Before the words is a character that is two units of UTF-16.
const MISTAKEN: &str = r#"use oauth_scopes::{Scopes, scopes};

const ONE: (&str, Scopes) = ("😀", scopes!("write_multipass profile_read"));
const OLD: (&str, Scopes) = ("😀", scopes!("split"));

fn main() {
    println!("{ONE:?} {OLD:?}");
}
"#;

/// More entries of the catalog.
const SPLIT: &str = "\n[retired.split]\nreplaced_by = [\"read_profile\", \"read_multipass\"]\n\n[[config]]\nfile = \"app.toml\"\npath = \"scopes\"\n";

/// The first settings in the guide, in the form in which an editor sends them.
fn shown_settings() -> Value {
    let guide = Path::new(cargo::WORKSPACE).join("docs/guides/editors.md");
    let guide = fs::read_to_string(guide).expect("the guide").replace("\r\n", "\n");
    let shown = guide.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("settings");
    let shown: Value = serde_json::from_str(shown).expect("JSON");
    let mut settings = json!({});
    for (key, value) in shown.as_object().expect("settings") {
        let key = key.strip_prefix("rust-analyzer.").and_then(|key| key.split_once('.'));
        let (group, name) = key.expect("a setting of rust-analyzer");
        settings[group][name] = value.clone();
    }
    assert!(settings["check"]["overrideCommand"].is_array(), "{settings}");
    settings
}

#[test]
fn a_check_underlines_the_word_and_offers_the_fix() {
    let Some(tools) = tools() else { return };
    let project = Project::new("editor-check");
    project.write("Cargo.toml", format!("{}[workspace]\n", manifest("app", "")));
    project.write("scopes.toml", format!("{CATALOG}{SPLIT}"));
    project.write("shared/more.toml", MORE);
    project.write("app.toml", "scopes = 'read_profle'");
    project.write(FILE, MISTAKEN);
    let mut editor = Editor::configured(&tools, &project, shown_settings());
    let expected = [
        ("profile_read", "unknown_scope", &["read_profile"][..]),
        ("split", "removed_scope", &["read_profile", "read_multipass"]),
    ];
    let mut right = MISTAKEN.to_owned();
    for (word, code, names) in expected {
        let diagnostic = the_one_at(&mut editor, word);
        assert_eq!((&diagnostic["source"], &diagnostic["code"]), (&json!("scopes"), &json!(code)), "{diagnostic:#}");
        let fixes = editor.fixes(&diagnostic);
        let after: Vec<&str> = fixes.iter().map(|(_, after)| &**after).collect();
        assert_eq!(after, names.iter().map(|name| MISTAKEN.replace(word, name)).collect::<Vec<_>>(), "{fixes:#?}");
        assert!(
            fixes.iter().zip(names).all(|((title, _), name)| title.ends_with(&format!(": `{name}`"))),
            "{fixes:#?}"
        );
        right = right.replace(word, names[0]);
    }
    // Rust-analyzer does not handle configuration files, but their mistakes are reported nevertheless.
    let config = editor.until("app.toml", |diagnostics| diagnostics.first().cloned());
    assert_eq!(part("scopes = 'read_profle'", &config["range"]), "read_profle");
    project.write("app.toml", "scopes = 'read_profile'");
    editor.change(&right);
    editor.save();
    for file in [FILE, "app.toml"] {
        editor.until(file, |diagnostics| diagnostics.is_empty().then_some(()));
    }
    project.cargo(["check"]).run().is_silent();
    let hover = editor.hover("read|_profile\"));");
    assert!(hover.contains("Read the signed-in person's"), "{hover}");
    assert!(editor.definitions("read|_profile\"));").contains(&"scopes.toml".to_owned()));
}

/// The only diagnostic at a word; nothing else is underlined there.
fn the_one_at(editor: &mut Editor<'_>, word: &str) -> Value {
    editor.until(FILE, |diagnostics| {
        let is_there = |diagnostic: &&Value| part(MISTAKEN, &diagnostic["range"]).contains(word);
        let there: Vec<&Value> = diagnostics.iter().filter(is_there).collect();
        // There is none until the check has finished.
        let first = there.first()?;
        assert!(there.len() == 1 && part(MISTAKEN, &first["range"]) == word, "{diagnostics:#?}");
        Some((*first).clone())
    })
}
