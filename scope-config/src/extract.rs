//! The scope lists of a file.

use std::ops::Range;
use std::rc::Rc;

use crate::format::Format;
use crate::node::{Entry, Node, Value};
use crate::path::{Match, Path, Stop, Target};
use crate::preset::{Preset, Role, Rule};
use crate::read::{ReadError, read};

/// A file to look into.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    /// Its format.
    pub format: Format,
    /// What it holds.
    pub text: &'s str,
}

/// A list of scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Where it stands, as a path without `*` and `[]`.
    pub path: String,
    /// What it is for.
    pub role: Role,
    /// The number of the path that led here; the first of them where several did.
    pub rule: usize,
    /// The bytes of the value that holds it.
    pub span: Range<usize>,
    /// The texts as they are written, each with its bytes: one for a list in a text, one an item for a list of texts.
    /// Of a text that is known in part, its words that are known.
    pub texts: Vec<Found>,
    /// The scopes, taken apart, each with its bytes.
    pub scopes: Vec<Found>,
    /// What can only be known when the file is used.
    pub unresolved: Vec<Unresolved>,
}

/// A text in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The text, without quotes and escapes.
    pub text: String,
    /// Its bytes in the file; those of the value around it where it is written with escapes.
    pub span: Range<usize>,
}

impl Found {
    /// Whether it is a GUID, which stands for a permission whose name the file does not tell: an application manifest
    /// of Entra may hold these. There is nothing to hold against a catalog then.
    pub fn is_opaque(&self) -> bool {
        let parts: Vec<&str> = self.text.split('-').collect();
        let is_hexadecimal = |part: &&str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
        parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]) && parts.iter().all(is_hexadecimal)
    }
}

/// A value that the file does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// As it is written: `${OIDC_SCOPES}`.
    pub raw: String,
    /// What it is where nothing else is set: `openid email` of `${OIDC_SCOPES:-openid email}`.
    pub default: Option<String>,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// Lists, and where paths stop that lead nowhere: each with the number of the path.
type Extracted = (Vec<List>, Vec<(usize, Stop)>);

/// What several paths lead to in a file, in the order of the file; a path that leads nowhere is in the second list.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn extract(source: Source<'_>, paths: &[(Path, Role)]) -> Result<Extracted, ReadError> {
    let documents = read(source.format, source.text)?;
    let read_yaml = |text: &str| read(Format::Yaml, text).ok().and_then(|documents| documents.into_iter().next());
    let mut lists = Vec::new();
    let mut stops = Vec::new();
    for (number, (path, role)) in paths.iter().enumerate() {
        let matches = match path.select(&documents, &read_yaml) {
            Ok(matches) => matches,
            Err(stop) => {
                stops.push((number, stop));
                continue;
            }
        };
        for mut found in matches {
            let route = std::mem::take(&mut found.route);
            lists.extend(list(source.text, found, *role, number).map(|list| (route, list)));
        }
    }
    lists.sort_by(|(one, _), (other, _)| one.cmp(other));
    let is_same = |one: &List, other: &List| one.span == other.span && one.scopes == other.scopes;
    lists.dedup_by(|(route, list), (before, kept)| route == before && is_same(list, kept));
    Ok((lists.into_iter().map(|(_, list)| list).collect(), stops))
}

/// What presets find in a file, in the order of the file, with the preset and the rule of each. Nothing is there for a
/// preset that is for files of another kind: the caller asks with all that [`presets_of`](crate::presets_of) names.
///
/// # Errors
///
/// Where the file cannot be read.
pub fn extract_presets<'p>(
    source: Source<'_>,
    presets: &[&'p Preset],
) -> Result<Vec<(&'p Preset, &'p Rule, List)>, ReadError> {
    let rules: Vec<(&Preset, &Rule)> =
        presets.iter().flat_map(|preset| preset.rules.iter().map(|rule| (*preset, rule))).collect();
    let (mut paths, mut numbers) = (Vec::new(), Vec::new());
    for (number, (_, rule)) in rules.iter().enumerate() {
        // A test sees to it that every preset's paths can be read.
        if let Ok(path) = Path::parse(rule.path) {
            paths.push((path, rule.role));
            numbers.push(number);
        }
    }
    let (lists, _) = extract(source, &paths)?;
    let with_rule = |list: List| {
        let (preset, rule) = rules[numbers[list.rule]];
        (preset, rule, list)
    };
    Ok(lists.into_iter().map(with_rule).collect())
}

