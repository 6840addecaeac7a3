//! A name and a value a line: dotenv, Java properties, INI.
//!
//! There is no well-kept library that gives places for these three; the readers here are by hand. They share the rule that
//! the last value of a name counts, as it does for the programs that read such files.
//!
//! The names of Java properties and the sections of INI files have dots, and become tables in tables. One that is both a
//! value and a table has two entries there, the table and then the value: its plain path leads to the value, and `*` in
//! its place to both.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::{DEEPEST, ReadError};
use crate::node::{Entry, Node, Value};

const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// Reads `NAME=value` lines; a name without a value is one that the environment gives.
pub(super) fn dotenv(text: &str) -> Result<Rc<Node>, ReadError> {
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

/// Reads Java properties. `a.b` is `b` in the table `a`, `a[b.c]` is `b.c` in it, and `a[0]` an item of the list `a`, where
/// numbers that are left out leave no gap. A name that is no such path, as with two dots in a row, stays whole.
pub(super) fn properties(text: &str) -> Result<Rc<Node>, ReadError> {
    let mut tree = Tree::new(text);
    let mut at = beginning(text);
    loop {
        at = skip(text, at, |char| is_property_blank(char) || LINE_ENDS.contains(&char));
        match text[at..].chars().next() {
            None => return Ok(tree.into_node()),
            Some('#' | '!') => at = line_end(text, at),
            Some(_) => {
                let key = unescaped(text, at, |char| is_property_blank(char) || matches!(char, '=' | ':'))?;
                at = after_separator(text, key.span.end);
                let value = unescaped(text, at, |_| false)?;
                at = value.span.end;
                let (branch, name, span) = tree.property(&key)?;
                tree.put(branch, name, span, Node { span: value.span, value: Value::Text(value.text.into_owned()) });
            }
        }
    }
}

/// Reads sections of `name = value` lines. The name of a section is taken apart at its dots, that of a value is not; a name
/// without a value has nothing.
pub(super) fn ini(text: &str) -> Result<Rc<Node>, ReadError> {
    let mut tree = Tree::new(text);
    let mut section = ROOT;
    let mut at = beginning(text);
    loop {
        at = skip(text, at, char::is_whitespace);
        match text[at..].chars().next() {
            None => return Ok(tree.into_node()),
            Some('#' | ';') => {}
            Some('[') => section = tree.section(at..line_end(text, at))?,
            Some(_) => {
                let (name, value) = setting(text, at..line_end(text, at))?;
                tree.put(section, Name::Key(Cow::Borrowed(&text[name.clone()])), name, value);
            }
        }
        at = line_end(text, at);
    }
}

fn error(at: usize, message: impl Into<String>) -> ReadError {
    ReadError { at, message: message.into() }
}

/// The byte after the mark that some editors put before a text.
fn beginning(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn skip(text: &str, at: usize, is_skipped: impl Fn(char) -> bool) -> usize {
    text.len() - text[at..].trim_start_matches(is_skipped).len()
}

fn skip_blanks(text: &str, at: usize) -> usize {
    skip(text, at, |char| char.is_whitespace() && !LINE_ENDS.contains(&char))
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find(LINE_ENDS).map_or(text.len(), |length| at + length)
}

/// A value without quotes: what is before the end of the line or a comment, which has a blank before it.
fn bare(text: &str, start: usize, end: usize, marks: &[char]) -> Node {
    let line = &text[start..end];
    let is_comment = |&at: &usize| line[..at].ends_with(char::is_whitespace);
    let comment = line.match_indices(marks).map(|(at, _)| at).find(is_comment);
    let value = line[..comment.unwrap_or(line.len())].trim();
    let start = if value.is_empty() { start } else { skip_blanks(text, start) };
    Node { span: start..start + value.len(), value: Value::Text(value.to_owned()) }
}

/// Whether names need no care with this character in them.
fn is_name(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '_' | '-' | '.' | '/')
}

/// A line of an environment, which may go on where a quote does.
fn assignment(text: &str, at: usize) -> Result<(Range<usize>, Node), ReadError> {
    const SHAPE: &str = "a line is `NAME=value`, or a comment after `#`";
    let start = after_export(text, at);
    let end = skip(text, start, is_name);
    let separator = skip_blanks(text, end);
    let mut rest = text[separator..].chars();
    let (found, next) = (rest.next(), rest.next());
    let is_end = |char: Option<char>| char.is_none_or(|char| LINE_ENDS.contains(&char));
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
    match text[start..].chars().next() {
        Some(quote @ ('"' | '\'' | '`')) => quoted(text, start, quote),
        _ => Ok(bare(text, at, line_end(text, at), &['#'])),
    }
}

fn quoted(text: &str, start: usize, quote: char) -> Result<Node, ReadError> {
    let inner = &text[start + 1..];
    let mut is_escaped = false;
    let length = inner.find(|char| {
        let is_close = char == quote && !is_escaped;
        is_escaped = quote == '"' && char == '\\' && !is_escaped;
        is_close
    });
    let length = length.ok_or_else(|| error(start, format!("this `{quote}` is not closed")))?;
    let end = start + 1 + length + 1;
    let after = skip_blanks(text, end);
    if text[after..].starts_with(|char| char != '#' && !LINE_ENDS.contains(&char)) {
        return Err(error(after, "there is more after the closing quote"));
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
        let Some(char) = escape.chars().next() else {
            rest = "\\";
            break;
        };
        match char {
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            '"' | '\\' | '$' | '`' => text.push(char),
            '\n' | '\r' => {}
            _ => text.extend(['\\', char]),
        }
        rest = escape.strip_prefix("\r\n").unwrap_or(&escape[char.len_utf8()..]);
    }
    text + rest
}

/// A line of a section.
fn setting(text: &str, line: Range<usize>) -> Result<(Range<usize>, Node), ReadError> {
    let content = &text[line.clone()];
    let Some(separator) = content.find(['=', ':']) else {
        let name = bare(text, line.start, line.end, &['#', ';']).span;
        if !text[name.clone()].chars().all(is_name) {
            return Err(error(line.start, "a line is `name = value`, `[section]`, or a comment after `#` or `;`"));
        }
        let nothing = Node { span: name.end..name.end, value: Value::Other(String::new()) };
        return Ok((name, nothing));
    };
    let name = content[..separator].trim_end();
    if name.is_empty() {
        return Err(error(line.start, "a name is missing"));
    }
    let at = line.start + separator + 1;
    let value = quoted_on_line(text, at, line.end).unwrap_or_else(|| bare(text, at, line.end, &['#', ';']));
    Ok((line.start..line.start + name.len(), value))
}

/// A value that is in quotes as a whole. Where it is not, quotes are part of it.
fn quoted_on_line(text: &str, at: usize, end: usize) -> Option<Node> {
    let start = skip_blanks(text, at).min(end);
    let content = &text[start..end];
    let quote = content.chars().next().filter(|char| matches!(char, '"' | '\'' | '`'))?;
    let (inner, after) = content[1..].split_once(quote)?;
    let is_whole = after.trim_start().is_empty() || after.trim_start().starts_with(['#', ';']);
    let span = start..start + inner.len() + 2;
    is_whole.then(|| Node { span, value: Value::Text(inner.to_owned()) })
}

fn is_property_blank(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\u{c}')
}

/// A part of a property, with the bytes that it was read from.
struct Unescaped<'t> {
    text: Cow<'t, str>,
    span: Range<usize>,
}

