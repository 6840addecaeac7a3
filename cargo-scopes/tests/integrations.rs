//! Tests that the action and the hooks run commands that exist, on a real workspace with a history.

mod project;

use std::path::Path;
use std::process::{Command, Output};
use std::rc::Rc;

use project::Project;
use scope_config::{Format, Node, Value, read};

/// The value of a YAML file of the repository; `None` if the file does not exist, which is the case after
/// `cargo package`.
fn yaml(file: &str) -> Option<Rc<Node>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    let text = std::fs::read_to_string(path).ok()?;
    Some(read(Format::Yaml, &text).expect("YAML").remove(0))
}

fn items(node: &Node) -> &[Rc<Node>] {
    let Value::List(items) = &node.value else { return &[] };
    items
}

fn text(node: &Node) -> String {
    let Value::Text(text) = &node.value else { panic!("no text: {node:?}") };
    text.clone()
}

/// Runs a script in which `cargo scopes` is the command of this package.
fn bash(project: &Project, script: &str, variables: &[(&str, &str)]) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_cargo-scopes")).parent().expect("a folder");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(program.to_owned()).chain(std::env::split_paths(&path));
    Command::new("bash")
        .args(["-euo", "pipefail", "-c", script])
        .current_dir(project.path(""))
        .env("PATH", std::env::join_paths(folders).expect("a path"))
        .env_remove("SCOPES_CATALOG")
        .envs(variables.iter().copied())
        .output()
        .expect("bash")
}

