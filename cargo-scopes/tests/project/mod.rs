//! Creates a workspace in its own folder, for tests of commands that read one.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// The manifest of a package that is its own workspace and can call the macros.
pub(crate) const MANIFEST: &str = "[package]\nname = \"demo\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[dependencies]\noauth-scopes = \"0.1\"\n\n[workspace]\n";

/// A folder with a workspace in it.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    folder: PathBuf,
}

impl Project {
    /// An empty folder with the name of a test.
    pub(crate) fn new(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME")).join(test);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self { folder: folder.canonicalize().expect("a folder") }
    }

    /// An empty folder at this path.
    pub(crate) fn at(folder: &Path) -> Self {
        fs::create_dir_all(folder).expect("a folder");
        Self { folder: folder.canonicalize().expect("a folder") }
    }

    /// A folder with these files.
    pub(crate) fn with(test: &str, files: &[(&str, &str)]) -> Self {
        files.iter().fold(Self::new(test), |project, (path, text)| project.file(path, text))
    }

    /// Makes the folder a package with these dependencies, which is its own workspace.
    pub(crate) fn package(self, name: &str, dependencies: &str) -> Self {
        let manifest = format!("{}\n[workspace]\n", manifest(name, dependencies));
        self.file("Cargo.toml", &manifest)
    }

    /// Adds a package of the workspace.
    pub(crate) fn member(self, name: &str, dependencies: &str) -> Self {
        self.file(&format!("{name}/Cargo.toml"), &manifest(name, dependencies))
    }

    /// Writes a file.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
        self
    }

    /// Adds to a file.
    pub(crate) fn append(self, path: &str, text: &str) -> Self {
        let before = self.read(path);
        self.file(path, &(before + text))
    }

    /// The content of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file")
    }

    /// The text of a file; empty if there is none.
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    /// The path of a file.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// The same project, with commands running in one of its folders.
    pub(crate) fn inside(&self, folder: &str) -> Self {
        Self { folder: self.folder.join(folder) }
    }

    /// Runs the command in the folder. Returns its exit code, its output and its errors.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"))
            .args(arguments)
            .current_dir(&self.folder)
            .env_remove("SCOPES_CATALOG")
            .env_remove("SCOPES_CHECK")
            .env("GIT_CEILING_DIRECTORIES", self.folder.parent().expect("a folder"))
            .stdin(Stdio::null())
            .output()
            .expect("the command");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
    }

    /// Runs the command when nobody reads its output and its errors. Returns its exit code.
    pub(crate) fn run_unread(&self, arguments: &[&str]) -> i32 {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        let errors = writer.try_clone().expect("a pipe");
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"));
        command.args(arguments).current_dir(&self.folder).env_remove("SCOPES_CATALOG").env_remove("SCOPES_CHECK");
        let status = command.stdin(Stdio::null()).stdout(writer).stderr(errors).status().expect("the command");
        status.code().expect("a code")
    }

    /// What the command prints with `--format json`.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let (_, output, error) = self.run(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&output).unwrap_or_else(|reason| panic!("{reason}: {output}{error}"))
    }
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n")
}
