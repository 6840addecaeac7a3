//! Placeholders: `${NAME}`, `{{ template }}`.

use std::ops::Range;

/// A part of a text that is only known elsewhere.
pub(crate) struct Placeholder {
    pub(crate) span: Range<usize>,
    pub(crate) default: Option<String>,
}

/// What a reference begins and ends with. The first that fits counts.
const BRACKETS: [(&str, &str); 7] =
    [("${{", "}}"), ("${", "}"), ("{{", "}}"), ("%env(", ")%"), ("$(", ")"), ("<%", "%>"), ("#{", "}")];

/// The parts of a text that are only known elsewhere: `${NAME}`, `$NAME`, `{{ template }}`, `%env(NAME)%`.
pub(crate) fn placeholders(text: &str) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let (mut at, mut unclosed) = (0, 0);
    while let Some(next) = text[at..].find(['$', '{', '%', '<', '#']).map(|offset| at + offset) {
        let rest = &text[next..];
        let mut kinds = BRACKETS.iter().filter(|(open, _)| rest.starts_with(open)).peekable();
        unclosed += usize::from(kinds.peek().is_some());
        let length = kinds.find_map(|(open, close)| length(rest, open, close)).or_else(|| variable(rest));
        if let Some(length) = length {
            unclosed = 0;
            found.push(Placeholder { span: next..next + length, default: default(&rest[..length]) });
        }
        if unclosed == MOST_UNCLOSED {
            break;
        }
        at = next + length.unwrap_or(1);
    }
    found
}

/// A text with as many beginnings of references in a row, and no ends, has none.
const MOST_UNCLOSED: usize = 1000;

/// No reference is longer.
const LONGEST: usize = 4096;

/// How long a reference is at the beginning of a text; those in braces may hold others.
fn length(text: &str, open: &str, close: &str) -> Option<usize> {
    if open != "${" {
        let mut ends = text.as_bytes().windows(close.len()).take(LONGEST);
        return ends.position(|bytes| bytes == close.as_bytes()).map(|at| at + close.len());
    }
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// How long `$NAME` is at the beginning of a text.
fn variable(text: &str) -> Option<usize> {
    let name = text.strip_prefix('$').filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))?;
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    Some(1 + name.bytes().take_while(|&byte| is_part(byte)).count())
}

/// What a reference is where nothing else is set: of `${NAME:-value}`, `${NAME-value}` and `${name:value}`.
fn default(reference: &str) -> Option<String> {
    let inner = reference.strip_prefix("${").filter(|inner| !inner.starts_with('{'))?.strip_suffix('}')?;
    let value = if let Some((_, value)) = inner.split_once(':') {
        match value.as_bytes().first() {
            Some(b'-' | b'=') => &value[1..],
            Some(b'?' | b'+') => return None,
            _ => value,
        }
    } else {
        let (name, value) = inner.split_once('-')?;
        // Names of properties have hyphens, those of the environment have none.
        if name.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        value
    };
    Some(value.to_owned())
}