fn printed(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

const COMMIT: &str = "git -c user.name=A -c user.email=a@example.com commit --quiet --all --message";

fn workspace(test: &str) -> Project {
    let project = Project::new(test)
        .package("app", "oauth-scopes = \"0.1\"")
        .file("scopes.toml", "provider = \"github\"\n")
        .file("src/main.rs", "fn main() { oauth_scopes::scopes!(\"read:org\"); }\n");
    let begin = format!("git init --quiet . && git add . && {COMMIT} first");
    let output = bash(&project, &begin, &[]);
    assert!(output.status.success(), "{}", printed(&output));
    project
}

#[test]
fn the_hooks_run() {
    let Some(hooks) = yaml(".pre-commit-hooks.yaml") else { return };
    let project = workspace("hooks");
    let output = bash(&project, "cargo scopes lock", &[]);
    assert!(output.status.success(), "{}", printed(&output));
    let entries: Vec<String> = items(&hooks).iter().map(|hook| text(hook.get("entry").expect("entry"))).collect();
    assert_eq!(entries.len(), 2);
    // A filter would exclude files that the command reads: `[[config]]` can name any file.
    for hook in items(&hooks) {
        let value = |key: &str| hook.get(key).map(|node| node.value.clone());
        assert_eq!(value("always_run"), Some(Value::Other("true".into())));
        assert_eq!(value("pass_filenames"), Some(Value::Other("false".into())), "once, not for each group of files");
        for filter in ["files", "exclude", "types", "types_or"] {
            assert!(value(filter).is_none(), "{filter}");
        }
    }
    for entry in &entries {
        let output = bash(&project, entry, &[]);
        assert!(output.status.success(), "{entry}: {}", printed(&output));
    }
    let project = project.file("src/main.rs", "fn main() { oauth_scopes::scopes!(\"org:read\"); }\n");
    for entry in &entries {
        assert_eq!(bash(&project, entry, &[]).status.code(), Some(1), "{entry}");
    }
}

#[test]
fn the_action_keeps_what_it_installed() {
    let Some(action) = yaml("action.yml") else { return };
    let script = script(&action, "Find the version");
    let project = Project::new("version");
    let sources = ["Cargo.lock", "Cargo.toml", "src/lib.rs", "scope-catalog/a", "cargo-scopes/src/main.rs"];
    let project = sources.into_iter().fold(project, |project, file| project.file(file, file));
    let output = project.path("output");
    let root = project.path("");
    let key_on = |image: &str, version: &str| {
        let variables = [("ImageOS", image), ("VERSION", version), ("ACTION", root.to_str().expect("UTF-8"))];
        let file = [("GITHUB_OUTPUT", output.to_str().expect("UTF-8"))];
        let ran = bash(&project, &script, &[&variables[..], &file[..]].concat());
        assert!(ran.status.success(), "{}", printed(&ran));
        project.read("output").lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(key_on("ubuntu22", "0.1.0"), "key=0.1.0-ubuntu22");
    let key = |version: &str| key_on("", version);
    assert_eq!(key("0.1.0"), "key=0.1.0-other");
    let first = key("");
    assert_eq!((first.len(), &key("")), ("key=-other".len() + 40, &first));
    project.clone().file("scope-catalog/a", "another");
    assert_ne!(key(""), first);
}

#[test]
fn the_action_says_in_one_sentence_why_it_cannot_install() {
    let Some(action) = yaml("action.yml") else { return };
    let script = script(&action, "Install cargo-scopes");
    let program = |name: &str, code: u8| format!("{name}() {{ echo \"$RUSTUP_TOOLCHAIN: $*\" >&2; return {code}; }}\n");
    let project = Project::new("install");
    let folder = project.path("");
    let folder = folder.to_str().expect("UTF-8");
    let ran = |rustup: u8, cargo: u8| {
        let script = program("rustup", rustup) + &program("cargo", cargo) + &script;
        let more = [("VERSION", "9.9.9"), ("ACTION", folder), ("RUNNER_TEMP", folder), ("HOME", folder)];
        bash(&project, &script, &[&more[..], &[("RUSTUP_TOOLCHAIN", "stable")]].concat())
    };
    let output = ran(0, 0);
    assert!(output.status.success(), "{}", printed(&output));
    assert!(printed(&output).contains("stable: install --locked --root "), "{}", printed(&output));
    assert!(printed(&output).contains(" cargo-scopes --version 9.9.9"), "{}", printed(&output));
    for (rustup, cargo, sentence) in [
        (1, 0, "::error::cargo-scopes cannot be built: rustup could not install stable Rust\n"),
        (0, 1, "::error::cargo-scopes 9.9.9 could not be built; the log of cargo is above\n"),
    ] {
        let output = ran(rustup, cargo);
        assert_eq!((String::from_utf8_lossy(&output.stdout).as_ref(), output.status.code()), (sentence, Some(1)));
    }
}

/// The content of a page's fences in a language.
fn fences(page: &str, language: &str) -> Vec<String> {
    let start = format!("\n```{language}\n");
    let parts = page.split(&*start).skip(1);
    parts.map(|part| part.split("\n```").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_lines_for_other_systems_run() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guides/pull-requests.md");
    let page = std::fs::read_to_string(page).expect("the page").replace("\r\n", "\n");
    let mut scripts = fences(&page, "bash");
    let jobs = fences(&page, "yaml").into_iter().find(|text| text.starts_with("# .gitlab-ci.yml")).expect("a job");
    let job = read(Format::Yaml, &jobs).expect("YAML").remove(0);
    let lines = job.get("scopes").and_then(|job| job.get("script")).expect("a script");
    scripts.push(items(lines).iter().map(|line| text(line) + "\n").collect());
    assert_eq!(scripts.len(), 3);
    for (number, script) in scripts.iter().enumerate() {
        let project = workspace(&format!("line{number}"));
        let begin =
            format!("cargo scopes lock && git add . && {COMMIT} lock && git update-ref refs/remotes/origin/main HEAD");
        let output = bash(&project, &begin, &[]);
        assert!(output.status.success(), "{}", printed(&output));
        // It is already installed.
        let script =
            format!("cargo() {{ [ \"$1\" = install ] || command cargo \"$@\"; }}\n{}", script.replace("exec ", ""));
        let folder = project.path("");
        let variables = [("CI_PROJECT_DIR", folder.to_str().expect("UTF-8")), ("CI_DEFAULT_BRANCH", "main")];
        let output = bash(&project, &script, &variables);
        assert!(output.status.success(), "{script}: {}", printed(&output));
        let project = project.file("src/main.rs", "fn main() { oauth_scopes::scopes!(\"org:read\"); }\n");
        assert_eq!(bash(&project, &script, &variables).status.code(), Some(1), "{script}");
    }
}

/// The script of a step.
fn script(action: &Node, name: &str) -> String {
    let steps = action.get("runs").and_then(|runs| runs.get("steps")).expect("steps");
    let step = items(steps).iter().find(|step| step.get("name").is_some_and(|found| text(found) == name));
    text(step.expect(name).get("run").expect("run"))
}

#[test]
fn the_action_runs() {
    let Some(action) = yaml("action.yml") else { return };
    let script = |name: &str| script(&action, name);
    let upstream = workspace("upstream");
    let project = Project::new("action");
    let clone = format!("git clone --quiet '{}' . && git rev-parse HEAD", upstream.path("").display());
    let output = bash(&project, &clone, &[]);
    assert!(output.status.success(), "{}", printed(&output));
    let base = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let project = project.file("src/main.rs", "fn main() { oauth_scopes::scopes!(\"admin:org\"); }\n");
    let summary = project.path("summary.md");
    let summary = summary.to_str().expect("UTF-8");
    let check = bash(&project, &script("Check"), &[("ARGUMENTS", "--deny warnings")]);
    assert!(check.status.success(), "{}", printed(&check));
    let variables = [("BASE", base.as_str()), ("GITHUB_STEP_SUMMARY", summary)];
    let diff = bash(&project, &script("Show which scopes the pull request requests"), &variables);
    assert!(diff.status.success(), "{}", printed(&diff));
    assert!(project.read("summary.md").contains("admin:org"), "{}", project.read("summary.md"));
    let wrong = project.file("src/main.rs", "fn main() { oauth_scopes::scopes!(\"org:read\"); }\n");
    let check = bash(&wrong, &script("Check"), &[("ARGUMENTS", "")]);
    assert!(printed(&check).contains("::error file=src/main.rs,line=1,"), "{}", printed(&check));
    assert_eq!(check.status.code(), Some(1));
}