/// The list that a match holds; `None` where it can hold none, such as a number.
fn list(file: &str, found: Match, role: Role, number: usize) -> Option<List> {
    let (Target::Node(node) | Target::Keys(node) | Target::Assigned(node, _) | Target::Embedded(node, _)) =
        &found.target;
    let (texts, scopes, unresolved) = (Vec::new(), Vec::new(), Vec::new());
    let mut list = List { path: found.path, role, rule: number, span: node.span.clone(), texts, scopes, unresolved };
    match &found.target {
        Target::Node(node) => list.value(file, node)?,
        Target::Keys(node) => list.keys(node),
        Target::Assigned(node, start) => list.assigned(file, node, *start)?,
        Target::Embedded(text, inner) => list.embedded(file, text, inner)?,
    }
    Some(list)
}

impl List {
    fn value(&mut self, file: &str, node: &Rc<Node>) -> Option<()> {
        match &node.value {
            Value::Text(text) => self.words(file, text, &node.span, 0)?,
            Value::List(items) => {
                for item in items {
                    self.item(file, item);
                }
                // A list of lists or of numbers is not an empty list of scopes.
                if !items.is_empty() && self.texts.is_empty() && self.unresolved.is_empty() {
                    return None;
                }
            }
            Value::Map(entries) if is_function(entries) => {
                self.unresolved(file.get(node.span.clone()).unwrap_or_default(), None, node.span.clone());
            }
            Value::Map(entries) => {
                for entry in entries {
                    if let Value::Text(level) = &entry.value.value {
                        let span = entry.key_span.start..entry.value.span.end.max(entry.key_span.end);
                        self.whole(format!("{}:{level}", entry.key), span);
                    }
                }
            }
            Value::Expression(raw) => self.unresolved(raw, None, node.span.clone()),
            Value::Other(_) => return None,
        }
        Some(())
    }

    /// An item of a list is one scope, whatever it is made of.
    fn item(&mut self, file: &str, item: &Node) {
        match &item.value {
            Value::Text(text) => {
                if let Some(reference) = references(text).first() {
                    let is_whole = text[reference.span.clone()] == *text.trim();
                    let default = reference.default.clone().filter(|_| is_whole);
                    return self.unresolved(text.trim(), default, item.span.clone());
                }
                self.texts.push(Found { text: text.clone(), span: item.span.clone() });
                if !text.trim().is_empty() {
                    let span = Places::new(file, &item.span, text, 0).of(0..text.len());
                    self.scopes.push(Found { text: text.clone(), span });
                }
            }
            Value::Expression(raw) => self.unresolved(raw, None, item.span.clone()),
            Value::Map(entries) if is_function(entries) => {
                self.unresolved(file.get(item.span.clone()).unwrap_or_default(), None, item.span.clone());
            }
            Value::Other(_) | Value::List(_) | Value::Map(_) => {}
        }
    }

    fn keys(&mut self, node: &Node) {
        if let Value::Map(entries) = &node.value {
            for entry in entries {
                self.whole(entry.key.clone(), entry.key_span.clone());
            }
        }
    }

    fn assigned(&mut self, file: &str, node: &Node, start: usize) -> Option<()> {
        let Value::Text(text) = &node.value else { return None };
        self.words(file, text, &node.span, start)
    }

    /// A value inside a text: its places are those in the text, and are looked for in the file line by line.
    fn embedded(&mut self, file: &str, text: &Node, inner: &Rc<Node>) -> Option<()> {
        let Value::Text(whole) = &text.value else { return None };
        self.value(whole, inner)?;
        let lines = Lines::new(file, &text.span, whole);
        for found in self.texts.iter_mut().chain(&mut self.scopes) {
            found.span = lines.of(&found.span);
        }
        for unresolved in &mut self.unresolved {
            unresolved.span = lines.of(&unresolved.span);
        }
        Some(())
    }

    fn whole(&mut self, text: String, span: Range<usize>) {
        self.texts.push(Found { text: text.clone(), span: span.clone() });
        self.scopes.push(Found { text, span });
    }

