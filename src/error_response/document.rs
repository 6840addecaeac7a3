//! What a body says: its values, each with the path that leads to it, and among them the messages.
//!
//! Bodies are read in one pass, without a tree, and what is cut off or malformed is read as far as it goes: a proxy or a
//! limit of the program may have shortened it. Work and memory are bounded whatever a server sends.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// Values beyond this number are not read; no known form has nearly as many.
const MAX_VALUES: usize = 4_096;
/// What is nested more deeply is skipped.
const MAX_DEPTH: usize = 12;
/// Longer keys are those of no form.
const MAX_KEY: usize = 64;
/// How much of one message is searched, and of all of them together.
const MAX_MESSAGE: usize = 4_096;
const MAX_MESSAGES: usize = 32_768;
/// A member with a message is near the top.
const MAX_MESSAGE_DEPTH: usize = 5;

/// The members in which servers put messages and codes, in lower case.
const MESSAGE_KEYS: &[&str] = &[
    "cause", "code", "description", "detail", "details", "developer_message", "developermessage", "err", "errmsg",
    "error", "error_code", "error_description", "error_info", "error_message", "error_msg", "error_summary",
    "error_text", "error_type", "errorcode", "errordescription", "errormessage", "errors", "errortype", "exception",
    "fault", "faultstring", "hint", "info", "long_message", "longmessage", "message", "messages", "msg", "name",
    "reason", "result", "status", "statusmessage", "summary", "text", "title", "type",
];

/// A body, read.
#[derive(Debug, Default)]
pub(crate) struct Document<'b> {
    values: Vec<Value<'b>>,
    messages: Vec<Message>,
}

/// A text, number, `true` or `false`, and the keys that lead to it, joined by dots; lists leave no trace.
#[derive(Debug)]
struct Value<'b> {
    path: String,
    text: Cow<'b, str>,
}

/// The beginning of a text for people, or of a code.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) text: String,
    /// The same in lower case; every byte is at the same place.
    pub(crate) lower: String,
}

impl<'b> Document<'b> {
    /// Reads a body: JSON, or any other text as one message.
    pub(crate) fn read(body: &'b str) -> Self {
        let mut document = Self::default();
        let text = without_guards(body);
        if text.starts_with(['{', '[']) {
            document.values = Scanner::scan(text, String::new());
            document.read_nested();
            document.collect_messages();
        } else {
            document.add_message(text);
        }
        document
    }

    /// Adds a text for people that did not come from the body.
    pub(crate) fn add_message(&mut self, text: &str) {
        let left = MAX_MESSAGES.saturating_sub(self.messages.iter().map(|message| message.text.len()).sum());
        let text = beginning(text, MAX_MESSAGE.min(left));
        if !text.is_empty() {
            self.messages.push(Message { text: text.into(), lower: text.to_ascii_lowercase() });
        }
    }

    /// The texts at a path, in order.
    pub(crate) fn at<'d>(&'d self, path: &'d str) -> impl Iterator<Item = &'d str> {
        self.values.iter().filter(move |value| value.path.eq_ignore_ascii_case(path)).map(|value| &*value.text)
    }

    pub(crate) fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// What to show to a person: the first message that is a sentence, or else the first one.
    pub(crate) fn sentence(&self) -> Option<&str> {
        let sentence = self.messages.iter().find(|message| message.text.trim().contains(' '));
        sentence.or(self.messages.first()).map(|message| &*message.text)
    }

    /// Some servers put the JSON of another one into a message.
    fn read_nested(&mut self) {
        let mut nested = Vec::new();
        for value in &self.values {
            if nested.len() < MAX_VALUES && value.text.starts_with('{') && is_message(&value.path) {
                let scanned = Scanner::scan(&value.text, value.path.clone()).into_iter();
                nested.extend(scanned.map(|Value { path, text }| Value { path, text: text.into_owned().into() }));
            }
        }
        nested.truncate(MAX_VALUES);
        self.values.append(&mut nested);
    }

    fn collect_messages(&mut self) {
        let values = core::mem::take(&mut self.values);
        for value in values.iter().filter(|value| is_message(&value.path)) {
            self.add_message(&value.text);
        }
        self.values = values;
    }
}

