//! Tests `cargo scopes audit` on generated workspaces.

mod project;

use project::Project;

const CATALOG: &str = "\
name = \"files\"
[scopes]
openid = \"Sign in\"
read = \"Read\"
write = { description = \"Write\", implies = [\"read\"] }
admin = { description = \"Everything\", implies = [\"write\"], risk = \"restricted\" }
mail = { description = \"Send mail\", approval = \"ask for it\" }
[operations]
\"GET /file\" = { needs = \"read\" }
\"PUT /file\" = { needs = { any = [\"write\", \"admin\"] } }
\"POST /mail\" = { needs = { all = [\"read\", \"mail\"] } }
";

fn package(test: &str, main: &str) -> Project {
    Project::new(test).package("app", "oauth-scopes = \"0.1\"").file("scopes.toml", CATALOG).file("src/main.rs", main)
}

/// The findings as `file:line:column rule: message`.
fn findings(project: &Project) -> Vec<String> {
    let value = project.json(&["audit"]);
    let rows = value["findings"].as_array().expect("findings").iter();
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    rows.map(|row| {
        let place = format!("{}:{}:{}", text(&row["file"]), row["line"], row["column"]);
        format!("{place} {}: {}", text(&row["rule"]), text(&row["message"]))
    })
    .collect()
}

#[test]
fn too_little_is_denied_and_too_much_is_advised_against() {
    let project = package(
        "both",
        "use oauth_scopes::{operation, scopes};\n\
         fn main() {\n    scopes!(\"openid admin mail\");\n    operation!(\"GET /file\");\n    operation!(\"PUT /file\");\n}\n",
    );
    assert_eq!(
        findings(&project),
        [
            "src/main.rs:3:21 broader-scope: `admin` is broader than the 2 operations that use it need: `write` is enough",
            "src/main.rs:3:27 approval-needed: `mail` (3rd of 3) requires approval by files",
            "src/main.rs:3:27 unneeded-scope: unneeded scope `mail`: no operation in use needs it",
        ]
    );
    assert_eq!(project.run(&["audit"]).0, 0, "advice fails nothing");
    assert_eq!(project.run(&["audit", "--deny", "broader-scope"]).0, 1);
    assert_eq!(project.run(&["audit", "--deny", "warnings"]).0, 1);
    let project =
        package("little", "fn main() { oauth_scopes::scopes!(\"read\"); oauth_scopes::operation!(\"POST /mail\"); }\n");
    let expected = "src/main.rs:1:69 missing-scope: the operation `POST /mail` needs `read` and `mail`";
    assert_eq!((findings(&project), project.run(&["audit"]).0), (vec![expected.to_owned()], 1));
}

#[test]
fn a_name_that_is_mentioned_is_not_asked_for() {
    let main = "fn main() { oauth_scopes::scopes!(\"read\"); oauth_scopes::operation!(\"GET /file\"); LABEL }\n\
                const LABEL: &str = oauth_scopes::scope_name!(\"admin\");\n";
    assert_eq!(findings(&package("mentioned", main)), [""; 0]);
    let wrong = main.replace("\"admin\"", "\"admn\"");
    let value = package("mentioned wrongly", &wrong).json(&["check"]);
    assert_eq!((&value["findings"][0]["rule"], &value["findings"][0]["line"]), (&"unknown-scope".into(), &2.into()));
    let two = main.replace("\"admin\"", "\"read mail\"");
    let value = package("mentioned together", &two).json(&["check"]);
    assert_eq!(value["findings"][0]["message"], "expected the name of one scope, found 2");
}

#[test]
fn what_depends_on_the_call_is_said_and_never_called_unneeded() {
    let program = |scopes: &str| {
        format!(
            "fn main() {{ oauth_scopes::scopes!(\"{scopes}\"); oauth_scopes::operation!(\"PUT /repos/{{owner}}/{{repo}}/contents/{{path}}\"); }}\n"
        )
    };
    for (scopes, expected) in [
        ("repo workflow", None),
        ("public_repo workflow", None),
        ("public_repo", None),
        ("repo gist", Some("unneeded-scope")),
        ("gist", Some("missing-scope")),
    ] {
        let project = Project::new("depends").package("app", "oauth-scopes = \"0.1\"");
        let project = project.file("scopes.toml", "provider = \"github\"\n").file("src/main.rs", &program(scopes));
        let (_, output, _) = project.run(&["audit", "--explain"]);
        let is_found = |rule: &str| output.contains(rule);
        let found = ["missing-scope", "unneeded-scope", "broader-scope"].into_iter().find(|rule| is_found(rule));
        assert_eq!(found, expected, "{scopes}: {output}");
        assert!(output.contains("sometimes `workflow`: to change files in .github/workflows"), "{output}");
    }
}

#[test]
fn the_smallest_set_is_explained() {
    let project = package(
        "explained",
        "#[oauth_scopes::performs(\"GET /file\", \"PUT /file\")]\nfn f() {}\nfn main() { oauth_scopes::scopes!(\"write\"); }\n",
    );
    let expected = "\
app, files: 1 scope requested, 2 operations in use
  minimal set: write
  write
    GET /file, which needs `read`
    PUT /file
";
    assert_eq!(project.run(&["audit", "--explain"]), (0, expected.to_owned(), String::new()));
    let value = project.json(&["audit"]);
    let account = &value["accounts"][0];
    assert_eq!(account["smallest"], serde_json::json!([{"scope": "write", "operations": ["GET /file", "PUT /file"]}]));
    assert_eq!((&account["is_exact"], &account["unserved"]), (&true.into(), &serde_json::json!([])));
}

#[test]
fn where_nothing_is_said_of_operations() {
    let project = package("silent", "fn main() { oauth_scopes::scopes!(\"read admin\"); }\n");
    let (code, output, _) = project.run(&["audit"]);
    assert_eq!(code, 0);
    assert!(output.contains("no operations in use: name them with `#[performs("), "{output}");
    let nothing = package("nothing", "fn main() {}\n");
    assert_eq!(nothing.run(&["audit"]), (0, "no scopes are requested\n".to_owned(), String::new()));
    let project = Project::new("no-catalog").package("app", "oauth-scopes = \"0.1\"");
    let project = project.file("src/main.rs", "fn main() { oauth_scopes::scopes!(\"read\"); }\n");
    let expected = "no requested scopes can be compared with operations\nnote: no catalog of scopes: `scopes.toml` not found\n\
                    note: 1 other finding; run `cargo scopes check` first\n";
    assert_eq!(project.run(&["audit"]).1, expected);
}

#[test]
fn beside_an_unknown_operation_nothing_is_unneeded() {
    for unknown in [
        "oauth_scopes::performs_here!(\"GET /flie\");",
        "oauth_scopes::scopes!(\"read\", operations = [\"GET /flie\"]);",
    ] {
        let main = |scopes: &str, unknown: &str| {
            format!(
                "fn main() {{ oauth_scopes::scopes!(\"{scopes}\"); oauth_scopes::operation!(\"GET /file\"); {unknown} }}\n"
            )
        };
        let project = package("unknown", &main("read mail admin", unknown));
        let found = findings(&project);
        assert!(found.iter().all(|found| found.contains("approval-needed")), "{found:?}");
        assert!(project.run(&["audit"]).1.contains("not known, so no scope is called unneeded: `GET /flie`"));
        let found = findings(&package("known", &main("read mail admin", "")));
        assert!(found.iter().any(|found| found.contains("unneeded scope `mail`")), "{found:?}");
    }
    let both = "fn main() { oauth_scopes::scopes!(\"read mail\", operations = [\"GET /file\"OTHER]); }\n";
    for (other, is_expected) in [("", true), (", \"GET /flie\"", false)] {
        let project = package("unknown in a call", &both.replace("OTHER", other));
        assert_eq!(project.run(&["check"]).1.contains("unneeded-scope"), is_expected, "{other}");
    }
}

#[test]
fn what_depends_on_the_call_is_not_chosen() {
    let main =
        "fn main() { oauth_scopes::scopes!(\"chat:write\"); oauth_scopes::operation!(\"GET /conversations.list\"); }\n";
    let project = Project::new("divided").package("app", "oauth-scopes = \"0.1\"");
    let project = project.file("scopes.toml", "provider = \"slack\"\n").file("src/main.rs", main);
    let (_, output, _) = project.run(&["audit", "--explain"]);
    assert!(output.contains("\n  minimal set: depends on the call\n  GET /conversations.list: depending on the call, at least one of `channels:read`, "), "{output}");
    let main = "fn main() { c.get(\"https://slack.com/api/conversations.list\"); c.get(\"https://gitlab.com/api/v4/projects\"); }\n";
    let project = Project::new("infer-divided").package("app", "").file("src/main.rs", main);
    let (_, output, _) = project.run(&["audit", "--infer"]);
    assert!(
        output.contains("Slack: 1 call seen; it depends on the call what `GET /conversations.list` needs\n"),
        "{output}"
    );
    assert!(output.contains("`GET /projects` (GitLab)"), "{output}");
}

#[test]
fn a_path_in_the_case_of_the_documents_is_known() {
    let main = "fn main() { oauth_scopes::scopes!(\"Mail.Send\"); oauth_scopes::operation!(\"POST /me/sendMail\"); }\n";
    let project = Project::new("case").package("app", "oauth-scopes = \"0.1\"");
    let project = project.file("scopes.toml", "provider = \"microsoft-graph\"\n").file("src/main.rs", main);
    let (code, output, _) = project.run(&["audit", "--explain"]);
    assert_eq!((code, output.contains("\n    POST /me/sendMail\n")), (0, true), "{output}");
}

#[test]
fn operations_for_which_nothing_is_asked_are_named() {
    let project = package(
        "unclaimed",
        "fn main() { oauth_scopes::operation!(\"PUT /file\"); oauth_scopes::performs_here!(\"GET /file\", \"PUT /file\"); }\n",
    );
    let expected = "no scopes are requested\nnote: no scopes of files are requested, but the code performs `GET /file`, `PUT /file`\n";
    assert_eq!(project.run(&["audit"]), (0, expected.to_owned(), String::new()));
    assert_eq!(project.json(&["audit"])["unclaimed"], serde_json::json!({"files": ["GET /file", "PUT /file"]}));
}

#[test]
fn in_other_formats() {
    let project =
        package("formats", "fn main() { oauth_scopes::scopes!(\"read\"); oauth_scopes::operation!(\"PUT /file\"); }\n");
    let (code, output, _) = project.run(&["audit", "--format", "github"]);
    assert_eq!(code, 1);
    assert!(output.contains("\n::error file=src/main.rs,line=1,endLine=1,col=69,"), "{output}");
    for command in ["audit", "fix"] {
        let (code, _, error) = project.run(&[command, "--format", "rustc"]);
        assert_eq!((code, &*error), (101, "error: `--format rustc` is only supported by `check`\n"));
    }
}

#[test]
fn each_client_answers_for_itself() {
    let project = package(
        "clients",
        "use oauth_scopes::{operation, scopes};\nfn main() {\n    scopes!(\"read\", client = \"web\");\n    \
         scopes!(\"mail read\", client = \"bot\");\n    operation!(\"GET /file\");\n    operation!(\"POST /mail\");\n    \
         operation!(\"PUT /file\");\n}\n",
    )
    .append("scopes.toml", "[clients.web]\nallow = [\"read\"]\ndefault = true\n[clients.bot]\nallow = [\"mail\", \"read\", \"write\"]\n");
    let found = findings(&project);
    let missing: Vec<&String> = found.iter().filter(|finding| finding.contains("missing-scope")).collect();
    let expected = "src/main.rs:7:16 missing-scope: the operation `PUT /file` needs `write` or `admin`";
    assert_eq!(missing, [expected], "what no client serves is missing from the one that is meant where none is named");
    let (_, output, _) = project.run(&["audit", "--explain"]);
    assert!(output.contains("app, files, client bot: 2 scopes requested, 2 operations in use\n"), "{output}");
    assert!(output.contains("  no allowed scope is enough for PUT /file\n"), "{output}");
}

#[test]
fn a_library_works_for_those_that_depend_on_it() {
    let project = Project::new("library")
        .file("Cargo.toml", "[workspace]\nmembers = [\"app\", \"api\"]\nresolver = \"3\"\n")
        .member("app", "oauth-scopes = \"0.1\"\napi = { path = \"../api\" }")
        .member("api", "oauth-scopes = \"0.1\"")
        .file("app/scopes.toml", CATALOG)
        .file("api/scopes.toml", CATALOG)
        .file("app/src/main.rs", "fn main() { oauth_scopes::scopes!(\"read\"); }\n")
        .file("api/src/lib.rs", "pub fn f() { oauth_scopes::operation!(\"PUT /file\"); }\n");
    let expected = "api/src/lib.rs:1:39 missing-scope: the operation `PUT /file` needs `write` or `admin`";
    let unneeded = "app/src/main.rs:1:36 unneeded-scope: unneeded scope `read`: no operation in use needs it";
    assert_eq!(findings(&project), [expected, unneeded]);
}

#[test]
fn what_a_check_finds_is_not_repeated() {
    let project =
        package("check", "fn main() { oauth_scopes::scopes!(\"raed\"); oauth_scopes::operation!(\"GET /flie\"); }\n");
    let (code, output, _) = project.run(&["audit"]);
    assert_eq!(code, 1, "what a check denies is denied here too");
    assert!(output.contains("2 other findings; run `cargo scopes check` first"), "{output}");
}

/// A bundled provider, some of its operations, and the smallest set of scopes for them. Then a broader scope and the
/// scope of this set that it could replace, if the operations show that it is broader.
type Bundled = (&'static str, &'static [&'static str], &'static [&'static str], (&'static str, &'static str));

const BUNDLED: [Bundled; 5] = [
    (
        "google",
        &["tasks:v1/tasks.tasklists.list", "tasks:v1/tasks.tasks.list"],
        &["https://www.googleapis.com/auth/tasks.readonly"],
        ("https://www.googleapis.com/auth/tasks.readonly", "https://www.googleapis.com/auth/tasks"),
    ),
    (
        "github",
        &["GET /user/keys", "GET /user/emails"],
        &["read:public_key", "user:email"],
        ("read:public_key", "admin:public_key"),
    ),
    ("slack", &["POST /reactions.add", "GET /users.info"], &["reactions:write", "users:read"], ("", "admin")),
    ("shopify", &["query collectionConditionsSources"], &["read_products"], ("read_products", "write_products")),
    ("microsoft-graph", &["GET /me/messages"], &["Mail.Read"], ("", "Mail.ReadWrite")),
];

#[test]
fn the_bundled_operations_are_known() {
    for (provider, operations, enough, (narrow, broad)) in BUNDLED {
        let project = |name: &str, asked: &[&str]| {
            let quoted: Vec<String> = asked.iter().map(|scope| format!("{scope:?}")).collect();
            let mut uses = format!("fn main() {{\n    let s = oauth_scopes::scopes!({});\n", quoted.join(", "));
            for operation in operations {
                uses.push_str(&format!("    oauth_scopes::operation!({operation:?});\n"));
            }
            Project::new(&format!("{provider}-{name}"))
                .package("app", "oauth-scopes = \"0.1\"")
                .file("scopes.toml", &format!("provider = {provider:?}\n"))
                .file("src/main.rs", &(uses + "}\n"))
        };
        let rules = |found: Vec<String>| {
            let about_operations = found.into_iter().filter(|found| !found.contains("approval-needed"));
            about_operations.collect::<Vec<_>>()
        };
        assert_eq!(rules(findings(&project("enough", enough))), [""; 0], "{provider}");
        for lost in enough {
            let rest: Vec<&str> = enough.iter().copied().filter(|scope| scope != lost).collect();
            let found = findings(&project("less", &[&rest[..], &["openid"][..]].concat()[..rest.len().max(1)]));
            let is_named = |found: &String| found.contains("missing-scope: the operation `") && found.contains(lost);
            assert!(found.iter().any(is_named), "{provider} without {lost}: {found:?}");
        }
        let (_, explained, _) = project("explained", enough).run(&["audit", "--explain"]);
        for scope in enough {
            assert!(explained.contains(&format!("\n  {scope}\n")), "{provider}: {explained}");
        }
        let found = findings(&project("beside", &[enough, &[broad]].concat()));
        let expected = format!("unneeded scope `{broad}`");
        assert!(found.iter().any(|found| found.contains(&expected)), "{provider}: {found:?}");
        if !narrow.is_empty() {
            let asked: Vec<&str> = enough.iter().map(|&scope| if scope == narrow { broad } else { scope }).collect();
            let found = findings(&project("more", &asked));
            let expected = format!(": `{narrow}` is enough");
            assert!(
                found.iter().any(|found| found.contains("broader-scope") && found.contains(&expected)),
                "{provider}: {found:?}"
            );
        }
    }
}

const PROGRAM: &str = "\
const API: &str = \"https://api.github.com\";

fn main() {
    client.get(format!(\"{API}/user/emails\"));
    client.post(\"https://api.github.com/repos/octocat/hello/issues?x=1\");
    client.get(\"https://api.github.com/made/up/by/us\");
    client.get(\"https://intranet.example/user\");
}

#[cfg(test)]
mod tests {
    fn f() { client.delete(\"https://api.github.com/user/emails\"); }
}
";

#[test]
fn what_a_program_seems_to_do_is_listed_and_never_an_error() {
    let project = Project::new("infer").package("app", "").file("src/main.rs", PROGRAM);
    let (code, output, error) = project.run(&["audit", "--infer"]);
    assert_eq!((code, &*error), (0, ""));
    let lines: Vec<&str> = output.lines().collect();
    assert!(lines[0].starts_with("src/main.rs:4:24: `GET /user/emails` (GitHub)"), "{output}");
    assert!(lines[1].starts_with("  needs `user:email`"), "{output}");
    assert!(lines[2].starts_with("src/main.rs:5:17: `POST /repos/{owner}/{repo}/issues` (GitHub)"), "{output}");
    assert_eq!(lines[4], "src/main.rs:6:16: unknown operation `GET https://api.github.com/made/up/by/us` (GitHub)");
    assert!(!output.contains("intranet") && !output.contains("DELETE"), "{output}");
    assert!(
        lines[5].starts_with(
            "GitHub: 2 calls seen; enough for what is seen: public_repo, user:email, and what depends on the call"
        ),
        "{output}"
    );
    let value = project.json(&["audit", "--infer"]);
    assert_eq!(value["seen"][0]["operation"], "GET /user/emails");
    assert_eq!((&value["seen"][0]["line"], &value["seen"][2]["operation"]), (&4.into(), &serde_json::Value::Null));
    assert_eq!(project.run(&["audit", "--infer", "--format", "sarif"]).0, 101);
}

#[test]
fn what_is_guessed_asks_for_no_broad_scope() {
    let get = |path: &str| format!("    client.get(\"https://api.github.com{path}\");\n");
    let invitations = get("/user/repository_invitations");
    let issues = get("/repos/octocat/hello/issues").replace("get(", "post(");
    for (calls, expected) in [
        (format!("{invitations}{issues}"), "public_repo, repo:invite, and what depends on the call"),
        (invitations.clone(), "repo:invite"),
        (issues, "public_repo, and what depends on the call"),
    ] {
        let project =
            Project::new("infer-broad").package("app", "").file("src/main.rs", &format!("fn main() {{\n{calls}}}\n"));
        let (_, output, _) = project.run(&["audit", "--infer"]);
        assert!(output.contains(&format!("enough for what is seen: {expected}\n")), "{output}");
    }
}

#[test]
fn methods_of_libraries_are_seen() {
    let source = "use google_gmail1::Gmail;\nfn main() { hub.users().messages_send(m, \"me\").doit(); hub.users().fold(0, add); }\n";
    let project = Project::new("infer-methods").package("app", "").file("src/main.rs", source);
    let value = project.json(&["audit", "--infer"]);
    let seen = value["seen"].as_array().expect("rows");
    assert_eq!((seen.len(), &seen[0]["operation"]), (1, &"gmail:v1/gmail.users.messages.send".into()));
    let nothing = Project::new("infer-nothing").package("app", "").file("src/main.rs", "fn main() {}\n");
    let (_, output, _) = nothing.run(&["audit", "--infer"]);
    assert_eq!(output, "no operations of known providers are seen in the sources\n");
}
