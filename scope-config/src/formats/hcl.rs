//! HCL, the language of Terraform.
//!
//! A body is a table. The labels of a block are keys: `resource "type" "name" { … }` is under `resource.type.name`. Blocks
//! that have all of them in common are a list of bodies; one alone is its body.

use std::ops::Range;
use std::rc::Rc;

use hcl_edit::Span;
use hcl_edit::expr::{Expression, Object, ObjectKey};
use hcl_edit::parser::{Error, parse_body};
use hcl_edit::structure::{Block, Body, Structure};
use hcl_edit::template::Element;

use super::read_error::{DEEPEST, ReadError, too_deep};
use super::repeated::{by_key, one_or_list};
use crate::node::{Entry, Node, Value};

mod evaluate;
mod guard;
mod names;
mod repeats;

use names::Names;

/// The parser takes a hundred times the memory of a text, and nobody writes so long a file by hand.
const LONGEST: usize = 16 << 20;

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Rc<Node>, ReadError> {
    // As Terraform does. The parser would stumble over it.
    let base = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    if text.len() > LONGEST {
        let message = format!("an HCL file cannot be larger than {} MiB", LONGEST >> 20);
        return Err(ReadError { at: floor(text, LONGEST), message });
    }
    guard::check_cost(&text[base..]).map_err(|error| ReadError { at: base + error.at, ..error })?;
    let body = parse_body(&text[base..]).or_else(|error| repeats::parsed(&text[base..]).ok_or(error));
    let body = body.map_err(|error| refused(text, base, &error))?;
    let reader = Reader { text, base, names: Names::of(&body) };
    reader.body(&body, base..text.len(), 1)
}

fn refused(text: &str, base: usize, error: &Error) -> ReadError {
    let at = floor(text, base + error.location().offset());
    ReadError { at, message: error.message().trim_end_matches('.').to_owned() }
}

/// The last byte up to `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The parser itself refuses what is nested more than 64 levels deep, so that nothing here recurses further.
struct Reader<'t> {
    text: &'t str,
    /// Where the text begins that the parser was given.
    base: usize,
    names: Names<'t>,
}

