//! Tests `cargo scopes import`: what a catalog gets from documents, and what is left out.

mod project;

use project::{MANIFEST, Project};

/// A small API with two scopes and three operations.
const OPENAPI: &str = r#"
openapi: 3.1.0
info: { title: Cups, version: "1" }
paths:
  /cups:
    get:
      operationId: listCups
      security: [{ login: [read:cups] }, { login: [write:cups] }]
    post:
      security: [{ login: [read:cups, write:cups] }]
  /shelves:
    get:
      security: [{ login: [read:cups] }, { key: [] }]
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    login:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://cups.example/authorize
          tokenUrl: https://cups.example/token
          scopes:
            read:cups: |
              Read cups.
            write:cups: Wash "cups"
"#;

const CATALOG: &str = r#"# Imported by `cargo scopes import` from api.yaml (openapi 3.1.0).
name = "Cups"
coverage = "complete"
incomplete = ["openid", "profile", "email", "address", "phone", "offline_access"]
checked = "2026-11-28"

[scopes]
"read:cups" = "Read cups"
"write:cups" = "Wash \"cups\""

[operations]
"GET /cups" = { needs = { any = ["read:cups", "write:cups"] } }
"POST /cups" = { needs = { all = ["read:cups", "write:cups"] } }

[import]
from = "api.yaml"
"#;

fn project(test: &str) -> Project {
    Project::with(test, &[("Cargo.toml", MANIFEST), ("src/main.rs", "fn main() {}\n"), ("api.yaml", OPENAPI)])
}

