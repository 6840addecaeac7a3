//! `cargo scopes extract`

mod project;

use project::Project;

fn extract(test: &str, file: &str, content: &str, options: &[&str]) -> (i32, String, String) {
    Project::new(test).file(file, content).run(&[&["extract", file], options].concat())
}

#[test]
fn a_file_in_which_nothing_is_found_is_not_a_success() {
    let (code, output, errors) = extract("nothing", "profiles.yaml", "a:\n  b: c\n", &[]);
    assert_eq!((code, &*output), (1, "profiles.yaml: no scopes found\n"));
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
        ".env:1:10: A_SCOPES (requests)\n  1:15 openid\n  1:22 email\n  1:10 ${B:-openid email} (unresolved)\n"
    );
}
