//! The challenges in a `WWW-Authenticate` header (RFC 9110 §11.6.1).
//!
//! Servers write this header in many ways: what is malformed is skipped, and the rest is read.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// A challenge: a scheme and its parameters.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Challenge<'h> {
    pub(crate) scheme: &'h str,
    parameters: Vec<(&'h str, Cow<'h, str>)>,
}

impl Challenge<'_> {
    /// The value of the first parameter of that name. Names are compared without case.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| &**value)
    }
}

/// The challenges of one header line, in order.
pub(crate) fn challenges(line: &str) -> Vec<Challenge<'_>> {
    let mut reader = Reader { rest: line };
    let mut challenges: Vec<Challenge<'_>> = Vec::new();
    loop {
        reader.skip(|byte| matches!(byte, b' ' | b'\t' | b','));
        if reader.rest.is_empty() {
            return challenges;
        }
        let name = reader.take(is_token_byte);
        if name.is_empty() {
            reader.skip_item();
        } else if reader.equals_sign() {
            let value = reader.value();
            if let (Some(value), Some(challenge)) = (value, challenges.last_mut()) {
                challenge.parameters.push((name, value));
            }
        } else {
            challenges.push(Challenge { scheme: name, parameters: Vec::new() });
            reader.skip_token68();
        }
    }
}

struct Reader<'h> {
    rest: &'h str,
}

impl<'h> Reader<'h> {
    /// Takes the bytes that match; `fits` matches ASCII only.
    fn take(&mut self, fits: fn(u8) -> bool) -> &'h str {
        let end = self.rest.bytes().position(|byte| !fits(byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn skip(&mut self, fits: fn(u8) -> bool) {
        self.take(fits);
    }

    fn skip_whitespace(&mut self) {
        self.skip(|byte| matches!(byte, b' ' | b'\t'));
    }

    /// Skips to the next comma outside of a quoted string.
    fn skip_item(&mut self) {
        while let Some(first) = self.rest.chars().next() {
            match first {
                ',' => return,
                '"' => drop(self.quoted()),
                _ => self.rest = &self.rest[first.len_utf8()..],
            }
        }
    }

    /// Skips `=` and the whitespace around it; nothing if there is no `=`.
    fn equals_sign(&mut self) -> bool {
        let Some(rest) = self.rest.trim_start_matches([' ', '\t']).strip_prefix('=') else { return false };
        self.rest = rest;
        self.skip_whitespace();
        true
    }

    /// The value of a parameter: a quoted string or a token. Some servers write scopes without quotes although they contain
    /// characters that a token must not (`read:org`): an unquoted value is read up to a comma or whitespace.
    fn value(&mut self) -> Option<Cow<'h, str>> {
        if self.rest.starts_with('"') {
            return self.quoted();
        }
        let value = self.take(|byte| !matches!(byte, b' ' | b'\t' | b',' | b'"'));
        if value.is_empty() || self.rest.starts_with('"') {
            self.skip_item();
            return None;
        }
        Some(Cow::Borrowed(value))
    }

    /// The content of a quoted string, unescaped; `None` if the closing quote is missing.
    fn quoted(&mut self) -> Option<Cow<'h, str>> {
        let text = self.rest.strip_prefix('"').unwrap_or(self.rest);
        let mut is_escaped = false;
        let mut has_escapes = false;
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => (is_escaped, has_escapes) = (true, true),
                b'"' => {
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
        let mut ahead = Reader { rest: self.rest };
        ahead.skip_whitespace();
        ahead.skip(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/'));
        ahead.skip(|byte| byte == b'=');
        ahead.skip_whitespace();
        if ahead.rest.is_empty() || ahead.rest.starts_with(',') {
            self.rest = ahead.rest;
        }
    }
}

fn unescaped(text: &str) -> String {
    let mut characters = text.chars();
    let mut unescaped = String::with_capacity(text.len());
    while let Some(c) = characters.next() {
        match c {
            '\\' => unescaped.extend(characters.next()),
            _ => unescaped.push(c),
        }
    }
    unescaped
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
        assert_eq!(read("a=b, Bearer"), ["Bearer"]);
        assert_eq!(read(""), vec![""; 0]);
    }
}
