//! XML, as configuration files have it: metadata of Salesforce, settings of .NET and Java programs.
//!
//! An element that holds nothing but text is that text; any other is a table of its attributes, whose names begin with `@`,
//! its elements, and `#text`. Elements of one name beside each other are a list. Declarations are left out, and nothing is
//! read from elsewhere.

use std::ops::Range;
use std::rc::Rc;

use super::lines::{beginning, error};
use super::read_error::{DEEPEST, ReadError, too_deep};
use super::repeated::{by_key, one_or_list};
use crate::node::{Entry, Node, Value};

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Rc<Node>, ReadError> {
    let mut at = beginning(text);
    let mut stack = vec![Element::new("", at..at, at)];
    while at < text.len() {
        let rest = &text[at..];
        if !rest.starts_with('<') {
            let end = rest.find('<').map_or(text.len(), |length| at + length);
            characters(text, at..end, true, &mut stack)?;
            at = end;
        } else if let Some(length) = skipped(rest) {
            at += length.map_err(|message| error(at, message))?;
        } else if let Some(inner) = rest.strip_prefix("<![CDATA[") {
            let length = inner.find("]]>").ok_or_else(|| error(at, "unclosed `<![CDATA[`"))?;
            let start = at + "<![CDATA[".len();
            characters(text, start..start + length, false, &mut stack)?;
            at = start + length + "]]>".len();
        } else if rest.starts_with("</") {
            at = close(text, at, &mut stack)?;
        } else {
            at = open(text, at, &mut stack)?;
        }
    }
    if let Some(element) = stack.get(1) {
        return Err(error(element.name_span.start, "unclosed element"));
    }
    let root = stack.swap_remove(0);
    if root.entries.is_empty() {
        return Err(error(0, "expected an element"));
    }
    Ok(Rc::new(Node { span: 0..text.len(), value: root.table() }))
}

/// An element that is open.
struct Element<'t> {
    name: &'t str,
    name_span: Range<usize>,
    start: usize,
    content: String,
    content_span: Option<Range<usize>>,
    entries: Vec<Entry>,
}

impl<'t> Element<'t> {
    fn new(name: &'t str, name_span: Range<usize>, start: usize) -> Self {
        Self { name, name_span, start, content: String::new(), content_span: None, entries: Vec::new() }
    }

    fn table(self) -> Value {
        let entry = |entries: Vec<Entry>| {
            let (key, key_span) = (entries[0].key.clone(), entries[0].key_span.clone());
            Entry { key, key_span, value: one_or_list(entries.into_iter().map(|entry| entry.value).collect()) }
        };
        Value::Map(by_key(self.entries, |entry| entry.key.clone()).into_iter().map(entry).collect())
    }

    /// The element as a value, which ends at a byte.
    fn into_node(mut self, end: usize) -> Rc<Node> {
        let trimmed = self.content.trim();
        let text = Node::text(self.content_span.clone().unwrap_or(end..end), trimmed);
        if self.entries.is_empty() {
            return text;
        }
        if !trimmed.is_empty() {
            let (key, key_span) = ("#text".to_owned(), text.span.clone());
            self.entries.push(Entry { key, key_span, value: text });
        }
        Rc::new(Node { span: self.start..end, value: self.table() })
    }
}

/// The length of a comment, an instruction or a declaration that a text begins with.
fn skipped(rest: &str) -> Option<Result<usize, &'static str>> {
    let until = |end: &str, message| rest.find(end).map(|at| at + end.len()).ok_or(message);
    if rest.starts_with("<!--") {
        Some(until("-->", "unclosed comment"))
    } else if rest.starts_with("<?") {
        Some(until("?>", "unclosed `<?`"))
    } else if rest.starts_with("<!DOCTYPE") {
        let has_own = rest.find('[').is_some_and(|own| rest.find('>').is_none_or(|end| own < end));
        Some(until(if has_own { "]>" } else { ">" }, "unclosed declaration"))
    } else {
        None
    }
}

/// Adds text to the element that is open.
fn characters(text: &str, span: Range<usize>, has_entities: bool, stack: &mut [Element<'_>]) -> Result<(), ReadError> {
    let raw = &text[span.clone()];
    let trimmed = raw.trim();
    let start = span.end - raw.trim_start().len();
    if trimmed.is_empty() {
        return Ok(());
    }
    if stack.len() == 1 {
        return Err(error(start, "expected an element"));
    }
    let Some(element) = stack.last_mut() else { return Ok(()) };
    let place = start..start + trimmed.len();
    element.content_span = Some(element.content_span.as_ref().map_or(place.start, |before| before.start)..place.end);
    element.content.push_str(&if has_entities { decoded(raw) } else { raw.to_owned() });
    Ok(())
}

/// Opens an element; the byte after its tag.
fn open<'t>(text: &'t str, start: usize, stack: &mut Vec<Element<'t>>) -> Result<usize, ReadError> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '>' | '/' | '=' | '<' | '"' | '\'');
    let name_of = |at: usize| text[at..].find(is_end).map_or(text.len(), |length| at + length);
    let blank = |at: usize| text.len() - text[at..].trim_start().len();
    let name = start + 1..name_of(start + 1);
    if name.is_empty() {
        return Err(error(start, "expected the name of an element after `<`"));
    }
    let mut element = Element::new(&text[name.clone()], name.clone(), start);
    let mut at = blank(name.end);
    loop {
        let rest = &text[at..];
        if rest.starts_with("/>") {
            let (key, value) = (element.name.to_owned(), element.into_node(at + 2));
            if let Some(parent) = stack.last_mut() {
                parent.entries.push(Entry { key, key_span: name, value });
            }
            return Ok(at + 2);
        }
        if rest.starts_with('>') {
            if stack.len() > DEEPEST - 2 {
                return Err(too_deep(start));
            }
            stack.push(element);
            return Ok(at + 1);
        }
        let key = at..name_of(at);
        let equals = blank(key.end);
        let quoted = text[equals..].strip_prefix('=').map(|_| blank(equals + 1));
        let quote =
            quoted.and_then(|at| text[at..].chars().next().filter(|c| matches!(c, '"' | '\'')).map(|c| (at, c)));
        let Some((value, quote)) = quote.filter(|_| !key.is_empty()) else {
            return Err(error(at, "expected `>` or an attribute with a value in quotes"));
        };
        let length = text[value + 1..].find(quote).ok_or_else(|| error(value, format!("unclosed `{quote}`")))?;
        let span = value..value + length + 2;
        if !text[key.clone()].starts_with("xmlns") {
            let value = Node::text(span.clone(), decoded(&text[value + 1..span.end - 1]));
            element.entries.push(Entry { key: format!("@{}", &text[key.clone()]), key_span: key, value });
        }
        at = blank(span.end);
    }
}

