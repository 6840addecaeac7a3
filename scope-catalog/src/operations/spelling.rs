//! Parses the written name of an operation, without knowledge of a catalog.

use crate::fast::{all_bytes, is_digits};

/// Stands for any value in a path.
pub(super) const VALUE: &str = "{}";

const VERBS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const GRAPHQL: [&str; 3] = ["query", "mutation", "subscription"];

/// A parsed name of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spelling {
    /// The word before it: an HTTP verb in upper case, or another word in lower case, such as `query`.
    pub(super) kind: Option<String>,
    /// The host of a URL.
    pub(super) host: Option<String>,
    /// The segments of a path, in lower case, with [`VALUE`] for each placeholder.
    pub(super) segments: Vec<String>,
    /// Whether it is a path, because it has a slash or follows a verb.
    pub(super) is_path: bool,
    /// What follows the kind, without quotes.
    pub(super) text: String,
}

impl Spelling {
    /// Parses a name.
    pub(crate) fn of(written: &str) -> Self {
        let written = written.trim().trim_matches(['"', '`', '\'']).trim();
        if let Some(field) = graphql(written) {
            return field;
        }
        let (kind, text) = match written.split_once(char::is_whitespace) {
            Some((kind, rest)) if is_kind(kind, rest.trim()) => (Some(cased(kind)), rest.trim()),
            _ => (None, written),
        };
        let is_path = text.contains('/') || kind.as_deref().is_some_and(is_verb);
        let (host, path) = without_host(text);
        let segments = segments(path);
        Self { kind, host: host.map(str::to_ascii_lowercase), segments, is_path, text: text.to_owned() }
    }

    /// Returns the HTTP verb, if there is one.
    pub(super) fn verb(&self) -> Option<&str> {
        self.kind.as_deref().filter(|kind| is_verb(kind))
    }
}

/// Whether a word is an HTTP verb, in upper case.
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.contains(&word)
}

/// Whether a word says what kind of name follows: a verb, perhaps misspelled, or a word for other kinds of operations
/// in catalogs.
fn is_kind(word: &str, rest: &str) -> bool {
    const OTHERS: [&str; 3] = ["event", "eventsub", "type"];
    let known = cased(word);
    is_word(word)
        && (is_verb(&known) || rest.starts_with('/') || GRAPHQL.contains(&&*known) || OTHERS.contains(&&*known))
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && all_bytes(text, |byte| byte.is_ascii_alphabetic())
}

fn cased(kind: &str) -> String {
    let upper = kind.to_ascii_uppercase();
    if is_verb(&upper) { upper } else { kind.to_ascii_lowercase() }
}

/// Parses a GraphQL operation by its first field: `{ shop { name } }`, `mutation M($input: X!) { productUpdate(input:
/// $input) { id } }`.
fn graphql(written: &str) -> Option<Spelling> {
    let open = written.find('{')?;
    let before = written[..open].trim();
    let kind = leading(before, |byte| byte.is_ascii_alphabetic());
    if !(before.is_empty() || GRAPHQL.contains(&kind)) || written[..open].contains('/') {
        return None;
    }
    let inside = written[open + 1..].trim_start();
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut field = leading(inside, is_of_name);
    let rest = inside[field.len()..].trim_start();
    // `{base}/user` is a path.
    if field.is_empty() || rest.strip_prefix('}').is_some_and(|rest| rest.starts_with(['/', '.'])) {
        return None;
    }
    // `mine: productUpdate(…)` is an alias for the field.
    if let Some(after) = rest.strip_prefix(':') {
        field = leading(after.trim_start(), is_of_name);
    }
    let kind = GRAPHQL.contains(&kind).then(|| kind.to_owned());
    Some(Spelling { kind, segments: vec![field.to_ascii_lowercase()], text: field.to_owned(), ..Spelling::default() })
}

/// Returns the longest prefix of a text whose bytes meet a condition, which must only accept ASCII.
fn leading(text: &str, is_of_kind: fn(u8) -> bool) -> &str {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() && is_of_kind(bytes[end]) {
        end += 1;
    }
    &text[..end]
}

/// Splits a URL into the host and the path.
fn without_host(text: &str) -> (Option<&str>, &str) {
    let rest = match text.split_once("://") {
        Some((scheme, rest)) if is_word(scheme) => rest,
        _ => {
            let first = text.split('/').next().unwrap_or_default();
            let has_more = first.len() < text.len();
            if !(has_more && is_domain(first)) {
                return (None, text);
            }
            text
        }
    };
    match rest.find(['/', '?', '#']) {
        Some(end) => (Some(&rest[..end]), &rest[end..]),
        None => (Some(rest), ""),
    }
}

