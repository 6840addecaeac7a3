//! From text to a description.

use crate::{Description, ImportError, ReadOptions, formats};

/// Reads a document.
///
/// # Errors
///
/// If the text is too large, is in none of the formats, cannot be parsed, is nested too deeply, or multiplies what it
/// says by aliases and references.
pub fn read(text: &str, options: &ReadOptions) -> Result<Description, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > options.largest {
        let (size, most) = (text.len(), options.largest);
        return Err(ImportError::new(format!("the document has {size} bytes; at most {most} are read"))
            .help("import a smaller document, such as that of one API"));
    }
    formats::read(text, options)
}
