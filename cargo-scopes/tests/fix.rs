//! Tests `cargo scopes fix` on small generated packages with mistakes.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const MANIFEST: &str = "\
[package]
name = \"app\"
version = \"0.1.0\"
edition = \"2024\"

[dependencies]
oauth-scopes = \"0.1\"

[workspace]
";

const CATALOG: &str = "\
name = 'multipass'

[scopes]
read_profile = ''
read_multipass = ''
write_multipass = { implies = ['read_multipass'] }
read_team = { requires = ['read_profile'] }
read_orders = { implies = ['read:org'] }
repo = ''
gist = ''
'read:org' = ''
'files.read' = ''
'files.write' = ''
'https://multipass.example/auth/read' = ''

[retired]
profile = { replaced_by = ['read_profile'] }
multipass = { replaced_by = ['write_multipass'] }
both = { replaced_by = ['repo', 'gist'] }
orders = { replaced_by = ['read_orders'] }
old_gist = { status = 'deprecated', replaced_by = ['gist'] }

[clients.web]
allow = ['repo']

[operations.list]
needs = 'repo'

[catalogs.other]
delimiter = 'comma'
scopes = ['one', 'two']
";

/// The package of a test: the manifest, the catalog and these files. Each file that is not Rust is a configuration file
/// to check.
fn package(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fix").join(test);
    let _ = std::fs::remove_dir_all(&folder);
    let configs = files.iter().filter(|(name, _)| ending(name) != "rs");
    let configs: String =
        configs.map(|(name, _)| format!("\n[[config]]\nfile = '{name}'\n{}\n", scopes_in(name))).collect();
    write(&folder, "Cargo.toml", MANIFEST);
    write(&folder, "scopes.toml", &format!("{CATALOG}{configs}"));
    write(&folder, "src/lib.rs", "");
    for (name, text) in files {
        write(&folder, name, text);
    }
    folder
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, ending)| ending)
}

/// The path of the scopes in a file, and their delimiter.
fn scopes_in(name: &str) -> String {
    format!("path = '{}'\ndelimiter = 'space'", path_in(name))
}

fn path_in(name: &str) -> &'static str {
    match ending(name) {
        "env" => "SCOPES",
        "tf" => "oauth.scopes",
        "ini" => "oauth.scope",
        _ => "scope",
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).expect("a file")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"));
    command.arg("fix").args(arguments).current_dir(folder).env_remove("SCOPES_CATALOG").stdin(Stdio::null());
    command
}

/// Runs the command, and returns the exit code, the output and the errors.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command(folder, arguments).output().expect("the command");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code().expect("a code"), text(stdout), text(stderr))
}

/// The folders of these tests may be in a git repository that ignores them.
const ANYWHERE: [&str; 2] = ["--allow-dirty", "--allow-no-vcs"];

fn fix(folder: &Path) -> (i32, String, String) {
    run(folder, &ANYWHERE)
}

fn source(call: &str) -> String {
    format!(
        "// é: a comment, org:read  and more\nuse oauth_scopes::*;\n\npub  fn f() -> Scopes {{ {call} }} // org:read\n"
    )
}

/// Fixes the files of a package twice. Returns their content and the messages about the mistakes that remain.
fn all_repaired(test: &str, files: &[(String, &str)]) -> (Vec<String>, String) {
    let modules = files.iter().filter_map(|(name, _)| name.strip_prefix("src/")?.strip_suffix(".rs"));
    let library: String = modules.map(|module| format!("mod {module};\n")).collect();
    let mut all = vec![("src/lib.rs", &*library)];
    all.extend(files.iter().map(|(name, text)| (&**name, *text)));
    let folder = package(test, &all);
    let (code, output, errors) = fix(&folder);
    let texts = || files.iter().map(|(name, _)| read(&folder, name)).collect::<Vec<_>>();
    let after = texts();
    assert_eq!(code, i32::from(output.contains("error[")), "{test}: {output}{errors}");
    let (_, again, _) = fix(&folder);
    assert_eq!((texts(), again), (after.clone(), output.clone()), "{test}: twice");
    (after, output + &errors)
}

/// Does the same for one file.
fn repaired(test: &str, name: &str, before: &str) -> (String, String) {
    let (after, said) = all_repaired(test, &[(name.to_owned(), before)]);
    (after.concat(), said)
}

