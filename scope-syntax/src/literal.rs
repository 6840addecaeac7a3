//! Rust string literals: what they say, and where in the source each part of their value is written.

use std::ops::Range;

/// A string literal in parts.
pub(crate) struct Parts {
    /// What it says, escapes resolved.
    pub(crate) value: String,
    /// What comes after the closing quote.
    pub(crate) suffix: String,
}

/// Takes a string literal apart, which the compiler has read as one; `None` if it is another kind of literal. The rules are
/// those of <https://doc.rust-lang.org/reference/tokens.html#string-literals>.
pub(crate) fn parts(source: &str) -> Option<Parts> {
    let quoted = source.trim_start_matches('r').trim_start_matches('#');
    let is_raw = source.starts_with('r');
    let inside = quoted.strip_prefix('"').filter(|_| is_raw || source.starts_with('"'))?;
    let (text, after) = inside.rsplit_once('"')?;
    if is_raw {
        return Some(Parts { value: text.to_owned(), suffix: after.trim_start_matches('#').to_owned() });
    }
    Some(Parts { value: unescaped(text)?, suffix: after.to_owned() })
}

/// The value of what is between the quotes.
fn unescaped(text: &str) -> Option<String> {
    let mut value = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        rest = &rest[swallowed(rest)..];
        let Some(first) = rest.chars().next() else { return Some(value) };
        let length = written_length(rest);
        let (written, after) = rest.split_at_checked(length)?;
        value.push(if length == first.len_utf8() { first } else { character(written)? });
        rest = after;
    }
}

/// The character that an escape or the end of a line stands for.
fn character(written: &str) -> Option<char> {
    let code = |digits: &str| u32::from_str_radix(&digits.replace('_', ""), 16).ok().and_then(char::from_u32);
    match written.as_bytes() {
        [b'\r', b'\n'] | [b'\\', b'n'] => Some('\n'),
        [b'\\', b'r'] => Some('\r'),
        [b'\\', b't'] => Some('\t'),
        [b'\\', b'0'] => Some('\0'),
        [b'\\', other] => Some(char::from(*other)),
        [b'\\', b'x', ..] => code(&written[2..]),
        [b'\\', b'u', ..] => code(written[2..].trim_matches(['{', '}'])),
        _ => None,
    }
}

/// The byte at which the value of a string literal starts in its source; `None` if the literal has escapes.
///
/// ```
/// assert_eq!(scope_syntax::plain_literal("r#\"a b\"#"), Some(3));
/// assert_eq!(scope_syntax::plain_literal(r#""a\tb""#), None);
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
/// assert_eq!(scope_syntax::range_in_literal(r#""a\tbc""#, "a\tbc", &(2..4)), Some(4..6));
/// ```
pub fn range_in_literal(source: &str, value: &str, part: &Range<usize>) -> Option<Range<usize>> {
    if let Some(open) = plain_literal(source) {
        return Some(open + part.start..open + part.end);
    }
    let (mut start, mut end) = (None, None);
    let mut at = source.find('"')? + 1;
    for (offset, _) in value.char_indices().chain([(value.len(), '"')]) {
        if offset == part.end && start.is_some() {
            end = Some(at);
            break;
        }
        at += swallowed(&source[at..]);
        if offset == part.start {
            start = Some(at);
            if part.is_empty() {
                end = Some(at);
                break;
            }
        }
        at += written_length(&source[at..]);
    }
    Some(start?..end?)
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

/// How many bytes the next character is written with.
fn written_length(source: &str) -> usize {
    match source.as_bytes() {
        [b'\\', b'x', ..] => 4,
        [b'\\', b'u', ..] => source.find('}').map_or(2, |close| close + 1),
        [b'\\', ..] | [b'\r', b'\n', ..] => 2,
        _ => source.chars().next().map_or(0, char::len_utf8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_is_that_of_the_compiler() {
        macro_rules! values {
            ($($literal:literal)*) => { [$((stringify!($literal), $literal)),*] };
        }
        let values = values! {
            "" "a b" "ä\u{e4}€𝄞" r"" r"a\n" r#"a"b"# r##"a"#b"## "\n\r\t\\\0\'\"" "\x20\x7f" "\u{61}\u{1_F600}\u{00_00_61}"
            "a \
             b" "a
              b" "\\\"" "\\n" "\
            "
        };
        for (source, value) in values {
            let parts = parts(source).unwrap_or_else(|| panic!("{source}"));
            assert_eq!((&*parts.value, &*parts.suffix), (value, ""), "{source}");
        }
    }

    #[test]
    fn ends_of_lines_and_suffixes() {
        for (source, value, suffix) in [
            ("\"a\r\nb\"", "a\nb", ""),
            ("\"a\\\r\n  b\"", "ab", ""),
            ("\"a\\\n\n \n\tb\"", "ab", ""),
            ("\"a\"x", "a", "x"),
            ("r#\"a\"#x", "a", "x"),
            ("r\"a\"r", "a", "r"),
        ] {
            let parts = parts(source).expect(source);
            assert_eq!((&*parts.value, &*parts.suffix), (value, suffix), "{source}");
        }
        for source in ["b\"a\"", "br\"a\"", "c\"a\"", "cr#\"a\"#", "'a'", "'\"'", "7", "1.5e3", "b'\"'"] {
            assert!(parts(source).is_none(), "{source}");
        }
    }

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
            ("\"ä\r\nbc\"", "ä\nbc", 3..5, "bc"),
        ];
        for (source, value, range, expected) in ranges {
            let found = range_in_literal(source, value, &range).expect("a range");
            assert_eq!(&source[found], expected, "{source}");
        }
    }
}
