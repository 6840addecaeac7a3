//! From text to a description.

use crate::{Description, ImportError, ReadOptions};

/// Reads a document.
///
/// # Errors
///
/// If the text is too large, is in none of the formats, cannot be parsed, or is nested too deeply.
pub fn read(text: &str, options: &ReadOptions) -> Result<Description, ImportError> {
    if text.len() > options.largest {
        let (size, most) = (text.len(), options.largest);
        return Err(ImportError::new(format!("the document has {size} bytes; at most {most} are read"))
            .help("import a part of it"));
    }
    let _ = options.format;
    Err(ImportError::new("no format of API descriptions is read yet").at(1, 1))
}
