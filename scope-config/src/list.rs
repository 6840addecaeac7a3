//! Reads the list of scopes in a value of a file.

use std::ops::Range;
use std::rc::Rc;

use crate::beside::ServerBeside;
use crate::node::{Entry, Node, Value};
use crate::path::{Match, Target};
use crate::placeholder::{Placeholder, placeholders};
use crate::places::{LinePlaces, WordPlaces, is_bracketed, is_encoded, words};
use crate::presets::{Preset, Rule};
use crate::role::Role;

/// A list of scopes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Its location, as a path without `*` and `[]`.
    pub path: String,
    /// Its role.
    pub role: Role,
    /// The position of the path or the rule that found it; of several, the first.
    pub number: usize,
    /// The preset that found it; none if a path did.
    pub preset: Option<Preset>,
    /// What a preset knows of the program that reads it.
    pub rule: Option<&'static Rule>,
    /// The bytes of the value.
    pub span: Range<usize>,
    /// The texts as they are written, each with its bytes: one for a list in a string, one per item for a list of
    /// strings. For a text that is only partly known, its known items.
    pub texts: Vec<ExtractedText>,
    /// Whether the texts are items of a list, which nobody splits.
    pub has_items: bool,
    /// The scopes, each with its bytes.
    pub scopes: Vec<ExtractedText>,
    /// The parts that are only known when the file is used.
    pub unresolved: Vec<Unresolved>,
    /// The server that a setting beside the list names: `github` where `OAUTH2_PROXY_PROVIDER` is.
    pub server_beside: Option<ServerBeside>,
}

impl List {
    /// Whether it has this name of a variable and nothing else.
    pub(crate) fn is_only(&self, variable: &str) -> bool {
        let is_variable =
            variable.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        is_variable && matches!(&*self.scopes, [only] if only.text == variable)
    }

    /// The provider that the program requests the scopes from.
    pub fn provider(&self) -> Option<&'static str> {
        self.rule?.provider
    }

    /// The provider that a setting beside the list names.
    pub fn provider_beside(&self) -> Option<&'static str> {
        self.server_beside.as_ref()?.provider()
    }
}

/// A text in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractedText {
    /// The text, without quotes and escapes.
    pub text: String,
    /// Its bytes in the file; if it is written with escapes, those of the value around it.
    pub span: Range<usize>,
}

impl ExtractedText {
    /// Whether it is a GUID, which cannot be checked against a catalog: application manifests of Microsoft Entra
    /// identify permissions by GUID.
    pub fn is_opaque(&self) -> bool {
        let parts: Vec<&str> = self.text.split('-').collect();
        let is_hexadecimal = |part: &&str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
        parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]) && parts.iter().all(is_hexadecimal)
    }
}

/// A value that is not in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// As it is written: `${OIDC_SCOPES}`.
    pub raw: String,
    /// The default: `openid email` in `${OIDC_SCOPES:-openid email}`.
    pub default: Option<String>,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// A value where a list of scopes is expected that cannot be one: a number, or a table of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsuitable {
    /// Its location, as a path without `*` and `[]`.
    pub path: String,
    /// The bytes of the value.
    pub span: Range<usize>,
    /// What it is, with an article: `a table`.
    pub what: String,
}

/// What permissions' levels are usually called: where a table need not be one of permissions, these tell.
const LEVELS: [&str; 4] = ["none", "read", "write", "admin"];

