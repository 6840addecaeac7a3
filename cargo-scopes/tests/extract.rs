//! Tests `cargo scopes extract`.

mod project;

use project::Project;

fn extract(test: &str, file: &str, content: &str, options: &[&str]) -> (i32, String, String) {
    Project::new(test).file(file, content).run(&[&["extract", file], options].concat())
}

#[test]
fn a_file_in_which_nothing_is_found_is_not_a_success() {
    let (code, output, errors) = extract("nothing", "notes.yaml", "a:\n  b: c\n", &[]);
    assert_eq!((code, &*output), (1, "notes.yaml: no scopes found\n"));
    assert!(errors.contains("help: use `--path`"), "{errors}");
    let (code, output, _) = extract("nothing_at_path", "a.yaml", "scopes:\n", &["--path", "scopes"]);
    assert_eq!((code, &*output), (1, "a.yaml: no scopes found\n"));
    let (code, _, errors) = extract("empty", "a.toml", "scopes = []\n", &["--path", "scopes"]);
    assert_eq!((code, &*errors), (0, ""), "an empty list is a list");
}

#[test]
fn what_cannot_be_a_list_is_told() {
    let (code, output, errors) = extract("number", "a.toml", "scopes = 12345\n", &["--path", "scopes"]);
    assert_eq!((code, &*output), (1, "a.toml: no scopes found\n"));
    assert_eq!(errors, "a.toml:1:10: `scopes` is a number, a boolean or null, not a list of scopes\n");
    let manifest = r#"{"oauth_config": {"scopes": {"bot": {"chat:write": true}, "user": ["chat:write"]}}}"#;
    let (code, output, errors) = extract("table", "slack.json", manifest, &[]);
    assert!(code == 1 && output.contains("chat:write"), "{output}");
    assert!(errors.contains("`oauth_config.scopes.bot` is a table, not a list of scopes"), "{errors}");
}

#[test]
fn a_default_is_shown_beside_its_placeholder() {
    let (code, output, _) = extract("default", ".env", "A_SCOPES=${B:-openid email}\n", &[]);
    assert_eq!(code, 0);
    assert_eq!(
        output,
        ".env:1:10: A_SCOPES (requests, env-scope-vars)\n  1:15 openid\n  1:22 email\n  1:10 ${B:-openid email} (unresolved)\n"
    );
}

#[test]
fn several_paths_of_several_files() {
    let project = Project::new("several")
        .file("a.json", r#"{"a": "openid", "b": {"c": "email"}}"#)
        .file("b", "{\"a\": \"profile\"}");
    let (code, output, _) = project.run(&["extract", "a.json", "--path", "a", "--path", "**.c"]);
    assert_eq!(
        (code, &*output),
        (0, "a.json:1:7: a (requests)\n  1:8 openid\na.json:1:28: b.c (requests)\n  1:29 email\n")
    );
    let (code, output, errors) =
        project.run(&["extract", "a.json", "b", "--file-format", "json", "--path", "a", "--path", "b.c"]);
    assert!(code == 1 && output.contains("email") && output.contains("b:1:7: a (requests)"), "{output}");
    assert!(errors.contains("b:1:1: path `b.c` not found"), "{errors}");
    let (code, _, errors) = project.run(&["extract", "a.json", "--path", "b.C"]);
    assert!(
        code == 101 && errors.contains("path `b.C` not found") && errors.contains("did you mean `b.c`?"),
        "{errors}"
    );
    let (code, _, errors) = project.run(&["extract", "b", "--path", "a"]);
    assert!(code != 0 && errors.contains("unknown format of `b`"), "{errors}");
    let (code, _, errors) = project.run(&["extract", "b", "--path", "a", "--file-format", "yml"]);
    assert!(code != 0 && errors.contains("unknown format `yml`") && errors.contains("yaml"), "{errors}");
}

#[test]
fn the_preset_and_every_unresolved_value_are_named() {
    let file = "A_SCOPES=${A:-openid} profile ${B}\n";
    let (code, output, _) = extract("unresolved", ".env.example", file, &["--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&output).expect("JSON");
    assert_eq!((code, &value["lists"][0]["preset"]), (0, &"env-scope-vars".into()));
    let unresolved = value["lists"][0]["unresolved"].as_array().expect("a list");
    let told: Vec<_> = unresolved.iter().map(|one| (one["value"].as_str(), one["default"].as_str())).collect();
    assert_eq!(told, [(Some("${A:-openid}"), Some("openid")), (Some("${B}"), None)]);
}
