//! Tests `cargo scopes diff` on generated histories: how a change affects the requested scopes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const MANIFEST: &str = "[package]\nname = 'acme'\nedition = '2024'\n[dependencies]\noauth-scopes = '0.1'\n";

/// GitHub's documentation states no risks: they are from this project.
const CATALOG: &str = "\
provider = 'github'
[scopes.'admin:org']
description = 'Manage organizations, their teams and memberships'
implies = ['write:org']
risk = 'sensitive'
";

/// A repository with a package in it.
struct Repository(PathBuf);

impl Repository {
    fn new(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff").join(test);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let repository = Self(folder);
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// A repository with a first commit: a package that requests scopes, checked against a catalog.
    fn asking(test: &str, catalog: &str, scopes: &str) -> Self {
        let repository = Self::new(test);
        repository.write("Cargo.toml", &format!("[workspace]\n{MANIFEST}"));
        repository.write("scopes.toml", catalog);
        repository.ask(scopes);
        repository.commit("first");
        repository
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]);
        let output = command.args(arguments).current_dir(&self.0).output().expect("git");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn ask(&self, scopes: &str) {
        self.write("src/main.rs", &format!("fn main() {{ oauth_scopes::scopes!(\"{scopes}\"); }}\n"));
    }

    /// Commits everything, and returns the commit's id.
    fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    fn diff(&self, arguments: &[&str]) -> (i32, String, String) {
        texts(&run(&self.0, arguments))
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let (code, output, error) = self.diff(&[arguments, &["--format", "json"]].concat());
        assert_eq!((code, &*error), (0, ""), "{arguments:?}");
        serde_json::from_str(&output).expect("JSON")
    }

    /// The changes of the first group, one per line: kind, scope and others.
    fn changes(&self, arguments: &[&str]) -> Vec<String> {
        let value = self.json(arguments);
        let groups = value["groups"].as_array().expect("groups").clone();
        groups.iter().flat_map(|group| lines(&group["changes"])).collect()
    }
}

fn lines(changes: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |change: &Value| {
        let others: Vec<String> = change["others"].as_array().into_iter().flatten().map(text).collect();
        let sensitive = if change["newly_sensitive"] == true { "!" } else { "" };
        format!("{} {}{sensitive} [{}]", text(&change["kind"]), text(&change["scope"]), others.join(" "))
    };
    changes.as_array().expect("changes").iter().map(line).collect()
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cargo-scopes"))
        .arg("diff")
        .args(arguments)
        .current_dir(folder)
        .env_remove("SCOPES_CATALOG")
        .output()
        .expect("the command")
}

