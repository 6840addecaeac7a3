//! Runs `cargo check` on packages, and reads its output.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use scope_catalog::load::read_text_file;
use serde_json::Value;

use crate::error::Failure;
use crate::rust::MOST_BYTES;
use crate::workspace::{Package, Workspace};

/// The result of `cargo check`.
#[derive(Default)]
pub(super) struct Checked {
    pub(super) errors: Vec<CompileError>,
    /// Unused imports.
    pub(super) unused: Vec<UnusedImports>,
    /// The files that were compiled; empty if they are not known.
    pub(super) files: BTreeSet<PathBuf>,
}

/// An error of the compiler.
pub(super) struct CompileError {
    pub(super) message: String,
    /// Its locations.
    pub(super) places: Vec<Place>,
    /// The files that it mentions.
    pub(super) files: BTreeSet<PathBuf>,
}

/// A part of a file.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) file: PathBuf,
    pub(super) bytes: Range<usize>,
    pub(super) lines: RangeInclusive<usize>,
}

/// The unused imports of a file.
pub(super) struct UnusedImports {
    pub(super) file: PathBuf,
    /// The last name of each.
    pub(super) names: Vec<String>,
    /// How the compiler removes them: ranges of bytes, and their replacements.
    pub(super) edits: Vec<(Range<usize>, String)>,
}

impl CompileError {
    /// Whether it is the same error, perhaps on another line.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.message == other.message && self.files == other.files
    }
}

impl Checked {
    /// Runs `cargo check` for all targets of some packages, with further arguments.
    pub(super) fn of(packages: &[&Package], workspace: &Workspace, more: &[String]) -> Result<Self, Failure> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(["check", "--all-targets", "--keep-going", "--quiet", "--message-format", "json"])
            .current_dir(&workspace.root);
        for package in packages {
            command.args(["--package", &package.name]);
        }
        command.args(more);
        let failed = |error: std::io::Error| Failure::new(format!("failed to run cargo: {error}"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(failed)?;
        let stderr = child.stderr.take();
        let complaints = std::thread::spawn(move || {
            let mut text = String::new();
            if let Some(mut stderr) = stderr {
                let _ = stderr.read_to_string(&mut text);
            }
            text
        });
        let mut checked = Self::default();
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Ok(message) = serde_json::from_str(&line) {
                    checked.read(&message, packages, &workspace.root);
                }
            }
        }
        let status = child.wait().map_err(failed)?;
        let complaints = complaints.join().unwrap_or_default();
        if !status.success() && checked.errors.is_empty() {
            let line = complaints.lines().find(|line| !line.trim().is_empty()).unwrap_or("cargo failed");
            let message = line.trim_start_matches("error: ").to_owned();
            checked.errors.push(CompileError { message, places: Vec::new(), files: BTreeSet::new() });
        }
        Ok(checked)
    }

    fn read(&mut self, value: &Value, packages: &[&Package], root: &Path) {
        if value["reason"] == "compiler-artifact" {
            if packages.iter().any(|package| value["package_id"] == *package.id) {
                self.files.extend(files_of_artifact(value, root));
            }
            return;
        }
        let message = &value["message"];
        if message["level"] == "error" {
            self.errors.extend(compile_error(message, root));
        } else if message["code"]["code"] == "unused_imports" {
            self.unused.extend(unused_imports(message, root));
        }
    }
}

fn compile_error(message: &Value, root: &Path) -> Option<CompileError> {
    let (mut places, mut files) = (Vec::new(), BTreeSet::new());
    for span in message["spans"].as_array()? {
        // A location in a macro is replaced with that of the call.
        let mut at = span;
        while let Some(file) = at["file_name"].as_str() {
            let file = root.join(file);
            let is_primary = span["is_primary"] == true;
            places.extend(is_primary.then(|| place(at, &file)).flatten());
            files.insert(file);
            at = &at["expansion"]["span"];
        }
    }
    Some(CompileError { message: message["message"].as_str()?.lines().next()?.to_owned(), places, files })
}

fn place(span: &Value, file: &Path) -> Option<Place> {
    let number = |key| number(&span[key]);
    let bytes = number("byte_start")?..number("byte_end")?;
    Some(Place { file: file.to_owned(), bytes, lines: number("line_start")?..=number("line_end")? })
}

fn number(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn unused_imports(message: &Value, root: &Path) -> Option<UnusedImports> {
    let file = root.join(message["spans"].as_array()?.first()?["file_name"].as_str()?);
    // The names are in backticks: `a::B`, `C as D`.
    let text = message["message"].as_str()?;
    let name = |path: &str| path.rsplit([':', ' ']).next().unwrap_or(path).to_owned();
    let names = text.split('`').skip(1).step_by(2).map(name).collect();
    let children = message["children"].as_array()?.iter().filter_map(|child| child["spans"].as_array()).flatten();
    let edits = children.filter_map(|span| {
        let is_sure = span["suggestion_applicability"] == "MachineApplicable";
        let text = span["suggested_replacement"].as_str().filter(|_| is_sure)?;
        Some((number(&span["byte_start"])?..number(&span["byte_end"])?, text.to_owned()))
    });
    let edits: Vec<_> = edits.collect();
    (!edits.is_empty()).then_some(UnusedImports { file, names, edits })
}

/// The source files of an artifact, from the list that the compiler writes next to it.
fn files_of_artifact(artifact: &Value, root: &Path) -> Vec<PathBuf> {
    let names = artifact["filenames"].as_array().into_iter().flatten().filter_map(Value::as_str).map(Path::new);
    let is_script = artifact["target"]["kind"][0] == "custom-build";
    let lists = names.flat_map(|path| if is_script { lists_beside(path) } else { list_of(path).into_iter().collect() });
    let lists: Vec<String> = lists.filter_map(|list| read_text_file(&list, MOST_BYTES).ok()).collect();
    // Each file has its own line, which ends with the colon.
    let files = lists.iter().flat_map(|list| list.lines()).filter_map(|line| line.strip_suffix(':'));
    files.map(|file| root.join(file.replace("\\ ", " "))).collect()
}

/// `name-0123.d` for `libname-0123.rmeta`.
fn list_of(path: &Path) -> Option<PathBuf> {
    let name = path.file_stem()?.to_str()?;
    Some(path.with_file_name(format!("{}.d", name.strip_prefix("lib").unwrap_or(name))))
}

/// A build script is in its own folder, with its list, which has another name.
fn lists_beside(path: &Path) -> Vec<PathBuf> {
    let entries = path.parent().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten();
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "d")).collect()
}
