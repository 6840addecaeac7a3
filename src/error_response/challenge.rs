//! The challenges in a `WWW-Authenticate` header (RFC 9110 §11.6.1).
//!
//! Servers write this header in many ways: folded, with semicolons, with single quotes, without a scheme. What is malformed is
//! skipped, and the rest is read.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// A challenge: a scheme and its parameters.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Challenge<'h> {
    /// Empty if the header begins with a parameter.
    pub(crate) scheme: &'h str,
    parameters: Vec<(&'h str, Cow<'h, str>)>,
}

/// More parameters of one challenge are not kept.
const MAX_PARAMETERS: usize = 64;
/// More challenges are not read.
const MAX_CHALLENGES: usize = 64;

impl Challenge<'_> {
    /// The value of the first parameter of that name. Names are compared without case.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| &**value)
    }

    /// Whether it is about an access token: by its scheme, which some servers leave out or call `OAuth`.
    pub(crate) fn is_for_tokens(&self) -> bool {
        ["Bearer", "DPoP", "OAuth", ""].iter().any(|scheme| self.scheme.eq_ignore_ascii_case(scheme))
    }

    /// Whether the error is this one.
    pub(crate) fn has_error(&self, error: &str) -> bool {
        self.parameter("error").is_some_and(|value| value.trim().eq_ignore_ascii_case(error))
    }
}

/// The challenges of one header line, in order.
pub(crate) fn challenges(line: &str) -> Vec<Challenge<'_>> {
    let mut reader = Reader { rest: line, has_open_quote: false };
    let mut challenges: Vec<Challenge<'_>> = Vec::new();
    loop {
        reader.take(|byte| is_whitespace(byte) || is_separator(byte));
        if reader.rest.is_empty() || challenges.len() > MAX_CHALLENGES {
            return challenges;
        }
        let name = reader.take(is_token_byte);
        if name.is_empty() {
            reader.skip_item();
        } else if reader.equals_sign() {
            let value = reader.value(SCOPE_PARAMETERS.iter().any(|known| name.eq_ignore_ascii_case(known)));
            if challenges.is_empty() {
                challenges.push(Challenge { scheme: "", parameters: Vec::new() });
            }
            let challenge = challenges.last_mut().filter(|challenge| challenge.parameters.len() < MAX_PARAMETERS);
            if let (Some(value), Some(challenge)) = (value, challenge) {
                challenge.parameters.push((name, value));
            }
        } else {
            challenges.push(Challenge { scheme: name, parameters: Vec::new() });
            reader.skip_token68();
        }
    }
}

/// The names under which servers list scopes.
pub(crate) const SCOPE_PARAMETERS: &[&str] =
    &["scope", "scopes", "required_scopes", "required_scope", "required-scopes"];

/// What begins a challenge.
const SCHEMES: &[&str] = &["Basic", "Bearer", "Digest", "DPoP", "Hawk", "Negotiate", "NTLM", "OAuth"];

/// A line that was folded keeps its line break in some clients.
fn is_whitespace(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Some servers write semicolons.
fn is_separator(byte: u8) -> bool {
    matches!(byte, b',' | b';')
}

#[derive(Clone)]
struct Reader<'h> {
    rest: &'h str,
    /// A single quote was not closed, so none is looked for any more.
    has_open_quote: bool,
}

