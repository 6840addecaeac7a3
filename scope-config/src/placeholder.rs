//! Finds placeholders of template languages: `${NAME}`, `{{ template }}`, `@name@`, `ENC[…]`.

use std::ops::Range;

/// A placeholder in a text.
pub(crate) struct Placeholder {
    pub(crate) span: Range<usize>,
    /// The bytes of its default: `openid email` in `${OIDC_SCOPES:-openid email}`.
    pub(crate) default: Option<Range<usize>>,
}

/// The beginnings and ends of placeholders with any contents. The first pair that matches counts.
const BRACKETS: &[(&str, &str)] = &[
    ("${{", "}}"),
    ("${", "}"),
    ("{{", "}}"),
    ("{%", "%}"),
    ("{#", "#}"),
    ("%env(", ")%"),
    ("$(", ")"),
    ("$[[", "]]"),
    ("$[", "]"),
    ("<%", "%>"),
    ("#{", "}"),
    ("%(", ")s"),
    ("ENC[", "]"),
    ("((", "))"),
];

/// A name between two of these marks is a placeholder, unless it is part of a longer word.
const MARKS: &[&str] = &["@@", "##", "__", "@", "%"];

/// A word that starts with one of these is the address of a secret, which is looked up when the file is used.
const ADDRESSES: &[&str] = &["op://", "ref+"];

/// Finds the placeholders in a text.
pub(crate) fn placeholders(text: &str) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let (mut at, mut unclosed) = (0, 0);
    let may_begin = ['$', '{', '%', '<', '#', '@', '_', '(', 'E', 'o', 'r'];
    while let Some(next) = text[at..].find(may_begin).map(|offset| at + offset) {
        let rest = &text[next..];
        let mut kinds = BRACKETS.iter().filter(|(open, _)| rest.starts_with(open)).peekable();
        unclosed += usize::from(kinds.peek().is_some());
        let is_start = !text[..next].ends_with(|before: char| before.is_alphanumeric() || before == '%');
        let length = kinds
            .find_map(|(open, close)| length(rest, open, close))
            .or_else(|| variable(rest))
            .or_else(|| if is_start { whole_word(rest) } else { None });
        if let Some(length) = length {
            unclosed = 0;
            let default = default(&rest[..length]).map(|range| next + range.start..next + range.end);
            found.push(Placeholder { span: next..next + length, default });
        }
        if unclosed == MOST_UNCLOSED {
            break;
        }
        at = next + length.unwrap_or(1);
    }
    found
}

/// A text with this many beginnings of placeholders in a row, and no ends, has no placeholders.
const MOST_UNCLOSED: usize = 1000;

/// The maximum length of a placeholder.
const LONGEST: usize = 4096;

/// The maximum length of a name.
const LONGEST_NAME: usize = 128;

/// Returns the length of the placeholder at the start of a text. Those in braces may be nested.
fn length(text: &str, open: &str, close: &str) -> Option<usize> {
    if open != "${" {
        let mut ends = text.as_bytes().windows(close.len()).take(LONGEST);
        return ends.position(|bytes| bytes == close.as_bytes()).map(|at| at + close.len());
    }
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns the length of `$NAME`, `$env:NAME` or `$__provider{name}` at the start of a text.
fn variable(text: &str) -> Option<usize> {
    let name = text.strip_prefix('$')?;
    if let Some(inner) = name.strip_prefix("__") {
        let word = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len();
        let close = inner.get(word..)?.strip_prefix('{')?.bytes().take(LONGEST).position(|byte| byte == b'}')?;
        return Some("$__".len() + word + 1 + close + 1);
    }
    let (kind, name) = name.strip_prefix("env:").map_or((0, name), |name| ("env:".len(), name));
    let name = Some(name).filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))?;
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    Some(1 + kind + name.bytes().take_while(|&byte| is_part(byte)).count())
}

/// Returns the length of a placeholder at the start of a text that could also be part of a word: `@name@`,
/// `<your scopes>`, `{env:NAME}`, `op://vault/item`.
fn whole_word(text: &str) -> Option<usize> {
    let address = ADDRESSES.iter().any(|start| text.starts_with(start));
    let end = || text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len());
    let length =
        if address { Some(end()) } else { marked(text).or_else(|| in_angles(text)).or_else(|| in_braces(text)) };
    length.filter(|&length| !text[length..].starts_with(|after: char| after.is_alphanumeric() || after == '%'))
}

