//! Files that are made of templates: `values.yaml.tpl`, charts, `shopify.app.toml.liquid`.
//!
//! What a template language writes in a file is not YAML, JSON or TOML. Where a file cannot be read as it is, lines of
//! nothing but templates are left out, and every other template stands for a value that is not known. Each byte keeps its
//! place, so that the places of everything else are those of the file.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::format::Format;
use crate::node::{Entry, Node, Value};
use crate::placeholder::placeholders;

/// A text in which templates are covered, and where they are.
pub(super) struct Covered<'t> {
    original: &'t str,
    pub(super) text: String,
    covers: Vec<Range<usize>>,
    /// What is in the place of each byte of a template.
    cover: char,
}

/// What may cover templates, the rarest first: letters, so that it is a text in every format.
const COVERS: &[u8] = b"XQZJKVWYzqjxkvwGUHBPFMDLCRSOINATEghupbmfydclrsniotae";

/// A letter that is not in a text, or at least not beside a template.
fn cover(blank: &[u8], templates: &[Range<usize>]) -> u8 {
    let is_beside = |letter: u8| {
        let has = |at: Option<usize>| at.and_then(|at| blank.get(at)) == Some(&letter);
        templates.iter().any(|span| has(span.start.checked_sub(1)) || has(Some(span.end)))
    };
    let absent = COVERS.iter().find(|letter| !blank.contains(letter));
    absent.or_else(|| COVERS.iter().find(|&&letter| !is_beside(letter))).copied().unwrap_or(COVERS[0])
}

/// How the tags begin that may have a line for themselves.
const TAGS: [&str; 4] = ["{{", "{%", "{#", "<%"];

/// A text with its templates covered; nothing if there are none, or the format has values of no such kind.
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

/// Whether nothing else is on the lines of a template; if so, these end at the byte that is set.
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

/// Whether a template is the first part of a table that is an item of a list: the lines after it have the other entries.
fn is_before_entries(blank: &[u8], span: &Range<usize>) -> bool {
    let start = blank[..span.start].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let before = blank[start..span.start].trim_ascii_end();
    let mut lines = blank[span.end..].split(|&byte| byte == b'\n');
    let is_end = lines.next().is_none_or(|rest| rest.trim_ascii().is_empty());
    let next = lines.find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let indent = next.len() - next.trim_ascii_start().len();
    before.ends_with(b"-") && before.trim_ascii() == b"-" && is_end && indent >= before.len() && next.contains(&b':')
}

/// Where strings in double quotes are; none goes on in the next line.
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
    /// What was read from the covered text, with the templates in their places again.
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
            // The span of a table may be only its header.
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

    /// A key with its templates, or as it is written if the templates in it cannot be identified.
    fn key(&self, entry: &Entry) -> String {
        let covers = self.within(&entry.key_span);
        self.text(&entry.key, covers).unwrap_or_else(|| self.original[entry.key_span.clone()].to_owned())
    }

    /// A text in which covers are replaced with their templates, which are in the same order; `None` if a cover is missing,
    /// because it begins in the middle of another one.
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

    /// Whether a tree still contains a cover that was not replaced with its template. No text of these tests has the letter.
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
