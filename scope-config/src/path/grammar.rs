//! How a path is written.

use std::fmt;

/// A way through a file.
///
/// Segments stand with dots between them; one with a dot in it stands in double quotes. `*` is any key of a table,
/// `*_SCOPES` any key that ends like that (a `*` stands for any characters, except in double quotes), `[]` any item of
/// a list, `[0]` a certain one (at the beginning: the document of that number, or an item of a list that is the whole
/// file). `{keys}` at the end means the keys of a table; `|yaml` reads a text as YAML and goes on in it;
/// `environment[NAME]` is the item of a list that reads `NAME=value`, where a `*` may stand in the name as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub(super) segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    Key(String),
    KeyLike(String),
    AnyKey,
    Index(usize),
    AnyItem,
    Keys,
    Embedded,
    Assignment(String),
}

/// Why a text is no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// The byte of the text where it goes wrong.
    pub at: usize,
    /// One sentence without a full stop.
    pub message: String,
}

impl fmt::Display for PathError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} (at byte {})", self.message, self.at)
    }
}

impl std::error::Error for PathError {}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    ///
    /// Where brackets or quotes do not close, or a segment is empty.
    ///
    /// ```
    /// assert!(scope_config::Path::parse("data.\"oidc.config\"|yaml.scopes[]").is_ok());
    /// assert!(scope_config::Path::parse("a..b").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let mut segments = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let (segment, length) = segment(rest, segments.is_empty())
                .map_err(|(offset, message)| PathError { at: at + offset, message: message.to_owned() })?;
            segments.push(segment);
            at += length;
        }
        if segments.is_empty() {
            return Err(PathError { at: 0, message: "expected at least one key".to_owned() });
        }
        Ok(Self { segments })
    }
}

/// Where and why a text is no segment.
type Fault = (usize, &'static str);

/// The first segment of a text, and its length with the dot after it.
fn segment(text: &str, is_first: bool) -> Result<(Segment, usize), Fault> {
    let (found, length) = match text.as_bytes()[0] {
        b'[' => brackets(text)?,
        b'{' if text.starts_with("{keys}") => (Segment::Keys, "{keys}".len()),
        b'{' => return Err((0, "expected `{keys}`")),
        b'|' if text.starts_with("|yaml") => (Segment::Embedded, "|yaml".len()),
        b'|' => return Err((0, "expected `|yaml`")),
        b'"' => {
            let close = text[1..].find('"').ok_or((0, "unclosed `\"`"))?;
            (Segment::Key(text[1..=close].to_owned()), close + 2)
        }
        b'.' if is_first => return Err((0, "a path cannot start with a dot")),
        b'.' => return Err((0, "missing key between two dots")),
        _ => key(text),
    };
    match text.as_bytes().get(length) {
        Some(b'.') if length + 1 == text.len() => Err((length, "a path cannot end with a dot")),
        Some(b'.') => Ok((found, length + 1)),
        Some(b'[' | b'{' | b'|') | None => Ok((found, length)),
        Some(_) => Err((length, "expected a dot between two segments")),
    }
}

/// `[]`, `[0]` or `[NAME]`.
fn brackets(text: &str) -> Result<(Segment, usize), Fault> {
    let close = text.find(']').ok_or((0, "unclosed `[`"))?;
    let inner = &text[1..close];
    let found = match inner.parse() {
        _ if inner.is_empty() => Segment::AnyItem,
        Ok(index) => Segment::Index(index),
        Err(_) => Segment::Assignment(inner.to_owned()),
    };
    Ok((found, close + 1))
}

fn key(text: &str) -> (Segment, usize) {
    let end = text.find(['.', '[', '{', '|']).unwrap_or(text.len());
    let found = match &text[..end] {
        "*" => Segment::AnyKey,
        key if key.contains('*') => Segment::KeyLike(key.to_owned()),
        key => Segment::Key(key.to_owned()),
    };
    (found, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_path() {
        for (text, at) in [
            ("", 0),
            (".a", 0),
            ("a..b", 2),
            ("a.", 1),
            ("a[", 1),
            ("\"a", 0),
            ("a{x}", 1),
            ("a|json", 1),
            ("\"a\"b", 3),
        ] {
            assert_eq!(Path::parse(text).expect_err(text).at, at, "{text}");
        }
    }
}
