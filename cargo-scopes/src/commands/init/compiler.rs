//! Runs `cargo check` on packages, and reads its output.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::diagnostic::{Applicability, Diagnostic, DiagnosticLevel, DiagnosticSpan};
use cargo_metadata::{Artifact, Message};
use scope_catalog::load::read_text_file;

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
        let output = command.output().map_err(|error| Failure::new(format!("failed to run cargo: {error}")))?;
        let mut checked = Self::default();
        for message in Message::parse_stream(&*output.stdout).map_while(Result::ok) {
            match message {
                Message::CompilerMessage(message) => {
                    let message = message.message;
                    if message.level == DiagnosticLevel::Error {
                        checked.errors.push(compile_error(&message, &workspace.root));
                    } else if message.code.as_ref().is_some_and(|code| code.code == "unused_imports") {
                        checked.unused.extend(unused_imports(&message, &workspace.root));
                    }
                }
                Message::CompilerArtifact(artifact)
                    if packages.iter().any(|package| artifact.package_id.repr == package.id) =>
                {
                    checked.files.extend(files_of_artifact(&artifact, &workspace.root));
                }
                _ => {}
            }
        }
        if !output.status.success() && checked.errors.is_empty() {
            let complaints = String::from_utf8_lossy(&output.stderr);
            let line = complaints.lines().find(|line| !line.trim().is_empty()).unwrap_or("cargo failed");
            let message = line.trim_start_matches("error: ").to_owned();
            checked.errors.push(CompileError { message, places: Vec::new(), files: BTreeSet::new() });
        }
        Ok(checked)
    }
}

fn compile_error(message: &Diagnostic, root: &Path) -> CompileError {
    let (mut places, mut files) = (Vec::new(), BTreeSet::new());
    for span in &message.spans {
        // A location in a macro is replaced with that of the call.
        for at in std::iter::successors(Some(span), |span| Some(&span.expansion.as_ref()?.span)) {
            let file = root.join(&at.file_name);
            if span.is_primary {
                places.push(Place { file: file.clone(), bytes: bytes(at), lines: at.line_start..=at.line_end });
            }
            files.insert(file);
        }
    }
    CompileError { message: message.message.lines().next().unwrap_or_default().to_owned(), places, files }
}

fn bytes(span: &DiagnosticSpan) -> Range<usize> {
    span.byte_start as usize..span.byte_end as usize
}

fn unused_imports(message: &Diagnostic, root: &Path) -> Option<UnusedImports> {
    let file = root.join(&message.spans.first()?.file_name);
    // The names are in backticks: `a::B`, `C as D`.
    let name = |path: &str| path.rsplit([':', ' ']).next().unwrap_or(path).to_owned();
    let names = message.message.split('`').skip(1).step_by(2).map(name).collect();
    let edits = message.children.iter().flat_map(|child| &child.spans).filter_map(|span| {
        let is_sure = span.suggestion_applicability == Some(Applicability::MachineApplicable);
        Some((bytes(span), span.suggested_replacement.clone().filter(|_| is_sure)?))
    });
    let edits: Vec<_> = edits.collect();
    (!edits.is_empty()).then_some(UnusedImports { file, names, edits })
}

/// The source files of an artifact, from the list that the compiler writes next to it.
fn files_of_artifact(artifact: &Artifact, root: &Path) -> Vec<PathBuf> {
    let names = artifact.filenames.iter().map(|name| name.as_std_path());
    let is_script = artifact.target.is_custom_build();
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
