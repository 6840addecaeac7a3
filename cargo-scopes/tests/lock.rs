//! Tests `cargo scopes lock` and `check --locked`: the requested scopes of a workspace are recorded in a file that can
//! be reviewed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const HEADER: &str = "\
# scopes.lock 1: every OAuth scope that this workspace asks for; `cargo scopes lock` writes it, people review it
# catalog scope risk package file [client=…]
";

const MANIFEST: &str = "[package]\nname = 'acme'\nedition = '2024'\n[dependencies]\noauth-scopes = '0.1'\n";

const CATALOG: &str = "\
name = 'Acme Cloud'
[scopes]
read = 'Read'
'x,y:z' = 'Odd'
admin = { description = 'All', implies = ['read'], risk = 'restricted' }
[retired.old]
status = 'deprecated'
[clients.web]
allow = ['read', 'admin']
[[config]]
file = 'a file.yaml'
path = 'scopes'
[catalogs.github]
provider = 'github'
";

const SOURCE: &str = "\
fn main() {
    oauth_scopes::scopes!(\"read admin\", client = \"web\");
    oauth_scopes::scopes!(github: \"repo\");
    oauth_scopes::scopes!(\"read old\");
    oauth_scopes::scope_name!(\"x,y:z\"); // is not asked for
}
#[cfg(test)] mod tests { const ASKED: S = { oauth_scopes::scopes!(github: \"gist\") }; }
#[test] fn asks() { oauth_scopes::scopes!(github: \"gist\"); }
";

/// The requested scopes of all files.
const LINES: &str = "\
\"Acme Cloud\" admin restricted acme src/main.rs client=web
\"Acme Cloud\" old retired acme src/main.rs
\"Acme Cloud\" read normal acme src/main.rs
\"Acme Cloud\" read normal acme src/main.rs client=web
\"Acme Cloud\" x,y:z normal acme \"a file.yaml\"
GitHub repo normal acme src/main.rs
";

/// A folder with these files.
fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lock").join(test);
    let _ = fs::remove_dir_all(&folder);
    for (name, text) in files {
        write(&folder, name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// A package that is its own workspace.
fn package(test: &str) -> PathBuf {
    let manifest = format!("[workspace]\n{MANIFEST}");
    let config = "scopes: ['x,y:z']\n";
    // Tests request nothing.
    let of_tests = "#[test] fn asks() { oauth_scopes::scopes!(github: \"gist\"); }";
    let files =
        [("Cargo.toml", &*manifest), ("scopes.toml", CATALOG), ("src/main.rs", SOURCE), ("a file.yaml", config)];
    folder(test, &[&files[..], &[("tests/it.rs", of_tests)]].concat())
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("SCOPES_CATALOG")
        .output()
        .expect("the command");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

fn lock(folder: &Path) -> String {
    fs::read_to_string(folder.join("scopes.lock")).expect("a lock")
}

#[test]
fn a_line_a_fact_sorted() {
    let folder = package("facts");
    assert_eq!(run(&folder, &["lock"]), (0, "created scopes.lock: 6 lines\n".to_owned(), String::new()));
    assert_eq!(lock(&folder), format!("{HEADER}{LINES}"));
    assert_eq!(run(&folder, &["lock", "--check"]), (0, String::new(), String::new()));
    let (code, _, error) = run(&folder, &["check", "--locked"]);
    assert_eq!((code, &*error), (0, ""));
}

#[test]
fn what_a_file_requests_of_another_provider_is_a_line_of_that_one() {
    let catalog = "provider = 'github'\n[[config]]\nfile = '.env'\n";
    let manifest = format!("[workspace]\n{MANIFEST}");
    let folder = folder("elsewhere", &[("Cargo.toml", &manifest), ("src/lib.rs", ""), ("scopes.toml", catalog)]);
    write(&folder, ".env", "A_SCOPES=repo\nGITLAB_SCOPES=api\n");
    assert_eq!(run(&folder, &["lock"]).0, 0);
    assert_eq!(lock(&folder), format!("{HEADER}GitHub repo normal acme .env\nGitLab api normal acme .env\n"));
    write(&folder, ".env", "A_SCOPES=repo\nGITLAB_SCOPES=read_api\n");
    assert_ne!(run(&folder, &["lock", "--check"]).0, 0);
}

#[test]
fn the_same_bytes_in_any_folder_and_any_order_of_files() {
    let call = |scope: &str| format!("pub const X: S = oauth_scopes::scopes!(\"{scope}\");");
    let names = ["b", "a", "c"];
    let catalog = "scopes = ['read', 'write', 'admin']";
    let lib = "mod a; mod b; mod c;";
    let make = |test: &str, names: &[&str]| {
        let manifest = format!("[workspace]\n{MANIFEST}");
        let folder = folder(test, &[("Cargo.toml", &manifest), ("scopes.toml", catalog), ("src/lib.rs", lib)]);
        for name in names {
            write(&folder, &format!("src/{name}.rs"), &call(&format!("read {name}").replace(" a", " admin")));
        }
        write(&folder, "src/b.rs", &call("write read"));
        assert_eq!(run(&folder, &["lock"]).0, 0);
        lock(&folder)
    };
    let first = make("order/one", &names);
    let second = make("order/elsewhere/two words", &["c", "a", "b"]);
    assert_eq!(first, second);
    let expected = "\
scopes.toml admin normal acme src/a.rs
scopes.toml c unknown acme src/c.rs
scopes.toml read normal acme src/a.rs
scopes.toml read normal acme src/b.rs
scopes.toml read normal acme src/c.rs
scopes.toml write normal acme src/b.rs
";
    assert_eq!(first, format!("{HEADER}{expected}"), "a catalog without a name is called after its file");
}

#[test]
fn a_member_outside_of_the_folder_is_named_by_the_way_there() {
    let manifest = MANIFEST.replace("edition", "workspace = '../app'\nedition");
    let folder = folder(
        "outside",
        &[
            ("app/Cargo.toml", "[workspace]\nmembers = ['../acme']"),
            ("acme/Cargo.toml", &manifest),
            ("acme/scopes.toml", "scopes = ['read']"),
            ("acme/src/main.rs", "fn main() { oauth_scopes::scopes!(\"read\"); }"),
        ],
    );
    assert_eq!(run(&folder.join("app"), &["lock"]).0, 0);
    let expected = format!("{HEADER}scopes.toml read normal acme ../acme/src/main.rs\n");
    assert_eq!(lock(&folder.join("app")), expected);
}

#[test]
fn moving_code_in_a_file_changes_nothing() {
    let folder = package("moving");
    run(&folder, &["lock"]);
    let before = lock(&folder);
    write(&folder, "src/main.rs", &format!("// a line more\n\nmod x {{ {} }}\n", SOURCE.replace("main", "other")));
    let (code, output, _) = run(&folder, &["lock"]);
    assert_eq!((code, &*output), (0, "scopes.lock is up to date: 6 lines\n"));
    assert_eq!(lock(&folder), before);
}

#[test]
fn what_differs_is_told_and_denied() {
    let folder = package("differs");
    run(&folder, &["lock"]);
    let before = lock(&folder);
    write(&folder, "src/main.rs", &SOURCE.replace("read old", "old").replace("\"repo\"", "\"repo admin:org\""));
    write(&folder, "scopes.toml", &CATALOG.replace("'restricted'", "'sensitive'"));
    let expected = "\
error: scopes.lock is out of date
  changed: Acme Cloud `admin` is now sensitive, was restricted (package `acme`, src/main.rs, client `web`)
  added: GitHub `admin:org`, normal (package `acme`, src/main.rs)
  dropped: Acme Cloud `read` (package `acme`, src/main.rs)
help: run `cargo scopes lock` to update it
";
    assert_eq!(run(&folder, &["lock", "--check"]), (1, String::new(), expected.to_owned()));
    let (code, _, error) = run(&folder, &["check", "--locked"]);
    assert_eq!((code, &*error), (1, expected));
    let (_, output, _) = run(&folder, &["check", "--locked", "--format", "github"]);
    let annotation = "::error file=scopes.lock,title=scopes.lock::scopes.lock is out of date: run `cargo scopes lock`";
    assert!(output.lines().any(|line| line == annotation), "{output}");
    assert_eq!(run(&folder, &["check"]).0, 0, "without --locked, the lock does not matter");
    assert_eq!(lock(&folder), before, "nothing was written");
    let (code, output, _) = run(&folder, &["lock"]);
    assert_eq!((code, &*output), (0, "scopes.lock: added 2, dropped 2: 6 lines\n"));
    assert_eq!(run(&folder, &["lock", "--check"]).0, 0);
}

/// Standard output is only for the requested format.
#[test]
fn the_formats_of_check_stay_whole() {
    let folder = package("formats");
    run(&folder, &["lock"]);
    write(&folder, "src/main.rs", "fn main() { oauth_scopes::scopes!(\"raed\"); }");
    let (code, output, error) = run(&folder, &["check", "--locked", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&output).expect("JSON");
    assert_eq!((code, &value["findings"][0]["rule"]), (1, &"unknown-scope".into()));
    assert!(error.contains("added: Acme Cloud `raed`, unknown (package `acme`, src/main.rs)"), "{error}");
}

#[test]
fn a_part_of_the_workspace_is_held_against_its_part_of_the_lock() {
    let call = |scope: &str| format!("fn main() {{ oauth_scopes::scopes!(\"{scope}\"); }}");
    let folder = folder(
        "parts",
        &[
            ("Cargo.toml", "[workspace]\nmembers = ['a', 'b']"),
            ("a/Cargo.toml", &MANIFEST.replace("acme", "a")),
            ("a/scopes.toml", "scopes = ['read', 'write']"),
            ("a/src/main.rs", &call("read")),
            ("b/Cargo.toml", &MANIFEST.replace("acme", "b")),
            ("b/scopes.toml", "scopes = ['read', 'write']"),
            ("b/src/main.rs", &call("read")),
        ],
    );
    assert_eq!(run(&folder.join("a"), &["lock"]).0, 0);
    assert_eq!(lock(&folder).lines().count(), 4, "the whole workspace, from the folder of a member too");
    write(&folder, "b/src/main.rs", &call("read write"));
    assert_eq!(run(&folder, &["check", "--locked"]).0, 1);
    assert_eq!(run(&folder, &["check", "--locked", "-p", "b"]).0, 1);
    assert_eq!(run(&folder, &["check", "--locked", "-p", "a"]).0, 0);
    assert_eq!(run(&folder.join("a"), &["check", "--locked"]).0, 0);
    write(&folder, "b/src/main.rs", &call("read"));
    let gone = format!("{}scopes.toml read normal gone gone/src/main.rs\n", lock(&folder));
    write(&folder, "scopes.lock", &gone);
    assert_eq!(run(&folder, &["check", "--locked"]).0, 1, "a package that is gone");
}

#[test]
fn without_a_lock_nothing_can_be_held_against_it() {
    let folder = package("absent");
    for arguments in [&["check", "--locked"][..], &["lock", "--check"]] {
        let (code, output, error) = run(&folder, arguments);
        assert_eq!((code, &*output), (101, ""), "{arguments:?}");
        assert!(error.contains("no scopes.lock in") && error.contains("run `cargo scopes lock`"));
    }
    assert!(!folder.join("scopes.lock").exists());
}

/// The expected texts do not have the path of the lock, since it depends on where the tests run.
#[test]
fn a_lock_that_is_none_is_an_error_with_a_place() {
    let table: [(&[u8], &str); 13] = [
        (b"", "1:1: not a lock file"),
        (b"# notes\n", "1:1: not a lock file"),
        (b"<<<<<<< ours\n# scopes.lock 1: x\n", "1:1: unresolved merge conflict"),
        (b"# scopes.lock 2: x\n", "1:15: unsupported version 2; this version of cargo-scopes supports 1"),
        (b"# scopes.lock one: x\n", "1:15: invalid version"),
        (b"# scopes.lock 1: x\n\xffabc", "is not valid UTF-8: the first invalid byte is at 2:1"),
        (b"# scopes.lock 1: x\nG r normal p f\n<<<<<<< ours\n", "3:1: unresolved merge conflict"),
        (b"# scopes.lock 1: x\n=======\n", "2:1: unresolved merge conflict"),
        (b"# scopes.lock 1: x\n||||||| base\n", "2:1: unresolved merge conflict"),
        (b"# scopes.lock 1: x\n>>>>>>> theirs\n", "2:1: unresolved merge conflict"),
        ("# scopes.lock 1: x\nZürich r odd p f".as_bytes(), "2:10: `odd` is not a risk"),
        (b"# scopes.lock 1: x\nG r\n", "2:1: expected 5 words"),
        (b"# scopes.lock 1: x\n\0\0\0", "2:1: '\\0' is not allowed outside quotes"),
    ];
    let folder = package("bad");
    let path = folder.join("scopes.lock");
    let shown = |error: &str| {
        error.replace(&format!("error: {}", path.display()), "").trim_start_matches([':', ' ']).to_owned()
    };
    for (bytes, expected) in table {
        fs::write(&path, bytes).expect("a file");
        let (code, _, error) = run(&folder, &["lock", "--check"]);
        let error = shown(&error);
        assert!(code == 101 && error.starts_with(expected), "{expected}: {error}");
    }
    let mut long = b"# scopes.lock 1: x\n".to_vec();
    long.resize(10 << 20, b'x');
    fs::write(&path, long).expect("a file");
    let (code, _, error) = run(&folder, &["check", "--locked"]);
    assert!(code == 101 && error.len() < 1_000 && shown(&error).contains("2:1: the line is longer than"), "{error}");
    fs::remove_file(&path).expect("it was there");
    fs::create_dir(&path).expect("a folder");
    let (code, _, error) = run(&folder, &["check", "--locked"]);
    assert!(code == 101 && shown(&error).contains("is a directory, not a file"), "{error}");
    assert_eq!(run(&folder, &["lock"]).0, 101, "it is not written over");
}

#[test]
fn a_file_of_somebody_else_is_not_written_over() {
    let folder = package("foreign");
    for text in ["my notes\n", "# scopes.lock 7: from the future\nfacts\n"] {
        write(&folder, "scopes.lock", text);
        let (code, _, error) = run(&folder, &["lock"]);
        assert!(code == 101 && error.contains("move or remove the file"), "{error}");
        assert_eq!(lock(&folder), text);
    }
}

#[test]
fn a_merge_ends_in_one_command() {
    let folder = package("merge");
    run(&folder, &["lock"]);
    let sound = lock(&folder);
    let lines: Vec<&str> = LINES.lines().collect();
    let union = format!("{HEADER}{}\n{}\n", lines.iter().rev().copied().collect::<Vec<_>>().join("\n"), lines[1]);
    write(&folder, "scopes.lock", &union.replace('\n', "\r\n"));
    assert_eq!(run(&folder, &["lock", "--check"]).0, 0, "the lines of both sides, in any order and with any line ends");
    let (code, output, _) = run(&folder, &["lock"]);
    assert_eq!((code, &*output), (0, "scopes.lock was sorted: 6 lines\n"));
    assert_eq!(lock(&folder), sound);
    write(
        &folder,
        "scopes.lock",
        &format!("{HEADER}<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n", lines[0], lines[1]),
    );
    let (code, output, error) = run(&folder, &["lock"]);
    assert_eq!((code, &*output), (0, "scopes.lock: added 4: 6 lines\n"));
    assert!(error.contains("they were removed"), "{error}");
    assert_eq!(lock(&folder), sound);
}

#[test]
fn what_cannot_be_told_is_not_locked() {
    let folder = package("untold");
    run(&folder, &["lock"]);
    let before = lock(&folder);
    let table = [
        ("scopes.toml", "nmae = 'x'", "scopes.toml:1:1: "),
        ("src/main.rs", "fn main() { oauth_scopes::scopes!(SCOPES); }", "src/main.rs:1:35: "),
        ("src/main.rs", "fn main() { oauth_scopes::scopes!(\"read\" }", "src/main.rs:1:27: "),
        ("a file.yaml", "scopes: [", "a file.yaml:1:"),
    ];
    for (name, text, expected) in table {
        let old = fs::read_to_string(folder.join(name)).expect("a file");
        write(&folder, name, text);
        let (code, _, error) = run(&folder, &["lock"]);
        assert!(code == 101 && error.contains("the requested scopes cannot be determined"), "{name}: {error}");
        assert!(error.contains(expected), "{name}: {error}");
        assert_eq!(run(&folder, &["lock", "--check"]).0, 101, "{name}");
        let (code, _, error) = run(&folder, &["check", "--locked"]);
        assert_eq!((code, &*error), (1, ""), "{name}: the findings of the check tell it");
        assert_eq!(lock(&folder), before);
        write(&folder, name, &old);
    }
}

#[test]
fn what_only_the_compiler_sees_is_said() {
    let folder = package("unseen");
    let source = "macro_rules! ask { ($x:literal) => { oauth_scopes::scopes!($x) } }\nfn main() { ask!(\"read\"); }";
    write(&folder, "src/main.rs", source);
    let (code, _, error) = run(&folder, &["lock"]);
    assert_eq!(code, 0);
    assert!(error.contains("note: src/main.rs:1:") && error.contains("come from a macro"), "{error}");
}

#[test]
fn a_lock_that_is_right_is_not_touched() {
    let folder = package("untouched");
    run(&folder, &["lock"]);
    let path = folder.join("scopes.lock");
    let windows = lock(&folder).replace('\n', "\r\n");
    write(&folder, "scopes.lock", &windows);
    let long_ago = std::time::UNIX_EPOCH;
    let file = fs::File::options().write(true).open(&path).expect("the lock");
    file.set_modified(long_ago).expect("a time");
    drop(file);
    assert_eq!(run(&folder, &["lock"]).0, 0);
    assert_eq!(fs::metadata(&path).and_then(|metadata| metadata.modified()).expect("a time"), long_ago);
    assert_eq!(lock(&folder), windows);
}

/// A new file replaces the old one: a reader of the old file still gets all of it, and if the process is killed, the
/// old file remains.
#[test]
#[cfg(unix)]
fn the_lock_is_never_half_written() {
    use std::io::Read;

    let folder = package("whole");
    run(&folder, &["lock"]);
    let before = lock(&folder);
    let mut open = fs::File::open(folder.join("scopes.lock")).expect("the lock");
    write(&folder, "src/main.rs", &SOURCE.replace("\"repo\"", "\"repo gist\""));
    assert_eq!(run(&folder, &["lock"]).0, 0);
    let mut text = String::new();
    open.read_to_string(&mut text).expect("the old lock");
    assert_eq!(text, before);
    assert_ne!(lock(&folder), before);
    let names = fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("an entry").file_name());
    assert!(!names.into_iter().any(|name| name.to_string_lossy().ends_with(".tmp")), "nothing else is left");
}
