//! Parses Java properties.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::lines::{LINE_ENDS, beginning, error, line_end, skip};
use super::read_error::ReadError;
use super::tree::{Name, ROOT, TableId, Tree, check_depth};
use crate::node::{Node, Value};

/// Parses Java properties. `a.b` is the key `b` in the table `a`, `a[b.c]` is the key `b.c` in it, and `a[0]` is an
/// item of the list `a`. Missing indices leave no gap. A name that is not a valid path, for example with two dots in a
/// row, is one key.
pub(super) fn read(text: &str) -> Result<Rc<Node>, ReadError> {
    let mut tree = Tree::new(text);
    let mut at = beginning(text);
    loop {
        at = skip(text, at, |c| is_property_blank(c) || LINE_ENDS.contains(&c));
        match text[at..].chars().next() {
            None => return Ok(tree.into_node()),
            Some('#' | '!') => at = line_end(text, at),
            Some(_) => {
                let key = unescaped(text, at, |c| is_property_blank(c) || matches!(c, '=' | ':'))?;
                at = after_separator(text, key.span.end);
                let value = unescaped(text, at, |_| false)?;
                at = value.span.end;
                let (table, name, span) = slot_of(&mut tree, &key)?;
                tree.put(table, name, span, Node { span: value.span, value: Value::Text(value.text.into_owned()) });
            }
        }
    }
}

fn is_property_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{c}')
}

/// A part of a property without its escapes, and its bytes.
struct Unescaped<'t> {
    text: Cow<'t, str>,
    span: Range<usize>,
}

impl<'t> Unescaped<'t> {
    /// Returns a part of it. With escapes, which are longer than what they stand for, the bytes are those of the whole.
    fn part(&self, part: Range<usize>) -> (Cow<'t, str>, Range<usize>) {
        let span = if self.text.len() == self.span.len() {
            self.span.start + part.start..self.span.start + part.end
        } else {
            self.span.clone()
        };
        let text = match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[part]),
            Cow::Owned(text) => Cow::Owned(text[part].to_owned()),
        };
        (text, span)
    }
}

/// Reads up to the end of the line or to a character that ends the part, including further lines that are joined by a
/// backslash.
fn unescaped(text: &str, start: usize, is_end: impl Fn(char) -> bool) -> Result<Unescaped<'_>, ReadError> {
    let is_special = |c| c == '\\' || LINE_ENDS.contains(&c) || is_end(c);
    let mut value = Cow::Borrowed("");
    let mut at = start;
    loop {
        let end = text[at..].find(is_special).map_or(text.len(), |length| at + length);
        value += &text[at..end];
        if !text[end..].starts_with('\\') {
            return Ok(Unescaped { text: value, span: start..end });
        }
        let (c, after) = escape(text, end)?;
        value.to_mut().extend(c);
        at = after;
    }
}

/// Decodes the escape at a backslash, and returns the byte after it.
fn escape(text: &str, at: usize) -> Result<(Option<char>, usize), ReadError> {
    if let Some(next) = after_join(text, at) {
        return Ok((None, next));
    }
    let Some(c) = text[at + 1..].chars().next() else { return Ok((None, at + 1)) };
    let meaning = match c {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'f' => '\u{c}',
        'u' => return unicode(text, at).map(|(c, next)| (Some(c), next)),
        other => other,
    };
    Ok((Some(meaning), at + 1 + c.len_utf8()))
}

/// Returns the first relevant byte of the next line, if a backslash joins it to this one.
fn after_join(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix('\\')?;
    let next = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(LINE_ENDS))?;
    Some(skip(text, text.len() - next.len(), is_property_blank))
}

/// Decodes `\uXXXX`, or two of them if they are a surrogate pair. Half of a pair becomes a replacement character.
fn unicode(text: &str, at: usize) -> Result<(char, usize), ReadError> {
    const LENGTH: usize = "\\u0000".len();
    let unit = |at: usize| {
        let digits = text.get(at..at + LENGTH)?.strip_prefix("\\u")?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| is_number)
    };
    let first = unit(at).ok_or_else(|| error(at, "expected four hexadecimal digits after `\\u`"))?;
    let second = unit(at + LENGTH);
    let pair = char::decode_utf16([Some(first), second].into_iter().flatten()).next();
    let c = pair.and_then(Result::ok).unwrap_or(char::REPLACEMENT_CHARACTER);
    Ok((c, at + LENGTH * c.len_utf16()))
}

/// Returns the first byte of a value: after blanks, one `=` or `:`, and more blanks. Lines may be joined between any of
/// them.
fn after_separator(text: &str, at: usize) -> usize {
    let at = skip_joined(text, at);
    if text[at..].starts_with(['=', ':']) { skip_joined(text, at + 1) } else { at }
}

fn skip_joined(text: &str, at: usize) -> usize {
    let mut at = skip(text, at, is_property_blank);
    while let Some(next) = after_join(text, at) {
        at = next;
    }
    at
}