impl<'t> Unescaped<'t> {
    /// A part of it; its bytes are those of the whole where there are escapes, each of which is longer than what it means.
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

/// What is before the end of the line or a character that ends it, over as many lines as backslashes join.
fn unescaped(text: &str, start: usize, is_end: impl Fn(char) -> bool) -> Result<Unescaped<'_>, ReadError> {
    let is_special = |char| char == '\\' || LINE_ENDS.contains(&char) || is_end(char);
    let mut value = Cow::Borrowed("");
    let mut at = start;
    loop {
        let end = text[at..].find(is_special).map_or(text.len(), |length| at + length);
        value += &text[at..end];
        if !text[end..].starts_with('\\') {
            return Ok(Unescaped { text: value, span: start..end });
        }
        let (char, after) = escape(text, end)?;
        value.to_mut().extend(char);
        at = after;
    }
}

/// What the escape at a backslash means, and the byte after it.
fn escape(text: &str, at: usize) -> Result<(Option<char>, usize), ReadError> {
    if let Some(next) = after_join(text, at) {
        return Ok((None, next));
    }
    let Some(char) = text[at + 1..].chars().next() else { return Ok((None, at + 1)) };
    let meaning = match char {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'f' => '\u{c}',
        'u' => return unicode(text, at).map(|(char, next)| (Some(char), next)),
        other => other,
    };
    Ok((Some(meaning), at + 1 + char.len_utf8()))
}