/// Closes the element that is open; the byte after the tag.
fn close(text: &str, start: usize, stack: &mut Vec<Element<'_>>) -> Result<usize, ReadError> {
    let length = text[start..].find('>').ok_or_else(|| error(start, "unclosed `</`"))?;
    let name = text[start + 2..start + length].trim();
    let is_open = stack.len() > 1 && stack.last().is_some_and(|element| element.name == name);
    let Some(element) = stack.pop().filter(|_| is_open) else {
        return Err(error(start, "this closes an element that is not open"));
    };
    let end = start + length + 1;
    if let Some(parent) = stack.last_mut() {
        let (key, key_span) = (element.name.to_owned(), element.name_span.clone());
        let content_end = if element.content_span.is_none() { start } else { end };
        let value = element.into_node(content_end);
        parent.entries.push(Entry { key, key_span, value });
    }
    Ok(end)
}

/// A text without the escapes of XML; what is none stays.
fn decoded(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let entity = rest[at + 1..].split_once(';').filter(|(name, _)| name.len() < 12);
        let found = entity.and_then(|(name, after)| Some((character(name)?, after)));
        if let Some((c, after)) = found {
            text.push(c);
            rest = after;
        } else {
            text.push('&');
            rest = &rest[at + 1..];
        }
    }
    text + rest
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::shown::{assert_ends, assert_read, assert_refused};

    #[test]
    fn elements_and_their_places() {
        assert_read(
            read,
            &[
                ("<a>b</a>", "{a: b}"),
                (
                    "<?xml version=\"1.0\"?>\n<!-- <x> -->\n<a xmlns=\"u\">\n  <b> c é </b><b>d</b>\n</a>",
                    "{a: {b: [c é, d]}}",
                ),
                ("<a b='c' d=\"&quot;&#65;\">e</a>", "{a: {@b<b>: c<'c'>, @d<d>: \"A<\"&quot;&#65;\">, #text<e>: e}}"),
                ("<a><b/><c x='1' /></a>", "{a: {b: , c: {@x<x>: 1<'1'>}}}"),
                ("<a><![CDATA[b < c]]></a>", "{a: b < c}"),
                ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "{a: &b;}"),
            ],
        );
    }

    #[test]
    fn a_list_has_its_place_also_where_its_text_begins_before_it() {
        let source = "<a>x<#text/>y</a>";
        let document = read(source).expect("XML");
        let Value::Map(entries) = &document.value else { panic!("{document:?}") };
        let Value::Map(of_a) = &entries[0].value.value else { panic!("{document:?}") };
        assert_eq!((&*of_a[0].key, source.get(of_a[0].value.span.clone())), ("#text", Some("x<#text/>y")));
    }

    #[test]
    fn what_is_no_xml() {
        assert_refused(
            read,
            &[
                ("", 0, "expected an element"),
                ("x", 0, "expected an element"),
                ("<a><b></a>", 6, "this closes an element that is not open"),
                ("<a>", 1, "unclosed element"),
                ("<a b>", 3, "expected `>` or an attribute with a value in quotes"),
                ("<a b=\"c>", 5, "unclosed `\"`"),
                ("<a", 2, "expected `>` or an attribute with a value in quotes"),
                ("< a>", 0, "expected the name of an element after `<`"),
                ("<!-- x", 0, "unclosed comment"),
                ("</a>", 0, "this closes an element that is not open"),
            ],
        );
        assert!(read(&"<a>".repeat(100_000)).is_err());
        let most = DEEPEST - 2;
        assert!(read(&format!("{}{}", "<a>".repeat(most), "</a>".repeat(most))).is_ok());
    }

    #[test]
    fn long_texts_take_linear_time() {
        assert_ends(read);
        for unit in ["<a/>", "<a b='c'/>", "<!---->", "&", "<![CDATA[", "<!DOCTYPE a ", "<a ", "</a>", "]]>"] {
            let _ = read(&format!("<r>{}", unit.repeat(30_000)));
        }
    }
}
