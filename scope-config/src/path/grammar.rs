//! The grammar of paths.

use std::fmt;

use super::evidence::Evidence;
use crate::format::Format;

/// A path in a file.
///
/// Segments are separated by dots; a key that contains a dot is written in double quotes. `*` is any key of a table,
/// and `*_SCOPES` any key that ends in `_SCOPES` (a `*` matches any characters, except in double quotes). `**` is any
/// number of tables and lists, one in the other. `[]` is any item of a list and `[0]` the first (at the start of a path:
/// the first document, or the first item if the whole file is a list). `{keys}` at the end selects the keys of a table;
/// `{client}` matches a table with the ID, the secret, an endpoint or the redirection of a client, and `{scopes}` matches a key that
/// usually has requested scopes: `scope`, `oidcScopes`. `{openid}`, `{google}` and `{graph}` match such a key whose value shows
/// that it is a list: it has `openid` or a name such as `User.Read`, or addresses of scopes of Google or Microsoft Graph;
/// `{oauth}` such a key that names OAuth or a provider: `nodeOauthScopes`, `discord_scopes`. `{variable}` is a variable that has
/// scopes by its name, in a table or in a list: `OIDC_SCOPES`, `Login__Scopes__0`. `|yaml` parses a string as YAML and continues in it, and so do `|json`, `|toml`, `|ini`, `|env` and `|properties`;
/// `environment[NAME]` is the value of `NAME` in a list of `NAME=value` or of `{name: NAME, value: value}`, and the name
/// may contain a `*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// As it is written.
    pub(super) text: String,
    pub(super) segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    Key(String),
    KeyLike(String),
    AnyKey,
    AnyDepth,
    Index(usize),
    AnyItem,
    Keys,
    Client,
    Scopes,
    Shown(Evidence),
    Variable,
    Embedded(Format),
    Assignment(String),
}

/// Why a text is not a valid path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// The byte at which the error is.
    pub at: usize,
    /// The message, in one line without a period.
    pub message: String,
}

impl fmt::Display for PathError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} (at byte {})", self.message, self.at)
    }
}

impl std::error::Error for PathError {}

impl Path {
    /// Parses a path.
    ///
    /// # Errors
    ///
    /// If brackets or quotes are not closed, or a segment is empty.
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
            if segment == Segment::AnyDepth {
                let fault = |message: &str| Err(PathError { at, message: message.to_owned() });
                if at + length == text.len() {
                    return fault("expected a key after `**`");
                }
                if segments.last() == Some(&Segment::AnyDepth) {
                    return fault("one `**` already matches any depth");
                }
            }
            segments.push(segment);
            at += length;
        }
        if segments.is_empty() {
            return Err(PathError { at: 0, message: "expected at least one key".to_owned() });
        }
        Ok(Self { text: text.to_owned(), segments })
    }

    /// Whether the last segment is a key that is written out, and its depth is known.
    pub(crate) fn ends_with_key(&self) -> bool {
        matches!(self.segments.last(), Some(Segment::Key(_))) && !self.is_anywhere()
    }

    /// Whether the last segment is a variable, by its name.
    pub(crate) fn ends_with_variable(&self) -> bool {
        matches!(self.segments.last(), Some(Segment::Variable))
    }

    /// Whether the path searches at any depth.
    pub(crate) fn is_anywhere(&self) -> bool {
        self.segments.contains(&Segment::AnyDepth)
    }

    /// The suffix that parses a string as a format, if there is one: `|yaml`.
    pub(crate) fn word_of(format: Format) -> Option<&'static str> {
        EMBEDDED.iter().find(|(_, other)| *other == format).map(|(word, _)| *word)
    }
}

/// Where and why a text is not a segment.
type Fault = (usize, &'static str);

/// The first segment of a text, and its length with the dot after it.
fn segment(text: &str, is_first: bool) -> Result<(Segment, usize), Fault> {
    let (found, length) = match text.as_bytes()[0] {
        b'[' => brackets(text)?,
        b'{' => braces(text)?,
        b'|' => embedded(text)?,
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

/// `{keys}`, `{client}` and the like.
fn braces(text: &str) -> Result<(Segment, usize), Fault> {
    let words = [
        ("{keys}", Segment::Keys),
        ("{client}", Segment::Client),
        ("{scopes}", Segment::Scopes),
        ("{variable}", Segment::Variable),
        ("{openid}", Segment::Shown(Evidence::OpenId)),
        ("{google}", Segment::Shown(Evidence::Google)),
        ("{graph}", Segment::Shown(Evidence::Graph)),
        ("{oauth}", Segment::Shown(Evidence::Name)),
    ];
    let found = words.into_iter().find(|(word, _)| text.starts_with(word));
    let expected =
        "expected `{keys}`, `{client}`, `{scopes}`, `{variable}`, `{openid}`, `{google}`, `{graph}` or `{oauth}`";
    found.map(|(word, segment)| (segment, word.len())).ok_or((0, expected))
}

/// What a text inside a file may be read as, by the word after the bar.
const EMBEDDED: [(&str, Format); 6] = [
    ("|yaml", Format::Yaml),
    ("|json", Format::Json),
    ("|toml", Format::Toml),
    ("|ini", Format::Ini),
    ("|env", Format::Dotenv),
    ("|properties", Format::Properties),
];

fn embedded(text: &str) -> Result<(Segment, usize), Fault> {
    let found = EMBEDDED.iter().find(|(word, _)| {
        text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[', '{', '|']))
    });
    found
        .map(|&(word, format)| (Segment::Embedded(format), word.len()))
        .ok_or((0, "expected `|yaml`, `|json`, `|toml`, `|ini`, `|env` or `|properties`"))
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
        "**" => Segment::AnyDepth,
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
            ("a|xml", 1),
            ("a|yamlx", 1),
            ("a.**", 2),
            ("**.**.a", 3),
            ("\"a\"b", 3),
        ] {
            assert_eq!(Path::parse(text).expect_err(text).at, at, "{text}");
        }
    }
}
