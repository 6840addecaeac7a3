//! Percent-encoding (RFC 3986, section 2.1).

/// A path as that of a URI: everything but unreserved characters and `/` is encoded.
pub(crate) fn encode_path(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(byte.into()),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// A value of a query, decoded: `+` is a space there.
pub(crate) fn decode_query(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        let (byte, length) = match (first, code) {
            (b'%', Some(byte)) => (byte, 3),
            (b'+', _) => (b' ', 1),
            (&byte, _) => (byte, 1),
        };
        bytes.push(byte);
        rest = &rest[length..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_encoded() {
        assert_eq!(encode_path("app/src/main-1_2.~rs"), "app/src/main-1_2.~rs");
        assert_eq!(encode_path("a b/c:d,%41?#[\u{e4}].rs"), "a%20b/c%3Ad%2C%2541%3F%23%5B%C3%A4%5D.rs");
    }

    #[test]
    fn values_are_decoded() {
        for (value, expected) in [
            ("repo%20read%3Aorg", "repo read:org"),
            ("repo+gist", "repo gist"),
            ("%", "%"),
            ("%+1", "% 1"),
            ("%C3%A4", "ä"),
        ] {
            assert_eq!(decode_query(value), expected);
        }
    }
}