/// The first byte on the next line that counts, where a backslash joins it to this one.
fn after_join(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix('\\')?;
    let next = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(LINE_ENDS))?;
    Some(skip(text, text.len() - next.len(), is_property_blank))
}

/// `\uXXXX`, or two of them for a character that Java writes as two. Half of such a pair means nothing.
fn unicode(text: &str, at: usize) -> Result<(char, usize), ReadError> {
    const LENGTH: usize = "\\u0000".len();
    let unit = |at: usize| {
        let digits = text.get(at..at + LENGTH)?.strip_prefix("\\u")?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| is_number)
    };
    let first = unit(at).ok_or_else(|| error(at, "four hexadecimal digits go after `\\u`"))?;
    let second = unit(at + LENGTH);
    let pair = char::decode_utf16([Some(first), second].into_iter().flatten()).next();
    let char = pair.and_then(Result::ok).unwrap_or(char::REPLACEMENT_CHARACTER);
    Ok((char, at + LENGTH * char.len_utf16()))
}

/// The first byte of a value, after blanks, one `=` or `:`, and blanks; lines may be joined between any of them.
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

/// The parts of a name, `a.b[0]`; each with whether it stands in brackets. None where it is no path.
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

/// The number of a table in the making.
type BranchId = usize;

const ROOT: BranchId = 0;

/// Tables in the making.
struct Tree<'t> {
    text: &'t str,
    branches: Vec<Branch<'t>>,
    /// Which twig of a branch has a name: there may be a million of them.
    places: HashMap<(BranchId, Name<'t>), usize>,
}

struct Branch<'t> {
    span: Range<usize>,
    twigs: Vec<Twig<'t>>,
}

/// What stands under a name: a value, a table, or both.
struct Twig<'t> {
    name: Name<'t>,
    span: Range<usize>,
    table: Option<BranchId>,
    value: Option<Rc<Node>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Name<'t> {
    Key(Cow<'t, str>),
    Index(usize),
}

impl<'t> Tree<'t> {
    fn new(text: &'t str) -> Self {
        let root = Branch { span: 0..text.len(), twigs: Vec::new() };
        Self { text, branches: vec![root], places: HashMap::new() }
    }

