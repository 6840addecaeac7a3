//! Tests that no output contains a secret that is next to a scope list, or that a path leads to by mistake.
//!
//! Each row of the tables has its own secrets: `$S` is one, `$T` another. All rows of a table are in one checkout, each in its
//! own folder, so that every command runs on them only once.

use super::checkout::{CATALOG, COMMANDS, Checkout, text_of, with_members};
use super::planted::{BROKEN, READABLE, Row, second, secret};

/// Entries with secrets that were added to a catalog by mistake.
const CATALOGS: &[&str] = &[
    "[clients.web]\nclient_secret = '$S'\n",
    "[clients.web]\nsecret = '$S'\n",
    "[clients.web]\nclient_secret = '$S'\nclient_secret = '$T'\n",
    "[clients.web]\nclientSecret = '$S'\n",
    "[clients.web]\ntoken = '$S'\n",
    "[clients.web]\napi_key = '$S'\n",
    "[clients.web]\npassword = '$S'\n",
    "[clients.web]\nrefresh_token = '$S'\n",
    "[clients.web]\nkind = 'x'\naccess_token = ['$S']\n",
    "[clients.web]\nclient_secret = $S\n",
    "[clients.web]\nclient_secret: $S\n",
    "[clients.web]\nclient_secret =\n$S\n",
    "[clients.web]\nclient_secret = '$S\n",
    "[clients]\nweb = { client_secret = '$S' }\n",
    "[clients]\nweb = { allow = ['read_profle'], client_secret = '$S' }\n",
    "[import]\nfrom = 'https://me:$S@api.example/openapi.json'\n",
    "[import]\nfrom = 'http://api.example/openapi.json?access_token=$S'\n",
    "[[config]]\nfile = 'a.json'\ntoken = '$S'\n",
];

/// Rust files. The whole line of a call is shown, as the compiler does, but nothing else of a Rust file.
const SOURCES: &[&str] = &[
    "const CLIENT_SECRET: &str = \"$S\";\nfn f() { oauth_scopes::scopes!(\"read_profle\"); }\n",
    "// $S\nfn f() {\n    oauth_scopes::scopes!(\"Read_profile\"); // \n    // $T\n}\n",
    "fn f() { oauth_scopes::scopes!(\n    \"read_profle\",\n    client = \"web\",\n); } // $S\n",
    "fn f(c: Client) { c.authorize_url(\"$S\")\n  .add_scope(Scope::new(\"Read_profile\".into()))\n  .set_state(\"$T\"); }\n",
    "const URL: &str = \"https://me:$S@id.example/authorize?client_id=x&scope=read_profle\";\n",
    "const URL: &str = \"https://id.example/authorize?client_secret=$S&scope=read_profle\";\n",
    "#[doc = \"$S\"]\nmacro_rules! m { ($($t:tt)*) => { oauth_scopes::scopes!($($t)*) } }\nfn f() { m!(\"read_profle\"); }\n",
    "fn f() { oauth_scopes::scopes!(\"read_profle\");\nlet x = \"$S; }\n",
    "fn f() { let secret = \"$S\"; oauth_scopes::scopes!(\"read_profle\" }\n",
    "fn f() { login(\"me\", Secret::new(\"$S\"), Scope::new(\"read_profle\")); }\n",
    "fn f() { let token = \"ghp_0123456789$S\"; oauth_scopes::scopes!(\"read_profle\"); }\n",
    "fn f() { let password = r#\"$S\"#; oauth_scopes::scopes!(\"read_profle\"); }\n",
    "fn f() { let api_key = b\"$S\"; oauth_scopes::scopes!(\"read_profle\"); }\n",
    "fn f() { let token = concat!(\"x\", \"$S\"); oauth_scopes::scopes!(\"read_profle\"); }\n",
    "fn f() { login(Login { password: Some(String::from(\"$S\")) }, oauth_scopes::scopes!(\"read_profle\")); }\n",
    "fn f() { get(\"Authorization: Bearer 0123456789$S\", oauth_scopes::scopes!(\"read_profle\")); }\n",
    "fn f() { sign(br##\"-----BEGIN PRIVATE KEY-----$S\"##, oauth_scopes::scopes!(\"read_profle\")); }\n",
];