/// The list that a match holds. There is none if the value is a switch or nothing, and it may be no list at all.
pub(crate) fn list(file: &str, found: Match, role: Role, any_level: bool) -> Result<Option<List>, Unsuitable> {
    let (Target::Node(node) | Target::Keys(node) | Target::Assigned(node, _) | Target::Embedded(node, _)) =
        &found.target;
    let mut list = List { path: found.path, role, span: node.span.clone(), ..List::default() };
    let is_list = match &found.target {
        Target::Node(node) => list.value(file, node, any_level),
        Target::Keys(node) => {
            node.entries().iter().for_each(|entry| list.whole(entry.key.clone(), entry.key_span.clone()));
            Some(())
        }
        Target::Assigned(node, start) => node.as_text().and_then(|text| list.words(file, text, &node.span, *start)),
        Target::Embedded(text, inner) => list.embedded(file, text, inner, any_level),
    };
    if is_list.is_some() {
        return Ok(Some(list));
    }
    let value = match &found.target {
        Target::Embedded(_, inner) => inner,
        _ => node,
    };
    match &value.value {
        Value::Text(_) => Ok(None),
        Value::Other(word) if matches!(word.trim(), "" | "~" | "null" | "Null" | "NULL") => Ok(None),
        value_kind => {
            let what = if matches!(value_kind, Value::List(_)) { "a list without strings" } else { value.describe() };
            Err(Unsuitable { path: list.path, span: list.span, what: what.to_owned() })
        }
    }
}

impl List {
    /// The same list as a single value that is not known.
    pub(crate) fn into_unresolved(self, file: &str) -> Self {
        let raw = file.get(self.span.clone()).unwrap_or_default().to_owned();
        let unresolved = vec![Unresolved { raw, default: None, span: self.span.clone() }];
        Self { texts: Vec::new(), scopes: Vec::new(), unresolved, ..self }
    }

