//! Tests that git runs no program from a checkout, whatever its configuration is. Each trap leaves its own mark if it
//! runs.

use std::fs;
use std::process::Command;

use super::checkout::{CATALOG, Checkout, pipe};

/// Settings in `.git/config`, which may come from an archive: `$T` is a program, `$P` a pipe that nobody writes to.
const SETTINGS: &[&str] = &[
    "[core]\n\tfsmonitor = $T\n",
    "[core]\n\tpager = $T\n",
    "[core]\n\teditor = $T\n",
    "[core]\n\tsshCommand = $T\n",
    "[core]\n\tgitProxy = $T\n",
    "[core]\n\taskPass = $T\n",
    "[core]\n\talternateRefsCommand = $T\n",
    "[pager]\n\tstatus = $T\n\tls-files = $T\n\tconfig = $T\n\tls-tree = $T\n",
    "[diff]\n\texternal = $T\n",
    "[diff \"x\"]\n\ttextconv = $T\n\tcommand = $T\n",
    "[filter \"x\"]\n\tclean = $T\n\tsmudge = $T\n\trequired = true\n",
    "[filter \"y.z\"]\n\tprocess = $T\n",
    "[merge \"x\"]\n\tdriver = $T\n",
    "[alias]\n\tstatus = !$T\n\tls-files = !$T\n\trev-parse = !$T\n\tcat-file = !$T\n",
    "[credential]\n\thelper = !$T\n",
    "[gpg]\n\tprogram = $T\n[log]\n\tshowSignature = true\n[gpg \"ssh\"]\n\tprogram = $T\n",
    "[interactive]\n\tdiffFilter = $T\n",
    "[uploadpack]\n\tpackObjectsHook = $T\n",
    "[sequence]\n\teditor = $T\n",
    "[trailer \"x\"]\n\tcmd = $T\n",
    "[browser \"x\"]\n\tcmd = $T\n[man \"x\"]\n\tcmd = $T\n",
    "[difftool \"x\"]\n\tcmd = $T\n[mergetool \"x\"]\n\tcmd = $T\n",
    "[submodule \"inner\"]\n\tupdate = !$T\n\turl = ext::$T\n\tactive = true\n",
    "[include]\n\tpath = ../included.config\n",
    "[includeIf \"gitdir:**\"]\n\tpath = ../included.config\n",
    "[remote \"origin\"]\n\turl = ext::$T\n\tpromisor = true\n\tuploadpack = $T\n",
    "[protocol]\n\tallow = always\n[protocol \"ext\"]\n\tallow = always\n[protocol \"ssh\"]\n\tallow = always\n",
    "[receive]\n\tfsckObjects = true\n[gc]\n\trecentObjectsHook = $T\n",
    "[core]\n\texcludesFile = $P\n\tattributesFile = $P\n",
    "[status]\n\tsubmoduleSummary = true\n[fetch]\n\trecurseSubmodules = true\n",
];

const HOOKS: &[&str] = &[
    "post-index-change", "post-checkout", "fsmonitor-watchman", "pre-auto-gc", "reference-transaction",
    "query-watchman", "pre-commit", "sendemail-validate",
];

/// Environment variables that a hook or a user may have set: about another repository, or for interactive use.
const VARIABLES: &[&str] = &[
    "GIT_EXTERNAL_DIFF", "GIT_PAGER", "PAGER", "GIT_EDITOR", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS",
    "SSH_ASKPASS", "GIT_PROXY_COMMAND", "GIT_SEQUENCE_EDITOR",
];

/// A program that leaves a mark, outside of the checkout.
fn trap(checkout: &Checkout, name: &str) -> String {
    let program = checkout.path(&format!("traps/{name}.sh"));
    let mark = checkout.path(&format!("marks/{name}"));
    checkout.executable(&format!("traps/{name}.sh"), &format!("#!/bin/sh\ntouch '{}'\ncat\n", mark.display()));
    program.display().to_string()
}

