//! Makes files with templates readable: `values.yaml.tpl`, charts, `shopify.app.toml.liquid`.
//!
//! Template syntax is not valid YAML, JSON or TOML. If a file cannot be parsed, lines that contain nothing but
//! templates are blanked out, and every other template is replaced with a placeholder for an unknown value. Byte
//! positions do not change.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::format::Format;
use crate::node::{Entry, Node, Value};
use crate::placeholder::placeholders;

/// A text whose templates are covered by placeholder characters, and where they are.
pub(super) struct Covered<'t> {
    original: &'t str,
    pub(super) text: String,
    covers: Vec<Range<usize>>,
    /// The character that covers each byte of a template.
    cover: char,
}

/// The characters that may cover templates, rarest first. They are letters, which are a text in every format.
const COVERS: &[u8] = b"XQZJKVWYzqjxkvwGUHBPFMDLCRSOINATEghupbmfydclrsniotae";

/// Chooses a letter that does not occur in a text, or at least not next to a template.
fn cover(blank: &[u8], templates: &[Range<usize>]) -> u8 {
    let is_beside = |letter: u8| {
        let has = |at: Option<usize>| at.and_then(|at| blank.get(at)) == Some(&letter);
        templates.iter().any(|span| has(span.start.checked_sub(1)) || has(Some(span.end)))
    };
    let absent = COVERS.iter().find(|letter| !blank.contains(letter));
    absent.or_else(|| COVERS.iter().find(|&&letter| !is_beside(letter))).copied().unwrap_or(COVERS[0])
}

/// The beginnings of tags that may have a line to themselves.
const TAGS: [&str; 4] = ["{{", "{%", "{#", "<%"];

/// Covers the templates of a text; `None` if there are none, or if the format has no strings that could contain them.
pub(super) fn covered(format: Format, text: &str) -> Option<Covered<'_>> {
    let is_quoted = matches!(format, Format::Json | Format::Toml);
    let found: Vec<Range<usize>> = placeholders(text).into_iter().map(|placeholder| placeholder.span).collect();
    if found.is_empty() {
        return None;
    }
    let mut bytes = text.as_bytes().to_vec();
    for byte in found.iter().flat_map(Clone::clone) {
        if !matches!(bytes[byte], b'\n' | b'\r') {
            bytes[byte] = b' ';
        }
    }
    let blank = bytes.clone();
    let cover = cover(&blank, &found);
    let mut covers = Vec::new();
    let mut strings = Strings { at: 0, is_open: false };
    let mut alone_until = 0;
    for span in found {
        let is_tag = TAGS.iter().any(|tag| text[span.start..].starts_with(tag));
        if is_tag && (span.start < alone_until || is_alone(&blank, &span, &mut alone_until)) {
            continue;
        }
        if is_tag && format == Format::Yaml && is_before_entries(&blank, &span) {
            continue;
        }
        bytes[span.clone()].fill(cover);
        if is_quoted && !strings.is_open_at(&blank, span.start) && span.len() > 1 {
            (bytes[span.start], bytes[span.end - 1]) = (b'"', b'"');
        }
        covers.push(span);
    }
    Some(Covered { original: text, text: String::from_utf8(bytes).ok()?, covers, cover: char::from(cover) })
}

/// Whether a template is alone on its lines. If it is, `until` is set to the end of the last one.
fn is_alone(blank: &[u8], span: &Range<usize>, until: &mut usize) -> bool {
    let is_blank = |byte: &&u8| byte.is_ascii_whitespace() && **byte != b'\n';
    let before = blank[..span.start].iter().rev().take_while(is_blank).count();
    let after = blank[span.end..].iter().take_while(is_blank).count();
    let is_start = before == span.start || blank[span.start - before - 1] == b'\n';
    let end = span.end + after;
    let is_alone = is_start && blank.get(end).is_none_or(|&byte| byte == b'\n');
    if is_alone {
        *until = end;
    }
    is_alone
}

/// Whether a template is the first part of a table in a list, whose other entries are on the following lines.
fn is_before_entries(blank: &[u8], span: &Range<usize>) -> bool {
    let start = blank[..span.start].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let before = blank[start..span.start].trim_ascii_end();
    let mut lines = blank[span.end..].split(|&byte| byte == b'\n');
    let is_end = lines.next().is_none_or(|rest| rest.trim_ascii().is_empty());
    let next = lines.find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let indent = next.len() - next.trim_ascii_start().len();
    before.ends_with(b"-") && before.trim_ascii() == b"-" && is_end && indent >= before.len() && next.contains(&b':')
}

/// Tracks whether a position is in a double-quoted string, which ends with its line at the latest.
struct Strings {
    at: usize,
    is_open: bool,
}

impl Strings {
    fn is_open_at(&mut self, text: &[u8], at: usize) -> bool {
        while self.at < at {
            match text[self.at] {
                b'\\' if self.is_open => self.at += 1,
                b'"' => self.is_open = !self.is_open,
                b'\n' => self.is_open = false,
                _ => {}
            }
            self.at += 1;
        }
        self.is_open
    }
}

