//! Parses directives of the Apache HTTP Server: `OIDCScope "openid email"`.
//!
//! A directive is a key whose value is all of its arguments in one string. A section such as `<Location "/app">` is a
//! table under its name and its arguments.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::lines::{beginning, error, line_end, skip, skip_blanks};
use super::read_error::ReadError;
use super::tree::{Name, ROOT, Tree, check_depth};
use crate::node::{Node, Value};

/// Parses a text. If a directive is repeated, the last one counts.
pub(super) fn read(text: &str) -> Result<Rc<Node>, ReadError> {
    let mut tree = Tree::new(text);
    let mut sections = vec![("", ROOT, 0)];
    let mut at = beginning(text);
    loop {
        at = skip(text, at, char::is_whitespace);
        if at == text.len() {
            break;
        }
        let line = at..logical_end(text, at);
        at = line.end;
        let content = &text[line.clone()];
        let &(open, table, _) = sections.last().unwrap_or(&("", ROOT, 0));
        if content.starts_with('#') {
            at = line_end(text, line.start);
        } else if let Some(name) = content.strip_prefix("</") {
            let name = name.trim_end().trim_end_matches('>').trim();
            if sections.len() == 1 || !open.eq_ignore_ascii_case(name) {
                return Err(error(line.start, "this closes a section that is not open"));
            }
            sections.pop();
        } else if content.starts_with('<') {
            let name = name(text, line.start + 1, line.end)?;
            let Some(close) = content.rfind('>').map(|at| line.start + at) else {
                return Err(error(line.start, "unclosed `<`"));
            };
            check_depth(2 * sections.len() + 2, line.start)?;
            let arguments = arguments(text, name.end.min(close), close);
            let key = Name::Key(Cow::Borrowed(&text[name.clone()]));
            let outer = tree.table(table, key, name.clone());
            let Value::Text(of) = arguments.value else { continue };
            let inner =
                if of.is_empty() { outer } else { tree.table(outer, Name::Key(Cow::Owned(of)), arguments.span) };
            sections.push((&text[name.clone()], inner, name.start));
        } else {
            let name = name(text, line.start, line.end)?;
            let value = arguments(text, name.end, line.end);
            tree.put(table, Name::Key(Cow::Borrowed(&text[name.clone()])), name, value);
        }
    }
    match sections.get(1) {
        Some((_, _, at)) => Err(error(*at, "unclosed section")),
        None => Ok(tree.into_node()),
    }
}

/// Returns the end of a line, including further lines that are joined by a backslash.
fn logical_end(text: &str, at: usize) -> usize {
    let mut end = line_end(text, at);
    while text[..end].ends_with('\\') && end < text.len() {
        end = line_end(text, end + if text[end..].starts_with("\r\n") { 2 } else { 1 });
    }
    end
}

/// Parses the name of a directive. By convention, it starts with a capital letter; anything else is another format.
fn name(text: &str, at: usize, end: usize) -> Result<Range<usize>, ReadError> {
    let content = &text[at..end];
    let length = content.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(content.len());
    let is_name = content.starts_with(|c: char| c.is_ascii_uppercase())
        && content[length..].chars().next().is_none_or(|c| c.is_whitespace() || c == '>');
    if is_name { Ok(at..at + length) } else { Err(error(at, "expected the name of a directive")) }
}

/// Parses the arguments up to a byte. Quotes around all of them are removed.
fn arguments(text: &str, at: usize, end: usize) -> Node {
    let start = skip_blanks(text, at).min(end);
    let raw = text[start..end].trim_end();
    let span = start..start + raw.len();
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''));
    let inner = quote.and_then(|quote| raw[1..].strip_suffix(quote).filter(|inner| !inner.contains(quote)));
    Node { span, value: Value::Text(inner.unwrap_or(raw).replace("\\\n", " ").replace("\\\r\n", " ")) }
}

/// Whether a line is a directive of `mod_auth_openidc` rather than a setting in another format:
/// `OIDCScope "openid email"`.
pub(super) fn is_directive(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_name = words.next().is_some_and(|word| word.starts_with("OIDC") && word.chars().all(char::is_alphanumeric));
    is_name && words.next().is_some_and(|value| !value.starts_with(['=', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::shown::{assert_ends, assert_read, assert_refused};

    #[test]
    fn directives_and_sections() {
        assert_read(
            read,
            &[
                ("OIDCScope \"openid email\"\n", "{OIDCScope: openid email<\"openid email\">}"),
                ("# a\nA b c\n  B\n", "{A: b c, B: }"),
                (
                    "<VirtualHost *:80>\n  <Location \"/a\">\n    OIDCScope openid\n  </Location>\n</VirtualHost>\n",
                    "{VirtualHost: {*:80: {Location: {/a<\"/a\">: {OIDCScope: openid}}}}}",
                ),
                ("<IfModule>\nA 'b'\n</IfModule>\nA 1", "{IfModule: {A: b<'b'>}, A: 1}"),
                ("A b \\\n  c\nB d", "{A: b    c<b \\\n  c>, B: d}"),
            ],
        );
    }

    #[test]
    fn what_is_something_else() {
        assert_refused(
            read,
            &[
                ("google.scope {", 0, "expected the name of a directive"),
                ("a b", 0, "expected the name of a directive"),
                ("A=b", 0, "expected the name of a directive"),
                ("<A>\n", 1, "unclosed section"),
                ("</A>", 0, "this closes a section that is not open"),
                ("<A b\n", 0, "unclosed `<`"),
            ],
        );
        assert!(read(&"<A b>\n".repeat(100_000)).is_err());
    }

    #[test]
    fn long_texts_take_linear_time() {
        assert_ends(read);
        for unit in ["A b\n", "<A>\n</A>\n", "A \\\n", "<A b>\n"] {
            let _ = read(&unit.repeat(50_000));
        }
    }
}
