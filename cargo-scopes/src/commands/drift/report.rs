//! What is printed of a comparison.

use std::path::PathBuf;

use serde::Serialize;

use super::comparison::{Change, Kind};

/// The differences of one catalog.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// The folder that the file is shown from.
    #[serde(skip)]
    pub(super) root: PathBuf,
    /// The file, as messages say it.
    pub(super) file: String,
    /// The key under `[catalogs]`; `null` for the main catalog.
    pub(super) key: Option<String>,
    /// The documents, as messages say them.
    pub(super) sources: Vec<String>,
    /// How many scopes and operations they have.
    pub(super) scopes: usize,
    pub(super) operations: usize,
    pub(super) changes: Vec<Change>,
    /// What was not written, and why.
    pub(super) notes: Vec<String>,
    #[serde(rename = "written")]
    pub(super) is_written: bool,
    /// Whether the documents list every scope, and the catalog does not say so.
    pub(super) could_be_complete: bool,
}

impl Report {
    /// The catalog, as messages say it: its file, and its name there.
    pub(super) fn title(&self) -> String {
        let key = self.key.as_deref().map_or_else(String::new, |key| format!(", `[catalogs.{key}]`"));
        format!("{}{key}", self.file)
    }

    /// How many differences there are of each kind, in words.
    pub(super) fn summary(&self) -> String {
        let count = |kind| self.changes.iter().filter(|change| change.kind == kind).count();
        let counts = Kind::TABLE.into_iter().map(|(kind, word)| (count(kind), word)).filter(|(count, _)| *count > 0);
        counts.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
    }
}