/// The traps that have run.
fn sprung(checkout: &Checkout) -> Vec<String> {
    checkout.names("marks")
}

const COMMANDS: &[&[&str]] = &[
    &["fix", "--dry-run"],
    &["fix"],
    &["fix", "--allow-dirty"],
    &["diff"],
    &["diff", "HEAD", "--format", "markdown"],
    &["diff", "HEAD~1"],
    &["diff", "HEAD~1..HEAD"],
    &["check", "--format", "sarif"],
    &["lock"],
    &["init", "--apply"],
];

/// A checkout with two commits and a mistake, in which every file has the attributes of the traps.
fn checkout() -> Checkout {
    let checkout = Checkout::new();
    fs::create_dir_all(checkout.path("marks")).expect("a folder");
    checkout.write("work/scopes.toml", &format!("{CATALOG}[[config]]\nfile = 'a.toml'\npath = 's'\n"));
    checkout.write("work/a.toml", "s = 'Read_profile'\n");
    checkout.commit();
    checkout.write("work/.gitattributes", "* filter=x diff=x merge=x\n*.toml filter=y.z\n");
    checkout.write("work/src/main.rs", "fn main() { oauth_scopes::scopes!(\"Read_profile\"); }\n");
    checkout.commit();
    // The file gets a new time and the same text, so git has to run the filters to see whether it has changed.
    for file in ["work/a.toml", "work/src/main.rs"] {
        let file = fs::File::options().write(true).open(checkout.path(file)).expect("a file");
        file.set_modified(std::time::SystemTime::UNIX_EPOCH).expect("a time");
    }
    checkout
}

#[test]
fn settings_hooks_and_variables() {
    let checkout = checkout();
    let mut config = checkout.read("work/.git/config");
    let waiting = checkout.path("traps/pipe");
    for (number, setting) in SETTINGS.iter().enumerate() {
        let program = trap(&checkout, &format!("setting{number:02}"));
        config += &setting.replace("$T", &program).replace("$P", &waiting.display().to_string());
    }
    pipe(&waiting);
    checkout.write("work/.git/config", &config);
    let included = trap(&checkout, "included");
    checkout.write(
        "work/included.config",
        &format!("[core]\n\tfsmonitor = {included}\n[filter \"x\"]\n\tclean = {included}\n"),
    );
    for hook in HOOKS {
        let program = trap(&checkout, hook);
        fs::copy(program, checkout.path(&format!("work/.git/hooks/{hook}"))).expect("a hook");
    }
    let variables: Vec<(&str, String)> = VARIABLES.iter().map(|name| (*name, trap(&checkout, name))).collect();
    for arguments in COMMANDS {
        let output = checkout.command("work", arguments).envs(variables.iter().cloned()).output().expect("the command");
        assert!(output.status.code().is_some(), "{arguments:?}");
        assert_eq!(sprung(&checkout), [""; 0], "{arguments:?}");
    }
    assert_eq!(checkout.read("work/a.toml"), "s = 'read_profile'\n", "what is asked for is done");
    assert_eq!(checkout.names("home"), [""; 0]);
    // The traps work: git alone runs some of them.
    let files = ["-c", "core.excludesFile=/dev/null", "-c", "core.attributesFile=/dev/null"];
    let _ = Command::new("git").args(files).arg("status").current_dir(checkout.path("work")).output();
    assert_ne!(sprung(&checkout), [""; 0]);
}

/// Ways to make git read a repository other than the one around the workspace, each with those that do not get in its way;
/// `$E` is a repository whose settings are traps.
const REPOSITORIES: &[&[(&str, &str)]] = &[
    &[("work/.git", "gitdir: ../evil/.git\n")],
    &[("work/src/.git", "gitdir: ../../evil/.git\n")],
    &[("work/.git/commondir", "../../evil/.git\n")],
    &[
        ("work/.git/objects/info/alternates", "$E/objects\n"),
        ("work/.git/worktrees/x/gitdir", "$E\n"),
        ("work/.git/info/attributes", "* filter=x\n"),
        (
            "work/.gitmodules",
            "[submodule \"inner\"]\n\tpath = inner\n\turl = ext::sh -c touch% x\n\tupdate = !touch x\n",
        ),
    ],
];

