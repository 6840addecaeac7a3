//! Where values are as they are written: the parser's marks are wider, or begin elsewhere.

use std::ops::Range;

use saphyr_parser::ScalarStyle;

/// The properties before a value: `&anchor` and `!tag`.
pub(super) struct Properties {
    /// Where the tag begins.
    pub(super) tag: Option<usize>,
    /// Where the value begins.
    pub(super) value: usize,
}

impl Properties {
    /// Skips the properties before a value.
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

/// The bytes of a scalar: its mark begins at its anchor, and ends after the blanks and the comment behind it.
pub(super) fn scalar(
    file: &str,
    style: ScalarStyle,
    text: &str,
    properties: &Properties,
    bytes: Range<usize>,
) -> Range<usize> {
    let start = properties.value;
    match style {
        // Nothing is written at all: the mark is that of what comes next, or of the colon before.
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

/// How many bytes of blanks, line ends and comments a text begins with.
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
