//! The texts in a JSON document, with where they stand: all that is read of an error's body.
//!
//! A library of JSON would be a dependency of every program for a few words of one answer in a thousand. What is not JSON
//! (RFC 8259) is refused as a whole.

use alloc::string::String;
use alloc::vec::Vec;

/// One step from the outside of a document to a value in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Into an object.
    Member(String),
    /// Into a list.
    Element,
}

/// Documents nested deeper are not those of an error.
const MOST_DEPTH: usize = 64;

/// Calls `found` for every text that is a value, with the way to it.
///
/// `None` where it is no JSON document, or nested too deeply.
pub(super) fn texts(document: &str, found: &mut dyn FnMut(&[Step], &str)) -> Option<()> {
    let mut reader = Reader { bytes: document.as_bytes(), text: document, at: 0 };
    let mut path: Vec<Step> = Vec::new();
    loop {
        let is_inside = reader.value(&mut path, found)?;
        if !is_inside && !reader.next(&mut path)? {
            return Some(());
        }
        if path.len() > MOST_DEPTH {
            return None;
        }
    }
}

struct Reader<'d> {
    bytes: &'d [u8],
    text: &'d str,
    at: usize,
}

impl Reader<'_> {
    /// Reads a value. Of an object or a list that is not empty it reads the beginning: `true`, and what is next is a value.
    fn value(&mut self, path: &mut Vec<Step>, found: &mut dyn FnMut(&[Step], &str)) -> Option<bool> {
        match self.peek()? {
            b'{' => {
                self.at += 1;
                if self.takes(b'}') {
                    return Some(false);
                }
                path.push(Step::Member(self.key()?));
                return Some(true);
            }
            b'[' => {
                self.at += 1;
                if self.takes(b']') {
                    return Some(false);
                }
                path.push(Step::Element);
                return Some(true);
            }
            b'"' => found(path, &self.string()?),
            b't' => self.word("true")?,
            b'f' => self.word("false")?,
            b'n' => self.word("null")?,
            _ => self.number()?,
        }
        Some(false)
    }

    /// Goes on to the next value, out of what ends here; `false` at the end of the document.
    fn next(&mut self, path: &mut Vec<Step>) -> Option<bool> {
        loop {
            match path.pop() {
                None => return (self.peek().is_none()).then_some(false),
                Some(Step::Element) if self.takes(b',') => {
                    path.push(Step::Element);
                    return Some(true);
                }
                Some(Step::Member(_)) if self.takes(b',') => {
                    path.push(Step::Member(self.key()?));
                    return Some(true);
                }
                Some(Step::Element) => self.takes(b']').then_some(())?,
                Some(Step::Member(_)) => self.takes(b'}').then_some(())?,
            }
        }
    }

    fn key(&mut self) -> Option<String> {
        let key = self.string()?;
        self.takes(b':').then_some(key)
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.bytes[self.at..].starts_with(word.as_bytes()).then(|| self.at += word.len())
    }

    fn number(&mut self) -> Option<()> {
        self.at += usize::from(self.bytes.get(self.at) == Some(&b'-'));
        let begins_with_nought = self.bytes.get(self.at) == Some(&b'0');
        if self.digits()? > 1 && begins_with_nought {
            return None;
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.bytes.get(self.at), Some(b'+' | b'-')));
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<usize> {
        let count = self.bytes[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        (count > 0).then_some(count)
    }

    fn string(&mut self) -> Option<String> {
        if !self.takes(b'"') {
            return None;
        }
        let mut string = String::new();
        loop {
            let plain = self.bytes[self.at..].iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F))?;
            string.push_str(self.text.get(self.at..self.at + plain)?);
            self.at += plain + 1;
            match self.bytes[self.at - 1] {
                b'"' => return Some(string),
                b'\\' => string.push(self.escape()?),
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{C}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.code_point()?,
            _ => return None,
        })
    }

    /// What follows `\u`. Half a pair of surrogates is no character; it stands for one that cannot be shown.
    fn code_point(&mut self) -> Option<char> {
        let first = self.code_unit()?;
        let is_high = (0xD800..0xDC00).contains(&first);
        if is_high && self.bytes[self.at..].starts_with(b"\\u") {
            let after_first = self.at;
            self.at += 2;
            let second = self.code_unit()?;
            if (0xDC00..0xE000).contains(&second) {
                return char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00));
            }
            self.at = after_first;
        }
        Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn code_unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::format;
    use std::string::{String, ToString};
    use std::vec::Vec;

    use proptest::prelude::*;
    use serde_json::Value;

    use super::{MOST_DEPTH, Step, texts};

    /// Every text, as `path=text`.
    fn read(document: &str) -> Option<Vec<String>> {
        let mut read = Vec::new();
        texts(document, &mut |path, text| {
            let steps = path.iter().map(|step| match step {
                Step::Member(name) => format!(".{name}"),
                Step::Element => "[]".to_string(),
            });
            read.push(format!("{}={text}", steps.collect::<String>()));
        })?;
        Some(read)
    }

    /// The same, by a library.
    fn expected(value: &Value, path: &str, texts: &mut Vec<String>) {
        match value {
            Value::String(text) => texts.push(format!("{path}={text}")),
            Value::Array(values) => values.iter().for_each(|value| expected(value, &format!("{path}[]"), texts)),
            Value::Object(members) => {
                members.iter().for_each(|(name, value)| expected(value, &format!("{path}.{name}"), texts));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    #[test]
    fn texts_with_their_places() {
        let document = r#" {"a": [1, "x", {"b": "y", "c": {}}, []], "d": null, "": "\u00e9\ud83d\ude00\n\/"} "#;
        assert_eq!(read(document).expect("JSON"), [".a[]=x", ".a[].b=y", ".=é😀\n/"]);
    }

    #[test]
    fn half_a_pair_is_a_replacement() {
        let texts = read(r#"["\ud83d", "\ude00x", "\ud83d\u0041"]"#).expect("JSON");
        assert_eq!(texts, ["[]=\u{FFFD}", "[]=\u{FFFD}x", "[]=\u{FFFD}A"]);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for document in [
            "",
            " ",
            "{",
            "[",
            "\"",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,}",
            "[1,]",
            "[1 2]",
            "{a:1}",
            "{\"a\" 1}",
            "[1}",
            "{\"a\":1]",
            "nul",
            "01",
            "-",
            "1.",
            "1e",
            ".5",
            "+1",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u12g4\"",
            "\"\n\"",
            "1 1",
            "]",
            "}",
            "{1:2}",
            "\"\\u+123\"",
            "\"\\ud83d\\u12\"",
        ] {
            assert_eq!(read(document), None, "{document:?}");
        }
        for document in ["1", "-0.5e+10", "0", "true", " null ", "[]", "{}", "\"\""] {
            assert!(read(document).is_some(), "{document:?}");
        }
    }

    #[test]
    fn depth_has_a_bound() {
        let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert!(read(&nested(MOST_DEPTH)).is_some() && read(&nested(MOST_DEPTH + 1)).is_none());
        assert_eq!(read(&"[".repeat(1_000_000)), None);
        assert_eq!(read(&"{\"a\":".repeat(1_000_000)), None);
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn reads_what_a_library_reads(value in value(), is_pretty in any::<bool>()) {
            let document = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            let mut texts = Vec::new();
            expected(&value, "", &mut texts);
            prop_assert_eq!(read(&document.expect("JSON")), Some(texts));
        }

        #[test]
        fn refuses_what_a_library_refuses(document in "[\\[\\]{}:,\"\\\\ua01.eE+\\-trfalsn \n]{0,12}") {
            let by_library = serde_json::from_str::<Value>(&document);
            // A library may refuse a number for its size and half a pair of surrogates; this reader looks at neither.
            if by_library.is_ok() {
                prop_assert!(read(&document).is_some());
            }
            if read(&document).is_some() {
                let is_excused = by_library.as_ref().is_err_and(|error| {
                    let error = error.to_string();
                    error.contains("out of range") || error.contains("surrogate") || error.contains("end of hex escape")
                });
                prop_assert!(by_library.is_ok() || is_excused, "{:?}", by_library);
            }
        }
    }
}
