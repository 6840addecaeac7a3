//! Runs real cargo on temporary crates.
//!
//! A [`Project`] has its own folder and its own target folder, so that cases in parallel threads never wait for each
//! other's lock. The dependencies of all cases (`oauth-scopes` and its own dependencies) are compiled only once, into a
//! seed. Each target folder starts as a copy of it, so a case only compiles its own crates.

#![allow(dead_code, reason = "every test program uses its own part of the runner")]

pub(crate) mod programs;
mod run;
mod seed;

use std::cell::RefCell;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

#[allow(unused_imports, reason = "some only run cargo")]
pub(crate) use run::{Message, Run};
pub(crate) use seed::Seed;

/// The folder of the workspace that is being tested.
pub(crate) const WORKSPACE: &str = env!("CARGO_MANIFEST_DIR");

/// Enough for every file system to distinguish two times.
const HOUR: Duration = Duration::from_secs(3600);

/// A run that takes longer hangs.
const BOUND: Duration = Duration::from_secs(300);

/// A temporary folder with crates, which is removed when it is dropped.
///
/// File times are set, so that tests never have to wait: a written file is an hour old, and an [edited](Self::edit)
/// file is newer than all build results until the next run has read it.
pub(crate) struct Project {
    root: PathBuf,
    target: PathBuf,
    edited: RefCell<Vec<PathBuf>>,
}

impl Project {
    /// An empty folder. The name helps people to find it.
    pub(crate) fn new(name: &str) -> Self {
        Self::planted(name, Seed::Macro)
    }

    /// An empty folder for crates with these dependencies.
    pub(crate) fn planted(name: &str, seed: Seed) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let unique = format!("oauth-scopes {name} {} {number}", process::id());
        let root = seed::temporary().join(&unique);
        fs::create_dir_all(&root).expect("a temporary folder");
        let target = seed::targets().join(&unique);
        seed::plant(&target, seed);
        let project = Self { root, target, edited: RefCell::default() };
        if let Ok(lock) = fs::read_to_string(Path::new(WORKSPACE).join("Cargo.lock")) {
            project.write("Cargo.lock", &lock);
        }
        project
    }

    /// A single package called `app`, whose library is `source`.
    pub(crate) fn library(name: &str, source: &str) -> Self {
        let project = Self::new(name);
        project.write("Cargo.toml", format!("{}[workspace]\n", manifest("app", "")));
        project.write("src/lib.rs", source);
        project
    }

    /// A workspace whose members are its folders of these names.
    pub(crate) fn workspace<'n>(name: &str, members: impl IntoIterator<Item = &'n str>) -> Self {
        let project = Self::new(name);
        let members: Vec<&str> = members.into_iter().collect();
        project.write("Cargo.toml", format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"));
        project
    }

    /// Moves the target folder to cargo's default location inside of the package.
    pub(crate) fn with_target_inside(mut self, seed: Seed) -> Self {
        fs::remove_dir_all(&self.target).expect("the target folder");
        self.target = self.root.join("target");
        seed::plant(&self.target, seed);
        self
    }

    /// A file or folder of the project.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.root.clone() } else { self.root.join(path) }
    }

    /// Writes a file with an old time.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, content).expect("a file");
        stamp(&path, SystemTime::now() - HOUR);
    }

    /// Writes a file that is newer than all previous build results, and older than the results of the next run.
    pub(crate) fn edit(&self, path: &str, content: impl AsRef<[u8]>) {
        self.write(path, content);
        let path = self.path(path);
        stamp(&path, SystemTime::now() + HOUR);
        self.edited.borrow_mut().push(path);
    }

    /// Deletes a file.
    pub(crate) fn delete(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("a file to delete");
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file to read")
    }

    /// The text of the compiler's only output with this extension.
    pub(crate) fn output(&self, extension: &str) -> String {
        let entries = fs::read_dir(self.target.join("debug/deps")).expect("the outputs");
        let mut files = entries.map(|entry| entry.expect("an output").path());
        let file = files.find(|path| path.extension().is_some_and(|found| found == extension));
        fs::read_to_string(file.expect("an output of this extension")).expect("a text")
    }

    /// A file of rustdoc's output.
    pub(crate) fn documentation(&self, path: &str) -> PathBuf {
        self.target.join("doc").join(path)
    }

    /// A program that was built.
    pub(crate) fn program(&self, name: &str) -> Command {
        Command::new(self.target.join("debug").join(format!("{name}{}", env::consts::EXE_SUFFIX)))
    }

    /// How often the build script of the package `app` has run: it appends a byte to `runs` in its `OUT_DIR` each time.
    pub(crate) fn runs(&self) -> usize {
        let entries = fs::read_dir(self.target.join("debug/build")).expect("the build scripts").flatten();
        let own = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("app-"));
        own.filter_map(|entry| fs::read(entry.path().join("out/runs")).ok()).map(|runs| runs.len()).sum()
    }

    /// Cargo with these arguments, in the project's folder.
    pub(crate) fn cargo<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Cargo<'_> {
        const SPEAKS_JSON: [&str; 6] = ["build", "check", "clippy", "run", "rustc", "test"];
        let mut command = scrubbed(&self.root, &self.target);
        for argument in arguments {
            command.arg(argument);
            if SPEAKS_JSON.contains(&argument) && command.get_args().len() == 1 {
                command.arg("--message-format=json");
            }
        }
        Cargo { project: self, command, bound: BOUND }
    }

    /// `cargo check` of the whole workspace.
    pub(crate) fn check(&self) -> Run {
        self.cargo(["check", "--workspace"]).run()
    }

    /// `cargo check` with an environment variable.
    pub(crate) fn check_with(&self, variable: &str, value: &str) -> Run {
        self.cargo(["check", "--workspace"]).env(variable, value).run()
    }

    /// A text without details of the machine: the folder is `[ROOT]`, and the parts of paths are separated by `/`.
    pub(crate) fn plain(&self, text: &str) -> String {
        let text = text.replace(self.root.to_str().expect("a folder in UTF-8"), "[ROOT]");
        if !cfg!(windows) {
            return text;
        }
        let has_path = |line: &str| ["-->", ":::", "[ROOT]", ".toml:"].iter().any(|sign| line.contains(sign));
        let lines = text.split('\n').map(|line| if has_path(line) { line.replace('\\', "/") } else { line.to_owned() });
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        for folder in [&self.root, &self.target].into_iter().filter(|folder| folder.exists()) {
            if let Err(error) = fs::remove_dir_all(folder) {
                eprintln!("{} is left behind: {error}", folder.display());
            }
        }
    }
}

