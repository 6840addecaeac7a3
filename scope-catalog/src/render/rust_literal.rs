//! Rust string literals: where in the source a part of their value is written.

use std::ops::Range;

/// The byte at which the value of a string literal starts in its source; `None` if the literal has escapes.
///
/// ```
/// assert_eq!(scope_catalog::plain_literal("r#\"a b\"#"), Some(3));
/// assert_eq!(scope_catalog::plain_literal(r#""a\tb""#), None);
/// ```
pub fn plain_literal(source: &str) -> Option<usize> {
    let open = source.find('"')? + 1;
    (source.starts_with('r') || !source.contains(['\\', '\r'])).then_some(open)
}

/// The bytes in the source of a string literal at which a part of its value is written, counted with quotes and
/// escapes. Whitespace that is skipped after a backslash at the end of a line belongs to no part. `None` if the value
/// has no such part.
///
/// ```
/// assert_eq!(scope_catalog::range_in_literal(r#""a\tbc""#, "a\tbc", &(2..4)), Some(4..6));
/// ```
pub fn range_in_literal(source: &str, value: &str, part: &Range<usize>) -> Option<Range<usize>> {
    if let Some(open) = plain_literal(source) {
        return Some(open + part.start..open + part.end);
    }
    let mut start = None;
    let mut at = source.find('"')? + 1;
    for (offset, char) in value.char_indices().chain([(value.len(), '"')]) {
        if let Some(start) = start.filter(|_| offset == part.end) {
            return Some(start..at);
        }
        at += swallowed(&source[at..]);
        if offset == part.start {
            start = Some(at);
            if part.is_empty() {
                return Some(at..at);
            }
        }
        at += escape_length(&source[at..], char);
    }
    None
}

/// A backslash at the end of a line swallows it and the blanks that the next one begins with.
fn swallowed(source: &str) -> usize {
    let mut rest = source;
    while let Some(after) = rest.strip_prefix("\\\n").or_else(|| rest.strip_prefix("\\\r\n")) {
        // The compiler skips these four, and no other blank.
        rest = after.trim_start_matches([' ', '\t', '\n', '\r']);
    }
    source.len() - rest.len()
}

fn escape_length(source: &str, char: char) -> usize {
    match source.as_bytes() {
        [b'\\', b'x', ..] => 4,
        [b'\\', b'u', ..] => source.find('}').map_or(2, |close| close + 1),
        [b'\\', ..] => 2,
        [b'\r', b'\n', ..] if char == '\n' => 2,
        _ => char.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_counted() {
        let ranges = [
            (r#""a bc""#, "a bc", 2..4, r"bc"),
            (r##"r#"a bc"#"##, "a bc", 2..4, "bc"),
            (r#""\u{61}\x20bc\td""#, "a bc\td", 2..4, "bc"),
            (r#""\u{61}\x20bc\td""#, "a bc\td", 0..1, r"\u{61}"),
            ("\"a \\\n    bc\"", "a bc", 2..4, "bc"),
            (r#""a\"b c""#, "a\"b c", 4..5, "c"),
            ("\"a,\\\n    bc\"", "a,bc", 1..2, ","),
            ("\"a,\\\n    bc\"", "a,bc", 2..2, ""),
        ];
        for (source, value, range, expected) in ranges {
            let found = range_in_literal(source, value, &range).expect("a range");
            assert_eq!(&source[found], expected, "{source}");
        }
    }
}
