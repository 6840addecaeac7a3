//! Follows a page like a reader.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use super::ROOT;
use super::page::{Block, Page, rewrite};
use super::tables;
use crate::cargo::programs::{cargo_scopes, target};
use crate::cargo::{Project, Seed};

/// The path of the repository's clone on the pages.
const CLONE: &str = "../oauth-scopes";

/// The version of Rust whose messages the pages show. Other versions format them differently.
const SHOWN: &str = "rustc 1.95.";

/// Commands that the test does not run, since they download something or take minutes.
const NOT_RUN: [&str; 3] = ["git clone ", "cargo install ", "rustup "];

/// The text of the page with the real output of its commands.
pub(crate) fn followed(page: &Page) -> String {
    let mut session = Session { page, folders: BTreeMap::new(), current: None };
    rewrite(&page.text, |block| match block {
        Block::In(name) => {
            session.enter(name);
            None
        }
        Block::Generated(name, body) => Some(tables::generated(name, body)),
        Block::Fence("console", body) => Some(session.console(body)),
        Block::Fence("sh", body) => {
            session.shell(body);
            None
        }
        Block::Fence(_, body) => {
            session.file(body);
            None
        }
    })
}

struct Session<'p> {
    page: &'p Page,
    folders: BTreeMap<String, Folder>,
    current: Option<String>,
}

/// Where commands run: in the repository, or in a folder of a temporary project.
#[derive(Default)]
struct Folder {
    project: Option<Project>,
    within: String,
}

/// What a command printed, and how it ended.
struct Outcome {
    text: String,
    code: Option<i32>,
}

impl Session<'_> {
    fn enter(&mut self, name: &str) {
        let text = &self.page.text;
        let seed = if text.contains("[build-dependencies]") { Seed::Script } else { Seed::Macro };
        self.folders.entry(name.to_owned()).or_insert_with(|| Folder {
            project: (name != ".").then(|| Project::planted("docs", seed)),
            within: String::new(),
        });
        self.current = Some(name.to_owned());
    }

    fn folder(&mut self) -> Option<&mut Folder> {
        self.folders.get_mut(self.current.as_ref()?)
    }

    /// Writes a file that the page shows.
    fn file(&mut self, body: &str) {
        let Some(path) = label(body) else { return };
        let Some(Folder { project: Some(project), within }) = self.folder() else { return };
        let here = ROOT.replace('\\', "/");
        let path = if within.is_empty() { path.to_owned() } else { format!("{within}/{path}") };
        project.edit(&path, body.replace(CLONE, &here));
    }

    /// Runs the commands that a reader would type, and puts their output below them.
    fn console(&mut self, body: &str) -> String {
        let path = &self.page.path;
        let mut blocks: Vec<(&str, String)> = Vec::new();
        for line in body.lines() {
            match line.strip_prefix("$ ") {
                Some(command) => blocks.push((command, String::new())),
                None => blocks.last_mut().expect("a command before its output").1.extend([line, "\n"]),
            }
        }
        let mut text = String::new();
        for (command, old) in blocks {
            let outcome =
                self.run(command).unwrap_or_else(|| panic!("{path}: `{command}` is not run, so it has no output"));
            let compiled = command.starts_with("cargo ") && !command.starts_with("cargo scopes ");
            let new = if compiled && !is_shown_rust() { old } else { outcome.text };
            text.push_str(&format!("$ {command}\n{new}"));
        }
        text
    }

    /// Runs commands whose output the page does not show.
    fn shell(&mut self, body: &str) {
        let lines = body.lines().map(|line| line.split("  #").next().unwrap_or_default().trim());
        for command in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some(outcome) = self.run(command) else { continue };
            let has_findings = command.starts_with("cargo scopes ") && outcome.code == Some(1);
            let path = &self.page.path;
            assert!(outcome.code == Some(0) || has_findings, "{path}: `{command}` fails:\n{}", outcome.text);
        }
    }

    fn run(&mut self, command: &str) -> Option<Outcome> {
        let path = self.page.path.clone();
        let Some(folder) = self.folder() else {
            assert!(!command.starts_with("cargo scopes "), "{path}: in which folder is `{command}` run?");
            return None;
        };
        if NOT_RUN.iter().any(|start| command.starts_with(start)) {
            return None;
        }
        let command = command.replace(CLONE, &ROOT.replace('\\', "/"));
        let words = words(&command);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let outcome = match *words {
            ["cd", to] => {
                folder.within =
                    if folder.within.is_empty() { to.to_owned() } else { format!("{}/{to}", folder.within) };
                if let Some(project) = &folder.project {
                    // The tested versions, which are available without a network.
                    project.write(&format!("{}/Cargo.lock", folder.within), super::read("Cargo.lock"));
                }
                Outcome { text: String::new(), code: Some(0) }
            }
            ["cargo", "scopes", ..] => {
                let outcome = folder.command(cargo_scopes(), &words[1..]);
                assert!(matches!(outcome.code, Some(0 | 1)), "{path}: `{command}` cannot run:\n{}", outcome.text);
                outcome
            }
            ["cargo", ref arguments @ ..] => folder.cargo(arguments),
            ["git", ref arguments @ ..] => folder.command(Path::new("git"), arguments),
            _ => panic!("{path}: `{command}` is a command that this test does not know"),
        };
        Some(outcome)
    }
}

