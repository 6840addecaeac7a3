//! No secret that is beside a scope list, or that a path leads to by mistake, is in any output.

use super::checkout::{CATALOG, Checkout};

/// What is planted, in words that no program would print by itself.
const SECRET: &str = "hunter2qzx";
const SECOND: &str = "kitten7vwy";

/// A file, the path that is stated for it, and its text, in which `$S` and `$T` are secrets.
const FILES: &[(&str, &str, &str)] = &[
    // Beside the value, on the same line.
    ("a.json", "scope", r#"{"client_secret":"$S","scope":"read_profle"}"#),
    ("a.json", "scope", r#"{"scope":"read_profle","client_secret":"$S"}"#),
    ("a.json", "scope", r#"{"scope":["read_profle"],"client_secret":"$S"}"#),
    ("a.json", "[].scope", r#"[{"s":"$S","scope":"read_profile"},{"s":"$T","scope":"read_profle"}]"#),
    ("a.json", "scope", r#"{"scope":"read_profile read_profile","s":"$S"}"#),
    ("a.jsonc", "scope", "{\"scope\": \"read_profle\" /* $S */}"),
    ("a.toml", "auth.scope", "auth = { secret = \"$S\", scope = \"read_profle\" }\n"),
    ("a.toml", "scope", "scope = \"read_profle\" # $S\n"),
    ("a.toml", "scope", "scope = [\"read_profle\", # $S\n]\n"),
    ("a.yaml", "auth.scope", "auth: {secret: $S, scope: read_profle}\n"),
    ("a.yaml", "scope", "scope: read_profle # $S\n"),
    ("a.yaml", "scope", "scope:\n  - read_profle # $S\n"),
    ("a.yaml", "scope", "{scope: [read_profle], secret: $S}\n"),
    ("a.env", "SCOPES", "SCOPES=read_profle # $S\n"),
    ("a.env", "SCOPES", "export SCOPES=read_profile TOKEN=$S\n"),
    ("a.env", "SCOPES", "SCOPES=read_profile,API_KEY=$S\n"),
    ("a.ini", "oauth.scope", "[oauth]\nscope = read_profle ; $S\n"),
    ("a.tf", "a.scope", "a = { secret = \"$S\", scope = \"read_profle\" }\n"),
    ("a.tf", "scope", "scope = \"read_profle\" # $S\n"),
    // A path that leads to something else.
    ("a.json", "registry.token", r#"{"registry":{"token":"$S"}}"#),
    ("a.json", "scope", r#"{"scope":{"client_secret":"$S"}}"#),
    ("a.json", "scope{keys}", r#"{"scope":{"client_secret":"$S"}}"#),
    ("a.toml", "client-secret", "client-secret = '$S'\n"),
    ("a.toml", "refresh_token", "refresh_token = ['$S']\n"),
    ("a.env", "DB_PASSWORD.x", "DB_PASSWORD=$S\n"),
    ("a.env", "PASSWORD", "PASSWORD=$S\n"),
    ("a.env", "*", "PASSWORD=$S\nSCOPES=read_profle\n"),
    ("a.yaml", "url", "url: postgres://me:$S@db.example/x\n"),
    ("a.yaml", "auth", "auth: Bearer $S$T\n"),
    ("a.yaml", "key", "key: |\n  -----BEGIN PRIVATE KEY-----\n  $S\n"),
    ("a.yaml", "token", "token: ${TOKEN:-$S}\n"),
    ("a.json", "number.x", r#"{"number":{"x":12345678},"s":"$S"}"#),
    // Files that cannot be read.
    ("a.toml", "scope", "client_secret = $S\nscope = 'read_profile'\n"),
    ("a.toml", "scope", "client_secret = \"$S\nscope = 'read_profile'\n"),
    ("a.toml", "scope", "\"client_secret\": $S\n"),
    ("a.toml", "scope", "client_secret = '$S'\nclient_secret = '$T'\n"),
    ("a.toml", "scope", "[a]\nb = 1\n[a.b]\nc = '$S'\n"),
    ("a.json", "scope", "{\"client_secret\": \"$S\" \"scope\": \"read_profile\"}"),
    ("a.json", "scope", "{\"client_secret\": $S}"),
    ("a.json", "scope", "{\"client_secret\": \"$S"),
    ("a.json", "scope", "{\"client_secret\": \"$S\\q\"}"),
    ("a.json", "scope", "{'client_secret': '$S' 'x'}"),
    ("a.yaml", "scope", "secret: *$S\n"),
    ("a.yaml", "scope", "secret: \"$S\n"),
    ("a.yaml", "scope", "secret: !$S [\n"),
    ("a.yaml", "scope", "secret: $S\n  x: y\n"),
    ("a.yaml", "scope", "$S: 1\n$S: 2\n- x\n"),
    ("a.yaml", "scope", "secret: {a: $S\n"),
    ("a.env", "SCOPES", "PASSWORD=\"$S\n"),
    ("a.env", "SCOPES", "PASSWORD='x' $S\n"),
    ("a.env", "SCOPES", "PASSWORD $S\n"),
    ("a.env", "SCOPES", "PASSWORD=$S\u{1}\u{fffd}\n"),
    ("a.ini", "oauth.scope", "[oauth\nsecret = $S\n"),
    ("a.properties", "scope", "secret=\\u12$S\n"),
    ("a.tf", "scope", "secret = \"$S\n"),
    ("a.tf", "scope", "secret = $S }\n"),
    ("a.tf", "scope", "secret $S\n"),
    ("a.txt", "scope", "secret = $S\n"),
];

/// Entries of a catalog that were put there by mistake.
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
    "[clients.web]\nclient_secret = '$S\n",
    "[clients]\nweb = { client_secret = '$S' }\n",
    "[clients]\nweb = { allow = ['read_profle'], client_secret = '$S' }\n",
];

fn planted(text: &str) -> String {
    text.replace("$S", SECRET).replace("$T", SECOND)
}

const FORMATS: &[&[&str]] =
    &[&["check"], &["check", "--format", "json"], &["check", "--format", "sarif"], &["check", "--format", "github"]];

/// The rest of the commands that show something of a file; the first of them runs cargo, which takes its time.
const OTHERS: &[&[&str]] = &[&["check", "--format", "rustc"], &["audit"], &["lock"], &["list"], &["add", "github"]];

/// Nothing that these commands print of a checkout is a secret.
fn assert_silent(checkout: &Checkout, what: &str, commands: &[&[&str]]) {
    for arguments in commands {
        let (code, output, errors) = checkout.run(arguments);
        let all = format!("{output}{errors}");
        assert!(!all.contains(SECRET) && !all.contains(SECOND), "{arguments:?} of {what}: {all}");
        assert!(!all.contains("panicked"), "{code} {all}");
    }
}

#[test]
fn a_configuration_file_shows_no_secret() {
    for (file, path, text) in FILES {
        let checkout = Checkout::new();
        checkout.write("work/scopes.toml", &format!("{CATALOG}[[config]]\nfile = \"{file}\"\npath = \"{path}\"\n"));
        checkout.write(&format!("work/{file}"), &planted(text));
        assert_silent(&checkout, text, FORMATS);
    }
}

#[test]
fn other_outputs_show_no_secret() {
    for (file, path, text) in FILES.iter().step_by(6) {
        let checkout = Checkout::new();
        checkout.write("work/scopes.toml", &format!("{CATALOG}[[config]]\nfile = \"{file}\"\npath = \"{path}\"\n"));
        checkout.write(&format!("work/{file}"), &planted(text));
        assert_silent(&checkout, text, OTHERS);
    }
}

#[test]
fn a_file_of_another_encoding_shows_no_secret() {
    let checkout = Checkout::new();
    checkout.write("work/scopes.toml", &format!("{CATALOG}[[config]]\nfile = \"a.env\"\npath = \"SCOPES\"\n"));
    let text = [b"PASSWORD=", SECRET.as_bytes(), b"\xff\nSCOPES=read_profile\n"].concat();
    std::fs::write(checkout.path("work/a.env"), text).expect("a file");
    assert_silent(&checkout, "a byte that is not UTF-8", FORMATS);
    assert_silent(&checkout, "a byte that is not UTF-8", OTHERS);
}

#[test]
fn a_catalog_shows_no_secret() {
    for text in CATALOGS {
        let checkout = Checkout::new();
        checkout.write("work/scopes.toml", &planted(&format!("{CATALOG}{text}")));
        assert_silent(&checkout, text, FORMATS);
        checkout.write("work/scopes.toml", &planted(&format!("client_secret = '$S'\n{CATALOG}")));
        assert_silent(&checkout, "the root", FORMATS);
    }
    assert_silent(&Checkout::new(), "nothing", OTHERS);
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