    fn value(&mut self, file: &str, node: &Rc<Node>, any_level: bool) -> Option<()> {
        match &node.value {
            Value::Text(text) => self.words(file, text, &node.span, 0)?,
            Value::List(items) => {
                self.has_items = true;
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
                let is_level = |entry: &Entry| entry.value.as_text().is_some_and(|level| LEVELS.contains(&level));
                let has_level = entries.is_empty() || entries.iter().any(|entry| entry.value.as_text().is_some());
                let are_permissions = if any_level { has_level } else { entries.iter().all(is_level) };
                if !are_permissions {
                    return None;
                }
                for entry in entries {
                    if let Some(level) = entry.value.as_text() {
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
                if let Some(reference) = placeholders(text).first() {
                    let is_whole = text[reference.span.clone()] == *text.trim();
                    let default = reference.default.clone().filter(|_| is_whole);
                    if let Some(default) = &default {
                        // It is requested if nothing else is set.
                        let words = known(&WordPlaces::new(file, &item.span, text, 0), text, default.clone());
                        self.texts.extend(words.iter().cloned());
                        self.scopes.extend(words);
                    }
                    let default = default.map(|default| text[default].to_owned());
                    return self.unresolved(text.trim(), default, item.span.clone());
                }
                self.texts.push(ExtractedText { text: text.clone(), span: item.span.clone() });
                if !text.trim().is_empty() {
                    let span = WordPlaces::new(file, &item.span, text, 0).of(0..text.len());
                    self.scopes.push(ExtractedText { text: text.clone(), span });
                }
            }
            Value::Expression(raw) => self.unresolved(raw, None, item.span.clone()),
            Value::Map(entries) if is_function(entries) => {
                self.unresolved(file.get(item.span.clone()).unwrap_or_default(), None, item.span.clone());
            }
            Value::Other(_) | Value::List(_) | Value::Map(_) => {}
        }
    }

    /// A value inside a text: its places are those in the text, and are looked for in the file line by line.
    fn embedded(&mut self, file: &str, text: &Node, inner: &Rc<Node>, any_level: bool) -> Option<()> {
        let whole = text.as_text()?;
        self.value(whole, inner, any_level)?;
        let lines = LinePlaces::new(file, &text.span, whole);
        for found in self.texts.iter_mut().chain(&mut self.scopes) {
            found.span = lines.of(&found.span);
        }
        for unresolved in &mut self.unresolved {
            unresolved.span = lines.of(&unresolved.span);
        }
        Some(())
    }

    fn whole(&mut self, text: String, span: Range<usize>) {
        self.texts.push(ExtractedText { text: text.clone(), span: span.clone() });
        self.scopes.push(ExtractedText { text, span });
    }

    /// The words of a text from a byte on; `None` if it is a switch, as in `OAUTH_VALIDATE_SCOPES=true`, or `null`.
    fn words(&mut self, file: &str, text: &str, span: &Range<usize>, start: usize) -> Option<()> {
        let value = &text[start..];
        if ["true", "false", "null"].iter().any(|switch| value.trim().eq_ignore_ascii_case(switch)) {
            return None;
        }
        let places = WordPlaces::new(file, span, text, start);
        let (mut words, mut is_known) = (Vec::new(), true);
        for piece in pieces(text, start, &placeholders(value)) {
            let (raw, span) = (&text[piece.span.clone()], places.of(piece.span.clone()));
            if piece.is_reference {
                is_known = false;
                let default = piece.default.clone().map(|default| text[default].to_owned());
                self.unresolved(raw, default, span);
                words.extend(piece.default.into_iter().flat_map(|default| known(&places, text, default)));
            } else {
                words.push(ExtractedText { text: raw.to_owned(), span });
            }
        }
        if is_known && !is_bracketed(value) && !is_encoded(value) {
            let span = if start == 0 { span.clone() } else { places.of(start..text.len()) };
            self.texts.push(ExtractedText { text: value.to_owned(), span });
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

/// The words of a part of a text that are known, in order: those of defaults in defaults as well.
fn known(places: &WordPlaces, text: &str, part: Range<usize>) -> Vec<ExtractedText> {
    let mut known = Vec::new();
    let mut parts = vec![part];
    while let Some(part) = parts.pop() {
        let inner = &text[..part.end];
        for piece in pieces(inner, part.start, &placeholders(&inner[part.start..])) {
            if piece.is_reference {
                parts.extend(piece.default);
            } else {
                let (span, text) = (places.of(piece.span.clone()), text[piece.span].to_owned());
                known.push(ExtractedText { text, span });
            }
        }
    }
    known
}

/// Whether a table says where the value comes from: `Ref: Scopes` and `Fn::Sub: "${Api}/read"` of AWS templates, `valueFrom`
/// of Kubernetes.
fn is_function(entries: &[Entry]) -> bool {
    const SOURCES: [&str; 6] = ["Ref", "$ref", "valueFrom", "secretKeyRef", "configMapKeyRef", "fromSecret"];
    matches!(entries, [only] if SOURCES.contains(&&*only.key) || only.key.starts_with("Fn::"))
}

/// A word of a text, or several that are one reference.
struct Piece {
    span: Range<usize>,
    is_reference: bool,
    /// The bytes of its default in the text.
    default: Option<Range<usize>>,
}

/// The words of a text from a byte on. Those that a reference is a part of are one piece; the references' places count
/// from that byte.
fn pieces(text: &str, start: usize, references: &[Placeholder]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut end_of_reference = 0;
    let default_of = |reference: &Placeholder, span: &Range<usize>| {
        let is_whole = *span == (start + reference.span.start..start + reference.span.end);
        reference.default.clone().filter(|_| is_whole).map(|range| start + range.start..start + range.end)
    };
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
                piece.default = default_of(reference, &piece.span);
            }
            _ => {
                let default = default_of(reference, &span);
                pieces.push(Piece { span, is_reference: true, default });
            }
        }
        end_of_reference = start + reference.span.end;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list in a text that is a file by itself.
    fn at(file: &str, target: Target) -> List {
        let found = Match { path: "scope".to_owned(), target, route: Vec::new(), inner: None };
        list(file, found, Role::Requests, true).expect("a list").expect("a list")
    }

    fn in_text(text: &str) -> List {
        let node = Node::text(0..text.len(), text);
        at(text, Target::Node(node))
    }

    fn scopes(list: &List) -> Vec<&str> {
        list.scopes.iter().map(|found| &*found.text).collect()
    }

    #[test]
    fn a_text_is_taken_apart_with_places() {
        let file = "scope: \"a,  b\"";
        let node = Node::text(7..14, "a,  b");
        let list = at(file, Target::Node(node));
        assert_eq!(scopes(&list), ["a", "b"]);
        assert_eq!(list.texts, [ExtractedText { text: "a,  b".to_owned(), span: 7..14 }]);
        assert_eq!((&file[list.scopes[0].span.clone()], &file[list.scopes[1].span.clone()]), ("a", "b"));
    }

    #[test]
    fn a_word_with_escapes_has_the_place_of_the_text() {
        let file = r#""re\u0061d b""#;
        let node = Node::text(0..file.len(), "read b");
        let list = at(file, Target::Node(node));
        assert_eq!(list.scopes[0].span, 0..file.len());
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
            ("${A:-openid email}", vec!["openid", "email"], "${A:-openid email}", Some("openid email")),
            ("${a.b-c:openid,email}", vec!["openid", "email"], "${a.b-c:openid,email}", Some("openid,email")),
            ("${A-openid}", vec!["openid"], "${A-openid}", Some("openid")),
            ("${A:?needed}", vec![], "${A:?needed}", None),
            ("api://${A:-x}/read b", vec!["b"], "api://${A:-x}/read", None),
            ("${A:-${B} c} d", vec!["c", "d"], "${A:-${B} c}", Some("${B} c")),
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
        for text in ["a$b", "repo:*#x", "50%", "a{b", "<a", "$a", "@acme"] {
            assert_eq!((scopes(&in_text(text)), in_text(text).unresolved), (vec![text], vec![]));
        }
    }

    #[test]
    fn a_switch_is_no_list() {
        let found = Match {
            path: String::new(),
            target: Target::Node(Node::text(0..4, "true")),
            route: Vec::new(),
            inner: None,
        };
        assert_eq!(list("true", found, Role::Requests, true), Ok(None));
    }

    #[test]
    fn a_value_of_an_assignment() {
        let file = "- SCOPES=a=b,SCOPES";
        let node = Node::text(2..19, "SCOPES=a=b,SCOPES");
        let target = Target::Assigned(node, 7);
        let list = at(file, target);
        let places: Vec<&str> = list.scopes.iter().map(|found| &file[found.span.clone()]).collect();
        assert_eq!((places, scopes(&list)), (vec!["a=b", "SCOPES"], vec!["a=b", "SCOPES"]));
        assert_eq!(list.texts, [ExtractedText { text: "a=b,SCOPES".to_owned(), span: 9..19 }]);
    }

    #[test]
    fn places_in_a_text_of_lines() {
        let file = "key: |\n  email\n\n  scopes: [openid,\n    email]\n";
        let whole = "email\n\nscopes: [openid,\n  email]\n";
        let items = [Node::text(16..22, "openid"), Node::text(26..31, "email")];
        let inner = Rc::new(Node { span: 15..32, value: Value::List(items.to_vec()) });
        let target = Target::Embedded(Node::text(5..file.len(), whole), inner);
        let list = at(file, target);
        let places: Vec<(usize, &str)> =
            list.scopes.iter().map(|found| (found.span.start, &file[found.span.clone()])).collect();
        assert_eq!(places, [(27, "openid"), (39, "email")]);
    }

    #[test]
    fn a_guid_is_opaque() {
        let found = |text: &str| ExtractedText { text: text.to_owned(), span: 0..0 };
        assert!(found("e1fe6dd8-ba31-4d61-89e7-88639da4683d").is_opaque());
        assert!(!found("User.Read").is_opaque());
        assert!(!found("zzzzzzzz-ba31-4d61-89e7-88639da4683d").is_opaque());
    }

    #[test]
    fn bad_texts_take_no_time() {
        assert_eq!(in_text(&"${ ".repeat(100_000)).scopes.len(), 100_000);
        assert_eq!(in_text(&"{{".repeat(100_000)).scopes.len(), 1);
        assert_eq!(in_text(&"${A} ".repeat(10_000)).unresolved.len(), 10_000);
        for text in ["{", "_", "__", "<", "<a", "@", "%", "$__", "{a:", "op://", "EN", "{a"] {
            in_text(&text.repeat(20_000));
            in_text(&format!("{text} ").repeat(20_000));
        }
    }

    #[test]
    fn ten_thousand_words_take_no_time() {
        let text: String = (0..10_000).map(|number| format!("scope_{number} ")).collect();
        assert_eq!(in_text(&text).scopes.len(), 10_000);
    }
}
