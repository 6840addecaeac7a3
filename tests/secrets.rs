//! Tests that the macros and the build-script helper never print secrets from the files that they read.
//!
//! The compiler itself shows the line of a call, so secrets in source files are not tested here.

mod cargo;

use std::fmt::Write as _;

use cargo::{Project, Seed, facade, package, scripted};

/// The secrets of a case, in words that no program would print by itself.
fn planted(text: &str, number: usize) -> String {
    text.replace("$S", &format!("hunter{number:02}qzx")).replace("$T", &format!("kitten{number:02}vwy"))
}

/// Fails if a secret is in the text.
#[track_caller]
fn assert_silent(text: &str) {
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("hunter") || line.contains("kitten")).collect();
    assert!(lines.is_empty(), "{} lines with secrets:\n{}", lines.len(), lines.join("\n"));
}

/// Fails if a line of the text is an instruction, or contains a control character.
#[track_caller]
fn assert_harmless(text: &str) {
    let is_instruction = |line: &&str| {
        let start = line.trim_start();
        line.contains(|c: char| c.is_control() && c != '\t')
            || ["::stop", "##[", "cargo::rustc-env"].iter().any(|instruction| start.starts_with(instruction))
    };
    let lines: Vec<&str> = text.lines().filter(is_instruction).collect();
    assert!(lines.is_empty(), "{} lines with instructions:\n{lines:#?}", lines.len());
}

/// Entries with secrets that were added to a catalog by mistake.
const CATALOGS: [&str; 18] = [
    "[clients.web]\nclient_secret = '$S'\n",
    "[clients.web]\nclient_secret = '$S'\nclient_secret = '$T'\n",
    "[clients.web]\ntoken = '$S'\nallow = [1]\n",
    "[clients.web]\nkind = 'x'\nAPI_KEY = ['$S']\n",
    "[clients.web]\nclient_secret = $S\n",
    "[clients.web]\nclient_secret: $S\n",
    "[clients.web]\nclient_secret =\n$S\n",
    "[clients.web]\nclient_secret = '$S\n",
    "[clients.web]\nclient_secret = \"\"\"$S\n",
    "[clients]\nweb = { allow = ['read_profle'], db_password = '$S' }\n",
    "[clients]\nweb = { allow = 'x', connection_string = \"$S\" } # $T\n",
    "[operations.x]\nneeds = 'read_profle'\npassphrase = '''\n$S'''\n",
    "[import]\nfrom = 'https://me:$S@api.example/openapi.json'\ntoken = '$T'\n",
    "[[config]]\nfile = 'a.json'\nrefresh_token = '$S'\n",
    "[resources.files]\nuri = 'https://files.example'\nsecret = '$S'\n",
    "[grants.implicit]\nprivate_key = '-----BEGIN PRIVATE KEY-----$S'\n",
    "[retired]\nold = { note = 'x', access_token = 'ghp_0123456789$S' }\n",
    "[requests]\nclientSecret = '$S'\n",
];

#[test]
fn errors_of_macros_show_no_secret_of_a_catalog() {
    let names: Vec<String> = (0..CATALOGS.len()).map(|number| format!("m{number:02}")).collect();
    let project = Project::workspace("secrets", names.iter().map(String::as_str));
    for (number, name) in names.iter().enumerate() {
        project.write(&format!("{name}/Cargo.toml"), format!("{}{}", package(name), facade("oauth-scopes")));
        let catalog = format!("name = 'demo'\n[scopes]\nread_profile = 'x'\n{}", CATALOGS[number]);
        project.write(&format!("{name}/scopes.toml"), planted(&catalog, number));
        let source = "use oauth_scopes::{Scopes, catalog, operation, scope_list, scope_name, scopes};\n\
                      const A: Scopes = scopes!(\"read_profile\", client = \"web\");\nconst B: &[&str] = scope_list!(\"read_profle\");\n\
                      const C: &str = scope_name!(\"x\");\ncatalog!(pub mod names);\nfn f() { let _ = operation!(\"x\"); }\n";
        project.write(&format!("{name}/src/lib.rs"), source);
    }
    let run = project.cargo(["check", "--workspace", "--keep-going", "--offline"]).run();
    assert_silent(&run.to_string());
    for name in &names {
        assert!(run.to_string().contains(&format!("could not compile `{name}`")), "{name} has no error\n{run}");
    }
}

