//! Finds names of scopes in sentences.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::document::Message;
use crate::granted::split;

/// Further names in a response are ignored. No provider has nearly as many scopes.
const MAX_NAMES: usize = 10_000;

/// How many pairs of names are searched for in a text.
const MOST_PAIRS: usize = 16;

/// Each name once.
pub(crate) fn distinct<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let names = names.into_iter().take(MAX_NAMES);
    names.filter(|name| !name.is_empty() && seen.insert(*name)).map(ToOwned::to_owned).collect()
}

/// The words between backticks or single quotes.
pub(crate) fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split(['`', '\'']).skip(1).step_by(2).flat_map(split)
}

/// The names between two texts, at the first place that has any.
pub(crate) fn between(message: &Message, after: &str, before: &str) -> Vec<String> {
    let mut from = 0;
    while let Some(at) = message.lower[from..].find(after) {
        from += at + after.len();
        let rest = &message.lower[from..];
        let length = if before.is_empty() { Some(rest.len()) } else { rest.find(before) };
        let names = length.map(|length| named(&message.text[from..from + length])).unwrap_or_default();
        if !names.is_empty() {
            return names;
        }
    }
    Vec::new()
}

/// Words of sentences that are not scopes.
const PLAIN_WORDS: &[&str] = &[
    "a", "access", "additional", "all", "an", "and", "any", "api", "application", "appropriate", "at", "authorization",
    "broader", "by", "certain", "client", "correct", "current", "different", "elevated", "endpoint", "enough", "error",
    "following", "for", "given", "granted", "higher", "in", "insufficient", "invalid", "is", "its", "least", "more",
    "my", "necessary", "needed", "no", "not", "oauth", "oauth2", "of", "on", "one", "or", "other", "permission",
    "permissions", "privilege", "privileges", "proper", "requested", "required", "requires", "resource", "right",
    "scope", "scope(s)", "scopes", "some", "specific", "sufficient", "that", "the", "these", "this", "to", "token",
    "valid", "with", "your",
];

/// Returns the scopes in a part of a sentence. A part that reads like prose itself contains none.
pub(crate) fn named(text: &str) -> Vec<String> {
    let mut names: Vec<&str> = Vec::new();
    let mut is_prose = false;
    for item in text.split([',', ';', '|', '\n', '"', '\'', '`', '[', ']', '{', '}', '<', '>']) {
        for part in item.split(" and ").flat_map(|part| part.split(" or ")) {
            let words: Vec<&str> =
                part.split_ascii_whitespace().map(trimmed).filter(|word| is_candidate(word)).collect();
            is_prose |= words.len() > 1 && !words.iter().copied().any(is_joined);
            match *words {
                [word] => names.push(word),
                _ => names.extend(words.into_iter().filter(|word| is_joined(word))),
            }
        }
    }
    // In prose, a single word is another word of prose.
    distinct(names.into_iter().filter(|name| !is_prose || is_joined(name)))
}

/// Whether a word contains a separator of names.
fn is_joined(word: &str) -> bool {
    word.contains([':', '.', '_', '/', '-'])
}

/// Removes punctuation around a word.
fn trimmed(word: &str) -> &str {
    let word = word.trim_start_matches(['(', '"', '\'', '`', ':', '=', '#']);
    // A closing parenthesis belongs to the word if it has the opening one.
    let word = if word.contains('(') { word } else { word.trim_end_matches([')', ',', '!', '?']) };
    word.trim_end_matches(['.', ':', '!', '?', '"', '\'', '`'])
}

/// Whether a word may be a scope, judging by its characters (RFC 6749 §3.3).
fn is_candidate(word: &str) -> bool {
    !word.is_empty()
        && word.bytes().all(|byte| matches!(byte, b'!' | b'#'..=b'[' | b']'..=b'~'))
        && word.bytes().any(|byte| byte.is_ascii_alphanumeric() || byte == b'*')
        && !PLAIN_WORDS.iter().any(|plain| word.eq_ignore_ascii_case(plain))
}

/// Whether a sentence, in lower case, says that one of several scopes is sufficient.
pub(crate) fn says_any(text: &str) -> bool {
    const SAYINGS: &[&str] =
        &["one of", "one or more", "any of", "at least one", "either", " or `", " or '", "scope or ", "any scope"];
    SAYINGS.iter().any(|saying| text.contains(saying))
}

/// Whether a text contains two names with `or` between them; both are in lower case.
pub(crate) fn says_or(text: &str, names: &[String]) -> bool {
    let mut pairs = names.windows(2).take(MOST_PAIRS);
    pairs.any(|pair| text.contains(&[&*pair[0].to_lowercase(), " or ", &*pair[1].to_lowercase()].concat()))
}

#[cfg(test)]
mod tests {
    use super::{between, named, quoted, says_any};
    use crate::error_response::document::Message;

    #[test]
    fn names_are_found_in_a_sentence() {
        for (text, names) in [
            ("read:org", &["read:org"][..]),
            ("x, y and z.", &["x", "y", "z"]),
            ("[cloud:read, cloud:read:admin].", &["cloud:read", "cloud:read:admin"]),
            ("['read:project', 'repo'] ", &["read:project", "repo"]),
            ("`read_orders` access", &["read_orders"]),
            ("(https://x.example/auth/a.b), ORDERS_READ", &["https://x.example/auth/a.b", "ORDERS_READ"]),
            ("the required scopes: A.Read B.Read", &["A.Read", "B.Read"]),
            ("User.Read.", &["User.Read"]),
            ("own:{id}", &["own", "id"]),
            ("you are not my friend", &[]),
            ("or the guest is lacking several roles or licenses.", &[]),
            ("orders:read, or ask the shop owner", &["orders:read"]),
            ("caf\u{e9}", &[]),
            ("...", &[]),
            ("*", &["*"]),
        ] {
            assert_eq!(named(text), names, "{text}");
        }
    }

    #[test]
    fn the_first_place_with_names_counts() {
        let text = "Scope: none of them, scope: a.b; scope: c";
        let message = Message { text: text.into(), lower: text.to_ascii_lowercase() };
        assert_eq!(between(&message, "scope: ", ";"), ["a.b"]);
        assert_eq!(between(&message, "c", "x"), [""; 0]);
        assert_eq!(between(&message, "scope: c", ""), [""; 0]);
        assert_eq!(quoted("`a` or 'b c' `d").collect::<std::vec::Vec<_>>(), ["a", "b", "c", "d"]);
    }

    #[test]
    fn whether_one_is_enough() {
        assert!(says_any("one of the following") && says_any("`a` or `b`") && says_any("at least one"));
        assert!(!says_any("all of the following") && !says_any("the scopes a and b"));
    }
}