    fn twig(&mut self, branch: BranchId, name: Name<'t>, span: Range<usize>) -> &mut Twig<'t> {
        let twigs = &mut self.branches[branch].twigs;
        let place = *self.places.entry((branch, name)).or_insert_with_key(|(_, name)| {
            twigs.push(Twig { name: name.clone(), span, table: None, value: None });
            twigs.len() - 1
        });
        &mut twigs[place]
    }

    fn put(&mut self, branch: BranchId, name: Name<'t>, span: Range<usize>, value: Node) {
        let twig = self.twig(branch, name, span.clone());
        twig.span = span;
        twig.value = Some(Rc::new(value));
    }

    /// The table under a name, made where there is none.
    fn branch(&mut self, parent: BranchId, name: Name<'t>, span: Range<usize>) -> BranchId {
        let new = self.branches.len();
        let found = *self.twig(parent, name, span.clone()).table.get_or_insert(new);
        if found == new {
            self.branches.push(Branch { span, twigs: Vec::new() });
        }
        found
    }

    /// The table that a property is in, and its name and bytes there.
    fn property(&mut self, key: &Unescaped<'t>) -> Result<(BranchId, Name<'t>, Range<usize>), ReadError> {
        let mut parts = parts(&key.text).unwrap_or_default();
        let (last, is_bracketed) = parts.pop().unwrap_or((0..key.text.len(), false));
        is_shallow(parts.len(), key.span.start)?;
        let mut branch = ROOT;
        for (part, is_bracketed) in parts {
            let (name, span) = named(key, part, is_bracketed);
            branch = self.branch(branch, name, span);
        }
        let (name, span) = named(key, last, is_bracketed);
        Ok((branch, name, span))
    }

    /// The table of the section in a line.
    fn section(&mut self, line: Range<usize>) -> Result<BranchId, ReadError> {
        let text = self.text;
        let Some((inner, after)) = text[line.start + 1..line.end].split_once(']') else {
            return Err(error(line.start, "this `[` is not closed"));
        };
        if inner.trim().is_empty() {
            return Err(error(line.start, "a section has a name"));
        }
        let more = after.trim_start();
        if !more.is_empty() && !more.starts_with(['#', ';']) {
            return Err(error(line.end - more.len(), "there is more after the name of the section"));
        }
        let start = line.start + 1;
        let branch = self.sections(start..start + inner.len())?;
        self.branches[branch].span = line.start..start + inner.len() + 1;
        Ok(branch)
    }

    /// The table that the parts of a section's name lead to; a name with an empty part is one part.
    fn sections(&mut self, name: Range<usize>) -> Result<BranchId, ReadError> {
        let text = &self.text[name.clone()];
        let is_path = text.split('.').all(|part| !part.trim().is_empty());
        let dots = text.matches('.').count();
        is_shallow(if is_path { dots + 1 } else { 1 }, name.start)?;
        let mut branch = ROOT;
        let mut at = name.start;
        for part in text.splitn(if is_path { dots + 1 } else { 1 }, '.') {
            let start = at + part.len() - part.trim_start().len();
            let key = part.trim();
            branch = self.branch(branch, Name::Key(Cow::Borrowed(key)), start..start + key.len());
            at += part.len() + 1;
        }
        Ok(branch)
    }

    fn into_node(mut self) -> Rc<Node> {
        self.node(ROOT)
    }

    fn node(&mut self, branch: BranchId) -> Rc<Node> {
        let mut twigs = std::mem::take(&mut self.branches[branch].twigs);
        let indexes = twigs.iter().filter(|twig| matches!(twig.name, Name::Index(_))).count();
        let is_list = indexes > 0 && indexes == twigs.len();
        twigs.sort_by_key(|twig| match twig.name {
            Name::Index(index) if is_list => index,
            _ => 0,
        });
        let entries = twigs.into_iter().flat_map(|twig| self.entries(twig));
        let value = if is_list {
            Value::List(entries.map(|entry| entry.value).collect())
        } else {
            Value::Map(entries.collect())
        };
        Rc::new(Node { span: self.branches[branch].span.clone(), value })
    }

    /// The entries of a name: the value comes last, so that it is what the name means.
    fn entries(&mut self, twig: Twig<'t>) -> impl Iterator<Item = Entry> + use<> {
        let key = match twig.name {
            Name::Key(key) => key.into_owned(),
            Name::Index(index) => format!("[{index}]"),
        };
        let table = twig.table.map(|branch| self.node(branch));
        let values = [table, twig.value].into_iter().flatten();
        values.map(move |value| Entry { key: key.clone(), key_span: twig.span.clone(), value })
    }
}

fn is_shallow(parts: usize, at: usize) -> Result<(), ReadError> {
    if parts < DEEPEST {
        return Ok(());
    }
    Err(error(at, format!("this name has more than {DEEPEST} parts")))
}

fn named<'t>(key: &Unescaped<'t>, part: Range<usize>, is_bracketed: bool) -> (Name<'t>, Range<usize>) {
    let (text, span) = key.part(part);
    let is_number = is_bracketed && text.bytes().all(|byte| byte.is_ascii_digit());
    let index = if is_number { text.parse().ok() } else { None };
    (index.map_or(Name::Key(text), Name::Index), span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::shown::shown;

    type Read = fn(&str) -> Result<Rc<Node>, ReadError>;

    fn all_read(read: Read, cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(shown(text, &read(text).expect(text)), *expected, "{text}");
        }
    }

    fn all_refused(read: Read, cases: &[(&str, usize, &str)]) {
        for (text, at, message) in cases {
            let error = read(text).expect_err(text);
            assert_eq!((error.at, &*error.message), (*at, *message), "{text}");
        }
    }

    #[test]
    fn environments() {
        all_read(
            dotenv,
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
                ("A.b-c/d=1\rE=it's\rE=2", "{A.b-c/d: 1, E: 2}"),
            ],
        );
        let shape = "a line is `NAME=value`, or a comment after `#`";
        all_refused(
            dotenv,
            &[
                ("A=1\n=2", 4, shape),
                ("{{ if }}", 0, shape),
                ("A B=1", 2, shape),
                ("A:1", 1, shape),
                ("é\u{301}=1", 2, shape),
                ("A=1\nB= \"x\n", 7, "this `\"` is not closed"),
                ("A='x' y", 6, "there is more after the closing quote"),
                ("A='é", 2, "this `'` is not closed"),
            ],
        );
    }

    #[test]
    fn java_properties() {
        all_read(
            properties,
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
        all_refused(
            properties,
            &[
                ("a=1\nb=x\\u12é4", 7, "four hexadecimal digits go after `\\u`"),
                ("a=\\u+123", 2, "four hexadecimal digits go after `\\u`"),
            ],
        );
    }

    #[test]
    fn ini_files() {
        all_read(
            ini,
            &[
                ("\u{feff}a = 1\n; b = 2\n# c = 3\n[s]\r\nd: x y ; z\r\ne=", "{a: 1, s: {d: x y, e: }}"),
                ("[a.b]\nc = 1\n[a] # x\nd = 2\n[a.b]\ne = 3", "{a: {b: {c: 1, e: 3}, d: 2}}"),
                ("a = \"x ; y\" ; z\nb = 'é' ", "{a: x ; y<\"x ; y\">, b: é<'é'>}"),
                ("c = \"x\" or \"y\"\nd = \"x", "{c: \"x\" or \"y\", d: \"x}"),
                ("skip-names\nx = a;b#c\nmy key = 1\na.b = 2", "{skip-names: (), x: a;b#c, my key: 1, a.b: 2}"),
                ("[ a . b ]\n[c..d]\n[tool:x]", "{a: {b: {}}, c..d: {}, tool:x: {}}"),
                ("[a]\nb = 1\n[a.b]\nc = 2\n[d]\n[d]", "{a: {b: {c: 2}, b: 1}, d: {}}"),
                ("[s]\nscopes = ${S}\n", "{s: {scopes: ${S}}}"),
            ],
        );
        all_refused(
            ini,
            &[
                ("a=1\n[b", 4, "this `[` is not closed"),
                ("[ ]", 0, "a section has a name"),
                ("[a] b", 4, "there is more after the name of the section"),
                (" = 1", 1, "a name is missing"),
                ("a=1\nserver {", 4, "a line is `name = value`, `[section]`, or a comment after `#` or `;`"),
            ],
        );
    }

    #[test]
    fn places_of_tables() {
        let text = "[a.b]\nc=1\n[ a ]\n";
        let root = ini(text).expect("a file");
        let a = root.get("a").expect("a table");
        assert_eq!(root.span, 0..text.len());
        assert_eq!(&text[a.span.clone()], "[ a ]");
        assert_eq!(&text[a.get("b").expect("a table").span.clone()], "[a.b]");
        let text = "x.y[0]=1\nx.z=2";
        let root = properties(text).expect("a file");
        assert_eq!(root.get("x").expect("a table").span, 0..1);
        assert_eq!(root.get("x").and_then(|x| x.get("y")).expect("a list").span, 2..3);
    }

    #[test]
    fn real_shapes() {
        let text = "spring.security.oauth2.client.registration.google.scope=openid,profile";
        let mut node = properties(text).expect("a file");
        for key in ["spring", "security", "oauth2", "client", "registration", "google", "scope"] {
            let next = Rc::clone(node.get(key).expect(key));
            node = next;
        }
        assert_eq!(shown(text, &node), "openid,profile");
        let text = "[auth.generic_oauth]\nscopes = openid profile\n";
        assert_eq!(shown(text, &ini(text).expect("a file")), "{auth: {generic_oauth: {scopes: openid profile}}}");
    }

    #[test]
    fn depth_is_limited() {
        let parts = |count: usize| vec!["a"; count].join(".");
        assert!(properties(&parts(DEEPEST)).is_ok());
        assert!(properties(&parts(100_000)).is_err());
        assert!(properties(&format!("a{}", "[0]".repeat(100_000))).is_err());
        assert!(ini(&format!("[{}]", parts(DEEPEST - 1))).is_ok());
        assert!(ini(&format!("[{}]", parts(100_000))).is_err());
        assert!(dotenv(&parts(100_000)).is_ok());
    }

    /// Anything that looks back at what was read already would take minutes here.
    #[test]
    fn long_texts_take_linear_time() {
        const LENGTH: usize = 200_000;
        let units = [
            "a", "\\", "\"", "\\\"", " #", "\\\n", "a.", "[", "a[", "\\u0061", "\n", "a=1\n", "[a]\n", "=", "é ", ";'",
        ];
        for unit in units {
            let text = unit.repeat(LENGTH / unit.len());
            for read in [dotenv, properties, ini] {
                let _ = read(&text);
                let _ = read(&format!("a=\"{text}"));
            }
        }
        let text: String = (0..50_000).map(|number| format!("a.b{number}={number}\n")).collect();
        assert!(properties(&text).is_ok() && ini(&text).is_ok() && dotenv(&text).is_ok());
    }
}