/// Line breaks, escapes of a terminal, and a changed text direction.
const INSTRUCTIONS: &str = "\\n::stop-commands::t\\n##[error]t\\ncargo::rustc-env=A=1\\r\\u001b]0;x\\u0007\\u202e";

/// A file, the path of its list, and its text: `$S` and `$T` are secrets, and `$P` could be an instruction.
const CONFIGS: [(&str, &str, &str); 16] = [
    ("a.json", "scope", "{\"client_secret\":\"$S\",\"scope\":\"read_profle$P\"}"),
    ("b.json", "scope", "{\"client_secret\": \"$S\" \"scope\": \"read_profile\"}"),
    ("c.json", "scope", "{\"scope\":{\"client_secret\":\"$S\", \"$P\": 1}}"),
    ("d.json", "*.scope", "{\"$P\":{\"scope\":\"read_profle\", \"key\": \"$S\"}}"),
    ("e.toml", "auth.scope", "auth = { secret = \"$S\", scope = \"read_profle$P\" } # $T\n"),
    ("f.toml", "scope", "client_secret = $S\nscope = 'read_profile'\n"),
    ("g.toml", "refresh_token", "refresh_token = ['$S']\n"),
    ("h.env", "SCOPES", "SCOPES=read_profle # $S\nPASSWORD=$T\n"),
    ("i.env", "SCOPES", "export SCOPES=read_profle TOKEN=$S\n"),
    ("j.env", "SCOPES", "PASSWORD=\"$S\n"),
    ("k.ini", "a.scope", "[a]\nscope = read_profle ; $S\npassword = $T\n"),
    ("l.properties", "scope", "secret=$S\nscope=read_profle\n"),
    ("m.json", "header", "{\"header\": \"Authorization: Bearer 0123456789$S\"}"),
    ("n.json", "url", "{\"url\": \"postgres://me:$S@db.example/x\"}"),
    ("o.json", "key", "{\"key\": \"-----BEGIN PRIVATE KEY-----\\n$S\"}"),
    ("p.json", "scope", "{\"scope\": [\"read_profle\", \"eyJhbGciOiJIUzI1NiJ9.$S.x\"]}"),
];

#[test]
fn build_scripts_show_no_secret_and_say_nothing_to_others() {
    let project = Project::planted("secret configs", Seed::Script);
    project.write("Cargo.toml", format!("{}[workspace]\n", scripted("app", "")));
    project.write("src/lib.rs", "");
    project.write(
        "build.rs",
        "fn main() {\n\
         oauth_scopes::build::Check::new().env(\"A_TOKEN\").env(\"B_SCOPES\").env(\"C_SCOPES\").try_run().print();\n\
         oauth_scopes::build::check();\n}\n",
    );
    let mut catalog = "name = 'demo'\nscopes = ['read_profile']\n".to_owned();
    for (number, (file, path, text)) in CONFIGS.iter().enumerate() {
        project.write(file, planted(text, number).replace("$P", INSTRUCTIONS));
        write!(catalog, "[[config]]\nfile = '{file}'\npath = '{path}'\n").expect("a text");
    }
    project.write("scopes.toml", catalog);
    let cargo = project.cargo(["check", "--offline", "-vv"]);
    let cargo =
        cargo.env("A_TOKEN", "read_profle hunter98qzx").env("B_SCOPES", "read_profle ghp_0123456789hunter97qzx");
    let run = cargo.env("C_SCOPES", "read_profle\n::stop-commands::t\n\u{1b}]0;x\u{7}").run();
    assert!(!run.success, "{run}");
    // Cargo itself prints the environment of the build script before the script's output.
    let said: String =
        run.stderr.lines().filter(|line| !line.contains("Running `")).map(|line| format!("{line}\n")).collect();
    for (file, ..) in CONFIGS {
        assert!(said.contains(&format!("{file}:")), "nothing is said of {file}\n{said}");
    }
    for name in ["$A_TOKEN", "$B_SCOPES", "$C_SCOPES"] {
        assert!(said.contains(name), "nothing is said of {name}\n{said}");
    }
    assert_silent(&said);
    assert_harmless(&said);
}