/// A run of cargo that is being prepared.
pub(crate) struct Cargo<'p> {
    project: &'p Project,
    command: Command,
    bound: Duration,
}

impl Cargo<'_> {
    /// Sets a variable.
    pub(crate) fn env(mut self, variable: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(variable, value);
        self
    }

    /// Runs in a folder of the project.
    pub(crate) fn within(mut self, folder: &str) -> Self {
        self.command.current_dir(self.project.path(folder));
        self
    }

    /// Ends a run that takes longer than this.
    pub(crate) fn bound(mut self, bound: Duration) -> Self {
        self.bound = bound;
        self
    }

    /// Runs cargo to its end.
    pub(crate) fn run(self) -> Run {
        let run = Run::of(self.project, self.command, self.bound);
        for path in self.project.edited.take().iter().filter(|path| path.exists()) {
            stamp(path, SystemTime::now() - HOUR);
        }
        run
    }
}

/// The manifest of a package that depends on `oauth-scopes`, with more lines for its dependencies.
pub(crate) fn manifest(name: &str, dependencies: &str) -> String {
    format!("{}{}{dependencies}\n", package(name), facade("oauth-scopes"))
}

/// The `[package]` of a manifest, up to the heading of the dependencies.
pub(crate) fn package(name: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\n")
}

/// The line that depends on `oauth-scopes` under a name.
pub(crate) fn facade(name: &str) -> String {
    format!("{name} = {{ package = \"oauth-scopes\", version = \"0.1\", path = '{WORKSPACE}' }}\n")
}

/// The manifest of a package whose build script depends on `oauth-scopes`, with more lines for its dependencies.
pub(crate) fn scripted(name: &str, dependencies: &str) -> String {
    let facade = facade("oauth-scopes").replace(" }\n", ", features = [\"build-yaml\", \"build-hcl\"] }\n");
    format!("{}{dependencies}\n[build-dependencies]\n{facade}\n", package(name))
}

/// Cargo without configuration: of the variables that affect cargo, the compiler and this project, only those with the
/// location of the toolchain are kept.
fn scrubbed(folder: &Path, target: &Path) -> Command {
    const KEPT: [&str; 4] = ["CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "RUSTC"];
    const STEERING: [&str; 5] = ["CARGO", "RUST", "SCOPES", "CLIPPY", "__CARGO"];
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if !KEPT.contains(&&*text) && STEERING.iter().any(|start| text.starts_with(start)) {
            command.env_remove(&name);
        }
    }
    command.current_dir(folder).env("CARGO_TARGET_DIR", target);
    command.env("CARGO_TERM_COLOR", "never").env("CARGO_NET_OFFLINE", "true");
    command
}

fn stamp(path: &Path, time: SystemTime) {
    let file = File::options().append(true).open(path).expect("a file to stamp");
    file.set_modified(time).expect("a stamp");
}
