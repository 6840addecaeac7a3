//! Differences for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::comparison::Change;
use super::report::Report;
use crate::output::json::VERSION;
use crate::output::line_index::LineRange;

#[derive(Serialize)]
struct Value<'a> {
    version: u32,
    catalogs: Vec<CatalogValue<'a>>,
}

#[derive(Serialize)]
struct CatalogValue<'a> {
    file: &'a str,
    /// `null` for the main catalog of the file.
    key: Option<&'a str>,
    sources: &'a [String],
    scopes: usize,
    operations: usize,
    changes: Vec<ChangeValue<'a>>,
    notes: &'a [String],
    written: bool,
    /// Whether the documents list every scope, and the catalog does not say so.
    could_be_complete: bool,
}

#[derive(Serialize)]
struct ChangeValue<'a> {
    #[serde(flatten)]
    change: &'a Change,
    /// Where the name is in the file; left out if it is not there.
    #[serde(flatten)]
    place: Option<LineRange>,
}

/// Writes one value.
pub(super) fn write(output: &mut impl Write, reports: &[Report]) -> io::Result<()> {
    let value = Value { version: VERSION, catalogs: reports.iter().map(catalog).collect() };
    serde_json::to_writer_pretty(&mut *output, &value)?;
    writeln!(output)
}

fn catalog(report: &Report) -> CatalogValue<'_> {
    let changes = report.changes.iter().zip(&report.places);
    CatalogValue {
        file: &report.file,
        key: report.key.as_deref(),
        sources: &report.sources,
        scopes: report.scopes,
        operations: report.operations,
        changes: changes.map(|(change, &place)| ChangeValue { change, place }).collect(),
        notes: &report.notes,
        written: report.is_written,
        could_be_complete: report.could_be_complete,
    }
}