    /// The words of a text from a byte on; `None` where it is a switch: `OAUTH_VALIDATE_SCOPES=true`.
    fn words(&mut self, file: &str, text: &str, span: &Range<usize>, start: usize) -> Option<()> {
        let value = &text[start..];
        if ["true", "false"].iter().any(|switch| value.trim().eq_ignore_ascii_case(switch)) {
            return None;
        }
        let places = Places::new(file, span, text, start);
        let (mut words, mut is_known) = (Vec::new(), true);
        for piece in pieces(text, start, &references(value)) {
            let (raw, span) = (&text[piece.span.clone()], places.of(piece.span.clone()));
            if piece.is_reference {
                is_known = false;
                self.unresolved(raw, piece.default, span);
            } else {
                words.push(Found { text: raw.to_owned(), span });
            }
        }
        if is_known && !is_bracketed(value) {
            let span = if start == 0 { span.clone() } else { places.of(start..text.len()) };
            self.texts.push(Found { text: value.to_owned(), span });
        } else {
            self.texts.extend(words.iter().cloned());
        }
        self.scopes.extend(words);
        Some(())
    }

    fn unresolved(&mut self, raw: &str, default: Option<String>, span: Range<usize>) {
        self.unresolved.push(Unresolved { raw: raw.to_owned(), default, span });
    }
}

/// Whether a table is a function of AWS templates: `Ref: Scopes`, `Fn::Sub: "${Api}/read"`.
fn is_function(entries: &[Entry]) -> bool {
    matches!(entries, [only] if only.key == "Ref" || only.key.starts_with("Fn::"))
}

/// Whether a text is a list as JSON has it, as environments hold it: `["openid", "email"]`.
fn is_bracketed(text: &str) -> bool {
    text.trim().strip_prefix('[').is_some_and(|rest| rest.ends_with(']'))
}

/// The words of a text from a byte on: what stands between blanks and commas, or in brackets and quotes.
fn words(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let value = &text[start..];
    let is_bracketed = is_bracketed(value);
    let is_between =
        move |char: char| char == ',' || char.is_whitespace() || is_bracketed && matches!(char, '[' | ']' | '"' | '\'');
    value.split(is_between).filter(|word| !word.is_empty()).map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

/// A word of a text, or several that are one reference.
struct Piece {
    span: Range<usize>,
    is_reference: bool,
    default: Option<String>,
}

/// The words of a text from a byte on. Those that a reference is a part of are one piece; the references' places count
/// from that byte.
fn pieces(text: &str, start: usize, references: &[Reference]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut end_of_reference = 0;
    for span in words(text, start) {
        let before = references.partition_point(|reference| start + reference.span.start < span.end);
        let reference = before.checked_sub(1).map(|last| &references[last]);
        let Some(reference) = reference.filter(|reference| start + reference.span.end > span.start) else {
            pieces.push(Piece { span, is_reference: false, default: None });
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if piece.is_reference && end_of_reference > span.start => {
                piece.span.end = span.end;
                let is_whole = piece.span == (start + reference.span.start..start + reference.span.end);
                piece.default = reference.default.clone().filter(|_| is_whole);
            }
            _ => {
                let is_whole = span == (start + reference.span.start..start + reference.span.end);
                let default = reference.default.clone().filter(|_| is_whole);
                pieces.push(Piece { span, is_reference: true, default });
            }
        }
        end_of_reference = start + reference.span.end;
    }
    pieces
}

/// A part of a text that is only known elsewhere.
struct Reference {
    span: Range<usize>,
    default: Option<String>,
}

/// What a reference begins and ends with. The first that fits counts.
const REFERENCES: [(&str, &str); 7] =
    [("${{", "}}"), ("${", "}"), ("{{", "}}"), ("%env(", ")%"), ("$(", ")"), ("<%", "%>"), ("#{", "}")];

/// The parts of a text that are only known elsewhere: `${NAME}`, `$NAME`, `{{ template }}`, `%env(NAME)%`.
fn references(text: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    let (mut at, mut unclosed) = (0, 0);
    while let Some(next) = text[at..].find(['$', '{', '%', '<', '#']).map(|offset| at + offset) {
        let rest = &text[next..];
        let mut kinds = REFERENCES.iter().filter(|(open, _)| rest.starts_with(open)).peekable();
        unclosed += usize::from(kinds.peek().is_some());
        let length = kinds.find_map(|(open, close)| length(rest, open, close)).or_else(|| variable(rest));
        if let Some(length) = length {
            unclosed = 0;
            found.push(Reference { span: next..next + length, default: default(&rest[..length]) });
        }
        if unclosed == MOST_UNCLOSED {
            break;
        }
        at = next + length.unwrap_or(1);
    }
    found
}

/// A text with as many beginnings of references in a row, and no ends, has none.
const MOST_UNCLOSED: usize = 1000;

/// No reference is longer.
const LONGEST_REFERENCE: usize = 4096;

/// How long a reference is at the beginning of a text; those in braces may hold others.
fn length(text: &str, open: &str, close: &str) -> Option<usize> {
    if open != "${" {
        let mut ends = text.as_bytes().windows(close.len()).take(LONGEST_REFERENCE);
        return ends.position(|bytes| bytes == close.as_bytes()).map(|at| at + close.len());
    }
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().take(LONGEST_REFERENCE) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// How long `$NAME` is at the beginning of a text.
fn variable(text: &str) -> Option<usize> {
    let name = text.strip_prefix('$').filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))?;
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    Some(1 + name.bytes().take_while(|&byte| is_part(byte)).count())
}

