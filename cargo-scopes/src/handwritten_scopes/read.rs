//! A source file, read for scopes that are written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use proc_macro2::{Delimiter, Group as Brackets, TokenStream, TokenTree};

use super::confidence::{Confidence, asks_for_scopes, holds_scopes, is_list, mentions_scope};
use super::provider_hints;
use super::value::{File, Value, inner, is_sign, is_word};
use super::{Form, Group, Kind, Text};
use crate::rust::{Literal, NoRust, start, token_span};

/// What a source file asks for.
#[derive(Debug, Default)]
pub(crate) struct FileUsage {
    /// What it asks for, by place.
    pub(crate) groups: Vec<Group>,
    /// Constants of texts that may be scopes, by name: what uses them tells.
    pub(crate) constants: BTreeMap<String, Group>,
    /// The constants that are asked for.
    pub(crate) wanted: BTreeSet<String>,
    /// Where scopes are put together when the program runs.
    pub(crate) composed: Vec<Range<usize>>,
    /// The providers of which a crate or an address speaks.
    pub(crate) hints: BTreeSet<&'static str>,
    /// Whether it has to do with OAuth at all.
    pub(crate) is_about_oauth: bool,
}

/// Reads a file, less the calls of our own macros, which begin at these bytes.
///
/// # Errors
///
/// Where it cannot be taken apart into tokens.
pub(crate) fn read(text: &str, ours: &BTreeSet<usize>) -> Result<FileUsage, NoRust> {
    let base = start(text);
    let stream: TokenStream = text[base..].parse().map_err(|error: proc_macro2::LexError| {
        let at = token_span(base, error.span());
        (at.start.min(text.len())..at.end.min(text.len()), "this is where the file stops to be Rust".to_owned())
    })?;
    let mut reader = Reader { file: File { text, base }, ours, usage: FileUsage::default(), taken: BTreeSet::new() };
    reader.walk(&stream.into_iter().collect::<Vec<_>>());
    let mut usage = reader.usage;
    usage.groups.sort_by_key(Group::start);
    usage.composed.sort_by_key(|place| place.start);
    proc_macro2::extra::invalidate_current_thread_spans();
    Ok(usage)
}

struct Reader<'t> {
    file: File<'t>,
    ours: &'t BTreeSet<usize>,
    usage: FileUsage,
    /// The first bytes of what belongs to a group.
    taken: BTreeSet<usize>,
}

/// Macros whose texts are for people, or are compared.
const SILENT: [&str; 27] = [
    "println",
    "print",
    "eprintln",
    "eprint",
    "dbg",
    "panic",
    "unreachable",
    "todo",
    "unimplemented",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "trace",
    "debug",
    "info",
    "warn",
    "error",
    "log",
    "bail",
    "anyhow",
    "ensure",
    "matches",
    "include_str",
    "macro_rules",
];

