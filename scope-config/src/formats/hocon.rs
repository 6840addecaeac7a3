//! HOCON: `application.conf` of programs for the JVM.
//!
//! What a reference such as `${?SCOPES}` means is only known when the file is used, and nothing is included from other
//! files. A name that has a value keeps it where only an optional reference is set after it: that is its default.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::lines::{beginning, error};
use super::read_error::{DEEPEST, ReadError, too_deep};
use super::tree::{Name, ROOT, TableId, Tree};
use crate::node::{Node, Value};

/// Each `+=` copies the list that is there.
const MOST_ADDED: usize = 4096;

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Rc<Node>, ReadError> {
    let mut reader = Reader { text, at: beginning(text), depth: 0 };
    let mut tree = Tree::new(text);
    reader.blanks(true);
    let has_braces = reader.takes("{");
    reader.entries(&mut tree, ROOT, has_braces)?;
    reader.blanks(true);
    if reader.at < text.len() {
        return Err(error(reader.at, "unexpected text after the closing brace"));
    }
    Ok(tree.into_node())
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Goes on after a sign, if it is next.
    fn takes(&mut self, sign: &str) -> bool {
        let is_next = self.rest().starts_with(sign);
        self.at += if is_next { sign.len() } else { 0 };
        is_next
    }

    fn skip_line(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    /// Skips blanks and comments; line ends and commas as well, if these mean nothing here.
    fn blanks(&mut self, has_lines: bool) {
        loop {
            let is_blank =
                |c: char| if has_lines { c.is_whitespace() || c == ',' } else { c.is_whitespace() && c != '\n' };
            self.at = self.text.len() - self.rest().trim_start_matches(is_blank).len();
            if !self.rest().starts_with('#') && !self.rest().starts_with("//") {
                return;
            }
            self.skip_line();
        }
    }

    fn deeper(&mut self, levels: usize) -> Result<(), ReadError> {
        self.depth += levels;
        if self.depth < DEEPEST { Ok(()) } else { Err(too_deep(self.at)) }
    }

    /// The entries of a table, up to its brace or the end of the text.
    fn entries(&mut self, tree: &mut Tree<'t>, table: TableId, has_brace: bool) -> Result<(), ReadError> {
        let start = self.at;
        loop {
            self.blanks(true);
            if has_brace && self.takes("}") {
                return Ok(());
            } else if self.rest().is_empty() {
                let unclosed = || error(start.saturating_sub(1), "unclosed `{`");
                return if has_brace { Err(unclosed()) } else { Ok(()) };
            } else if is_include(self.rest()) {
                self.skip_line();
            } else {
                self.entry(tree, table)?;
            }
        }
    }

    fn entry(&mut self, tree: &mut Tree<'t>, table: TableId) -> Result<(), ReadError> {
        let depth = self.depth;
        let mut keys = self.keys()?;
        let Some((last, span)) = keys.pop() else { return Err(error(self.at, "expected a name")) };
        self.deeper(keys.len() + 1)?;
        let table = keys.into_iter().fold(table, |table, (key, span)| tree.table(table, key, span));
        self.blanks(false);
        let is_added = self.takes("+=");
        if !is_added && !self.takes("=") && !self.takes(":") && !self.rest().starts_with('{') {
            return Err(error(self.at, "expected `=`, `:` or `{` after a name"));
        }
        self.blanks(true);
        let start = self.at;
        if !is_added && self.takes("{") {
            let inner = tree.table(table, last, span);
            self.entries(tree, inner, true)?;
            tree.set_span(inner, start..self.at);
            // Whatever comes behind a table on its line is merged into it by the program, and left out here.
            self.blanks(false);
            if self.rest().starts_with("${") {
                self.at += self.rest().find('}').map_or(self.rest().len(), |at| at + 1);
            }
        } else {
            let value = self.value()?;
            put(tree, table, last, span, value, is_added)?;
        }
        self.depth = depth;
        Ok(())
    }

    /// The parts of a name: `a."b.c".d`.
    fn keys(&mut self) -> Result<Vec<(Name<'t>, Range<usize>)>, ReadError> {
        let mut keys = Vec::new();
        loop {
            let start = self.at;
            let key = if self.rest().starts_with('"') {
                Cow::Owned(self.quoted()?)
            } else {
                let is_end =
                    |c: char| matches!(c, '.' | '=' | ':' | '+' | '{' | '}' | '[' | ']' | ',' | '\n' | '"' | '#' | '$');
                let key = self.rest().split(is_end).next().unwrap_or_default().trim_end();
                self.at += key.len();
                Cow::Borrowed(key)
            };
            if self.at == start {
                return Err(error(start, "expected a name"));
            }
            if keys.len() > DEEPEST {
                return Err(too_deep(start));
            }
            keys.push((Name::Key(key), start..self.at));
            if !self.rest().starts_with('.') {
                return Ok(keys);
            }
            self.at += 1;
        }
    }

    /// A value: all of its parts on a line.
    fn value(&mut self) -> Result<Node, ReadError> {
        let start = self.at;
        let mut parts = Vec::new();
        loop {
            self.blanks(false);
            let rest = self.rest();
            let part = match rest.chars().next() {
                None | Some('\n' | ',' | '}' | ']') => break,
                Some('"') => {
                    let start = self.at;
                    let text = self.quoted()?;
                    Node::text(start..self.at, text)
                }
                Some('{') => self.table()?,
                Some('[') => self.list()?,
                Some('$') if rest.starts_with("${") => {
                    let length = rest.find('}').ok_or_else(|| error(self.at, "unclosed `${`"))? + 1;
                    self.at += length;
                    self.as_written(self.at - length..self.at, Value::Expression)
                }
                Some(first) => {
                    let is_end = |c: char| matches!(c, '"' | '{' | '}' | '[' | ']' | ',' | '\n' | '#' | '$');
                    let length = first.len_utf8()
                        + rest[first.len_utf8()..].find(is_end).unwrap_or(rest.len() - first.len_utf8());
                    let length =
                        rest[..length].find("//").filter(|&at| rest[..at].ends_with([' ', '\t'])).unwrap_or(length);
                    let length = rest[..length].trim_end().len().max(first.len_utf8());
                    self.at += length;
                    self.as_written(self.at - length..self.at, Value::Other)
                }
            };
            parts.push(part);
        }
        if parts.is_empty() {
            return Err(error(start, "expected a value"));
        }
        Ok(self.joined(&parts))
    }

    /// Several parts one after the other are one value.
    fn joined(&self, parts: &[Rc<Node>]) -> Node {
        let span = parts[0].span.start..parts[parts.len() - 1].span.end;
        let value = match parts {
            [only] => match &only.value {
                Value::Other(bare) if !is_other(bare) => Value::Text(bare.clone()),
                known => known.clone(),
            },
            parts if parts.iter().any(|part| matches!(part.value, Value::List(_) | Value::Map(_))) => self.items(parts),
            // The words are in the file as they are in the text, but for quotes.
            _ => Value::Text(self.text[span.clone()].replace('"', "")),
        };
        Node { span, value }
    }

    /// Lists and references in a row are one list.
    fn items(&self, parts: &[Rc<Node>]) -> Value {
        let items = parts.iter().flat_map(|part| match &part.value {
            Value::List(items) => items.clone(),
            Value::Map(_) => vec![Rc::clone(part)],
            _ => vec![self.as_written(part.span.clone(), Value::Expression)],
        });
        Value::List(items.collect())
    }

    fn as_written(&self, span: Range<usize>, value: fn(String) -> Value) -> Rc<Node> {
        Rc::new(Node { value: value(self.text[span.clone()].to_owned()), span })
    }

    fn table(&mut self) -> Result<Rc<Node>, ReadError> {
        self.deeper(1)?;
        let start = self.at;
        self.at += 1;
        let mut tree = Tree::new(self.text);
        self.entries(&mut tree, ROOT, true)?;
        tree.set_span(ROOT, start..self.at);
        self.depth -= 1;
        Ok(tree.into_node())
    }

    fn list(&mut self) -> Result<Rc<Node>, ReadError> {
        self.deeper(1)?;
        let start = self.at;
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.blanks(true);
            if self.takes("]") {
                self.depth -= 1;
                return Ok(Rc::new(Node { span: start..self.at, value: Value::List(items) }));
            }
            if self.rest().is_empty() || self.rest().starts_with('}') {
                return Err(error(start, "unclosed `[`"));
            }
            items.push(Rc::new(self.value()?));
        }
    }

    /// A text in one or in three quotes.
    fn quoted(&mut self) -> Result<String, ReadError> {
        let (start, rest) = (self.at, self.rest());
        if let Some(inner) = rest.strip_prefix("\"\"\"") {
            let end = inner.find("\"\"\"").ok_or_else(|| error(start, "unclosed `\"\"\"`"))?;
            self.at += end + 6;
            return Ok(inner[..end].to_owned());
        }
        let mut text = String::new();
        let mut chars = rest.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.at += at + 1;
                    return Ok(text);
                }
                '\n' => break,
                '\\' => match chars.next().map(|(_, c)| c) {
                    Some('n') => text.push('\n'),
                    Some('t') => text.push('\t'),
                    Some('r') => text.push('\r'),
                    Some('u') => {
                        let code = rest.get(at + 2..at + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
                        text.push(code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER));
                        chars.by_ref().take(4).for_each(drop);
                    }
                    Some(c) => text.push(c),
                    None => break,
                },
                c => text.push(c),
            }
        }
        Err(error(start, "unclosed `\"`"))
    }
}