/// Splits a name such as `a.b[0]` into parts, each with whether it is in brackets; `None` if the name is not a path.
fn parts(name: &str) -> Option<Vec<(Range<usize>, bool)>> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        let end = name[at..].find(['.', '[']).map_or(name.len(), |length| at + length);
        if end == at {
            return None;
        }
        parts.push((at..end, false));
        at = end;
        while name[at..].starts_with('[') {
            let close = at + name[at..].find(']').filter(|&length| length > 1)?;
            parts.push((at + 1..close, true));
            at = close + 1;
        }
        if at == name.len() {
            return Some(parts);
        }
        at += name[at..].strip_prefix('.').map(|_| 1)?;
    }
}

fn named<'t>(key: &Unescaped<'t>, part: Range<usize>, is_bracketed: bool) -> (Name<'t>, Range<usize>) {
    let (text, span) = key.part(part);
    let is_number = is_bracketed && text.bytes().all(|byte| byte.is_ascii_digit());
    let index = if is_number { text.parse().ok() } else { None };
    (index.map_or(Name::Key(text), Name::Index), span)
}

/// Returns the table that contains a property, and its name and bytes there.
fn slot_of<'t>(tree: &mut Tree<'t>, key: &Unescaped<'t>) -> Result<(TableId, Name<'t>, Range<usize>), ReadError> {
    let mut parts = parts(&key.text).unwrap_or_default();
    let (last, is_bracketed) = parts.pop().unwrap_or((0..key.text.len(), false));
    check_depth(parts.len(), key.span.start)?;
    let mut table = ROOT;
    for (part, is_bracketed) in parts {
        let (name, span) = named(key, part, is_bracketed);
        table = tree.table(table, name, span);
    }
    let (name, span) = named(key, last, is_bracketed);
    Ok((table, name, span))
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
                ("\u{feff}# x=1\n! y=2\n\n  a = 1\n\tb:2\rc 3\r\nd", "{a: 1, b: 2, c: 3, d: }"),
                ("a.b.c=1\na.b.d=2\na.e=3", "{a: {b: {c: 1, d: 2}, e: 3}}"),
                ("a=x,\\\n   y,\\\r\n\tz \nb=1", "{a: x,y,z <x,\\\n   y,\\\r\n\tz >, b: 1}"),
                ("a\\\n .b \\\n = \\\n x", "{a<a\\\n .b>: {b<a\\\n .b>: x}}"),
                ("a=x\\\n\nb=1\nc=\\", "{a: x<x\\\n>, b: 1, c: <\\>}"),
                (r"\u0061\=\ b=\t\u00e9\ud83d\ude00", "{a= b<\\u0061\\=\\ b>: \té😀<\\t\\u00e9\\ud83d\\ude00>}"),
                (r"a=\ud83d\q\ude00", "{a: \u{fffd}q\u{fffd}<\\ud83d\\q\\ude00>}"),
                ("s[1]=b\ns[0]=a\ns[7]=c", "{s: [a, b, c]}"),
                ("c[0].s=x\nc[1].s=y\nd[0][0]=z", "{c: [{s: x}, {s: y}], d: [[z]]}"),
                ("r[a.b].c=1\nr.d=2", "{r: {a.b: {c: 1}, d: 2}}"),
                ("a..b=1\n.c=2\nd.=3\ne[=4\nf[]=5\ng[0]h=6", "{a..b: 1, .c: 2, d.: 3, e[: 4, f[]: 5, g[0]h: 6}"),
                ("=7", "{: 7}"),
                ("a=1\nb=2\na=3", "{a: 3, b: 2}"),
                ("a.b=1\na.b.c=2\nd[0].e=1\nd[0]=2", "{a: {b: {c: 2}, b: 1}, d: [{e: 1}, 2]}"),
                ("m[0]=1\nm.x=2\nm[99999999999999999999]=3", "{m: {[0]<0>: 1, x: 2, 99999999999999999999: 3}}"),
                ("a=${X:y}\nb= \"x\" # y", "{a: ${X:y}, b: \"x\" # y}"),
            ],
        );
        assert_refused(
            read,
            &[
                ("a=1\nb=x\\u12é4", 7, "expected four hexadecimal digits after `\\u`"),
                ("a=\\u+123", 2, "expected four hexadecimal digits after `\\u`"),
            ],
        );
    }

    #[test]
    fn places_of_tables() {
        let text = "x.y[0]=1\nx.z=2";
        let root = read(text).expect("a file");
        assert_eq!(root.get("x").expect("a table").span, 0..1);
        assert_eq!(root.get("x").and_then(|x| x.get("y")).expect("a list").span, 2..3);
    }

    #[test]
    fn a_property_of_spring() {
        let text = "spring.security.oauth2.client.registration.google.scope=openid,profile";
        let mut node = read(text).expect("a file");
        for key in ["spring", "security", "oauth2", "client", "registration", "google", "scope"] {
            let next = Rc::clone(node.get(key).expect(key));
            node = next;
        }
        assert_eq!(shown(text, &node), "openid,profile");
    }

    #[test]
    fn depth_is_limited() {
        let parts = |count: usize| vec!["a"; count].join(".");
        assert!(read(&parts(DEEPEST)).is_ok());
        assert!(read(&parts(100_000)).is_err());
        assert!(read(&format!("a{}", "[0]".repeat(100_000))).is_err());
    }

    #[test]
    fn long_texts_take_linear_time() {
        assert_linear(read);
    }
}
