//! The words of identifiers.

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
            if char.is_ascii() {
                word.push(char.to_ascii_lowercase());
            } else {
                word.extend(char.to_lowercase());
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        assert_eq!(words("add_scopes"), ["add", "scopes"]);
        assert_eq!(words("OAuthScope"), ["oauth", "scope"]);
        assert_eq!(words("SCOPES"), ["scopes"]);
    }
}
