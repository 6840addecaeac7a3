//! Values that may be secrets: a path may lead to one by mistake, and a message would show it to everybody who reads a log.
//!
//! What is here is never taken for a list of scopes. So it has to be certain that no provider has such a scope.

use std::borrow::Cow;

use scope_catalog::names_secret;

use crate::node::{Node, Value};

/// How secrets of widely used services begin.
const BEGINNINGS: [&str; 44] = [
    "-----BEGIN", "1//0", "AGE-SECRET-KEY-1", "AIza", "AKIA", "ASIA", "ATATT3", "EAACEdEose0cBA", "GOCSPX-", "SG.",
    "Bearer ", "Basic ", "eyJ", "dckr_pat_", "dop_v1_", "figd_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_",
    "glpat-", "glptt-", "glrt-", "glsa_", "hf_", "hvs.", "lin_api_", "npm_", "pypi-", "rk_live_", "rk_test_", "sbp_",
    "shpat_", "shpss_", "sk-", "sk_live_", "sk_test_", "sntrys_", "sq0csp-", "whsec_", "xapp-", "ya29.",
];

/// The tokens of Slack, `xoxb-…`, and the addresses that take messages from whoever knows them.
const SLACK: [&str; 7] = ["https://hooks.slack.com/services/", "xoxa-", "xoxb-", "xoxe.", "xoxp-", "xoxr-", "xoxs-"];

/// A shorter text is not a token: `sk-` may begin a name.
const SHORTEST_TOKEN: usize = 16;

/// What a value is, if it may be a secret: by the last name on the way to it, or by what it holds.
pub(crate) fn described(name: &str, node: &Node) -> Option<String> {
    let is_named = names_secret(name) && !matches!(node.value, Value::Map(_) | Value::Expression(_));
    let texts: Vec<&str> = match &node.value {
        Value::Text(text) | Value::Expression(text) => vec![text],
        Value::List(items) => items.iter().filter_map(|item| item.as_text()).collect(),
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

fn begins(word: &str, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|beginning| word.starts_with(beginning))
}

/// The characters that separate the words of a text.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'' | '`' | '(' | ')' | '{' | '}' | '<' | '>' | '|')
}

/// Whether a text has a word that is a token, an assignment to the name of a secret, or an address with a password.
///
/// ```
/// use scope_config::holds_secret;
///
/// assert!(holds_secret("openid ghp_0123456789abcdefghij") && holds_secret("https://me:hunter2@db.example"));
/// assert!(!holds_secret("openid read:org"));
/// ```
pub fn holds_secret(text: &str) -> bool {
    begins(text.trim(), &["Bearer ", "Basic "])
        || text.contains("-----BEGIN ")
        || text.split(is_between).any(is_secret)
        || SCHEMES.iter().any(|scheme| follows(text, scheme))
}

/// Schemes of the header `Authorization`, before credentials.
const SCHEMES: [&str; 5] = ["Bearer ", "bearer ", "Basic ", "basic ", "Bot "];

/// Whether a long word with a digit comes after one of these.
fn follows(text: &str, scheme: &str) -> bool {
    text.match_indices(scheme).any(|(at, _)| {
        let word = text[at + scheme.len()..].split(is_between).next().unwrap_or_default();
        word.len() >= SHORTEST_TOKEN && word.contains(|c: char| c.is_ascii_digit()) && !word.contains(':')
    })
}

/// Whether a word is what a machine made up: so long, and letters and digits as if by chance.
fn is_random(word: &str) -> bool {
    const SHORTEST: usize = 32;
    const LEAST_CHANGES: usize = 10;
    let bytes = word.as_bytes();
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let kind = |byte: u8| (byte.is_ascii_digit(), byte.is_ascii_uppercase());
    let changes = || bytes.windows(2).filter(|pair| kind(pair[0]) != kind(pair[1])).count();
    bytes.len() >= SHORTEST
        && bytes.iter().all(is_base64)
        && bytes.iter().any(u8::is_ascii_digit)
        && changes() >= LEAST_CHANGES
        && changes() * 3 >= bytes.len()
}

fn is_secret(word: &str) -> bool {
    let is_token = |word: &str| word.len() >= SHORTEST_TOKEN && (begins(word, &BEGINNINGS) || begins(word, &SLACK));
    // `${TOKEN:-x}` has a default.
    let default = word.split_once(":-").or_else(|| word.split_once(":=")).map(|(_, default)| default);
    is_token(word)
        || default.is_some_and(is_token)
        || is_key_of_digits(word)
        || is_random(word)
        || word.split(['?', '&', '#']).any(is_assignment)
        || has_password(word)
}

/// A beginning with many hexadecimal digits behind it (Twilio, Mailgun), or a number with a token behind it (Telegram).
fn is_key_of_digits(word: &str) -> bool {
    let is_digits = |rest: &str| {
        let first = rest.as_bytes().get(..SHORTEST_TOKEN).unwrap_or_default();
        first.iter().any(u8::is_ascii_digit) && first.iter().all(u8::is_ascii_hexdigit)
    };
    let is_numbered = |(number, token): (&str, &str)| {
        number.len() >= 8 && number.bytes().all(|byte| byte.is_ascii_digit()) && token.len() >= 2 * SHORTEST_TOKEN
    };
    ["SK", "key-"].iter().filter_map(|start| word.strip_prefix(start)).any(is_digits)
        || word.split_once(':').is_some_and(is_numbered)
}