/// Sets a value, or adds it to the list that is there.
fn put<'t>(
    tree: &mut Tree<'t>,
    table: TableId,
    key: Name<'t>,
    span: Range<usize>,
    value: Node,
    is_added: bool,
) -> Result<(), ReadError> {
    let before = tree.value(table, &key).cloned();
    let value = match (before, &value.value) {
        (Some(_), Value::Expression(raw)) if raw.starts_with("${?") && !is_added => return Ok(()),
        (before, _) if is_added => {
            let mut items = match before.as_ref().map(|node| &node.value) {
                Some(Value::List(items)) => items.clone(),
                _ => Vec::new(),
            };
            if items.len() == MOST_ADDED {
                return Err(error(span.start, "too many values are added to one list"));
            }
            let whole = items.first().map_or(value.span.start, |first| first.span.start)..value.span.end;
            items.push(Rc::new(value));
            Node { span: whole, value: Value::List(items) }
        }
        _ => value,
    };
    tree.put(table, key, span, value);
    Ok(())
}

fn is_include(rest: &str) -> bool {
    rest.strip_prefix("include").is_some_and(|after| {
        let file = after.trim_start_matches([' ', '\t']);
        file.len() < after.len() && file.starts_with(['"', 'f', 'u', 'c', 'r']) && !file.starts_with(['=', ':'])
    })
}