fn texts(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (output.status.code().expect("a code"), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_wider_scope_is_a_widened_sensitive_request() {
    let repository = Repository::asking("widened", CATALOG, "read:org");
    repository.ask("admin:org");
    let expected = "\
package `acme`, GitHub:
  widened: `admin:org` (sensitive)
    `read:org` was requested before
    permits: Manage organizations, their teams and memberships
    in: src/main.rs

from HEAD to the working tree: 1 widened, 1 newly sensitive
";
    assert_eq!(repository.diff(&[]), (0, expected.to_owned(), String::new()));
    repository.commit("second");
    let committed = expected.replace("from HEAD to the working tree", "from HEAD~1 to HEAD");
    for arguments in [&["HEAD~1..HEAD"][..], &["HEAD~1", "HEAD"], &["HEAD~1.."]] {
        assert_eq!(repository.diff(arguments), (0, committed.clone(), String::new()), "{arguments:?}");
    }
    assert_eq!(repository.diff(&[]).1, "from HEAD to the working tree: no requested scopes change\n");
    let back = repository.changes(&["HEAD", "HEAD~1"]);
    assert_eq!(back, ["narrowed read:org [admin:org]"], "the other way round");
}

#[test]
fn a_comment_for_a_pull_request() {
    let repository = Repository::asking("markdown", CATALOG, "read:org gist");
    let catalog = format!("{CATALOG}[scopes]\n'a|b' = 'Read | <b>write</b> `x`'\n");
    repository.write("scopes.toml", &catalog);
    repository.ask("admin:org a|b");
    let expected = "\
### OAuth scopes

From HEAD to the working tree: **1 widened, 1 added, 1 dropped, 1 newly sensitive**

#### `acme`

| change | scope | of | permits | in |
| --- | --- | --- | --- | --- |
| widened<br>**sensitive** | `admin:org`<br>`read:org` was requested before | GitHub | Manage organizations, their teams and memberships | `src/main.rs` |
| added | `a\\|b` | GitHub | Read &#124; &#60;b&#62;write&#60;/b&#62; &#96;x&#96; | `src/main.rs` |
| dropped | `gist` | GitHub | Write gists | `src/main.rs` |
";
    let (code, output, error) = repository.diff(&["--format", "markdown"]);
    assert_eq!((code, &*error), (0, ""));
    assert_eq!(output, expected);
    repository.commit("second");
    let (_, output, _) = repository.diff(&["HEAD", "--format", "markdown"]);
    assert_eq!(output, "### OAuth scopes\n\nFrom HEAD to the working tree, no requested scopes change.\n");
}

#[test]
fn programs_get_one_value() {
    let repository = Repository::asking("json", CATALOG, "read:org");
    let first = repository.git(&["rev-parse", "HEAD"]);
    repository.ask("admin:org");
    let expected = serde_json::json!({
        "version": 1,
        "from": { "name": "HEAD", "commit": first },
        "to": { "name": "the working tree", "commit": null },
        "groups": [{
            "package": "acme", "catalog": "GitHub", "client": null,
            "changes": [{
                "kind": "widened", "scope": "admin:org", "others": ["read:org"],
                "permits": "Manage organizations, their teams and memberships",
                "risk": "sensitive", "risk_before": null, "approval": null, "newly_sensitive": true, "retired": null,
                "files": ["src/main.rs"],
            }],
        }],
        "notes": [],
    });
    assert_eq!(repository.json(&[]), expected);
}

const PLAIN: &str = "\
name = 'Plain'
[scopes]
one = 'One'
two = { description = 'Two', implies = ['one'], aliases = ['zwei'] }
three = { description = 'Three', implies = ['two'], risk = 'restricted' }
gated = { description = 'Gated', approval = 'ask the provider' }
'item:{id}' = 'An item'
[retired.old]
status = 'deprecated'
replaced_by = ['one']
[clients.web]
allow = ['one', 'two']
";

#[test]
fn every_kind_of_change_has_its_word() {
    let table: [(&str, &str, &[&str]); 14] = [
        ("one", "one", &[]),
        ("one two", "two one", &[]),
        ("two", "zwei", &[]),
        ("one", "one gated", &["added gated! []"]),
        ("one gated", "one", &["dropped gated []"]),
        ("one", "two", &["widened two [one]"]),
        ("one", "one two", &["widened two [one]"]),
        ("one two", "three", &["widened three! [one two]"]),
        ("three", "one", &["narrowed one [three]"]),
        ("three", "three one", &["included one [three]"]),
        ("three one", "three", &["dropped one [three]"]),
        ("item:1", "item:2", &["added item:2 []", "dropped item:1 []"]),
        ("one", "one old", &["added old []"]),
        ("one", "one nix", &["added nix []"]),
    ];
    let repository = Repository::asking("kinds", PLAIN, "one");
    for (before, after, expected) in table {
        repository.ask(before);
        repository.commit("before");
        repository.ask(after);
        assert_eq!(repository.changes(&[]), expected, "{before:?} to {after:?}");
    }
}

#[test]
fn a_retired_name_is_told_with_its_successor() {
    let repository = Repository::asking("retired", PLAIN, "one old");
    assert!(repository.changes(&[]).is_empty());
    repository.ask("one");
    repository.commit("without");
    repository.ask("one old");
    let (_, output, _) = repository.diff(&[]);
    assert!(output.contains("added: `old` (retired, still works)\n    replaced by: `one`\n"), "{output}");
    repository.ask("one");
    repository.commit("without");
    repository.write("scopes.toml", "name = 'Plain'\nscopes = ['two']\n[retired.one]\nstatus = 'deprecated'");
    let (_, output, _) = repository.diff(&[]);
    assert!(output.contains("reassessed: `one` (retired, still works)"), "{output}");
    assert_eq!(repository.diff(&["--deny", "retired"]).0, 1);
}

/// A change that lowers the risk of a requested scope is also a change.
#[test]
fn a_change_of_the_catalog_is_a_change() {
    let repository = Repository::asking("catalog", PLAIN, "three one");
    repository.write("scopes.toml", &PLAIN.replace("'restricted'", "'normal'"));
    let change = &repository.json(&[])["groups"][0]["changes"][0];
    assert_eq!(
        (&change["kind"], &change["risk"], &change["risk_before"]),
        (&"reassessed".into(), &"normal".into(), &"restricted".into())
    );
    assert_eq!(change["newly_sensitive"], false);
    repository.write("scopes.toml", &PLAIN.replace("one = 'One'", "one = { description = 'One', risk = 'sensitive' }"));
    assert_eq!(repository.changes(&[]), ["reassessed one! []"]);
    repository.write("scopes.toml", &PLAIN.replace("one = 'One'", "one = { description = 'One', approval = 'ask' }"));
    assert_eq!(repository.changes(&[]), ["reassessed one! []"]);
    repository.ask("one");
    repository.write("scopes.toml", PLAIN);
    repository.commit("one");
    repository.ask("one three");
    repository.write("scopes.toml", &PLAIN.replace(", risk = 'restricted'", ""));
    assert_eq!(repository.changes(&[]), ["widened three! [one]"], "it was restricted when the change was written");
    repository.ask("one gated");
    repository
        .write("scopes.toml", &PLAIN.replace("one = 'One'", "one = { description = 'One', implies = ['gated'] }"));
    assert_eq!(repository.changes(&[]), ["added gated! []"], "it was not included before, whatever the change says");
}

#[test]
fn less_of_what_was_sensitive_is_not_newly_sensitive() {
    let catalog = PLAIN.replace("description = 'Two'", "description = 'Two', risk = 'sensitive'");
    let repository = Repository::asking("less", &catalog, "three");
    repository.ask("two");
    assert_eq!(repository.changes(&[]), ["narrowed two [three]"]);
    repository.ask("three two");
    assert_eq!(repository.changes(&[]), ["included two [three]"]);
}

/// A module that git ignores belongs to the work tree; it also belongs to a revision if it is tracked nevertheless.
#[test]
fn a_module_that_git_ignores_is_the_same_in_both() {
    let repository = Repository::asking("ignored", PLAIN, "one");
    repository.write(".gitignore", "/src/generated.rs\n");
    repository.write("src/main.rs", "mod generated;\nfn main() { oauth_scopes::scopes!(\"one\"); }");
    repository.write("src/generated.rs", "pub fn x() { oauth_scopes::scopes!(\"gated\"); }");
    repository.git(&["add", "--force", "src/generated.rs"]);
    repository.commit("generated");
    assert_eq!(repository.changes(&["HEAD"]), [""; 0]);
}

#[test]
fn the_same_scopes_in_another_file_are_no_change() {
    let repository = Repository::asking("moved", PLAIN, "one");
    repository.write("src/main.rs", "mod other;\nfn main() {}");
    repository.write("src/other.rs", "// a line\npub fn x() { oauth_scopes::scopes!(\"one\"); }");
    assert_eq!(repository.changes(&[]), [""; 0]);
    assert_eq!(repository.diff(&["--deny", "added"]).0, 0);
}

#[test]
fn packages_catalogs_and_clients_are_told_apart() {
    let repository = Repository::new("places");
    repository.write("Cargo.toml", "[workspace]\nmembers = ['a', 'b']");
    for name in ["a", "b"] {
        repository.write(&format!("{name}/Cargo.toml"), &MANIFEST.replace("acme", name));
        repository.write(&format!("{name}/scopes.toml"), &format!("{PLAIN}[catalogs.github]\nprovider = 'github'\n"));
        repository.write(&format!("{name}/src/main.rs"), "fn main() { oauth_scopes::scopes!(\"two\"); }");
    }
    repository.commit("first");
    let more = "fn main() { oauth_scopes::scopes!(\"two\"); oauth_scopes::scopes!(\"two\", client = \"web\"); \
        oauth_scopes::scopes!(github: \"repo\"); }";
    repository.write("b/src/main.rs", more);
    let (_, output, _) = texts(&run(&repository.0.join("a/src"), &[]));
    let expected = "\
package `b`, GitHub:
  added: `repo`
    permits: Read, write and administer repositories
    in: b/src/main.rs

package `b`, Plain, client `web`:
  added: `two`
    permits: Two
    in: b/src/main.rs

from HEAD to the working tree: 2 added
";
    assert_eq!(output, expected, "the whole workspace, from any folder of it");
    assert_eq!(repository.changes(&["-p", "a"]), [""; 0]);
    assert_eq!(repository.changes(&["-p", "b"]).len(), 2);
    let (code, _, error) = repository.diff(&["-p", "c"]);
    assert!(code == 101 && error.contains("unknown package `c` in both revisions"), "{error}");
}

#[test]
fn what_is_denied_fails() {
    let repository = Repository::asking("denied", PLAIN, "one");
    let table: [(&str, [i32; 4]); 5] = [
        ("one gated", [1, 0, 1, 0]),
        ("two", [1, 1, 0, 0]),
        ("three", [1, 1, 1, 0]),
        ("one old", [1, 0, 0, 1]),
        ("one", [0, 0, 0, 0]),
    ];
    for (scopes, codes) in table {
        repository.ask(scopes);
        for (what, code) in ["added", "widened", "sensitive", "retired"].into_iter().zip(codes) {
            assert_eq!(repository.diff(&["--deny", what]).0, code, "{scopes} {what}");
        }
        assert_eq!(repository.diff(&[]).0, 0, "nothing is denied by default");
    }
    assert_eq!(repository.diff(&["--deny", "everything"]).0, 101);
}

/// A revision can include catalogs elsewhere, links, files that git ignores, and a workspace in a subfolder.
#[test]
fn a_revision_is_read_as_it_was() {
    let repository = Repository::new("whole");
    let folder = "code/app";
    repository.write(&format!("{folder}/Cargo.toml"), &format!("[workspace]\n{MANIFEST}"));
    repository.write(
        &format!("{folder}/scopes.toml"),
        "extends = '../../shared/base.scopes'\n[[config]]\nfile = 'two words.yaml'\npath = 'scopes'\n",
    );
    repository.write("shared/base.scopes", "extends = 'more.txt'\nscopes = ['one', 'two']\n");
    repository.write("shared/more.txt", "scopes = ['three']\n");
    repository.write(".gitignore", "generated/\n");
    repository.write(&format!("{folder}/src/main.rs"), "fn main() { oauth_scopes::scopes!(\"one\"); }");
    repository.write(&format!("{folder}/two words.yaml"), "scopes: [two]");
    repository.commit("first");
    repository.write(&format!("{folder}/two words.yaml"), "scopes: [three]");
    let value: Value =
        serde_json::from_slice(&run(&repository.0.join(folder), &["--format", "json"]).stdout).expect("JSON");
    assert_eq!(lines(&value["groups"][0]["changes"]), ["added three []", "dropped two []"]);
    assert_eq!(value["notes"], Value::Array(Vec::new()));
    assert_eq!(value["groups"][0]["changes"][0]["files"][0], "two words.yaml");
}

#[test]
#[cfg(unix)]
fn a_link_is_read_as_the_file_that_it_leads_to() {
    let repository = Repository::asking("link", PLAIN, "one");
    fs::rename(repository.0.join("scopes.toml"), repository.0.join("shared.toml")).expect("it is there");
    std::os::unix::fs::symlink("shared.toml", repository.0.join("scopes.toml")).expect("a link");
    repository.commit("a link");
    repository.ask("two");
    assert_eq!(repository.changes(&[]), ["widened two [one]"]);
    fs::rename(repository.0.join("shared.toml"), repository.0.join("base.toml")).expect("it is there");
    std::os::unix::fs::symlink("./base.toml", repository.0.join("shared.toml")).expect("a link");
    repository.ask("one");
    repository.commit("a link to a link");
    repository.ask("two");
    assert_eq!(repository.changes(&[]), ["widened two [one]"]);
    fs::remove_file(repository.0.join("scopes.toml")).expect("the link");
    std::os::unix::fs::symlink("scopes.toml", repository.0.join("scopes.toml")).expect("a link");
    repository.commit("a link to itself");
    fs::remove_file(repository.0.join("scopes.toml")).expect("the link");
    repository.write("scopes.toml", PLAIN);
    assert!(repository.diff(&[]).2.contains("no catalog of scopes: `scopes.toml` not found"));
    fs::remove_file(repository.0.join("scopes.toml")).expect("a file");
    std::os::unix::fs::symlink("/etc/passwd", repository.0.join("scopes.toml")).expect("a link");
    repository.commit("a link out of the repository");
    fs::remove_file(repository.0.join("scopes.toml")).expect("the link");
    repository.write("scopes.toml", PLAIN);
    let (_, output, error) = repository.diff(&[]);
    assert!(error.contains("no catalog of scopes: `scopes.toml` not found") && !error.contains("root:"), "{error}");
    assert!(output.contains("added: `two`"), "{output}");
}

/// A hook has the location of the repository in a variable, relative to its own folder.
#[cfg(unix)]
#[test]
fn files_behind_links_and_included_ones_are_read_in_both() {
    let repository = Repository::asking("behind", "scopes = ['one', 'two']\n", "one");
    let call = "pub fn f() { oauth_scopes::scopes!(\"two\"); }\n";
    repository.write("shared/folder/mod.rs", call);
    repository.write("src/part.in", &call.replace("two", "one"));
    repository.write("src/main.rs", "mod folder;\nmod inner { include!(\"part.in\"); }\nfn main() {}\n");
    std::os::unix::fs::symlink("../shared/folder", repository.0.join("src/folder")).expect("a link");
    assert_eq!(repository.changes(&[]), ["added two []"]);
    repository.commit("all of it");
    assert_eq!(repository.changes(&[]), [""; 0]);
    assert_eq!(repository.changes(&["HEAD~1", "HEAD"]), ["added two []"]);
}

#[test]
fn a_submodule_is_named_where_it_is_lacking() {
    let repository = Repository::asking("submodule", "scopes = ['one']\n", "one");
    repository.write("Cargo.toml", &format!("[workspace]\nmembers = ['far']\n{MANIFEST}"));
    repository.write("far/Cargo.toml", &MANIFEST.replace("acme", "far"));
    repository.write("far/src/main.rs", "fn main() {}\n");
    let commit = repository.git(&["rev-parse", "HEAD"]);
    repository.git(&["add", "Cargo.toml"]);
    repository.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{commit},far")]);
    repository.git(&["commit", "--quiet", "--message", "a submodule"]);
    let (code, _, error) = repository.diff(&[]);
    assert!(code == 101 && error.contains("do not include submodules (`far`)"), "{error}");
}

#[test]
fn a_dependency_outside_of_the_repository_is_found() {
    let repository = Repository::new("outside");
    repository.write("../outside-far/Cargo.toml", &MANIFEST.replace("acme", "far"));
    repository.write("../outside-far/src/lib.rs", "");
    repository.write("Cargo.toml", &format!("[workspace]\n{MANIFEST}far = {{ path = '../outside-far' }}\n"));
    repository.write("scopes.toml", PLAIN);
    repository.ask("one");
    repository.commit("first");
    assert_eq!(repository.changes(&[]), [""; 0]);
}

#[test]
fn in_a_hook_it_is_the_repository_of_the_workspace() {
    let repository = Repository::new("hook");
    repository.write("app/Cargo.toml", &format!("[workspace]\n{MANIFEST}"));
    repository.write("app/scopes.toml", PLAIN);
    repository.write("app/src/main.rs", "fn main() { oauth_scopes::scopes!(\"one\"); }");
    repository.commit("first");
    repository.write("app/src/main.rs", "fn main() { oauth_scopes::scopes!(\"two\"); }");
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"))
        .args(["diff", "--manifest-path", "app/Cargo.toml"])
        .current_dir(&repository.0)
        .envs([("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/index"), ("GIT_PREFIX", "")])
        .output()
        .expect("the command");
    let (code, output, error) = texts(&output);
    assert_eq!((code, &*error), (0, ""));
    assert!(output.ends_with("from HEAD to the working tree: 1 widened\n"), "{output}");
}

#[test]
#[cfg(unix)]
fn a_folder_that_takes_no_files_is_named() {
    let repository = Repository::asking("full", PLAIN, "one");
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"))
        .arg("diff")
        .current_dir(&repository.0)
        .env("TMPDIR", "/nowhere")
        .output()
        .expect("the command");
    let (code, _, error) = texts(&output);
    assert!(
        code == 101
            && error.contains("failed to write the files of the revision to /nowhere: ")
            && error.contains("TMPDIR"),
        "{error}"
    );
}

#[test]
fn a_repository_that_lacks_files_says_so() {
    let repository = Repository::asking("lacking", PLAIN, "one");
    let blob = repository.git(&["rev-parse", "HEAD:scopes.toml"]);
    fs::remove_file(repository.0.join(".git/objects").join(&blob[..2]).join(&blob[2..])).expect("an object");
    let (code, output, error) = repository.diff(&[]);
    assert_eq!((code, &*output), (101, ""));
    assert!(error.contains("git does not have all files of the revision") && error.contains("git fsck"), "{error}");
}

#[test]
fn the_catalog_of_the_environment_is_that_of_the_revision() {
    let repository = Repository::asking("environment", PLAIN, "one");
    fs::rename(repository.0.join("scopes.toml"), repository.0.join("shared.toml")).expect("it is there");
    repository.write(".cargo/config.toml", "[env]\nSCOPES_CATALOG = { value = 'shared.toml', relative = true }\n");
    repository.commit("shared");
    repository.write("shared.toml", &PLAIN.replace("one = 'One'", "one = { description = 'One', risk = 'sensitive' }"));
    assert_eq!(repository.changes(&[]), ["reassessed one! []"]);
    fs::remove_dir_all(repository.0.join(".cargo")).expect("a folder");
    repository.commit("without");
    repository.write("shared.toml", PLAIN);
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"))
        .args(["diff", "--format", "json"])
        .current_dir(&repository.0)
        .env("SCOPES_CATALOG", repository.0.canonicalize().expect("a path").join("shared.toml"))
        .output()
        .expect("the command");
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        value["groups"][0]["changes"][0]["risk_before"], "sensitive",
        "an absolute path leads to the revision too"
    );
}

#[test]
fn nothing_is_written_and_nothing_is_left() {
    let repository = Repository::asking("clean", PLAIN, "one");
    repository.ask("two");
    repository.write("untracked.txt", "x");
    let temporary = repository.0.with_file_name("clean-temporary");
    let _ = fs::remove_dir_all(&temporary);
    fs::create_dir_all(&temporary).expect("a folder");
    let state = || {
        (
            repository.git(&["status", "--porcelain"]),
            repository.git(&["count-objects"]),
            repository.git(&["stash", "list"]),
        )
    };
    let before = state();
    for revision in ["HEAD", "nowhere"] {
        Command::new(env!("CARGO_BIN_EXE_cargo-scopes"))
            .args(["diff", revision])
            .current_dir(&repository.0)
            .env("TMPDIR", &temporary)
            .output()
            .expect("the command");
    }
    assert_eq!(state(), before);
    assert_eq!(fs::read_dir(&temporary).expect("the folder").count(), 0);
    assert!(!repository.0.join("target").exists() && !repository.0.join("Cargo.lock").exists());
}

#[test]
fn a_folder_without_cargo_is_the_same_in_both() {
    // No parent folder may have a `Cargo.toml`.
    let repository = Repository(std::env::temp_dir().join(format!("scopes-diff-{}", std::process::id())));
    let ask = |scopes: &str| repository.write("a.rs", &format!("const GITHUB_SCOPES: &str = \"{scopes}\";\n"));
    ask("repo");
    repository.git(&["init", "--quiet"]);
    repository.commit("first");
    ask("repo gist");
    let changes = repository.changes(&["--literals", "HEAD"]);
    fs::remove_dir_all(&repository.0).expect("the folder");
    assert_eq!(changes, ["added gist []"]);
}

#[test]
fn from_where_two_branches_have_parted() {
    let repository = Repository::asking("parted", PLAIN, "one");
    repository.git(&["checkout", "--quiet", "-b", "topic"]);
    repository.ask("one gated");
    repository.commit("topic");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.ask("one item:1");
    repository.commit("main goes on");
    assert_eq!(repository.changes(&["main...topic"]), ["added gated! []"]);
    assert_eq!(repository.changes(&["main..topic"]), ["added gated! []", "dropped item:1 []"]);
    repository.git(&["checkout", "--quiet", "--orphan", "alone"]);
    repository.commit("alone");
    let (code, _, error) = repository.diff(&["main...alone"]);
    assert!(code == 101 && error.contains("no commit in common") && error.contains("`A..B`"), "{error}");
}

#[test]
fn revisions_that_are_none() {
    let repository = Repository::asking("none", PLAIN, "one");
    let table = [
        (&["nowhere"][..], "error: unknown revision `nowhere`\nhelp: fetch it with `git fetch`"),
        (&["HEAD", "HEAD~7"], "error: unknown revision `HEAD~7`"),
        (&["--", "--output=x"], "error: `--output=x` is not a revision"),
        (&["HEAD..--output=x"], "error: `--output=x` is not a revision"),
        (&["HEAD", ""], "error: `` is not a revision"),
        (
            &["HEAD..HEAD", "HEAD"],
            "error: `HEAD..HEAD` is not a revision\nhelp: to compare two revisions, write `A B`, `A..B` or `A...B`",
        ),
        (&["HEAD:src/main.rs"], "error: unknown revision `HEAD:src/main.rs`"),
    ];
    for (arguments, expected) in table {
        let (code, output, error) = repository.diff(arguments);
        assert_eq!((code, &*output), (101, ""), "{arguments:?}");
        assert!(error.starts_with(expected), "{arguments:?}: {error}");
    }
    assert_eq!(repository.diff(&["--output=x"]).0, 101);
    assert!(!repository.0.join("x").exists());
}

#[test]
fn a_clone_that_lacks_its_history_says_so() {
    let repository = Repository::asking("deep", PLAIN, "one");
    repository.commit("second");
    let folder = repository.0.with_file_name("shallow");
    let _ = fs::remove_dir_all(&folder);
    let (from, to) = (format!("file://{}", repository.0.display()), folder.display().to_string());
    repository.git(&["clone", "--quiet", "--depth=1", &from, &to]);
    let (code, _, error) = texts(&run(&folder, &["HEAD~1"]));
    assert!(code == 101 && error.contains("the clone is shallow: run `git fetch --unshallow`"), "{error}");
    assert_eq!(run(&folder, &["HEAD"]).status.code(), Some(0));
}

#[test]
fn without_a_repository_or_a_commit_there_is_nothing_to_compare() {
    let repository = Repository::new("unborn");
    repository.write("Cargo.toml", &format!("[workspace]\n{MANIFEST}"));
    repository.write("src/main.rs", "fn main() {}");
    let (code, _, error) = repository.diff(&[]);
    assert!(code == 101 && error.contains("the repository has no commits yet"), "{error}");
    fs::remove_dir_all(repository.0.join(".git")).expect("a repository");
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"))
        .arg("diff")
        .current_dir(&repository.0)
        // The tests may run inside a repository.
        .env("GIT_CEILING_DIRECTORIES", repository.0.parent().expect("a folder"))
        .output()
        .expect("the command");
    let (code, _, error) = texts(&output);
    assert!(code == 101 && error.contains("is not in a git working tree"), "{error}");
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"))
        .arg("diff")
        .current_dir(&repository.0)
        .env("CARGO", env!("CARGO"))
        .env("PATH", "")
        .output()
        .expect("the command");
    let (code, _, error) = texts(&output);
    assert!(code == 101 && error.contains("needs git on the PATH"), "{error}");
}

#[test]
fn a_revision_without_the_workspace_is_an_error() {
    let repository = Repository::new("moved-workspace");
    repository.write("README", "nothing yet");
    repository.commit("empty");
    repository.write("Cargo.toml", &format!("[workspace]\n{MANIFEST}"));
    repository.write("scopes.toml", PLAIN);
    repository.ask("one");
    repository.commit("first");
    let (code, _, error) = repository.diff(&["HEAD~1"]);
    assert!(code == 101 && error.contains("no `Cargo.toml` in `HEAD~1`"), "{error}");
    repository.write("Cargo.toml", "[package");
    repository.commit("broken");
    repository.git(&["checkout", "--quiet", "HEAD~1", "--", "Cargo.toml"]);
    let (code, _, error) = repository.diff(&[]);
    assert!(code == 101 && error.contains("in `HEAD`, `cargo metadata` failed"), "{error}");
    assert!(!error.contains("cargo-scopes-"), "the folder of the revision is nothing to a reader: {error}");
}

#[test]
fn what_cannot_be_told_is_said() {
    let repository = Repository::asking("untold", "nmae = 'x'", "one");
    repository.write("scopes.toml", PLAIN);
    let (code, output, error) = repository.diff(&[]);
    assert!(code == 0 && output.contains("added: `one`"), "{output}");
    assert!(
        error.contains("note: in HEAD, the requested scopes cannot be determined")
            && error.contains("scopes.toml:1:1: "),
        "{error}"
    );
    assert!(error.contains("may have been requested before"), "{error}");
    repository.commit("right");
    repository.write("scopes.toml", "nmae = 'x'");
    let (code, output, error) = repository.diff(&[]);
    assert_eq!((code, &*output), (101, ""), "nothing is said to be dropped that is only hidden");
    assert!(
        error.contains("in the working tree, the requested scopes cannot be determined\n  scopes.toml:1:1: "),
        "{error}"
    );
}

#[test]
fn what_only_the_compiler_sees_is_said_where_it_is_new() {
    let by_macro = "macro_rules! ask { ($x:literal) => { oauth_scopes::scopes!($x) } }\n";
    let repository = Repository::asking("unseen", PLAIN, "one");
    repository.write("src/main.rs", &format!("{by_macro}fn main() {{ ask!(\"one\"); }}"));
    repository.write("src/stray.rs", "fn x() { oauth_scopes::scopes!(\"two\"); }");
    let (_, _, error) = repository.diff(&[]);
    let expected = "\
note: src/main.rs: the arguments of 1 more call come from a macro; not compared
note: src/stray.rs: not part of any target; not analyzed
";
    assert_eq!(error, expected);
    let (_, output, _) = repository.diff(&["--format", "markdown"]);
    assert!(output.contains("\nNote: src/main.rs: the arguments of 1 more call"), "{output}");
    repository.commit("by a macro");
    repository.write("src/main.rs", &format!("// moved\n{by_macro}fn main() {{ ask!(\"one\"); }}"));
    assert_eq!(repository.diff(&[]).2, "");
}

/// The output of git is read by a program: the language, the pager and color settings must not change it.
#[test]
fn settings_of_the_user_change_nothing() {
    let repository = Repository::asking("settings", PLAIN, "one");
    repository.ask("two");
    repository.git(&["config", "color.ui", "always"]);
    repository.git(&["config", "core.pager", "false"]);
    repository.git(&["config", "core.quotePath", "true"]);
    repository.write("src/ü.rs", "");
    repository.commit("second");
    assert_eq!(repository.changes(&["HEAD~1", "HEAD"]), ["widened two [one]"]);
}

/// The project's example, with its own history.
#[test]
fn the_example_that_comes_to_ask_for_more() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/github-device-flow");
    let read = |file: &str| fs::read_to_string(example.join(file)).expect("a file of the example");
    let repository = Repository::new("example");
    let manifest =
        "[package]\nname = 'github-device-flow'\nedition = '2024'\n[workspace]\n[dependencies]\noauth-scopes = '0.1'\n";
    repository.write("Cargo.toml", manifest);
    repository.write("scopes.toml", &read("scopes.toml"));
    repository.write("src/main.rs", &read("src/main.rs"));
    repository.commit("as it is");
    let more =
        read("src/main.rs").replace("scopes!(\"read:user read:org repo\")", "scopes!(\"read:user admin:org repo\")");
    assert_ne!(more, read("src/main.rs"));
    repository.write("src/main.rs", &more);
    let expected = "\
package `github-device-flow`, GitHub, client `cli`:
  widened: `admin:org` (sensitive)
    `read:org` was requested before
    permits: Manage organizations, their teams and memberships
    in: src/main.rs

from HEAD to the working tree: 1 widened, 1 newly sensitive
";
    let (code, output, error) = repository.diff(&[]);
    assert_eq!((code, &*output, &*error), (0, expected, ""));
}
