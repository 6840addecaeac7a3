//! Tests that no text of a checkout starts a new line in the output or becomes an instruction for its reader: a
//! terminal, a workflow log, cargo, Markdown or SARIF.
//!
//! Each place contains all instructions at once, after its own mark. If no output shows the mark, the place tests nothing.

use std::collections::BTreeSet;

use serde_json::Value;

use super::checkout::{CATALOG, COMMANDS, Checkout, MANIFEST, text_of, with_members};

/// Line breaks, terminal escapes in both forms, hidden text, a changed text direction, a link, HTML.
const INSTRUCTIONS: &str = "\n::stop-commands::t\n##[error]t\ncargo::rustc-env=A=1\r\u{1b}]0;x\u{7}\u{1b}[2J\u{1b}[8m\
                            \u{9b}2J\u{202e}\u{2066}[x](evil.example)<img src=x>|";

fn payload(number: usize) -> String {
    format!("zq{number:02}{INSTRUCTIONS}")
}

/// A text in double quotes, as TOML, JSON and YAML read it.
fn quoted(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        c => format!("\\u{:04x}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// The problem with an output: an instruction that still works.
fn instruction(arguments: &[&str], text: &str) -> Option<String> {
    let format = arguments.windows(2).find(|pair| pair[0] == "--format").map_or("human", |pair| pair[1]);
    for line in text.split('\n') {
        let bare = without_colors(line);
        let is_control =
            |c: char| c.is_control() && c != '\t' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let start = bare.trim_start();
        let is_command = start.starts_with("::")
            && !["error", "warning", "notice"]
                .iter()
                .any(|kind| format == "github" && start.starts_with(&format!("::{kind} file=")));
        if bare.contains(is_control) || is_command || start.starts_with("##[") || start.starts_with("cargo::") {
            return Some(format!("{line:?}"));
        }
    }
    None
}

/// An instruction in output for another program: a link or an element in Markdown, a link in a message of SARIF.
fn markup(arguments: &[&str], answer: &str) -> Option<String> {
    match arguments.windows(2).find(|pair| pair[0] == "--format")?[1] {
        "markdown" => {
            let is_markup = |line: &&str| {
                let text: String = line.split('`').step_by(2).collect();
                text.contains("](") || text.contains("<img")
            };
            answer.lines().find(is_markup).map(str::to_owned)
        }
        "sarif" => messages(&serde_json::from_str(answer).ok()?)
            .into_iter()
            .find(|message| message.match_indices("](").any(|(at, _)| !message[..at].ends_with('\\'))),
        _ => None,
    }
}

/// The messages and descriptions in SARIF output, which may contain links.
fn messages(value: &Value) -> Vec<String> {
    let inner = |value: &Value| messages(value);
    match value {
        Value::Array(items) => items.iter().flat_map(inner).collect(),
        Value::Object(entries) => entries
            .iter()
            .flat_map(|(key, value)| match key.as_str() {
                "message" | "description" => value["text"].as_str().map(str::to_owned).into_iter().collect(),
                _ => messages(value),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// A line without the colors that this program uses.
fn without_colors(line: &str) -> String {
    let mut rest = line;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        bare += before;
        let length = after.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(after.len());
        let is_ours = after[length..].starts_with('m') && after[..length].split(';').all(|code| code != "8");
        rest = if is_ours { &after[length + 1..] } else { after };
        bare += if is_ours { "" } else { "\u{1b}[" };
    }
    bare + rest
}

/// Runs commands with a terminal and with a pipe, and adds the marks in their output.
fn assert_harmless(checkout: &Checkout, commands: &[&[&str]], seen: &mut BTreeSet<String>) {
    let mut wrong = Vec::new();
    for arguments in commands {
        let output = checkout.command("work", arguments).env("CLICOLOR_FORCE", "1").output().expect("the command");
        let text = text_of(&output);
        assert!(!text.contains("panicked"), "{arguments:?} {text}");
        let found =
            instruction(arguments, &text).or_else(|| markup(arguments, &String::from_utf8_lossy(&output.stdout)));
        wrong.extend(found.map(|line| format!("{}: {line}", arguments.join(" "))));
        // Two digits follow.
        seen.extend(text.match_indices("zq").filter_map(|(at, _)| Some(text.get(at + 2..at + 4)?.to_owned())));
    }
    assert!(wrong.is_empty(), "{} outputs with instructions:\n{}", wrong.len(), wrong.join("\n"));
}

fn assert_seen(seen: &BTreeSet<String>, places: &[impl AsRef<str>]) {
    for (number, place) in places.iter().enumerate() {
        assert!(seen.contains(&format!("{number:02}")), "nothing is shown of {number}: {}", place.as_ref());
    }
}

/// Names of files and folders, and their content; `$P` is the name.
const FILES: &[(&str, &str)] = &[
    ("src/$P.rs", "fn f() { oauth_scopes::scopes!(\"read_profle\"); }\n"),
    ("src/$P/mod.rs", "fn f() { oauth_scopes::scopes!(\"Read_profile\"); }\n"),
    ("src/$P/$P.rs", "fn f() { Scope::new(\"read_profle\"); }\n"),
    ("cfg/$P.toml", "scope = 'Read_profile'\n"),
    ("cfg/$P/a.toml", "scope = ['read_profle']\n"),
    ("cfg/$P.json", "{\"scope\": }"),
    ("cfg/$P.env", "SCOPES=\"x\n"),
    ("cfg/$P.yaml", "scope: {x: 1}\n"),
];

#[test]
fn names_of_files() {
    let checkout = Checkout::new();
    for (number, (path, text)) in FILES.iter().enumerate() {
        checkout.write(&format!("work/{}", path.replace("$P", &payload(number))), text);
    }
    let configs = ["toml", "json", "env", "yaml"].map(|extension| {
        let path = if extension == "env" { "SCOPES" } else { "scope" };
        format!("[[config]]\nfile = 'cfg/**/*.{extension}'\npath = '{path}'\n")
    });
    checkout.write("work/scopes.toml", &format!("{CATALOG}{}", configs.concat()));
    checkout
        .write("work/src/main.rs", &format!("#[path = {:?}]\nmod x;\nfn main() {{}}\n", format!("{}.rs", payload(0))));
    checkout.commit();
    checkout.write("work/src/main.rs", &(checkout.read("work/src/main.rs") + "fn g() {}\n"));
    let mut seen = BTreeSet::new();
    assert_harmless(&checkout, COMMANDS, &mut seen);
    let paths: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
    let files: Vec<String> = (0..FILES.len()).map(|number| paths[number].replace("$P", &payload(number))).collect();
    for (file, path) in files.iter().zip(["SCOPES", "scope"].iter().cycle()) {
        assert_harmless(
            &checkout,
            &[&["extract", file, "--path", path], &["extract", file, "--format", "json"]],
            &mut seen,
        );
        assert_harmless(&checkout, &[&["import", file], &["drift", file], &["list", "--catalog", file]], &mut seen);
    }
    assert_seen(&seen, &paths);
}

/// Text that is added to a catalog; `$P` is a string in quotes.
const CATALOGS: &[&str] = &[
    "write = $P",
    "$P = 'x'",
    "write = { description = 'x', details = $P }",
    "write = { description = 'x', implies = [$P] }",
    "write = { description = 'x', $P = 1 }",
    "[retired]\nread_profle = { note = $P }",
    "[retired]\nread_profle = { replaced_by = [$P] }",
    "[misnomers]\nread_profle = { note = $P }",
    "[clients.$P]\nallow = ['read_profile']",
    "[clients.web]\nallow = [$P]",
    "[clients.web]\nkind = $P",
    "[clients.web]\n$P = 1",
    "[operations]\n$P = 'read_profile'",
    "[operations]\n'GET /x' = $P",
    "[[config]]\nfile = $P",
    "[[config]]\nfile = 'a.json'\npath = $P",
    "[[config]]\nfile = 'a.json'\nformat = $P",
    "[[config]]\nfile = 'a.json'\npath = 'scope'\nclient = $P",
    "[catalogs.$P]\nscopes = ['x']",
    "[import]\nfrom = $P",
    "[grants.$P]\nallow = ['x']",
    "[resources.$P]\nuri = ['x']",
    "[levels]\n$P = 'deny'",
    "[requests]\nnote = $P\ndeny = ['read_profle']",
    "$P",
];

/// The beginnings of catalogs.
const HEADS: &[&str] =
    &["name = $P\n", "extends = $P\n", "provider = $P\n", "$P = 1\n", "source = $P\n", "prefix = $P\n"];

/// Configuration files; `$P` is a text in quotes.
const CONFIGS: &[(&str, &str, &str)] = &[
    ("a.json", "scope", "{\"scope\": $P}"),
    ("a.json", "scope", "{\"scope\": [$P, \"Read_profile\"]}"),
    ("a.json", "*.scope", "{$P: {\"scope\": \"read_profle\"}}"),
    ("a.json", "scope{keys}", "{\"scope\": {$P: 1}}"),
    ("a.json", "x.y", "{\"x\": {$P: 1}}"),
    ("a.yaml", "scope", "scope: $P\n"),
    ("a.yaml", "*.scope", "$P: {scope: Read_profile}\n"),
    ("a.toml", "*.scope", "[$P]\nscope = 'Read_profile'\n"),
    ("a.toml", "scope", "scope = $P\n"),
    ("a.tf", "scope", "scope = $P\n"),
];

/// Sources; `$P` is a text in quotes, as Rust reads it.
const SOURCES: &[&str] = &[
    "fn f() { oauth_scopes::scopes!($P); }\n",
    "fn f() { oauth_scopes::scopes!(\"read_profile\", client = $P); }\n",
    "fn f() { oauth_scopes::scopes!(\"read_profile\", operations = [$P]); }\n",
    "fn f() { oauth_scopes::operation!($P); }\n",
];

/// A package for each row of the tables.
#[test]
fn texts_of_catalogs_and_files() {
    let catalogs = CATALOGS.len() + HEADS.len();
    let configs = catalogs + CONFIGS.len();
    let checkout = with_members(configs + SOURCES.len(), |checkout, folder, number| {
        let text = quoted(&payload(number));
        let mut catalog = CATALOG.to_owned();
        let mut source = "fn f() {}\n".to_owned();
        if number < catalogs {
            catalog = match CATALOGS.get(number) {
                Some(entry) => format!("{CATALOG}{}\n", entry.replace("$P", &text)),
                None => {
                    format!("{}[scopes]\nread_profile = 'x'\n", HEADS[number - CATALOGS.len()].replace("$P", &text))
                }
            };
            checkout.write(&format!("{folder}/a.json"), "{\"scope\": \"read_profle\"}");
            source = "fn f() { oauth_scopes::scopes!(\"read_profle\", operations = [\"GET /y\"]); oauth_scopes::scopes!(\"write\", client = \"x\"); }\n".to_owned();
        } else if number < configs {
            let (file, path, content) = CONFIGS[number - catalogs];
            catalog += &format!("[[config]]\nfile = '{file}'\npath = '{path}'\n");
            checkout.write(&format!("{folder}/{file}"), &content.replace("$P", &text));
        } else {
            source = SOURCES[number - configs].replace("$P", &format!("\"{}\"", payload(number).escape_default()));
        }
        checkout.write(&format!("{folder}/scopes.toml"), &catalog);
        checkout.write(&format!("{folder}/src/lib.rs"), &source);
    });
    let mut seen = BTreeSet::new();
    assert_harmless(&checkout, COMMANDS, &mut seen);
    for number in 0..catalogs {
        let file = format!("m{number:02}/scopes.toml");
        assert_harmless(
            &checkout,
            &[
                &["list", "--catalog", &file],
                &["explain", "read_profle", "--catalog", &file],
                &["drift", "--catalog", &file, "--format", "markdown"],
            ],
            &mut seen,
        );
    }
    for (number, (file, path, _)) in CONFIGS.iter().enumerate() {
        let file = format!("m{:02}/{file}", catalogs + number);
        assert_harmless(
            &checkout,
            &[&["extract", &file, "--path", path], &["extract", &file, "--path", path, "--format", "json"]],
            &mut seen,
        );
    }
    let contents: Vec<&str> = CONFIGS.iter().map(|(_, _, text)| *text).collect();
    assert_seen(&seen, &[CATALOGS, HEADS, &contents, SOURCES].concat());
}

/// Parts of an API description; `$P` is a text in quotes.
const DOCUMENTS: &[&str] = &[
    "title: $P|||",
    "|$P: x||",
    "|read_profile: $P||",
    "||$P: {get: {operationId: x, security: [{o: [read_profile]}]}}|",
    "||/a: {get: {security: [{o: [$P]}]}}|",
    "||/a: {get: {security: [{$P: [read_profile]}]}}|",
];

fn document(parts: &str) -> String {
    let parts: Vec<&str> = parts.splitn(4, '|').collect();
    let [title, scopes, paths, schemes] = parts[..] else { panic!("four parts") };
    let title = if title.is_empty() { "title: Cups" } else { title };
    format!(
        "openapi: 3.0.0\ninfo: {{{title}, version: '1'}}\npaths: {{{paths}}}\ncomponents:\n securitySchemes:\n{schemes}  o:\n   \
         type: oauth2\n   flows: {{clientCredentials: {{tokenUrl: 'https://x.example', scopes: {{other: x, {scopes}}}}}}}\n"
    )
}

#[test]
fn texts_of_documents() {
    let checkout = Checkout::new();
    checkout.write("work/scopes.toml", "");
    let mut seen = BTreeSet::new();
    for (number, parts) in DOCUMENTS.iter().enumerate() {
        let text = document(parts).replace("$P", &quoted(&payload(number)).replace('|', ""));
        checkout.write("work/a.yaml", &text);
        let output = checkout.command("work", &["import", "a.yaml", "-o", "b.toml", "--overwrite"]).output();
        let text = text_of(&output.expect("the command"));
        assert!(!text.contains("panicked") && instruction(&[], &text).is_none(), "{text:?}");
        assert_harmless(
            &checkout,
            &[
                &["import", "a.yaml", "--verbose"],
                &["import", "a.yaml", "--verbose", "--format", "json"],
                &["import", "a.yaml", "--format", "operations"],
                &["drift", "a.yaml"],
                &["drift", "a.yaml", "--format", "json"],
                &["drift", "a.yaml", "--format", "markdown"],
                &["drift", "a.yaml", "--format", "github"],
                &["list", "--catalog", "b.toml"],
            ],
            &mut seen,
        );
    }
    assert_seen(&seen, DOCUMENTS);
}

#[test]
fn what_git_keeps() {
    let checkout = Checkout::new();
    checkout.git(&["checkout", "-q", "-b", "x\u{202e}y"]);
    checkout.git(&["add", "-A"]);
    checkout.git(&["commit", "-q", "-m", &payload(0)]);
    checkout.git(&["tag", "-a", "-m", &payload(1), "v\u{2066}1"]);
    checkout.write("work/src/main.rs", "fn main() { oauth_scopes::scopes!(\"read_profile write\"); }\n");
    let mut seen = BTreeSet::new();
    for revision in ["HEAD", "x\u{202e}y", "v\u{2066}1", "x\u{202e}z", "a\n::stop-commands::t"] {
        assert_harmless(
            &checkout,
            &[
                &["diff", revision],
                &["diff", revision, "--format", "json"],
                &["diff", revision, "--format", "markdown"],
            ],
            &mut seen,
        );
    }
    // A lock with a line that was written by hand.
    checkout.write("work/scopes.lock", &format!("# scopes.lock 1: x\n# x\ndemo read_profile {}\n", payload(2)));
    assert_harmless(&checkout, &[&["lock", "--check"], &["check", "--locked"], &["lock"]], &mut seen);
}

#[test]
fn names_of_packages() {
    let checkout = Checkout::new();
    checkout.write("work/Cargo.toml", &MANIFEST.replace("\"demo\"", &quoted(&payload(0))));
    assert_harmless(&checkout, &COMMANDS[..9], &mut BTreeSet::new());
}