/// What a reference is where nothing else is set: of `${NAME:-value}`, `${NAME-value}` and `${name:value}`.
fn default(reference: &str) -> Option<String> {
    let inner = reference.strip_prefix("${").filter(|inner| !inner.starts_with('{'))?.strip_suffix('}')?;
    let value = if let Some((_, value)) = inner.split_once(':') {
        match value.as_bytes().first() {
            Some(b'-' | b'=') => &value[1..],
            Some(b'?' | b'+') => return None,
            _ => value,
        }
    } else {
        let (name, value) = inner.split_once('-')?;
        // Names of properties have hyphens, those of the environment have none.
        if name.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        value
    };
    Some(value.to_owned())
}

/// Where in the file the words of a text are.
///
/// Formats write a text with quotes, escapes, folded over lines; its words stand there in order all the same. So they
/// are looked for one after the other. Where one is written with escapes, the whole text is the place of them all.
pub(crate) struct Places {
    /// The bytes of the text.
    whole: Range<usize>,
    /// The words in the text, and in the file.
    words: Vec<(Range<usize>, Range<usize>)>,
}

impl Places {
    /// The places of the words from a byte of the text on.
    pub(crate) fn new(file: &str, whole: &Range<usize>, text: &str, start: usize) -> Self {
        let source = file.get(whole.clone()).unwrap_or_default();
        let mut places = Self { whole: whole.clone(), words: Vec::new() };
        let mut from = source.find(&text[..start]).map_or(0, |at| at + start);
        for word in words(text, start) {
            let Some(at) = source[from..].find(&text[word.clone()]).map(|at| from + at) else {
                places.words.clear();
                return places;
            };
            from = at + word.len();
            places.words.push((word, whole.start + at..whole.start + from));
        }
        places
    }

    /// The place of a part of the text: of words, within them, or of what is between two.
    pub(crate) fn of(&self, part: Range<usize>) -> Range<usize> {
        let Range { start, end } = part;
        let first = self.words.partition_point(|(word, _)| word.end <= start);
        let after = self.words.partition_point(|(word, _)| word.start < end);
        let words = self.words.get(first..after).unwrap_or_default();
        if let ([(first, one), ..], [.., (last, other)]) = (words, words) {
            return one.start + start.saturating_sub(first.start)..other.end - last.end.saturating_sub(end);
        }
        let before = first.checked_sub(1).and_then(|before| self.words.get(before));
        match (before, self.words.get(first)) {
            (Some((word, place)), Some((_, next))) => {
                let (from, length) = (place.end + (start - word.end), end - start);
                if from + length <= next.start { from..from + length } else { place.end..next.start }
            }
            _ => self.whole.clone(),
        }
    }
}

/// The place in the file of a part of a text that was read from `whole`. For many parts of a text, [`Places`] are found
/// once.
#[cfg(test)]
fn located(file: &str, whole: &Range<usize>, text: &str, part: Range<usize>) -> Range<usize> {
    Places::new(file, whole, text, 0).of(part)
}

/// Where in the file the lines of a text are: of one that is written line by line, as YAML's `|` does. Of any other,
/// the whole text is the place.
struct Lines {
    whole: Range<usize>,
    /// Where each line begins and ends in the text, and where it begins in the file.
    lines: Vec<(Range<usize>, usize)>,
}

