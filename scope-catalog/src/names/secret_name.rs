//! Recognizes names of settings that hold a secret.

use crate::fast::keep;

/// Whole names, in lower case and without separators.
const NAMES: [&str; 22] = [
    "accesskey", "accesstoken", "apikey", "apitoken", "authtoken", "bearertoken", "clientsecret", "credential",
    "credentials", "encryptionkey", "idtoken", "passphrase", "passwd", "password", "privatekey", "pwd", "refreshtoken",
    "secret", "secretaccesskey", "secretkey", "signingkey", "token",
];

/// Last words of longer names, such as `DB_PASSWORD`. Last words of grant types are not included.
const LAST_WORDS: [&str; 23] = [
    "accountkey", "authkey", "bearer", "connectionstring", "dsn", "encryptionkey", "hmackey", "licensekey",
    "masterkey", "mnemonic", "otpseed", "pass", "passcode", "passphrase", "passwd", "password", "pincode", "secret",
    "sessionkey", "signingkey", "storagekey", "token", "totpseed",
];

/// Two words that may be anywhere in a name: `clientSecretValue`, `secret_key_base`.
const PAIRS: [&str; 5] = ["accesskey", "apikey", "clientsecret", "privatekey", "secretkey"];

/// If a name contains one of these words, the setting is about scopes, whatever its last word is.
const ABOUT_SCOPES: [&str; 4] = ["scope", "scopes", "permission", "permissions"];

/// Returns whether a setting of this name holds a secret, according to its words: `client_secret`, `apiKey`,
/// `DB_PASSWORD`. Its value must not be shown.
///
/// ```
/// use scope_catalog::names_secret;
///
/// assert!(names_secret("token") && names_secret("GITHUB_TOKEN") && names_secret("oidcClientSecret"));
/// assert!(!names_secret("scopes_for_token") && !names_secret("client_credentials") && !names_secret("blacktoken"));
/// ```
pub fn names_secret(name: &str) -> bool {
    const LONGEST: usize = 64;
    if is_secret_name(name) {
        return true;
    }
    if name.len() > LONGEST {
        return false;
    }
    let words = words(name);
    let last = |count: usize| words[words.len().saturating_sub(count)..].concat();
    !words.iter().any(|word| ABOUT_SCOPES.contains(&&**word))
        && ([1, 2].iter().any(|&count| LAST_WORDS.contains(&&*last(count)))
            || words.windows(2).any(|pair| PAIRS.contains(&&*pair.concat())))
}

/// The words of a name, in lower case: `oidcClientSecret` has three.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && was_lower {
            words.push(String::new());
        }
        was_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphanumeric()) {
            word.push(c.to_ascii_lowercase());
        }
    }
    keep(&mut words, &mut |word| !word.is_empty());
    words
}

/// Returns whether a setting of exactly this name holds a secret: `client_secret`, `apiKey`.
///
/// ```
/// use scope_catalog::is_secret_name;
///
/// assert!(is_secret_name("clientSecret") && is_secret_name("API-KEY"));
/// assert!(!is_secret_name("scope") && !is_secret_name("token_scopes"));
/// ```
pub fn is_secret_name(name: &str) -> bool {
    const LONGEST: usize = 32;
    if name.len() > LONGEST {
        return false;
    }
    let mut plain = String::with_capacity(LONGEST);
    for c in name.chars() {
        match c {
            '_' | '-' | '.' | ' ' => {}
            _ => plain.push(c.to_ascii_lowercase()),
        }
    }
    NAMES.contains(&&*plain)
}

/// Whether a line has a key with such a name: `client_secret = …`, `"token": …`.
pub(crate) fn has_secret_key(line: &str) -> bool {
    line.match_indices(['=', ':']).any(|(at, _)| {
        let before = line[..at].trim_end().trim_end_matches(['"', '\'']);
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        names_secret(&before[before.trim_end_matches(is_of_name).len()..])
    })
}

#[cfg(test)]
mod tests {
    use super::has_secret_key;

    #[test]
    fn keys_in_a_line() {
        for line in ["client_secret = x", "web = { kind = 'x', \"api_key\" = y", "  token: x", "passwd=x"] {
            assert!(has_secret_key(line), "{line}");
        }
        for line in ["kind = 'secret'", "description = \"Read a token\"", "token_scopes = 'x'", "[token]", ""] {
            assert!(!has_secret_key(line), "{line}");
        }
    }
}
