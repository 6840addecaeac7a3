//! Creates a work tree in a temporary folder, with a home folder next to it.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub(crate) const MANIFEST: &str = "[package]\nname = \"demo\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[dependencies]\noauth-scopes = \"0.1\"\n\n[workspace]\n";
pub(crate) const CATALOG: &str = "name = \"demo\"\n[scopes]\nread_profile = \"x\"\n";
pub(crate) const MAIN: &str = "fn main() { oauth_scopes::scopes!(\"read_profile\"); }\n";

/// All commands that print what they find in a checkout. The last ones write files. With `--literals`, the findings
/// include those without it; all commands print findings in the same way.
pub(crate) const COMMANDS: &[&[&str]] = &[
    &["check"],
    &["check", "--format", "github"],
    &["check", "--format", "rustc"],
    &["check", "--literals"],
    &["check", "--literals", "--format", "json"],
    &["check", "--literals", "--format", "sarif"],
    &["check", "--locked"],
    &["audit", "--explain"],
    &["audit", "--infer"],
    &["audit", "--format", "json"],
    &["fix", "--dry-run"],
    &["fix", "--dry-run", "--likely", "--format", "json"],
    &["fix", "--dry-run", "--literals", "--likely", "--format", "sarif"],
    &["list"],
    &["list", "--format", "json"],
    &["explain", "read_profile"],
    &["operations", "x"],
    &["drift"],
    &["drift", "--format", "json"],
    &["drift", "--format", "markdown"],
    &["drift", "--format", "github"],
    &["init", "--dry-run"],
    &["init", "--apply", "--dry-run"],
    &["import", "--from-source"],
    &["add", "github", "--dry-run"],
    &["diff"],
    &["diff", "--format", "json"],
    &["diff", "--format", "markdown"],
    &["diff", "--literals"],
    &["fix"],
    &["lock"],
    &["lock", "--check"],
    &["lock", "--literals"],
    &["fix", "--allow-dirty", "--likely", "--literals"],
    &["fix", "--allow-dirty", "--format", "github"],
    &["add", "github"],
    &["check"],
];

/// The folder `work` is the work tree; everything next to it is outside of the checkout.
pub(crate) struct Checkout {
    outside: TempDir,
}

impl Checkout {
    /// A valid package in a work tree without a commit.
    pub(crate) fn new() -> Self {
        let checkout = Self { outside: tempfile::tempdir().expect("a folder") };
        checkout.write("work/Cargo.toml", MANIFEST);
        checkout.write("work/scopes.toml", CATALOG);
        checkout.write("work/src/main.rs", MAIN);
        checkout.git(&["init", "-q", "-b", "main"]);
        checkout
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.outside.path().canonicalize().expect("a folder").join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file")
    }

    /// Creates a link at a path of the work tree.
    pub(crate) fn link(&self, path: &str, target: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let _ = fs::remove_file(&path);
        symlink(target, path).expect("a link");
    }

    /// Writes an executable with this text.
    pub(crate) fn executable(&self, path: &str, text: &str) {
        self.write(path, text);
        fs::set_permissions(self.path(path), PermissionsExt::from_mode(0o755)).expect("permissions");
    }

    /// Writes a program that creates a file when it runs.
    pub(crate) fn program(&self, path: &str) {
        let mark = self.path("ran");
        self.executable(path, &format!("#!/bin/sh\ntouch '{}'\n", mark.display()));
    }

    /// Whether that program has run.
    pub(crate) fn ran(&self) -> bool {
        self.path("ran").exists()
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args(["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.fsmonitor=false"])
            .args(arguments)
            .current_dir(self.path("work"))
            .output()
            .expect("git");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    pub(crate) fn commit(&self) {
        self.git(&["add", "-A", "-f"]);
        self.git(&["commit", "-q", "-m", "x"]);
    }

    pub(crate) fn command(&self, folder: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"));
        let home = self.path("home");
        fs::create_dir_all(&home).expect("a folder");
        command.args(arguments).current_dir(self.path(folder)).stdin(Stdio::null());
        for variable in ["SCOPES_CATALOG", "SCOPES_CHECK", "SCOPES_ROOTS"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs a command in the work tree. Returns its exit code, its output and its errors.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        self.run_in("work", arguments)
    }

    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> (i32, String, String) {
        let output = self.command(folder, arguments).output().expect("the command");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().expect("a code"), text(&output.stdout), text(&output.stderr))
    }

    /// The names in a folder.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("a folder");
        let name =
            |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }
}

/// A workspace with packages `m00`, `m01`…, each in its folder of the work tree, all of it committed.
pub(crate) fn with_members(count: usize, write: impl Fn(&Checkout, &str, usize)) -> Checkout {
    let checkout = Checkout::new();
    checkout.write("work/Cargo.toml", "[workspace]\nmembers = ['m*']\nresolver = '2'\n");
    for number in 0..count {
        let folder = format!("work/m{number:02}");
        let manifest = MANIFEST.replace("[workspace]\n", "").replace("demo", &format!("m{number:02}"));
        checkout.write(&format!("{folder}/Cargo.toml"), &manifest);
        write(&checkout, &folder, number);
    }
    checkout.commit();
    checkout
}

/// The complete output of a program.
pub(crate) fn text_of(output: &std::process::Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Creates a pipe without a writer: reading from it waits forever.
pub(crate) fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}