impl Reader<'_> {
    fn walk(&mut self, tokens: &[TokenTree]) {
        let mut at = 0;
        while at < tokens.len() {
            at = self.step(tokens, at);
        }
    }

    /// Reads what begins at a token; where the next thing begins.
    fn step(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        match &tokens[at] {
            TokenTree::Punct(_) if is_sign(&tokens[at], '#') => after_attribute(tokens, at),
            TokenTree::Ident(name) => self.word(&name.to_string(), tokens, at),
            TokenTree::Group(group) => {
                self.brackets(group, tokens, at);
                at + 1
            }
            token @ TokenTree::Literal(_) => {
                self.literal(token);
                at + 1
            }
            TokenTree::Punct(_) => at + 1,
        }
    }

    fn word(&mut self, name: &str, tokens: &[TokenTree], at: usize) -> usize {
        self.note(name);
        match &tokens[at + 1..] {
            [bang, TokenTree::Ident(_), TokenTree::Group(_), ..] if name == "macro_rules" && is_sign(bang, '!') => {
                at + 4
            }
            [bang, TokenTree::Group(group), ..] if is_sign(bang, '!') => {
                self.macro_call(name, group, tokens, at);
                at + 3
            }
            [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Parenthesis => {
                self.call(name, group, &tokens[..at]);
                at + 1
            }
            _ if matches!(name, "const" | "static" | "let") => {
                self.binding(&tokens[at + 1..]);
                at + 1
            }
            [colon, other, ..] if is_sign(colon, ':') && !is_sign(other, ':') && holds_scopes(name) => {
                if !tokens[..at].last().is_some_and(|before| is_sign(before, ':')) {
                    self.take(until(&tokens[at + 2..], &[',', ';']), Confidence::Named);
                }
                at + 1
            }
            [equals, other, ..]
                if is_sign(equals, '=') && !is_sign(other, '=') && !is_sign(other, '>') && holds_scopes(name) =>
            {
                self.take(until(&tokens[at + 2..], &[';', ',']), Confidence::Named);
                at + 1
            }
            [one, two, variant @ TokenTree::Ident(_), rest @ ..]
                if is_sign(one, ':') && is_sign(two, ':') && mentions_scope(name) && is_value(rest) =>
            {
                self.variant(name, variant);
                at + 4
            }
            _ => at + 1,
        }
    }

    /// What a name tells of the file.
    fn note(&mut self, name: &str) {
        let lower = name.to_ascii_lowercase();
        self.usage.hints.extend(provider_hints::of_crate(name));
        self.usage.is_about_oauth |=
            lower.contains("oauth") || lower.contains("openid") || provider_hints::of_crate(name).is_some();
    }

    fn macro_call(&mut self, name: &str, group: &Brackets, tokens: &[TokenTree], at: usize) {
        if SILENT.contains(&name) || self.ours.contains(&token_span(self.file.base, tokens[at].span()).start) {
            return;
        }
        let arguments = inner(group);
        if matches!(name, "scope" | "scopes") {
            let mut value = self.file.value(&arguments);
            let begins = path_start(tokens, at);
            let place =
                token_span(self.file.base, tokens[begins].span()).start..self.file.span(&tokens[at..at + 3]).end;
            value.form =
                if name == "scopes" && self.file.is_plain_list(group) { Form::Set(place) } else { Form::Fixed };
            self.keep(value, Confidence::Named);
        } else if name == "vec" {
            self.list(group, Some(&tokens[at..at + 3]), &tokens[at + 3..]);
        } else {
            self.walk(&arguments);
        }
    }

    fn call(&mut self, name: &str, group: &Brackets, before: &[TokenTree]) {
        let path = path_names(before);
        let is_method = before.last().is_some_and(|token| is_sign(token, '.'));
        let is_definition = before.last().is_some_and(|token| is_word(token, "fn"));
        let type_speaks =
            path.last().is_some_and(|last| mentions_scope(last)) && asks_for_scopes(&format!("scope_{name}"));
        // A function that is called `scope` and nothing more is as often one of threads or of routes.
        let is_bare = name == "scope" && !is_method;
        // `Problem::Scope("…")` is a variant of something else.
        let is_variant = name.starts_with(|char: char| char.is_ascii_uppercase()) && !path.is_empty();
        let asks = type_speaks || (asks_for_scopes(name) && !is_variant);
        if is_definition || is_bare || !asks {
            return;
        }
        self.take(&inner(group), Confidence::Named);
    }

    fn binding(&mut self, tokens: &[TokenTree]) {
        let tokens = if tokens.first().is_some_and(|token| is_word(token, "mut")) { &tokens[1..] } else { tokens };
        let [TokenTree::Ident(name), rest @ ..] = tokens else { return };
        let rest = until(rest, &[';']);
        let Some(equals) = rest.iter().position(|token| is_sign(token, '=')) else { return };
        let (kind, expression) = (&rest[..equals], &rest[equals + 1..]);
        let name = name.to_string();
        let is_typed =
            kind.iter().any(|token| matches!(token, TokenTree::Ident(word) if mentions_scope(&word.to_string())));
        if holds_scopes(&name) || is_typed || is_parsed(expression) {
            self.take(expression, Confidence::Named);
        } else if name.chars().all(|char| !char.is_lowercase()) {
            let value = self.file.value(expression);
            if !value.texts.is_empty() {
                // What becomes of it tells, except where it says so itself.
                if !value.texts.iter().any(|text| is_address(&text.value)) {
                    self.taken.extend(value.texts.iter().map(|text| text.span.start));
                }
                let group = Group { texts: value.texts, confidence: Confidence::Named, form: value.form };
                self.usage.constants.insert(name, group);
            }
        }
    }

    fn brackets(&mut self, group: &Brackets, tokens: &[TokenTree], at: usize) {
        let arguments = inner(group);
        let before = tokens[..at].last();
        if group.delimiter() == Delimiter::Bracket {
            let is_index = match before {
                Some(TokenTree::Ident(word)) => {
                    !["return", "in", "else", "mut", "match"].iter().any(|known| word == known)
                }
                Some(TokenTree::Group(_) | TokenTree::Literal(_)) => true,
                _ => false,
            };
            if !is_index {
                let is_reference = before.is_some_and(|token| is_sign(token, '&'));
                let whole = is_reference.then(|| &tokens[at - 1..=at]);
                return self.list(group, whole, &tokens[at + 1..]);
            }
        }
        // `("scope", "repo")`, `"scope": "repo"`
        for (number, token) in arguments.iter().enumerate() {
            let is_key = self.file.literal(token).is_some_and(|literal| matches!(&*literal.value, "scope" | "scopes"));
            let [_, sign, value @ ..] = &arguments[number..] else { continue };
            if is_key && (is_sign(sign, ':') || (number == 0 && is_sign(sign, ','))) {
                self.take(until(value, &[',']), Confidence::Named);
            }
        }
        self.walk(&arguments);
    }

    /// A list that nothing names: one of scopes where a provider knows them all, or where what becomes of it says so.
    fn list(&mut self, group: &Brackets, whole: Option<&[TokenTree]>, after: &[TokenTree]) {
        let arguments = inner(group);
        if self.file.is_plain_list(group) {
            let becomes_scopes = after
                .iter()
                .take_while(|token| !is_sign(token, ';') && !is_sign(token, ','))
                .any(|token| matches!(token, TokenTree::Group(group) if speaks_of_scopes(group)));
            let is_certain =
                arguments.iter().filter_map(|token| self.file.literal(token)).any(|one| is_address(&one.value));
            let confidence = match (is_certain, becomes_scopes) {
                (true, _) => Confidence::Certain,
                (false, true) => Confidence::Named,
                (false, false) => Confidence::Listed,
            };
            let mut value = self.file.value(&arguments);
            value.form = whole.and_then(|whole| self.file.form(whole)).unwrap_or_default();
            self.keep(value, confidence);
        }
        self.walk(&arguments);
    }

    fn literal(&mut self, token: &TokenTree) {
        let Some(literal) = self.file.literal(token) else { return };
        self.usage.hints.extend(provider_hints::of_text(&literal.value));
        if self.taken.contains(&literal.span.start) {
            return;
        }
        if is_address(&literal.value) {
            let text = Text { value: literal.value, span: literal.span, kind: Kind::Literal };
            self.keep(Value { texts: vec![text], ..Value::default() }, Confidence::Certain);
        } else if let Some(part) = query_value(&literal.value) {
            self.query(&literal, part);
        }
    }

    /// `scope=…` in a URL.
    fn query(&mut self, literal: &Literal, part: Range<usize>) {
        let value = decoded(&literal.value[part.clone()]);
        let (before, after) = (literal.value[..part.start].to_owned(), literal.value[part.end..].to_owned());
        let lower = before.to_ascii_lowercase() + &after;
        let is_request = ["oauth", "authorize", "client_id", "response_type"].iter().any(|word| lower.contains(word));
        let confidence = if is_request { Confidence::Certain } else { Confidence::Named };
        self.usage.is_about_oauth |= is_request;
        if value.is_empty() || value.contains(['{', '}']) {
            // Where our macros are called already, their values go into such texts.
            if is_request && self.ours.is_empty() {
                self.usage.composed.push(literal.span.clone());
            }
        } else if is_list(&value) {
            let span = literal.span.clone();
            let text = Text { value, span, kind: Kind::Url { before, after } };
            self.keep(Value { texts: vec![text], ..Value::default() }, confidence);
        }
    }

    /// A variant of an enumeration of scopes.
    fn variant(&mut self, name: &str, variant: &TokenTree) {
        let text = variant.to_string();
        if text.starts_with(|char: char| char.is_ascii_uppercase())
            && text.chars().any(char::is_lowercase)
            && name != "Scopes"
        {
            let span = self.file.span(std::slice::from_ref(variant));
            let text = Text { value: text, span, kind: Kind::Variant };
            self.keep(Value { texts: vec![text], form: Form::Fixed, ..Value::default() }, Confidence::Named);
        }
    }

    fn take(&mut self, tokens: &[TokenTree], confidence: Confidence) {
        let value = self.file.value(tokens);
        self.keep(value, confidence);
    }

    /// Keeps what is in no group yet.
    fn keep(&mut self, mut value: Value, confidence: Confidence) {
        for alternative in std::mem::take(&mut value.alternatives) {
            self.keep(alternative, confidence);
        }
        self.usage.wanted.extend(std::mem::take(&mut value.constants));
        for place in value.composed {
            if self.taken.insert(place.start) {
                self.usage.composed.push(place);
            }
        }
        let before = value.texts.len();
        value.texts.retain(|text| self.taken.insert(text.span.start));
        if value.texts.is_empty() {
            return;
        }
        let form = if value.texts.len() == before { value.form } else { Form::Apart };
        self.usage.groups.push(Group { texts: value.texts, confidence, form });
    }
}

