//! The command line, as it is typed.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn run_in(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("SCOPES_CATALOG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    let mut stdin = child.stdin.take().expect("standard input");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("the output");
    let _ = writer.join();
    output
}

fn run(arguments: &[&str], input: &str) -> (i32, String, String) {
    let output = run_in(Path::new(env!("CARGO_TARGET_TMPDIR")), arguments, input);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_wrong_name_is_underlined_and_put_right() {
    let expected = "\
error[unknown-scope]: unknown scope `org:read` (2nd of 2): wrong word order
  |
1 | repo org:read
  |      ^^^^^^^^
  |
  = help: write `read:org`

fixed: repo read:org
";
    for arguments in [
        &["scopes", "lint", "repo org:read", "--provider", "github"][..],
        &["lint", "--provider", "github", "repo org:read"],
    ] {
        assert_eq!(run(arguments, ""), (1, expected.to_owned(), String::new()));
    }
    let (code, output, _) = run(&["lint", "--provider", "github"], "repo gist\n");
    assert_eq!((code, &*output), (0, "no findings in 2 scopes\n"));
    let (code, output, _) = run(&["lint", "repo public_repo", "--provider", "github"], "");
    assert!(code == 0 && output.starts_with("warning[redundant-scope]"), "a warning denies nothing: {output}");
}

#[test]
fn json_has_the_promised_fields() {
    let (code, output, _) = run(&["lint", "repo org:read", "--provider", "github", "--format", "json"], "");
    let expected = serde_json::json!({
        "id": null, "provider": "github",
        "findings": [{
            "rule": "unknown-scope", "level": "deny", "token": "org:read", "start": 5, "end": 13, "certainty": "certain",
            "suggestions": ["read:org"],
            "message": "unknown scope `org:read` (2nd of 2): wrong word order",
            "help": "write `read:org`",
        }],
        "version": 1, "fixed": "repo read:org", "scopes": ["repo", "org:read"],
    });
    assert_eq!((code, json(&output)), (1, expected));
}

#[test]
fn lines_are_answered_in_order() {
    let input = "\
{\"id\":\"m1\",\"provider\":\"github\",\"scopes\":\"gist\"}
{\"id\":2,\"provider\":\"nowhere\",\"scopes\":\"x\"}
no JSON

{\"id\":3}
{\"id\":4,\"provider\":\"github\",\"scopes\":\"gist\",\"client\":\"web\"}
{\"id\":5,\"provider\":\"github\",\"scopes\":\"gist\",\"operations\":[\"GET /user/keys\"]}
";
    let (code, output, _) = run(&["lint", "--jsonl"], input);
    let answers: Vec<Value> = output.lines().map(json).collect();
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&"m1".into(), &2.into(), &Value::Null, &3.into(), &4.into(), &5.into()]);
    assert_eq!((code, &answers[0]["findings"], &answers[0]["fixed"]), (1, &Value::Array(Vec::new()), &Value::Null));
    let errors: Vec<bool> = answers.iter().map(|answer| answer["error"].is_string()).collect();
    assert_eq!(errors, [false, true, true, true, true, false]);
    assert!(answers[2]["error"].as_str().is_some_and(|error| error.starts_with("line 3, column ")));
    let findings = answers[5]["findings"].as_array().expect("findings");
    assert!(findings.iter().any(|finding| finding["rule"] == "missing-scope"), "{findings:?}");
}

#[test]
fn a_catalog_of_one_s_own_answers_every_line() {
    let folder = folder("own");
    std::fs::write(folder.join("mine.toml"), "name = 'mine'\nscopes = ['read_x', 'write_x']").expect("a file");
    let input = "{\"id\":1,\"provider\":\"whatever\",\"scopes\":\"x_read\"}\n{\"id\":2,\"scopes\":\"read_x\"}\n";
    let output = run_in(&folder, &["lint", "--jsonl", "--catalog", "mine.toml"], input);
    let answers: Vec<Value> = String::from_utf8_lossy(&output.stdout).lines().map(json).collect();
    assert_eq!(answers[0]["fixed"], "read_x");
    assert_eq!(answers[1]["findings"], Value::Array(Vec::new()));
    std::fs::write(folder.join("scopes.toml"), "scopes = ['read_x']").expect("a file");
    assert_eq!(run_in(&folder, &["lint", "read_x"], "").status.code(), Some(0), "scopes.toml of the folder");
}

#[test]
fn a_question_without_an_answer_says_what_to_do() {
    let folder = folder("questions");
    std::fs::write(folder.join("broken.toml"), "nmae = 'x'").expect("a file");
    let table = [
        (&["lint", "x"][..], "`--provider NAME` or `--catalog FILE`"),
        (&["lint", "x", "--provider", "githb"], "did you mean `github`?"),
        (&["lint", "x", "--catalog", "none.toml"], "none.toml does not exist"),
        (&["lint", "x", "--catalog", "."], ". is a directory, not a file"),
        (&["lint", "x", "--catalog", "broken.toml"], "broken.toml:1:1: unknown key `nmae` in a catalog"),
        (&["lint", "x", "--provider", "github", "--client", "web"], "GitHub has no client `web`"),
        (&["lint", "x", "--provider", "github", "--operation", "GET /user/kesy"], "did you mean `GET /user/keys`?"),
        (&["explain", "nothing", "--provider", "github"], "is not a rule, a scope or an operation of GitHub"),
    ];
    for (arguments, expected) in table {
        let output = run_in(&folder, arguments, "");
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(101), "{arguments:?}");
        assert!(error.starts_with("error: ") && error.contains(expected), "{arguments:?}: {error}");
    }
}

#[test]
fn providers_by_other_names_and_several_of_them() {
    assert_eq!(run(&["lint", "tweet.read users.read", "--provider", "twitter"], "").0, 0);
    assert_eq!(run(&["lint", "repo chat:write", "--provider", "github,slack"], "").0, 0);
    assert_eq!(run(&["lint", "repo chat:write", "--provider", "github", "--provider", "slack"], "").0, 0);
    assert_eq!(run(&["lint", "repo chat:write", "--provider", "github"], "").0, 1);
    let line = r#"{"provider":"Azure_AD","scopes":"User.Read"}"#;
    assert_eq!(run(&["lint", "--jsonl"], line).0, 0);
    assert_eq!(run(&["lint", "--jsonl"], &format!("\u{feff}{line}\r\n")).0, 0, "a byte order mark");
}

#[test]
fn a_provider_that_takes_no_scopes_is_reported_as_such() {
    assert_eq!(run(&["lint", "", "--provider", "mailchimp"], "").0, 0);
    let (code, refused, _) = run(&["lint", "read write", "--provider", "mailchimp"], "");
    assert!(code == 1 && refused.contains("Mailchimp takes no `scope` parameter, but this requests `read write`"));
    let (code, warned, _) = run(&["lint", "read write", "--provider", "notion"], "");
    assert!(code == 0 && warned.starts_with("warning[unknown-scope]"), "{warned}");
    let (_, list, told) = run(&["list", "--provider", "notion"], "");
    assert!(list.is_empty() && told.contains("Notion takes no `scope` parameter: "), "{told}");
    let (_, providers, _) = run(&["providers"], "");
    assert!(providers.lines().any(|line| line.starts_with("notion ") && line.contains("takes none")));
    let (_, providers, _) = run(&["providers", "--format", "json"], "");
    let providers = json(&providers);
    let of = |name: &str| providers["providers"].as_array().expect("a list").iter().find(|row| row["provider"] == name);
    assert!(of("notion").is_some_and(|row| row["no_scopes"].is_string()));
    assert!(of("github").is_some_and(|row| row["no_scopes"].is_null()));
}

#[test]
fn arguments_that_make_no_sense() {
    assert_eq!(run(&["lnit"], "").0, 101);
    assert_eq!(run(&["lint", "--jsonl", "x"], "").0, 101);
    assert_eq!(run(&["--help"], "").0, 0);
    assert!(run(&["lint", "--help"], "").1.contains("cargo scopes lint"));
}

#[test]
fn what_there_is_can_be_listed_and_explained() {
    let (_, providers, _) = run(&["providers", "--format", "json"], "");
    assert!(json(&providers)["providers"].as_array().is_some_and(|list| list.len() == scope_providers::NAMES.len()));
    let (_, list, _) = run(&["list", "--provider", "github", "read:o"], "");
    assert!(list.starts_with("read:org"), "{list}");
    let (_, rule, _) = run(&["explain", "unknown-scope"], "");
    assert!(rule.starts_with("unknown-scope: a scope that is not in the catalog"), "{rule}");
    let (_, scope, _) = run(&["explain", "repo", "--provider", "github", "--format", "json"], "");
    assert!(json(&scope)["implies"].as_array().is_some_and(|names| names.contains(&"public_repo".into())));
    let (code, script, _) = run(&["completions", "bash"], "");
    assert!(code == 0 && script.contains("providers"));
}

#[test]
fn a_hundred_thousand_lines_are_answered() {
    let input: String = (0..100_000)
        .map(|number| format!("{{\"id\":{number},\"provider\":\"slack\",\"scopes\":\"chat:write\"}}\n"))
        .collect();
    let (code, output, _) = run(&["lint", "--jsonl"], &input);
    assert_eq!((code, output.lines().count()), (0, 100_000));
    assert_eq!(json(output.lines().last().expect("a line"))["id"], 99_999);
}

#[test]
fn operations_are_found_by_any_of_their_names() {
    for written in [
        "GET /repos/{owner}/{repo}/issues",
        "get repos/octocat/hello/issues?state=open",
        "GET https://api.github.com/repos/:owner/:repo/issues",
        "octokit.rest.issues.listForRepo",
    ] {
        let (code, output, _) = run(&["operations", "--provider", "github", written], "");
        let first = output.lines().next().unwrap_or_default();
        assert_eq!((code, first), (0, "GET /repos/{owner}/{repo}/issues"), "{written}: {output}");
    }
    let (_, output, _) = run(&["operations", "--provider", "google", "gmail", "messages", "send"], "");
    assert!(output.starts_with("gmail:v1/gmail.users.messages.send\n  needs "), "{output}");
    let (code, output, error) = run(&["operations", "--provider", "spotify", "zebra"], "");
    assert_eq!((code, &*output), (0, ""));
    assert_eq!(error, "note: no operation matches `zebra`\n");
}

#[test]
fn a_search_is_cut_and_says_so() {
    let (_, output, _) = run(&["operations", "--provider", "github", "--limit", "1", "gists"], "");
    assert_eq!(output.lines().filter(|line| !line.starts_with(' ')).count(), 2, "{output}");
    assert!(output.lines().last().is_some_and(|line| line.ends_with("; add a word, or use `--all`")), "{output}");
    let value = json(&run(&["operations", "--provider", "github", "--limit", "1", "--format", "json", "gists"], "").1);
    assert_eq!(value["operations"].as_array().map(Vec::len), Some(1));
    assert!(value["left_out"].as_u64() > Some(1));
}

#[test]
fn what_no_request_may_have_and_what_ends_is_explained() {
    let (_, consent, _) = run(&["explain", "--provider", "microsoft-graph", "ChatMessage.Read.Chat"], "");
    assert!(consent.contains("\n  no request may have it: it is a resource-specific consent"), "{consent}");
    let (_, ends, _) = run(&["explain", "--provider", "xero", "accounting.transactions"], "");
    assert!(
        ends.starts_with("accounting.transactions (Xero): deprecated since 2026-03, supported until 2027-09\n"),
        "{ends}"
    );
}

#[test]
fn an_operation_is_explained() {
    let (code, output, _) = run(&["explain", "--provider", "slack", "chat.postMessage"], "");
    assert_eq!(code, 0);
    assert!(output.starts_with("POST /chat.postMessage (Slack)\n  needs: `chat:write`"), "{output}");
    let (code, _, error) = run(&["explain", "--provider", "github", "PUT /user/reqos"], "");
    assert_eq!(code, 101);
    assert!(error.starts_with("error: `PUT /user/reqos` is not a rule, a scope or an operation of GitHub"), "{error}");
}

#[test]
fn what_people_type_first() {
    let (code, output, _) = run(&["lint", "--provider", "github", "-"], "repo gist\n");
    assert_eq!((code, &*output), (0, "no findings in 2 scopes\n"));
    let (_, output, notes) = run(&["operations", "--provider", "github", "https://api.github.com/user/repos"], "");
    let names: Vec<&str> = output.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!((names, &*notes), (vec!["GET /user/repos", "POST /user/repos"], ""));
    let (_, _, notes) = run(&["list", "--provider", "slack", "github"], "");
    assert!(notes.ends_with("help: `cargo scopes list --provider github` lists its scopes\n"), "{notes}");
}

#[test]
fn lint_takes_an_operation_as_it_is_called() {
    let lint = |scopes| run(&["lint", "--provider", "spotify", "--operation", "PUT /v1/me/tracks?ids=1", scopes], "");
    assert_eq!(lint("user-library-modify").0, 0);
    let (code, output, _) = lint("user-library-read");
    assert_eq!(code, 1);
    // The finding is about no word, so no line is shown.
    let title = "error[missing-scope]: the operation `PUT /me/tracks` needs `user-library-modify`\n  |\n  = help: ";
    assert!(output.contains(title), "{output}");
}
