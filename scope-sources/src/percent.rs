//! Decodes values of queries (RFC 3986 §2.1).

use std::ops::Range;

/// Decodes a value of a query, in which `+` is a space, and returns the bytes of `value` that each decoded byte is
/// written with. `None` if the result is not UTF-8.
pub(crate) fn decode_query(value: &str) -> Option<(String, Vec<Range<usize>>)> {
    let (mut bytes, mut places) = (Vec::with_capacity(value.len()), Vec::with_capacity(value.len()));
    let mut at = 0;
    while let [first, after @ ..] = &value.as_bytes()[at..] {
        let digits = after.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        let (byte, length) = match (first, code) {
            (b'%', Some(byte)) => (byte, 3),
            (b'+', _) => (b' ', 1),
            (&byte, _) => (byte, 1),
        };
        bytes.push(byte);
        places.push(at..at + length);
        at += length;
    }
    Some((String::from_utf8(bytes).ok()?, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded() {
        for (value, expected) in [
            ("repo%20read%3Aorg", "repo read:org"),
            ("repo+gist", "repo gist"),
            ("%", "%"),
            ("%+1", "% 1"),
            ("%C3%A4", "\u{e4}"),
        ] {
            assert_eq!(decode_query(value).map(|(text, _)| text).as_deref(), Some(expected));
        }
        assert_eq!(decode_query("%C3"), None);
        assert_eq!(decode_query("a%20b").map(|(_, places)| places), Some(vec![0..1, 1..4, 4..5]));
    }
}