/// Whether a text is a domain such as `api.github.com`, but not `chat.postMessage`.
fn is_domain(text: &str) -> bool {
    const ENDINGS: [&str; 12] = ["com", "net", "org", "io", "dev", "ai", "app", "co", "tv", "us", "social", "cloud"];
    let is_plain = all_bytes(text, |byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.');
    is_plain && text.rsplit_once('.').is_some_and(|(_, last)| ENDINGS.contains(&last))
}

/// Returns the segments of a path, without a query.
fn segments(path: &str) -> Vec<String> {
    let mut segments = Vec::new();
    let (mut segment, mut depth) = (String::new(), 0_u32);
    for char in path.chars() {
        match char {
            '/' if depth == 0 => segments.push(std::mem::take(&mut segment)),
            '?' | '#' if depth == 0 => break,
            // `{?page}` is also a query.
            '?' if segment.ends_with('{') => {
                segment.pop();
                break;
            }
            _ => {
                match char {
                    '{' | '(' | '<' => depth += 1,
                    '}' | ')' | '>' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                segment.push(char);
            }
        }
    }
    segments.push(segment);
    let mut cleaned = Vec::new();
    for segment in segments {
        let segment = segment.trim();
        if !segment.is_empty() {
            cleaned.push(normal(segment));
        }
    }
    if let Some(last) = cleaned.last_mut() {
        if let Some(bare) = last.strip_suffix(".json") {
            *last = bare.to_owned();
        }
    }
    cleaned
}

/// Returns a segment in lower case, with [`VALUE`] for placeholders of any syntax.
fn normal(segment: &str) -> String {
    let is_whole = |start: char| segment.strip_prefix(start).is_some_and(|name| !name.is_empty() && is_name(name));
    if is_whole(':') || matches!(segment, "*" | "%s" | "%d" | "%v" | "%i" | "…" | "...") {
        return VALUE.to_owned();
    }
    let mut text = String::with_capacity(segment.len());
    let mut depth = 0_u32;
    for char in segment.chars() {
        match char {
            '{' | '<' => depth += 1,
            '}' | '>' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    // The placeholder may be written as `${id}`.
                    if text.ends_with('$') {
                        text.pop();
                    }
                    text.push_str(VALUE);
                }
            }
            '\'' => {}
            _ if depth == 0 => text.push(char.to_ascii_lowercase()),
            _ => {}
        }
    }
    text.replace("microsoft.graph.", "")
}

fn is_name(text: &str) -> bool {
    all_bytes(text, |byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// Whether a segment is a version: `v1`, `v1.0`, `v1beta2`, `2025-01`.
pub(super) fn is_version(segment: &str) -> bool {
    let is_tagged = segment.strip_prefix('v').is_some_and(|rest| {
        rest.as_bytes().first().is_some_and(u8::is_ascii_digit)
            && all_bytes(rest, |byte| byte.is_ascii_digit() || b"._alphbetp".contains(&byte))
    });
    let is_month = segment
        .split_once('-')
        .is_some_and(|(year, month)| year.len() == 4 && month.len() == 2 && is_digits(year) && is_digits(month));
    is_tagged || is_month
}

/// Splits `gmail:v1/gmail.users.messages.send` into the API with its version, and its method.
pub(super) fn api_and_method(name: &str) -> Option<((&str, &str), &str)> {
    let (api, method) = name.split_once('/')?;
    let api = api.split_once(':')?;
    (!api.0.is_empty() && !name.contains(' ')).then_some((api, method))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(written: &str) -> String {
        let found = Spelling::of(written);
        format!("{} {}", found.kind.unwrap_or_default(), found.segments.join("/"))
    }

    #[test]
    fn every_way_to_write_a_path() {
        for written in [
            "GET /shops/{id}/orders",
            "get shops/{shop_id}/orders/",
            "GET /shops/:shop/orders?page=2",
            "GET https://api.example.com/shops/${shop}/orders#top",
            "GET api.example.com/shops/<shop>/orders{?page,size}",
            "`GET //shops/%s/Orders.json`",
        ] {
            assert_eq!(path(written), "GET shops/{}/orders", "{written}");
        }
        assert_eq!(path("/a/{b}:append"), " a/{}:append");
        assert_eq!(path("GET /report(period='{p}')"), "GET report(period={})");
        assert_eq!(path("POST /chat.send"), "POST chat.send");
        assert_eq!(path("{base}/user"), " {}/user");
    }

    #[test]
    fn fields_of_graphql() {
        for written in ["{ shop }", "{shop{name}}", "{ mine: shop(id: 1) { name } }"] {
            assert_eq!(path(written), " shop", "{written}");
        }
        assert_eq!(path("mutation M($a: A!) { shopUpdate(input: $a) { id } }"), "mutation shopupdate");
        assert_eq!(path("query shop"), "query shop");
    }
}