/// A byte-order mark, and what some servers write before JSON so that a browser does not run it.
fn without_guards(body: &str) -> &str {
    let text = body.trim_start_matches('\u{feff}').trim_ascii_start();
    [")]}',", ")]}'", "while(1);", "for(;;);"]
        .iter()
        .find_map(|guard| text.strip_prefix(guard))
        .unwrap_or(text)
        .trim_ascii_start()
}

/// The beginning of a text that has at most `length` bytes.
fn beginning(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn is_message(path: &str) -> bool {
    let key = path.rsplit('.').next().unwrap_or_default();
    path.bytes().filter(|&byte| byte == b'.').count() < MAX_MESSAGE_DEPTH
        && MESSAGE_KEYS.iter().any(|known| key.eq_ignore_ascii_case(known))
}

/// Reads JSON value by value. It asks for no comma and no closing bracket.
struct Scanner<'b> {
    rest: &'b str,
    path: String,
    open: Vec<Open>,
    /// How many brackets are open beyond [`MAX_DEPTH`].
    deeper: usize,
    values: Vec<Value<'b>>,
}

/// An open bracket.
struct Open {
    is_object: bool,
    /// The length of the path that leads to it.
    path: usize,
}

impl<'b> Scanner<'b> {
    fn scan(text: &'b str, path: String) -> Vec<Value<'b>> {
        let mut scanner = Self { rest: text, path, open: Vec::new(), deeper: 0, values: Vec::new() };
        while scanner.values.len() < MAX_VALUES && scanner.step() {}
        scanner.values
    }

    /// Reads one bracket, key or value; `false` at the end.
    fn step(&mut self) -> bool {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n', ',', ':']);
        match self.rest.bytes().next() {
            None => return false,
            Some(b'{' | b'[') => self.open(),
            Some(b'}' | b']') => self.close(),
            Some(b'"') => self.string(),
            Some(_) => self.literal(),
        }
        true
    }

    fn open(&mut self) {
        let is_object = self.rest.starts_with('{');
        self.rest = &self.rest[1..];
        if self.open.len() < MAX_DEPTH {
            self.open.push(Open { is_object, path: self.path.len() });
        } else {
            self.deeper += 1;
        }
    }

    fn close(&mut self) {
        self.rest = &self.rest[1..];
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(open) = self.open.pop() {
            self.path.truncate(open.path);
        }
    }

    fn string(&mut self) {
        let (raw, has_escapes, rest) = quoted(&self.rest[1..]);
        self.rest = rest;
        let is_key = rest.trim_ascii_start().starts_with(':');
        match self.open.last() {
            _ if self.deeper > 0 => {}
            Some(open) if open.is_object && is_key => {
                self.path.truncate(open.path);
                if open.path > 0 {
                    self.path.push('.');
                }
                self.path.push_str(if raw.len() <= MAX_KEY { raw } else { "?" });
            }
            _ => {
                let text = if has_escapes { Cow::Owned(unescaped(raw)) } else { Cow::Borrowed(raw) };
                self.values.push(Value { path: self.path.clone(), text });
            }
        }
    }

    /// A number, `true`, `false`, `null`, or what is malformed.
    fn literal(&mut self) {
        let end = self.rest.find([',', ']', '}', '"', '{', '[', ':', ' ', '\t', '\r', '\n']).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        if self.deeper == 0 && !matches!(text, "" | "null") {
            self.values.push(Value { path: self.path.clone(), text: Cow::Borrowed(text) });
        }
    }
}

/// The content of a string after its opening quote, whether it has escapes, and what follows the closing quote.
fn quoted(text: &str) -> (&str, bool, &str) {
    let mut has_escapes = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return (&text[..at], has_escapes, &text[at + 1..]),
            b'\\' => {
                has_escapes = true;
                bytes.next();
            }
            _ => {}
        }
    }
    (text, has_escapes, "")
}

fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut characters = escape.chars();
        match characters.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('b' | 'f') | None => {}
            Some('u') => {
                let (character, length) = unicode(escape);
                text.push(character);
                rest = &escape[length..];
                continue;
            }
            Some(other) => text.push(other),
        }
        rest = characters.as_str();
    }
    text.push_str(rest);
    text
}

/// The character of `uXXXX`, or of two of these that are a pair, and how long that is.
fn unicode(escape: &str) -> (char, usize) {
    let number = |from: usize| escape.get(from..from + 4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let Some(first) = number(1) else { return (char::REPLACEMENT_CHARACTER, 1) };
    let second = escape.get(5..7).filter(|mark| *mark == "\\u").and_then(|_| number(7));
    match (first, second) {
        (0xD800..=0xDBFF, Some(second @ 0xDC00..=0xDFFF)) => {
            let character = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00));
            (character.unwrap_or(char::REPLACEMENT_CHARACTER), 11)
        }
        _ => (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 5),
    }
}

