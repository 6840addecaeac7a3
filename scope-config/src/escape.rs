//! Finds parts of a text in a file in which the text is written with escapes.

use std::ops::Range;

/// Returns the bytes of `source` that a part of `text` is written with. `source` must be `text` with some characters
/// escaped by a backslash, and perhaps in quotes. Only escapes that all formats share are known; with any other, the
/// characters do not match, and the result is `None`.
pub(crate) fn place(source: &str, text: &str, part: &Range<usize>) -> Option<Range<usize>> {
    let open = ["\"\"\"", "\"", "'"].into_iter().find(|quotes| source.starts_with(quotes)).map_or(0, str::len);
    let (mut start, mut end) = (None, None);
    let mut at = open;
    for (offset, c) in text.char_indices() {
        start = start.or((offset == part.start).then_some(at));
        end = end.or((offset == part.end).then_some(at));
        let (written, length) = letter(source.get(at..)?)?;
        if written != c {
            return None;
        }
        at += length;
    }
    Some(start.or((text.len() == part.start).then_some(at))?..end.or((text.len() == part.end).then_some(at))?)
}

/// Returns the first character of a source, and the number of bytes it is written with.
fn letter(source: &str) -> Option<(char, usize)> {
    let mut chars = source.chars();
    let first = chars.next()?;
    if first != '\\' {
        return Some((first, first.len_utf8()));
    }
    let kind = chars.next()?;
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        'n' => return Some(('\n', 2)),
        't' => return Some(('\t', 2)),
        'r' => return Some(('\r', 2)),
        _ if kind.is_ascii_alphanumeric() => return None,
        _ => return Some((kind, 1 + kind.len_utf8())),
    };
    let code = u32::from_str_radix(source.get(2..2 + digits)?, 16).ok()?;
    Some((char::from_u32(code)?, 2 + digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_behind_backslashes() {
        let written = |source, text: &str, part: &str| {
            let start = text.find(part).expect("a part");
            place(source, text, &(start..start + part.len())).map(|place| &source[place])
        };
        assert_eq!(written(r#""https:\/\/a b""#, "https://a b", "https://a"), Some(r"https:\/\/a"));
        assert_eq!(written(r#""https:\/\/a b""#, "https://a b", "b"), Some("b"));
        assert_eq!(written(r#""re\u0061d\nb""#, "read\nb", "\n"), Some(r"\n"));
        assert_eq!(written(r"a\:b\=c", "a:b=c", "b="), Some(r"b\="));
        assert_eq!(written(r#""\x41\U00000042""#, "AB", "B"), Some(r"\U00000042"));
    }

    #[test]
    fn what_is_read_in_another_way() {
        for (source, text) in [(r#""a\eb""#, "aeb"), (r"'a\nb'", "a\\nb"), ("\"a\"", "ab"), (r#""\ud83d\ude00""#, "😀")]
        {
            assert_eq!(place(source, text, &(0..1)), None, "{source}");
        }
    }

    #[test]
    fn an_end_is_a_place() {
        assert_eq!(place("\"ab\"", "ab", &(2..2)), Some(3..3));
        assert_eq!(place("ab", "ab", &(0..0)), Some(0..0));
    }
}