/// Documents that a catalog is imported from.
const DOCUMENTS: &[(&str, &str)] = &[
    ("a.yaml", "openapi: 3.0.0\ninfo: {title: x, version: '1'}\nx-token: $S\npaths: [\n"),
    (
        "a.yaml",
        "openapi: 3.0.0\ninfo: {title: x, version: '1'}\nservers: [{url: 'https://me:$S@x.example'}]\npaths: {}\ncomponents:\n  securitySchemes:\n    o:\n      type: oauth2\n      flows: {clientCredentials: {tokenUrl: 'https://me:$T@x.example', scopes: {read_profile: x}}}\n",
    ),
    ("a.json", "{\"issuer\": \"https://x.example\", \"client_secret\": \"$S\" \"scopes_supported\": []}"),
    (
        "a.json",
        "{\"issuer\": \"https://x.example\", \"client_secret\": \"$S\", \"scopes_supported\": [\"read_profile\"]}",
    ),
    ("a.json", "{\"access_token\": \"$S\", \"scope\": \"read_profile\"}"),
    ("a.json", "{\"error\": \"invalid_token\", \"token\": \"$S\"}"),
    ("a.csv", "scope,description,token\nread_profile,x,$S\n"),
    ("a.html", "<html><input value='$S'></html>\n"),
    ("a.env", "PASSWORD=$S\nSCOPES=read_profile\n"),
    ("a.toml", "[scopes]\nread_profile = 'x'\n[clients.web]\nclient_secret = '$S'\n"),
];

fn planted(text: &str, number: usize) -> String {
    text.replace("$S", &secret(number)).replace("$T", &second(number))
}

/// Adds each line with a secret, with the command that printed it.
fn leaks(all: &str, command: &[&str], leaks: &mut Vec<String>) {
    for line in all.lines().filter(|line| line.contains("hunter") || line.contains("kitten")) {
        leaks.push(format!("{}: {line}", command.join(" ")));
    }
    assert!(!all.contains("panicked"), "{command:?} {all}");
}

/// Runs every command, and returns the human output of `check`.
fn assert_silent(checkout: &Checkout, commands: &[&[&str]]) -> String {
    let mut found = Vec::new();
    let mut first = None;
    for arguments in commands {
        let (_, output, errors) = checkout.run(arguments);
        let all = format!("{output}{errors}");
        leaks(&all, arguments, &mut found);
        first.get_or_insert(all);
    }
    assert!(found.is_empty(), "{} lines with secrets:\n{}", found.len(), found.join("\n"));
    first.unwrap_or_default()
}

fn with_rows(rows: &[Row]) -> Checkout {
    let checkout = Checkout::new();
    let mut catalog = CATALOG.to_owned();
    for (number, Row { file, path, text }) in rows.iter().enumerate() {
        let file = format!("r{number:03}/{file}");
        catalog += &format!("[[config]]\nfile = '{file}'\npath = '{path}'\n");
        checkout.write(&format!("work/{file}"), &planted(text, number));
    }
    checkout.write("work/scopes.toml", &catalog);
    checkout
}

#[test]
fn there_are_sixty_and_more() {
    assert!(READABLE.len() + BROKEN.len() >= 60);
}

#[test]
fn configuration_files_show_no_secret() {
    let rows = [READABLE, BROKEN].concat();
    let checkout = with_rows(&rows);
    std::fs::write(checkout.path("work/b.env"), [b"PASSWORD=", secret(99).as_bytes(), b"\xff\nSCOPES=x\n"].concat())
        .expect("a file");
    checkout.write(
        "work/scopes.toml",
        &(checkout.read("work/scopes.toml") + "[[config]]\nfile = 'b.env'\npath = 'SCOPES'\n"),
    );
    // `diff` reads the last commit.
    checkout.commit();
    checkout.write("work/src/main.rs", "fn main() {}\n");
    let said = assert_silent(&checkout, COMMANDS);
    for (number, row) in rows.iter().enumerate() {
        assert!(said.contains(&format!("r{number:03}/")), "{} {:?} has no finding: {said}", row.file, row.text);
    }
    assert!(said.contains("b.env"), "{said}");
}

#[test]
fn extract_shows_no_secret() {
    let mut found = Vec::new();
    for rows in [READABLE, BROKEN] {
        let checkout = with_rows(rows);
        for (number, Row { file, path, .. }) in rows.iter().enumerate() {
            let file = format!("r{number:03}/{file}");
            let format = if number % 2 == 0 { "human" } else { "json" };
            let arguments = ["extract", &*file, "--path", path, "--format", format];
            let (_, output, errors) = checkout.run(&arguments);
            leaks(&format!("{output}{errors}"), &arguments, &mut found);
        }
    }
    assert!(found.is_empty(), "{} lines with secrets:\n{}", found.len(), found.join("\n"));
}

