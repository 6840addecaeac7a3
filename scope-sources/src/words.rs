//! Splits identifiers into words.

use std::borrow::Cow;

/// Returns the words of an identifier, in lower case: `add`, `scopes` for `add_scopes`; `o`, `auth`, `scope` for
/// `OAuthScope`.
pub(crate) fn words(identifier: &str) -> Vec<Cow<'_, str>> {
    let identifier = identifier.trim_start_matches("r#");
    let mut words = Vec::new();
    let mut end = |word| words.extend(Some(word).filter(|word: &&str| !word.is_empty()).map(lowercase));
    let (mut start, mut is_after_lower) = (0, false);
    for (at, char) in identifier.char_indices() {
        // `XScope`, `APIScopes`
        let is_scope = || at > start && identifier[at..].starts_with("Scope");
        if char == '_' || char.is_uppercase() && (is_after_lower || is_scope()) {
            end(&identifier[start..at]);
            start = at + usize::from(char == '_');
        }
        is_after_lower = char.is_lowercase() || char.is_ascii_digit();
    }
    end(&identifier[start..]);
    words
}

fn lowercase(word: &str) -> Cow<'_, str> {
    let is_lowercase = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if is_lowercase { word.into() } else { word.to_lowercase().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        assert_eq!(words("add_scopes"), ["add", "scopes"]);
        assert_eq!(words("OAuthScope"), ["oauth", "scope"]);
        assert_eq!(words("XScope"), ["x", "scope"]);
        assert_eq!(words("SCOPES"), ["scopes"]);
        assert_eq!(words("r#type"), ["type"]);
        assert_eq!(words("_GrößeÄnderung__x2Y_"), ["größe", "änderung", "x2", "y"]);
        assert!(words("__").is_empty());
    }
}
