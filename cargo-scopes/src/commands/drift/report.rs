//! Defines the report of a comparison.

use std::path::PathBuf;

use scope_import::Description;
use serde::Serialize;

use super::comparison::{Change, Kind};
use crate::catalog_file::CatalogPath;
use crate::output::line_index::LineIndex;
use crate::report::File;

/// The differences of one catalog.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// The folder that the file's name is relative to.
    #[serde(skip)]
    pub(super) root: PathBuf,
    /// The file as messages show it.
    pub(super) file: String,
    /// The key under `[catalogs]`; `null` for the main catalog.
    pub(super) key: Option<String>,
    /// The documents as messages show them.
    pub(super) sources: Vec<String>,
    /// How many scopes and operations they have.
    pub(super) scopes: usize,
    pub(super) operations: usize,
    pub(super) changes: Vec<Change>,
    /// What was not written, and why.
    pub(super) notes: Vec<String>,
    #[serde(rename = "written")]
    pub(super) is_written: bool,
    /// Whether the documents list every scope, but the catalog is not marked as complete.
    pub(super) could_be_complete: bool,
}

impl Report {
    pub(super) fn new(
        at: &CatalogPath,
        text: &str,
        key: Option<&str>,
        sources: Vec<String>,
        now: &Description,
        mut changes: Vec<Change>,
    ) -> Self {
        let CatalogPath { root, path, shown, .. } = at.clone();
        let written = File { name: shown.clone(), path, text: text.to_owned() };
        let lines = LineIndex::new(&written);
        for change in &mut changes {
            change.place = change.at.as_ref().map(|at| lines.place(at));
        }
        Self {
            root,
            file: shown,
            key: key.map(str::to_owned),
            sources,
            scopes: now.scopes.len(),
            operations: now.operations.len(),
            changes,
            notes: Vec::new(),
            is_written: false,
            could_be_complete: false,
        }
    }

    /// Returns the catalog as messages show it: the file, and the key in it.
    pub(super) fn title(&self) -> String {
        let key = self.key.as_deref().map_or_else(String::new, |key| format!(", `[catalogs.{key}]`"));
        format!("{}{key}", self.file)
    }

    /// Returns the number of differences of each kind, in words.
    pub(super) fn summary(&self) -> String {
        let count = |kind| self.changes.iter().filter(|change| change.kind == kind).count();
        let counts = Kind::TABLE.into_iter().map(|(kind, word)| (count(kind), word)).filter(|(count, _)| *count > 0);
        counts.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
    }
}