impl Folder {
    fn path(&self) -> PathBuf {
        self.project.as_ref().map_or_else(|| PathBuf::from(ROOT), |project| project.path(&self.within))
    }

    fn command(&self, program: &Path, arguments: &[&str]) -> Outcome {
        let mut command = Command::new(program);
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        let settings = [("commit.gpgsign", "false"), ("core.autocrlf", "false"), ("init.defaultBranch", "main")];
        command.env("GIT_CONFIG_COUNT", settings.len().to_string());
        for (number, (key, value)) in settings.into_iter().enumerate() {
            command.env(format!("GIT_CONFIG_KEY_{number}"), key).env(format!("GIT_CONFIG_VALUE_{number}"), value);
        }
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Korben").env(format!("GIT_{who}_EMAIL"), "korben@example.com");
        }
        command.args(arguments).current_dir(self.path());
        command.env("CARGO_TARGET_DIR", target()).env("CARGO_TERM_COLOR", "never").env("CARGO_NET_OFFLINE", "true");
        command.env_remove("SCOPES_CATALOG").env_remove("SCOPES_CHECK");
        // Both streams go into one file, so that they are in the order in which a reader sees them.
        let path = target().join(format!("tmp/docs-{}.txt", std::process::id()));
        let file = File::create(&path).expect("a file for the output");
        let status = command.stdout(file.try_clone().expect("the same file")).stderr(file).status();
        let code = status.unwrap_or_else(|error| panic!("{}: {error}", program.display())).code();
        Outcome { text: plain(&fs::read_to_string(&path).expect("text")), code }
    }

    fn cargo(&self, arguments: &[&str]) -> Outcome {
        let (subcommand, rest) = arguments.split_first().expect("a subcommand of cargo");
        let arguments = [&[*subcommand, "--quiet"], rest].concat();
        let Some(project) = &self.project else { return self.command(Path::new(env!("CARGO")), &arguments) };
        let run = project.cargo(arguments.iter().copied()).within(&self.within).run();
        let messages: String =
            run.messages.iter().map(|message| format!("{}\n\n", message.rendered.trim_end())).collect();
        let text = format!("{messages}{}{}", run.stderr, run.stdout);
        // Cargo adds the whole output of the script, and repeats it.
        let text = plain(text.split("error: failed to run custom build command").next().unwrap_or_default());
        Outcome { text, code: Some(i32::from(!run.success)) }
    }
}

fn is_shown_rust() -> bool {
    static IS: OnceLock<bool> = OnceLock::new();
    *IS.get_or_init(|| {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let output = Command::new(rustc).arg("--version").output().expect("rustc runs");
        String::from_utf8_lossy(&output.stdout).starts_with(SHOWN)
    })
}

/// The output without blanks at the ends of lines, and without details of the machine.
fn plain(text: &str) -> String {
    let line = |line: &str| {
        let line = line.trim_end().replace(ROOT, CLONE);
        if cfg!(windows) && line.contains("-->") { line.replace('\\', "/") } else { line }
    };
    let lines: Vec<String> = text.trim_end().lines().map(line).collect();
    if lines.is_empty() { String::new() } else { lines.join("\n") + "\n" }
}

/// The path in the comment at the beginning of a file.
pub(crate) fn label(body: &str) -> Option<&str> {
    let line = body.lines().next()?;
    let path = line.strip_prefix("# ").or_else(|| line.strip_prefix("// "))?;
    let is_path = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    (path.contains('.') && !path.ends_with('.') && path.chars().all(is_path)).then_some(path)
}

/// The words of a command, which can be in quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == ' ' => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
