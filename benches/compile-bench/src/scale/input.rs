//! Defines the files of a case, and the command that runs on them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// A name, and a function that makes the input.
pub(super) type Case = (&'static str, fn() -> Input);

/// Files in a folder, and a command.
#[derive(Debug, Default)]
pub(super) struct Input {
    files: Vec<(String, Content)>,
    /// Whether the files are committed, so that the command has a history.
    is_committed: bool,
    pub(super) stdin: Vec<u8>,
    pub(super) arguments: Vec<String>,
}

#[derive(Debug)]
enum Content {
    Text(String),
    Link(String),
    Pipe,
}

/// The manifest of a package that can call the macros.
const MANIFEST: &str = "[package]\nname = \"demo\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\noauth-scopes = \"0.1\"\n\n[workspace]\n";
const PLAIN_MANIFEST: &str = "[package]\nname = \"demo\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
pub(super) const CATALOG: &str = "name = \"demo\"\n[scopes]\nread_profile = \"x\"\n";
const MAIN: &str = "fn main() { oauth_scopes::scopes!(\"read_profile\"); }\n";

impl Input {
    /// A valid package, and a command.
    pub(super) fn new(arguments: &[&str]) -> Self {
        Self::default()
            .with("Cargo.toml", MANIFEST)
            .with("scopes.toml", CATALOG)
            .with("src/main.rs", MAIN)
            .arguments(arguments)
    }

    /// A package with this source and without the macros, whose scopes are checked with `--literals`.
    pub(super) fn by_hand(source: impl Into<String>) -> Self {
        Self::default()
            .with("Cargo.toml", PLAIN_MANIFEST)
            .with("src/main.rs", source)
            .arguments(&["check", "--literals"])
    }

    /// A catalog that is checked.
    pub(super) fn catalog(text: impl Into<String>) -> Self {
        Self::new(&["check"]).with("scopes.toml", text)
    }

    /// A source that is checked.
    pub(super) fn source(text: impl Into<String>) -> Self {
        Self::new(&["check"]).with("src/main.rs", text)
    }

    /// A configuration file that is checked, at a path in it.
    pub(super) fn config(name: &str, path: &str, text: impl Into<String>) -> Self {
        Self::new(&["check"])
            .with("scopes.toml", format!("{CATALOG}[[config]]\nfile = '{name}'\npath = '{path}'\n"))
            .with(name, text)
    }

    /// A line of scopes on standard input.
    pub(super) fn lint(provider: &str, text: impl Into<String>) -> Self {
        let input = Self::new(&["lint", "--provider", provider]);
        Self { stdin: text.into().into_bytes(), ..input }
    }

    /// A document that is imported.
    pub(super) fn import(name: &str, text: impl Into<String>) -> Self {
        Self::new(&["import", name]).with(name, text)
    }

    /// The same with another file, or with new content for a file.
    pub(super) fn with(mut self, path: &str, text: impl Into<String>) -> Self {
        self.files.retain(|(known, _)| known != path);
        self.files.push((path.to_owned(), Content::Text(text.into())));
        self
    }

    /// The same with many files.
    pub(super) fn with_all(mut self, files: impl IntoIterator<Item = (String, String)>) -> Self {
        self.files.extend(files.into_iter().map(|(path, text)| (path, Content::Text(text))));
        self
    }

    /// The same with a link.
    pub(super) fn link(mut self, path: &str, target: &str) -> Self {
        self.files.retain(|(known, _)| known != path);
        self.files.push((path.to_owned(), Content::Link(target.to_owned())));
        self
    }

    /// The same with a pipe that has no writer.
    pub(super) fn pipe(mut self, path: &str) -> Self {
        self.files.push((path.to_owned(), Content::Pipe));
        self
    }

    /// The same in a Git work tree, with all files committed.
    pub(super) fn committed(self) -> Self {
        Self { is_committed: true, ..self }
    }

    /// The same with another command.
    pub(super) fn arguments(self, arguments: &[&str]) -> Self {
        Self { arguments: arguments.iter().map(ToString::to_string).collect(), ..self }
    }

    /// Writes the files.
    ///
    /// # Errors
    ///
    /// If one cannot be written.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        for (path, content) in &self.files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().context("a folder")?)?;
            match content {
                Content::Text(text) => fs::write(path, text)?,
                Content::Link(target) => link(target, &path)?,
                Content::Pipe => ensure!(Command::new("mkfifo").arg(path).status()?.success(), "no pipe"),
            }
        }
        if self.is_committed {
            git(folder, &["init", "-q", "-b", "main"])?;
            git(folder, &["add", "-A", "-f"])?;
            git(folder, &["commit", "-q", "-m", "x"])?;
        }
        Ok(())
    }
}

#[cfg(unix)]
fn link(target: &str, path: &Path) -> Result<()> {
    Ok(std::os::unix::fs::symlink(target, path)?)
}

#[cfg(not(unix))]
fn link(_: &str, path: &Path) -> Result<()> {
    anyhow::bail!("{}: links are only made on Unix", path.display())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<()> {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=x", "-c", "user.email=x@example.org"]).args(arguments).current_dir(folder);
    ensure!(command.stdin(Stdio::null()).stdout(Stdio::null()).status()?.success(), "git {arguments:?}");
    Ok(())
}

/// A text between two others, nested this many times.
pub(super) fn nested(open: &str, within: &str, close: &str, depth: usize) -> String {
    format!("{}{within}{}", open.repeat(depth), close.repeat(depth))
}

/// Numbered texts, one after the other.
pub(super) fn numbered(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}
