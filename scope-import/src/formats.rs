//! Reads the formats. Each has its own module.

mod also_requires;
mod asyncapi;
mod csv;
mod detect;
mod discovery;
mod kibali;
mod list;
mod metadata;
mod openapi;
mod permission_descriptions;
mod scheme;

use crate::text::Syntax;
use crate::{Description, ImportError, ReadOptions, SourceFormat};

/// Reads a document.
///
/// # Errors
///
/// If the text is too large, has an unknown format, cannot be parsed, is nested too deeply, or is expanded too much by
/// aliases and references.
pub fn read(text: &str, options: &ReadOptions) -> Result<Description, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > options.largest {
        let (size, most) = (text.len(), options.largest);
        return Err(ImportError::new(format!("the document has {size} bytes; at most {most} are read"))
            .help("import a smaller document, such as that of one API"));
    }
    let detected = detect::detect(text, options.format)?;
    let syntax = detected.syntax;
    match detected.format {
        SourceFormat::OpenApi => openapi::read(text, syntax, options),
        SourceFormat::GoogleDiscovery => discovery::read(text, syntax),
        SourceFormat::AsyncApi => asyncapi::read(text, syntax, options),
        format @ (SourceFormat::ServerMetadata | SourceFormat::ResourceMetadata) => {
            metadata::read(text, syntax, format)
        }
        SourceFormat::Kibali => kibali::read(text, syntax),
        SourceFormat::PermissionDescriptions => permission_descriptions::read(text, syntax),
        SourceFormat::Csv => csv::read(text),
        SourceFormat::Lines if text.trim_start().starts_with('[') && syntax == Syntax::Json => list::read_array(text),
        SourceFormat::Lines => list::read_lines(text),
    }
}