/// Where what follows an attribute begins: after the item, where that is there for tests alone.
fn after_attribute(tokens: &[TokenTree], at: usize) -> usize {
    let is_inner = tokens.get(at + 1).is_some_and(|token| is_sign(token, '!'));
    let place = at + 1 + usize::from(is_inner);
    let Some(TokenTree::Group(group)) = tokens.get(place) else { return at + 1 };
    if group.delimiter() != Delimiter::Bracket {
        return at + 1;
    }
    if !is_of_tests(group) {
        return place + 1;
    }
    if is_inner {
        return tokens.len();
    }
    let mut end = place + 1;
    while let Some(token) = tokens.get(end) {
        end += 1;
        let is_body = matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        if is_body || is_sign(token, ';') {
            break;
        }
    }
    end
}

/// `#[test]`, `#[tokio::test]`, `#[cfg(test)]`, but not `#[cfg(not(test))]`.
fn is_of_tests(attribute: &Brackets) -> bool {
    let tokens = inner(attribute);
    match &*tokens {
        [TokenTree::Ident(cfg), TokenTree::Group(condition)] if cfg == "cfg" => {
            let condition = inner(condition);
            let is_negated = condition.iter().any(|token| is_word(token, "not"));
            let text: Vec<String> = condition.iter().map(ToString::to_string).collect();
            !is_negated
                && text.iter().any(|part| {
                    part.split(|char: char| !char.is_alphanumeric() && char != '_').any(|word| word == "test")
                })
        }
        _ => {
            tokens.iter().rfind(|token| matches!(token, TokenTree::Ident(_))).is_some_and(|last| is_word(last, "test"))
        }
    }
}