impl Reader<'_> {
    fn body(&self, body: &Body, span: Range<usize>, depth: usize) -> Result<Rc<Node>, ReadError> {
        let written = body.iter().map(|structure| match structure {
            Structure::Attribute(attribute) => {
                let key_span = self.bytes(&attribute.key, &span);
                let value = self.expression(&attribute.value, &key_span);
                Ok(Written { keys: vec![(attribute.key.as_str(), key_span)], value, is_block: false })
            }
            Structure::Block(block) => self.block(block, &span, depth),
        });
        let written = written.collect::<Result<_, _>>()?;
        Ok(Rc::new(Node { span, value: table(written, 0) }))
    }

    fn block<'b>(&self, block: &'b Block, around: &Range<usize>, depth: usize) -> Result<Written<'b>, ReadError> {
        let whole = self.bytes(block, around);
        let mut keys = vec![(block.ident.as_str(), self.bytes(&block.ident, &whole))];
        for label in &block.labels {
            keys.push((label.as_str(), self.bytes(label, &whole)));
        }
        let depth = depth + keys.len();
        if depth > DEEPEST {
            return Err(too_deep(whole.start));
        }
        let head = keys.last().map_or(whole.start, |(_, span)| span.end);
        let start = (head + blanks(&self.text[head..])).min(whole.end);
        Ok(Written { keys, value: self.body(&block.body, start..whole.end, depth)?, is_block: true })
    }

    fn expression(&self, expression: &Expression, around: &Range<usize>) -> Rc<Node> {
        let span = self.bytes(expression, around);
        let raw = || self.text[span.clone()].to_owned();
        let elsewhere = match expression {
            Expression::Parenthesis(inner) => Some(self.expression(inner.inner(), &span)),
            Expression::FuncCall(call) => self.call(call, &span),
            Expression::Traversal(traversal) => self.traversal(traversal, &span),
            Expression::Conditional(choice) => self.choice(choice, &span),
            _ => None,
        };
        if let Some(node) = elsewhere {
            return node;
        }
        let value = match expression {
            Expression::String(text) => Value::Text(text.value().clone()),
            Expression::Null(_) | Expression::Bool(_) | Expression::Number(_) => Value::Other(raw()),
            Expression::Array(array) => Value::List(array.iter().map(|item| self.expression(item, &span)).collect()),
            Expression::Object(object) => self.object(object, &span),
            Expression::StringTemplate(template) => {
                // Of several words, some are known.
                let text = self.template(template, &span);
                let has_words = plain(template).is_some() || text.trim().contains(char::is_whitespace);
                if has_words && !raw().contains("%{") { Value::Text(text) } else { Value::Expression(raw()) }
            }
            Expression::HeredocTemplate(heredoc) => Value::Text(self.template(&heredoc.template, &span)),
            _ => Value::Expression(raw()),
        };
        Rc::new(Node { span, value })
    }

    /// The text of a template; what is to be filled in stays as it is written.
    fn template<'e>(&self, elements: impl IntoIterator<Item = &'e Element>, around: &Range<usize>) -> String {
        let text = |element: &Element| match element.as_literal() {
            Some(literal) => literal.as_str().to_owned(),
            None => self.text[self.bytes(element, around)].to_owned(),
        };
        elements.into_iter().map(text).collect()
    }

    fn object(&self, object: &Object, span: &Range<usize>) -> Value {
        let entries = object.iter().map(|(key, value)| {
            let key_span = self.bytes(key, span);
            let key = match key {
                ObjectKey::Expression(Expression::String(text)) if !repeats::is_renamed(text.value()) => {
                    text.value().clone()
                }
                // The key as it is written: the parser sees a repeated key under another name.
                _ => self.text[key_span.clone()].trim_matches('"').to_owned(),
            };
            let value = self.expression(value.expr(), &key_span);
            Entry { key, key_span, value }
        });
        Value::Map(entries.collect())
    }

    /// The bytes of something that was parsed; those around it where the parser does not tell.
    fn bytes(&self, parsed: &impl Span, around: &Range<usize>) -> Range<usize> {
        let place = parsed.span().map(|span| self.base + span.start..self.base + span.end);
        place.filter(|place| self.text.get(place.clone()).is_some()).unwrap_or_else(|| around.clone())
    }
}

/// The text of a template in which nothing is to be filled in.
fn plain<'e>(elements: impl IntoIterator<Item = &'e Element>) -> Option<String> {
    elements.into_iter().map(|element| element.as_literal().map(|literal| literal.as_str())).collect()
}

/// How many bytes of blanks and comments a text begins with, between the labels and the brace of a block.
fn blanks(text: &str) -> usize {
    let mut rest = text.trim_start();
    while let Some((_, after)) = rest.strip_prefix("/*").and_then(|comment| comment.split_once("*/")) {
        rest = after.trim_start();
    }
    text.len() - rest.len()
}

/// An attribute or the body of a block, and the keys that lead to it: a name, and labels.
struct Written<'b> {
    keys: Vec<(&'b str, Range<usize>)>,
    value: Rc<Node>,
    is_block: bool,
}