#[test]
fn other_repositories() {
    for files in REPOSITORIES {
        let checkout = checkout();
        let program = trap(&checkout, "evil");
        checkout.git(&["clone", "-q", ".", "../evil"]);
        let setting =
            format!("[core]\n\tfsmonitor = {program}\n\tworktree = ../../work\n[filter \"x\"]\n\tclean = {program}\n");
        checkout.write("evil/.git/config", &(checkout.read("evil/.git/config") + &setting));
        if files[0].0 == "work/.git" {
            fs::remove_dir_all(checkout.path("work/.git")).expect("a folder");
        }
        for (file, text) in *files {
            checkout.write(file, &text.replace("$E", &checkout.path("evil/.git").display().to_string()));
        }
        let before = checkout.read("evil/src/main.rs");
        for arguments in COMMANDS {
            checkout.run(arguments);
            assert_eq!(sprung(&checkout), [""; 0], "{arguments:?} with {files:?}");
        }
        assert_eq!(checkout.read("evil/src/main.rs"), before, "{files:?}");
    }
}

/// Variables about another repository: the command uses its own repository.
#[test]
fn variables_about_another_repository() {
    let checkout = checkout();
    let program = trap(&checkout, "evil");
    checkout.git(&["init", "-q", "../evil"]);
    checkout.write("evil/.git/config", &format!("[core]\n\tfsmonitor = {program}\n"));
    let evil = checkout.path("evil/.git");
    let names = ["GIT_DIR", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_INDEX_FILE", "GIT_WORK_TREE"];
    for arguments in COMMANDS {
        let output = checkout.command("work", arguments).envs(names.map(|name| (name, &evil))).output();
        assert!(output.expect("the command").status.code().is_some(), "{arguments:?}");
        assert_eq!(sprung(&checkout), [""; 0], "{arguments:?}");
    }
    assert_eq!(checkout.read("work/src/main.rs"), "fn main() { oauth_scopes::scopes!(\"read_profile\"); }\n");
    assert_eq!(checkout.names("evil"), [".git"]);
}

/// Settings that cargo would follow and `cargo scopes` does not. Rustup follows a `rust-toolchain.toml`, as the book
/// says.
const CARGO: &[&str] = &[
    "[build]\nrustc = '$T'\n",
    "[build]\nrustc-wrapper = '$T'\nrustc-workspace-wrapper = '$T'\nrustdoc = '$T'\n",
    "[build]\ntarget-dir = '../outside'\n",
    "[target.'cfg(all())']\nrunner = '$T'\nlinker = '$T'\n",
    "[registry]\nglobal-credential-providers = ['$T']\n",
    "[env]\nSCOPES_ROOTS = { value = '/', force = true }\nGIT_EXTERNAL_DIFF = '$T'\n",
    "[alias]\nmetadata = ['run']\nscopes = ['run']\n",
];

#[test]
fn settings_of_cargo() {
    let checkout = checkout();
    checkout.write("work/build.rs", "fn main() { std::fs::write(\"../marks/build\", \"\").unwrap(); }\n");
    for (number, text) in CARGO.iter().enumerate() {
        checkout.write("work/.cargo/config.toml", &text.replace("$T", &trap(&checkout, &format!("cargo{number}"))));
        for arguments in [&["check"][..], &["lock"], &["diff"], &["audit"], &["list"], &["init", "--dry-run"]] {
            checkout.run(arguments);
            assert_eq!(sprung(&checkout), [""; 0], "{arguments:?} with {text}");
        }
    }
    assert!(!checkout.path("outside").exists() && !checkout.path("work/target").exists());
}

#[test]
fn there_are_forty_two_and_more() {
    assert!(SETTINGS.len() + HOOKS.len() + VARIABLES.len() + REPOSITORIES.concat().len() + CARGO.len() >= 42);
}