fn write(there: &Project, path: &str, text: &str) {
    let path = there.path(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    std::fs::write(path, text).expect("the file can be written");
}

/// The catalog without the line that only `drift` reads.
fn without_snapshot(catalog: &str) -> String {
    catalog.lines().filter(|line| !line.starts_with("snapshot = ")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_catalog_of_an_api() {
    let there = project("api");
    let (code, output, errors) = there.run(&["import", "api.yaml", "--date", "2026-11-28"]);
    assert_eq!((code, &*without_snapshot(&output)), (0, CATALOG), "{errors}");
    for said in [
        "api.yaml: openapi 3.1.0: 2 scopes, 3 operations\n",
        "complete catalog: 2 scopes, 2 operations\n",
        "left out: 1 operation: `key` can be used instead of scopes\n  GET /shelves\n",
    ] {
        assert!(errors.contains(said), "{errors}");
    }
    let to_file = ["import", "api.yaml", "--date", "2026-11-28", "--output", "scopes.toml"];
    let (code, printed, errors) = there.run(&to_file);
    assert!(code == 0 && printed.is_empty() && errors.contains("wrote scopes.toml"), "{printed}{errors}");
    assert_eq!(there.text("scopes.toml"), output);
    let (code, printed, _) = there.run(&["lint", "read:cups write:cups", "--operation", "POST /cups"]);
    assert_eq!(code, 0, "{printed}");
    let (code, printed, _) = there.run(&["lint", "cups:read"]);
    assert!(code == 1 && printed.contains("write `read:cups`"), "{printed}");
    let (code, printed, _) = there.run(&["lint", "openid read:cups offline_access"]);
    assert!(code == 0 && printed.contains("warning[unknown-scope]"), "the server may have them: {printed}");
    let (code, printed, _) = there.run(&["lint", "openids"]);
    assert_eq!(code, 1, "{printed}");
}

#[test]
fn what_a_document_or_a_catalog_says_of_sign_in_counts() {
    let there = project("sign-in");
    let signs_in = there
        .text("api.yaml")
        .replace("            write:cups:", "            openid: Sign in\n            write:cups:");
    let there = there.file("api.yaml", &signs_in);
    let (_, output, _) = there.run(&["import", "api.yaml"]);
    assert!(output.contains("incomplete = [\"profile\", \"email\","), "{output}");
    let there = there.file("own.toml", "name = 'Own'\nscopes = ['cups']").file("may.toml", &output);
    let (_, output, _) = there.run(&["import", "own.toml"]);
    assert!(output.contains("\"complete\"") && !output.contains("incomplete"), "{output}");
    let (_, output, _) = there.run(&["import", "may.toml"]);
    assert!(output.contains("coverage = \"partial\""), "{output}");
}

#[test]
fn a_file_is_overwritten_only_when_asked_for() {
    let there = project("overwrite").file("scopes.toml", "scopes = [\"mine\"]\n");
    let (code, _, errors) = there.run(&["import", "api.yaml", "-o", "scopes.toml"]);
    assert!(code == 101 && errors.contains("scopes.toml already exists") && errors.contains("--overwrite"), "{errors}");
    assert_eq!(there.text("scopes.toml"), "scopes = [\"mine\"]\n");
    let (code, _, errors) = there.run(&["import", "api.yaml", "-o", "scopes.toml", "--overwrite"]);
    assert!(code == 0 && errors.contains("overwrote scopes.toml"), "{errors}");
    assert!(there.text("scopes.toml").contains("\"read:cups\""));
}

#[test]
fn what_is_picked_out() {
    let there = project("picked");
    let (code, output, _) = there.run(&["import", "api.yaml", "--other-credentials", "--operation-ids", "--bare"]);
    assert!(code == 0 && output.contains("\"GET /shelves\" = { needs = \"read:cups\" }"), "{output}");
    assert!(output.contains("aliases = [\"listCups\"]") && !output.contains("[import]"), "{output}");
    let (_, output, _) = there.run(&["import", "api.yaml", "--no-operations"]);
    assert!(output.contains("\"read:cups\"") && !output.contains("[operations]"), "{output}");
    assert!(output.contains("\n[import]\nfrom = \"api.yaml\"\noperations = false\n"), "{output}");
    let (_, output, errors) = there.run(&["import", "api.yaml", "--prefix", "read:", "--verbose"]);
    assert!(output.contains("coverage = \"partial\"\ncomplete = [\"read:{rest:*}\"]"), "{output}");
    assert!(
        output.contains("\"write:cups\" = ") && output.contains("\"POST /cups\""),
        "what operations need: {output}"
    );
    let (_, output, _) = there.run(&["import", "api.yaml", "--prefix", "read:", "--no-operations"]);
    assert!(!output.contains("write:cups") && errors.contains("GET /shelves"), "{output}{errors}");
    let (code, output, errors) = there.run(&["import", "api.yaml", "--provider", "cups"]);
    assert!(code == 0 && output.contains("provider = \"cups\""), "{output}{errors}");
    let (code, _, errors) = there.run(&["import", "api.yaml", "--provider", "github"]);
    assert!(code == 101 && errors.contains("no document is for the provider `github`"), "{errors}");
}

#[test]
fn a_prefix_without_a_name_is_refused() {
    let there = project("no-prefix");
    let cases = [("reed:", "did you mean `read:`?"), ("zzzzzzzz", "names begin with `read:`, `write:`")];
    for (prefix, help) in cases {
        let (code, output, errors) = there.run(&["import", "api.yaml", "--prefix", prefix, "-o", "new.toml"]);
        assert_eq!((code, &*output), (101, ""), "{prefix}");
        let message = format!("error: no scope begins with `{prefix}`\nhelp: {help}");
        assert!(errors.contains(&message), "{errors}");
        assert!(!there.path("new.toml").exists(), "nothing is written");
    }
    let (code, ..) = there.run(&["import", "api.yaml", "--prefix", "", "-o", "new.toml"]);
    assert_eq!(code, 0, "no prefix");
}

#[test]
fn a_list_of_documents() {
    let there = project("list");
    let metadata = r#"{ "issuer": "https://cups.example", "scopes_supported": ["openid"] }"#;
    write(&there, "documents/server.json", metadata);
    write(&there, "documents/all.txt", "# The API and its server.\n../api.yaml\n\nserver.json\n");
    let (code, _, errors) = there.run(&["import", "@documents/all.txt", "-o", "scopes.toml"]);
    let catalog = there.text("scopes.toml");
    assert_eq!(code, 0, "{errors}");
    assert!(catalog.contains("from = \"@documents/all.txt\"\n") && catalog.contains("openid = \"\""), "{catalog}");
    let (code, output, _) = there.run(&["drift"]);
    assert_eq!(code, 0, "{output}");
    assert_eq!(output, "scopes.toml: no differences from @documents/all.txt (3 scopes, 2 operations)\n");
    write(&there, "documents/server.json", &metadata.replace("openid", "openid\", \"email"));
    let (code, output, _) = there.run(&["drift"]);
    assert!(code == 1 && output.contains("`email`"), "{output}");
    for (list, message) in [
        ("", "documents/all.txt lists no document"),
        ("server.json\nserver.json\n", "documents/all.txt:2: `server.json` is listed twice"),
        ("server.json\n@all.txt\n", "documents/all.txt:2: `@all.txt` is not a document"),
        ("-\n", "documents/all.txt:1: `-` is not a document"),
        ("http://cups.example/api.json\n", "documents/all.txt:1: "),
        ("nothing.json\n", "nothing.json does not exist"),
    ] {
        write(&there, "documents/all.txt", list);
        let (code, output, errors) = there.run(&["import", "@documents/all.txt"]);
        assert!((code, &*output) == (101, "") && errors.contains(message), "{list:?}: {errors}");
    }
    let (code, _, errors) = there.run(&["import", "@api.yaml.txt"]);
    assert!(code == 101 && errors.contains("error: api.yaml.txt does not exist"), "{errors}");
    write(&there, "@odd.yaml", OPENAPI);
    let (code, output, errors) = there.run(&["import", "./@odd.yaml"]);
    assert!(code == 0 && output.contains("from = \"./@odd.yaml\""), "{output}{errors}");
}

#[test]
fn only_what_the_workspace_uses() {
    let source = "use oauth_scopes::{performs_here, scopes};\n\
        const ASKED: &str = scopes!(\"read:cups\").as_str();\nfn main() { performs_here!(\"GET /cups\"); }\n";
    let there = project("used").file("src/main.rs", source);
    let (code, output, errors) = there.run(&["import", "api.yaml", "--only-used"]);
    assert!(code == 0 && output.contains("\"GET /cups\"") && !output.contains("POST"), "{output}{errors}");
    assert!(output.contains("\"write:cups\""), "an operation in use takes it as well: {output}");
    assert!(output.contains("only_used = true") && errors.contains("not used by the workspace"), "{output}{errors}");
    let there =
        project("used-scope").file("src/main.rs", "const A: &str = oauth_scopes::scopes!(\"read:cups\").as_str();\n");
    let (_, output, _) = there.run(&["import", "api.yaml", "--only-used"]);
    assert!(output.contains("\"read:cups\"") && !output.contains("write:cups"), "{output}");
    assert!(output.contains("coverage = \"partial\""), "what is not used may be right: {output}");
}

#[test]
fn other_formats_of_the_answer() {
    let there = project("formats");
    let (code, output, _) = there.run(&["import", "api.yaml", "--format", "operations", "--operation-ids"]);
    let expected = "# Imported by `cargo scopes import` from api.yaml (openapi 3.1.0).\n= read:cups write:cups\nPOST /cups\n\
        = read:cups | write:cups\nGET /cups\tlistCups\n";
    assert_eq!((code, &*output), (0, expected));
    let value = there.json(&["import", "api.yaml"]);
    assert_eq!(value["scopes"][0]["name"], "read:cups");
    assert_eq!(value["operations"][1]["needs"][0][1], "write:cups");
    assert_eq!(value["left_out"][0]["reason"], "`key` can be used instead of scopes");
    assert_eq!((&value["version"], &value["complete"]), (&1.into(), &true.into()));
}

#[test]
fn several_documents_and_standard_input() {
    let list = "read:jugs\nread:cups\n";
    let there = project("several").file("more.txt", list);
    let (code, output, errors) = there.run(&["import", "api.yaml", "more.txt"]);
    assert!(
        code == 0 && output.contains("\"read:jugs\" = \"\"") && output.contains("coverage = \"partial\""),
        "{output}"
    );
    assert!(output.contains("from = [\"api.yaml\", \"more.txt\"]"), "{output}");
    assert!(errors.contains("note: 1 scope without a description"), "{errors}");
    let (code, output, errors) = there.run(&["import", "-"]);
    assert_eq!((code, &*output), (101, ""), "there is nothing on it: {errors}");
    let (code, _, errors) = there.run(&["import", "api.yaml", "api.yaml"]);
    assert!(code == 101 && errors.contains("named twice"), "{errors}");
}

#[test]
fn documents_are_named_from_the_catalog() {
    let there = project("named").file("docs/api.yaml", OPENAPI).file("a/b/empty", "");
    let (code, _, errors) = there.run(&["import", "docs/api.yaml", "--output", "a/b/scopes.toml"]);
    assert_eq!(code, 0, "{errors}");
    assert!(there.text("a/b/scopes.toml").contains("from = \"../../docs/api.yaml\""));
}

#[test]
fn what_cannot_be_read() {
    let there = project("unreadable").file("broken.json", "{\"openapi\": \"3.0.0\",").file("empty.yaml", "");
    for (arguments, says) in [
        (&["missing.yaml"][..], "missing.yaml does not exist"),
        (&["src"], "src is a directory, not a file"),
        (&["broken.json"], "broken.json:"),
        (&["empty.yaml"], "empty.yaml"),
        (&["http://cups.example/api.json"], "`http://cups.example/api.json` is not an https address"),
        (&["https://me:secret@cups.example/api.json"], "must not contain a user name or a password"),
        (&["api.yaml", "--source-format", "openap"], "did you mean `openapi`?"),
        (&["api.yaml", "--date", "2026-02-30"], "write a day as `2026-11-28`"),
        (&["api.yaml", "--overwrite"], "--output"),
        (&[], "SOURCE"),
    ] {
        let (code, output, errors) = there.run(&[&["import"], arguments].concat());
        assert_eq!((code, &*output), (101, ""), "{arguments:?}");
        assert!(errors.contains(says) && !errors.contains("secret"), "{arguments:?}: {errors}");
    }
}

/// The first `curl` on the path is a script that records its arguments.
#[cfg(unix)]
mod fetched {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;

    use super::*;

    /// Runs the command with this script as `curl`.
    fn run(there: &Project, curl: Option<&str>, ci: &str, arguments: &[&str]) -> (i32, String, String) {
        let folder = there.path("bin");
        fs::create_dir_all(&folder).expect("a folder");
        if let Some(script) = curl {
            let file = folder.join("curl");
            fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a file");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("permissions");
        }
        let output = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"))
            .args(arguments)
            .current_dir(there.path(""))
            .env("PATH", &folder)
            .env("CI", ci)
            .env("HERE", there.path(""))
            .output()
            .expect("the command");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
    }

    const ADDRESS: &str = "https://cups.example/api.yaml?v=1";
    const SENDS: &str =
        "echo \"$@\" > \"$HERE/called\"; while read -r line; do echo \"$line\"; done < \"$HERE/list.txt\"";

    #[test]
    fn an_address_is_fetched_by_curl() {
        let there = project("fetched").file("list.txt", "read:cups\nread:jugs\n");
        let (code, output, errors) = run(&there, Some(SENDS), "", &["import", ADDRESS]);
        assert_eq!(code, 0, "{errors}");
        assert!(output.contains(&format!("source = \"{ADDRESS}\"")), "{output}");
        assert!(output.contains(&format!("from = \"{ADDRESS}\"")) && output.contains("\"read:jugs\""), "{output}");
        let called = there.text("called");
        assert!(called.starts_with("--disable ") && called.ends_with(&format!(" --url {ADDRESS}\n")), "{called}");
        for option in
            ["--proto =https", "--proto-redir =https", "--max-time ", "--max-filesize ", "--globoff", "--fail"]
        {
            assert!(called.contains(option), "{called}");
        }
    }

    #[test]
    fn nothing_is_fetched_in_ci_unless_asked_for() {
        let there = project("ci").file("list.txt", "read:cups\n");
        let (code, _, errors) = run(&there, Some(SENDS), "true", &["import", ADDRESS]);
        assert!(code == 101 && errors.contains("the variable `CI` is set") && errors.contains("--fetch"), "{errors}");
        assert_eq!(there.text("called"), "");
        let (code, _, errors) = run(&there, Some(SENDS), "true", &["import", ADDRESS, "--fetch"]);
        assert_eq!(code, 0, "{errors}");
        let (code, _, errors) = run(&there, Some(SENDS), "false", &["import", ADDRESS]);
        assert_eq!(code, 0, "{errors}");
    }

    #[test]
    fn a_document_that_does_not_come() {
        let there = project("failing");
        let (code, _, errors) = run(&there, None, "", &["import", ADDRESS]);
        assert!(code == 101 && errors.contains("cannot be fetched without `curl`"), "{errors}");
        let fails = "echo 'curl: (22) The requested URL returned error: 404' >&2; exit 22";
        let (code, _, errors) = run(&there, Some(fails), "", &["import", ADDRESS]);
        assert!(code == 101 && errors.contains("cannot be fetched: curl: (22)"), "{errors}");
        let endless = "while :; do echo 0123456789012345678901234567890123456789012345678901234567890123456789; done";
        let endless = format!("{} {endless}", "line=0;");
        let (code, _, errors) = run(&there, Some(&endless), "", &["import", ADDRESS]);
        assert!(code == 101 && errors.contains("is larger than 64 MiB"), "{errors}");
        let (code, _, errors) = run(&there, Some("printf '\\377'"), "", &["import", ADDRESS]);
        assert!(code == 101 && errors.contains("is not valid UTF-8"), "{errors}");
    }
}