fn until<'t>(tokens: &'t [TokenTree], ends: &[char]) -> &'t [TokenTree] {
    let end = tokens.iter().position(|token| ends.iter().any(|&end| is_sign(token, end)));
    &tokens[..end.unwrap_or(tokens.len())]
}

/// Whether what follows a variant leaves it a value: it is neither called, nor part of a longer path, nor a pattern.
fn is_value(rest: &[TokenTree]) -> bool {
    match rest {
        [TokenTree::Group(_), ..] => false,
        [one, two, ..] => {
            let is_path = is_sign(one, ':') && is_sign(two, ':');
            let is_pattern = is_sign(one, '=') && is_sign(two, '>');
            !is_path && !is_pattern
        }
        _ => true,
    }
}

/// `"…".parse::<Scope>()`
fn is_parsed(tokens: &[TokenTree]) -> bool {
    tokens.windows(2).any(|pair| {
        is_sign(&pair[0], '<') && matches!(&pair[1], TokenTree::Ident(word) if mentions_scope(&word.to_string()))
    })
}

/// Whether something is asked for within brackets: a function that takes scopes is called, or a scope is made.
fn speaks_of_scopes(group: &Brackets) -> bool {
    let tokens = inner(group);
    tokens.iter().enumerate().any(|(at, token)| match (token, &tokens[at + 1..]) {
        (TokenTree::Group(group), _) => speaks_of_scopes(group),
        (TokenTree::Ident(name), [TokenTree::Group(group), ..]) => {
            group.delimiter() == Delimiter::Parenthesis && asks_for_scopes(&name.to_string())
        }
        (TokenTree::Ident(name), [one, two, ..]) => {
            is_sign(one, ':') && is_sign(two, ':') && mentions_scope(&name.to_string())
        }
        _ => false,
    })
}

/// Where the path that a name ends begins.
fn path_start(tokens: &[TokenTree], at: usize) -> usize {
    let mut start = at;
    while start >= 3
        && is_sign(&tokens[start - 1], ':')
        && is_sign(&tokens[start - 2], ':')
        && matches!(tokens[start - 3], TokenTree::Ident(_))
    {
        start -= 3;
    }
    start
}

/// The names of a path before its last one.
fn path_names(before: &[TokenTree]) -> Vec<String> {
    let start = path_start(before, before.len());
    before[start..].iter().filter(|token| !is_sign(token, ':')).map(ToString::to_string).collect()
}

/// Whether a text is the address of a scope, which is used as nothing else.
fn is_address(text: &str) -> bool {
    text.strip_prefix("https://www.googleapis.com/auth/")
        .is_some_and(|name| !name.is_empty() && is_list(name) && !name.contains(['?', '&']))
}

/// The bytes of the value of `scope=` in the query of a URL.
fn query_value(text: &str) -> Option<Range<usize>> {
    const PARAMETER: &str = "scope=";
    let (at, _) = text.match_indices(PARAMETER).find(|&(at, _)| at == 0 || text[..at].ends_with(['?', '&']))?;
    let is_query = text.contains("://") || text.contains('&') || text[..at].ends_with('?');
    let start = at + PARAMETER.len();
    let end = text[start..].find(['&', '#', '"']).map_or(text.len(), |length| start + length);
    is_query.then_some(start..end)
}

/// A value of a query as it was before it was encoded.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        rest = after;
        match (first, code) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            (b'+', _) => bytes.push(b' '),
            (&byte, _) => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
