//! Values that may be secrets: a path may lead to one by mistake, and a message would show it to everybody who reads a log.
//!
//! What is here is never taken for a list of scopes. So it has to be certain that no provider has such a scope.

use scope_catalog::is_secret_name;

use crate::node::{Node, Value};

/// How secrets of widely used services begin.
const BEGINNINGS: [&str; 27] = [
    "-----BEGIN",
    "AIza",
    "AKIA",
    "ASIA",
    "EAACEdEose0cBA",
    "GOCSPX-",
    "SG.",
    "Bearer ",
    "Basic ",
    "eyJ",
    "dop_v1_",
    "figd_",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "lin_api_",
    "npm_",
    "pypi-",
    "rk_live_",
    "shpat_",
    "sk-",
    "sk_live_",
    "ya29.",
];

/// The tokens of Slack: `xoxb-…`.
const SLACK: [&str; 6] = ["xoxa-", "xoxb-", "xoxe.", "xoxp-", "xoxr-", "xoxs-"];

/// A shorter text is not a token: `sk-` may begin a name.
const SHORTEST_TOKEN: usize = 16;

/// What a value is, if it may be a secret: by the last name on the way to it, or by what it holds.
pub(crate) fn described(name: &str, node: &Node) -> Option<String> {
    let is_named = is_secret_name(name) && !matches!(node.value, Value::Map(_) | Value::Expression(_));
    let texts: Vec<&str> = match &node.value {
        Value::Text(text) => vec![text],
        Value::List(items) => items.iter().filter_map(|item| as_text(item)).collect(),
        _ => Vec::new(),
    };
    if !is_named && !texts.iter().any(|text| holds_secret(text)) {
        return None;
    }
    let length: usize = texts.iter().map(|text| text.chars().count()).sum();
    let kind = node.describe();
    let why = if is_named { "that is a secret by its name" } else { "that looks like a secret" };
    Some(if texts.is_empty() { format!("{kind} {why}") } else { format!("{kind} of {length} characters {why}") })
}

fn as_text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Whether a text has a word that is a token, an assignment to the name of a secret, or an address with a password.
fn holds_secret(text: &str) -> bool {
    let text = text.trim();
    let begins = |word: &str, beginnings: &[&str]| beginnings.iter().any(|beginning| word.starts_with(beginning));
    begins(text, &["-----BEGIN", "Bearer ", "Basic "])
        || text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'')).any(|word| {
            let is_token = word.len() >= SHORTEST_TOKEN && (begins(word, &BEGINNINGS) || begins(word, &SLACK));
            is_token || is_assignment(word) || has_password(word)
        })
}

/// `TOKEN=value`, as in a line of a shell.
fn is_assignment(word: &str) -> bool {
    let Some((name, value)) = word.split_once('=') else { return false };
    let last = name.rsplit_once(['_', '-']).map_or("", |(_, last)| last);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let is_key = last.eq_ignore_ascii_case("key") || is_secret_name(last) || is_secret_name(name);
    is_name && is_key && !value.is_empty()
}

/// `https://user:password@host`
fn has_password(word: &str) -> bool {
    let Some((_, rest)) = word.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, text: &str) -> Option<String> {
        described(name, &Node { span: 0..0, value: Value::Text(text.to_owned()) })
    }

    #[test]
    fn secrets_are_told_by_name_or_content() {
        for (name, text) in [
            ("client_secret", "x"),
            ("clientSecret", "x"),
            ("API-KEY", "x"),
            ("token", "repo"),
            ("scope", "repo TOKEN=hunter2"),
            ("scope", "openid GITHUB_TOKEN=x"),
            ("scope", "AWS_SECRET_ACCESS_KEY=x"),
            ("scope", "ghp_0123456789abcdefghij"),
            ("scope", "openid,xoxb-0123456789-abcdef"),
            ("scope", "eyJhbGciOiJIUzI1NiJ9.e30.abc"),
            ("scope", "postgres://me:hunter2@db.example/x"),
            ("scope", "-----BEGIN PRIVATE KEY-----\nabc"),
        ] {
            assert!(of(name, text).is_some(), "{name} {text}");
        }
        let described = of("scope", "repo TOKEN=hunter2").expect("a secret");
        assert_eq!(described, "a string of 18 characters that looks like a secret");
    }

    #[test]
    fn scopes_are_no_secrets() {
        for (name, text) in [
            ("scope", "read:tokens blacklist:tokens tokens"),
            ("token_scopes", "repo"),
            ("tokens", "repo"),
            ("scope", "patient/Observation.rs?category=laboratory"),
            ("scope", "token:read api_key:write key=value"),
            ("scope", "https://www.googleapis.com/auth/drive user@example.org"),
            ("scope", "urn:x:y@z sk-read session:role:ADMIN SG.x"),
            ("scope", "ssh://me@host/x"),
        ] {
            assert_eq!(of(name, text), None, "{name} {text}");
        }
        let expression = Node { span: 0..0, value: Value::Expression("${TOKEN}".to_owned()) };
        assert_eq!(described("token", &expression), None);
    }
}
