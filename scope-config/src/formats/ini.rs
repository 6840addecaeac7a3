//! Parses INI files: sections of `name = value` lines.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::lines::{LINE_ENDS, bare, beginning, error, is_name, line_end, skip, skip_blanks};
use super::read_error::ReadError;
use super::tree::{Name, ROOT, TableId, Tree, check_depth};
use crate::node::{Node, Value};

const SHAPE: &str = "expected `name = value`, `[section]` or a comment after `#` or `;`";

/// Parses sections of `name = value` lines. Dots in the name of a section separate keys, but dots in the name of a
/// setting do not. A name without a value has an empty value. A line that is indented more than the name before it
/// continues its value, unless the line is itself a section or a setting.
pub(super) fn read(text: &str) -> Result<Rc<Node>, ReadError> {
    let mut tree = Tree::new(text);
    let mut section = ROOT;
    let mut at = beginning(text);
    // The previous setting, whose value may continue.
    let mut before: Option<Setting> = None;
    loop {
        at = skip(text, at, char::is_whitespace);
        let line = at..line_end(text, at);
        let indent = indent(text, at);
        if text[at..].starts_with(['#', ';']) {
            at = line.end;
            continue;
        }
        if let Some(setting) = before.as_mut().filter(|setting| setting.can_go_on && setting.indent < indent)
            && let Some(more) = continuation(text, line.clone())
        {
            setting.go_on(&more);
            at = line.end;
            continue;
        }
        if let Some(Setting { section, name, value, .. }) = before.take() {
            tree.put(section, Name::Key(Cow::Borrowed(&text[name.clone()])), name, value);
        }
        match text[at..].chars().next() {
            None => return Ok(tree.into_node()),
            Some('[') => section = self::section(&mut tree, text, line.clone())?,
            Some(_) => {
                let (name, value) = setting(text, line.clone())?;
                // An opening brace of a table, as in HOCON.
                if section == ROOT && text[name.clone()].contains(" {") {
                    return Err(error(at, SHAPE));
                }
                let can_go_on = matches!(&value.value, Value::Text(bare) if *bare == text[value.span.clone()]);
                before = Some(Setting { section, indent, name, value, can_go_on });
            }
        }
        at = line.end;
    }
}

/// A setting, and how far its line is indented.
struct Setting {
    section: TableId,
    indent: usize,
    name: Range<usize>,
    value: Node,
    /// Whether its value is unquoted, so that it may continue.
    can_go_on: bool,
}

impl Setting {
    /// Appends a continuation line to the value.
    fn go_on(&mut self, more: &Node) {
        let (Value::Text(text), Value::Text(added)) = (&mut self.value.value, &more.value) else { return };
        if text.is_empty() {
            self.value.span.start = more.span.start;
        } else if !added.is_empty() {
            text.push(' ');
        }
        text.push_str(added);
        self.value.span.end = more.span.end;
    }
}

/// How far a line is indented.
fn indent(text: &str, at: usize) -> usize {
    at - text[..at].rfind(LINE_ENDS).map_or(0, |end| end + 1)
}

/// Returns what an indented line appends to the value before it; `None` if it is a section or a setting.
fn continuation(text: &str, line: Range<usize>) -> Option<Node> {
    let content = text[line.clone()].trim_end();
    let is_section = content.starts_with('[') && content.ends_with(']');
    // The colon in `user:email` or `https://` belongs to a scope.
    let is_setting = content.contains('=') || content.contains(": ") || content.ends_with(':');
    let is_more = !content.is_empty() && !is_section && !is_setting;
    is_more.then(|| bare(text, line.start, line.end, &['#', ';']))
}

/// Parses a setting.
fn setting(text: &str, line: Range<usize>) -> Result<(Range<usize>, Node), ReadError> {
    let content = &text[line.clone()];
    let Some(separator) = content.find(['=', ':']) else {
        let name = bare(text, line.start, line.end, &['#', ';']).span;
        if !text[name.clone()].chars().all(is_name) {
            return Err(error(line.start, SHAPE));
        }
        let nothing = Node { span: name.end..name.end, value: Value::Other(String::new()) };
        return Ok((name, nothing));
    };
    let name = content[..separator].trim_end();
    if name.is_empty() {
        return Err(error(line.start, "missing name"));
    }
    let at = line.start + separator + 1;
    let value = quoted_on_line(text, at, line.end).unwrap_or_else(|| bare(text, at, line.end, &['#', ';']));
    Ok((line.start..line.start + name.len(), value))
}

/// Parses a value that is entirely in quotes. Otherwise, quotes are part of the value.
fn quoted_on_line(text: &str, at: usize, end: usize) -> Option<Node> {
    let start = skip_blanks(text, at).min(end);
    let content = &text[start..end];
    let quote = content.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let (inner, after) = content[1..].split_once(quote)?;
    let is_whole = after.trim_start().is_empty() || after.trim_start().starts_with(['#', ';']);
    let span = start..start + inner.len() + 2;
    is_whole.then(|| Node { span, value: Value::Text(inner.to_owned()) })
}

