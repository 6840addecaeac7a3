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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_encoded() {
        assert_eq!(encode_path("app/src/main-1_2.~rs"), "app/src/main-1_2.~rs");
        assert_eq!(encode_path("a b/c:d,%41?#[\u{e4}].rs"), "a%20b/c%3Ad%2C%2541%3F%23%5B%C3%A4%5D.rs");
    }
}
