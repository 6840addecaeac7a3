//! Maps parts of a string literal's value to its source.

use std::ops::Range;

/// Returns the byte at which the value of a string literal starts in its source; `None` if the literal has escapes.
///
/// ```
/// assert_eq!(scope_catalog::plain_literal("r#\"a b\"#"), Some(3));
/// assert_eq!(scope_catalog::plain_literal(r#""a\tb""#), None);
/// ```
pub fn plain_literal(source: &str) -> Option<usize> {
    let open = source.find('"')? + 1;
    (source.starts_with('r') || !source.contains(['\\', '\r'])).then_some(open)
}

/// Returns the bytes of a string literal's source for a part of its value, including quotes and escapes in the count.
/// Whitespace that is skipped after a backslash at the end of a line belongs to no part. `None` if the value has no
/// such part.
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

/// Returns the length of a backslash at the end of a line and the blanks after it, which the compiler skips.
fn swallowed(source: &str) -> usize {
    let mut rest = source;
    while let Some(after) = rest.strip_prefix("\\\n").or_else(|| rest.strip_prefix("\\\r\n")) {
        // The compiler skips only these four characters.
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
