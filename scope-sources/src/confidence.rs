//! What makes a text a list of scopes, and what makes it none.

use scope_catalog::is_token;

/// What speaks for a text being a list of scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It is in a list that an OAuth program passes on: a provider has to know all of it.
    Listed,
    /// What it is given to is called so: scopes of programs that have to do with OAuth, or of which a provider knows.
    Named,
    /// It says so itself: the `scope` of a request for authorization, the address of a scope.
    Certain,
}

/// The words of an identifier, in lower case: `add`, `scopes` of `add_scopes`; `o`, `auth`, `scope` of `OAuthScope`.
pub(crate) fn words(identifier: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_after_lower = false;
    for char in identifier.trim_start_matches("r#").chars() {
        let begins = char.is_uppercase() && is_after_lower;
        is_after_lower = char.is_lowercase() || char.is_ascii_digit();
        if char == '_' {
            words.push(String::new());
            continue;
        }
        if begins || words.is_empty() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(char.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_scope(word: &str) -> bool {
    matches!(word, "scope" | "scopes")
}

/// Whether an identifier has the word in it.
pub(crate) fn mentions_scope(identifier: &str) -> bool {
    words(identifier).iter().any(|word| is_scope(word))
}

/// Whether a variable, a constant or a field of this name holds scopes, not something about them.
pub(crate) fn holds_scopes(identifier: &str) -> bool {
    const ABOUT: [&str; 16] = [
        "error",
        "help",
        "message",
        "msg",
        "label",
        "description",
        "title",
        "url",
        "uri",
        "param",
        "parameter",
        "key",
        "separator",
        "delimiter",
        "regex",
        "header",
    ];
    let words = words(identifier);
    let is_at_an_end =
        words.first().is_some_and(|word| is_scope(word)) || words.last().is_some_and(|word| is_scope(word));
    let is_about = |word: &String| ABOUT.iter().any(|about| word == about || word.strip_suffix('s') == Some(about));
    is_at_an_end && !words.iter().any(is_about)
}

/// Whether a function of this name says that a client has to have scopes.
pub(crate) fn requires_scopes(function: &str) -> bool {
    const REQUIRES: [&str; 5] = ["require", "requires", "ensure", "verify", "security"];
    let words = words(function);
    words.iter().any(|word| is_scope(word)) && words.iter().any(|word| REQUIRES.contains(&&**word))
}

/// Whether a function of this name takes scopes to ask for them.
pub(crate) fn asks_for_scopes(function: &str) -> bool {
    const OTHERWISE: [&str; 21] = [
        "has", "contains", "remove", "delete", "without", "is", "missing", "unset", "revoke", "check", "assert", "log",
        "print", "test", "require", "required", "ensure", "verify", "validate", "needs", "security",
    ];
    let words = words(function);
    words.iter().any(|word| is_scope(word)) && !words.iter().any(|word| OTHERWISE.contains(&&**word))
}

/// Whether a text can be a list of scopes at all.
pub(crate) fn is_list(text: &str) -> bool {
    const PROSE: [&str; 18] = [
        "the", "a", "an", "of", "to", "is", "are", "for", "in", "not", "this", "that", "and", "with", "scope",
        "scopes", "missing", "invalid",
    ];
    const LONGEST: usize = 4_000;
    let words: Vec<&str> = text.split([' ', ',', '\n', '\t', '\r']).filter(|word| !word.is_empty()).collect();
    let may_be_one = |word: &&str| {
        is_token(word)
            && word.bytes().any(|byte| byte.is_ascii_alphabetic())
            && !word.starts_with(['/', '-', '.', '#', '<', '$', '('])
            && !word.contains(['{', '}'])
            && !word.ends_with([':', '.', '?', '!'])
    };
    let is_prose = words.len() > 1 && words.iter().any(|word| PROSE.contains(&word.to_ascii_lowercase().as_str()));
    // The name of a parameter is none of its values.
    let is_parameter = matches!(&*words, ["scope" | "scopes"]);
    !words.is_empty() && !is_parameter && text.len() <= LONGEST && words.iter().all(may_be_one) && !is_prose
}

/// Whether a name is hardly anything but a scope: words that are parted by a sign.
pub fn is_distinctive(name: &str) -> bool {
    name.contains([':', '.', '-', '_', '/'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        assert_eq!(words("add_scopes"), ["add", "scopes"]);
        assert_eq!(words("OAuthScope"), ["oauth", "scope"]);
        assert_eq!(words("SCOPES"), ["scopes"]);
        for (name, expected) in [
            ("SCOPES", true),
            ("x_scope", true),
            ("scope_list", true),
            ("scope_error", false),
            ("SCOPE_KEYS", false),
            ("telescope", false),
        ] {
            assert_eq!(holds_scopes(name), expected, "{name}");
        }
        for (name, expected) in [
            ("add_scope", true),
            ("with_scopes", true),
            ("has_scope", false),
            ("remove_scope", false),
            ("scoped", false),
        ] {
            assert_eq!(asks_for_scopes(name), expected, "{name}");
        }
    }

    #[test]
    fn lists() {
        for (text, expected) in [
            ("repo read:org", true),
            ("read_products,write_orders", true),
            ("https://www.googleapis.com/auth/drive", true),
            ("", false),
            ("the scope to use", false),
            ("missing scope", false),
            ("/api", false),
            ("{scope}", false),
            ("scope:", false),
            ("12", false),
        ] {
            assert_eq!(is_list(text), expected, "{text}");
        }
    }
}