/// The table of what is written in a body, from one of its keys on.
fn table<'b>(written: Vec<Written<'b>>, level: usize) -> Value {
    let key = |one: &Written<'b>| {
        let (key, span) = &one.keys[level];
        (*key, one.keys.len() > level + 1, (!one.is_block).then_some(span.start))
    };
    let entry = |blocks: Vec<Written<'b>>| {
        let (key, key_span) = blocks[0].keys[level].clone();
        let value = if let Some((_, label)) = blocks[0].keys.get(level + 1) {
            let end = blocks.iter().map(|block| block.value.span.end).max().unwrap_or(label.end);
            Rc::new(Node { span: label.start..end, value: table(blocks, level + 1) })
        } else {
            one_or_list(blocks.into_iter().map(|block| block.value).collect())
        };
        Entry { key: key.to_owned(), key_span, value }
    };
    Value::Map(by_key(written, key).into_iter().map(entry).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::shown::shown;

    #[test]
    fn conversions_are_seen_through() {
        assert_eq!(tree(r#"a = toset(["b"])"#), r#"{a: [b<"b">]}"#);
        assert_eq!(tree(r#"a = concat(["b"], c)"#), r#"{a: [b<"b">, ?c]}"#);
    }

    #[test]
    fn templates_of_several_words() {
        let text = r#"a = "openid ${var.b} $${c}""#;
        assert_eq!(tree(text), r#"{a: openid ${var.b} ${c}<"openid ${var.b} $${c}">}"#);
    }

    fn tree(text: &str) -> String {
        let node = read(text).unwrap_or_else(|error| panic!("{text}\n{error} at {}", error.at));
        shown(text, &node)
    }

    #[test]
    fn values_and_their_places() {
        for (text, expected) in [
            ("", "{}"),
            ("# nothing", "{}"),
            ("a = \"b\" # c", r#"{a: b<"b">}"#),
            ("\u{feff}a = \"é\"\r\nb=\"ü\"", r#"{a: é<"é">, b: ü<"ü">}"#),
            (r#"a = "\"\u00e9$${b}""#, r#"{a: "é${b}<"\"\u00e9$${b}">}"#),
            ("a = [\"b\", # x, y\n \"c\",\n]", r#"{a: [b<"b">, c<"c">]}"#),
            ("a = { b = \"c\", \"d e\": 1\n (f) = 2 }", r#"{a: {b: c<"c">, d e<"d e">: (1), (f): (2)}}"#),
            ("a = true\nb = null\nc = -1.5e3", "{a: (true), b: (null), c: (-1.5e3)}"),
            ("a = ([\"b\"])", r#"{a: [b<"b">]}"#),
        ] {
            assert_eq!(tree(text), expected, "{text}");
        }
    }

    #[test]
    fn heredocs() {
        for (text, expected) in [
            ("a = <<EOT\nb é\n c\nEOT\n", "{a: b é\n c\n<<<EOT\nb é\n c\nEOT>}"),
            ("a = <<-EOT\n  b\n   c\n  EOT\n", "{a: b\n c\n<<<-EOT\n  b\n   c\n  EOT>}"),
            ("a = <<EOT\nb ${c}\nEOT\n", "{a: b ${c}\n<<<EOT\nb ${c}\nEOT>}"),
            (
                "a = <<-EOT\n  %{ if b }\n  c\n  %{ endif }\n  EOT\n",
                "{a: %{ if b }\n  c\n  %{ endif }\n<<<-EOT\n  %{ if b }\n  c\n  %{ endif }\n  EOT>}",
            ),
        ] {
            assert_eq!(tree(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_known_when_it_runs() {
        let expressions = [
            r#""${var.a}/b""#,
            r#""%{ if a }b%{ endif }""#,
            "var.scopes",
            "a.b[0].c",
            r#"format("a", ["a"])"#,
            r#"a ? "b" : []"#,
            "[for a in b : a]",
            "{for a, b in c : a => b}",
            "!a",
            "1 + 2",
        ];
        for expression in expressions {
            assert_eq!(tree(&format!("a = {expression} # b")), format!("{{a: ?{expression}}}"));
            assert_eq!(tree(&format!("a = [ {expression} ]")), format!("{{a: [?{expression}]}}"));
        }
    }

    #[test]
    fn blocks() {
        for (text, expected) in [
            ("a {}", "{a: {}}"),
            ("a { b = 1 }\n", "{a: {b: (1)}}"),
            ("a \"b\" c {\n d = 1\n}\n", r#"{a: {b<"b">: {c: {d: (1)}}}}"#),
            ("a \"b\" { c = 1 }\na \"d\" { c = 2 }\n", r#"{a: {b<"b">: {c: (1)}, d<"d">: {c: (2)}}}"#),
            ("a \"b\" { c = 1 }\na \"b\" { c = 2 }\n", r#"{a: {b<"b">: [{c: (1)}, {c: (2)}]}}"#),
            ("a { b = 1 }\nx = 1\na { b = 2 }\n", "{a: [{b: (1)}, {b: (2)}], x: (1)}"),
            ("a { b = 1 }\na \"c\" { b = 2 }\na = 1\n", r#"{a: {b: (1)}, a: {c<"c">: {b: (2)}}, a: (1)}"#),
        ] {
            assert_eq!(tree(text), expected, "{text}");
        }
    }

    #[test]
    fn places_of_bodies() {
        let text = "a /* { */ \"b\" /*{*/ { c = 1 } # d\na \"b\" {\n}\na \"e\" {}\n";
        let file = read(text).expect("a file");
        let written = |node: &Node| &text[node.span.clone()];
        let blocks = file.get("a").expect("a");
        assert_eq!(written(blocks), &text[10..text.len() - 1]);
        let list = blocks.get("b").expect("b");
        assert_eq!(written(list), "{ c = 1 } # d\na \"b\" {\n}");
        let Value::List(bodies) = &list.value else { panic!("a list") };
        assert_eq!(bodies.iter().map(|body| written(body)).collect::<Vec<_>>(), ["{ c = 1 }", "{\n}"]);
        assert_eq!(written(blocks.get("e").expect("e")), "{}");
    }

    #[test]
    fn what_cannot_be_read() {
        for (text, at, message) in [
            ("a = \"é\"\nb =", 9, "unexpected token"),
            ("a = [", 4, "expected `]`"),
            ("a = \"${b\"", 8, "expected `}`"),
            ("a = 1\na = 2", 6, "invalid attribute; expected unique attribute key; found redefined attribute"),
            ("a {", 2, "invalid block body; expected `}`, newline or identifier"),
            ("\u{feff}a b = 1", 7, "expected `{`"),
        ] {
            let error = read(text).expect_err(text);
            assert_eq!((error.at, error.message.as_str()), (at, message), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_refused() {
        for opening in ["[", "{a=", "(", "\"${", "!", "-", "f(", "a?b:", "1+", "[for a in b : ", "<<A\n${"] {
            assert!(read(&format!("a = {}", opening.repeat(100_000))).is_err(), "{opening}");
        }
        for opening in ["1+1+(", "1+{", "1*(", "1+1+[", "f(1+("] {
            assert!(read(&format!("a = {}", opening.repeat(60))).is_err(), "{opening}");
            assert!(read(&format!("a = {}]", opening.repeat(28))).is_err(), "{opening}");
            assert!(read(&format!("a = {}", opening.repeat(8))).is_err(), "{opening}");
        }
        assert!(read(&format!("a = {}1{} # (((", "1+1+(".repeat(28), ")".repeat(28))).is_ok());
        assert!(read(&"a {\n".repeat(100_000)).is_err());
        assert!(read(&format!("a {} {{}}", "b ".repeat(100_000))).is_err());
    }

    #[test]
    fn what_the_parser_takes_too_long_for_is_refused() {
        let keys = |count| (0..count).map(|at| format!("k{at} = {at}\n")).collect::<String>();
        for text in [
            format!("a = {{\n{}}}", keys(30_000)),
            format!("a = \"${{merge({{\n{}}})}}\"", keys(30_000)),
            format!("# \"\nb = <<-E\n{{\n }}\n E\na {{\n c = {{ /* }} */ \n{}}}\n}}", keys(30_000)),
        ] {
            let message = read(&text).err().map(|error| error.message);
            assert_eq!(message.as_deref(), Some("too many keys in one object"));
        }
        for text in [format!("a = {{\n{}}}", keys(3_000)), keys(30_000), format!("a {{\n{}}}", keys(30_000))] {
            assert!(read(&text).is_ok());
        }
        let error = read(&format!("{}é", "#".repeat(LONGEST - 1))).err();
        assert_eq!(error.map(|error| error.at), Some(LONGEST - 1));
    }
}