#[cfg(test)]
mod tests {
    use std::format;
    use std::string::{String, ToString};
    use std::vec::Vec;

    use super::{Document, MAX_MESSAGES, MAX_VALUES};

    fn values(body: &str) -> Vec<String> {
        Document::read(body).values.iter().map(|value| format!("{}={}", value.path, value.text)).collect()
    }

    #[test]
    fn values_and_their_paths() {
        let body = r#" {"a": {"b": [1, {"c": "x"}, "y"], "d": true}, "e": null, "f": -1.5e3, "": "z"}"#;
        assert_eq!(values(body), ["a.b=1", "a.b.c=x", "a.b=y", "a.d=true", "f=-1.5e3", "=z"]);
        assert_eq!(values(r#"[{"a": 1}, {"a": 2}]"#), ["a=1", "a=2"]);
    }

    #[test]
    fn escapes() {
        assert_eq!(values(r#"{"a": "x\"y\\\/\n\u00e9\ud83d\ude00"}"#), ["a=x\"y\\/\n\u{e9}\u{1f600}"]);
        assert_eq!(values(r#"{"a": "\ud83d!\u12", "b": "\"#), ["a=\u{fffd}!\u{fffd}12", "b="]);
    }

    #[test]
    fn what_is_written_before_the_body_is_skipped() {
        for before in ["\u{feff}", ")]}'\n", ")]}',\n", " \r\n", "\u{feff})]}'\n"] {
            assert_eq!(values(&format!("{before}{{\"a\": 1}}")), ["a=1"], "{before:?}");
        }
    }

    #[test]
    fn what_is_cut_off_or_malformed_is_read_as_far_as_it_goes() {
        assert_eq!(values(r#"{"a": {"b": "x"#), ["a.b=x"]);
        assert_eq!(values(r#"{"a": "x", "b"#), ["a=x", "a=b"]);
        assert_eq!(values(r#"{"a" "x" 'b': }]}"c":{"#), ["=a", "=x", "='b'", "=c"]);
    }

    #[test]
    fn the_json_of_another_server_in_a_message() {
        assert_eq!(
            values(r#"{"error": {"message": "{\"errorCode\":\"X\",\"message\":\"y z\"}"}}"#)[1..],
            ["error.message.errorCode=X", "error.message.message=y z"]
        );
        assert_eq!(values(r#"{"data": "{\"a\": 1}"}"#).len(), 1, "not of a message");
    }

    #[test]
    fn messages() {
        let document = Document::read(r#"{"error": {"code": 4, "Message": "A b"}, "data": {"x": "c"}}"#);
        let texts: Vec<&str> = document.messages().iter().map(|message| &*message.text).collect();
        assert_eq!((texts, document.sentence()), (["4", "A b"].into(), Some("A b")));
        assert_eq!(document.messages()[1].lower, "a b");
        assert_eq!(Document::read("<e>Plain</e>").sentence(), Some("<e>Plain</e>"));
        assert_eq!(Document::read("").sentence(), None);
    }

    #[test]
    fn work_and_memory_are_bounded() {
        assert_eq!(values(&format!("[{}", "0,".repeat(100_000))).len(), MAX_VALUES);
        let deep = format!("{}\"x\"{}, \"y\"]", "[".repeat(100_000), "]".repeat(99_999));
        assert_eq!(values(&deep), ["=y"]);
        let keys = format!("{{\"{}\": 1}}", "k".repeat(100_000));
        assert_eq!(values(&keys), ["?=1"]);
        let nested = "{\"a\":".repeat(100_000);
        assert_eq!(values(&nested), [""; 0]);
        let long = format!("{{\"message\": [{}]}}", "\"\u{e9}0123456789\",".repeat(10_000));
        let searched: usize = Document::read(&long).messages().iter().map(|message| message.text.len()).sum();
        assert!(searched <= MAX_MESSAGES, "{searched}");
        assert_eq!(Document::read(&"\u{e9}".repeat(100_000)).messages().len(), 1);
        assert!(Document::read(&"\"".to_string().repeat(100_000)).values.is_empty());
    }
}
