//! Help for lines that are not valid TOML, for common mistakes.

use crate::fast::all_bytes;
use crate::names::scope_token;

/// A longer line is not written once more in the help.
pub(super) const LONGEST_REPEATED: usize = 200;

/// What to write instead of a line that is not valid TOML, for common mistakes.
pub(super) fn advice(line: &str) -> Option<String> {
    let line = line.trim();
    let help = if line.starts_with('{') || line.starts_with('"') && line.contains("\": ") {
        "this looks like JSON, but a catalog is TOML: write `scopes = [\"…\"]`"
    } else if ["<<<<<<<", ">>>>>>>", "======="].iter().any(|marker| line.starts_with(marker)) {
        "git has merged two versions of the file: choose what is right, and remove these lines"
    } else if line == "---" || line.starts_with("- ") || line.ends_with(':') {
        "this looks like YAML, but a catalog is TOML: write `scopes = [\"…\"]`"
    } else if line.contains(['“', '”', '‘', '’', '„']) {
        "use straight quotes: `\"`"
    } else {
        return missing_quotes(line).or_else(|| unquoted_header(line)).or_else(|| colon_for_equals(line));
    };
    Some(help.to_owned())
}

/// `[operations.GET /user]`: a header whose last part needs quotes.
fn unquoted_header(line: &str) -> Option<String> {
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let (table, name) = inner.split_once('.')?;
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'"' | b'\'');
    (!all_bytes(name, is_bare)).then(|| format!("write `[{table}.\"{name}\"]`"))
}

/// `read_profile: "…"`, as YAML and JSON have it.
fn colon_for_equals(line: &str) -> Option<String> {
    let (name, value) = line.split_once(": ").filter(|_| !line.contains('='))?;
    (!name.is_empty()).then(|| format!("write `{} = {}`", name.trim(), value.trim().trim_end_matches(',')))
}

/// `read:org = "…"`: a name that TOML only takes in quotes.
fn missing_quotes(line: &str) -> Option<String> {
    let (name, value) = line.split_once('=')?;
    let name = name.trim();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let needs_quotes = scope_token::is_token(name) && !name.starts_with(['\'', '[', '#']) && !all_bytes(name, is_plain);
    needs_quotes.then(|| format!("write `\"{name}\" = {}`", value.trim()))
}

/// What to write instead of a value that is missing, open or without quotes, by what the parser says of the line.
pub(super) fn advice_on_value(line: &str, message: &str) -> Option<String> {
    if message.starts_with("invalid") && message.contains("string") {
        return Some("close the string on the same line with the quote that opens it".to_owned());
    }
    let line = Some(line.trim()).filter(|line| line.len() <= LONGEST_REPEATED)?;
    if message.starts_with("key with no value") {
        return Some(format!("write `{} = \"…\"`", line.trim_end_matches(['=', ' '])));
    }
    let (name, value) = line.split_once('=').filter(|_| message.starts_with("string values must be quoted"))?;
    let value = value.trim();
    let is_plain = value.starts_with(|first: char| first.is_ascii_alphabetic()) && !value.contains(['"', '\'', '#']);
    is_plain.then(|| format!("write `{} = \"{value}\"`", name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_toml_is_named() {
        for (line, named) in [
            ("{\"scopes\": []}", "this looks like JSON"),
            ("scopes:", "this looks like YAML"),
            ("  - read", "this looks like YAML"),
            ("<<<<<<< HEAD", "git has merged two versions"),
            ("=======", "git has merged two versions"),
            ("read = “Read”", "use straight quotes"),
        ] {
            assert!(advice(line).is_some_and(|help| help.starts_with(named)), "{line}");
        }
        assert_eq!(advice("scopes = [1"), None);
    }

    #[test]
    fn a_value_that_is_missing_or_has_no_quotes() {
        let unquoted = "string values must be quoted, expected literal string";
        for (line, message, help) in [
            ("read", "key with no value, expected `=`", Some("write `read = \"…\"`")),
            ("read = Read it", unquoted, Some("write `read = \"Read it\"`")),
            ("read = Read \"it\"", unquoted, None),
            ("read = [a]", unquoted, None),
            (
                "read = \"Read",
                "invalid basic string",
                Some("close the string on the same line with the quote that opens it"),
            ),
        ] {
            assert_eq!(advice_on_value(line, message).as_deref(), help, "{line}");
        }
    }
}