/// Returns the length of `@name@`, `%NAME%` or `__NAME__` at the start of a text.
fn marked(text: &str) -> Option<usize> {
    let mark = MARKS.iter().find(|mark| text.starts_with(**mark))?;
    let inner = &text[mark.len()..];
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    let mut length = inner.bytes().take(LONGEST_NAME).take_while(|&byte| is_part(byte)).count();
    if *mark == "__" {
        length = inner[..length].rfind(mark)?;
    } else if !inner[length..].starts_with(mark) {
        return None;
    }
    let name = &inner[..length];
    // `%C3%` is an encoded byte.
    (name.len() > 2 && name.starts_with(|first: char| first.is_ascii_alphabetic())).then_some(length + 2 * mark.len())
}

/// Returns the length of `<your scopes>` at the start of a text.
fn in_angles(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<').filter(|inner| inner.starts_with(|first: char| first.is_alphabetic()))?;
    let end = inner.bytes().take(LONGEST_NAME).position(|byte| matches!(byte, b'<' | b'>' | b'\n'))?;
    inner[end..].starts_with('>').then_some(end + 2)
}

/// Returns the length of `{env:NAME}` at the start of a text. A pattern of names such as `{id}` or
/// `{access:read|write}` does not count.
fn in_braces(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?;
    let inner = &inner[..inner.bytes().take(LONGEST_NAME).position(|byte| byte == b'}')?];
    let (kind, name) = inner.split_once(':')?;
    let is_kind = !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_name = !name.is_empty() && name.bytes().all(|byte| !matches!(byte, b'|' | b'*' | b'{'));
    (is_kind && is_name).then_some(inner.len() + 2)
}

/// Returns the default of a placeholder: the value in `${NAME:-value}`, `${NAME-value}` and `${name:value}`.
fn default(placeholder: &str) -> Option<Range<usize>> {
    let inner = placeholder.strip_prefix("${").filter(|inner| !inner.starts_with('{'))?.strip_suffix('}')?;
    let value = if let Some((_, value)) = inner.split_once(':') {
        match value.as_bytes().first() {
            Some(b'-' | b'=') => &value[1..],
            Some(b'?' | b'+') => return None,
            _ => value,
        }
    } else {
        let (name, value) = inner.split_once('-')?;
        // Names of properties may contain hyphens, names of environment variables may not.
        if name.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        value
    };
    let end = placeholder.len() - "}".len();
    Some(end - value.len()..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        placeholders(text).into_iter().map(|one| &text[one.span]).collect()
    }

    #[test]
    fn every_language() {
        for text in [
            "${X}",
            "${{ secrets.X }}",
            "{{ .Values.x }}",
            "{% if x %}",
            "{# x #}",
            "%env(X)%",
            "$(X)",
            "$[[ inputs.x ]]",
            "$[variables.x]",
            "$env:SCOPES",
            "<%= x %>",
            "#{x}",
            "%(x)s",
            "ENC[AES256_GCM,data:ab=,iv:cd=,tag:ef==,type:str]",
            "((x))",
            "$X",
            "$__env{X}",
            "$__file{/run/x}",
            "@app.scopes@",
            "@@SCOPES@@",
            "##SCOPES##",
            "__SCOPES__",
            "__A_B__",
            "%SCOPES%",
            "op://vault/item/scopes",
            "ref+vault://secret/app#scopes",
            "{env:SCOPES}",
            "<your scopes>",
        ] {
            assert_eq!(found(text), [text]);
            assert_eq!(found(&format!("openid {text} email")), [text]);
        }
    }

    #[test]
    fn names_that_look_like_one() {
        for text in [
            "a%20b%20c", "%C3%A9", "account:{id}:read", "{access:read|write}", "{x:*}", "@acme", "@acme/repo", "a@b@c",
            "__init", "a__b__c", "offline_access", "<repo", "a<b>", "repo:*#x", "stop://x", "$__env", "$__env{X",
            "(a)",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn defaults() {
        for (text, default) in [
            ("${A:-openid email}", Some("openid email")),
            ("${a.b-c:openid,email}", Some("openid,email")),
            ("${A-openid}", Some("openid")),
            ("${A:?needed}", None),
            ("${a-b}", None),
            ("${A:-${B} c}", Some("${B} c")),
        ] {
            let [one] = &*placeholders(text) else { panic!("{text}") };
            assert_eq!(one.default.clone().map(|range| &text[range]), default, "{text}");
        }
    }
}
