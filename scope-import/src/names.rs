//! Splits and recognizes names of scopes, and shortens texts to one line.

use scope_catalog::is_token;

/// Returns the names in a text if there are several, separated by spaces, as in a request, or by commas.
pub(crate) fn joined(text: &str) -> Option<Vec<&str>> {
    let names: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|name| !name.is_empty()).collect();
    (names.len() > 1 && names.iter().all(|name| is_token(name))).then_some(names)
}

/// Returns a description as one line; `None` if it is empty.
pub(crate) fn line(text: &str) -> Option<String> {
    let line = crate::one_line(text);
    (!line.is_empty()).then_some(line)
}

/// Returns the first paragraph of a longer text as one line.
pub(crate) fn first_paragraph(text: &str) -> Option<String> {
    let text = text.trim_start();
    let end = text.find("\n\n").or_else(|| text.find("\r\n\r\n")).unwrap_or(text.len());
    line(&text[..end])
}

/// Whether a description says that its subject is deprecated, rather than mentioning something deprecated.
pub(crate) fn says_deprecated(description: &str) -> bool {
    let text = description.to_lowercase();
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = start
        .strip_prefix("deprecated")
        .is_some_and(|rest| !rest.trim_start().starts_with(|c: char| c.is_alphanumeric()));
    let phrases = ["(deprecated", "[deprecated", "this scope is deprecated", "this scope has been deprecated"];
    begins || phrases.iter().any(|phrase| text.contains(phrase))
}

/// The host of an absolute URL.
pub(crate) fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    (!host.is_empty() && !host.contains(['{', '}', ' '])).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_names() {
        assert_eq!(
            joined("openid cups:read https://cups.example/all"),
            Some(vec!["openid", "cups:read", "https://cups.example/all"])
        );
        assert_eq!(joined("cups:read,cups:write"), Some(vec!["cups:read", "cups:write"]));
        assert_eq!(joined(" cups "), None);
        assert_eq!(joined("tasses à lire"), None);
    }

    #[test]
    fn lines() {
        assert_eq!(line(" Read\n  cups\t"), Some("Read cups".to_owned()));
        assert_eq!(line(" \n"), None);
        assert_eq!(first_paragraph("\nRead\ncups\n\nMore."), Some("Read cups".to_owned()));
    }

    #[test]
    fn what_says_that_it_is_deprecated() {
        for text in ["Deprecated. Read cups", "**DEPRECATED**: read cups", "Read cups (deprecated)", "Deprecated"] {
            assert!(says_deprecated(text), "{text}");
        }
        for text in ["Read deprecated cups", "Deprecated cups: list them", "List what is deprecated", ""] {
            assert!(!says_deprecated(text), "{text}");
        }
    }

    #[test]
    fn hosts() {
        assert_eq!(host("https://user@login.example.com:8443/a?b"), Some("login.example.com:8443"));
        for url in ["/authorize", "login.example.com", "https://{tenant}.example.com/x", "https:///x"] {
            assert_eq!(host(url), None, "{url}");
        }
    }
}