impl<'h> Reader<'h> {
    /// Takes the bytes that match; `fits` matches ASCII only.
    fn take(&mut self, fits: fn(u8) -> bool) -> &'h str {
        let end = self.rest.bytes().position(|byte| !fits(byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn skip_whitespace(&mut self) {
        self.take(is_whitespace);
    }

    /// Skips to the next separator outside of a quoted string.
    fn skip_item(&mut self) {
        while let Some(first) = self.rest.chars().next() {
            match first {
                ',' | ';' => return,
                '"' => drop(self.quoted('"')),
                _ => self.rest = &self.rest[first.len_utf8()..],
            }
        }
    }

    /// Skips `=` and the whitespace around it; nothing if there is no `=`.
    fn equals_sign(&mut self) -> bool {
        let Some(rest) = self.rest.trim_start_matches([' ', '\t', '\r', '\n']).strip_prefix('=') else { return false };
        self.rest = rest;
        self.skip_whitespace();
        true
    }

    /// The value of a parameter: a quoted string or a token. Some servers write scopes without quotes although they contain
    /// characters that a token must not (`read:org`): an unquoted value is read up to a separator or whitespace.
    fn value(&mut self, is_scope: bool) -> Option<Cow<'h, str>> {
        if self.rest.starts_with('"') {
            return self.quoted('"');
        }
        if self.rest.starts_with('\'') && !self.has_open_quote {
            let mut ahead = self.clone();
            if let Some(value) = ahead.quoted('\'') {
                *self = ahead;
                return Some(value);
            }
            self.has_open_quote = true;
        }
        let start = self.rest;
        let value = self.take(|byte| !(is_whitespace(byte) || is_separator(byte) || byte == b'"'));
        if value.is_empty() || self.rest.starts_with('"') {
            self.skip_item();
            return None;
        }
        if is_scope {
            self.skip_more_scopes();
            return Some(Cow::Borrowed(start[..start.len() - self.rest.len()].trim_ascii_end()));
        }
        Some(Cow::Borrowed(value))
    }

    /// Skips the words after an unquoted scope that are scopes, too: neither a parameter nor a scheme.
    fn skip_more_scopes(&mut self) {
        loop {
            let mut ahead = self.clone();
            ahead.skip_whitespace();
            let word = ahead.take(|byte| !(is_whitespace(byte) || is_separator(byte) || matches!(byte, b'"' | b'=')));
            let is_scheme = SCHEMES.iter().any(|scheme| word.eq_ignore_ascii_case(scheme));
            if word.is_empty() || is_scheme || ahead.clone().equals_sign() {
                return;
            }
            *self = ahead;
        }
    }

    /// The content of a quoted string, unescaped; `None` if the closing quote is missing.
    fn quoted(&mut self, quote: char) -> Option<Cow<'h, str>> {
        let text = self.rest.strip_prefix(quote).unwrap_or(self.rest);
        let mut is_escaped = false;
        let mut has_escapes = false;
        for (at, c) in text.char_indices() {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => (is_escaped, has_escapes) = (true, true),
                _ if c == quote => {
                    self.rest = &text[at + 1..];
                    let inner = &text[..at];
                    return Some(if has_escapes { Cow::Owned(unescaped(inner)) } else { Cow::Borrowed(inner) });
                }
                _ => {}
            }
        }
        self.rest = "";
        None
    }

    /// Skips a token68, which some schemes have in place of parameters (RFC 9110 §11.2).
    fn skip_token68(&mut self) {
        let mut ahead = self.clone();
        ahead.skip_whitespace();
        ahead.take(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/'));
        ahead.take(|byte| byte == b'=');
        ahead.skip_whitespace();
        if ahead.rest.is_empty() || ahead.rest.starts_with(',') {
            self.rest = ahead.rest;
        }
    }
}

fn unescaped(text: &str) -> String {
    let mut characters = text.chars();
    let next = || characters.next().and_then(|c| if c == '\\' { characters.next() } else { Some(c) });
    core::iter::from_fn(next).collect()
}