fn is_other(text: &str) -> bool {
    matches!(text, "true" | "false" | "null") || text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::shown::{assert_linear, assert_read, assert_refused};

    #[test]
    fn values_and_their_places() {
        assert_read(
            read,
            &[
                ("a { b.scope = \"c d\" }\n", "{a: {b: {scope: c d<\"c d\">}}}"),
                ("{\"a.b\": [c, \"d e\"\n f], }", "{a.b<\"a.b\">: [c, d e<\"d e\">, f]}"),
                ("# x\na = b c // d\ne = https://f/g\ni: 1, j = true", "{a: b c, e: https://f/g, i: (1), j: (true)}"),
                ("a { b = 1 }\na { c = 2 }\na.d = 3", "{a: {b: (1), c: (2), d: (3)}}"),
                ("a = ${x}\nb = \"c \"${x}\nc = [d] ${x}", "{a: ?${x}, b: c ${x}<\"c \"${x}>, c: [d, ?${x}]}"),
                ("a = \"b c\"\na = ${?A}\nd = ${?A}", "{a: b c<\"b c\">, d: ?${?A}}"),
                ("a = [b]\na += c\nd += e", "{a: [b, c], d: [e]}"),
                ("a = \"\"\"b \"c\" \"\"\"", "{a: b \"c\" <\"\"\"b \"c\" \"\"\">}"),
                ("include \"x\"\ninclude file(\"x\")\nincluded = a", "{included: a}"),
                ("a = [{b: c}, {b = d}]", "{a: [{b: c}, {b: d}]}"),
                ("a = \"\\\"\\u00e9\\n\"", "{a: \"é\n<\"\\\"\\u00e9\\n\">}"),
                ("a = {b = c} ${d}\ne = f", "{a: {b: c}, e: f}"),
            ],
        );
    }

    #[test]
    fn what_cannot_be_read() {
        assert_refused(
            read,
            &[
                ("a {", 2, "unclosed `{`"),
                ("a = [b", 4, "unclosed `[`"),
                ("a = \"b\n", 4, "unclosed `\"`"),
                ("a = \"\"\"b", 4, "unclosed `\"\"\"`"),
                ("a = ${b", 4, "unclosed `${`"),
                ("a b\n", 3, "expected `=`, `:` or `{` after a name"),
                ("a =", 3, "expected a value"),
                ("= a", 0, "expected a name"),
                ("a = b }", 6, "expected a name"),
                ("{} a", 3, "unexpected text after the closing brace"),
            ],
        );
    }

    #[test]
    fn deep_nesting_is_refused() {
        for opening in ["a{", "a=[", "[", "{a:", "[{a="] {
            assert!(read(&opening.repeat(100_000)).is_err());
            assert!(read(&format!("a = {}", opening.repeat(100_000))).is_err(), "{opening}");
        }
        assert!(read(&format!("{}a = b", "a.".repeat(100_000))).is_err());
    }

    #[test]
    fn long_texts_take_linear_time() {
        assert_linear(read);
        for unit in ["a=b\n", "a+=b\n", "a{}\n", "//\n", "${a}", "\"\"", ",", "include \"\n"] {
            let _ = read(&unit.repeat(20_000));
            let _ = read(&format!("a = {}", unit.repeat(20_000)));
        }
    }
}
