//! Determines the exact bytes of values, since the parser's marks are wider, or start elsewhere.

use std::ops::Range;

use saphyr_parser::ScalarStyle;

/// The properties before a value: `&anchor` and `!tag`.
pub(super) struct Properties {
    /// Where the tag starts.
    pub(super) tag: Option<usize>,
    /// Where the value starts.
    pub(super) value: usize,
}

impl Properties {
    /// Finds the properties before a value.
    pub(super) fn of(text: &str, start: usize, has_anchor: bool, has_tag: bool) -> Self {
        let mut found = Self { tag: None, value: start };
        for _ in 0..usize::from(has_anchor) + usize::from(has_tag) {
            let rest = &text[found.value..];
            let length = if rest.starts_with("!<") {
                rest.find('>').map_or(rest.len(), |at| at + 1)
            } else {
                rest.find([' ', '\t', '\n', '\r', ',', '[', ']', '{', '}']).unwrap_or(rest.len())
            };
            if rest.starts_with('!') {
                found.tag = Some(found.value);
            }
            found.value += length + blanks(&rest[length..]);
        }
        found
    }
}

/// Returns the bytes of a scalar. The parser's mark starts at its anchor, and ends after the blanks and the comment
/// that follow.
pub(super) fn scalar(
    file: &str,
    style: ScalarStyle,
    text: &str,
    properties: &Properties,
    bytes: Range<usize>,
) -> Range<usize> {
    let start = properties.value;
    match style {
        // The value is empty, so the mark is that of the next token or of the preceding colon.
        ScalarStyle::Plain if text.is_empty() && start > bytes.start => bytes.end..bytes.end,
        ScalarStyle::Plain if text.is_empty() => {
            let at = bytes.start + usize::from(file[bytes.start..].starts_with(':'));
            at..at
        }
        ScalarStyle::Plain => start.min(bytes.end)..bytes.end,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            start..quoted_end(file.as_bytes(), start).unwrap_or(bytes.end.max(start))
        }
        ScalarStyle::Literal | ScalarStyle::Folded => {
            start..start + file.get(start..bytes.end).unwrap_or_default().trim_end().len()
        }
    }
}

/// Returns the number of bytes of blanks, line ends and comments at the start of a text.
fn blanks(text: &str) -> usize {
    let mut rest = text.trim_start_matches([' ', '\t', '\n', '\r']);
    while rest.starts_with('#') {
        let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
        rest = rest[line..].trim_start_matches([' ', '\t', '\n', '\r']);
    }
    text.len() - rest.len()
}

/// The byte after the quote that closes the one at `start`.
fn quoted_end(bytes: &[u8], start: usize) -> Option<usize> {
    let quote = *bytes.get(start).filter(|byte| matches!(byte, b'"' | b'\''))?;
    let mut at = start + 1;
    loop {
        match *bytes.get(at)? {
            b'\\' if quote == b'"' => at += 2,
            byte if byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 2,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}