#[test]
fn calls_are_repaired_and_nothing_else_is_touched() {
    let cases = [
        ("comma", r#"scopes!("read_profile,repo")"#, r#"scopes!("read_profile repo")"#),
        ("comma_and_blank", r#"scopes!("read_profile, repo")"#, r#"scopes!("read_profile repo")"#),
        ("order", r#"scopes!("org:read repo")"#, r#"scopes!("read:org repo")"#),
        ("case", r#"scopes!( "Read_Profile" )"#, r#"scopes!( "read_profile" )"#),
        ("separators", r#"scopes!["read-profile"]"#, r#"scopes!["read_profile"]"#),
        ("plural", r#"scopes! {"repos"}"#, r#"scopes! {"repo"}"#),
        ("blanks", r#"scopes!("  repo   gist ")"#, r#"scopes!("repo gist")"#),
        ("tab", r#"scopes!("repo\tgist")"#, r#"scopes!("repo gist")"#),
        ("encoded", r#"scopes!("repo%20gist")"#, r#"scopes!("repo gist")"#),
        ("quoted", r#"scopes!("\"repo\"")"#, r#"scopes!("repo")"#),
        ("run_together", r#"scopes!("repogist")"#, r#"scopes!("repo gist")"#),
        ("removed", r#"scopes!("profile repo")"#, r#"scopes!("read_profile repo")"#),
        ("twice", r#"scopes!("repo gist repo")"#, r#"scopes!("repo gist")"#),
        ("thrice", r#"scopes!("repo repo gist repo")"#, r#"scopes!("repo gist")"#),
        ("twice_then", r#"scopes!("Repo repo,gist")"#, r#"scopes!("repo gist")"#),
        ("raw", r#"scopes!(r"repo,org:read")"#, r#"scopes!(r"repo read:org")"#),
        ("raw_hash", r##"scopes!(r#"org:read"#)"##, r##"scopes!(r#"read:org"#)"##),
        ("escaped", r#"scopes!("\u{72}epo,gist")"#, r#"scopes!("\u{72}epo gist")"#),
        ("escaped_comma", r#"scopes!("repo\x2cgist")"#, r#"scopes!("repo gist")"#),
        ("escaped_name", r#"scopes!("org\u{3A}read repo")"#, r#"scopes!("read:org repo")"#),
        ("look_alike", "scopes!(\"rep\u{43e}\")", "scopes!(\"repo\")"),
        ("no_break_space", "scopes!(\"repo\u{a0}gist\")", "scopes!(\"repo gist\")"),
        ("continued", "scopes!(\"repo,\\\n        gist\")", "scopes!(\"repo \\\n        gist\")"),
        ("continued_name", "scopes!(\"repo \\\n   org:read\\\n   \")", "scopes!(\"repo \\\n   read:org\\\n   \")"),
        ("comma_after_break", "scopes!(\"repo\\\n    ,gist\")", "scopes!(\"repo \\\n    gist\")"),
        ("lines", "scopes!(\"repo\n        gist\")", "scopes!(\"repo gist\")"),
        ("several", r#"scopes!("repo", "org:read", "Gist")"#, r#"scopes!("repo", "read:org", "gist")"#),
        ("form_and_name", r#"scopes!("org:read,repo")"#, r#"scopes!("read:org repo")"#),
        ("named", r#"scopes!(other: "one two")"#, r#"scopes!(other: "one,two")"#),
        ("list", r#"scope_list!("repo,gist")"#, r#"scope_list!("repo gist")"#),
        ("client", r#"scopes!("Repo", client = "web")"#, r#"scopes!("repo", client = "web")"#),
        ("operation", r#"scopes!("Repo", operations = ["list"])"#, r#"scopes!("repo", operations = ["list"])"#),
        (
            "nested",
            r#"g(scopes!("Repo"), x!(scopes!("gist,repo")))"#,
            r#"g(scopes!("repo"), x!(scopes!("gist repo")))"#,
        ),
    ]
    .map(|(test, before, after)| (format!("src/{test}.rs"), source(before), source(after)));
    let files: Vec<(String, &str)> = cases.iter().map(|(name, before, _)| (name.clone(), &**before)).collect();
    let (found, said) = all_repaired("rust", &files);
    for ((name, _, after), found) in cases.iter().zip(found) {
        assert_eq!(found, *after, "{name}: {said}");
    }
    assert!(said.starts_with("no findings"), "{said}");
}

#[test]
fn configuration_files_are_repaired_and_nothing_else_is_touched() {
    let cases = [
        ("toml", "a.toml", "# org:read\nscope = 'repo,org:read' # x\n", "# org:read\nscope = 'repo read:org' # x\n"),
        ("toml_list", "a.toml", "scope = [ \"repo\",\n  'org:read', ]\n", "scope = [ \"repo\",\n  'read:org', ]\n"),
        ("toml_lines", "a.toml", "scope = \"\"\"\nrepo,gist\"\"\"\n", "scope = \"\"\"\nrepo gist\"\"\"\n"),
        ("toml_escapes", "a.toml", "scope = \"re\\u0070o\\tgist\"\n", "scope = \"re\\u0070o gist\"\n"),
        ("json", "a.json", r#"{"x":1,  "scope": "repo gist repo"}"#, r#"{"x":1,  "scope": "repo gist"}"#),
        ("json_list", "a.json", r#"{"scope": ["Repo","gist" ]}"#, r#"{"scope": ["repo","gist" ]}"#),
        ("json_comments", "a.jsonc", "{ // Repo\n \"scope\": \"Repo\", }\n", "{ // Repo\n \"scope\": \"repo\", }\n"),
        (
            "json_slashes",
            "a.json",
            r#"{"scope": "https:\/\/multipass.example\/auth\/Read repo"}"#,
            r#"{"scope": "https://multipass.example/auth/read repo"}"#,
        ),
        (
            "json_slash_beside",
            "a.json",
            r#"{"scope": "https:\/\/multipass.example\/auth\/read,repo"}"#,
            r#"{"scope": "https:\/\/multipass.example\/auth\/read repo"}"#,
        ),
        ("json_break", "a.json", r#"{"scope": "repo\ngist"}"#, r#"{"scope": "repo gist"}"#),
        ("yaml", "a.yaml", "x: 1\nscope: repo, org:read # org:read\n", "x: 1\nscope: repo read:org # org:read\n"),
        ("yaml_list", "a.yaml", "scope:\n  - 'Repo'\n  - org:read\n", "scope:\n  - 'repo'\n  - read:org\n"),
        ("yaml_flow", "a.yml", "scope: [Repo, \"gist\"]\n", "scope: [repo, \"gist\"]\n"),
        ("yaml_escapes", "a.yaml", "scope: \"re\\x70o,gist\"\n", "scope: \"re\\x70o gist\"\n"),
        ("yaml_folded", "a.yaml", "scope: >-\n  repo,\n  gist\n", "scope: >-\n  repo\n  gist\n"),
        ("yaml_block", "a.yaml", "scope: |-\n  repo gist repo\n", "scope: |-\n  repo gist\n"),
        ("env", ".env", "A=1\nSCOPES=repo,gist\nB=2\n", "A=1\nSCOPES=\"repo gist\"\nB=2\n"),
        ("env_one", ".env", "SCOPES=Repo # Repo\n", "SCOPES=repo # Repo\n"),
        ("env_quoted", ".env", "export SCOPES='repo,gist'\n", "export SCOPES='repo gist'\n"),
        ("env_together", ".env", "SCOPES=repogist", "SCOPES=\"repo gist\""),
        ("properties", "a.properties", "! x\nscope = repo,org:read\n", "! x\nscope = repo read:org\n"),
        ("properties_escapes", "a.properties", "scope=repo,read\\:org\n", "scope=repo read\\:org\n"),
        ("ini", "a.ini", "[oauth]\nscope = repo,gist ; x\n", "[oauth]\nscope = repo gist ; x\n"),
        (
            "hcl",
            "a.tf",
            "oauth {\n  scopes = [\"Repo\", \"gist\"] # x\n}\n",
            "oauth {\n  scopes = [\"repo\", \"gist\"] # x\n}\n",
        ),
        ("hcl_text", "a.tf", "oauth {\n  scopes = \"repo,gist\"\n}\n", "oauth {\n  scopes = \"repo gist\"\n}\n"),
    ];
    let files: Vec<_> = cases.iter().map(|(test, name, before, _)| (format!("{test}/{name}"), *before)).collect();
    let (found, said) = all_repaired("config", &files);
    for ((test, .., after), found) in cases.iter().zip(found) {
        assert_eq!(found, *after, "{test}: {said}");
    }
    assert!(said.starts_with("no findings"), "{said}");
}

#[test]
fn what_the_program_of_a_file_splits_stays() {
    let folder = package("programs", &[]);
    let files = [
        ("application.properties", "spring.security.oauth2.client.registration.a.scope=repo,read:org\n"),
        ("src/application.yml", "quarkus:\n  oidc:\n    authentication:\n      scopes: repo, gist # two\n"),
        (".env", "OIDC_SCOPE=\"repo,gist\"\nNPM_SCOPE=@acme\nA_SCOPES=<your scopes>\n"),
    ];
    let mut catalog = read(&folder, "scopes.toml");
    for (name, text) in files {
        write(&folder, name, text);
        catalog.push_str(&format!("\n[[config]]\nfile = '{name}'\n"));
    }
    write(&folder, "scopes.toml", &catalog);
    let (code, output, errors) = run(&folder, &["--allow-dirty", "--allow-no-vcs", "--likely"]);
    assert_eq!((code, &*output), (0, "no findings in 0 calls and 3 configuration files\n"), "{errors}");
    for (name, text) in files {
        assert_eq!(read(&folder, name), text);
    }
}

#[test]
fn line_ends_and_byte_order_marks_stay() {
    for (test, name, before, after) in [
        (
            "rust_lines",
            "src/lib.rs",
            "use oauth_scopes::*;\r\nfn f() {\r\n  scopes!(\"repo,\\\r\n   org:read\");\r\n}\r\n",
            "use oauth_scopes::*;\r\nfn f() {\r\n  scopes!(\"repo \\\r\n   read:org\");\r\n}\r\n",
        ),
        (
            "rust_mark",
            "src/lib.rs",
            "\u{feff}use oauth_scopes::*;\nfn f() { scopes!(\"Repo\"); }\n",
            "\u{feff}use oauth_scopes::*;\nfn f() { scopes!(\"repo\"); }\n",
        ),
        (
            "yaml_lines",
            "a.yaml",
            "x: 1\r\nscope:\r\n  - Repo\r\n  - org:read\r\n",
            "x: 1\r\nscope:\r\n  - repo\r\n  - read:org\r\n",
        ),
        ("env_lines", ".env", "A=1\r\nSCOPES=repo,gist\r\nB=2\r\n", "A=1\r\nSCOPES=\"repo gist\"\r\nB=2\r\n"),
        ("json_mark", "a.json", "\u{feff}{\"scope\": \"Repo\"}", "\u{feff}{\"scope\": \"repo\"}"),
        ("toml_mark", "a.toml", "\u{feff}scope = 'Repo'\r\n", "\u{feff}scope = 'repo'\r\n"),
    ] {
        let (found, said) = repaired(test, name, before);
        assert_eq!(found, after, "{test}: {said}");
    }
}

/// Mistakes that a person has to fix, and mistakes that only `--likely` fixes.
#[test]
fn what_is_not_certain_stays() {
    for (test, call, reason) in [
        ("choices", r#"scopes!("both")"#, "write one of"),
        ("action", r#"scopes!("files.update")"#, "unknown-scope"),
        ("companion", r#"scopes!("read_team")"#, "missing-companion"),
        ("nothing", r#"scopes!("entirely_else")"#, "unknown-scope"),
        ("slip", r#"scopes!("read_profil")"#, "did you mean"),
        ("no_literal", r"scopes!(NAMES)", "expected a string literal"),
        ("writes", r#"scopes!("multipass")"#, "write `write_multipass` instead"),
        ("still_works", r#"scopes!("old_gist entirely_else")"#, "write `gist` instead"),
        // `read_orders` includes `read:org`, and it is unknown whether `orders` did.
        ("wider", r#"scopes!("orders")"#, "`read_orders` implies `read:org`, which `orders` may not include"),
        ("wider_form", r#"scopes!("repo,orders")"#, "`read_orders` implies `read:org`"),
        ("twice_in_two", r#"scopes!("gist", "Gist")"#, "it would cause `duplicate-scope`"),
        ("not_enabled", r#"scopes!("Gist", client = "web")"#, "it would cause `scope-not-allowed`"),
    ] {
        let before = source(call);
        let folder = package(&format!("left_{test}"), &[("src/lib.rs", &before)]);
        let (code, output, errors) = fix(&folder);
        assert_eq!(read(&folder, "src/lib.rs"), before, "{test}");
        assert!(code == 1 && format!("{output}{errors}").contains(reason), "{test}: {output}{errors}");
    }
}

#[test]
fn a_successor_that_may_be_wider_is_written_where_the_rest_is_as_wide() {
    let wider = "scope = 'repo orders'\n";
    let within = "scope = 'read:org orders'\n";
    let folder = package("within", &[("a.toml", wider), ("b.toml", within)]);
    // The fixed list has a redundant scope, which would be reported and prevent the fix.
    let (_, output, errors) = run(&folder, &["--allow-dirty", "--allow-no-vcs", "-A", "redundant-scope"]);
    assert_eq!(read(&folder, "a.toml"), wider);
    assert_eq!(read(&folder, "b.toml"), "scope = 'read:org read_orders'\n", "{output}{errors}");
}

/// The findings do not show that something else was lost; only comparing the old and the new file does.
#[test]
fn a_repair_that_the_format_reads_in_another_way_is_not_made() {
    let (lost, split) = ("scope: repo,#tag\n", "scope: [onetwo]\n");
    let folder = package("formats", &[("a.yaml", lost), ("b.yaml", split), ("c.json", "{\"scope\": [\"onetwo\"]}")]);
    let catalog = read(&folder, "scopes.toml").replace("gist = ''", "gist = ''\n'#tag' = ''");
    let of_other = |name: &str| {
        let of_other = format!("file = '{name}'\npath = 'scope'\ndelimiter = 'comma'\ncatalog = 'other'");
        (format!("file = '{name}'\n{}", scopes_in(name)), of_other)
    };
    let catalog = [of_other("b.yaml"), of_other("c.json")]
        .iter()
        .fold(catalog, |catalog, (before, after)| catalog.replace(before, after));
    write(&folder, "scopes.toml", &catalog);
    let (code, output, errors) = fix(&folder);
    assert_eq!(
        (code, read(&folder, "a.yaml"), read(&folder, "b.yaml")),
        (1, lost.to_owned(), split.to_owned()),
        "{output}"
    );
    assert!(errors.contains("note: a.yaml:1:8: not fixed: it would change other scopes"), "{errors}");
    assert!(errors.contains("note: b.yaml:1:9: not fixed: it would change other values"), "{errors}");
}

#[test]
fn a_file_that_two_packages_check_is_repaired_once() {
    let folder = package("shared", &[("src/lib.rs", &source(r#"scopes!("Repo")"#))]);
    write(&folder, "Cargo.toml", "[workspace]\nmembers = ['one', 'two']\nresolver = '3'\n");
    for name in ["one", "two"] {
        write(&folder, &format!("{name}/Cargo.toml"), &format!("[package]\nname = '{name}'\nedition = '2024'\n"));
        write(&folder, &format!("{name}/src/lib.rs"), "");
        let config = format!("[[config]]\nfile = '../shared.toml'\n{}\n", scopes_in("shared.toml"));
        write(&folder, &format!("{name}/scopes.toml"), &format!("{CATALOG}{config}"));
    }
    write(&folder, "shared.toml", "scope = 'Repo repo,gist'\n");
    let (code, output, errors) = fix(&folder);
    assert_eq!((code, &*read(&folder, "shared.toml")), (0, "scope = 'repo gist'\n"), "{output}{errors}");
}

/// An example with mistakes in its source and in its scopes compiles again.
#[test]
fn a_broken_example_compiles_again() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
    let example = root.join("examples/multipass");
    let folder = package("example", &[]);
    let manifest = read(&example, "Cargo.toml")
        .replace("version.workspace = true\nedition.workspace = true\nlicense.workspace = true", "edition = '2024'")
        .replace("oauth-scopes.workspace = true", &format!("oauth-scopes.path = '{}'", root.display()))
        .replace("[lints]\nworkspace = true", "[workspace]");
    write(&folder, "Cargo.toml", &manifest);
    write(&folder, "scopes.toml", &read(&example, "scopes.toml"));
    std::fs::remove_file(folder.join("src/lib.rs")).expect("a file");
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a file");
    let main = read(&example, "src/main.rs");
    let broken = main.replace("\"read_profile write_multipass\"", "\"Read_profile,\\\n        multipass_write\"");
    assert_ne!(main, broken);
    write(&folder, "src/main.rs", &broken);
    let (code, output, errors) = fix(&folder);
    assert_eq!(code, 0, "{output}{errors}");
    let mended = main.replace("\"read_profile write_multipass\"", "\"read_profile \\\n        write_multipass\"");
    assert_eq!(read(&folder, "src/main.rs"), mended);
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("built"))
        .env_remove("SCOPES_CATALOG")
        .env_remove("SCOPES_CHECK")
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The content of a file of an example, and ways to break it.
const BREAKAGES: [(&str, &str, &[&str]); 5] = [
    (
        "multipass/src/main.rs",
        "\"read_profile write_multipass\"",
        &[
            r#""read_profile,write_multipass""#,
            r#""read_profile, write_multipass""#,
            r#""read_profile;write_multipass""#,
            r#""read_profile|write_multipass""#,
            r#""read_profile  write_multipass""#,
            r#"" read_profile write_multipass""#,
            r#""read_profile write_multipass ""#,
            r#""read_profile\twrite_multipass""#,
            r#""read_profile\u{a0}write_multipass""#,
            r#""read_profile\nwrite_multipass""#,
            r#""read_profile%20write_multipass""#,
            r#""read_profile+write_multipass""#,
            r#""read_profilewrite_multipass""#,
            r#""Read_profile write_multipass""#,
            r#""read_profile WRITE_MULTIPASS""#,
            r#""read-profile write_multipass""#,
            r#""profile_read write_multipass""#,
            r#""readprofile write_multipass""#,
            r#""read_profile write_multipass read_profile""#,
        ],
    ),
    (
        "github-device-flow/src/main.rs",
        "\"read:user read:org repo\"",
        &[
            r#""user:read read:org repo""#,
            r#""read:user org:read repo""#,
            r#""read_user read:org repo""#,
            r#""READ:USER read:org repo""#,
            r#""read:user read.org repo""#,
            r#""read:user|read:org|repo""#,
            r#""read:user;read:org;repo""#,
            r#""read%3Auser read:org repo""#,
            r#""read:user read:org repo repo""#,
        ],
    ),
    (
        "google-drive/src/main.rs",
        "\"https://www.googleapis.com/auth/drive.file\"",
        &[
            r#""https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fdrive.file""#,
            r#"" https://www.googleapis.com/auth/drive.file""#,
            r#""https://www.googleapis.com/auth/drive.file ""#,
            r#""https://www.googleapis.com/auth/Drive.file""#,
            r#""https://www.googleapis.com/auth/drive.file/""#,
        ],
    ),
    (
        "shopify-app/src/main.rs",
        "\"read_products,write_orders\"",
        &[r#""read_products write_orders""#, r#""read_products, write_orders""#, r#""Read_Products,write_orders""#],
    ),
    (
        "shopify-app/shopify.app.toml",
        "\"read_products,write_orders\"",
        &[
            r#""read_products write_orders""#,
            r#""read_products;write_orders""#,
            r#""read_products,,write_orders""#,
            r#""read_products%2Cwrite_orders""#,
        ],
    ),
];

/// The lines that differ.
fn changed(whole: &str, found: &str) -> String {
    let pairs = whole.lines().zip(found.lines()).filter(|(one, other)| one != other);
    pairs.map(|(one, other)| format!("\n-{one}\n+{other}\n")).collect()
}

/// If all files are byte for byte the same, they compile as before.
#[test]
fn examples_broken_in_forty_ways_are_as_they_were() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").join("examples");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fix/examples");
    let _ = std::fs::remove_dir_all(&folder);
    let names = ["multipass", "github-device-flow", "google-drive", "shopify-app"];
    let shared = "[workspace.package]\nversion = '0.1.0'\nedition = '2024'\nlicense = 'MIT'\nrust-version = '1.88'\n\
        [workspace.lints.rust]\nunsafe_code = 'forbid'\n[workspace.dependencies]\noauth-scopes = '0.1'\n";
    write(&folder, "Cargo.toml", &format!("[workspace]\nmembers = {names:?}\nresolver = '3'\n{shared}"));
    let files = names.iter().flat_map(|name| [format!("{name}/Cargo.toml"), format!("{name}/scopes.toml")]);
    let broken = BREAKAGES.iter().map(|(file, ..)| (*file).to_owned());
    for file in files.chain(broken).chain(["shopify-app/build.rs".to_owned()]) {
        write(&folder, &file, &read(&examples, &file));
    }
    let (mut ways, mut round) = (0, 0);
    // Breaks all files at once, each time in another combination.
    while ways < 40 {
        let broken: Vec<(&str, &str, String)> = BREAKAGES
            .iter()
            .filter_map(|(file, right, wrong)| Some((*file, *wrong.get(round)?, *right, read(&examples, file))))
            .map(|(file, wrong, right, whole)| {
                assert_eq!(whole.matches(right).count(), 1, "{file}: {right}");
                write(&folder, file, &whole.replace(right, wrong));
                (file, wrong, whole)
            })
            .collect();
        let (_, output, errors) = fix(&folder);
        for (file, wrong, whole) in &broken {
            let found = read(&folder, file);
            assert!(found == *whole, "{file}: {wrong}: {}{output}{errors}", changed(whole, &found));
        }
        assert!(!broken.is_empty(), "{ways} of 40 ways");
        (ways, round) = (ways + broken.len(), round + 1);
    }
    assert!(BREAKAGES.iter().all(|(_, _, wrong)| wrong.len() <= round));
}

#[test]
fn likely_repairs_are_made_on_demand() {
    let before = source(r#"scopes!("read_profil,repo", "both files.update multipass")"#);
    let folder = package("likely", &[("src/lib.rs", &before)]);
    let (code, output, errors) = run(&folder, &["--likely", "--allow-dirty", "--allow-no-vcs"]);
    let after = source(r#"scopes!("read_profile repo", "both files.update multipass")"#);
    assert_eq!(read(&folder, "src/lib.rs"), after, "{output}{errors}");
    assert_eq!(code, 1);
}

#[test]
fn an_action_is_never_exchanged() {
    for word in [
        "files.delete", "files.update", "files.admin", "write_profile", "write:org", "org:write", "admin:org",
        "write_repo", "gist.read", "read_multipass:write",
    ] {
        let before = source(&format!("scopes!(\"{word}\")"));
        let folder = package("actions", &[("src/lib.rs", &before)]);
        let (code, output, _) = run(&folder, &["--likely", "--allow-dirty", "--allow-no-vcs"]);
        assert_eq!((code, read(&folder, "src/lib.rs")), (1, before), "{output}");
    }
}

/// Fixing only one of them would make the two differ, so they are fixed together. A mistake in them that cannot be
/// fixed does not prevent the other fixes.
#[test]
fn a_call_and_its_configuration_file_are_repaired_together() {
    for (test, rest, exit) in [("together", "", 0), ("together_rest", " multipass Gist", 1)] {
        let call = |name: &str| source(&format!("scopes!(\"{name}{rest}\", client = \"web\")"));
        let config = |name: &str| format!("scope = '{name}{rest}'\n");
        let folder = package(test, &[("src/lib.rs", &call("Repo")), ("a.toml", &config("Repo"))]);
        let options = "path = 'scope'\nmatches = 'scopes!'\nclient = 'web'";
        let catalog = read(&folder, "scopes.toml").replace("path = 'scope'", options);
        write(&folder, "scopes.toml", &catalog);
        let (code, output, errors) = fix(&folder);
        assert_eq!(read(&folder, "a.toml"), config("repo"), "{output}{errors}");
        assert_eq!(read(&folder, "src/lib.rs"), call("repo"), "{output}{errors}");
        assert_eq!(code, exit, "{output}{errors}");
        assert!(errors.starts_with("fixed a.toml (1 fix)\nfixed src/lib.rs (1 fix)\n"), "{errors}");
    }
}

#[test]
fn one_bad_repair_does_not_keep_back_the_others() {
    let before = source(r#"g(scopes!("Gist org:read", client = "web"), scopes!("Repo"), scopes!("multipass Gist"))"#);
    let folder = package("others", &[("src/lib.rs", &before)]);
    fix(&folder);
    let after = source(r#"g(scopes!("Gist org:read", client = "web"), scopes!("repo"), scopes!("multipass gist"))"#);
    assert_eq!(read(&folder, "src/lib.rs"), after);
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let before = source(r#"scopes!("org:read entirely_else")"#);
    let folder = package("dry", &[("src/lib.rs", &before), (".env", "SCOPES=repo,gist")]);
    let (code, output, errors) = run(&folder, &["--dry-run"]);
    assert_eq!(
        output,
        "\
--- a/.env
+++ b/.env
@@ -1 +1 @@
-SCOPES=repo,gist
\\ No newline at end of file
+SCOPES=\"repo gist\"
\\ No newline at end of file
--- a/src/lib.rs
+++ b/src/lib.rs
@@ -4 +4 @@
-pub  fn f() -> Scopes { scopes!(\"org:read entirely_else\") } // org:read
+pub  fn f() -> Scopes { scopes!(\"read:org entirely_else\") } // org:read
"
    );
    assert!(
        code == 1
            && errors.contains("entirely_else")
            && errors.ends_with("note: nothing was written; these are the findings after 2 fixes\n")
            && !errors.contains("error[unknown-scope]: unknown scope `org:read`"),
        "{errors}"
    );
    assert_eq!((read(&folder, "src/lib.rs"), read(&folder, ".env")), (before, "SCOPES=repo,gist".to_owned()));
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.autocrlf=false"];
    let output = Command::new("git").args(identity).arg("-C").arg(folder).args(arguments).output().expect("git");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_is_not_committed_is_refused() {
    let before = source(r#"scopes!("Repo")"#);
    let folder = package("git", &[("src/lib.rs", &before), (".env", "SCOPES=repo\n")]);
    write(&folder, ".gitignore", ".env\n");
    let refused = |arguments: &[&str], state: &str, flag: &str| {
        let (code, output, errors) = run(&folder, arguments);
        let message =
            format!("error: these files have uncommitted changes:{state}\nhelp: commit them, or use `{flag}`\n");
        assert_eq!((code, &*output, errors), (101, "", message));
        assert_eq!(read(&folder, "src/lib.rs"), before);
    };
    git(&folder, &["init", "-q"]);
    refused(&[], "\n  src/lib.rs (dirty)", "--allow-dirty");
    refused(&["--allow-no-vcs", "--allow-staged"], "\n  src/lib.rs (dirty)", "--allow-dirty");
    git(&folder, &["add", "."]);
    refused(&[], "\n  src/lib.rs (staged)", "--allow-staged");
    git(&folder, &["commit", "-q", "-m", "all"]);
    // A file without fixes may have uncommitted changes; a file that git ignores cannot be restored.
    write(&folder, "Cargo.toml", &format!("{MANIFEST}\n# more\n"));
    write(&folder, ".env", "SCOPES=Repo\n");
    refused(&[], "\n  .env (dirty)", "--allow-dirty");
    write(&folder, ".env", "SCOPES=repo\n");
    git(&folder, &["update-index", "--skip-worktree", "src/lib.rs"]);
    refused(&["--allow-staged"], "\n  src/lib.rs (git ignores its changes)", "--allow-dirty");
    git(&folder, &["update-index", "--no-skip-worktree", "src/lib.rs"]);
    let (code, output, errors) = run(&folder, &[]);
    assert_eq!((code, &*errors), (0, "fixed src/lib.rs (1 fix)\n"), "{output}");
    // There are no fixes, so nothing can be lost.
    assert_eq!(run(&folder, &[]).0, 0);
    write(&folder, "src/lib.rs", &before);
    git(&folder, &["add", "."]);
    let staged = read(&folder, "src/lib.rs");
    assert_eq!(staged, before);
}

/// Git tells a hook the repository that the hook belongs to; the files may be in another one.
#[test]
fn in_a_hook_the_repository_is_that_of_the_file() {
    let folder = package("git_hook", &[("src/lib.rs", &source(r#"scopes!("Repo")"#))]);
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "all"]);
    let hook = package("git_hook_other", &[]);
    git(&hook, &["init", "-q"]);
    for repository in [&folder, &hook] {
        let git = repository.join(".git");
        write(&folder, "src/lib.rs", &source(r#"scopes!("Repo")"#));
        let output = command(&folder, &[])
            .envs([("GIT_DIR", &git), ("GIT_WORK_TREE", repository), ("GIT_COMMON_DIR", &git)])
            .envs([("GIT_INDEX_FILE", git.join("index")), ("GIT_OBJECT_DIRECTORY", git.join("objects"))])
            .output()
            .expect("the command");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*errors), (Some(0), "fixed src/lib.rs (1 fix)\n"));
    }
    // Without a working tree, as for a hook of a bare repository.
    write(&folder, "src/lib.rs", &source(r#"scopes!("Repo")"#));
    let output = command(&folder.join("src"), &[]).env("GIT_DIR", folder.join(".git")).output().expect("the command");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "fixed src/lib.rs (1 fix)\n");
}

#[test]
fn staged_and_dirty_files_are_repaired_on_demand() {
    let folder = package("git_allowed", &[("src/lib.rs", &source(r#"scopes!("Repo")"#))]);
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    assert_eq!(run(&folder, &["--allow-staged"]).0, 0);
    write(&folder, "src/lib.rs", &source(r#"scopes!("Gist")"#));
    assert_eq!(run(&folder, &["--allow-staged"]).0, 101);
    assert_eq!(run(&folder, &["--allow-dirty"]).0, 0);
    assert_eq!(read(&folder, "src/lib.rs"), source(r#"scopes!("gist")"#));
}

#[test]
fn without_a_repository_it_takes_a_word() {
    let outside = tempfile::tempdir().expect("a folder");
    let folder = outside.path().canonicalize().expect("a folder");
    write(&folder, "Cargo.toml", MANIFEST);
    write(&folder, "scopes.toml", CATALOG);
    let before = source(r#"scopes!("Repo")"#);
    write(&folder, "src/lib.rs", &before);
    let (code, _, errors) = run(&folder, &["--allow-dirty"]);
    assert_eq!(
        (code, &*errors),
        (
            101,
            "error: `src/lib.rs` is not in the git repository of the workspace\nhelp: to change it anyway, use `--allow-no-vcs`\n"
        )
    );
    assert_eq!(read(&folder, "src/lib.rs"), before);
    assert_eq!(run(&folder, &["--allow-no-vcs"]).0, 0);
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_told_of_and_the_others_are_repaired() {
    use std::os::unix::fs::PermissionsExt;
    let before = source(r#"scopes!("Repo")"#);
    let folder = package(
        "read_only",
        &[("src/lib.rs", &before), ("a.toml", "scope = 'Repo'\n"), ("b.toml", "scope = 'Gist'\n")],
    );
    std::fs::set_permissions(folder.join("a.toml"), PermissionsExt::from_mode(0o444)).expect("permissions");
    let (code, output, errors) = fix(&folder);
    assert_eq!(code, 101);
    assert!(errors.ends_with("error: `a.toml` was not fixed: the file is read-only\n"), "{errors}");
    assert!(output.contains("a.toml:1:10") && !output.contains("b.toml"), "what remains is shown: {output}");
    let texts = (read(&folder, "src/lib.rs"), read(&folder, "a.toml"), read(&folder, "b.toml"));
    assert_eq!(texts, (source(r#"scopes!("repo")"#), "scope = 'Repo'\n".to_owned(), "scope = 'gist'\n".to_owned()));
}

#[test]
fn the_rest_is_printed_as_check_prints_it() {
    let folder = package("rest", &[("src/lib.rs", &source(r#"scopes!("Repo both")"#))]);
    let (_, fixed, _) = run(&folder, &["--allow-dirty", "--allow-no-vcs", "--format", "json"]);
    let checked = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"))
        .args(["check", "--format", "json"])
        .current_dir(&folder)
        .output()
        .expect("the command");
    assert_eq!(fixed.as_bytes(), checked.stdout);
    assert!(fixed.contains("removed-scope"), "{fixed}");
}

/// Whenever it is killed, each file has either its old or its new content. How many files are finished by then varies,
/// so that is not tested.
#[test]
fn killed_at_any_moment_it_leaves_files_whole() {
    let filler = "# a line that stays as it is\n".repeat(1_000);
    let names: Vec<String> = (0..8).map(|number| format!("file{number}.toml")).collect();
    let (before, after) = (format!("scope = 'Repo'\n{filler}"), format!("scope = 'repo'\n{filler}"));
    let files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, &*before)).collect();
    let folder = package("killed", &files);
    let is_begun = |folder: &Path, least: usize| {
        let done = names.iter().filter(|name| read(folder, name) == after).count();
        done >= least
    };
    for least in [0, 1, 2, 4, 7] {
        for name in &names {
            write(&folder, name, &before);
        }
        let mut child =
            command(&folder, &ANYWHERE).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a child");
        while !is_begun(&folder, least) && child.try_wait().expect("a child").is_none() {}
        child.kill().expect("a signal");
        child.wait().expect("a child");
        for name in &names {
            let text = read(&folder, name);
            assert!(text == before || text == after, "{name} is cut");
        }
    }
    let (code, ..) = fix(&folder);
    assert_eq!(code, 0, "what was left behind is in nobody's way");
    assert!(is_begun(&folder, names.len()));
}

/// The operating system ends the process in the middle of a file: when the file exceeds its maximum size.
#[cfg(target_os = "linux")]
#[test]
fn ended_in_the_middle_of_a_file_it_leaves_files_whole() {
    use std::os::unix::process::ExitStatusExt;
    let large = |scope: &str| format!("# {}\nscope = '{scope}'\n", "x".repeat(1 << 20));
    let folder =
        package("ended", &[("a.toml", "scope = 'Repo'\n"), ("b.toml", &large("Repo")), ("c.toml", "scope = 'Repo'\n")]);
    let limited = format!("ulimit -c 0; ulimit -f 64; exec '{}' fix \"$@\"", env!("CARGO_BIN_EXE_cargo-scopes"));
    let status = Command::new("sh")
        .args(["-c", &limited, "sh"])
        .args(ANYWHERE)
        .current_dir(&folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("a shell");
    // SIGXFSZ
    assert_eq!(status.signal(), Some(25), "{status:?}");
    let text = |name| read(&folder, name);
    assert_eq!(text("a.toml"), "scope = 'repo'\n", "it came before");
    assert!(text("b.toml") == large("Repo"), "it is cut");
    assert_eq!(text("c.toml"), "scope = 'Repo'\n", "it would have come after");
    assert_eq!(fix(&folder).0, 0);
    assert!(text("b.toml") == large("repo"));
}