impl Lines {
    fn new(file: &str, whole: &Range<usize>, text: &str) -> Self {
        let source = file.get(whole.clone()).unwrap_or_default();
        let mut found = Self { whole: whole.clone(), lines: Vec::new() };
        let mut start = whole.start;
        let mut sources = source.split_inclusive('\n').map(|line| {
            let bare = (start, line.trim_end_matches(['\n', '\r']));
            start += line.len();
            bare
        });
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let bare = line.trim_end_matches(['\n', '\r']);
            let place =
                sources.find(|(_, source)| source.ends_with(bare) && (!bare.is_empty() || source.trim().is_empty()));
            let Some((start, source)) = place else {
                found.lines.clear();
                return found;
            };
            found.lines.push((at..at + bare.len(), start + source.len() - bare.len()));
            at += line.len();
        }
        found
    }

    fn of(&self, part: &Range<usize>) -> Range<usize> {
        let line = self.lines.partition_point(|(line, _)| line.start <= part.start).checked_sub(1);
        match line.map(|line| &self.lines[line]) {
            Some((line, start)) if part.end <= line.end => {
                start + part.start - line.start..start + part.end - line.start
            }
            _ => self.whole.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list in a text that is a file by itself.
    fn in_text(text: &str) -> List {
        let node = Node::text(0..text.len(), text);
        let found = Match { path: "scope".to_owned(), target: Target::Node(node), route: Vec::new() };
        list(text, found, Role::Requests, 0).expect("a list")
    }

    fn scopes(list: &List) -> Vec<&str> {
        list.scopes.iter().map(|found| &*found.text).collect()
    }

    #[test]
    fn a_text_is_taken_apart_with_places() {
        let file = "scope: \"a,  b\"";
        let node = Node::text(7..14, "a,  b");
        let found = Match { path: "scope".to_owned(), target: Target::Node(node), route: Vec::new() };
        let list = list(file, found, Role::Requests, 0).expect("a list");
        assert_eq!(scopes(&list), ["a", "b"]);
        assert_eq!(list.texts, [Found { text: "a,  b".to_owned(), span: 7..14 }]);
        assert_eq!((&file[list.scopes[0].span.clone()], &file[list.scopes[1].span.clone()]), ("a", "b"));
    }

    #[test]
    fn a_word_with_escapes_has_the_place_of_the_text() {
        let file = r#""re\u0061d b""#;
        let node = Node::text(0..file.len(), "read b");
        let found = Match { path: String::new(), target: Target::Node(node), route: Vec::new() };
        let list = list(file, found, Role::Requests, 0).expect("a list");
        assert_eq!(list.scopes[0].span, 0..file.len());
    }

    #[test]
    fn parts_of_words_and_what_is_between() {
        let (file, text) = ("x \"read_a,  write_b\"", "read_a,  write_b");
        let place = |part| located(file, &(2..20), text, part);
        assert_eq!(place(0..6), 3..9);
        assert_eq!(place(5..6), 8..9);
        assert_eq!(place(6..7), 9..10);
        assert_eq!(place(7..9), 10..12);
        assert_eq!(place(10..15), 13..18);
        assert_eq!(place(0..16), 3..19);
    }

    #[test]
    fn a_list_as_json_in_a_text() {
        let list = in_text(r#"["openid", "email"]"#);
        assert_eq!(scopes(&list), ["openid", "email"]);
        assert_eq!((list.texts.len(), list.scopes[1].span.clone()), (2, 12..17));
    }

    #[test]
    fn what_is_only_known_elsewhere() {
        for (text, known, raw, default) in [
            ("${OIDC_SCOPES}", vec![], "${OIDC_SCOPES}", None),
            ("openid ${MORE} email", vec!["openid", "email"], "${MORE}", None),
            ("${A:-openid email}", vec![], "${A:-openid email}", Some("openid email")),
            ("${a.b-c:openid,email}", vec![], "${a.b-c:openid,email}", Some("openid,email")),
            ("${A-openid}", vec![], "${A-openid}", Some("openid")),
            ("${A:?needed}", vec![], "${A:?needed}", None),
            ("api://${A:-x}/read b", vec!["b"], "api://${A:-x}/read", None),
            ("${A:-${B} c} d", vec!["d"], "${A:-${B} c}", Some("${B} c")),
            ("{{ join \" \" .Values.scopes }}", vec![], "{{ join \" \" .Values.scopes }}", None),
            ("%env(SCOPES)%", vec![], "%env(SCOPES)%", None),
            ("a $SCOPES", vec!["a"], "$SCOPES", None),
            ("${{ secrets.S }} b", vec!["b"], "${{ secrets.S }}", None),
        ] {
            let list = in_text(text);
            assert_eq!(scopes(&list), known, "{text}");
            let [unresolved] = &*list.unresolved else { panic!("{text}: {list:?}") };
            assert_eq!((&*unresolved.raw, unresolved.default.as_deref()), (raw, default), "{text}");
            assert_eq!(&text[unresolved.span.clone()], raw);
        }
        for text in ["a$b", "repo:*#x", "50%", "a{b", "<a", "$a"] {
            assert_eq!((scopes(&in_text(text)), in_text(text).unresolved), (vec![text], vec![]));
        }
    }

    #[test]
    fn functions_of_cloudformation_are_not_known() {
        let file = r#"["openid", {"Fn::Sub": "${Api}/read"}, {"Ref": "More"}]"#;
        let source = Source { format: Format::Json, text: &format!("{{\"a\": {file}, \"b\": {{\"Ref\": \"All\"}}}}") };
        let path = |path| (Path::parse(path).expect("a path"), Role::Requests);
        let (lists, _) = extract(source, &[path("a"), path("b")]).expect("JSON");
        let unresolved = |list: &List| list.unresolved.iter().map(|found| found.raw.clone()).collect::<Vec<_>>();
        assert_eq!(scopes(&lists[0]), ["openid"]);
        assert_eq!(unresolved(&lists[0]), [r#"{"Fn::Sub": "${Api}/read"}"#, r#"{"Ref": "More"}"#]);
        assert_eq!((scopes(&lists[1]), unresolved(&lists[1])), (vec![], vec![r#"{"Ref": "All"}"#.to_owned()]));
    }

    #[test]
    fn a_switch_is_no_list() {
        let found = Match { path: String::new(), target: Target::Node(Node::text(0..4, "true")), route: Vec::new() };
        assert_eq!(list("true", found, Role::Requests, 0), None);
    }

    #[test]
    fn a_value_of_an_assignment() {
        let file = "- SCOPES=a=b,SCOPES";
        let node = Node::text(2..19, "SCOPES=a=b,SCOPES");
        let target = Target::Assigned(node, 7);
        let list =
            list(file, Match { path: String::new(), target, route: Vec::new() }, Role::Requests, 0).expect("a list");
        let places: Vec<&str> = list.scopes.iter().map(|found| &file[found.span.clone()]).collect();
        assert_eq!((places, scopes(&list)), (vec!["a=b", "SCOPES"], vec!["a=b", "SCOPES"]));
        assert_eq!(list.texts, [Found { text: "a=b,SCOPES".to_owned(), span: 9..19 }]);
    }

    #[test]
    fn places_in_a_text_of_lines() {
        let file = "key: |\n  email\n\n  scopes: [openid,\n    email]\n";
        let whole = "email\n\nscopes: [openid,\n  email]\n";
        let items = [Node::text(16..22, "openid"), Node::text(26..31, "email")];
        let inner = Rc::new(Node { span: 15..32, value: Value::List(items.to_vec()) });
        let target = Target::Embedded(Node::text(5..file.len(), whole), inner);
        let list =
            list(file, Match { path: String::new(), target, route: Vec::new() }, Role::Requests, 0).expect("a list");
        let places: Vec<(usize, &str)> =
            list.scopes.iter().map(|found| (found.span.start, &file[found.span.clone()])).collect();
        assert_eq!(places, [(27, "openid"), (39, "email")]);
    }

    #[test]
    fn a_guid_is_opaque() {
        let found = |text: &str| Found { text: text.to_owned(), span: 0..0 };
        assert!(found("e1fe6dd8-ba31-4d61-89e7-88639da4683d").is_opaque());
        assert!(!found("User.Read").is_opaque());
        assert!(!found("zzzzzzzz-ba31-4d61-89e7-88639da4683d").is_opaque());
    }

    #[test]
    fn bad_texts_take_no_time() {
        assert_eq!(in_text(&"${ ".repeat(100_000)).scopes.len(), 100_000);
        assert_eq!(in_text(&"{{".repeat(100_000)).scopes.len(), 1);
        assert_eq!(in_text(&"${A} ".repeat(10_000)).unresolved.len(), 10_000);
    }

    #[test]
    fn ten_thousand_words_take_no_time() {
        let text: String = (0..10_000).map(|number| format!("scope_{number} ")).collect();
        assert_eq!(in_text(&text).scopes.len(), 10_000);
    }
}