/// RFC 9110 §5.6.2.
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use std::string::{String, ToString};
    use std::vec::Vec;
    use std::{format, vec};

    use super::challenges;

    fn read(line: &str) -> Vec<String> {
        let show = |challenge: super::Challenge<'_>| {
            let parameters = challenge.parameters.iter().map(|(name, value)| format!(" {name}=<{value}>"));
            parameters.fold(challenge.scheme.to_string(), |text, parameter| text + &parameter)
        };
        challenges(line).into_iter().map(show).collect()
    }

    #[test]
    fn several_challenges_in_one_line() {
        // The example of RFC 9110 §11.6.1.
        let line = r#"Basic realm="simple", Newauth realm="apps", type=1, title="Login to \"apps\"""#;
        assert_eq!(read(line), ["Basic realm=<simple>", r#"Newauth realm=<apps> type=<1> title=<Login to "apps">"#]);
        assert_eq!(read("Negotiate, NTLM TlRMTVNTUAAB==, Bearer a=b"), ["Negotiate", "NTLM", "Bearer a=<b>"]);
        assert_eq!(read("Bearer, Basic"), ["Bearer", "Basic"]);
        assert_eq!(read("Negotiate Bearer, a=b"), ["Negotiate a=<b>"], "a word after a scheme is not a scheme");
    }

    #[test]
    fn whitespace_commas_and_quotes_in_any_place() {
        assert_eq!(read(" ,\tBearer  a = b ,, c\t=\t\"d, e=f\" ,"), ["Bearer a=<b> c=<d, e=f>"]);
        assert_eq!(read("Bearer a=\"\\\\\" b=\"x\\\"y\""), [r#"Bearer a=<\> b=<x"y>"#]);
        assert_eq!(read("Bearer a=\"é\\é\""), ["Bearer a=<éé>"]);
        assert_eq!(read("Bearer a=\"\""), ["Bearer a=<>"]);
        assert_eq!(
            read("Bearer a=read:org, b=https://x/\u{e9}=?&\tc=d"),
            ["Bearer a=<read:org> b=<https://x/\u{e9}=?&> c=<d>"]
        );
    }

    #[test]
    fn malformed_parts_are_skipped() {
        assert_eq!(read("Bearer a=, b=c"), ["Bearer b=<c>"]);
        assert_eq!(read("Bearer a=b, \"Basic\", c=d"), ["Bearer a=<b> c=<d>"]);
        assert_eq!(read("Bearer a=(x\"y, z\"), c=d"), ["Bearer c=<d>"]);
        assert_eq!(read("Bearer a=b, c=\"no end"), ["Bearer a=<b>"]);
        assert_eq!(read("Bearer é a=b"), ["Bearer"]);
        assert_eq!(read("a=b, Bearer"), [" a=<b>", "Bearer"]);
        assert_eq!(read(""), vec![""; 0]);
    }

    #[test]
    fn what_sloppy_servers_write() {
        let expected = ["Bearer error=<insufficient_scope> scope=<a b>"];
        for line in [
            "Bearer error=\"insufficient_scope\",\n scope=\"a b\"",
            "Bearer error=\"insufficient_scope\",\r\n\tscope=\"a b\"",
            "Bearer error=\"insufficient_scope\"; scope=\"a b\"",
            "Bearer error=insufficient_scope;scope=a b",
            "Bearer error='insufficient_scope', scope='a b'",
            "Bearer error = insufficient_scope scope = a b",
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
        assert_eq!(read("error=\"insufficient_scope\", scope=a"), [" error=<insufficient_scope> scope=<a>"]);
        assert_eq!(read("Bearer scope=a b c=d"), ["Bearer scope=<a b> c=<d>"]);
        assert_eq!(read("Bearer scope=a b, Basic c=d"), ["Bearer scope=<a b>", "Basic c=<d>"]);
        assert_eq!(read("Bearer scope=a Basic c=d"), ["Bearer scope=<a>", "Basic c=<d>"], "a scheme");
        assert_eq!(read("Bearer a='b, c=d"), ["Bearer a=<'b> c=<d>"], "no closing quote");
    }

    #[test]
    fn long_headers_are_read_once() {
        let line = format!("Bearer scope={}", "a ".repeat(200_000));
        assert_eq!(read(&line).len(), 1);
        assert!(challenges(&"a=b,".repeat(200_000))[0].parameters.len() <= super::MAX_PARAMETERS);
        assert!(challenges(&"Bearer ,".repeat(200_000)).len() <= super::MAX_CHALLENGES + 1);
        assert!(challenges(&"Bearer a='".repeat(20_000)).len() <= super::MAX_CHALLENGES + 1);
    }
}
