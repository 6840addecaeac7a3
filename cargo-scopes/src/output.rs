//! Findings for readers of every kind: of one text, and of a whole workspace.

mod excerpt;
pub(crate) mod github;
pub(crate) mod human;
pub(crate) mod json;
mod place;
mod repair;
mod repository;
pub(crate) mod rustc;
pub(crate) mod sarif;

use std::io::{self, Write};

use crate::cli::ReportFormat;
use crate::inspection::Inspection;

/// Writes what was found in a workspace. The compiler's messages are not written alone, see [`rustc::messages`].
pub(crate) fn inspection(output: &mut impl Write, inspection: &Inspection, format: ReportFormat) -> io::Result<()> {
    match format {
        ReportFormat::Human | ReportFormat::Rustc => human::inspection(output, inspection),
        ReportFormat::Json => json::inspection(output, inspection),
        ReportFormat::Sarif => sarif::inspection(output, inspection),
        ReportFormat::Github => github::inspection(output, inspection),
    }
}