/// A text in which each word that looks like a secret is replaced with `…`.
///
/// ```
/// let text = "cannot reach https://me:hunter2@db.example now";
/// assert_eq!(scope_config::without_secrets(text), "cannot reach … now");
/// assert_eq!(scope_config::without_secrets("read:org"), "read:org");
/// ```
pub fn without_secrets(text: &str) -> Cow<'_, str> {
    if !holds_secret(text) {
        return Cow::Borrowed(text);
    }
    let words = text.split_inclusive(is_between).map(|word| {
        let bare = word.trim_end_matches(is_between);
        if is_secret(bare) { format!("…{}", &word[bare.len()..]) } else { word.to_owned() }
    });
    let clean: String = words.collect();
    Cow::Owned(if holds_secret(&clean) { "…".to_owned() } else { clean })
}

/// Names of cookies and parameters that let in whoever has their long values.
const SESSIONS: [&str; 4] = ["session", "sessionid", "sid", "sig"];

/// `TOKEN=value`, as in a line of a shell, or among the parameters of an address.
fn is_assignment(part: &str) -> bool {
    let Some((name, value)) = part.split_once('=') else { return false };
    let last = name.rsplit_once(['_', '-']).map_or("", |(_, last)| last);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let is_key = last.eq_ignore_ascii_case("key") || names_secret(name);
    let is_long = value.len() >= SHORTEST_TOKEN / 2 && value.bytes().any(|byte| byte.is_ascii_digit());
    let is_session = is_long && SESSIONS.iter().any(|known| name.eq_ignore_ascii_case(known));
    is_name && (is_key && !value.is_empty() || is_session)
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
            ("scope", "https://api.example/v1?format=json&access_token=x"),
            ("scope", "${TOKEN:-ghp_0123456789abcdefghij}"),
            ("scope", "Authorization: Bearer 0123456789abcdefghij"),
            ("scope", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY4x9Q"),
            ("scope", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c"),
            ("scope", "Server=db;AccountKey=abc"),
            ("OIDCClientSecret", "x"),
            ("DB_PASSWORD", "x"),
            ("GITHUB_TOKEN", "x"),
            ("dbPass", "x"),
            ("SENTRY_DSN", "x"),
            ("hmac_key", "x"),
            ("clientSecretValue", "x"),
            ("secret_key_base", "x"),
            ("AWS_ACCESS_KEY_ID", "x"),
            ("private_key_pem", "x"),
            ("otp_seed", "x"),
            ("scope", "Cookie: session=0123456789abcdefghij"),
            ("scope", "https://a.example/b?sv=1&sig=0123456789abcdefghij"),
            ("scope", "Bot MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.x"),
            ("scope", "SK0123456789abcdef0123456789abcdef"),
            ("scope", "key-0123456789abcdef0123456789abcdef"),
            ("scope", "123456789:AAE0123456789abcdefghijABCDEFGHIJ"),
            ("RAILS_MASTER_KEY", "x"),
            ("scope", "glptt-0123456789abcdefghij"),
            ("scope", "rk_test_0123456789abcdefghij"),
            ("scope", "https://hooks.slack.com/services/T00000000/B00000000/abcdef"),
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
            ("bypass", "repo"),
            ("public_key", "repo"),
            ("api_key_scopes", "repo"),
            ("scope", "session=role key-management:read:all:of:them SKU:read 2024:read"),
            ("scope", "https://hooks.slack.com/x compass:read"),
            ("client_credentials", "repo"),
            ("scopes_for_token", "repo"),
            ("tokenScopes", "repo"),
            ("scope", "patient/Observation.rs?category=laboratory"),
            ("scope", "token:read api_key:write key=value"),
            ("scope", "https://www.googleapis.com/auth/drive user@example.org"),
            ("scope", "urn:x:y@z sk-read session:role:ADMIN SG.x"),
            ("scope", "ssh://me@host/x"),
            ("scope", "bearer read:org bearer_token_scope_of_16"),
            ("scope", "https://www.example/auth2/v1/OAuth2/ReadAll/2Write3Admin"),
            ("scope", "DeviceManagementManagedDevicesPrivilegedOperationsAll2"),
            ("scope", "3d5b8c1e-0f3a-4f7a-9c53-7f1f0c1d2e3f"),
            ("scope", "${SCOPES:-openid email} {{ scopes }}"),
            ("scope", "https://graph.example/.default?x=y"),
        ] {
            assert_eq!(of(name, text), None, "{name} {text}");
        }
        let expression = Node { span: 0..0, value: Value::Expression("${TOKEN}".to_owned()) };
        assert_eq!(described("token", &expression), None);
    }
}