impl Covered<'_> {
    /// Puts the templates back into the documents that were parsed from the covered text.
    pub(super) fn uncovered(&self, documents: &[Rc<Node>]) -> Vec<Rc<Node>> {
        let mut seen = HashMap::new();
        documents.iter().map(|document| self.node(document, &mut seen)).collect()
    }

    fn node(&self, node: &Rc<Node>, seen: &mut HashMap<*const Node, Rc<Node>>) -> Rc<Node> {
        if let Some(known) = seen.get(&Rc::as_ptr(node)) {
            return Rc::clone(known);
        }
        let covers = self.within(&node.span);
        let original = || Value::Expression(self.original[node.span.clone()].to_owned());
        let value = match &node.value {
            // The span of a table may cover only its header.
            Value::List(items) => Value::List(items.iter().map(|item| self.node(item, seen)).collect()),
            Value::Map(entries) => {
                let entry = |entry: &Entry| Entry {
                    key: self.key(entry),
                    key_span: entry.key_span.clone(),
                    value: self.node(&entry.value, seen),
                };
                Value::Map(entries.iter().map(entry).collect())
            }
            _ if covers.is_empty() => node.value.clone(),
            Value::Other(_) => node.value.clone(),
            Value::Text(text) if *covers != [node.span.clone()] => {
                self.text(text, covers).map_or_else(original, Value::Text)
            }
            Value::Text(_) | Value::Expression(_) => original(),
        };
        let found = Rc::new(Node { span: node.span.clone(), value });
        seen.insert(Rc::as_ptr(node), Rc::clone(&found));
        found
    }

    fn within(&self, span: &Range<usize>) -> &[Range<usize>] {
        let first = self.covers.partition_point(|cover| cover.start < span.start);
        let last = self.covers.partition_point(|cover| cover.start < span.end);
        &self.covers[first..last.max(first)]
    }

    /// Returns a key with its templates. If they cannot be identified, returns the key as it is written.
    fn key(&self, entry: &Entry) -> String {
        let covers = self.within(&entry.key_span);
        self.text(&entry.key, covers).unwrap_or_else(|| self.original[entry.key_span.clone()].to_owned())
    }

    /// Replaces covers with their templates, in order; `None` if a cover is not found, because another one overlaps it.
    fn text(&self, text: &str, covers: &[Range<usize>]) -> Option<String> {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        for span in covers {
            let run = self.cover.to_string().repeat(span.len());
            let at = rest.find(&run)?;
            result.push_str(&rest[..at]);
            result.push_str(&self.original[span.clone()]);
            rest = &rest[at + run.len()..];
        }
        Some(result + rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read;

    /// Whether a cover in a tree was not replaced with its template. No text in these tests contains the letter.
    fn is_covered(node: &Node) -> bool {
        let has_cover = |text: &str| text.contains(&char::from(COVERS[0]).to_string().repeat(4));
        match &node.value {
            Value::Text(text) => has_cover(text),
            Value::List(items) => items.iter().any(|item| is_covered(item)),
            Value::Map(entries) => entries.iter().any(|entry| has_cover(&entry.key) || is_covered(&entry.value)),
            Value::Other(_) | Value::Expression(_) => false,
        }
    }

    #[cfg(feature = "yaml")]
    #[test]
    fn a_text_may_have_letters_that_cover_others() {
        let every_letter = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWYZ";
        for text in ["a: X{{ x }}XXXXXXXX\n", &format!("a: ZX{{{{ x }}}}XXXXXXXX {every_letter}\n")] {
            let documents = read(Format::Yaml, &format!("{text}b: {{{{ y }}}}\n")).expect(text);
            let value = documents[0].get("a").map(|node| node.value.clone());
            assert_eq!(value, Some(Value::Text(text.trim_start_matches("a: ").trim_end().to_owned())));
        }
    }

    #[test]
    fn what_covers_a_template_is_never_a_value() {
        for (format, text) in [
            (Format::Toml, "a = $[[ x ]]\nb = \"c\"\n"),
            (Format::Toml, "[a]\nb = {{ x }}\n[[c]]\nd = [\"{{ y }} e\", {{ z }}]\n"),
            (Format::Ini, "[a]\nb = {{ x }}\n{% if y %}\nc = ${z}\nd\n{% endif %}\n"),
            (Format::Toml, "a = $[1, {f = 'g' # x\n[[y${ z\n[m.o]\ne = ${ a } ]]\n"),
            (Format::Toml, "e =$[1, {f = 'g', h.i c.'d' = \"x\\u00e9 y\" # no01-01\n[[\u{1}\u{11}\0\0[m.o]\n"),
            (
                Format::Ini,
                "ENC\0[export  \"L=py\"' \\n\nskipg # no\n[d]\ne=   z\"ENC[\u{fffd} # no\n[d]\u{fffd}\u{fffd}$[[\n# ",
            ),
            (Format::Dotenv, "A=\"ENC[x\n]\" $[[ ENC[ ]] ]\nB='x\n"),
            (Format::Yaml, "a: {{ x }}{{ y }}\nb: \"{{ z }}\\n{{ w }}\n"),
        ] {
            for document in read(format, text).unwrap_or_default() {
                assert!(!is_covered(&document), "{text:?}: {document:?}");
            }
        }
    }
}