/// Returns the table for the section in a line.
fn section<'t>(tree: &mut Tree<'t>, text: &'t str, line: Range<usize>) -> Result<TableId, ReadError> {
    let Some((inner, after)) = text[line.start + 1..line.end].split_once(']') else {
        return Err(error(line.start, "unclosed `[`"));
    };
    if inner.trim().is_empty() {
        return Err(error(line.start, "missing section name"));
    }
    let more = after.trim_start();
    if !more.is_empty() && !more.starts_with(['#', ';']) {
        return Err(error(line.end - more.len(), "unexpected text after the section name"));
    }
    let start = line.start + 1;
    let table = named_table(tree, text, start..start + inner.len())?;
    tree.set_span(table, line.start..start + inner.len() + 1);
    Ok(table)
}

/// Returns the table for the name of a section. A name with an empty part is not split at its dots.
fn named_table<'t>(tree: &mut Tree<'t>, file: &'t str, name: Range<usize>) -> Result<TableId, ReadError> {
    let text = &file[name.clone()];
    let is_path = text.split('.').all(|part| !part.trim().is_empty());
    let dots = text.matches('.').count();
    check_depth(if is_path { dots + 1 } else { 1 }, name.start)?;
    let mut table = ROOT;
    let mut at = name.start;
    for part in text.splitn(if is_path { dots + 1 } else { 1 }, '.') {
        let start = at + part.len() - part.trim_start().len();
        let key = part.trim();
        table = tree.table(table, Name::Key(Cow::Borrowed(key)), start..start + key.len());
        at += part.len() + 1;
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read_error::DEEPEST;
    use crate::formats::shown::{assert_linear, assert_read, assert_refused, shown};

    #[test]
    fn values_and_errors() {
        assert_read(
            read,
            &[
                ("\u{feff}a = 1\n; b = 2\n# c = 3\n[s]\r\nd: x y ; z\r\ne=", "{a: 1, s: {d: x y, e: }}"),
                ("[a.b]\nc = 1\n[a] # x\nd = 2\n[a.b]\ne = 3", "{a: {b: {c: 1, e: 3}, d: 2}}"),
                ("a = \"x ; y\" ; z\nb = 'é' ", "{a: x ; y<\"x ; y\">, b: é<'é'>}"),
                ("c = \"x\" or \"y\"\nd = \"x", "{c: \"x\" or \"y\", d: \"x}"),
                ("skip-names\nx = a;b#c\nmy key = 1\na.b = 2", "{skip-names: (), x: a;b#c, my key: 1, a.b: 2}"),
                ("[ a . b ]\n[c..d]\n[tool:x]", "{a: {b: {}}, c..d: {}, tool:x: {}}"),
                ("[a]\nb = 1\n[a.b]\nc = 2\n[d]\n[d]", "{a: {b: {c: 2}, b: 1}, d: {}}"),
                ("[s]\nscopes = ${S}\n", "{s: {scopes: ${S}}}"),
                (
                    "[s]\nscopes = a\n    b:c\n  # no\n\n\thttps://d ; e\nf = g",
                    "{s: {scopes: a b:c https://d<a\n    b:c\n  # no\n\n\thttps://d>, f: g}}",
                ),
                ("a =\n  x\n  y\nb = 1", "{a: x y<x\n  y>, b: 1}"),
                (
                    "note = x\n\t[y] goes on\n[z]\n  a = 1\n  b: 2\n  c",
                    "{note: x [y] goes on<x\n\t[y] goes on>, z: {a: 1, b: 2, c: ()}}",
                ),
                ("a = 'x'\n  y", "{a: x<'x'>, y: ()}"),
            ],
        );
        assert_refused(
            read,
            &[
                ("a=1\n[b", 4, "unclosed `[`"),
                ("[ ]", 0, "missing section name"),
                ("[a] b", 4, "unexpected text after the section name"),
                (" = 1", 1, "missing name"),
                ("a=1\nserver {", 4, "expected `name = value`, `[section]` or a comment after `#` or `;`"),
            ],
        );
    }

    #[test]
    fn places_of_tables() {
        let text = "[a.b]\nc=1\n[ a ]\n";
        let root = read(text).expect("a file");
        let a = root.get("a").expect("a table");
        assert_eq!(root.span, 0..text.len());
        assert_eq!(&text[a.span.clone()], "[ a ]");
        assert_eq!(&text[a.get("b").expect("a table").span.clone()], "[a.b]");
    }

    #[test]
    fn a_section_of_grafana() {
        let text = "[auth.generic_oauth]\nscopes = openid profile\n";
        assert_eq!(shown(text, &read(text).expect("a file")), "{auth: {generic_oauth: {scopes: openid profile}}}");
    }

    #[test]
    fn depth_is_limited() {
        let parts = |count: usize| vec!["a"; count].join(".");
        assert!(read(&format!("[{}]", parts(DEEPEST - 1))).is_ok());
        assert!(read(&format!("[{}]", parts(100_000))).is_err());
    }

    #[test]
    fn long_texts_take_linear_time() {
        assert_linear(read);
    }
}
