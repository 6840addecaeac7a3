//! Finds the strings of a JSON text, with their keys.

use std::ops::Range;

/// A string in JSON.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct JsonText {
    /// The key of the string, or of the array that contains it.
    pub(crate) key: Option<String>,
    /// The number of the array or value: strings of one array share it.
    pub(crate) of: usize,
    /// The bytes between the quotes.
    pub(crate) span: Range<usize>,
}

/// An open bracket.
struct Open {
    close: u8,
    key: Option<String>,
    of: usize,
}

/// Returns the strings and all keys of an object or array; `None` if the text is neither. A string with escapes is
/// skipped.
pub(crate) fn json_texts(json: &str) -> Option<(Vec<JsonText>, Vec<String>)> {
    let bytes = json.as_bytes();
    bytes.trim_ascii_start().first().filter(|first| matches!(first, b'{' | b'['))?;
    let (mut found, mut keys, mut open) = (Vec::new(), Vec::new(), Vec::<Open>::new());
    let (mut at, mut number) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let (span, is_plain) = text_at(bytes, at + 1)?;
                at = span.end + 1;
                let around = open.last_mut()?;
                let is_key = around.close == b'}' && bytes[at..].trim_ascii_start().first() == Some(&b':');
                number += 1;
                if is_key {
                    let key = json[span].to_owned();
                    keys.push(key.clone());
                    (around.key, around.of) = (Some(key), number);
                } else if is_plain {
                    found.push(JsonText { key: around.key.clone(), of: around.of, span });
                }
                continue;
            }
            b'{' => open.push(Open { close: b'}', key: None, of: at }),
            b'[' => {
                let key = open.last().and_then(|around| around.key.clone());
                open.push(Open { close: b']', key, of: json.len() + at });
            }
            b'}' | b']' if open.pop()?.close != byte => return None,
            // There is something after the end.
            _ if open.is_empty() && !matches!(byte, b'}' | b']') && !byte.is_ascii_whitespace() => return None,
            _ => {}
        }
        at += 1;
    }
    open.is_empty().then_some((found, keys))
}

/// Returns the bytes up to the closing quote, and whether there are no escapes among them.
fn text_at(bytes: &[u8], start: usize) -> Option<(Range<usize>, bool)> {
    let (mut at, mut is_plain) = (start, true);
    loop {
        match bytes.get(at)? {
            b'"' => return Some((start..at, is_plain)),
            b'\\' => (at, is_plain) = (at + 2, false),
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_their_keys() {
        let shown = |json: &str| {
            let (texts, _) = json_texts(json)?;
            let shown =
                texts.iter().map(|one| format!("{}={}", one.key.as_deref().unwrap_or("-"), &json[one.span.clone()]));
            Some(shown.collect::<Vec<_>>().join(" "))
        };
        for (json, expected) in [
            (r#" ["a", "b"] "#, Some("-=a -=b")),
            (r#"{"x": {"scopes": ["a"], "n": 1}, "y": "b"}"#, Some("scopes=a y=b")),
            (r#"{"x": ["a\n", "b"]}"#, Some("x=b")),
            (r#"{{"scope": "a"}}"#, Some("scope=a")),
            (r#"["a"], "b""#, None),
            (r#"["a"}"#, None),
            (r#"["a"#, None),
            ("\"a\"", None),
            ("a", None),
        ] {
            assert_eq!(shown(json).as_deref(), expected, "{json}");
        }
        let (texts, keys) = json_texts(r#"{"a": ["b", "c"], "d": "e"}"#).expect("an object");
        assert_eq!(keys, ["a", "d"]);
        assert_eq!((texts[0].of == texts[1].of, texts[1].of == texts[2].of), (true, false));
    }
}
