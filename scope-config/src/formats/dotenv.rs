//! dotenv: `NAME=value` lines for an environment.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::lines::{LINE_ENDS, bare, beginning, error, is_name, line_end, skip, skip_blanks};
use super::read_error::ReadError;
use super::tree::{Name, ROOT, Tree};
use crate::node::{Node, Value};

/// Reads `NAME=value` lines; a name without a value is one that the environment gives.
pub(super) fn read(text: &str) -> Result<Rc<Node>, ReadError> {
    let mut tree = Tree::new(text);
    let mut at = beginning(text);
    loop {
        at = skip(text, at, char::is_whitespace);
        match text[at..].chars().next() {
            None => return Ok(tree.into_node()),
            Some('#') => at = line_end(text, at),
            Some(_) => {
                let (name, value) = assignment(text, at)?;
                at = line_end(text, value.span.end);
                tree.put(ROOT, Name::Key(Cow::Borrowed(&text[name.clone()])), name, value);
            }
        }
    }
}

/// A line of an environment, which may go on where a quote does.
fn assignment(text: &str, at: usize) -> Result<(Range<usize>, Node), ReadError> {
    const SHAPE: &str = "expected `NAME=value` or a comment after `#`";
    let start = after_export(text, at);
    let end = skip(text, start, is_name);
    let separator = skip_blanks(text, end);
    let mut rest = text[separator..].chars();
    let (found, next) = (rest.next(), rest.next());
    let is_end = |c: Option<char>| c.is_none_or(|c| LINE_ENDS.contains(&c));
    let value = match found {
        _ if start == end => return Err(error(start, SHAPE)),
        Some('=') => value(text, separator + 1)?,
        Some(':') if next.is_none_or(char::is_whitespace) => value(text, separator + 1)?,
        Some('#') if separator > end => from_outside(text, start..end),
        _ if is_end(found) => from_outside(text, start..end),
        _ => return Err(error(separator, SHAPE)),
    };
    Ok((start..end, value))
}

/// The byte after `export`, where a name comes after it.
fn after_export(text: &str, at: usize) -> usize {
    let after = at + "export".len();
    if !text[at..].starts_with("export") {
        return at;
    }
    let name = skip_blanks(text, after);
    if name > after && text[name..].starts_with(is_name) { name } else { at }
}

/// The value of a name that is passed on as it is.
fn from_outside(text: &str, name: Range<usize>) -> Node {
    Node { value: Value::Expression(text[name.clone()].to_owned()), span: name }
}

fn value(text: &str, at: usize) -> Result<Node, ReadError> {
    let start = skip_blanks(text, at);
    if let Some(quote @ ('"' | '\'' | '`')) = text[start..].chars().next() {
        return quoted(text, start, quote);
    }
    let mut node = bare(text, at, line_end(text, at), &['#']);
    // A shell and some libraries read `\ ` as a blank that does not end the value.
    if let Value::Text(value) = &mut node.value {
        *value = value.replace("\\ ", " ");
    }
    Ok(node)
}

fn quoted(text: &str, start: usize, quote: char) -> Result<Node, ReadError> {
    let inner = &text[start + 1..];
    let mut is_escaped = false;
    let length = inner.find(|c| {
        let is_close = c == quote && !is_escaped;
        is_escaped = quote == '"' && c == '\\' && !is_escaped;
        is_close
    });
    let length = length.ok_or_else(|| error(start, format!("unclosed `{quote}`")))?;
    let end = start + 1 + length + 1;
    let after = skip_blanks(text, end);
    if text[after..].starts_with(|c| c != '#' && !LINE_ENDS.contains(&c)) {
        return Err(error(after, "unexpected text after the closing quote"));
    }
    let inner = &inner[..length];
    let value = if quote == '"' { without_escapes(inner) } else { inner.to_owned() };
    Ok(Node { span: start..end, value: Value::Text(value) })
}

/// What double quotes mean in an environment. A backslash before anything else is a backslash.
fn without_escapes(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        let Some(c) = escape.chars().next() else {
            rest = "\\";
            break;
        };
        match c {
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            '"' | '\\' | '$' | '`' => text.push(c),
            '\n' | '\r' => {}
            _ => text.extend(['\\', c]),
        }
        rest = escape.strip_prefix("\r\n").unwrap_or(&escape[c.len_utf8()..]);
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::shown::{assert_linear, assert_read, assert_refused};

    #[test]
    fn values_and_errors() {
        assert_read(
            read,
            &[
                ("", "{}"),
                ("\u{feff}A=1\r\n\r\n# B=2\r\n  export C = x y  # z\r\n", "{A: 1, C: x y}"),
                ("A=\"x # y\" # z\nB='x \\n \"' #", "{A: x # y<\"x # y\">, B: x \\n \"<'x \\n \"'>}"),
                ("A=`a'b`", "{A: a'b<`a'b`>}"),
                (r#"A="\"\\\$\d""#, r#"{A: "\$\d<"\"\\\$\d">}"#),
                ("A=\"\\n\\t\"", "{A: \n\t<\"\\n\\t\">}"),
                ("A=\"x\ny \\\r\nz\"\nB=1", "{A: x\ny z<\"x\ny \\\r\nz\">, B: 1}"),
                ("A: x\nB:\nC=a:b", "{A: x, B: , C: a:b}"),
                ("A=\nB= # x\nC=#x\nD=x#y\nE= é ", "{A: , B: , C: #x, D: x#y, E: é}"),
                ("A\nexport B # x\nexport=1", "{A: ?A, B: ?B, export: 1}"),
                ("A=${B:-x y}\nB=\"${B}\"", "{A: ${B:-x y}, B: ${B}<\"${B}\">}"),
                (r"A=x\ y z\n # c", r"{A: x y z\n<x\ y z\n>}"),
                ("A.b-c/d=1\rE=it's\rE=2", "{A.b-c/d: 1, E: 2}"),
            ],
        );
        let shape = "expected `NAME=value` or a comment after `#`";
        assert_refused(
            read,
            &[
                ("A=1\n=2", 4, shape),
                ("{{ if }}", 0, shape),
                ("A B=1", 2, shape),
                ("A:1", 1, shape),
                ("é\u{301}=1", 2, shape),
                ("A=1\nB= \"x\n", 7, "unclosed `\"`"),
                ("A='x' y", 6, "unexpected text after the closing quote"),
                ("A='é", 2, "unclosed `'`"),
            ],
        );
    }

    #[test]
    fn names_with_dots_are_single_names() {
        assert!(read(&vec!["a"; 100_000].join(".")).is_ok());
    }

    #[test]
    fn long_texts_take_linear_time() {
        assert_linear(read);
    }
}