#[test]
fn catalogs_and_sources_show_no_secret() {
    let count = CATALOGS.len();
    let checkout = with_members(count + SOURCES.len(), |checkout, folder, number| {
        let (entry, source) = match CATALOGS.get(number) {
            Some(entry) => (*entry, "fn f() { oauth_scopes::scopes!(\"Read_profile\"); }\n"),
            None => ("", SOURCES[number - count]),
        };
        checkout.write(&format!("{folder}/scopes.toml"), &format!("{CATALOG}{}", planted(entry, number)));
        checkout.write(&format!("{folder}/src/lib.rs"), &planted(source, number));
    });
    checkout.write("work/m00/scopes.toml", &planted(&format!("client_secret = '$S'\n{CATALOG}"), 0));
    let said = assert_silent(&checkout, &[&[&["check", "--literals"][..]], COMMANDS].concat());
    for (number, text) in CATALOGS.iter().enumerate().filter(|(_, text)| !text.contains("import")) {
        assert!(said.contains(&format!("m{number:02}/scopes.toml")), "{text}: {said}");
    }
    for (number, text) in SOURCES.iter().enumerate().filter(|(_, text)| text.contains("oauth_scopes::")) {
        assert!(said.contains(&format!("m{:02}/src/lib.rs", count + number)), "{text}: {said}");
    }
    for number in 0..count {
        let file = format!("m{number:02}/scopes.toml");
        assert_silent(&checkout, &[&["list", "--catalog", &file], &["drift", "--catalog", &file]]);
    }
}

#[test]
fn documents_show_no_secret() {
    let checkout = Checkout::new();
    let mut found = Vec::new();
    for (number, (file, text)) in DOCUMENTS.iter().enumerate() {
        let file = format!("d{number:02}-{file}");
        checkout.write(&format!("work/{file}"), &planted(text, number));
        for format in ["catalog", "operations", "json"] {
            let arguments = ["import", &file, "--verbose", "--format", format];
            let (_, output, errors) = checkout.run(&arguments);
            leaks(&format!("{output}{errors}"), &arguments, &mut found);
        }
        let arguments = ["drift", &file, "--format", "markdown"];
        let (_, output, errors) = checkout.run(&arguments);
        leaks(&format!("{output}{errors}"), &arguments, &mut found);
    }
    assert!(found.is_empty(), "{} lines with secrets:\n{}", found.len(), found.join("\n"));
}

/// A fake `curl` that prints a response of a server, or an error.
#[test]
fn answers_of_servers_show_no_secret() {
    let checkout = Checkout::new();
    for (number, script) in [
        "echo '{\"error\": \"invalid_client\", \"client_secret\": \"$S\"'",
        "echo '<html>$S</html>'",
        "echo 'curl: (6) could not reach https://me:$S@x.example/?token=$T' >&2; exit 6",
        "echo 'openapi: 3.0.0'; echo 'x: *$S'",
    ]
    .iter()
    .enumerate()
    {
        checkout.executable("bin/curl", &planted(&format!("#!/bin/sh\n{script}\n"), number));
        let path = std::env::join_paths([checkout.path("bin"), "/usr/bin".into(), "/bin".into()]).expect("a path");
        for address in ["https://x.example/openapi.json", &*planted("https://me:$S@x.example/a?token=$T", number)] {
            for arguments in [["import", "--fetch", address], ["drift", "--fetch", address]] {
                let output = checkout.command("work", &arguments).env("PATH", &path).output().expect("the command");
                let all = text_of(&output);
                let mut found = Vec::new();
                leaks(&all, &arguments, &mut found);
                assert!(found.is_empty(), "{script}: {all}");
            }
        }
    }
}

#[test]
fn the_value_in_question_is_shown() {
    let checkout = Checkout::new();
    checkout.write("work/scopes.toml", &format!("{CATALOG}[[config]]\nfile = \"a.json\"\npath = \"auth.scope\"\n"));
    checkout.write("work/a.json", "{\"auth\": {\"secret\": \"x\", \"scope\": \"read_profle\"}}\n");
    let (_, output, _) = checkout.run(&["check"]);
    for part in ["a.json:1:36", "…\"read_profle\"…", "^^^^^^^^^^^", "in `auth.scope`"] {
        assert!(output.contains(part), "{part}: {output}");
    }
}
